/** Evaluation of the rectification (J-V.4h): the office or the leading group scores an organisation by the pack's scheme. Under
 *  the passing line, or vetoed, the organisation owes a second rectification report, and after it a second evaluation; the
 *  round closes when one passes. */
import { latestOf } from '../../calendar.ts';
import { meets, openDuty, owe } from '../../dossier/duties.ts';
import { all } from '../../keyed.ts';
import type { EvaluationScheme, Veto } from '../../policy/pack.ts';
import { type Refusal, refuse, refuseAll } from '../../refusal.ts';
import type { Code } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type EvaluationEvents } from '../events.ts';
import { eachOrganisation, organisationOf, withOrganisation } from '../parts.ts';
import { isProtected } from '../protection.ts';
import type { Round } from '../state.ts';
import { opinionsLapsed } from './opinion.ts';

export const evaluationRules = {
  evaluate: command('evaluate', ['organisation'], {
    clause: 'J-V.4h',
    signs: true,
    who: ['OFF', 'LGL'],
    targets: eachOrganisation,
    gate(round, { organisation }) {
      const { report1On, report2On } = organisationOf(round, organisation);
      if (report1On === null) return refuse('J-V.4d', 'RectificationReportSubmitted', { organisation });
      if (report2On === null) return refuse('J-V.4d', 'PrincipalReportSubmitted', { organisation });
      if (!round.pack.evaluation) return refuse('J-V.4h', 'EvaluationScheme', { pack: round.pack.id });
      if (openDuty(round, 'second-report', organisation))
        return refuse('J-V.4h', 'SecondReportSubmitted', { organisation });
      return undefined;
    },
    notBefore(round, { organisation }) {
      const { report1On, report2On, evaluation } = organisationOf(round, organisation);
      const second = openDuty(round, 'second-evaluation', organisation);
      return latestOf([report1On, report2On, evaluation?.on ?? null, second?.anchor.on ?? null]);
    },
    decide(round, { organisation, scores, content }, { on, sequence }) {
      const scheme = schemeOf(round);
      const refused = requireScoresOfScheme(scheme, scores);
      if (refused) return refused;
      const total = Object.values(scores).reduce((sum, score) => sum + score, 0);
      const vetoes = vetoesOf(round, organisation, scheme);
      const passed = total >= scheme.passingScore && vetoes.length === 0;
      const again = owe(round, {
        kind: 'second-report',
        clause: 'J-V.4h',
        owedBy: 'ORG',
        owedTo: 'OFF',
        organisation,
        anchor: { event: 'RectificationEvaluated', sequence, on },
      });
      const closes = [
        ...meets(round, 'second-evaluation', organisation, on),
        ...opinionsLapsed(round, organisation, 'REPORT', on),
      ];
      const evaluated = { organisation, scores, total, vetoes, passed, content };
      return [
        happened('RectificationEvaluated', 'J-V.4h', on, evaluated, { closes, ...(passed ? {} : { opens: [again] }) }),
      ];
    },
  }),
};

/** The gate has refused a round whose pack has none. */
function schemeOf({ pack }: Round): EvaluationScheme {
  if (!pack.evaluation) throw new Error(`${pack.id} has no scheme of evaluation`);
  return pack.evaluation;
}

export const evaluationTransitions: Transitions<EvaluationEvents> = {
  RectificationEvaluated(round, { on, sequence, data: { organisation, total, vetoes, passed } }) {
    const { failedVerifications } = organisationOf(round, organisation);
    return withOrganisation(round, organisation, {
      evaluation: { on, sequence, total, vetoes, passed, failedVerifications },
    });
  },
};

/** Every criterion of the scheme has a score from 0 to its weight, and no other criterion has one. */
function requireScoresOfScheme(
  { criteria }: EvaluationScheme,
  scores: Readonly<Record<string, number>>,
): Refusal | undefined {
  const names = [...new Set([...Object.keys(criteria), ...Object.keys(scores)])];
  const faulty = names.filter((name) => {
    const weight = Object.hasOwn(criteria, name) ? criteria[name] : undefined;
    const score = Object.hasOwn(scores, name) ? scores[name] : undefined;
    return weight === undefined || score === undefined || score < 0 || score > weight;
  });
  return refuseAll(
    'J-V.4h',
    faulty.map((criterion) => ({ fact: 'ScoresOfScheme' as const, criterion, weight: criteria[criterion] })),
  );
}

/** What fails an evaluation at any score. Only what came to light since the last one counts: it has been paid for. */
function vetoesOf(round: Round, organisation: Code, { vetoes }: EvaluationScheme): Veto[] {
  const { failedVerifications, evaluation } = organisationOf(round, organisation);
  const failed = failedVerifications - (evaluation?.failedVerifications ?? 0);
  const since = evaluation?.sequence ?? 0;
  const suggested = round.proposals.map(({ because, ...proposal }) => ({ ...proposal, at: because }));
  const referred = [...all(round.referrals)]
    // The organisation reads its vetoes: a protected referral is none of them, whatever a pack says (J-VI.4b).
    .filter((referral) => referral.state !== 'DECLINED' && !isProtected(referral))
    .map(({ raised, ...referral }) => ({ ...referral, at: raised }));
  const triggered = vetoes.triggers.filter((asked) =>
    [...suggested, ...referred].some(
      (one) => one.organisation === organisation && one.trigger === asked && one.at > since,
    ),
  );
  return [...(failed >= vetoes.failedVerifications ? (['VERIFICATION_FAILED'] as const) : []), ...triggered];
}

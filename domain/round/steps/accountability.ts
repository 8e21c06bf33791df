/** Accountability (J-VI.4b): 依据相关规定严肃追责. Whoever refuses support, conceals, obstructs, retaliates, rectifies poorly or refuses to,
 *  is referred with evidence; the leading group accepts or declines; the discipline organ says what came of it.
 *
 *  Retaliation (T4) has a channel of its own. Anybody may report it, and nobody learns by whom: the event is signed by nobody,
 *  the reporter is a sealed text that the leading group's leader alone may open, and the referral is known to that leader, and
 *  to the discipline organ once accepted. For the same reason it opens no duty: duties stand in lists that many read. */
import { meets, nextCode, owe } from '../../dossier/duties.ts';
import { get, all, put } from '../../keyed.ts';
import type { Role } from '../../people/posts.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Code, ReferralTrigger } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { doersOf } from '../doers.ts';
import { happened, type AccountabilityEvents } from '../events.ts';
import { eachOrganisation, isPending, referralOf } from '../parts.ts';
import { isProtected } from '../protection.ts';
import type { Round } from '../state.ts';
import type { Referral, ReferralState } from '../referral.ts';

export const accountabilityRules = {
  'raise-referral': command('raise-referral', ['organisation'], {
    clause: 'J-VI.4b',
    who: ['OFF', 'TL'],
    afterLeaving: true,
    targets: eachOrganisation,
    gate: ({ approvedOn }) => (approvedOn === null ? refuse('J-VI.2c', 'RoundApproved') : undefined),
    notBefore: ({ approvedOn }) => approvedOn,
    decide(round, { organisation, trigger, evidence, content }, { on }) {
      if (evidence.length === 0) return refuse('J-VI.4b', 'ReferralEvidence', { organisation, trigger });
      const referral = nextReferral(round, trigger);
      return [happened('ReferralRaised', 'J-VI.4b', on, { referral, organisation, trigger, evidence, content })];
    },
  }),

  'accept-referral': command('accept-referral', ['referral'], {
    clause: 'J-VI.4b',
    signs: true,
    onPaper: true,
    who: ['LGL'],
    doneBy: (round, { referral }) => doersOf(round, ['ReferralRaised'], referral),
    targets: eachReferral,
    gate: (round, target) => requireReferralIn(round, target, 'RAISED', 'ReferralNotYetDecided'),
    notBefore: lastStep,
    decide(round, { referral }, { on, sequence }) {
      const referred = referralOf(round, referral);
      const { organisation } = referred;
      const anchor = { event: 'ReferralAccepted', sequence, on };
      const outcome = owe(round, {
        kind: 'referral-outcome',
        clause: 'J-VI.4b',
        owedBy: 'DISC',
        owedTo: 'LGL',
        ...(organisation === null ? {} : { organisation }),
        about: referral,
        anchor,
      });
      const opens = isProtected(referred) ? [] : [outcome];
      return [happened('ReferralAccepted', 'J-VI.4b', on, { referral }, { opens })];
    },
  }),

  'decline-referral': command('decline-referral', ['referral'], {
    clause: 'J-VI.4b',
    signs: true,
    onPaper: true,
    who: ['LGL'],
    doneBy: (round, { referral }) => doersOf(round, ['ReferralRaised'], referral),
    targets: eachReferral,
    gate: (round, target) => requireReferralIn(round, target, 'RAISED', 'ReferralNotYetDecided'),
    notBefore: lastStep,
    decide: (_round, { referral, reason }, { on }) => [
      happened('ReferralDeclined', 'J-VI.4b', on, { referral, reason }),
    ],
  }),

  'record-referral-outcome': command('record-referral-outcome', ['referral'], {
    clause: 'J-VI.4b',
    signs: true,
    onPaper: true,
    // Holding to account is an act of discipline: neither the office nor the team does it.
    who: ['DISC'],
    targets: eachReferral,
    gate: (round, target) => requireReferralIn(round, target, 'WITH_DISCIPLINE', 'ReferralAccepted'),
    notBefore: lastStep,
    decide(round, { referral, content }, { on }) {
      const closes = meets(round, 'referral-outcome', referral, on);
      return [happened('ReferralOutcomeRecorded', 'J-VI.4b', on, { referral, content }, { closes })];
    },
  }),

  'report-retaliation': command('report-retaliation', ['organisation'], {
    clause: 'J-VI.4b',
    // Under protection alone: a report by name would write the name down.
    who: ['REP'],
    inPerson: true,
    afterLeaving: true,
    targets: (round) => [{}, ...eachOrganisation(round)],
    gate: () => undefined,
    notBefore: (round) => round.plannedOn,
    decide(round, { organisation = null, content, reporter }, { on }) {
      if (!reporter) return refuse('J-VI.4b', 'ReporterSealed');
      const referral = nextReferral(round, 'T4');
      return [happened('RetaliationReported', 'J-VI.4b', on, { referral, organisation, content, reporter })];
    },
  }),
};

export const accountabilityTransitions: Transitions<AccountabilityEvents> = {
  ReferralRaised(round, { on, sequence, data: { referral, organisation, trigger } }) {
    const fresh = { code: referral, organisation, trigger, raised: sequence, state: 'RAISED', steppedOn: on } as const;
    const raised = withReferral(round, fresh);
    const settled = (proposal: Round['proposals'][number]) =>
      proposal.organisation === organisation && proposal.trigger === trigger;
    return { ...raised, proposals: raised.proposals.filter((proposal) => !settled(proposal)) };
  },
  ReferralAccepted: (round, { on, data }) =>
    withReferral(round, { ...referralOf(round, data.referral), state: 'WITH_DISCIPLINE', steppedOn: on }),
  ReferralDeclined: (round, { on, data }) =>
    withReferral(round, { ...referralOf(round, data.referral), state: 'DECLINED', steppedOn: on }),
  ReferralOutcomeRecorded: (round, { on, data }) =>
    withReferral(round, { ...referralOf(round, data.referral), state: 'OUTCOME', steppedOn: on }),
  RetaliationReported(round, { on, sequence, data: { referral, organisation } }) {
    const fresh = { code: referral, organisation, raised: sequence, state: 'RAISED', steppedOn: on } as const;
    return withReferral(round, { ...fresh, trigger: 'T4' });
  },
};

const withReferral = (round: Round, referral: Referral): Round => ({
  ...round,
  referrals: put(round.referrals, referral.code, referral),
});

/** Every referral that waits for a decision or an outcome, and who holds it. Of the protected ones this says that there are
 *  some, and nothing else: the refusal to close is read by the office. */
export function referralsNotLanded(round: Round): Refusal['missing'] {
  const pending = [...all(round.referrals)].filter(isPending).sort((a, b) => (a.code < b.code ? -1 : 1));
  const missing = pending
    .filter((referral) => !isProtected(referral))
    .map((referral): Refusal['missing'][number] => {
      const { code, organisation, trigger, state } = referral;
      const about = { referral: code, ...(organisation === null ? {} : { organisation }), trigger, state };
      return { fact: 'ReferralLanded', ...about, heldBy: holderOfReferral(referral) };
    });
  const sealed = new Set(pending.filter(isProtected).map(holderOfReferral));
  return [...missing, ...[...sealed].map((heldBy) => ({ fact: 'ProtectedReferralLanded' as const, heldBy }))];
}

const holderOfReferral = ({ state }: Referral): Role => (state === 'RAISED' ? 'LGL' : 'DISC');

/** Protected referrals are numbered apart: a gap in the others would tell of them. */
const nextReferral = (round: Round, trigger: ReferralTrigger): Code =>
  nextCode(isProtected({ trigger }) ? 'PREF' : 'REF', (code) => get(round.referrals, code) !== undefined);

function eachReferral(round: Round): { referral: Code }[] {
  return [...all(round.referrals)].map(({ code }) => ({ referral: code }));
}

interface Target {
  readonly referral: Code;
}

function lastStep(round: Round, { referral }: Target) {
  return referralOf(round, referral).steppedOn;
}

function requireReferralIn(
  round: Round,
  { referral }: Target,
  wanted: ReferralState,
  fact: 'ReferralNotYetDecided' | 'ReferralAccepted',
): Refusal | undefined {
  const { state } = referralOf(round, referral);
  return state === wanted ? undefined : refuse('J-VI.4b', fact, { referral, state });
}

/** Opinions on plan and report (J-V.4h, 会审): the discipline organ, the organisation department, the team, a functional
 *  department and the office look at the same paper at the same time. The pack says who is asked and how many must agree
 *  before a plan is accepted; whoever is not asked may speak as well. */
import { meets, openDuty, owe, supersedes } from '../../dossier/duties.ts';
import type { Anchor, DutyClosed, DutyOpened } from '../../dossier/duty.ts';
import type { Actor } from '../../dossier/grammar.ts';
import { type Reviewer, reviewers } from '../../people/posts.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import { type Code, type Day, type OpinionSubject, opinionSubjects } from '../../vocabulary.ts';
import { rolesOf } from '../actors.ts';
import { type Transitions, command } from '../command.ts';
import { doersOf } from '../doers.ts';
import { happened, type OpinionEvents } from '../events.ts';
import { eachOrganisation, organisationOf, withOrganisation } from '../parts.ts';
import type { Organisation, Round } from '../state.ts';

const kindOf = { PLAN: 'plan-opinion', REPORT: 'report-opinion' } as const;

export const opinionRules = {
  'give-opinion': command('give-opinion', ['organisation', 'on'], {
    clause: 'J-V.4h',
    who: reviewers,
    undated: true,
    doneBy: (round, { organisation, on }) =>
      doersOf(
        round,
        on === 'PLAN' ? ['PlanSubmitted'] : ['RectificationReportSubmitted', 'PrincipalReportSubmitted'],
        organisation,
      ),
    targets: (round) => eachOrganisation(round).flatMap((of) => opinionSubjects.map((on) => ({ ...of, on }))),
    gate: (round, { organisation, on }) => requireUnderReview(organisationOf(round, organisation), on),
    notBefore: () => null,
    decide(round, { organisation, on: subject, verdict, content }, { on, actor, insteadOf }) {
      const from =
        reviewers.find((reviewer) => reviewer === insteadOf) ?? speakingAs(round, organisation, subject, actor);
      const closes = meets(round, kindOf[subject], organisation, on, from);
      const given = { organisation, subject, from, verdict, content };
      return [happened('OpinionGiven', 'J-V.4h', on, given, { closes })];
    },
  }),
};

export const opinionTransitions: Transitions<OpinionEvents> = {
  OpinionGiven(round, { data: { organisation, subject, from, verdict } }) {
    const { opinions } = organisationOf(round, organisation);
    return withOrganisation(round, organisation, {
      opinions: { ...opinions, [subject]: { ...opinions[subject], [from]: verdict } },
    });
  },
};

/** What is asked of those whom the pack names, each on its own, when a plan or a report comes in. */
export function opinionsAsked(round: Round, organisation: Code, subject: OpinionSubject, anchor: Anchor): DutyOpened[] {
  const { opinionsFrom = [] } = round.pack;
  const opinion = { kind: kindOf[subject], clause: 'J-V.4h', owedTo: 'OFF', organisation, anchor } as const;
  return opinionsFrom.map((reviewer) => owe(round, { ...opinion, owedBy: reviewer, apart: reviewer }));
}

/** No opinion is waited for any longer: the plan was accepted or returned, the report evaluated or replaced. */
export function opinionsLapsed(round: Round, organisation: Code, subject: OpinionSubject, on: Day): DutyClosed[] {
  return reviewers.flatMap((reviewer) => supersedes(round, kindOf[subject], organisation, on, reviewer));
}

/** A plan needs as many reviewers who agree, with or without changes, as the pack says. */
export function requirePlanQuorum(round: Round, organisation: Code): Refusal | undefined {
  const verdicts = Object.values(organisationOf(round, organisation).opinions.PLAN);
  const agreeing = verdicts.filter((verdict) => verdict !== 'DISAGREE').length;
  const { planQuorum: needed } = round.pack;
  return agreeing < needed ? refuse('J-V.4h', 'PlanQuorum', { organisation, needed, agreeing }) : undefined;
}

function requireUnderReview(
  { code, planSubmittedOn, planAcceptedOn, report1On }: Organisation,
  subject: OpinionSubject,
): Refusal | undefined {
  const organisation = code;
  if (subject === 'REPORT')
    return report1On === null ? refuse('J-V.4d', 'RectificationReportSubmitted', { organisation }) : undefined;
  if (planSubmittedOn === null) return refuse('J-V.4b', 'PlanSubmitted', { organisation });
  return planAcceptedOn === null ? undefined : refuse('J-V.4h', 'PlanNotYetAccepted', { organisation });
}

/** A person with several offices speaks first for one that is still asked, then for one that has not spoken. */
function speakingAs(round: Round, organisation: Code, subject: OpinionSubject, actor: Actor): Reviewer {
  const roles = rolesOf(round, actor, { organisation });
  const held = reviewers.filter((reviewer) => roles.has(reviewer));
  const given = organisationOf(round, organisation).opinions[subject];
  const from =
    held.find((reviewer) => openDuty(round, kindOf[subject], organisation, reviewer)) ??
    held.find((reviewer) => given[reviewer] === undefined) ??
    held[0];
  if (!from) throw new Error(`${actor.person} was admitted without an office`);
  return from;
}

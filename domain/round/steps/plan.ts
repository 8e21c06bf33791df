/** The rectification plan (J-V.4b, J-V.4h): every finding has a goal, measures, a leader, a unit and a day. */
import type { PlannedItem } from '../../../contracts/requests/index.ts';
import { latestOf } from '../../calendar.ts';
import { meets, owe } from '../../dossier/duties.ts';
import type { DutyClosed } from '../../dossier/duty.ts';
import { get } from '../../keyed.ts';
import { type Refusal, refuse, refuseAll } from '../../refusal.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { doersOf } from '../doers.ts';
import { happened, type PlanEvents } from '../events.ts';
import type { Facts } from '../facts.ts';
import { eachOrganisation, findingOf, findingsOf, organisationOf, withFinding, withOrganisation } from '../parts.ts';
import type { Round } from '../state.ts';
import { bothSigned, signedOn } from './feedback.ts';
import { countedFindings, requireCounted } from './landing.ts';
import { opinionsAsked, opinionsLapsed, requirePlanQuorum } from './opinion.ts';

function requirePlanToReview(round: Round, { organisation }: { readonly organisation: Code }): Refusal | undefined {
  const { planSubmittedOn, planAcceptedOn } = organisationOf(round, organisation);
  if (planSubmittedOn === null) return refuse('J-V.4b', 'PlanSubmitted', { organisation });
  if (planAcceptedOn !== null) return refuse('J-V.4h', 'PlanNotYetAccepted', { organisation });
  return undefined;
}

const reviewed = (round: Round, organisation: Code, on: Day): DutyClosed[] => [
  ...meets(round, 'plan-review', organisation, on),
  ...opinionsLapsed(round, organisation, 'PLAN', on),
];

export const planRules = {
  'submit-plan': command('submit-plan', ['organisation'], {
    clause: 'J-V.4b',
    signs: true,
    who: ['ORG'],
    targets: eachOrganisation,
    gate(round, { organisation }) {
      const inspected = organisationOf(round, organisation);
      if (!bothSigned(inspected)) return refuse('J-V.4d', 'FeedbackSigned', { organisation });
      if (inspected.planSubmittedOn !== null) return refuse('J-V.4b', 'PlanNotYetSubmitted', { organisation });
      return undefined;
    },
    notBefore(round, { organisation }) {
      const inspected = organisationOf(round, organisation);
      // It covers the findings as they stand: none that was split off later, all but those that were merged by then.
      const settled = [...findingsOf(round, organisation)].map(({ settledOn }) => settledOn);
      return latestOf([signedOn(inspected), inspected.planReturnedOn, ...settled]);
    },
    facts: (_round, { items }) => ({
      people: items.map(({ leader }) => leader),
      bodies: items.map(({ unit }) => unit),
    }),
    decide(round, { organisation, items }, { on, sequence, facts }) {
      const planned = new Set<Code>();
      for (const { finding } of items) {
        if (get(round.findings, finding)?.organisation !== organisation)
          return refuse('J-V.4b', 'FindingOfOrganisation', { finding, organisation });
        if (planned.has(finding)) return refuse('J-V.4b', 'PlannedOnce', { finding });
        planned.add(finding);
        const refused = requireCounted(findingOf(round, finding));
        if (refused) return refused;
      }
      const uncovered = countedFindings(round, organisation).filter(({ code }) => !planned.has(code));
      const refused = refuseAll(
        'J-V.4b',
        uncovered.map(({ code }) => ({ fact: 'FindingPlanned' as const, finding: code })),
      );
      if (refused) return refused;
      const vague = refuseAll(
        'J-V.4b',
        items.flatMap((item) => faultsOf(item, on, facts)),
      );
      if (vague) return vague;
      const anchor = { event: 'PlanSubmitted', sequence, on };
      const review = { kind: 'plan-review', clause: 'J-V.4h', owedBy: 'OFF', owedTo: 'ORG' } as const;
      const opens = [
        owe(round, { ...review, organisation, anchor }),
        ...opinionsAsked(round, organisation, 'PLAN', anchor),
      ];
      return [happened('PlanSubmitted', 'J-V.4b', on, { organisation, items }, { opens })];
    },
  }),

  'accept-plan': command('accept-plan', ['organisation'], {
    clause: 'J-V.4h',
    signs: true,
    who: ['OFF'],
    doneBy: (round, { organisation }) => doersOf(round, ['PlanSubmitted'], organisation),
    targets: eachOrganisation,
    gate: (round, target) => requirePlanToReview(round, target) ?? requirePlanQuorum(round, target.organisation),
    notBefore: (round, { organisation }) => organisationOf(round, organisation).planSubmittedOn,
    decide(round, { organisation }, { on }) {
      const closes = reviewed(round, organisation, on);
      return [happened('PlanAccepted', 'J-V.4h', on, { organisation }, { closes })];
    },
  }),

  'return-plan': command('return-plan', ['organisation'], {
    clause: 'J-V.4h',
    signs: true,
    who: ['OFF'],
    doneBy: (round, { organisation }) => doersOf(round, ['PlanSubmitted'], organisation),
    targets: eachOrganisation,
    gate: requirePlanToReview,
    notBefore: (round, { organisation }) => organisationOf(round, organisation).planSubmittedOn,
    decide(round, { organisation, reason }, { on }) {
      const closes = reviewed(round, organisation, on);
      return [happened('PlanReturned', 'J-V.4h', on, { organisation, reason }, { closes })];
    },
  }),
};

/** An item names a person of the registry, and days that lie ahead. */
function faultsOf({ finding, leader, unit, dueOn, longTerm }: PlannedItem, on: Day, facts: Facts): Refusal['missing'] {
  const schedule = typeof longTerm === 'object' ? longTerm : [];
  return [
    ...(facts.people[leader] ? [] : [{ fact: 'PersonInRegistry' as const, finding, person: leader }]),
    ...(facts.bodies.includes(unit) ? [] : [{ fact: 'OrganisationInRegistry' as const, finding, organisation: unit }]),
    ...(dueOn < on ? [{ fact: 'PlannedDayAhead' as const, finding, dueOn }] : []),
    ...(schedule.every((day, i) => day > (schedule[i - 1] ?? on))
      ? []
      : [{ fact: 'ScheduleInOrder' as const, finding }]),
  ];
}

export const planTransitions: Transitions<PlanEvents> = {
  PlanSubmitted(round, { on, data: { organisation, items } }) {
    const planned = items.reduce(
      (all, { finding, dueOn, measures, longTerm = false }) =>
        withFinding(all, finding, {
          state: 'PLANNED',
          planDueOn: dueOn,
          longTerm: longTerm !== false,
          measures: measures.map(({ type }, i) => ({ key: `${finding}/${i + 1}`, type })),
          reportsOn: typeof longTerm === 'boolean' ? [] : longTerm,
        }),
      round,
    );
    return withOrganisation(planned, organisation, { planSubmittedOn: on });
  },
  PlanAccepted: (round, { on, data }) => withOrganisation(round, data.organisation, { planAcceptedOn: on }),
  PlanReturned(round, { on, data: { organisation } }) {
    const unplanned = countedFindings(round, organisation).reduce(
      (all, { code }) =>
        withFinding(all, code, { state: 'FED_BACK', planDueOn: null, longTerm: false, measures: [], reportsOn: [] }),
      round,
    );
    // The next plan is another paper: the reviewers of this one are asked again.
    const { opinions } = organisationOf(unplanned, organisation);
    return withOrganisation(unplanned, organisation, {
      planSubmittedOn: null,
      planReturnedOn: on,
      opinions: { ...opinions, PLAN: {} },
    });
  },
};

/** The rectification plan. */
import type { PlannedItem } from '../../contracts/requests/index.ts';
import { aPlannedItem } from '../story/rectification.ts';
import { aRound } from '../story.ts';
import { office } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import {
  O,
  OFFICE,
  ORGANISATION,
  TODAY,
  liaison,
  planItems,
  principal,
  row,
  unknownOrganisation,
  type Row,
  tied,
} from './row.ts';

const asked = ['DISC', 'OD', 'TL'].map((reviewer) => `O-07/plan-opinion/${reviewer}`);

/** The plan with something else in its first item. */
const changed = (change: Partial<PlannedItem>) => planItems.map((item, i) => (i === 0 ? { ...item, ...change } : item));

export const plans: readonly Row[] = [
  row('submit-plan', {
    given: () => aRound().withFeedbackSigned(),
    by: liaison,
    payload: { organisation: O, items: planItems },
    leaves: ['PlanSubmitted'],
    opens: ['O-07/plan-review null', ...asked.map((opinion) => `${opinion} null`)],
    again: ['J-V.4b', 'PlanNotYetSubmitted'],
    may: ORGANISATION,
    whoClause: 'J-V.4b',
    gates: [
      unknownOrganisation,
      {
        because: 'only the principal has signed for the feedback',
        given: () =>
          aRound().withFeedbackGiven().does(principal, 'sign-feedback', { organisation: O, as: 'PRINCIPAL' }),
        clause: 'J-V.4d',
        missing: 'FeedbackSigned',
      },
      {
        because: 'a finding is not covered',
        with: { items: planItems.slice(0, 1) },
        clause: 'J-V.4b',
        missing: 'FindingPlanned',
      },
      {
        because: 'a finding is planned twice',
        with: { items: [...planItems, ...planItems] },
        clause: 'J-V.4b',
        missing: 'PlannedOnce',
      },
      {
        because: 'a finding is another organisation’s',
        given: () => aRound({ organisations: 2 }).withFeedbackSigned(),
        with: { items: [...planItems, aPlannedItem('F-0801', '2026-03-02T02:00:00.000Z')] },
        clause: 'J-V.4b',
        missing: 'FindingOfOrganisation',
      },
      {
        because: 'nobody knows who is responsible for an item',
        with: { items: changed({ leader: 'P-99' }) },
        clause: 'J-V.4b',
        missing: 'PersonInRegistry',
      },
      {
        because: 'nobody knows the responsible unit',
        with: { items: changed({ unit: 'O-99' }) },
        clause: 'J-V.4b',
        missing: 'OrganisationInRegistry',
      },
      {
        because: 'an item is to be done before the day of the plan',
        with: { items: changed({ dueOn: '2026-03-01' }) },
        clause: 'J-V.4b',
        missing: 'PlannedDayAhead',
      },
      {
        because: 'a later report lies on the day of the plan',
        with: { items: changed({ longTerm: [TODAY, '2026-09-01'] }) },
        clause: 'J-V.4b',
        missing: 'ScheduleInOrder',
      },
      {
        because: 'a later report comes before the one before it',
        with: { items: changed({ longTerm: ['2026-12-01', '2026-09-01'] }) },
        clause: 'J-V.4b',
        missing: 'ScheduleInOrder',
      },
    ],
  }),
  row('accept-plan', {
    given: () => aRound().withPlan(),
    by: office,
    payload: { organisation: O },
    leaves: ['PlanAccepted'],
    closes: ['O-07/plan-review MET', ...asked.map((opinion) => `${opinion} SUPERSEDED`)],
    again: ['J-V.4h', 'PlanNotYetAccepted'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      {
        because: 'the clerk was at the organisation last year',
        given: () => tied(aRound().withPlan(), office),
        clause: 'J-III.4a',
        missing: 'Recused',
      },
      {
        because: 'the clerk was at the bureau above it last year',
        given: () =>
          tied(aRound().withPlan(), office, 'O-BUREAU').varied((registry) => ({
            ...registry,
            parents: { [O]: 'O-BUREAU' },
          })),
        clause: 'J-III.4a',
        missing: 'Recused',
      },
      unknownOrganisation,
      {
        because: 'there is no plan',
        given: () => aRound().withFeedbackSigned(),
        clause: 'J-V.4b',
        missing: 'PlanSubmitted',
      },
    ],
  }),
  row('return-plan', {
    given: () => aRound().withPlan(),
    by: office,
    payload: { organisation: O, reason: prose('why') },
    leaves: ['PlanReturned'],
    closes: ['O-07/plan-review MET', ...asked.map((opinion) => `${opinion} SUPERSEDED`)],
    again: ['J-V.4b', 'PlanSubmitted'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownOrganisation,
      {
        because: 'the plan has been accepted',
        given: () => aRound().withPlanAccepted(),
        clause: 'J-V.4h',
        missing: 'PlanNotYetAccepted',
      },
    ],
  }),
];

/** Opinions on plan and report. */
import { addressee } from '../story/feedback.ts';
import { aRound } from '../story.ts';
import { leader, office } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { liaison, O, OFFICE, row, unknownOrganisation, type Row } from './row.ts';

const may = [...OFFICE, 'DISCIPLINE_ORGAN', 'ORGANISATION_DEPARTMENT', 'FUNCTIONAL_DEPARTMENT', 'TL'] as const;
const opinion = { organisation: O, verdict: 'AGREE_WITH_CHANGES', content: prose('opinion') } as const;
const rest = { undated: true, leaves: ['OpinionGiven'], again: 'allowed', may, whoClause: 'J-V.4h' } as const;

export const opinions: readonly Row[] = [
  row('give-opinion', {
    ...rest,
    as: 'on the plan',
    given: () => aRound().withPlan(),
    by: addressee.DISC,
    payload: { ...opinion, on: 'PLAN' },
    closes: ['O-07/plan-opinion/DISC MET'],
    gates: [
      unknownOrganisation,
      {
        because: 'there is no plan',
        given: () => aRound().withFeedbackSigned(),
        clause: 'J-V.4b',
        missing: 'PlanSubmitted',
      },
      {
        because: 'the plan has been returned',
        given: () =>
          aRound()
            .withPlan()
            .does(office, 'return-plan', { organisation: O, reason: prose('thin') }),
        clause: 'J-V.4b',
        missing: 'PlanSubmitted',
      },
      {
        because: 'the plan has been accepted',
        given: () => aRound().withPlanAccepted(),
        clause: 'J-V.4h',
        missing: 'PlanNotYetAccepted',
      },
    ],
  }),
  row('give-opinion', {
    ...rest,
    as: 'of the team, on the report',
    given: () => aRound().withReport1(),
    by: leader,
    payload: { ...opinion, on: 'REPORT' },
    closes: ['O-07/report-opinion/TL MET'],
    gates: [
      {
        because: 'the report is not in',
        given: () => aRound().withPlanAccepted().withReport2(),
        clause: 'J-V.4d',
        missing: 'RectificationReportSubmitted',
      },
    ],
  }),
  row('give-opinion', {
    ...rest,
    as: 'of a department that was not asked',
    given: () => aRound().withPlan(),
    by: addressee.FD,
    payload: { ...opinion, on: 'PLAN' },
    gates: [],
  }),
  row('accept-plan', {
    as: 'with the quorum of its pack',
    given: () =>
      aRound({ pack: { planQuorum: 1 } })
        .withPlan()
        .does(addressee.OD, 'give-opinion', { ...opinion, on: 'PLAN' }),
    by: office,
    payload: { organisation: O },
    leaves: ['PlanAccepted'],
    closes: ['O-07/plan-review MET', 'O-07/plan-opinion/DISC SUPERSEDED', 'O-07/plan-opinion/TL SUPERSEDED'],
    again: ['J-V.4h', 'PlanNotYetAccepted'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      {
        because: 'nobody has spoken',
        given: () => aRound({ pack: { planQuorum: 1 } }).withPlan(),
        clause: 'J-V.4h',
        missing: 'PlanQuorum',
      },
      {
        because: 'the only one who has spoken disagrees',
        given: () =>
          aRound({ pack: { planQuorum: 1 } })
            .withPlan()
            .does(addressee.OD, 'give-opinion', { ...opinion, on: 'PLAN', verdict: 'DISAGREE' }),
        clause: 'J-V.4h',
        missing: 'PlanQuorum',
      },
      {
        because: 'the plan that was agreed to has been returned, and another one submitted',
        given: () =>
          aRound({ pack: { planQuorum: 1 } })
            .withPlan()
            .does(addressee.OD, 'give-opinion', { ...opinion, on: 'PLAN' })
            .does(office, 'return-plan', { organisation: O, reason: prose('thin') })
            .withPlan(),
        clause: 'J-V.4h',
        missing: 'PlanQuorum',
      },
    ],
  }),
  row('return-plan', {
    as: 'with the opinions that were given',
    given: () =>
      aRound()
        .withPlan()
        .does(leader, 'give-opinion', { ...opinion, on: 'PLAN', verdict: 'DISAGREE' }),
    by: office,
    payload: { organisation: O, reason: prose('thin') },
    leaves: ['PlanReturned'],
    closes: ['O-07/plan-review MET', 'O-07/plan-opinion/DISC SUPERSEDED', 'O-07/plan-opinion/OD SUPERSEDED'],
    again: ['J-V.4b', 'PlanSubmitted'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [],
  }),
  row('submit-plan', {
    as: 'anew',
    given: () =>
      aRound()
        .withPlan()
        .does(office, 'return-plan', { organisation: O, reason: prose('thin') }),
    by: liaison,
    payload: {
      organisation: O,
      items: ['F-0701', 'F-0702'].map((finding) => ({
        finding,
        goal: prose('goal'),
        measures: [{ type: 'RECOVER_LOSS', content: prose('measure') }],
        leader: 'P-IN-CHARGE',
        unit: 'O-UNIT',
        dueOn: '2026-05-01',
      })),
    },
    leaves: ['PlanSubmitted'],
    opens: [
      'O-07/plan-review.2 null',
      'O-07/plan-opinion/DISC.2 null',
      'O-07/plan-opinion/OD.2 null',
      'O-07/plan-opinion/TL.2 null',
    ],
    again: ['J-V.4b', 'PlanNotYetSubmitted'],
    may: ['LIAISON', 'PRINCIPAL'],
    whoClause: 'J-V.4b',
    gates: [],
  }),
];

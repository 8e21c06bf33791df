/** Merging, splitting, waiving: whatever stands before acceptance can go on under other codes, and never out of the count. */
import { aRound } from '../story.ts';
import { evidence, prose } from '../story/prose.ts';
import { itemCode } from '../story/hearing.ts';
import { office, secretary, executive } from '../story/registry.ts';
import { F1, F2, O, OFFICE, reported, row, unknownFinding, type Row } from './row.ts';

const [F3, F4] = ['F-0703', 'F-0704'];
export const merged = () => aRound().withPlanAccepted().does(office, 'merge-finding', { finding: F1, into: F2 });
export const returnedOnce = (finding = F1, dueOn = '2026-04-01') =>
  aRound()
    .withItemsDone()
    .does(office, 'return-finding', { finding, reason: prose('thin'), dueOn });

const gates = [
  unknownFinding,
  {
    because: 'the feedback is not signed for',
    given: () => aRound().withFeedbackGiven(),
    clause: 'J-V.4d',
    missing: 'FeedbackSigned',
  },
  {
    because: 'the finding has been struck off',
    given: () => aRound().withFindingsAccepted(),
    clause: 'J-V.4h',
    missing: 'FindingNotYetAccepted',
  },
  {
    because: 'the finding has been merged already',
    given: merged,
    clause: 'J-V.4h',
    missing: 'FindingStillCounts',
  },
] as const;

export const landing: readonly Row[] = [
  row('merge-finding', {
    given: () => aRound().withPlanAccepted(),
    by: office,
    payload: { finding: F1, into: F2 },
    leaves: ['FindingMerged'],
    again: ['J-V.4h', 'FindingStillCounts'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      ...gates,
      { because: 'the other is not there', with: { into: 'F-9999' }, clause: 'J-V.4a', missing: 'FindingInRound' },
      { because: 'it is the same finding', with: { into: F1 }, clause: 'J-V.4h', missing: 'AnotherFinding' },
      {
        because: 'the other is another organisation’s',
        given: () => aRound({ organisations: 2 }).withPlanAccepted(),
        with: { into: itemCode('F', 'O-08', 1) },
        clause: 'J-V.4h',
        missing: 'FindingOfOrganisation',
      },
      {
        because: 'the other has been struck off',
        given: () => aRound().withItemsDone().does(office, 'accept-finding', { finding: F2 }),
        clause: 'J-V.4h',
        missing: 'FindingNotYetAccepted',
      },
      {
        because: 'the other has been merged into this one',
        given: () => aRound().withPlanAccepted().does(office, 'merge-finding', { finding: F2, into: F1 }),
        clause: 'J-V.4h',
        missing: 'FindingStillCounts',
      },
    ],
  }),
  row('merge-finding', {
    as: 'with a second rectification, which goes along',
    given: returnedOnce,
    by: office,
    payload: { finding: F1, into: F2 },
    leaves: ['FindingMerged'],
    opens: ['F-0702/second-rectification 2026-04-01'],
    closes: ['F-0701/second-rectification SUPERSEDED'],
    again: ['J-V.4h', 'FindingStillCounts'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [],
  }),
  row('split-finding', {
    given: () => aRound().withPlanAccepted(),
    by: office,
    payload: { finding: F1, into: [F3, F4] },
    leaves: ['FindingSplit'],
    again: ['J-V.4h', 'FindingStillCounts'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      ...gates,
      { because: 'a code is taken', with: { into: [F3, F2] }, clause: 'J-V.4h', missing: 'FreshCode' },
      { because: 'a code is given twice', with: { into: [F3, F3] }, clause: 'J-V.4h', missing: 'FreshCode' },
    ],
  }),
  row('split-finding', {
    as: 'with a second rectification, which each part owes',
    given: returnedOnce,
    by: office,
    payload: { finding: F1, into: [F3, F4] },
    leaves: ['FindingSplit'],
    opens: ['F-0703/second-rectification 2026-04-01', 'F-0704/second-rectification 2026-04-01'],
    closes: ['F-0701/second-rectification SUPERSEDED'],
    again: ['J-V.4h', 'FindingStillCounts'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [],
  }),
  row('waive-finding', {
    given: returnedOnce,
    by: secretary,
    payload: { finding: F1, reason: prose('the unit was dissolved') },
    leaves: ['ActProposed'],
    opens: ['PROPOSAL-31/confirmation null'],
    again: 'allowed',
    may: ['LG_LEADER'],
    whoClause: 'J-V.4h',
    gates,
  }),
  // What has been merged is rectified, judged and exempt where it went.
  row('report-item', {
    as: 'of the finding that took another in',
    given: merged,
    by: 'P-LIAISON-07',
    payload: { finding: F2, grade: 'DONE', content: prose('both'), evidence: [evidence('both')] },
    leaves: ['ItemReported'],
    again: 'allowed',
    may: ['LIAISON', 'PRINCIPAL'],
    whoClause: 'J-V.4b',
    gates: [{ because: 'it was merged', with: { finding: F1 }, clause: 'J-V.4h', missing: 'FindingStillCounts' }],
  }),
  row('return-finding', {
    as: 'beside one that was waived',
    given: () =>
      reported('DONE', [])()
        .does(secretary, 'waive-finding', { finding: F2, reason: prose('why') })
        .confirmed(executive),
    by: office,
    payload: { finding: F1, reason: prose('thin'), dueOn: '2026-04-01' },
    leaves: ['FindingReturned'],
    opens: ['F-0701/second-rectification 2026-04-01'],
    again: ['J-V.4b', 'ItemReported'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [{ because: 'it was waived', with: { finding: F2 }, clause: 'J-V.4h', missing: 'FindingStillCounts' }],
  }),
  row('accept-finding', {
    as: 'a part of one that was split',
    given: () =>
      aRound()
        .withItemsDone()
        .does(office, 'split-finding', { finding: F1, into: [F3, F4] }),
    by: office,
    payload: { finding: F3 },
    leaves: ['FindingAccepted'],
    again: ['J-V.4h', 'FindingNotYetAccepted'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [{ because: 'it is the whole', with: { finding: F1 }, clause: 'J-V.4h', missing: 'FindingStillCounts' }],
  }),
  row('exempt-disclosure', {
    as: 'of the finding that took another in',
    given: merged,
    by: secretary,
    payload: { organisation: O, scope: 'INSIDE', finding: F2, reason: prose('why') },
    leaves: ['DisclosureExempted'],
    again: ['J-V.4c', 'FindingNotYetExempt'],
    may: ['LG_LEADER'],
    whoClause: 'J-V.4c',
    gates: [{ because: 'it was merged', with: { finding: F1 }, clause: 'J-V.4h', missing: 'FindingStillCounts' }],
  }),
];

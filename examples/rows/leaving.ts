/** An organisation leaves the round (J-II.1): under a successor, or for good. */
import { organisationPosts } from '../../domain/vocabulary.ts';
import type { Story } from '../story.ts';
import { aRound, type RoundOptions } from '../story.ts';
import { aDocument, prose } from '../story/prose.ts';
import { holderOf, managed, office, type Registry, secretary } from '../story/registry.ts';
import {
  F1,
  liaison,
  O,
  OFFICE,
  ORGANISATION,
  planItems,
  principal,
  roundGone,
  row,
  type Row,
  TODAY,
  unknownOrganisation,
} from './row.ts';

/** One that is not in the round and may succeed, one that another committee manages, and the second one of the round. */
export const [HEIR, FOREIGN, OTHER] = ['O-19', 'O-29', 'O-08'];
export const withHeirs = (registry: Registry): Registry => ({
  ...registry,
  organisations: {
    ...registry.organisations,
    [HEIR]: managed(HEIR),
    [FOREIGN]: { ...managed(FOREIGN), managedBy: 'C-OTHER' },
  },
  holders: [
    ...registry.holders,
    ...organisationPosts.map((post) => ({ post, place: HEIR, person: holderOf(post, HEIR), hasAddress: true })),
  ],
});
export const begun = (options: RoundOptions = {}) => aRound({ ...options, registry: withHeirs });
export const document = aDocument(TODAY);

const way = (how: 'DISSOLVED' | 'MERGED' | 'RENAMED' | 'POSTPONED', successor?: string) => ({
  organisation: O,
  how,
  ...(successor === undefined ? {} : { successor }),
  document,
});
/** Proposed by the office, and confirmed by the leading group's leader. */
export const left =
  (...[how, successor]: Parameters<typeof way>) =>
  (story: Story): Story =>
    story.does(office, 'leave-scope', way(how, successor)).confirmed(secretary);

const dissolved = () => left('DISSOLVED')(begun({ organisations: 2 }).withPlanAccepted(O));
const merged = () => left('MERGED', HEIR)(begun().withPlanAccepted());
/** The first one behind, and the other one ahead. */
const apart = () => begun({ organisations: 2 }).withPlanAccepted(O).withFeedbackSigned(OTHER);
const nowhere = { clause: 'J-II.1', missing: 'OrganisationStillInRound' } as const;

export const leavings: readonly Row[] = [
  row('leave-scope', {
    given: () => begun({ organisations: 2 }),
    by: office,
    payload: way('RENAMED', HEIR),
    leaves: ['ActProposed'],
    opens: ['PROPOSAL-2/confirmation null'],
    again: 'allowed',
    may: OFFICE,
    whoClause: 'J-II.1',
    gates: [
      unknownOrganisation,
      roundGone,
      { because: 'it has left before', given: () => left('DISSOLVED')(begun({ organisations: 2 })), ...nowhere },
      {
        because: 'it is renamed, and nobody says to what',
        with: { successor: undefined },
        clause: 'J-II.1',
        missing: 'SuccessorNamed',
      },
      {
        because: 'it is merged into nothing',
        with: { how: 'MERGED', successor: undefined },
        clause: 'J-II.1',
        missing: 'SuccessorNamed',
      },
      {
        because: 'it would succeed itself',
        with: { successor: O },
        clause: 'J-II.1',
        missing: 'AnotherSuccessor',
      },
      {
        because: 'the new name is that of another organisation of the round',
        with: { successor: OTHER },
        clause: 'J-II.1',
        missing: 'NewName',
      },
      {
        because: 'nobody knows the successor',
        with: { successor: 'O-99' },
        clause: 'J-II.1',
        missing: 'OrganisationInRegistry',
      },
      {
        because: 'another committee manages the successor',
        with: { successor: FOREIGN },
        clause: 'J-II.1',
        missing: 'SuccessorManaged',
      },
      {
        because: 'it is put off, and somebody else would go on',
        with: { how: 'POSTPONED' },
        clause: 'J-II.1',
        missing: 'PostponedWithoutSuccessor',
      },
      {
        because: 'the paper is of tomorrow',
        with: { document: aDocument('2026-03-03') },
        clause: 'J-II.1',
        missing: 'DayOfDocument',
      },
    ],
  }),
  row('leave-scope', {
    as: 'into another organisation of the round',
    given: () => begun({ organisations: 2 }).withPlanAccepted(),
    by: office,
    payload: way('MERGED', OTHER),
    leaves: ['ActProposed'],
    opens: ['PROPOSAL-44/confirmation null'],
    again: 'allowed',
    may: OFFICE,
    whoClause: 'J-II.1',
    gates: [
      { because: 'the other one is behind', given: apart, clause: 'J-II.1', missing: 'SameSteps' },
      {
        because: 'the other one is ahead',
        given: () => begun({ organisations: 2 }).withPlanAccepted(OTHER).withFeedbackSigned(O),
        clause: 'J-II.1',
        missing: 'SameSteps',
      },
      {
        because: 'the other one has left as well',
        given: () =>
          begun({ organisations: 2 })
            .does(office, 'leave-scope', { ...way('DISSOLVED'), organisation: OTHER })
            .confirmed(secretary),
        ...nowhere,
      },
      {
        because: 'what was found is rectified, and not put off',
        with: { how: 'POSTPONED', successor: undefined },
        clause: 'J-II.1',
        missing: 'PostponedBeforeDecision',
      },
    ],
  }),
  row('confirm', {
    as: 'of an organisation that leaves, which is the act itself',
    given: () => begun({ organisations: 2 }).does(office, 'leave-scope', way('DISSOLVED')),
    by: secretary,
    payload: { proposal: 'PROPOSAL-2' },
    leaves: ['ActConfirmed', 'ScopeLeft'],
    closes: ['PROPOSAL-2/confirmation MET'],
    again: ['J-V.1b', 'ProposalOpen'],
    may: ['LG_LEADER'],
    whoClause: 'J-V.1b',
    gates: [
      {
        because: 'it has gone another way meanwhile',
        given: () => left('RENAMED', HEIR)(begun({ organisations: 2 }).does(office, 'leave-scope', way('DISSOLVED'))),
        clause: 'J-V.1b',
        missing: 'ProposalOpen',
      },
    ],
  }),
  // Nothing more is done to what has left.
  row('report-item', {
    as: 'by the successor',
    given: merged,
    by: holderOf('LIAISON', HEIR),
    payload: { finding: F1, grade: 'NOT_DONE', content: prose('goes on'), evidence: [] },
    leaves: ['ItemReported'],
    again: 'allowed',
    may: [],
    whoClause: 'J-V.4b',
    hiddenFrom: { posts: ORGANISATION, clause: 'J-V.4a', missing: 'FindingInRound' },
    gates: [{ because: 'its organisation has gone for good', given: dissolved, by: liaison, ...nowhere }],
  }),
  row('submit-report-2', {
    as: 'by the successor',
    given: merged,
    by: holderOf('PRINCIPAL', HEIR),
    payload: { organisation: HEIR, content: prose('report 2') },
    leaves: ['PrincipalReportSubmitted'],
    closes: [`${HEIR}/report-2 MET`],
    again: ['J-V.4d', 'ReportNotYetIn'],
    may: [],
    whoClause: 'J-V.4d',
    hiddenFrom: { posts: ['PRINCIPAL'], clause: 'J-II.1', missing: 'OrganisationInRound' },
    gates: [{ because: 'it is handed in under the old name', by: principal, with: { organisation: O }, ...nowhere }],
  }),
  row('submit-plan', {
    as: 'by the successor',
    given: () => left('RENAMED', HEIR)(begun().withFeedbackSigned()),
    by: holderOf('LIAISON', HEIR),
    payload: { organisation: HEIR, items: planItems },
    leaves: ['PlanSubmitted'],
    opens: ['review', 'opinion/DISC', 'opinion/OD', 'opinion/TL'].map((owed) => `${HEIR}/plan-${owed} null`),
    again: ['J-V.4b', 'PlanNotYetSubmitted'],
    may: [],
    whoClause: 'J-V.4b',
    hiddenFrom: { posts: ORGANISATION, clause: 'J-II.1', missing: 'OrganisationInRound' },
    gates: [{ because: 'it is handed in under the old name', by: liaison, with: { organisation: O }, ...nowhere }],
  }),
];

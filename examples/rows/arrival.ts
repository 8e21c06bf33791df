/** What comes on paper, recorded by the office: its confirmation stands with the others. */
import type { Actor } from '../../domain/dossier/grammar.ts';
import { aRound, type Story } from '../story.ts';
import { CITY, director, office, secretary } from '../story/registry.ts';
import { aDocument, prose } from '../story/prose.ts';
import { asked } from './partner-requests.ts';
import { O, OFFICE, roundGone, row, type Row, TODAY } from './row.ts';
import { longTerm } from './verification.ts';

export const keyOf = (path: string) => `R-2026-01/${path}`;
export const REPORT = keyOf(`${O}/report-1`);
const given = () => aRound().withFeedbackSigned();
export const paper = { on: TODAY, document: aDocument(TODAY), content: prose('report') };
/** Material that was handed in on its last day, after which it went overdue here. */
const overdue = () => asked(O, LAST_DAY).live('2026-03-05T02:00:00.000Z');
const LAST_DAY = '2026-03-03';
const proposalOf = (story: Story) => ({ proposal: `PROPOSAL-${story.round.sequence}` });
const waiting = () => given().does(office, 'record-arrival', { duty: REPORT, ...paper });
const waitingForLeader = () =>
  overdue().does(office, 'record-arrival', {
    duty: keyOf('M-0001/material'),
    on: LAST_DAY,
    document: aDocument(LAST_DAY),
  });

/** Of the office and of the discipline organ at once, as the opinion puts the office inside the discipline commission. */
const ofBoth: Actor = {
  person: 'P-BOTH',
  posts: [
    { post: 'OFFICE_STAFF', place: CITY },
    { post: 'DISCIPLINE_ORGAN', place: CITY },
  ],
};

export const arrivals: readonly Row[] = [
  row('record-arrival', {
    given,
    by: office,
    payload: { duty: REPORT, ...paper },
    leaves: ['ActProposed'],
    opens: [`${proposalOf(waiting()).proposal}/confirmation null`],
    again: 'allowed',
    may: OFFICE,
    whoClause: 'J-V.4d',
    gates: [
      roundGone,
      {
        because: 'there is no such duty',
        with: { duty: keyOf(`${O}/report-9`) },
        clause: 'J-V.4h',
        missing: 'DutyInRound',
      },
      {
        because: 'the report is in',
        given: () => given().withReport1(),
        clause: 'J-V.4d',
        missing: 'DutyStillOwed',
      },
      {
        because: 'the office owes it, and no paper stands for that',
        given: () => aRound().approved(),
        with: { duty: keyOf('FIL-ARRANGEMENT-0001/filing-arrangement') },
        clause: 'J-V.4d',
        missing: 'MetOnPaper',
      },
      {
        because: 'the report has no text',
        with: { content: undefined },
        clause: 'J-V.4d',
        missing: 'NeededByAct',
      },
      {
        because: 'the paper is younger than its arrival',
        with: { document: aDocument('2026-03-03') },
        clause: 'J-V.4d',
        missing: 'DayOfDocument',
      },
      {
        because: 'whoever owes the answer hands in their own paper',
        given: () => aRound().withTransfersReceived(),
        by: ofBoth,
        with: { duty: keyOf('T-0701/transfer-answer-disc') },
        clause: 'J-V.4d',
        missing: 'AnotherRecords',
      },
      {
        because: 'the report of a later day is recorded before the one that is owed first',
        given: () => longTerm().at('2026-09-03T02:00:00.000Z'),
        with: { duty: keyOf('F-0701/subsequent-report/2027-03-01'), on: '2026-09-02' },
        clause: 'J-V.4d',
        missing: 'ArrivalMeetsDuty',
      },
    ],
  }),
  row('confirm', {
    as: 'of what came on paper, by another one of the office',
    given: waiting,
    by: director,
    payload: proposalOf(waiting()),
    leaves: ['ActConfirmed', 'ArrivalRecorded', 'RectificationReportSubmitted'],
    opens: ['DISC', 'OD', 'TL'].map((reviewer) => `${O}/report-opinion/${reviewer} null`),
    closes: [`${proposalOf(waiting()).proposal}/confirmation MET`, `${O}/report-1 MET`],
    again: ['J-V.1b', 'ProposalOpen'],
    may: OFFICE,
    whoClause: 'J-V.1b',
    gates: [
      { because: 'whoever recorded it compares it', by: office, clause: 'J-V.1b', missing: 'AnotherPerson' },
      {
        because: 'the organisation has reported meanwhile',
        given: () => waiting().withReport1(),
        clause: 'J-V.4d',
        missing: 'DutyStillOwed',
      },
      {
        because: 'it has gone overdue meanwhile',
        given: () => waiting().live('2026-05-04T02:00:00.000Z'),
        clause: 'J-V.4d',
        missing: 'LeaderCompares',
      },
    ],
  }),
  row('confirm', {
    as: 'of what came on paper, and had gone overdue here, by the leading group’s leader',
    given: waitingForLeader,
    by: secretary,
    payload: proposalOf(waitingForLeader()),
    leaves: ['ActConfirmed', 'ArrivalRecorded', 'MaterialProvided'],
    closes: [`${proposalOf(waitingForLeader()).proposal}/confirmation MET`, 'M-0001/material MET'],
    again: ['J-V.1b', 'ProposalOpen'],
    may: ['LG_LEADER'],
    whoClause: 'J-V.1b',
    gates: [{ because: 'the office confirms it among itself', by: director, clause: 'J-V.1b', missing: 'post' }],
  }),
];

/** The rows of a committee's own work, in the order of its commands. What leaders sign on paper: `committee-on-behalf.ts`. */
import type { Code } from '../../domain/vocabulary.ts';
import { proposalAt } from '../../domain/dossier/confirmation.ts';
import { aDocument, prose } from '../story/prose.ts';
import { CITY, TERM } from '../story/registry.ts';
import { aWork, WORK } from '../committee-story.ts';
import { committeeOnBehalf, PLAN, planned } from './committee-on-behalf.ts';
import { COMMITTEE, type CommitteeRow, OFFICE, row, TODAY, toldOfNone } from './committee-row.ts';

export const GOV: Code = 'G-2026-1';
export const opening = {
  governance: GOV,
  category: 'GOV-2',
  department: 'O-09',
  content: prose('how'),
  dueOn: '2026-06-01',
};
export const governed = () => aWork().does('OFFICE_STAFF', 'open-governance', opening);
export const answered = () =>
  governed().does('FUNCTIONAL_DEPARTMENT', 'answer-governance', { governance: GOV, content: prose('done') });
const filed = () => planned().does('OFFICE_STAFF', 'file-upward', { filing: PLAN, content: prose('to the city') });
export const filedToNobody = () => filed().without('UPPER_OFFICE');
export const onPaper = { filing: PLAN, document: aDocument(TODAY) };
export const entered = () => filedToNobody().does('OFFICE_STAFF', 'receipt-filing', onPaper);
/** The proposal that it leaves. */
export const RECEIPT = { proposal: proposalAt(filed().work.sequence + 1) };
const appointed = { person: 'P-OFFICE-DIRECTOR', change: 'APPOINTED', decision: 'D-2' } as const;
const nextTerm = () => aWork().knowing({ term: '2026-01-01' });
const noGovernance = { governance: 'G-9-9' };

export const committeeRows: readonly CommitteeRow[] = [
  row('begin-term', {
    given: nextTerm,
    payload: {},
    may: OFFICE,
    leaves: 'TermBegan',
    opens: [`${WORK}/TERM-PLAN-2026-01-01/term-plan`],
    again: 'NewTermRegistered',
    gates: [
      { because: 'the registry has no newer term', given: aWork, missing: 'NewTermRegistered' },
      {
        because: 'the registry has no term',
        given: () => aWork().knowing({ term: null }),
        missing: 'NewTermRegistered',
      },
      { because: 'it lies before the term that runs', with: { on: '2015-12-31' }, missing: 'onNotBeforeWhatItAnswers' },
    ],
  }),
  row('record-study', {
    payload: { content: prose('studied') },
    may: COMMITTEE,
    leaves: 'StudyRecorded',
    closes: [`${WORK}/STUDY/regular-study`],
    opens: [`${WORK}/STUDY/regular-study.2`],
    again: 'allowed',
    gates: [
      { because: 'it was before the work began', with: { on: '2026-03-01' }, missing: 'onNotBeforeWhatItAnswers' },
    ],
  }),
  row('adopt-document', {
    as: 'yearly plan',
    payload: { kind: 'YEARLY_PLAN', year: 2026, decision: 'D-1', content: prose('plan') },
    may: COMMITTEE,
    leaves: 'DocumentAdopted',
    closes: [`${WORK}/${PLAN}/yearly-plan`],
    opens: [`${WORK}/${PLAN}/filing`],
    again: 'DocumentNotYetAdopted',
    gates: [
      { because: 'it has no year', with: { year: undefined }, clause: 'J-VI.2c', missing: 'YearOfDocument' },
      { because: 'its year is far away', with: { year: 2028 }, clause: 'J-VI.2c', missing: 'YearOfDocument' },
      {
        because: 'it lies before its year began',
        with: { on: '2025-12-31' },
        missing: 'onNotBeforeWhatItAnswers',
      },
    ],
  }),
  row('adopt-document', {
    as: 'yearly summary',
    payload: { kind: 'YEARLY_SUMMARY', year: 2026, decision: 'D-1', content: prose('summary') },
    may: ['LG_LEADER', ...COMMITTEE],
    leaves: 'DocumentAdopted',
    closes: [`${WORK}/YEARLY-SUMMARY-2026/yearly-summary`],
    opens: [`${WORK}/YEARLY-SUMMARY-2026/filing`],
    again: 'DocumentNotYetAdopted',
  }),
  row('adopt-document', {
    as: 'term plan',
    payload: { kind: 'TERM_PLAN', decision: 'D-1', content: prose('plan') },
    may: COMMITTEE,
    leaves: 'DocumentAdopted',
    closes: [`${WORK}/TERM-PLAN-${TERM}/term-plan`],
    opens: [`${WORK}/TERM-PLAN-${TERM}/filing`],
    again: 'DocumentNotYetAdopted',
    gates: [{ because: 'a term plan has no year', with: { year: 2026 }, clause: 'J-VI.2c', missing: 'YearOfDocument' }],
  }),
  row('adopt-document', {
    as: 'implementing opinions',
    payload: { kind: 'IMPLEMENTING_OPINIONS', decision: 'D-1', content: prose('opinions') },
    may: ['LG_LEADER', ...COMMITTEE],
    leaves: 'DocumentAdopted',
    closes: [`${WORK}/OPINIONS/implementing-opinions`],
    // Drawn up anew whenever they need to be; nobody upward is owed them.
    again: 'allowed',
  }),
  row('report-director-change', {
    payload: appointed,
    may: [...OFFICE, ...COMMITTEE],
    leaves: 'DirectorChanged',
    opens: [`${WORK}/DIRECTOR-1/filing`],
    again: 'DirectorChangeNotYetReported',
    gates: [
      { because: 'nobody is called so', with: { person: 'P-NOBODY' }, missing: 'PersonInRegistry' },
      { because: 'somebody else directs the office', with: { person: 'P-FORMER' }, missing: 'DirectorInRegistry' },
      { because: 'they direct it still', with: { change: 'REMOVED' }, missing: 'DirectorNotInRegistry' },
      {
        because: 'a later change has been reported',
        given: () => aWork().does('OFFICE_STAFF', 'report-director-change', { ...appointed, on: TODAY }),
        with: { person: 'P-FORMER', change: 'REMOVED', on: '2026-03-01' },
        missing: 'onNotBeforeWhatItAnswers',
      },
    ],
  }),
  row('file-upward', {
    given: planned,
    payload: { filing: PLAN, content: prose('to the city') },
    may: [...OFFICE, 'LG_LEADER'],
    leaves: 'FiledUpward',
    closes: [`${WORK}/${PLAN}/filing`],
    opens: [`${WORK}/${PLAN}/filing-receipt`],
    again: 'FilingNotYetSent',
    gates: [
      { because: 'nothing has opened it', given: aWork, missing: 'FilingOpened' },
      { because: 'it lies before its occasion', with: { on: '2026-03-01' }, missing: 'onNotBeforeWhatItAnswers' },
    ],
  }),
  row('receipt-filing', {
    given: filed,
    payload: { filing: PLAN },
    may: ['UPPER_OFFICE'],
    // The way on is named: by paper, where the office above has nobody here.
    else: { OFFICE_DIRECTOR: 'ReceiptOnPaper', OFFICE_STAFF: 'ReceiptOnPaper' },
    leaves: 'FilingReceipted',
    closes: [`${WORK}/${PLAN}/filing-receipt`],
    again: 'FilingNotYetReceipted',
    gates: [
      { because: 'nothing has opened it', with: { filing: 'NO-1' }, missing: 'FilingOpened' },
      { because: 'it was not sent', given: planned, missing: 'FiledUpward' },
      { because: 'it lies before the filing', with: { on: '2026-03-01' }, missing: 'onNotBeforeWhatItAnswers' },
    ],
  }),
  row('receipt-filing', {
    as: 'on paper, where the office above has nobody here',
    given: filedToNobody,
    payload: onPaper,
    may: OFFICE,
    else: { UPPER_OFFICE: 'UpperOfficeAbsent' },
    leaves: 'ActProposed',
    opens: [`${WORK}/${RECEIPT.proposal}/confirmation`],
    again: 'allowed',
    gates: [
      { because: 'the office above has somebody here', given: filed, missing: 'UpperOfficeAbsent' },
      { because: 'nothing has opened it', with: { filing: 'NO-1' }, missing: 'FilingOpened' },
      { because: 'it names no paper', with: { document: undefined }, missing: 'ReceiptOnPaper' },
      {
        because: 'the paper has no scan',
        with: { document: { number: 'D-3', on: TODAY, kept: prose('cabinet') } },
        missing: 'ReceiptOnPaper',
      },
      {
        because: 'the paper is younger than the day of its arrival',
        with: { document: aDocument('2026-03-03') },
        missing: 'DayOfDocument',
      },
      {
        because: 'the paper is older than the filing',
        with: { document: aDocument('2026-03-01') },
        missing: 'DayOfDocument',
      },
    ],
  }),
  row('confirm', {
    given: entered,
    payload: RECEIPT,
    may: ['OFFICE_DIRECTOR'],
    else: { OFFICE_STAFF: 'AnotherPerson', ...toldOfNone('ProposalInRound') },
    leaves: 'FilingReceipted',
    closes: [`${WORK}/${PLAN}/filing-receipt`],
    again: 'ProposalOpen',
    gates: [
      { because: 'there is none', with: { proposal: 'PROPOSAL-99' }, missing: 'ProposalInRound' },
      {
        because: 'it was declined',
        given: () => entered().does('OFFICE_DIRECTOR', 'decline', { ...RECEIPT, reason: prose('no seal') }),
        missing: 'ProposalOpen',
      },
      {
        because: 'the office above has signed meanwhile',
        given: () => entered().does('UPPER_OFFICE', 'receipt-filing', { filing: PLAN }),
        missing: 'FilingNotYetReceipted',
      },
      {
        because: 'the office above has somebody by now',
        given: () => entered().alsoHeldBy({ post: 'UPPER_OFFICE', place: CITY, person: 'P-ABOVE' }),
        missing: 'UpperOfficeAbsent',
      },
      { because: 'it lies before the entry', with: { on: '2026-03-01' }, missing: 'onNotBeforeWhatItAnswers' },
    ],
  }),
  row('decline', {
    given: entered,
    payload: { ...RECEIPT, reason: prose('no seal') },
    may: ['OFFICE_DIRECTOR'],
    else: { OFFICE_STAFF: 'AnotherPerson', ...toldOfNone('ProposalInRound') },
    leaves: 'ActDeclined',
    closes: [`${WORK}/${RECEIPT.proposal}/confirmation`],
    again: 'ProposalOpen',
    gates: [
      { because: 'there is none', with: { proposal: 'PROPOSAL-99' }, missing: 'ProposalInRound' },
      {
        because: 'it was confirmed',
        given: () => entered().does('OFFICE_DIRECTOR', 'confirm', RECEIPT),
        missing: 'ProposalOpen',
      },
    ],
  }),
  row('open-governance', {
    payload: opening,
    may: OFFICE,
    leaves: 'GovernanceOpened',
    opens: [`${WORK}/${GOV}/governance 2026-06-01`],
    again: 'FreshCode',
    gates: [
      { because: 'two organisations are no tendency', with: { category: 'LEAD-1' }, missing: 'TendencyProposed' },
      { because: 'nobody has such findings', with: { category: 'CLEAN-1' }, missing: 'TendencyProposed' },
      { because: 'the department is not registered', with: { department: 'O-77' }, missing: 'OrganisationInRegistry' },
      { because: 'its day has passed', with: { dueOn: '2026-03-01' }, missing: 'NewDayAhead' },
      {
        because: 'the category is being governed',
        given: governed,
        with: { governance: 'G-2026-2' },
        missing: 'GovernanceNotYetOpen',
      },
    ],
  }),
  row('answer-governance', {
    given: governed,
    payload: { governance: GOV, content: prose('systems improved') },
    may: ['FUNCTIONAL_DEPARTMENT'],
    leaves: 'GovernanceAnswered',
    closes: [`${WORK}/${GOV}/governance`],
    again: 'GovernanceUnderWay',
    gates: [
      { because: 'there is none', with: noGovernance, missing: 'GovernanceOpened' },
      { because: 'it lies before the opening', with: { on: '2026-03-01' }, missing: 'onNotBeforeWhatItAnswers' },
    ],
  }),
  row('return-governance', {
    given: answered,
    payload: { governance: GOV, reason: prose('thin'), dueOn: '2026-07-01' },
    may: OFFICE,
    leaves: 'GovernanceReturned',
    opens: [`${WORK}/${GOV}/governance.2 2026-07-01`],
    again: 'GovernanceAnswered',
    gates: [
      { because: 'there is none', with: noGovernance, missing: 'GovernanceOpened' },
      { because: 'nothing has been answered', given: governed, missing: 'GovernanceAnswered' },
      { because: 'its day has passed', with: { dueOn: '2026-03-01' }, missing: 'NewDayAhead' },
      { because: 'it lies before the answer', with: { on: '2026-03-01' }, missing: 'onNotBeforeWhatItAnswers' },
    ],
  }),
  row('close-governance', {
    given: answered,
    payload: { governance: GOV, content: prose('the outcome') },
    may: OFFICE,
    leaves: 'GovernanceClosed',
    again: 'GovernanceAnswered',
    gates: [
      { because: 'there is none', with: noGovernance, missing: 'GovernanceOpened' },
      { because: 'nothing has been answered', given: governed, missing: 'GovernanceAnswered' },
      { because: 'it lies before the answer', with: { on: '2026-03-01' }, missing: 'onNotBeforeWhatItAnswers' },
    ],
  }),
  ...committeeOnBehalf,
];

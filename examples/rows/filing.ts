/** Filings upward, and guidance from there. */
import { aRound, type Story } from '../story.ts';
import { CITY, director, office, secretary, upper } from '../story/registry.ts';
import { aDocument, prose } from '../story/prose.ts';
import { OFFICE, roundGone, row, type Row, TODAY } from './row.ts';

const arrangement = 'FIL-ARRANGEMENT-0001';
const given = () => aRound().approved();
const filed = () => given().does(office, 'file-upward', { filing: arrangement, content: prose('filing') });
/** The office of the committee above has nobody here. */
export const withoutUpperOffice = (story: Story) => story.withPostHeldBy('UPPER_OFFICE', null);
const guided = () => aRound().does(upper, 'guide', { content: prose('guidance') });
const unknownFiling = {
  because: 'no event has opened it',
  with: { filing: 'FIL-HEARING-0001' },
  clause: 'J-VI.2c',
  missing: 'FilingInRound',
} as const;

const filing = (as: string, code: string, kind: string, story: typeof given) =>
  row('file-upward', {
    as,
    given: story,
    by: office,
    payload: { filing: code, content: prose('filing') },
    leaves: ['FiledUpward'],
    opens: [`${code}/filing-receipt null`],
    closes: [`${code}/${kind} MET`],
    again: ['J-VI.2c', 'FilingNotYetSent'],
    may: [...OFFICE, 'LG_LEADER', 'LG_EXECUTIVE_DEPUTY'],
    whoClause: 'J-VI.2c',
    gates: [{ ...unknownFiling, with: { filing: 'FIL-HEARING-9999' } }],
  });

export const filings: readonly Row[] = [
  filing('an important arrangement', arrangement, 'filing-arrangement', given),
  filing('an appointment', 'FIL-APPOINTMENT-0001', 'filing-appointment', () => aRound().authorised()),
  filing('the material of the second hearing', 'FIL-HEARING-0002', 'filing-hearing', () => aRound().heard()),
  row('receipt-filing', {
    given: filed,
    by: upper,
    payload: { filing: arrangement },
    leaves: ['FilingReceipted'],
    closes: [`${arrangement}/filing-receipt MET`],
    again: ['J-VI.2c', 'FilingNotYetReceipted'],
    may: ['UPPER_OFFICE'],
    did: OFFICE,
    whoClause: 'J-VI.2c',
    gates: [
      unknownFiling,
      { because: 'it has not been sent', given, clause: 'J-VI.2c', missing: 'FiledUpward' },
      {
        because: 'the office signs in place of the office above',
        by: director,
        clause: 'J-VI.2c',
        missing: 'ReceiptOnPaper',
      },
      {
        because: 'the office enters a paper, though the office above has somebody here',
        by: director,
        with: { document: aDocument(TODAY) },
        clause: 'J-VI.2c',
        missing: 'UpperOfficeAbsent',
      },
    ],
  }),
  row('receipt-filing', {
    as: 'on paper, where the office above has nobody here',
    given: () => withoutUpperOffice(filed()),
    by: office,
    payload: { filing: arrangement, document: aDocument(TODAY) },
    leaves: ['ActProposed'],
    opens: [`PROPOSAL-${filed().round.sequence + 1}/confirmation null`],
    again: 'allowed',
    may: OFFICE,
    did: ['UPPER_OFFICE'],
    whoClause: 'J-VI.2c',
    gates: [
      {
        because: 'the office above is here, and signs itself',
        by: { person: upper, posts: [{ post: 'UPPER_OFFICE', place: CITY }] },
        clause: 'J-VI.2c',
        missing: 'UpperOfficeAbsent',
      },
      unknownFiling,
      {
        because: 'the paper is younger than the day on which it is entered',
        with: { document: aDocument('2026-03-03') },
        clause: 'J-VI.2c',
        missing: 'DayOfDocument',
      },
      {
        because: 'the paper is older than the filing',
        with: { document: aDocument('2026-03-01') },
        clause: 'J-VI.2c',
        missing: 'DayOfDocument',
      },
      {
        because: 'it was signed for here',
        given: () => withoutUpperOffice(filed().does(upper, 'receipt-filing', { filing: arrangement })),
        clause: 'J-VI.2c',
        missing: 'FilingNotYetReceipted',
      },
    ],
  }),
  row('guide', {
    given: aRound,
    by: upper,
    payload: { content: prose('guidance') },
    leaves: ['GuidanceGiven'],
    opens: ['GUI-0001/guidance-answer null'],
    again: 'allowed',
    may: ['UPPER_OFFICE'],
    whoClause: 'J-VI.3',
    gates: [roundGone],
  }),
  row('answer-guidance', {
    given: guided,
    by: office,
    payload: { guidance: 'GUI-0001', content: prose('answer') },
    leaves: ['GuidanceAnswered'],
    closes: ['GUI-0001/guidance-answer MET'],
    again: ['J-VI.3', 'GuidanceNotYetAnswered'],
    may: OFFICE,
    whoClause: 'J-VI.3',
    gates: [
      { because: 'there is none', with: { guidance: 'GUI-0002' }, clause: 'J-VI.3', missing: 'GuidanceInRound' },
      {
        because: 'the round was rejected',
        given: () => guided().does(secretary, 'reject-round', { reason: prose('rejected') }),
        clause: 'J-V.4h',
        missing: 'RoundOpen',
      },
    ],
  }),
];

/** What a hearing of the secretary's meeting or the standing committee opens. */
export const heardUpward = (body: 'LG' | 'SSM' | 'PSC'): string[] =>
  body === 'LG' ? [] : [`FIL-HEARING-000${body === 'SSM' ? 1 : 2}/filing-hearing null`];

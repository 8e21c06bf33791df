/** Suspension and cancelling. */
import { aRound } from '../story.ts';
import { prose } from '../story/prose.ts';
import { secretary, psc } from '../story/registry.ts';
import { asked } from './partner-requests.ts';
import { appraisalsOf, COMMITTEE, O, roundGone, row, type Row, TODAY } from './row.ts';

const reason = { reason: prose('flood') };
const suspended = () => aRound().approved().does(secretary, 'suspend-round', reason).confirmed(psc);

export const suspension: readonly Row[] = [
  row('suspend-round', {
    given: () => aRound().approved(),
    by: secretary,
    payload: reason,
    leaves: ['ActProposed'],
    opens: ['PROPOSAL-3/confirmation null'],
    again: 'allowed',
    may: COMMITTEE,
    whoClause: 'J-I.3a',
    gates: [
      roundGone,
      { because: 'it is suspended already', given: suspended, clause: 'J-I.3a', missing: 'RoundRunning' },
    ],
  }),
  row('resume-round', {
    given: suspended,
    by: secretary,
    payload: reason,
    leaves: ['RoundResumed'],
    again: ['J-I.3a', 'RoundSuspended'],
    may: COMMITTEE,
    whoClause: 'J-I.3a',
    gates: [
      roundGone,
      { because: 'it is not suspended', given: () => aRound().approved(), clause: 'J-I.3a', missing: 'RoundSuspended' },
    ],
  }),
  row('cancel-round', {
    as: 'before anything is decided',
    given: suspended,
    by: secretary,
    payload: reason,
    leaves: ['RoundCancelled'],
    closes: ['FIL-ARRANGEMENT-0001/filing-arrangement SUPERSEDED'],
    again: ['J-V.4h', 'RoundOpen'],
    may: COMMITTEE,
    whoClause: 'J-I.3a',
    gates: [roundGone],
  }),
  row('cancel-round', {
    as: 'with duties open and letters unsent',
    given: () => asked(O, TODAY).withReportReviewed().mailed().passTime('2026-03-04T02:00:00.000Z'),
    by: secretary,
    payload: reason,
    leaves: ['RoundCancelled', ...Array.from({ length: 3 }, () => 'LetterWithdrawn' as const)],
    closes: [
      'FIL-APPOINTMENT-0001/filing-appointment SUPERSEDED',
      'FIL-ARRANGEMENT-0001/filing-arrangement SUPERSEDED',
      'M-0001/material SUPERSEDED',
      ...appraisalsOf('SUPERSEDED'),
    ],
    again: ['J-V.4h', 'RoundOpen'],
    may: COMMITTEE,
    whoClause: 'J-I.3a',
    gates: [
      {
        because: 'the results of an organisation have been decided',
        given: () => aRound({ organisations: 2 }).decided(O),
        clause: 'J-V.4h',
        missing: 'NothingDecided',
      },
      {
        because: 'they have been decided, though nothing was found',
        given: () => aRound().decided(O, { findings: [], transfers: [] }),
        clause: 'J-V.4h',
        missing: 'NothingDecided',
      },
    ],
  }),
];

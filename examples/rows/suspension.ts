/** Suspension and cancelling. */
import { aRound } from '../story.ts';
import { evidence, prose } from '../story/prose.ts';
import { office, secretary, psc } from '../story/registry.ts';
import { COMMITTEE, F1, reported, roundGone, row, type Row, appraisalsOf } from './row.ts';

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
    as: 'with a duty open and letters unsent',
    given: () =>
      reported('DONE', [evidence('one')])()
        .mailed()
        .does(office, 'return-finding', { finding: F1, reason: prose('thin'), dueOn: '2026-04-01' }),
    by: secretary,
    payload: reason,
    leaves: ['RoundCancelled'],
    closes: [
      'F-0701/second-rectification SUPERSEDED',
      'FIL-APPOINTMENT-0001/filing-appointment SUPERSEDED',
      'FIL-ARRANGEMENT-0001/filing-arrangement SUPERSEDED',
      'FIL-HEARING-0001/filing-hearing SUPERSEDED',
      'FIL-HEARING-0002/filing-hearing SUPERSEDED',
      'O-07/report-1 SUPERSEDED',
      'O-07/report-2 SUPERSEDED',
      ...appraisalsOf('SUPERSEDED'),
      'T-0701/transfer-sending SUPERSEDED',
      'T-0702/transfer-sending SUPERSEDED',
      'T-0703/transfer-sending SUPERSEDED',
    ],
    again: ['J-V.4h', 'RoundOpen'],
    may: COMMITTEE,
    whoClause: 'J-I.3a',
    gates: [],
  }),
];

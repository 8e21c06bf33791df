/** Approval and rejection. */
import { aRound } from '../story.ts';
import { prose } from '../story/prose.ts';
import { secretary } from '../story/registry.ts';
import { COMMITTEE, roundGone, row, type Row } from './row.ts';

export const approval: readonly Row[] = [
  row('approve-round', {
    given: aRound,
    by: secretary,
    payload: { decision: 'D-2026-1' },
    leaves: ['RoundApproved'],
    opens: ['FIL-ARRANGEMENT-0001/filing-arrangement null'],
    again: ['J-VI.2c', 'RoundNotYetApproved'],
    may: COMMITTEE,
    whoClause: 'J-VI.2c',
    gates: [
      roundGone,
      { because: 'the round is closed', given: () => aRound().closed(), clause: 'J-V.4h', missing: 'RoundOpen' },
    ],
  }),
  row('reject-round', {
    given: aRound,
    by: secretary,
    payload: { reason: prose('reason') },
    leaves: ['RoundRejected'],
    again: ['J-V.4h', 'RoundOpen'],
    may: COMMITTEE,
    whoClause: 'J-VI.2c',
    gates: [
      {
        because: 'the round has been approved',
        given: () => aRound().approved(),
        clause: 'J-VI.2c',
        missing: 'RoundNotYetApproved',
      },
    ],
  }),
];

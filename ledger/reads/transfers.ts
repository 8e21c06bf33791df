/** The clues and matters that a round has handed on. The inspected never see that there are any. */
import type { Transfer } from '../../domain/round/state.ts';
import { listOfRound } from './list-of-round.ts';
import { seesAll } from './shared.ts';

export const listTransfers = listOfRound<Transfer>({
  table: 'transfers',
  key: 'code',
  sees: seesAll,
  show: (transfer) => transfer,
});

/** The clues and matters that a round has handed on. The inspected and the teams never see that there are any. */
import { transferSchema } from '../../contracts/schemas/responses.ts';
import type { Transfer } from '../../domain/round/state.ts';
import { listOfRound } from './list-of-round.ts';
import { transferInSight } from './in-sight.ts';

export const transfers = listOfRound<Transfer>({
  summary: 'The transfers of the round',
  item: transferSchema,
  table: 'transfers',
  rows: (round) => round.transfers,
  key: 'code',
  inSight: transferInSight,
  show: (transfer) => transfer,
});

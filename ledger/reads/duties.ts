/** The duties of a round, open and closed. */
import { dutySchema } from '../../contracts/schemas/responses.ts';
import { listOfRound } from './list-of-round.ts';
import { dutyInSight } from './in-sight.ts';
import { shownDuty } from './shared.ts';

export const duties = listOfRound({
  summary: 'What is owed in the round',
  item: dutySchema,
  table: 'duties',
  key: 'key',
  inSight: dutyInSight,
  show: shownDuty,
});

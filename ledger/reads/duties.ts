/** The duties of a round, open and closed. */
import { dutySchema } from '../../contracts/schemas/responses.ts';
import { listOfRound } from './list-of-round.ts';
import { seesDuty, shownDuty } from './shared.ts';

export const duties = listOfRound({
  summary: 'What is owed in the round',
  item: dutySchema,
  table: 'duties',
  key: 'key',
  sees: seesDuty,
  show: shownDuty,
});

/** The duties of a round, open and closed. */
import { listOfRound } from './list-of-round.ts';
import { seesDuty, shownDuty } from './shared.ts';

export const listDutiesOfRound = listOfRound({ table: 'duties d', key: 'key', sees: seesDuty, show: shownDuty });

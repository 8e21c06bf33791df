/** The lists of a round. A further one is a file beside this one and a line here, with the schema of its items and, for rows
 *  of its own, the migration that makes their table: route, description and projection follow. */
import { duties } from './duties.ts';
import { findings } from './findings.ts';
import { letters } from './letters.ts';
import type { ItemTable, ListOfRound } from './list-of-round.ts';
import { papers } from './papers.ts';
import { partnerRequests } from './partner-requests.ts';
import { transfers } from './transfers.ts';

/** By the name under which the API has them. */
export const lists: Readonly<Record<string, ListOfRound>> = {
  duties,
  letters,
  papers,
  findings,
  transfers,
  'partner-requests': partnerRequests,
};

/** The parts of a round with rows of their own; immediate items are read with their organisations. */
export const itemTables: Readonly<Record<string, ItemTable>> = {
  immediateItems: { table: 'immediate_items', rows: (round) => round.immediateItems },
  ...Object.fromEntries(
    Object.entries(lists).flatMap(([name, { table, rows }]) => (rows ? [[name, { table, rows }]] : [])),
  ),
};

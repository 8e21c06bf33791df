/** From where somebody looks at the ledger (J-V.5e). Whoever holds a post at the round's committee or at one above it (J-I.3a,
 *  J-VI.3), or sits in a team of the round, sees all of it. People of an inspected organisation see their own, from the entry
 *  notice on: what they owe, their findings once fed back, letters to their posts; never that a clue or a working paper
 *  exists. To everybody else there is no such round. */
import type { Code } from '../../domain/vocabulary.ts';
import { first, type Pool } from '../database.ts';

/** null: everything. Else the organisations of which the viewer sees their own side; none: nothing. */
export type Viewpoint = readonly Code[] | null;

export const seesNothing = (viewer: Viewpoint): boolean => viewer?.length === 0;

/** The same across rounds: all of the rounds of these committees and of these rounds, and what is these organisations' own. */
export interface Standing {
  readonly committees: readonly Code[];
  readonly rounds: readonly Code[];
  readonly organisations: readonly Code[];
}

/** The posts that $1 holds today. */
const HELD = `held AS (
  SELECT place FROM posts, to_char(clock_timestamp() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS today
  WHERE person = $1 AND "from" <= today AND ("to" IS NULL OR "to" >= today))`;
const SITS = `(t.data->>'leader' = $1 OR t.data->'deputies' ? $1 OR t.data->'members' ? $1)`;

/** An organisation does not know that it will be inspected before the entry notice, or before something is asked of it. */
export const isInformed = (o: string): string =>
  `(${o}.data->>'noticeOn' IS NOT NULL OR ${o}.data->>'enteredOn' IS NOT NULL
     OR EXISTS (SELECT FROM partner_requests p WHERE p.round = ${o}.round AND p.organisation = ${o}.code))`;

export async function viewpointOf(pool: Pool, person: Code, round: Code): Promise<Viewpoint> {
  const row = await first<{ seesAll: boolean; organisations: Code[] }>(pool, {
    name: 'viewpoint',
    text: `WITH RECURSIVE ${HELD}, side (code) AS (
             SELECT committee FROM rounds WHERE code = $2
             UNION SELECT c.upper FROM committees c JOIN side s ON c.code = s.code)
           SELECT EXISTS (SELECT FROM held JOIN side ON held.place = side.code)
             OR EXISTS (SELECT FROM teams t WHERE t.round = $2 AND ${SITS}) AS "seesAll",
             ARRAY(SELECT o.code FROM inspected_organisations o JOIN held ON held.place = o.code
               WHERE o.round = $2 AND ${isInformed('o')}) AS organisations`,
    values: [person, round],
  });
  if (!row) throw new Error('the viewpoint has no row');
  return row.seesAll ? null : row.organisations;
}

export async function standingOf(pool: Pool, person: Code): Promise<Standing> {
  const row = await first<Standing>(pool, {
    name: 'standing',
    text: `WITH RECURSIVE ${HELD}, under (code) AS (
             SELECT c.code FROM committees c JOIN held ON held.place = c.code
             UNION SELECT c.code FROM committees c JOIN under u ON c.upper = u.code)
           SELECT ARRAY(SELECT code FROM under) AS committees,
             ARRAY(SELECT DISTINCT t.round FROM teams t WHERE ${SITS}) AS rounds,
             ARRAY(SELECT o.code FROM organisations o JOIN held ON held.place = o.code) AS organisations`,
    values: [person],
  });
  if (!row) throw new Error('the standing has no row');
  return row;
}

/** Whether somebody stands on a committee's side: by a post at it, or at a committee above it. */
export async function isOnTheSideOf(pool: Pool, person: Code, committee: Code): Promise<boolean> {
  return (await standingOf(pool, person)).committees.includes(committee);
}

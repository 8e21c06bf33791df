/** From where somebody looks at the ledger (J-V.5e). Whoever holds a post at the round's committee or at one above it (J-I.3a,
 *  J-VI.3), or sits in a team of the round, sees all of it. People of an inspected organisation see their own, from the entry
 *  notice on: what they owe, their findings once fed back, letters to their posts; never that a clue or a working paper
 *  exists. To everybody else there is no such round. */
import type { Code } from '../../domain/vocabulary.ts';
import { first, type Pool } from '../database.ts';
import { isHeldOn, postsHeld, TODAY } from '../posts.ts';
import { raw, type Sql, sql, statement } from '../sql.ts';

/** null: everything. Else the organisations of which the viewer sees their own side; none: nothing. */
export type Viewpoint = readonly Code[] | null;

export const seesNothing = (viewer: Viewpoint): boolean => viewer?.length === 0;

/** The same across rounds: all of the rounds of these committees and of these rounds, and what is these organisations' own. */
export interface Standing {
  readonly committees: readonly Code[];
  readonly rounds: readonly Code[];
  readonly organisations: readonly Code[];
}

/** More committees than one looks at one by one: the whole ledger is read in order, and what is none of theirs passed over. */
const MANY_COMMITTEES = 32;
export const isBroad = (committees: readonly Code[]): boolean => committees.length > MANY_COMMITTEES;

/** Whether a column has one of these codes: they are hashed once, where `= ANY` would go through them for every row. */
export const isAmong = (column: string, codes: readonly Code[]): Sql =>
  codes.length === 0 ? raw('false') : sql`(${raw(column)} IN (SELECT unnest(${codes}::text[]))) IS TRUE`;

const heldBy = (person: Code): Sql =>
  sql`held AS (SELECT p.place FROM ${postsHeld('p')} WHERE p.person = ${person} AND ${isHeldOn('p', TODAY)})`;
const sits = (person: Code): Sql =>
  sql`(t.data->>'leader' = ${person} OR t.data->'deputies' ? ${person} OR t.data->'members' ? ${person})`;

/** An organisation does not know that it will be inspected before the entry notice, or before something is asked of it. */
export const isInformed = (o: string): Sql =>
  raw(`(${o}.data->>'noticeOn' IS NOT NULL OR ${o}.data->>'enteredOn' IS NOT NULL
     OR EXISTS (SELECT FROM partner_requests p WHERE p.round = ${o}.round AND p.organisation = ${o}.code))`);

export async function viewpointOf(pool: Pool, person: Code, round: Code): Promise<Viewpoint> {
  const row = await first<{ seesAll: boolean; organisations: Code[] }>(
    pool,
    statement(
      'viewpoint',
      sql`WITH RECURSIVE ${heldBy(person)}, side (code) AS (
            SELECT committee FROM rounds WHERE code = ${round}
            UNION SELECT c.upper FROM committees c JOIN side s ON c.code = s.code)
          SELECT EXISTS (SELECT FROM held JOIN side ON held.place = side.code)
            OR EXISTS (SELECT FROM teams t WHERE t.round = ${round} AND ${sits(person)}) AS "seesAll",
            ARRAY(SELECT o.code FROM inspected_organisations o JOIN held ON held.place = o.code
              WHERE o.round = ${round} AND ${isInformed('o')}) AS organisations`,
    ),
  );
  if (!row) throw new Error('the viewpoint has no row');
  return row.seesAll ? null : row.organisations;
}

export async function standingOf(pool: Pool, person: Code): Promise<Standing> {
  const row = await first<Standing>(
    pool,
    statement(
      'standing',
      sql`WITH RECURSIVE ${heldBy(person)}, under (code) AS (
            SELECT c.code FROM committees c JOIN held ON held.place = c.code
            UNION SELECT c.code FROM committees c JOIN under u ON c.upper = u.code)
          SELECT ARRAY(SELECT code FROM under) AS committees,
            ARRAY(SELECT DISTINCT t.round FROM teams t WHERE ${sits(person)}) AS rounds,
            ARRAY(SELECT o.code FROM organisations o JOIN held ON held.place = o.code) AS organisations`,
    ),
  );
  if (!row) throw new Error('the standing has no row');
  return row;
}

/** Whether somebody stands on a committee's side: by a post at it, or at a committee above it. */
export async function isOnTheSideOf(pool: Pool, person: Code, committee: Code): Promise<boolean> {
  return (await standingOf(pool, person)).committees.includes(committee);
}

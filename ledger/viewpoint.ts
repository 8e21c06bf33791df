/** From where somebody looks at the ledger (J-V.5e). Whoever holds a post at a committee, or sits in a team of the round, sees
 *  all of it. People of an inspected organisation see their own: what they owe, their findings once fed back, letters to
 *  their posts; never that a clue or a working paper exists. */
import type { Code } from '../contracts/basics.ts';
import { first, type Pool } from './database.ts';

/** null: everything. Else the organisations of which the viewer sees their own side. */
export type Viewpoint = readonly Code[] | null;

export async function viewpointOf(pool: Pool, person: Code, round: Code | null): Promise<Viewpoint> {
  const row = await first<{ seesAll: boolean; organisations: Code[] }>(pool, {
    name: 'viewpoint',
    text: `WITH held AS (
             SELECT place FROM posts, to_char(clock_timestamp() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS today
             WHERE person = $1 AND "from" <= today AND ("to" IS NULL OR "to" >= today))
           SELECT EXISTS (SELECT FROM held JOIN committees c ON c.code = held.place)
             OR EXISTS (SELECT FROM teams t WHERE t.round = $2 AND (t.data->>'leader' = $1
               OR t.data->'deputies' ? $1 OR t.data->'members' ? $1)) AS "seesAll",
             ARRAY(SELECT place FROM held JOIN organisations o ON o.code = held.place) AS organisations`,
    values: [person, round],
  });
  if (!row) throw new Error('the viewpoint has no row');
  return row.seesAll ? null : row.organisations;
}

/** Whether somebody stands on a committee's side: by a post at it, or at a committee above it. */
export async function isOnTheSideOf(pool: Pool, person: Code, committee: Code): Promise<boolean> {
  const row = await first<{ stands: boolean }>(pool, {
    name: 'on-the-side-of',
    text: `WITH RECURSIVE side (code, upper) AS (
             SELECT code, upper FROM committees WHERE code = $2
             UNION SELECT c.code, c.upper FROM committees c JOIN side s ON c.code = s.upper)
           SELECT EXISTS (SELECT FROM posts, to_char(clock_timestamp() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS today
             WHERE person = $1 AND place IN (SELECT code FROM side)
               AND "from" <= today AND ("to" IS NULL OR "to" >= today)) AS stands`,
    values: [person, committee],
  });
  return row?.stands === true;
}

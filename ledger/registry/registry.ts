/** Reading the registry. */
import type { RegistryPart } from '../../domain/registry/events.ts';
import type { Code } from '../../domain/vocabulary.ts';
import { first, type Pool } from '../database.ts';
import { raw, type Sql, sql, statement } from '../sql.ts';

export interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/** One part of the registry, a page at a time: of posts, what is known of them now; of people whom none of these offices keeps,
 *  the name alone (T-4). */
export async function readRegistry(
  pool: Pool,
  part: RegistryPart,
  offices: readonly Code[],
  cursor: string,
  limit: number,
): Promise<Page> {
  const key = part === 'posts' ? `concat_ws('/', place, post, person, "from")` : 'code';
  const data =
    part === 'people'
      ? sql`CASE WHEN ${isKeptBy(offices)} THEN data ELSE jsonb_build_object('code', code, 'name', data->'name') END`
      : raw('data');
  const { rows } = await pool.query<{ key: string; data: unknown }>(
    statement(
      `registry-${part}`,
      sql`SELECT ${raw(key)} AS key, ${data} AS data FROM ${raw(part)}
          WHERE ${raw(key)} > ${cursor} AND ${raw(part === 'posts' ? 'known_to IS NULL' : 'true')}
          ORDER BY 1 LIMIT ${limit + 1}`,
    ),
  );
  const items = rows.slice(0, limit);
  return { items: items.map(({ data }) => data), next: rows.length > limit ? (items.at(-1)?.key ?? null) : null };
}

/** Whether a row of `people` is kept by one of these committees' offices: by the one that it names; else where the person holds a
 *  post, at the committee or at an organisation that it manages. Whom nobody claims is anybody's to enter. */
const isKeptBy = (offices: readonly Code[]): Sql =>
  sql`CASE WHEN people.data->>'keptBy' IS NOT NULL THEN people.data->>'keptBy' = ANY (${offices}::text[])
      ELSE ${offices.length > 0}::boolean AND (NOT EXISTS (SELECT FROM posts p WHERE p.person = people.code AND p.known_to IS NULL)
        OR EXISTS (SELECT FROM posts p LEFT JOIN organisations o ON o.code = p.place
          WHERE p.person = people.code AND p.known_to IS NULL AND coalesce(o.managed_by, p.place) = ANY (${offices}::text[]))) END`;

export async function isPersonKeptBy(pool: Pool, offices: readonly Code[], person: Code): Promise<boolean> {
  const found = await first(
    pool,
    statement('person-kept', sql`SELECT code FROM people WHERE code = ${person} AND ${isKeptBy(offices)}`),
  );
  return found !== undefined;
}

/** A person's record in the pool (J-III.4c): how they served, round by round. */
export async function listAppraisals(pool: Pool, person: Code, cursor: string, limit: number): Promise<Page> {
  const { rows } = await pool.query<{ round: Code; data: object; on: string; by: Code }>({
    name: 'appraisals-of-person',
    text: `SELECT round, data, "on", by FROM events
           WHERE type = 'MemberAppraised' AND data->>'person' = $1 AND round > $2 ORDER BY round LIMIT $3`,
    values: [person, cursor, limit + 1],
  });
  const items = rows.slice(0, limit);
  return {
    items: items.map(({ round, data, on, by }) => ({ round, ...data, on, by })),
    next: rows.length > limit ? (items.at(-1)?.round ?? null) : null,
  };
}

/** Reading the registry. */
import type { RegistryPart } from '../../domain/registry/events.ts';
import type { Code } from '../../domain/vocabulary.ts';
import { first, type Pool } from '../database.ts';

export interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/** One who was entered by mistake is not. */
export async function isKnownPerson(pool: Pool, person: Code): Promise<boolean> {
  return (
    (await first(pool, {
      name: 'person',
      text: `SELECT code FROM people WHERE code = $1 AND NOT data ? 'revoked'`,
      values: [person],
    })) !== undefined
  );
}

/** One part of the registry, a page at a time. Of posts, what is known of them now. */
export async function readRegistry(pool: Pool, part: RegistryPart, cursor: string, limit: number): Promise<Page> {
  const key = part === 'posts' ? `concat_ws('/', place, post, person, "from")` : 'code';
  const { rows } = await pool.query<{ key: string; data: unknown }>({
    name: `registry-${part}`,
    text: `SELECT ${key} AS key, data FROM ${part}
           WHERE ${key} > $1 ${part === 'posts' ? 'AND known_to IS NULL' : ''} ORDER BY 1 LIMIT $2`,
    values: [cursor, limit + 1],
  });
  const items = rows.slice(0, limit);
  return { items: items.map(({ data }) => data), next: rows.length > limit ? (items.at(-1)?.key ?? null) : null };
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

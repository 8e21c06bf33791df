/** Reading entries: those that wait, with who may confirm them, and what became of all others. */
import { type Entry } from '../../domain/registry/registry.ts';
import { confirmersOf } from '../../domain/registry/rules.ts';
import type { Code } from '../../domain/vocabulary.ts';
import type { Pool } from '../database.ts';
import { sql, statement } from '../sql.ts';
import { hierarchyOf } from './known.ts';
import type { Page } from './registry.ts';

/** Of these committees, and those that a body of theirs may confirm. */
export async function listPending(
  pool: Pool,
  committees: readonly Code[],
  after: number,
  limit: number,
): Promise<Page> {
  const { rows } = await pool.query<{ data: Entry }>(
    statement(
      'registry-pending',
      sql`SELECT e.data FROM registry_entries e
          WHERE e.state = 'AWAITING' AND substr(e.entry, 3)::int > ${after}
            AND (e.committee = ANY (${committees}::text[])
              OR EXISTS (SELECT FROM jsonb_array_elements(e.data->'awaits') b WHERE b->>'committee' = ANY (${committees}::text[])))
          ORDER BY substr(e.entry, 3)::int LIMIT ${limit + 1}`,
    ),
  );
  const entries = rows.slice(0, limit).map(({ data }) => data);
  const concerned = entries.flatMap(({ awaits, posts }) => [
    ...(awaits ?? []).map(({ committee }) => committee),
    ...posts.map(({ place }) => place),
  ]);
  const hierarchy = await hierarchyOf(pool, { people: [], committees: [...new Set(concerned)] });
  return {
    items: entries.map((entry) => ({ ...entry, confirmers: confirmersOf(entry, hierarchy) })),
    next: rows.length > limit ? numberOf(entries.at(-1)) : null,
  };
}

/** In the order in which they were made; of one subject alone, if asked for: a person's code, or a post's key. */
export async function listEntries(
  pool: Pool,
  committees: readonly Code[],
  { after, limit, subject }: { readonly after: number; readonly limit: number; readonly subject: string | undefined },
): Promise<Page> {
  const { rows } = await pool.query<{ data: Entry }>(
    statement(
      'registry-entries',
      sql`SELECT data FROM registry_entries
          WHERE committee = ANY (${committees}::text[]) AND substr(entry, 3)::int > ${after}
            AND (${subject ?? null}::text IS NULL OR subject = ${subject ?? null})
          ORDER BY substr(entry, 3)::int LIMIT ${limit + 1}`,
    ),
  );
  const entries = rows.slice(0, limit).map(({ data }) => data);
  return { items: entries, next: rows.length > limit ? numberOf(entries.at(-1)) : null };
}

const numberOf = (entry: Entry | undefined): string | null => entry?.entry.slice(2) ?? null;

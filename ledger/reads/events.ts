/** The ledger itself, in order, with everything that the hash chain covers, as `show` lets it be seen. */
import type { Code } from '../../domain/vocabulary.ts';
import type { Pool } from '../database.ts';
import type { Page } from '../registry/registry.ts';
import { sql, statement } from '../sql.ts';
import type { LedgerRow } from './accountability.ts';
import { page } from './shared.ts';

export async function listEvents(
  pool: Pool,
  code: Code,
  after: number,
  limit: number,
  show: (event: LedgerRow) => LedgerRow,
): Promise<Page> {
  const { rows } = await pool.query<LedgerRow>(
    statement(
      'list-events',
      sql`SELECT sequence, type, at, "on", recorded_at AS "recordedAt", by, posts, "for", clause, command, data, opens, closes, hash
          FROM events WHERE round = ${code} AND sequence > ${after} ORDER BY sequence LIMIT ${limit + 1}`,
    ),
  );
  // Of an event that nobody with a post brought about, or nobody for another, there is no such field: so it is in the chain.
  const shown = rows.map(({ posts, for: person, ...row }) => ({
    ...row,
    ...(posts == null ? {} : { posts }),
    ...(person == null ? {} : { for: person }),
  }));
  return page(shown, limit, show, ({ sequence }) => String(sequence));
}

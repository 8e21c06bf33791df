/** A list of a round's rows in the order of their keys, a page at a time, as its viewer may see it. */
import type { Code, Instant } from '../../domain/vocabulary.ts';
import type { Pool } from '../database.ts';
import type { Page } from '../registry/registry.ts';
import { raw, type Sql, sql, statement } from '../sql.ts';
import { page, ROUND_TIME } from './shared.ts';
import type { Viewpoint } from './viewpoint.ts';

export type ListOfRound = (pool: Pool, viewer: Viewpoint, code: Code, cursor: string, limit: number) => Promise<Page>;

interface Listed<Data> {
  readonly table: string;
  /** The column of the key, unique in a round. */
  readonly key: 'code' | 'key';
  readonly sees: (viewer: Viewpoint) => Sql;
  readonly show: (data: Data, now: Instant) => unknown;
}

export const listOfRound =
  <Data>({ table, key, sees, show }: Listed<Data>): ListOfRound =>
  async (pool, viewer, code, cursor, limit) => {
    const { rows } = await pool.query<{ key: string; data: Data; now: Instant }>(
      statement(
        `list-${table}`,
        sql`SELECT listed.${raw(key)} AS key, listed.data, ${ROUND_TIME} AS now
            FROM (SELECT ${raw(key)}, data FROM ${raw(table)}
              WHERE round = ${code} AND ${raw(key)} > ${cursor} AND ${sees(viewer)}
              ORDER BY 1 LIMIT ${limit + 1}) listed
            JOIN rounds r ON r.code = ${code} ORDER BY 1`,
      ),
    );
    return page(
      rows,
      limit,
      ({ data, now }) => show(data, now),
      ({ key: last }) => last,
    );
  };

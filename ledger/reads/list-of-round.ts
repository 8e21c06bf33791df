/** A list of a round's rows in the order of their keys, a page at a time, as its viewer may see it. */
import type { z } from 'zod';
import type { Code, Instant } from '../../domain/vocabulary.ts';
import type { Keyed } from '../../domain/keyed.ts';
import type { Viewpoint } from '../../domain/people/viewpoint.ts';
import type { Round } from '../../domain/round/state.ts';
import type { Pool } from '../database.ts';
import type { Page } from '../registry/registry.ts';
import { raw, type Sql, sql, statement } from '../sql.ts';
import { page, ROUND_TIME } from './shared.ts';

/** A part of a round with rows of its own: code, organisation and state, and all of it as JSON. */
export interface ItemTable {
  readonly table: string;
  readonly rows: (round: Round) => Keyed<Item>;
}
export interface Item {
  readonly code: Code;
  readonly organisation: Code | null;
  readonly state: string;
}

interface Listed<Data> {
  /** For the API's description. */
  readonly summary: string;
  readonly item: z.ZodType;
  readonly table: string;
  /** Whence its rows come, if they are items of the round. */
  readonly rows?: ItemTable['rows'];
  /** The column of the key, unique in a round. */
  readonly key: 'code' | 'key';
  /** Of a row of the table, under its name. */
  readonly inSight: (viewpoint: Viewpoint, table: string) => Sql;
  readonly show: (data: Data, now: Instant) => unknown;
}
export interface ListOfRound extends Pick<Listed<never>, 'summary' | 'item' | 'table' | 'rows'> {
  readonly read: (pool: Pool, viewpoint: Viewpoint, code: Code, cursor: string, limit: number) => Promise<Page>;
}

export function listOfRound<Data>({ key, inSight, show, ...described }: Listed<Data>): ListOfRound {
  const { table } = described;
  return {
    ...described,
    async read(pool, viewpoint, code, cursor, limit) {
      const { rows } = await pool.query<{ key: string; data: Data; now: Instant }>(
        statement(
          `list-${table}`,
          sql`SELECT listed.${raw(key)} AS key, listed.data, ${ROUND_TIME} AS now
              FROM (SELECT ${raw(key)}, data FROM ${raw(table)}
                WHERE round = ${code} AND ${raw(key)} > ${cursor} AND ${inSight(viewpoint, table)}
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
    },
  };
}

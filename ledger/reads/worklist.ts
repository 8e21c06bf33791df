/** The worklist across rounds: open duties, nearest first. A round whose history is still being entered is not in it: what
 *  seems to be owed there may have been settled on paper long ago.
 *
 *  However large the ledger is, a page reads few rows: from each committee, round and organisation of the reader's the
 *  nearest duties, by an index in their order, and of those the nearest. */
import type { Code, Instant } from '../../domain/vocabulary.ts';
import type { Duty } from '../../domain/dossier/duty.ts';
import { roles } from '../../domain/people/posts.ts';
import type { Pool } from '../database.ts';
import type { Page } from '../registry/registry.ts';
import { joined, raw, type Sql, sql, statement } from '../sql.ts';
import { page, ROUND_TIME, shownDuty } from './shared.ts';
import { dutyInSight } from './in-sight.ts';
import { dutyInScope, isBroad, isUsual, type Scope, type Standing } from './viewpoint.ts';

export interface WorklistFilter {
  readonly committee?: string | undefined;
  readonly overdue?: boolean | undefined;
  /** A role (`DISC`, `PR`, …), or the code of an organisation for what it and its principal owe. */
  readonly owedBy?: string | undefined;
  /** Only what falls due before this instant. */
  readonly before?: string | undefined;
}

interface WorklistRow {
  readonly key: string;
  readonly round: Code;
  readonly due: string;
  readonly data: Duty;
  readonly now: Instant;
}

export async function worklist(
  pool: Pool,
  standing: Standing,
  filter: WorklistFilter,
  cursor: string,
  limit: number,
): Promise<Page> {
  const wanted = joined([...wantedBy(filter), ...(cursor === '' ? [] : [isAfter(cursor)])], 'AND');
  const sources = sourcesOf(standing, filter, wanted, limit + 1);
  if (sources.length === 0) return { items: [], next: null };
  const nearest = joined(sources, 'UNION');
  const { rows } = await pool.query<WorklistRow>(
    statement(
      'worklist',
      sql`WITH ahead AS MATERIALIZED (SELECT r.code, ${ROUND_TIME} AS now FROM rounds r WHERE r.lead_ms > 0),
            nearest AS MATERIALIZED (SELECT due, key FROM (${nearest}) near ORDER BY due, key LIMIT ${limit + 1})
          SELECT d.key, d.round, coalesce(to_char(d.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'infinity') AS due,
            d.data, ${ROUND_TIME} AS now
          FROM nearest n JOIN duties d ON d.key = n.key JOIN rounds r ON r.code = d.round ORDER BY n.due, n.key`,
    ),
  );
  return page(
    rows,
    limit,
    ({ round, data, now }) => ({ round, ...shownDuty(data, now) }),
    ({ due, key }) => `${due} ${key}`,
  );
}

/** What has no figure stands last. The indexes of duties have this expression. */
const DUE = raw(`coalesce(d.due_at, 'infinity')`);
const NOW = raw('statement_timestamp()');
const OWED_BY_ORGANISATION = raw(`d.owed_by IN ('ORG', 'PR')`);

function isAfter(cursor: string): Sql {
  const [due = '', key = ''] = cursor.split(' ');
  return sql`(${DUE}, d.key) > (${due}::timestamptz, ${key})`;
}

function wantedBy({ committee, overdue, owedBy, before }: WorklistFilter): Sql[] {
  return [
    sql`d.open AND d.round NOT IN (SELECT code FROM rounds WHERE takeover = 'ENTERING')`,
    ...(committee === undefined ? [] : [sql`d.committee = ${committee}`]),
    ...(before === undefined ? [] : [sql`${DUE} < ${before}::timestamptz`]),
    ...(owedBy === undefined ? [] : [isRole(owedBy) ? sql`d.owed_by = ${owedBy}` : isOwedByOrganisation(owedBy)]),
    // Where the clock runs ahead (in development alone), more is overdue than by the database's clock.
    ...(overdue === false
      ? [sql`${DUE} > ${NOW} AND NOT EXISTS (SELECT FROM ahead WHERE ahead.code = d.round AND d.due_at <= ahead.now)`]
      : []),
  ];
}
const isRole = (code: string): boolean => roles.some((role) => role === code);
const isOwedByOrganisation = (organisation: Code): Sql =>
  sql`(d.organisation = ${organisation} AND ${OWED_BY_ORGANISATION})`;

/** From where the nearest duties are taken; one that stands in several of them is listed once. */
function sourcesOf(standing: Standing, { overdue, owedBy }: WorklistFilter, wanted: Sql, limit: number): Sql[] {
  const { scopes, ahead, roundsAhead } = standing;
  const due = sql`${wanted} AND ${isUsual('d.round', roundsAhead)}${overdue ? sql` AND ${DUE} <= ${NOW}` : raw('')}`;
  const one = (own: Sql): Sql =>
    sql`(SELECT ${DUE} AS due, d.key FROM duties d WHERE ${own} AND ${due} ORDER BY 1, 2 LIMIT ${limit})`;
  const each = (column: string, codes: readonly Code[], own: Sql): Sql =>
    sql`(SELECT near.due, near.key FROM unnest(${codes}::text[]) AS own (code)
      CROSS JOIN LATERAL ${one(sql`${raw(column)} = own.code AND ${own}`)} near)`;
  const source = (scope: Scope): Sql => {
    const { place, viewpoint } = scope;
    const sight = dutyInSight(viewpoint);
    // The index of what organisations owe is for these roles alone.
    if (place === 'ANYWHERE')
      return each('d.organisation', viewpoint.informed, sql`${OWED_BY_ORGANISATION} AND ${sight}`);
    if ('round' in place || isBroad(place.committees)) return one(dutyInScope(scope));
    return each('d.committee', place.committees, sight);
  };
  const isOfOne = owedBy !== undefined && !isRole(owedBy);
  return [
    ...(isOfOne && scopes.length > 0 ? [one(sql`(${joined(scopes.map(dutyInScope), 'OR')})`)] : scopes.map(source)),
    ...ahead.map(
      (scope) =>
        sql`(SELECT ${DUE} AS due, d.key FROM ahead JOIN duties d ON d.round = ahead.code
          WHERE ${dutyInScope(scope)} AND ${wanted} ${overdue ? raw('AND d.due_at <= ahead.now') : raw('')}
          ORDER BY 1, 2 LIMIT ${limit})`,
    ),
  ];
}

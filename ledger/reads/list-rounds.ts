/** The rounds, each as its reader may see it: those of a committee and a team as they are, an inspected organisation's and a
 *  department's as they are told of them. */
import { forDepartments } from '../../domain/people/departments.ts';
import { noPart, seesEverything } from '../../domain/people/viewpoint.ts';
import type { Code } from '../../domain/vocabulary.ts';
import { seesWholeRound } from '../../domain/people/readers.ts';
import { hiddenPhases } from '../../domain/people/told.ts';
import { phases } from '../../domain/round/phase.ts';
import type { Pool } from '../database.ts';
import type { Page } from '../registry/registry.ts';
import { joined, raw, type Sql, sql, statement } from '../sql.ts';
import { inSight } from './in-sight.ts';
import { IS_ROUND, page, ROUND_TIME } from './shared.ts';
import { dutyInStanding, isBroad, isInformed, isOneOf, isUsual, type Scope, type Standing } from './viewpoint.ts';

export interface RoundsFilter {
  readonly committee?: string | undefined;
  readonly phase?: string | undefined;
}

interface ListedRound {
  readonly code: Code;
  readonly committee: Code;
  readonly phase: string;
  readonly sequence: number;
  readonly overdue: number;
}

export async function listRounds(
  pool: Pool,
  standing: Standing,
  filter: RoundsFilter,
  cursor: string,
  limit: number,
): Promise<Page> {
  const sources = sourcesOf(standing, filter, cursor, limit + 1);
  if (sources.length === 0) return { items: [], next: null };
  const { rows } = await pool.query<ListedRound>(
    statement(
      'list-rounds',
      sql`WITH listed AS (
            SELECT DISTINCT ON (code) code, phase, whole FROM (${joined(sources, 'UNION ALL')}) seen
            ORDER BY code, whole DESC LIMIT ${limit + 1})
          SELECT r.code, r.committee, l.phase, r.sequence,
            CASE WHEN l.whole THEN r.overdue_count ELSE (SELECT count(*)::int FROM duties d
              WHERE d.round = r.code AND d.open AND d.due_at <= ${ROUND_TIME} AND (${dutyInStanding(standing)})) END AS overdue
          FROM listed l JOIN rounds r ON r.code = l.code ORDER BY r.code`,
    ),
  );
  return page(
    rows,
    limit,
    (round) => round,
    ({ code }) => code,
  );
}

/** Of each scope its first rounds: as they are, or as an organisation or a department is told of them. */
function sourcesOf(
  { scopes, ahead, roundsAhead }: Standing,
  { committee, phase }: RoundsFilter,
  cursor: string,
  limit: number,
): Sql[] {
  const wanted = sql`r.code > ${cursor} AND ${IS_ROUND}
    ${committee === undefined ? raw('') : sql`AND r.committee = ${committee}`}`;
  const inPhase = (column: string) => (phase === undefined ? raw('true') : sql`${raw(column)} = ${phase}`);
  const asTheyAre = [...scopes, ...ahead].filter(isAsItIs);

  const some = (viewpoint: Scope['viewpoint'], own: Sql): Sql => {
    const isWhole = seesEverything(viewpoint);
    return sql`(SELECT r.code, r.phase, ${isWhole}::boolean AS whole FROM rounds r
      WHERE ${own} AND ${wanted} AND ${inPhase('r.phase')} ORDER BY r.code LIMIT ${limit})`;
  };
  const whole = (scope: Scope, time: Sql): Sql => {
    const { place, viewpoint } = scope;
    if (place === 'ANYWHERE' || 'round' in place || isBroad(place.committees))
      return some(viewpoint, sql`${roundIn(scope)} AND ${time}`);
    return sql`(SELECT r.* FROM unnest(${place.committees}::text[]) AS own (code)
      CROSS JOIN LATERAL ${some(viewpoint, sql`r.committee = own.code AND ${time}`)} r)`;
  };
  // A round that is seen as it is, is not listed a second time as others are told of it.
  const isListed = sql`(${joined([raw('false'), ...asTheyAre.map(roundIn)], 'OR')})`;
  const asTold = (scope: Scope, time: Sql): Sql =>
    sql`(SELECT r.code, told.phase, false AS whole FROM rounds r CROSS JOIN LATERAL (${toldOf(scope.viewpoint)}) told
      WHERE ${roundIn(scope)} AND ${time} AND NOT ${isListed} AND ${wanted} AND told.concerned AND ${inPhase('told.phase')}
      ORDER BY r.code LIMIT ${limit})`;

  const source = (scope: Scope, time: Sql) => (isAsItIs(scope) ? whole(scope, time) : asTold(scope, time));
  return [
    ...scopes.map((scope) => source(scope, isUsual('r.code', roundsAhead))),
    ...ahead.map((scope) => source(scope, raw('true'))),
  ];
}

/** Those at the committee and the teams see a round’s own phase. */
const isAsItIs = ({ viewpoint }: Scope): boolean =>
  seesWholeRound(viewpoint) || (viewpoint.sees === 'OWN' && viewpoint.teams.length > 0);

function roundIn({ place, viewpoint }: Scope): Sql {
  if (place === 'ANYWHERE')
    return sql`r.code IN (SELECT i.round FROM inspected_organisations i WHERE i.code = ANY (${viewpoint.informed}::text[]))`;
  return 'round' in place ? sql`r.code = ${place.round}` : isOneOf('r.committee', place.committees);
}

/** Whether a round concerns an organisation or a department, and the phase that they are told. */
function toldOf(viewpoint: Scope['viewpoint']): Sql {
  const owes = sql`EXISTS (SELECT FROM duties d WHERE d.round = r.code AND ${owedByDepartment(viewpoint)})`;
  return sql`SELECT coalesce((array_agg(o.phase ORDER BY array_position(${phases}::text[], o.phase)))[1], 'PLANNED') AS phase,
      count(*) > 0 OR ${owes} AS concerned
    FROM (SELECT CASE WHEN o.phase = ANY (${hiddenPhases}::text[]) THEN 'WITHDRAWN' ELSE o.phase END AS phase
      FROM inspected_organisations o WHERE o.round = r.code AND ${concernedIn(viewpoint)}) o`;
}

/** Of an organisation `o` in a round: it is the reader’s own and knows, or their department knows of it. */
function concernedIn(viewpoint: Scope['viewpoint']): Sql {
  const { own, informed } = viewpoint;
  const { departments, named } = ofDepartments(viewpoint);
  const isOwn = sql`(o.code = ANY (${informed}::text[]) AND ${isInformed('o')})`;
  if (departments.length + named.length === 0) return isOwn;
  return sql`(${isOwn} OR ((o.code = ANY (${own}::text[])) IS NOT TRUE AND (
    (${departments.length > 0}::boolean AND o.data->'feedback' <> '{}'::jsonb)
    OR EXISTS (SELECT FROM transfers t WHERE t.round = o.round AND t.organisation = o.code
      AND ${addressedToDepartment(viewpoint)})
    OR EXISTS (SELECT FROM duties d WHERE d.round = o.round AND d.organisation = o.code
      AND ${owedByDepartment(viewpoint)}))))`;
}

const ofDepartments = (viewpoint: Scope['viewpoint']) => (viewpoint.sees === 'OWN' ? viewpoint : noPart);
const owedByDepartment = (viewpoint: Scope['viewpoint']): Sql =>
  inSight(forDepartments('owedBy', ofDepartments(viewpoint)), {
    owedBy: 'd.owed_by',
    department: `d.data->>'department'`,
  });
const addressedToDepartment = (viewpoint: Scope['viewpoint']): Sql =>
  inSight(forDepartments('to', ofDepartments(viewpoint)), { to: `t.data->>'to'`, department: `t.data->>'department'` });

/** The rounds, each as its reader may see it: those of a committee and a team as they are, an inspected organisation's from its
 *  own side. */
import type { Code } from '../../domain/vocabulary.ts';
import { hiddenPhases } from '../../domain/people/readers.ts';
import { phases } from '../../domain/round/phase.ts';
import type { Pool } from '../database.ts';
import type { Page } from '../registry/registry.ts';
import { raw, type Sql, sql, statement } from '../sql.ts';
import { IS_ROUND, page, ROUND_TIME, seesDuty } from './shared.ts';
import { isAmong, isBroad, isInformed, type Standing } from './viewpoint.ts';

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
  const { rows } = await pool.query<ListedRound>(statement('list-rounds', listed(standing, filter, cursor, limit + 1)));
  return page(
    rows,
    limit,
    (round) => round,
    ({ code }) => code,
  );
}

function listed(
  { committees, rounds, organisations }: Standing,
  { committee, phase }: RoundsFilter,
  cursor: string,
  limit: number,
): Sql {
  const wanted = sql`r.code > ${cursor} AND ${IS_ROUND}
    ${committee === undefined ? raw('') : sql`AND r.committee = ${committee}`}`;
  const inPhase = (column: string) => (phase === undefined ? raw('true') : sql`${raw(column)} = ${phase}`);
  const some = (own: Sql): Sql => sql`(SELECT r.code, r.committee, r.phase, r.sequence, r.overdue_count AS overdue
    FROM rounds r WHERE ${own} AND ${wanted} AND ${inPhase('r.phase')} ORDER BY r.code LIMIT ${limit})`;
  const ofCommittees = isBroad(committees)
    ? some(isAmong('r.committee', committees))
    : sql`(SELECT r.* FROM unnest(${committees}::text[]) AS own (code)
        CROSS JOIN LATERAL ${some(raw('r.committee = own.code'))} r)`;
  return sql`${ofCommittees}
    UNION ${some(sql`r.code = ANY (${rounds}::text[])`)}
    UNION ALL (SELECT r.code, r.committee, own.phase, r.sequence, (SELECT count(*)::int FROM duties d
        WHERE d.round = r.code AND d.open AND d.due_at <= ${ROUND_TIME} AND ${seesDuty(organisations)}) AS overdue
      FROM (SELECT DISTINCT ON (o.round) o.round,
          CASE WHEN o.phase = ANY (${hiddenPhases}::text[]) THEN 'WITHDRAWN' ELSE o.phase END AS phase
        FROM inspected_organisations o WHERE o.code = ANY (${organisations}::text[]) AND ${isInformed('o')}
        ORDER BY o.round, array_position(${phases}::text[], o.phase)) own
      JOIN rounds r ON r.code = own.round
      WHERE NOT (${isAmong('r.committee', committees)} OR ${isAmong('r.code', rounds)})
        AND ${wanted} AND ${inPhase('own.phase')})
    ORDER BY code LIMIT ${limit}`;
}

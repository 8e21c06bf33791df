/** One round as a clerk looks at it: organisations, the nearest open duties, counts. */
import type { Code, Day, Instant } from '../../domain/vocabulary.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { Duty } from '../../domain/dossier/duty.ts';
import { organisationForInspected, phaseForInspected } from '../../domain/people/readers.ts';
import { leastAdvanced, type Phase } from '../../domain/round/phase.ts';
import type { ImmediateItem, Organisation, Team } from '../../domain/round/state.ts';
import { first, type Pool } from '../database.ts';
import { type Sql, sql, statement } from '../sql.ts';
import { IS_ROUND, LATE_BY_FIRST_DAY, ROUND_TIME, seesAll, seesDuty, seesFinding, shownDuty } from './shared.ts';
import type { Viewpoint } from './viewpoint.ts';

const DUTIES_SHOWN = 100;

interface RoundRow {
  readonly committee: Code;
  readonly phase: string;
  readonly sequence: number;
  readonly hash: string;
  readonly now: Instant;
  readonly leadMs: number;
  readonly closed: boolean;
  readonly takeover: string | null;
}

export async function readRound(pool: Pool, viewer: Viewpoint, code: Code): Promise<object | undefined> {
  const round = await first<RoundRow>(
    pool,
    statement(
      'read-round',
      sql`SELECT r.committee, r.phase, r.sequence, r.hash, r.lead_ms AS "leadMs", r.closed, r.takeover, ${ROUND_TIME} AS now
          FROM rounds r WHERE r.code = ${code} AND ${IS_ROUND}`,
    ),
  );
  if (!round) return undefined;
  const [organisations, teams, open, counts] = await Promise.all([
    pool.query<OrganisationRow>(statement('organisations-of-round', organisationsOf(viewer, code))),
    pool.query<{ data: Team }>(
      statement(
        'teams-of-round',
        sql`SELECT data FROM teams WHERE round = ${code} AND ${seesAll(viewer)} ORDER BY code`,
      ),
    ),
    pool.query<{ data: Duty }>(
      statement(
        'open-duties-of-round',
        sql`SELECT data FROM duties d WHERE round = ${code} AND open AND ${seesDuty(viewer)}
            ORDER BY due_at NULLS LAST, key LIMIT ${DUTIES_SHOWN}`,
      ),
    ),
    first<object>(pool, statement('counts-of-round', countsOf(viewer, code, round.now))),
  ]);
  const { committee, phase, sequence, hash, now, leadMs, closed, takeover } = round;
  return {
    code,
    committee,
    phase: viewer === null ? phase : leastAdvanced(organisations.rows.map((own) => phaseForInspected(own.phase))),
    closed,
    takeover,
    sequence,
    hash,
    now,
    today: dayOf(now),
    leadMs,
    organisations: organisations.rows.map(({ data, phase: state, items }) => ({
      ...(viewer === null ? data : organisationForInspected(data)),
      state: viewer === null ? state : phaseForInspected(state),
      immediateItems: items.map(shownItem),
    })),
    teams: teams.rows.map(({ data }) => data),
    duties: open.rows.map(({ data }) => shownDuty(data, now)),
    counts,
  };
}

export async function roundExists(pool: Pool, code: Code): Promise<boolean> {
  const found = await first(
    pool,
    statement('round-exists', sql`SELECT r.code FROM rounds r WHERE r.code = ${code} AND ${IS_ROUND}`),
  );
  return found !== undefined;
}

interface OrganisationRow {
  readonly phase: Phase;
  readonly data: Organisation;
  readonly items: readonly ItemWithOutcome[];
}
const organisationsOf = (viewer: Viewpoint, code: Code): Sql =>
  sql`SELECT phase, data, (SELECT coalesce(jsonb_agg(i.data || jsonb_build_object('late', coalesce(d.met_late, false),
          'arrivedOn', coalesce(d.data->>'arrivedOn', d.data->>'closedOn')) ORDER BY i.code), '[]')
        FROM immediate_items i LEFT JOIN duties d ON d.key = i.round || '/' || i.code || '/immediate-item'
        WHERE i.round = o.round AND i.organisation = o.code) AS items
      FROM inspected_organisations o
      WHERE round = ${code} AND (${viewer}::text[] IS NULL OR code = ANY (${viewer})) ORDER BY code`;

/** An immediate item with what came of its duty: when its answer arrived, and whether late. */
type ItemWithOutcome = ImmediateItem & { readonly late: boolean; readonly arrivedOn: Day | null };
const shownItem = ({ organisation: _own, ...item }: ItemWithOutcome) => item;

const countsOf = (viewer: Viewpoint, code: Code, now: Instant): Sql =>
  sql`SELECT (${funnelOf(viewer, code)}) AS findings, (${outcomesOf(viewer, code)}) AS outcomes,
        (SELECT jsonb_build_object('found', count(*), 'landed', count(*) FILTER (WHERE state = 'ACCEPTED'))
          FROM transfers WHERE round = ${code} AND ${seesAll(viewer)}) AS transfers,
        CASE WHEN ${seesAll(viewer)} THEN (SELECT coalesce(jsonb_object_agg(state, papers), '{}')
          FROM (SELECT state, count(*) AS papers FROM papers WHERE round = ${code} GROUP BY state) by_state) END AS papers,
        CASE WHEN ${seesAll(viewer)} THEN (SELECT sealed_sheets FROM rounds WHERE code = ${code}) END AS "keyPersonSheets",
        jsonb_build_object(
          'open', count(*) FILTER (WHERE open),
          'overdue', count(*) FILTER (WHERE open AND due_at <= ${now}::timestamptz),
          'late', count(*) FILTER (WHERE met_late),
          'lateByFirstDay', count(*) FILTER (WHERE met_late OR ${LATE_BY_FIRST_DAY})) AS duties
      FROM duties d WHERE round = ${code} AND ${seesDuty(viewer)}`;

/** Found, rectified, accepted (J-I.1). Every finding stands in the count under its code: `landed` is the sum of the four ways. */
const funnelOf = (viewer: Viewpoint, code: Code): Sql =>
  sql`SELECT jsonb_build_object('found', count(*),
        'rectified', count(*) FILTER (WHERE state IN ('SUBMITTED', 'ACCEPTED')),
        'accepted', count(*) FILTER (WHERE state = 'ACCEPTED'),
        'merged', count(*) FILTER (WHERE state = 'MERGED'),
        'split', count(*) FILTER (WHERE state = 'SPLIT'),
        'waived', count(*) FILTER (WHERE state = 'WAIVED'),
        'landed', count(*) FILTER (WHERE state IN ('ACCEPTED', 'MERGED', 'SPLIT', 'WAIVED')))
      FROM findings f WHERE round = ${code} AND ${seesFinding(viewer)}`;

/** What came of the round (J-I.2): problems found, matters sent on and people held to account, systems built, special
 *  rectifications. Measures count once they are carried out, hence with the acceptance of their finding. */
const outcomesOf = (viewer: Viewpoint, code: Code): Sql =>
  sql`SELECT jsonb_build_object(
        'found', (SELECT count(*) FROM findings f
          WHERE round = ${code} AND f.data->>'splitFrom' IS NULL AND ${seesFinding(viewer)}),
        'transferred', (SELECT count(*) FROM transfers
          WHERE round = ${code} AND state <> 'DECIDED' AND ${seesAll(viewer)}),
        'heldToAccount', count(DISTINCT m->>'key') FILTER (WHERE m->>'type' = 'HOLD_TO_ACCOUNT'),
        'systemsBuilt', count(DISTINCT m->>'key') FILTER (WHERE m->>'type' = 'BUILD_SYSTEM'),
        'specialRectifications', count(DISTINCT m->>'key') FILTER (WHERE m->>'type' = 'SPECIAL_RECTIFICATION'))
      FROM findings f, jsonb_array_elements(f.data->'measures') m
      WHERE round = ${code} AND state = 'ACCEPTED' AND ${seesFinding(viewer)}`;

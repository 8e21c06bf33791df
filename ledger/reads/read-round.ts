/** One round as a clerk looks at it: organisations, the nearest open duties, counts. */
import type { Code, Day, Instant } from '../../domain/vocabulary.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { Duty } from '../../domain/dossier/duty.ts';
import {
  organisationSight,
  paperSight,
  seesWholeRound,
  teamSight,
  wholeOrganisationSight,
} from '../../domain/people/readers.ts';
import { organisationForInspected, phaseForInspected } from '../../domain/people/told.ts';
import { isInSight } from '../../domain/people/sight.ts';
import { seesEverything, type Viewpoint } from '../../domain/people/viewpoint.ts';
import { leastAdvanced, type Phase } from '../../domain/round/phase.ts';
import type { ImmediateItem, Organisation, Team } from '../../domain/round/state.ts';
import { first, type Pool } from '../database.ts';
import { type Sql, sql, statement } from '../sql.ts';
import { dutyInSight, findingInSight, inSight, paperInSight, transferInSight } from './in-sight.ts';
import { IS_ROUND, LATE_BY_FIRST_DAY, ROUND_TIME, shownDuty } from './shared.ts';

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

export async function readRound(pool: Pool, viewpoint: Viewpoint, code: Code): Promise<object | undefined> {
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
    pool.query<OrganisationRow>(statement('organisations-of-round', organisationsOf(viewpoint, code))),
    pool.query<{ data: Team }>(
      statement(
        'teams-of-round',
        sql`SELECT data FROM teams WHERE round = ${code} AND ${inSight(teamSight(viewpoint), { code: 'code' })} ORDER BY code`,
      ),
    ),
    pool.query<{ data: Duty }>(
      statement(
        'open-duties-of-round',
        sql`SELECT data FROM duties d WHERE round = ${code} AND open AND ${dutyInSight(viewpoint)}
            ORDER BY due_at NULLS LAST, key LIMIT ${DUTIES_SHOWN}`,
      ),
    ),
    first<object>(pool, statement('counts-of-round', countsOf(viewpoint, code, round.now))),
  ]);
  const { committee, phase, sequence, hash, now, leadMs, closed, takeover } = round;
  const own = viewpoint.sees === 'NOTHING' ? [] : viewpoint.own;
  const isWhole = (organisation: Organisation) => isInSight(wholeOrganisationSight(viewpoint), organisation);
  const isOwn = ({ code: organisation }: Organisation) => own.includes(organisation);
  const seesPhase = seesWholeRound(viewpoint) || teams.rows.length > 0;
  return {
    code,
    committee,
    phase: seesPhase ? phase : leastAdvanced(organisations.rows.map((own) => phaseForInspected(own.phase))),
    closed,
    takeover,
    sequence,
    hash,
    now,
    today: dayOf(now),
    leadMs,
    organisations: organisations.rows.map(({ data, phase: state, items }) => ({
      ...(isWhole(data) ? data : organisationForInspected(data)),
      state: isWhole(data) ? state : phaseForInspected(state),
      immediateItems: isWhole(data) || isOwn(data) ? items.map(shownItem) : [],
    })),
    // Whoever is of the inspected side does not see who inspects it.
    teams: teams.rows.map(({ data }) => ({
      ...data,
      organisations: data.organisations.filter((organisation) => !own.includes(organisation)),
    })),
    duties: open.rows.map(({ data }) => shownDuty(data, now)),
    counts,
  };
}

interface OrganisationRow {
  readonly phase: Phase;
  readonly data: Organisation;
  readonly items: readonly ItemWithOutcome[];
}
const organisationsOf = (viewpoint: Viewpoint, code: Code): Sql =>
  sql`SELECT phase, data, (SELECT coalesce(jsonb_agg(i.data || jsonb_build_object('late', coalesce(d.met_late, false),
          'arrivedOn', coalesce(d.data->>'arrivedOn', d.data->>'closedOn')) ORDER BY i.code), '[]')
        FROM immediate_items i LEFT JOIN duties d ON d.key = i.round || '/' || i.code || '/immediate-item'
        WHERE i.round = o.round AND i.organisation = o.code) AS items
      FROM inspected_organisations o
      WHERE round = ${code} AND ${inSight(organisationSight(viewpoint), { code: 'code' })} ORDER BY code`;

/** An immediate item with what came of its duty: when its answer arrived, and whether late. */
type ItemWithOutcome = ImmediateItem & { readonly late: boolean; readonly arrivedOn: Day | null };
const shownItem = ({ organisation: _own, ...item }: ItemWithOutcome) => item;

const countsOf = (viewpoint: Viewpoint, code: Code, now: Instant): Sql =>
  sql`SELECT (${funnelOf(viewpoint, code)}) AS findings, (${outcomesOf(viewpoint, code)}) AS outcomes,
        (SELECT jsonb_build_object('found', count(*), 'landed', count(*) FILTER (WHERE state = 'ACCEPTED'))
          FROM transfers t WHERE round = ${code} AND ${transferInSight(viewpoint, 't')}) AS transfers,
        CASE WHEN ${paperSight(viewpoint).length > 0} THEN (SELECT coalesce(jsonb_object_agg(state, papers), '{}')
          FROM (SELECT state, count(*) AS papers FROM papers p WHERE round = ${code} AND ${paperInSight(viewpoint, 'p')}
            GROUP BY state) by_state) END AS papers,
        CASE WHEN ${seesEverything(viewpoint)} THEN (SELECT sealed_sheets FROM rounds WHERE code = ${code}) END AS "keyPersonSheets",
        jsonb_build_object(
          'open', count(*) FILTER (WHERE open),
          'overdue', count(*) FILTER (WHERE open AND due_at <= ${now}::timestamptz),
          'late', count(*) FILTER (WHERE met_late),
          'lateByFirstDay', count(*) FILTER (WHERE met_late OR ${LATE_BY_FIRST_DAY})) AS duties
      FROM duties d WHERE round = ${code} AND ${dutyInSight(viewpoint)}`;

/** Found, rectified, accepted (J-I.1). Every finding stands in the count under its code: `landed` is the sum of the four ways. */
const funnelOf = (viewpoint: Viewpoint, code: Code): Sql =>
  sql`SELECT jsonb_build_object('found', count(*),
        'rectified', count(*) FILTER (WHERE state IN ('SUBMITTED', 'ACCEPTED')),
        'accepted', count(*) FILTER (WHERE state = 'ACCEPTED'),
        'merged', count(*) FILTER (WHERE state = 'MERGED'),
        'split', count(*) FILTER (WHERE state = 'SPLIT'),
        'waived', count(*) FILTER (WHERE state = 'WAIVED'),
        'landed', count(*) FILTER (WHERE state IN ('ACCEPTED', 'MERGED', 'SPLIT', 'WAIVED')))
      FROM findings f WHERE round = ${code} AND ${findingInSight(viewpoint, 'f')}`;

/** What came of the round (J-I.2): problems found, matters sent on and people held to account, systems built, special
 *  rectifications. Measures count once they are carried out, hence with the acceptance of their finding. */
const outcomesOf = (viewpoint: Viewpoint, code: Code): Sql =>
  sql`SELECT jsonb_build_object(
        'found', (SELECT count(*) FROM findings f
          WHERE round = ${code} AND f.data->>'splitFrom' IS NULL AND ${findingInSight(viewpoint, 'f')}),
        'transferred', (SELECT count(*) FROM transfers t
          WHERE round = ${code} AND state <> 'DECIDED' AND ${transferInSight(viewpoint, 't')}),
        'heldToAccount', count(DISTINCT m->>'key') FILTER (WHERE m->>'type' = 'HOLD_TO_ACCOUNT'),
        'systemsBuilt', count(DISTINCT m->>'key') FILTER (WHERE m->>'type' = 'BUILD_SYSTEM'),
        'specialRectifications', count(DISTINCT m->>'key') FILTER (WHERE m->>'type' = 'SPECIAL_RECTIFICATION'))
      FROM findings f, jsonb_array_elements(f.data->'measures') m
      WHERE round = ${code} AND state = 'ACCEPTED' AND ${findingInSight(viewpoint, 'f')}`;

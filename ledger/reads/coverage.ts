/** What coverage is counted from: the registry's objects within a committee's reach, and the rounds of a term. */
import type { Code, Day } from '../../domain/vocabulary.ts';
import type { CoverageFacts, Inspection, Outcomes, Term } from '../../domain/committee/coverage.ts';
import type { InspectedObject, InspectingCommittee } from '../../domain/people/jurisdiction.ts';
import { first, type Pool } from '../database.ts';
import { type Sql, sql, statement } from '../sql.ts';
import { LATE_BY_FIRST_DAY, OVERDUE_BY_FIRST_DAY_AT, ROUND_TIME } from './shared.ts';

export interface CommitteeInTerm {
  readonly committee: InspectingCommittee;
  /** As the registry has it; null where no term is registered. */
  readonly term: Term | null;
}

export async function committeeInTerm(pool: Pool, code: Code): Promise<CommitteeInTerm | undefined> {
  const row = await first<InspectingCommittee & { from: string | null; plannedTo: string | null }>(
    pool,
    statement(
      'committee-in-term',
      sql`SELECT code, data->>'level' AS level, data->'namedByProvince' AS "namedByProvince",
            data->'term'->>'from' AS "from", data->'term'->>'plannedTo' AS "plannedTo"
          FROM committees WHERE code = ${code}`,
    ),
  );
  if (!row) return undefined;
  const { from, plannedTo, ...committee } = row;
  return { committee, term: from === null ? null : { from, plannedTo } };
}

/** Other committees count by the calendar: their terms need not begin on the same day. */
export async function coverageFacts(pool: Pool, committee: InspectingCommittee, term: Term): Promise<CoverageFacts> {
  const [objects, inspections] = await Promise.all([
    pool.query<InspectedObject>(statement('objects-in-reach', objectsOf(committee.code))),
    pool.query<Inspection>(statement('inspections-of-term', inspectionsOf(committee.code, term.from))),
  ]);
  return { committee, term, objects: objects.rows, inspections: inspections.rows };
}

/** What came of the clocks and the re-checks in the rounds of a term, each duty looked at in its round's own time, and by its first
 *  day: what an extension made timely is late here (T-5). Each figure is counted in partial indexes of its own. */
export async function outcomesOfTerm(pool: Pool, committee: Code, from: Day): Promise<Outcomes> {
  const row = await first<Outcomes>(
    pool,
    statement(
      'outcomes-of-term',
      sql`WITH own AS MATERIALIZED (${roundsOfTerm(committee, from)})
          SELECT
            coalesce(sum(clocks.met - clocks.late_after_all), 0)::int AS "inTime",
            coalesce(sum(clocks.late + clocks.late_after_all), 0)::int AS late,
            coalesce(sum(clocks.overdue), 0)::int AS overdue,
            coalesce(sum((SELECT count(*) FROM findings f
              WHERE f.round = r.code AND f.state = 'ACCEPTED')), 0)::int AS accepted,
            coalesce(sum((SELECT sum((o.data->>'failedVerifications')::int) FROM inspected_organisations o
              WHERE o.round = r.code AND (o.data->>'failedVerifications')::int > 0)), 0)::int AS reopened
          FROM own JOIN rounds r ON r.code = own.code CROSS JOIN LATERAL (SELECT
            (SELECT count(*) FROM duties d
              WHERE d.round = r.code AND d.data->>'outcome' = 'MET' AND d.due_at IS NOT NULL) AS met,
            (SELECT count(*) FROM duties d WHERE d.round = r.code AND ${LATE_BY_FIRST_DAY}) AS late_after_all,
            (SELECT count(*) FROM duties d WHERE d.round = r.code AND d.met_late AND d.due_at IS NOT NULL) AS late,
            (SELECT count(*) FROM duties d
              WHERE d.round = r.code AND d.open AND ${OVERDUE_BY_FIRST_DAY_AT} <= ${ROUND_TIME}) AS overdue) clocks`,
    ),
  );
  if (!row) throw new Error('the outcomes have no row');
  return row;
}

/** What it manages; and below it what it may add: townships, villages, stations (J-II.2–3). */
const objectsOf = (committee: Code): Sql => sql`
WITH RECURSIVE below (code) AS (
  SELECT ${committee}::text UNION SELECT c.code FROM committees c JOIN below b ON c.upper = b.code)
SELECT o.code, o.data->>'kind' AS kind, o.managed_by AS "managedBy", ARRAY[${committee}::text] AS "managedUnder",
  coalesce((o.data->>'provincialTarget')::boolean, false) AS "provincialTarget"
FROM below b JOIN organisations o ON o.managed_by = b.code
WHERE o.managed_by = ${committee} OR o.data->>'kind' IN ('TOWNSHIP', 'VILLAGE', 'STATION')
ORDER BY o.code`;

const STILL_COUNTS = sql`(i.data->'left' IS NULL
  OR (i.data->'left'->>'successor' IS NOT NULL AND i.data->>'withdrawnOn' IS NOT NULL))`;

/** The term stands in a round's first event. */
const roundsOfTerm = (committee: Code, from: Day): Sql => sql`
SELECT r.code FROM rounds r JOIN events planned ON planned.round = r.code AND planned.sequence = 1
WHERE r.committee = ${committee} AND planned.data->>'term' = ${from}`;

/** A round that ended before its team had left the organisation covers nothing; nor does one that the organisation left, unless it had
 *  been inspected by then and another one succeeds it there. */
const inspectionsOf = (committee: Code, from: Day): Sql => sql`
WITH own_rounds AS MATERIALIZED (${roundsOfTerm(committee, from)}),
own AS MATERIALIZED (
  SELECT i.code AS organisation, i.round, r.committee, i.data->>'withdrawnOn' AS "withdrawnOn"
  FROM own_rounds JOIN rounds r ON r.code = own_rounds.code JOIN inspected_organisations i ON i.round = r.code
  WHERE (r.ended IS NULL OR i.data->>'withdrawnOn' IS NOT NULL) AND ${STILL_COUNTS})
SELECT organisation, round, committee, "withdrawnOn" FROM own
UNION ALL
SELECT i.code, i.round, r.committee, i.data->>'withdrawnOn'
FROM (SELECT DISTINCT organisation FROM own) own
JOIN inspected_organisations i ON i.code = own.organisation
JOIN rounds r ON r.code = i.round
JOIN events planned ON planned.round = i.round AND planned.sequence = 1
WHERE r.committee <> ${committee} AND planned."on" >= ${from}
  AND (r.ended IS NULL OR i.data->>'withdrawnOn' IS NOT NULL) AND ${STILL_COUNTS}
ORDER BY round, organisation`;

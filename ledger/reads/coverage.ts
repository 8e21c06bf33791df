/** What coverage is counted from: the registry's objects within a committee's reach, and the rounds of a term. */
import type { Code, Day } from '../../domain/vocabulary.ts';
import type { CoverageFacts, Inspection, Outcomes, Term } from '../../domain/committee/coverage.ts';
import type { InspectedObject, InspectingCommittee } from '../../domain/people/jurisdiction.ts';
import { first, type Pool } from '../database.ts';

export interface CommitteeInTerm {
  readonly committee: InspectingCommittee;
  /** As the registry has it; null where no term is registered. */
  readonly term: Term | null;
}

export async function committeeInTerm(pool: Pool, code: Code): Promise<CommitteeInTerm | undefined> {
  const row = await first<InspectingCommittee & { from: string | null; plannedTo: string | null }>(pool, {
    name: 'committee-in-term',
    text: `SELECT code, data->>'level' AS level, data->'namedByProvince' AS "namedByProvince",
             data->'term'->>'from' AS "from", data->'term'->>'plannedTo' AS "plannedTo"
           FROM committees WHERE code = $1`,
    values: [code],
  });
  if (!row) return undefined;
  const { from, plannedTo, ...committee } = row;
  return { committee, term: from === null ? null : { from, plannedTo } };
}

/** Other committees count by the calendar: their terms need not begin on the same day. */
export async function coverageFacts(pool: Pool, committee: InspectingCommittee, term: Term): Promise<CoverageFacts> {
  const [objects, inspections] = await Promise.all([
    pool.query<InspectedObject>({ name: 'objects-in-reach', text: OBJECTS, values: [committee.code] }),
    pool.query<Inspection>({ name: 'inspections-of-term', text: INSPECTIONS, values: [committee.code, term.from] }),
  ]);
  return { committee, term, objects: objects.rows, inspections: inspections.rows };
}

/** What came of the clocks and the re-checks in the rounds of a term, each duty looked at in its round's own time. */
export async function outcomesOfTerm(pool: Pool, committee: Code, from: Day): Promise<Outcomes> {
  const row = await first<Outcomes>(pool, {
    name: 'outcomes-of-term',
    text: `WITH own AS (
             SELECT r.code, clock_timestamp() + r.lead_ms * interval '1 millisecond' AS now FROM rounds r
             JOIN events planned ON planned.round = r.code AND planned.sequence = 1
             WHERE r.committee = $1 AND planned.data->>'term' = $2),
           owed AS (SELECT d.*, own.now FROM duties d JOIN own ON own.code = d.round WHERE d.due_at IS NOT NULL)
           SELECT
             (SELECT count(*)::int FROM owed WHERE data->>'outcome' = 'MET') AS "inTime",
             (SELECT count(*)::int FROM owed WHERE met_late) AS late,
             (SELECT count(*)::int FROM owed WHERE open AND due_at <= now) AS overdue,
             (SELECT count(*)::int FROM findings f JOIN own ON own.code = f.round WHERE f.state = 'ACCEPTED') AS accepted,
             (SELECT coalesce(sum((o.data->>'failedVerifications')::int), 0)::int
               FROM inspected_organisations o JOIN own ON own.code = o.round) AS reopened`,
    values: [committee, from],
  });
  if (!row) throw new Error('the outcomes have no row');
  return row;
}

/** What it manages; and below it what it may add: townships, villages, stations (J-II.2–3). */
const OBJECTS = `
WITH RECURSIVE below (code) AS (
  SELECT $1::text UNION SELECT c.code FROM committees c JOIN below b ON c.upper = b.code)
SELECT o.code, o.data->>'kind' AS kind, o.managed_by AS "managedBy", ARRAY[$1] AS "managedUnder",
  coalesce((o.data->>'provincialTarget')::boolean, false) AS "provincialTarget"
FROM organisations o
WHERE o.managed_by IN (SELECT code FROM below)
  AND (o.managed_by = $1 OR o.data->>'kind' IN ('TOWNSHIP', 'VILLAGE', 'STATION'))
ORDER BY o.code`;

/** A round that ended before its team had left the organisation covers nothing. */
const INSPECTIONS = `
WITH visited AS (
  SELECT i.code AS organisation, i.round, r.committee, i.data->>'withdrawnOn' AS "withdrawnOn",
    planned.data->>'term' AS term, planned."on"
  FROM inspected_organisations i
  JOIN rounds r ON r.code = i.round
  JOIN events planned ON planned.round = r.code AND planned.sequence = 1
  WHERE r.ended IS NULL OR i.data->>'withdrawnOn' IS NOT NULL),
own AS (SELECT * FROM visited WHERE committee = $1 AND term = $2)
SELECT organisation, round, committee, "withdrawnOn" FROM own
UNION ALL
SELECT organisation, round, committee, "withdrawnOn" FROM visited v
WHERE committee <> $1 AND "on" >= $2 AND organisation IN (SELECT organisation FROM own)
ORDER BY round, organisation`;

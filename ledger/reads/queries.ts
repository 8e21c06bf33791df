/** Reading the ledger: lists come from here, never from a worker. Pages go by cursor. "Overdue" and days left are
 *  counted when somebody asks, in the round's own time. */
import type { Code, Instant } from '../../domain/vocabulary.ts';
import type { CommitteeFile } from '../../domain/committee/state.ts';
import { dayOf, daysBetween } from '../../domain/calendar.ts';
import { type Duty, isOverdue } from '../../domain/dossier/duty.ts';
import { keyMatterTitles, powerTitles, wordsOf } from '../../opinion/focus-areas.ts';
import { hiddenPhases, organisationForInspected, phaseForInspected } from '../../domain/people/readers.ts';
import { openDuties } from '../../domain/dossier/duties.ts';
import { leastAdvanced, type Phase, phases } from '../../domain/round/phase.ts';
import type {
  Finding,
  ImmediateItem,
  Organisation,
  Paper,
  PartnerRequest,
  Team,
  Transfer,
} from '../../domain/round/state.ts';
import type { LedgerRow } from './accountability.ts';
import { first, type Pool } from '../database.ts';
import { holdersOf } from '../facts.ts';
import type { Page } from '../registry/registry.ts';
import { isInformed, type Standing, type Viewpoint } from './viewpoint.ts';
import type { Letter } from '../../domain/dossier/letter.ts';

export const PAGE = 100;
export const LARGEST_PAGE = 1_000;

const ROUND_TIME = `greatest(date_trunc('milliseconds', clock_timestamp()) + r.lead_ms * interval '1 millisecond', r.last_at)`;

interface RoundRow {
  readonly code: Code;
  readonly committee: Code;
  readonly phase: string;
  readonly sequence: number;
  readonly hash: string;
  readonly now: Instant;
  readonly leadMs: number;
  readonly overdue: number;
  readonly closed: boolean;
  readonly takeover: string | null;
}

const ROUND = `SELECT r.code, r.committee, r.phase, r.sequence, r.hash, r.lead_ms AS "leadMs", r.closed, r.takeover,
  r.overdue_count AS overdue, ${ROUND_TIME} AS now FROM rounds r`;

/** The heads of the committees' own work stand in the same table. */
const IS_ROUND = `r.code LIKE 'R-%'`;

/** Each round as its viewer may see it: those of a committee and a team as they are, an inspected organisation's from its own
 *  side. */
export async function listRounds(
  pool: Pool,
  { committees, rounds, organisations }: Standing,
  filter: { readonly committee?: string | undefined; readonly phase?: string | undefined },
  cursor: string,
  limit: number,
): Promise<Page> {
  const { rows } = await pool.query<Pick<RoundRow, 'code' | 'committee' | 'phase' | 'sequence' | 'overdue'>>({
    name: 'list-rounds',
    text: `SELECT code, committee, phase, sequence, overdue FROM (
             SELECT r.code, r.committee, r.phase, r.sequence, r.overdue_count AS overdue
             FROM rounds r WHERE r.committee = ANY ($1) OR r.code = ANY ($2)
             UNION ALL SELECT r.code, r.committee, own.phase, r.sequence, (SELECT count(*)::int FROM duties d
               WHERE d.round = r.code AND d.open AND d.due_at <= ${ROUND_TIME} AND ${seenDuty('$3')})
             FROM rounds r CROSS JOIN LATERAL (
               SELECT CASE WHEN o.phase = ANY ($4) THEN 'WITHDRAWN' ELSE o.phase END AS phase
               FROM inspected_organisations o WHERE o.round = r.code AND o.code = ANY ($3) AND ${isInformed('o')}
               ORDER BY array_position($5, o.phase) LIMIT 1) own
             WHERE NOT (r.committee = ANY ($1) OR r.code = ANY ($2))) r
           WHERE code > $6 AND ${IS_ROUND} AND ($7::text IS NULL OR committee = $7) AND ($8::text IS NULL OR phase = $8)
           ORDER BY code LIMIT $9`,
    values: [
      committees,
      rounds,
      organisations,
      hiddenPhases,
      phases,
      cursor,
      filter.committee ?? null,
      filter.phase ?? null,
      limit + 1,
    ],
  });
  return page(
    rows,
    limit,
    (round) => round,
    ({ code }) => code,
  );
}

/** One round as a clerk looks at it: organisations, the nearest open duties, counts. */
export async function readRound(pool: Pool, viewer: Viewpoint, code: Code): Promise<object | undefined> {
  const round = await first<RoundRow>(pool, {
    name: 'read-round',
    text: `${ROUND} WHERE r.code = $1 AND ${IS_ROUND}`,
    values: [code],
  });
  if (!round) return undefined;
  const [organisations, teams, open, counts] = await Promise.all([
    pool.query<{ phase: Phase; data: Organisation; items: ImmediateItem[] }>({
      name: 'organisations-of-round',
      text: `SELECT phase, data, (SELECT coalesce(jsonb_agg(i.data ORDER BY i.code), '[]') FROM immediate_items i
               WHERE i.round = o.round AND i.organisation = o.code) AS items
             FROM inspected_organisations o
             WHERE round = $1 AND ($2::text[] IS NULL OR code = ANY ($2)) ORDER BY code`,
      values: [code, viewer],
    }),
    pool.query<{ data: Team }>({
      name: 'teams-of-round',
      text: 'SELECT data FROM teams WHERE round = $1 AND $2::text[] IS NULL ORDER BY code',
      values: [code, viewer],
    }),
    pool.query<{ data: Duty }>({
      name: 'open-duties-of-round',
      text: `SELECT data FROM duties d WHERE round = $1 AND open AND ${seenDuty('$2')}
             ORDER BY due_at NULLS LAST, key LIMIT 100`,
      values: [code, viewer],
    }),
    first<object>(pool, { name: 'counts-of-round', text: COUNTS, values: [code, round.now, viewer] }),
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

/** Somebody of an organisation sees what the organisation and its principal owe; nothing about clues. */
const seenDuty = (viewer: string): string =>
  `(${viewer}::text[] IS NULL OR (d.organisation = ANY (${viewer}) AND d.owed_by IN ('ORG', 'PR')))`;
const seenFinding = (viewer: string): string =>
  `(${viewer}::text[] IS NULL OR (f.organisation = ANY (${viewer}) AND f.state <> 'DECIDED'))`;

/** Found, rectified, accepted (J-I.1). Every finding stands in the count under its code: `landed` is the sum of the four ways. */
const FUNNEL = `SELECT jsonb_build_object('found', count(*),
    'rectified', count(*) FILTER (WHERE state IN ('SUBMITTED', 'ACCEPTED')),
    'accepted', count(*) FILTER (WHERE state = 'ACCEPTED'),
    'merged', count(*) FILTER (WHERE state = 'MERGED'),
    'split', count(*) FILTER (WHERE state = 'SPLIT'),
    'waived', count(*) FILTER (WHERE state = 'WAIVED'),
    'landed', count(*) FILTER (WHERE state IN ('ACCEPTED', 'MERGED', 'SPLIT', 'WAIVED')))
  FROM findings f WHERE round = $1 AND ${seenFinding('$3')}`;

/** What came of the round (J-I.2): problems found, matters sent on and people held to account, systems built, special
 *  rectifications. Measures count once they are carried out, hence with the acceptance of their finding. */
const OUTCOMES = `SELECT jsonb_build_object(
    'found', (SELECT count(*) FROM findings f WHERE round = $1 AND f.data->>'splitFrom' IS NULL AND ${seenFinding('$3')}),
    'transferred', (SELECT count(*) FROM transfers WHERE round = $1 AND state <> 'DECIDED' AND $3::text[] IS NULL),
    'heldToAccount', count(DISTINCT m->>'key') FILTER (WHERE m->>'type' = 'HOLD_TO_ACCOUNT'),
    'systemsBuilt', count(DISTINCT m->>'key') FILTER (WHERE m->>'type' = 'BUILD_SYSTEM'),
    'specialRectifications', count(DISTINCT m->>'key') FILTER (WHERE m->>'type' = 'SPECIAL_RECTIFICATION'))
  FROM findings f, jsonb_array_elements(f.data->'measures') m
  WHERE round = $1 AND state = 'ACCEPTED' AND ${seenFinding('$3')}`;

const COUNTS = `SELECT (${FUNNEL}) AS findings, (${OUTCOMES}) AS outcomes,
  (SELECT jsonb_build_object('found', count(*), 'landed', count(*) FILTER (WHERE state = 'ACCEPTED'))
    FROM transfers WHERE round = $1 AND $3::text[] IS NULL) AS transfers,
  CASE WHEN $3::text[] IS NULL THEN (SELECT coalesce(jsonb_object_agg(state, papers), '{}')
    FROM (SELECT state, count(*) AS papers FROM papers WHERE round = $1 GROUP BY state) by_state) END AS papers,
  CASE WHEN $3::text[] IS NULL THEN (SELECT sealed_sheets FROM rounds WHERE code = $1) END AS "keyPersonSheets",
  jsonb_build_object(
    'open', count(*) FILTER (WHERE open),
    'overdue', count(*) FILTER (WHERE open AND due_at <= $2),
    'late', count(*) FILTER (WHERE met_late)) AS duties
FROM duties d WHERE round = $1 AND ${seenDuty('$3')}`;

/** A list of a round's rows in the order of their keys, a page at a time, as its viewer may see it. */
const rowsOfRound =
  <Data>(name: string, from: string, seen: string, show: (data: Data, now: Instant) => unknown) =>
  async (pool: Pool, viewer: Viewpoint, code: Code, cursor: string, limit: number): Promise<Page> => {
    const { rows } = await pool.query<{ key: string; data: Data; now: Instant }>({
      name,
      text: `SELECT listed.key, listed.data, ${ROUND_TIME} AS now
             FROM (SELECT ${from} WHERE round = $1 AND ${seen}) listed JOIN rounds r ON r.code = $1
             WHERE listed.key > $2 ORDER BY listed.key LIMIT $3`,
      values: [code, cursor, limit + 1, viewer],
    });
    return page(
      rows,
      limit,
      ({ data, now }) => show(data, now),
      ({ key }) => key,
    );
  };

export const listDutiesOfRound = rowsOfRound('duties-of-round', 'key, data FROM duties d', seenDuty('$4'), shownDuty);
export const listFindings = rowsOfRound<Finding>(
  'findings-of-round',
  'code AS key, data FROM findings f',
  seenFinding('$4'),
  (finding) => ({ ...finding, ...wordsOf(finding.area, finding.category) }),
);
/** Working papers are the team's and the committee's side's: the inspected never see that there are any. */
export const listPapers = rowsOfRound<Paper>(
  'papers-of-round',
  'code AS key, data FROM papers',
  '$4::text[] IS NULL',
  ({ keyMatter, power, ...paper }) => ({
    ...paper,
    ...wordsOf(paper.area, paper.category),
    keyMatter,
    keyMatterTitle: keyMatter && keyMatterTitles[keyMatter],
    power,
    powerTitle: power && powerTitles[power],
  }),
);
export const listTransfers = rowsOfRound<Transfer>(
  'transfers-of-round',
  'code AS key, data FROM transfers',
  '$4::text[] IS NULL',
  (transfer) => transfer,
);
export const listPartnerRequests = rowsOfRound<PartnerRequest>(
  'partner-requests-of-round',
  'code AS key, data FROM partner_requests',
  '($4::text[] IS NULL OR organisation = ANY ($4))',
  (request) => request,
);
export const listLetters = rowsOfRound<Letter>(
  'letters-of-round',
  'key, data FROM letters',
  "($4::text[] IS NULL OR data->'to'->>'place' = ANY ($4))",
  ({ key, state, failure, ...letter }) => ({
    letter: key,
    state,
    ...letter,
    failed: state === 'BOUNCED' ? failure : null,
  }),
);

export interface WorklistFilter {
  readonly committee?: string | undefined;
  readonly overdue?: boolean | undefined;
  /** A role (`DISC`, `PR`, …), or the code of an organisation for what it and its principal owe. */
  readonly owedBy?: string | undefined;
  /** Only what falls due before this instant. */
  readonly before?: string | undefined;
}

/** The worklist across rounds: open duties, nearest first. A round whose history is still being entered is not in it: what
 *  seems to be owed there may have been settled on paper long ago. */
export async function worklist(
  pool: Pool,
  { committees, rounds, organisations }: Standing,
  filter: WorklistFilter,
  cursor: string,
  limit: number,
): Promise<Page> {
  const [dueAfter = '', keyAfter = ''] = cursor === '' ? [] : cursor.split(' ');
  const { rows } = await pool.query<{ key: string; round: string; due: string; data: Duty; now: Instant }>({
    name: 'worklist',
    text: `SELECT d.key, d.round, coalesce(to_char(d.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'infinity') AS due,
             d.data, ${ROUND_TIME} AS now
           FROM duties d JOIN rounds r ON r.code = d.round
           WHERE d.open AND r.takeover IS DISTINCT FROM 'ENTERING' AND ($1::text IS NULL OR d.committee = $1)
             AND ($2::boolean IS NULL OR $2 = coalesce(d.due_at <= ${ROUND_TIME}, false))
             AND ($3::text IS NULL OR d.owed_by = $3 OR (d.organisation = $3 AND d.owed_by IN ('ORG', 'PR')))
             AND ($4::timestamptz IS NULL OR d.due_at < $4)
             AND (d.committee = ANY ($8) OR d.round = ANY ($9) OR ${seenDuty('$10')})
             AND ($5 = '' OR (coalesce(d.due_at, 'infinity'), d.key) > (nullif($5, '')::timestamptz, $6))
           ORDER BY coalesce(d.due_at, 'infinity'), d.key LIMIT $7`,
    values: [
      filter.committee ?? null,
      filter.overdue ?? null,
      filter.owedBy ?? null,
      filter.before ?? null,
      dueAfter,
      keyAfter,
      limit + 1,
      committees,
      rounds,
      organisations,
    ],
  });
  return page(
    rows,
    limit,
    ({ round, data, now }) => ({ round, ...shownDuty(data, now) }),
    ({ due, key }) => `${due} ${key}`,
  );
}

/** The ledger itself, in order, with everything that the hash chain covers, as `show` lets it be seen. */
export async function listEvents(
  pool: Pool,
  code: Code,
  after: number,
  limit: number,
  show: (event: LedgerRow) => LedgerRow,
): Promise<Page> {
  const { rows } = await pool.query<LedgerRow>({
    name: 'events-of-round',
    text: `SELECT sequence, type, at, "on", recorded_at AS "recordedAt", by, clause, command, data, opens, closes, hash
           FROM events WHERE round = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`,
    values: [code, after, limit + 1],
  });
  return page(rows, limit, show, ({ sequence }) => String(sequence));
}

export async function roundExists(pool: Pool, code: Code): Promise<boolean> {
  return (
    (await first(pool, {
      name: 'round-exists',
      text: `SELECT code FROM rounds r WHERE code = $1 AND ${IS_ROUND}`,
      values: [code],
    })) !== undefined
  );
}

/** A committee's own work as its side looks at it: what it has done, what it owes. */
export async function readWork(pool: Pool, work: CommitteeFile, now: Instant): Promise<object> {
  const { code, committee, term, year, sequence, studies, studiedOn, documents, director, pack } = work;
  const directors = await holdersOf(pool, [{ post: 'OFFICE_DIRECTOR', place: committee }], dayOf(now));
  const reported = director?.change === 'APPOINTED' ? director.person : null;
  return {
    code,
    committee,
    term,
    year,
    pack: pack.id,
    sequence,
    now,
    today: dayOf(now),
    studies,
    studiedOn,
    documents,
    director,
    /** Whom the registry has as director, and nobody has reported (J-III.4e). */
    directorsToReport: directors.map(({ person }) => person).filter((person) => person !== reported),
    filings: Object.values(work.filings),
    governances: Object.values(work.governances),
    duties: [...openDuties(work)].map((duty) => shownDuty(duty, now)).sort(nearestFirst),
  };
}
const nearestFirst = (a: Pick<Duty, 'dueOn' | 'key'>, b: Pick<Duty, 'dueOn' | 'key'>): number =>
  `${a.dueOn ?? 'none'} ${a.key}` < `${b.dueOn ?? 'none'} ${b.key}` ? -1 : 1;

/** A duty as the API shows it: `dueOn` the day in Beijing, `dueAt` the instant at which it ends. */
function shownDuty(duty: Duty, now: Instant) {
  const { overdueNoted: _noted, liveAt: _liveAt, reached: _reached, reachedBefore: _before, wakeAt, ...shown } = duty;
  return {
    ...shown,
    // Counted from the day on which the clock stopped, where it stands still.
    daysLeft:
      duty.dueOn === null || duty.outcome !== null ? null : daysBetween(duty.pausedOn ?? dayOf(now), duty.dueOn),
    overdue: isOverdue(duty, now),
    nextMomentAt: wakeAt,
  };
}

/** An immediate item with its outcome: answered in time or late. */
const shownItem = ({ organisation: _own, ...item }: ImmediateItem) => ({
  ...item,
  late: item.answeredOn !== null && item.answeredOn > item.dueOn,
});

function page<Row>(
  rows: readonly Row[],
  limit: number,
  show: (row: Row) => unknown,
  cursorOf: (row: Row) => string,
): Page {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(show), next: rows.length > limit && last ? cursorOf(last) : null };
}

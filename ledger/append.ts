/** Appending: the events, the head, the command and every row that changed, in one statement of one transaction.
 *
 *  The state before and after share every row that did not change, so what is written is what the command touched, and
 *  never the whole of a big round. */
import type { Instant } from '../contracts/basics.ts';
import type { Answer, Outlook } from '../contracts/round-messages.ts';
import { isOpen } from '../domain/duty/duty.ts';
import { evolve } from '../domain/round/evolve.ts';
import { letterOf } from '../domain/round/letters.ts';
import { outlook } from '../domain/round/outlook.ts';
import { phaseOfOrganisation } from '../domain/round/phase.ts';
import type { Recorded, RoundEvent } from '../domain/round/rule.ts';
import type { Round } from '../domain/round/state.ts';
import { decisionsOf, seatsOf } from '../domain/round/team.ts';
import { changedRows, emptyTable } from '../domain/table.ts';
import { linkHash } from './chain.ts';
import type { Client } from './database.ts';

export interface Stamp {
  readonly now: Instant;
  readonly recordedAt: Instant;
  readonly by: string;
  readonly command: string | null;
}
export interface Appended {
  readonly round: Round;
  readonly hash: string;
  readonly outlook: Outlook;
  readonly recorded: readonly Recorded[];
}

/** The round after its new events, with what the ledger will keep of them. Pure. */
export function extend(before: Round, hashBefore: string, events: readonly RoundEvent[], stamp: Stamp) {
  let round = before;
  let hash = hashBefore;
  const recorded: Recorded[] = [];
  const lines: object[] = [];
  for (const event of events) {
    const next: Recorded = { ...event, sequence: round.sequence + 1, at: stamp.now, by: stamp.by };
    round = evolve(round, next);
    const line = lineOf(next, stamp);
    hash = linkHash(hash, line);
    recorded.push(next);
    lines.push({ ...line, hash });
  }
  return { round, hash, recorded, lines };
}

/** What the ledger keeps of an event. */
export function lineOf(event: Recorded, { recordedAt, command }: Pick<Stamp, 'recordedAt' | 'command'>) {
  const { sequence, type, at, on, by, clause, data, opens = [], closes = [] } = event;
  return { sequence, type, at, on, recordedAt, by, clause, command, data, opens, closes };
}

export async function append(
  client: Client,
  before: Round,
  hashBefore: string,
  events: readonly RoundEvent[],
  stamp: Stamp,
  command?: {
    readonly id: string;
    readonly fingerprint: string;
    answer(recorded: readonly Recorded[], round: Round): Answer;
  },
): Promise<Appended> {
  const { round, hash, recorded, lines } = extend(before, hashBefore, events, stamp);
  const view = outlook(round);
  const commands = command
    ? [{ id: command.id, fingerprint: command.fingerprint, answer: command.answer(recorded, round) }]
    : [];
  const seats = seatChanges(before, round);
  await client.query({
    name: 'append',
    text: APPEND,
    values: [
      round.code,
      JSON.stringify(headRow(round, hash, view)),
      JSON.stringify(lines),
      JSON.stringify(commands),
      JSON.stringify(projections(before, round)),
      JSON.stringify(seats.taken),
      seats.left,
      JSON.stringify(newDecisions(before, round)),
    ],
  });
  return { round, hash, outlook: view, recorded };
}

const APPEND = `
WITH head AS (
  UPDATE rounds SET sequence = h.sequence, hash = h.hash, last_at = h.last_at, phase = h.phase, ended = h.ended,
    closed = h.closed, wake_at = h.wake_at, unsent_since = h.unsent_since, overdue_count = h.overdue_count
  FROM jsonb_to_record($2::jsonb) AS h (sequence int, hash text, last_at timestamptz, phase text, ended text, closed boolean,
    wake_at timestamptz, unsent_since timestamptz, overdue_count int)
  WHERE code = $1),
lines AS (
  INSERT INTO events (round, sequence, type, at, "on", recorded_at, by, clause, command, data, opens, closes, hash)
  SELECT $1, e.sequence, e.type, e.at, e."on", e."recordedAt", e.by, e.clause, e.command, e.data, e.opens, e.closes, e.hash
  FROM jsonb_to_recordset($3::jsonb) AS e (sequence int, type text, at timestamptz, "on" text, "recordedAt" timestamptz, by text,
    clause text, command text, data jsonb, opens jsonb, closes jsonb, hash text)),
command AS (
  INSERT INTO commands (round, id, fingerprint, answer)
  SELECT $1, c.id, c.fingerprint, c.answer FROM jsonb_to_recordset($4::jsonb) AS c (id text, fingerprint text, answer jsonb)),
organisation AS (
  INSERT INTO inspected_organisations (round, code, phase, data)
  SELECT $1, o.code, o.phase, o.data FROM jsonb_to_recordset($5::jsonb->'organisations') AS o (code text, phase text, data jsonb)
  ON CONFLICT (round, code) DO UPDATE SET phase = excluded.phase, data = excluded.data),
team AS (
  INSERT INTO teams (round, code, data)
  SELECT $1, t.code, t.data FROM jsonb_to_recordset($5::jsonb->'teams') AS t (code text, data jsonb)
  ON CONFLICT (round, code) DO UPDATE SET data = excluded.data),
finding AS (
  INSERT INTO findings (round, code, organisation, state, data)
  SELECT $1, f.code, f.organisation, f.state, f.data
  FROM jsonb_to_recordset($5::jsonb->'findings') AS f (code text, organisation text, state text, data jsonb)
  ON CONFLICT (round, code) DO UPDATE SET state = excluded.state, data = excluded.data),
transfer AS (
  INSERT INTO transfers (round, code, organisation, state, data)
  SELECT $1, t.code, t.organisation, t.state, t.data
  FROM jsonb_to_recordset($5::jsonb->'transfers') AS t (code text, organisation text, state text, data jsonb)
  ON CONFLICT (round, code) DO UPDATE SET state = excluded.state, data = excluded.data),
partner_request AS (
  INSERT INTO partner_requests (round, code, organisation, state, data)
  SELECT $1, p.code, p.organisation, p.state, p.data
  FROM jsonb_to_recordset($5::jsonb->'partnerRequests') AS p (code text, organisation text, state text, data jsonb)
  ON CONFLICT (round, code) DO UPDATE SET state = excluded.state, data = excluded.data),
duty AS (
  INSERT INTO duties (key, round, committee, organisation, owed_by, due_at, open, met_late, data)
  SELECT d.key, $1, d.committee, d.organisation, d.owed_by, d.due_at, d.open, d.met_late, d.data
  FROM jsonb_to_recordset($5::jsonb->'duties') AS d (key text, committee text, organisation text, owed_by text,
    due_at timestamptz, open boolean, met_late boolean, data jsonb)
  ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at, open = excluded.open, met_late = excluded.met_late,
    data = excluded.data),
letter AS (
  INSERT INTO letters (key, round, state, written_at, data)
  SELECT l.key, $1, l.state, l.written_at, l.data
  FROM jsonb_to_recordset($5::jsonb->'letters') AS l (key text, state text, written_at timestamptz, data jsonb)
  ON CONFLICT (key) DO UPDATE SET state = excluded.state, data = excluded.data),
seat AS (
  INSERT INTO team_seats (person, round, team)
  SELECT s.person, $1, s.team FROM jsonb_to_recordset($6::jsonb) AS s (person text, team text)),
left_seat AS (
  DELETE FROM team_seats WHERE round = $1 AND person = ANY ($7::text[]))
INSERT INTO authorization_decisions (committee, decision, round)
SELECT d.committee, d.decision, $1 FROM jsonb_to_recordset($8::jsonb) AS d (committee text, decision text)`;

/** The head as the operator, the nudge and the lists read it. */
export function headRow(round: Round, hash: string, view: Outlook) {
  const unsent = round.outbox.map((key) => letterOf(round, key)).find(({ nextAttemptAt }) => nextAttemptAt === null);
  return {
    sequence: round.sequence,
    hash,
    last_at: round.at,
    phase: view.attributes.phase,
    ended: round.ended,
    closed: view.closed,
    wake_at: view.wakeAt ?? null,
    unsent_since: unsent?.writtenAt ?? null,
    overdue_count: view.attributes.overdueCount,
  };
}

/** The rows of the read tables that differ. A phase can change without its organisation's row: then all are written. */
export function projections(before: Round | undefined, round: Round) {
  const sameStanding =
    before?.approvedOn === round.approvedOn &&
    before.mobilisedOn === round.mobilisedOn &&
    before.ended === round.ended &&
    before.teams === round.teams;
  const organisations = Object.values(round.organisations).filter(
    (organisation) => !sameStanding || before?.organisations[organisation.code] !== organisation,
  );
  const teams = Object.values(round.teams).filter((team) => before?.teams[team.code] !== team);
  const { committee } = round;
  return {
    organisations: organisations.map((data) => ({ code: data.code, phase: phaseOfOrganisation(round, data), data })),
    teams: teams.map((data) => ({ code: data.code, data })),
    findings: changedRows(before?.findings ?? emptyTable, round.findings).map((data) => ({
      code: data.code,
      organisation: data.organisation,
      state: data.state,
      data,
    })),
    transfers: changedRows(before?.transfers ?? emptyTable, round.transfers).map((data) => ({
      code: data.code,
      organisation: data.organisation,
      state: data.state,
      data,
    })),
    partnerRequests: changedRows(before?.partnerRequests ?? emptyTable, round.partnerRequests).map((data) => ({
      code: data.code,
      organisation: data.organisation,
      state: data.state,
      data,
    })),
    duties: changedRows(before?.duties ?? emptyTable, round.duties).map((data) => ({
      key: data.key,
      committee,
      organisation: data.organisation,
      owed_by: data.owedBy,
      due_at: data.dueAt,
      open: isOpen(data),
      met_late: data.outcome === 'MET_LATE',
      data,
    })),
    letters: changedRows(before?.letters ?? emptyTable, round.letters).map((data) => ({
      key: data.key,
      state: data.state,
      written_at: data.writtenAt,
      data,
    })),
  };
}

function seatChanges(before: Round, after: Round) {
  // Most commands move nobody.
  const sameStanding = before.organisations === after.organisations && before.ended === after.ended;
  if (sameStanding && before.teams === after.teams) return { taken: [], left: [] };
  const sat = seatsOf(before);
  const sit = seatsOf(after);
  return {
    taken: sit.filter(({ person }) => !sat.some((seat) => seat.person === person)),
    left: sat.filter(({ person }) => !sit.some((seat) => seat.person === person)).map(({ person }) => person),
  };
}

function newDecisions(before: Round, after: Round) {
  const known = decisionsOf(before);
  return decisionsOf(after)
    .filter((decision) => !known.includes(decision))
    .map((decision) => ({ committee: after.committee, decision }));
}

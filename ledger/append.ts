/** Appending: the events, the head, the command and every row that changed, in one statement of one transaction.
 *
 *  The state before and after share every row that did not change, so what is written is what the command touched, and
 *  never the whole of a big round. */
import type { Instant } from '../domain/vocabulary.ts';
import type { Answer, Outlook } from '../contracts/messages.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import { isOpen } from '../domain/dossier/duty.ts';
import { outgoing } from '../domain/dossier/letters.ts';
import { phaseOfOrganisation } from '../domain/round/phase.ts';
import type { Round } from '../domain/round/state.ts';
import { changed, emptyKeyed } from '../domain/keyed.ts';
import type { Book, Claimed, Happening, RecordedIn, Rows } from './book.ts';
import { linkHash } from './chain.ts';
import type { Client } from './database.ts';

export interface Stamp {
  readonly now: Instant;
  readonly recordedAt: Instant;
  readonly by: string;
  readonly command: string | null;
}
/** A dossier with its new events, and what the ledger will keep of them. */
export interface Extended<D extends Dossier, E extends Happening> {
  readonly before: D;
  readonly dossier: D;
  readonly hash: string;
  readonly recorded: readonly RecordedIn<E>[];
  readonly lines: readonly object[];
}

/** The dossier after its new events; the same one after none. Pure. */
export function extend<D extends Dossier, E extends Happening>(
  { evolve }: Pick<Book<D, E>, 'evolve'>,
  before: D,
  hashBefore: string,
  events: readonly E[],
  stamp: Stamp,
): Extended<D, E> {
  let dossier = before;
  let hash = hashBefore;
  const recorded: RecordedIn<E>[] = [];
  const lines: object[] = [];
  for (const event of events) {
    const next: RecordedIn<E> = { ...event, sequence: dossier.sequence + 1, at: stamp.now, by: stamp.by };
    dossier = evolve(dossier, next);
    const line = lineOf(next, stamp);
    hash = linkHash(hash, line);
    recorded.push(next);
    lines.push({ ...line, hash });
  }
  return { before, dossier, hash, recorded, lines };
}

/** What the ledger keeps of an event. */
export function lineOf(event: RecordedIn<Happening>, { recordedAt, command }: Pick<Stamp, 'recordedAt' | 'command'>) {
  const { sequence, type, at, on, by, clause, data, opens = [], closes = [] } = event;
  return { sequence, type, at, on, recordedAt, by, clause, command, data, opens, closes };
}

/** Writes the extension down, with the command that brought it about; returns the outlook after it. */
export async function append<D extends Dossier, E extends Happening>(
  client: Client,
  book: Book<D, E>,
  { before, dossier, hash, lines }: Extended<D, E>,
  command?: { readonly id: string; readonly fingerprint: string; readonly answer: Answer },
): Promise<Outlook> {
  const view = book.outlook(dossier);
  await writeDown(client, dossier, {
    hash,
    view,
    lines,
    commands: command ? [command] : [],
    rows: book.rows(before, dossier),
    claims: claims(book.claimed(before), book.claimed(dossier)),
  });
  return view;
}

/** What is taken and left, from one holding to the next. */
function claims(before: Claimed, after: Claimed) {
  const seated = new Map(before.seats.map(({ person, team }) => [person, team]));
  const seats = new Map(after.seats.map(({ person, team }) => [person, team]));
  return {
    seatsTaken: after.seats.filter(({ person }) => !seated.has(person)),
    seatsLeft: [...seated.keys()].filter((person) => !seats.has(person)),
    decisions: after.decisions.filter((decision) => !before.decisions.includes(decision)),
  };
}
const nothing: Claimed = { seats: [], decisions: [] };

interface Written {
  readonly hash: string;
  readonly view: Outlook;
  readonly lines: readonly object[];
  readonly commands?: readonly object[];
  readonly rows: Rows;
  readonly claims?: ReturnType<typeof claims>;
}

/** Writes everything that has changed, in one statement; the head is there already, and locked. */
export async function writeDown(
  client: Client,
  dossier: Dossier,
  { hash, view, lines, commands = [], rows, claims: taken = claims(nothing, nothing) }: Written,
): Promise<void> {
  await client.query({
    name: 'append',
    text: APPEND,
    values: [
      dossier.code,
      JSON.stringify(headRow(dossier, hash, view)),
      JSON.stringify(lines),
      JSON.stringify(commands),
      JSON.stringify(rows),
      JSON.stringify(taken.seatsTaken),
      taken.seatsLeft,
      JSON.stringify(taken.decisions.map((decision) => ({ committee: dossier.committee, decision }))),
    ],
  });
}

const APPEND = `
WITH head AS (
  UPDATE rounds SET sequence = h.sequence, hash = h.hash, last_at = h.last_at, phase = h.phase, ended = h.ended,
    closed = h.closed, wake_at = h.wake_at, unsent_since = h.unsent_since, overdue_count = h.overdue_count,
    takeover = h.takeover, sealed_sheets = h.sealed_sheets
  FROM jsonb_to_record($2::jsonb) AS h (sequence int, hash text, last_at timestamptz, phase text, ended text, closed boolean,
    wake_at timestamptz, unsent_since timestamptz, overdue_count int, takeover text, sealed_sheets int)
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
paper AS (
  INSERT INTO papers (round, code, organisation, state, data)
  SELECT $1, p.code, p.organisation, p.state, p.data
  FROM jsonb_to_recordset($5::jsonb->'papers') AS p (code text, organisation text, state text, data jsonb)
  ON CONFLICT (round, code) DO UPDATE SET state = excluded.state, data = excluded.data),
immediate_item AS (
  INSERT INTO immediate_items (round, code, organisation, state, data)
  SELECT $1, i.code, i.organisation, i.state, i.data
  FROM jsonb_to_recordset($5::jsonb->'immediateItems') AS i (code text, organisation text, state text, data jsonb)
  ON CONFLICT (round, code) DO UPDATE SET state = excluded.state, data = excluded.data),
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
export function headRow(round: Dossier, hash: string, view: Outlook) {
  const unsent = outgoing(round).find(({ nextAttemptAt }) => nextAttemptAt === null);
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
    takeover: round.takeover ?? null,
    sealed_sheets: round.sheets?.length ?? 0,
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
  return {
    organisations: organisations.map((data) => ({ code: data.code, phase: phaseOfOrganisation(round, data), data })),
    teams: teams.map((data) => ({ code: data.code, data })),
    papers: changed(before?.papers ?? emptyKeyed, round.papers).map((data) => ({
      code: data.code,
      organisation: data.organisation,
      state: data.state,
      data,
    })),
    immediateItems: changed(before?.immediateItems ?? emptyKeyed, round.immediateItems).map((data) => ({
      code: data.code,
      organisation: data.organisation,
      state: data.state,
      data,
    })),
    findings: changed(before?.findings ?? emptyKeyed, round.findings).map((data) => ({
      code: data.code,
      organisation: data.organisation,
      state: data.state,
      data,
    })),
    transfers: changed(before?.transfers ?? emptyKeyed, round.transfers).map((data) => ({
      code: data.code,
      organisation: data.organisation,
      state: data.state,
      data,
    })),
    partnerRequests: changed(before?.partnerRequests ?? emptyKeyed, round.partnerRequests).map((data) => ({
      code: data.code,
      organisation: data.organisation,
      state: data.state,
      data,
    })),
    ...clocksAndLetters(before, round),
  };
}

/** What every dossier has: the rows of its duties and letters that differ. */
export function clocksAndLetters(before: Dossier | undefined, dossier: Dossier) {
  const { committee } = dossier;
  return {
    duties: changed(before?.duties ?? emptyKeyed, dossier.duties).map((data) => ({
      key: data.key,
      committee,
      organisation: data.organisation,
      owed_by: data.owedBy,
      due_at: data.dueAt,
      open: isOpen(data),
      met_late: data.outcome === 'MET_LATE',
      data,
    })),
    letters: changed(before?.letters ?? emptyKeyed, dossier.letters).map((data) => ({
      key: data.key,
      state: data.state,
      written_at: data.writtenAt,
      data,
    })),
  };
}

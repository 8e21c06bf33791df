/** Verifying the ledger: every row is there, in order, unchanged; and what people read is what the events say.
 *
 *  A chain alone shows neither a rewrite by the database's owner nor a cut-off tail: the digest of a good run, kept by
 *  somebody else (the upper office, with each filing), does. */
import { isWork } from '../contracts/committee.ts';
import { REGISTRY } from '../domain/registry/events.ts';
import type { Prose } from '../domain/vocabulary.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import { headRow, lineOf } from './append.ts';
import type { DomainEvent, RecordedEvent } from '../domain/dossier/events.ts';
import type { Claimed, Fold } from './book.ts';
import { canonical, genesis, linkHash, sha256 } from './chain.ts';
import { first, type Pool } from './database.ts';
import { committeeBook } from './committee-book.ts';
import { foldAll } from './fold.ts';
import { roundBook } from './round-book.ts';
import { verifyRegistry } from './registry/verify.ts';
import { readTables } from './write-down.ts';

export interface Verified {
  readonly rounds: number;
  /** Committees whose own work is kept. */
  readonly works: number;
  readonly events: number;
  /** Of the registry's own dossier. */
  readonly registryEvents: number;
  /** One sentence each; empty when all is well. */
  readonly faults: readonly string[];
  /** Over every round's head: keep it elsewhere, and compare. */
  readonly digest: string;
}

interface Head {
  readonly code: string;
  readonly sequence: number;
  readonly hash: string;
}
type Row<E extends DomainEvent> = RecordedEvent<E> & {
  readonly recordedAt: string;
  readonly command: string | null;
  readonly hash: string;
};

/** Checks every round and the registry, or one of them. Reads round by round, so that a large ledger needs little memory. */
export async function verifyLedger(pool: Pool, only?: string): Promise<Verified> {
  const { rows: heads } = await pool.query<Head>(
    'SELECT code, sequence, hash FROM rounds WHERE $1::text IS NULL OR code = $1 ORDER BY code',
    [only ?? null],
  );
  const faults: string[] = [];
  let events = 0;
  for (const head of heads) {
    const verified = isWork(head.code)
      ? await verifyOne(pool, head, committeeBook)
      : await verifyOne(pool, head, roundBook);
    events += verified.events;
    faults.push(...verified.faults);
  }
  const registry = only === undefined || only === REGISTRY ? await verifyRegistry(pool) : undefined;
  faults.push(...(registry?.faults ?? []));
  const chains = [...heads, ...(registry ? [{ code: REGISTRY, hash: registry.hash }] : [])];
  return {
    rounds: heads.filter(({ code }) => !isWork(code)).length,
    works: heads.filter(({ code }) => isWork(code)).length,
    events,
    registryEvents: registry?.events ?? 0,
    faults,
    digest: sha256(chains.map(({ code, hash }) => `${code} ${hash}`).join('\n')),
  };
}

async function verifyOne<D extends Dossier, E extends DomainEvent>(pool: Pool, head: Head, book: Fold<D, E>) {
  const rows = await rowsOf<E>(pool, head.code);
  const broken = brokenChain(head, rows);
  // What does not chain cannot be folded with any meaning.
  if (broken.length > 0) return { events: rows.length, faults: broken };
  const dossier = foldAll(book, head.code, rows);
  const faults = [
    ...(await differingTables(pool, head, book, dossier)),
    ...(await differingRegisters(pool, head.code, book.claimed(dossier))),
    ...(await lostTexts(pool, head.code, rows)),
    ...unfounded(head.code, rows, book.holds),
  ];
  return { events: rows.length, faults };
}

async function rowsOf<E extends DomainEvent>(pool: Pool, round: string): Promise<Row<E>[]> {
  const { rows } = await pool.query<Row<E>>(
    `SELECT sequence, type, at, "on", recorded_at AS "recordedAt", by, posts, "for", clause, command, data, opens, closes, hash
     FROM events WHERE round = $1 ORDER BY sequence`,
    [round],
  );
  return rows;
}

/** Each break once, where it is: a row that is missing, out of its place, or not as it was written. */
function brokenChain({ code, sequence: last, hash: headHash }: Head, rows: readonly Row<DomainEvent>[]): string[] {
  const faults: string[] = [];
  let expected = 1;
  let before = genesis(code);
  for (const row of rows) {
    if (row.sequence > expected)
      faults.push(`${code}: ${rowsNamed(expected, row.sequence - 1)} missing before row ${row.sequence} (${row.type})`);
    // After a gap the chain cannot be followed into the next row; from there on it is followed again.
    else if (linkHash(before, lineOf(row, row)) !== row.hash)
      faults.push(`${code}: row ${row.sequence} (${row.type}) is not as it was written, or not in its place`);
    before = row.hash;
    expected = row.sequence + 1;
  }
  if (expected <= last) faults.push(`${code}: ${rowsNamed(expected, last)} missing at the end`);
  else if (expected > last + 1) faults.push(`${code}: ${rowsNamed(last + 1, expected - 1)} stand beyond the head`);
  else if (before !== headHash) faults.push(`${code}: the head does not have the hash of row ${last}`);
  return faults;
}

/** What the book asks of an event beside its place in the chain: a draw that is drawn again draws the same. */
function unfounded<E extends DomainEvent>(
  code: string,
  rows: readonly Row<E>[],
  holds: Fold<never, E>['holds'],
): string[] {
  return rows
    .filter((row, i) => !holds(row, rows[i - 1]?.hash ?? genesis(code)))
    .map(({ sequence, type }) => `${code}: row ${sequence} (${type}) does not draw the same when drawn again`);
}

const rowsNamed = (from: number, to: number): string => (from === to ? `row ${from}` : `rows ${from} to ${to}`);

/** The read tables against the fold of the events, every column. */
async function differingTables<D extends Dossier, E extends DomainEvent>(
  pool: Pool,
  { code, hash }: Head,
  book: Fold<D, E>,
  dossier: D,
): Promise<string[]> {
  const expected = book.rows(undefined, dossier);
  const tables = Object.entries(readTables).map(([part, table]) => ({ ...table, wanted: expected[part] ?? [] }));
  const faults: string[] = [];
  for (const { table, key, wanted } of tables) {
    const { rows } = await pool.query<{ key: string; line: object }>(
      `SELECT ${key} AS key, to_jsonb(t) - 'round' AS line FROM ${table} t WHERE round = $1`,
      [code],
    );
    const found = new Map(rows.map(({ key: name, line }) => [name, canonical(asWritten(line))]));
    for (const row of wanted) {
      const name = 'key' in row ? row.key : row.code;
      if (found.get(name) !== canonical(asWritten(row)))
        faults.push(`${code}: ${table} ${name} is not what the events say`);
      found.delete(name);
    }
    for (const extra of found.keys()) faults.push(`${code}: ${table} ${extra} is in no event`);
  }
  const head = headRow(dossier, hash, book.standing(dossier));
  const shown = await first<object>(pool, {
    text: `SELECT sequence, hash, last_at, phase, ended, closed, wake_at, unsent_since, overdue_count, takeover, sealed_sheets
           FROM rounds WHERE code = $1`,
    values: [code],
  });
  if (canonical(shown) !== canonical(head)) faults.push(`${code}: the head is not what the events say`);
  return faults;
}

/** What the rules across rounds rest on: who sits in a team, and which decisions are used up. */
async function differingRegisters(pool: Pool, code: string, claimed: Claimed): Promise<string[]> {
  const registers = [
    ['team_seats', 'person', claimed.seats.map(({ person }) => person)],
    ['authorization_decisions', 'decision', claimed.decisions],
  ] as const;
  const faults: string[] = [];
  for (const [table, key, wanted] of registers) {
    const { rows } = await pool.query<{ key: string }>(`SELECT ${key} AS key FROM ${table} WHERE round = $1`, [code]);
    const found = new Set(rows.map((row) => row.key));
    const due = new Set(wanted);
    for (const name of due) if (!found.has(name)) faults.push(`${code}: ${table} lacks ${name}`);
    for (const name of found) if (!due.has(name)) faults.push(`${code}: ${table} ${name} is in no event`);
  }
  return faults;
}

/** Every text that an event names is there, under the hash that the event names. Opening it needs the keys, and is not done here. */
async function lostTexts(pool: Pool, round: string, events: readonly Row<DomainEvent>[]): Promise<string[]> {
  const { rows } = await pool.query<Prose>('SELECT ref, hash FROM contents WHERE round = $1', [round]);
  const stored = new Map(rows.map(({ ref, hash }) => [ref, hash]));
  return events.flatMap(({ sequence, type, data }) =>
    textsNamedIn(data)
      .filter(({ ref, hash }) => stored.get(ref) !== hash)
      .map(({ ref }) => `${round}: the text ${ref} of row ${sequence} (${type}) is missing, or another one`),
  );
}

function textsNamedIn(data: unknown): Prose[] {
  if (typeof data !== 'object' || data === null) return [];
  if ('ref' in data && 'hash' in data && typeof data.ref === 'string' && typeof data.hash === 'string')
    return [{ ref: data.ref, hash: data.hash }];
  return Object.values(data).flatMap(textsNamedIn);
}

/** The database writes an instant its own way. */
function asWritten(line: object): object {
  const instants = Object.entries(line).filter(
    ([column, value]) => column.endsWith('_at') && typeof value === 'string',
  );
  return {
    ...line,
    ...Object.fromEntries(instants.map(([column, value]) => [column, new Date(String(value)).toISOString()])),
  };
}

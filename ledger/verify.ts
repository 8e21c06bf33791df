/** Verifying the ledger: every row is there, in order, unchanged; and what people read is what the events say.
 *
 *  A chain alone shows neither a rewrite by the database's owner nor a cut-off tail: the digest of a good run, kept by
 *  somebody else (the upper office, with each filing), does. */
import { outlook } from '../domain/round/outlook.ts';
import type { Recorded } from '../domain/round/rule.ts';
import type { Round } from '../domain/round/state.ts';
import { headRow, lineOf, projections } from './append.ts';
import { canonical, genesis, linkHash, sha256 } from './chain.ts';
import { first, type Pool } from './database.ts';
import { foldAll } from './rounds-cache.ts';

export interface Verified {
  readonly rounds: number;
  readonly events: number;
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
type Row = Recorded & { readonly recordedAt: string; readonly command: string | null; readonly hash: string };

/** Checks every round, or one. Reads round by round, so that a large ledger needs little memory. */
export async function verifyLedger(pool: Pool, only?: string): Promise<Verified> {
  const { rows: heads } = await pool.query<Head>(
    'SELECT code, sequence, hash FROM rounds WHERE $1::text IS NULL OR code = $1 ORDER BY code',
    [only ?? null],
  );
  const faults: string[] = [];
  let events = 0;
  for (const head of heads) {
    const rows = await rowsOf(pool, head.code);
    events += rows.length;
    const broken = brokenChain(head, rows);
    faults.push(...broken);
    // What does not chain cannot be folded with any meaning.
    if (broken.length === 0) faults.push(...(await differingTables(pool, head, foldAll(head.code, rows))));
  }
  return {
    rounds: heads.length,
    events,
    faults,
    digest: sha256(heads.map(({ code, hash }) => `${code} ${hash}`).join('\n')),
  };
}

async function rowsOf(pool: Pool, round: string): Promise<Row[]> {
  const { rows } = await pool.query<Row>(
    `SELECT sequence, type, at, "on", recorded_at AS "recordedAt", by, clause, command, data, opens, closes, hash
     FROM events WHERE round = $1 ORDER BY sequence`,
    [round],
  );
  return rows;
}

/** Each break once, where it is: a row that is missing, out of its place, or not as it was written. */
function brokenChain({ code, sequence: last, hash: headHash }: Head, rows: readonly Row[]): string[] {
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

const rowsNamed = (from: number, to: number): string => (from === to ? `row ${from}` : `rows ${from} to ${to}`);

/** The read tables against the fold of the events, every column. */
async function differingTables(pool: Pool, { code, hash }: Head, round: Round): Promise<string[]> {
  const expected = projections(undefined, round);
  const tables = [
    ['inspected_organisations', 'code', expected.organisations],
    ['teams', 'code', expected.teams],
    ['findings', 'code', expected.findings],
    ['transfers', 'code', expected.transfers],
    ['partner_requests', 'code', expected.partnerRequests],
    ['duties', 'key', expected.duties],
    ['letters', 'key', expected.letters],
  ] as const;
  const faults: string[] = [];
  for (const [table, key, wanted] of tables) {
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
  const head = headRow(round, hash, outlook(round));
  const shown = await first<object>(pool, {
    text: `SELECT sequence, hash, last_at, phase, ended, closed, wake_at, unsent_since, overdue_count FROM rounds WHERE code = $1`,
    values: [code],
  });
  if (canonical(shown) !== canonical(head)) faults.push(`${code}: the head is not what the events say`);
  return faults;
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

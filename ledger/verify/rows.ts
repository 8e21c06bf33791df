/** The rows of one dossier's ledger as the check reads them, and whether they chain. */
import type { DomainEvent, RecordedEvent } from '../../domain/dossier/events.ts';
import { lineOf } from '../append.ts';
import { genesis, linkHash } from '../chain.ts';
import type { Client, Pool } from '../database.ts';

export type Reader = Client | Pool;
export interface Head {
  readonly code: string;
  readonly committee: string;
  readonly fingerprint: string;
  readonly sequence: number;
  readonly hash: string;
}
export type Row<E extends DomainEvent = DomainEvent> = RecordedEvent<E> & {
  readonly recordedAt: string;
  readonly command: string | null;
  readonly hash: string;
};

export async function rowsOf<E extends DomainEvent>(reader: Reader, round: string): Promise<Row<E>[]> {
  const { rows } = await reader.query<Row<E>>(
    `SELECT sequence, type, at, "on", recorded_at AS "recordedAt", by, posts, "for", clause, command, data, opens, closes, hash
     FROM events WHERE round = $1 ORDER BY sequence`,
    [round],
  );
  return rows;
}

/** Each break once, where it is: a row that is missing, out of its place, or not as it was written. */
export function brokenChain({ code, sequence: last, hash: headHash }: Head, rows: readonly Row[]): string[] {
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

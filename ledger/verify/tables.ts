/** What stands beside the events of a dossier against their fold: the head, the read tables, seats, decisions, deliveries. */
import type { Dossier } from '../../domain/dossier/dossier.ts';
import type { DomainEvent } from '../../domain/dossier/events.ts';
import { waitingLetters } from '../../domain/dossier/letters.ts';
import { get } from '../../domain/keyed.ts';
import { headRow } from '../append.ts';
import type { Claimed, Fold } from '../book.ts';
import { first } from '../database.ts';
import { LEASE, readTables } from '../write-down.ts';
import { asWritten, difference } from './differences.ts';
import type { Head, Reader } from './rows.ts';

/** The read tables against the fold of the events, every column. */
export async function differingTables<D extends Dossier, E extends DomainEvent>(
  reader: Reader,
  code: string,
  book: Fold<D, E>,
  dossier: D,
): Promise<string[]> {
  const expected = book.rows(undefined, dossier);
  const faults: string[] = [];
  for (const [part, { table, key }] of Object.entries(readTables)) {
    const { rows } = await reader.query<{ key: string; line: object }>(
      `SELECT ${key} AS key, to_jsonb(t) - 'round' AS line FROM ${table} t WHERE round = $1`,
      [code],
    );
    const found = new Map(rows.map(({ key: name, line }) => [name, asWritten(line)]));
    for (const row of expected[part] ?? []) {
      const name = 'key' in row ? row.key : row.code;
      const line = found.get(name);
      const differs = line && difference(line, asWritten(row));
      if (!line) faults.push(`${code}: ${table} ${name} is not what the events say: it is not there`);
      else if (differs) faults.push(`${code}: ${table} ${name} is not what the events say: ${differs}`);
      found.delete(name);
    }
    for (const extra of found.keys()) faults.push(`${code}: ${table} ${extra} is in no event`);
  }
  return faults;
}

/** A workflow that seems to have followed further than the ledger goes would be woken no more. */
export async function differingHead<D extends Dossier, E extends DomainEvent>(
  reader: Reader,
  { code, hash, committee }: Head,
  book: Fold<D, E>,
  dossier: D,
): Promise<string[]> {
  const shown = await first<{ followed: number }>(reader, {
    text: `SELECT sequence, hash, last_at, phase, ended, closed, wake_at, unsent_since, overdue_count, takeover, sealed_sheets,
             followed_sequence AS followed
           FROM rounds WHERE code = $1`,
    values: [code],
  });
  if (!shown) return [`${code}: the head is not there any more`];
  const { followed, ...head } = shown;
  const differs = difference(
    { ...head, committee },
    { ...headRow(dossier, hash, book.standing(dossier)), committee: dossier.committee },
  );
  return [
    ...(differs ? [`${code}: the head is not what the events say: ${differs}`] : []),
    ...(followed > dossier.sequence
      ? [`${code}: the head says followed_sequence ${followed}, should be at most ${dossier.sequence}`]
      : []),
  ];
}

/** What the rules across rounds rest on: who sits in a team, and which decisions are used up. */
export async function differingRegisters(
  reader: Reader,
  code: string,
  committee: string,
  claimed: Claimed,
): Promise<string[]> {
  const registers = [
    ['team_seats', 'person', 'team', claimed.seats.map(({ person, team }) => [person, team] as const)],
    [
      'authorization_decisions',
      'decision',
      'committee',
      claimed.decisions.map((decision) => [decision, committee] as const),
    ],
  ] as const;
  const faults: string[] = [];
  for (const [table, key, beside, wanted] of registers) {
    const { rows } = await reader.query<{ key: string; beside: string }>(
      `SELECT ${key} AS key, ${beside} AS beside FROM ${table} WHERE round = $1`,
      [code],
    );
    const found = new Map(rows.map((row) => [row.key, row.beside]));
    const due = new Map(wanted);
    for (const [name, value] of due) {
      const is = found.get(name);
      if (is === undefined) faults.push(`${code}: ${table} lacks ${name}`);
      else if (is !== value) faults.push(`${code}: ${table} ${name}: ${beside} is ${is}, should be ${value}`);
    }
    for (const name of found.keys()) if (!due.has(name)) faults.push(`${code}: ${table} ${name} is in no event`);
  }
  return faults;
}

/** A letter in nobody's hands that seems to be in somebody's would not leave: no lease is longer than the longest. */
export async function strangeDeliveries(reader: Reader, dossier: Dossier): Promise<string[]> {
  const { code } = dossier;
  const { rows } = await reader.query<{ letter: string; attempt: number; tooLong: boolean }>(
    `SELECT letter, attempt, until > clock_timestamp() + ${LEASE} AS "tooLong" FROM deliveries WHERE round = $1`,
    [code],
  );
  const waiting = new Map(waitingLetters(dossier).map(({ key, attempt }) => [key, attempt]));
  return rows.flatMap(({ letter, attempt, tooLong }) => {
    const due = waiting.get(letter) ?? get(dossier.letters, letter)?.attempt;
    if (due === undefined) return [`${code}: deliveries ${letter} is in no event`];
    if (attempt > due) return [`${code}: deliveries ${letter}: attempt is ${attempt}, should be at most ${due}`];
    return tooLong ? [`${code}: deliveries ${letter}: until lies beyond the longest lease`] : [];
  });
}

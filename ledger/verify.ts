/** Verifying the ledger: every row is there, in order, unchanged; and what people read is what the events say.
 *
 *  A chain alone shows neither a rewrite by the database's owner nor a cut-off tail: the digest of a good run, kept by
 *  somebody else (the upper office, with each filing), does. */
import { isWork } from '../contracts/committee.ts';
import { REGISTRY } from '../domain/registry/events.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import type { DomainEvent } from '../domain/dossier/events.ts';
import type { Fold } from './book.ts';
import { digestOf, genesis } from './chain.ts';
import { committeeBook } from './committee-book.ts';
import type { ContentKeys } from './contents/key-ring.ts';
import { differingKeys } from './contents/content-keys.ts';
import { fingerprintsOf } from './plan-fingerprint.ts';
import { roundBook } from './round-book.ts';
import { verifyRegistry } from './registry/verify.ts';
import { answering, differingAnswers } from './verify/answers.ts';
import { clocksAhead } from './verify/clocks.ts';
import { excessivePowers } from './verify/powers.ts';
import { rewrittenSinceFiled } from './verify/filings.ts';
import { missingProtections } from './verify/protections.ts';
import { brokenChain, type Head, type Reader, type Row, rowsOf } from './verify/rows.ts';
import { strayRows } from './verify/strays.ts';
import { differingHead, differingRegisters, differingTables, strangeDeliveries } from './verify/tables.ts';
import { damagedTexts, differingTexts } from './verify/texts.ts';

export interface Verified {
  readonly rounds: number;
  /** Committees whose own work is kept. */
  readonly works: number;
  readonly events: number;
  /** Of the registry's own dossier. */
  readonly registryEvents: number;
  /** One sentence each; empty when all is well. */
  readonly faults: readonly string[];
  /** Clocks that run ahead: right in development, and nowhere else. */
  readonly ahead: readonly string[];
  /** Over every round's head: keep it elsewhere, and compare. */
  readonly digest: string;
}

/** Checks every round and the registry, or one of them; with the keys, every text is opened. Reads round by round, so that a
 *  large ledger needs little memory. */
export async function verifyLedger(reader: Reader, only?: string, keys?: ContentKeys): Promise<Verified> {
  const { rows: heads } = await reader.query<Head>(
    'SELECT code, committee, fingerprint, sequence, hash FROM rounds WHERE $1::text IS NULL OR code = $1 ORDER BY code',
    [only ?? null],
  );
  const faults: string[] = [];
  let events = 0;
  for (const head of heads) {
    const verified = isWork(head.code)
      ? await verifyOne(reader, head, committeeBook)
      : await verifyOne(reader, head, roundBook);
    events += verified.events;
    faults.push(...verified.faults, ...(keys ? await damagedTexts(reader, head.code, keys) : []));
  }
  const registry = only === undefined || only === REGISTRY ? await verifyRegistry(reader) : undefined;
  faults.push(...(registry?.faults ?? []));
  if (only === undefined)
    faults.push(
      ...(await strayRows(reader)),
      ...(await missingProtections(reader)),
      ...(await excessivePowers(reader)),
    );
  if (keys) faults.push(...(await differingKeys(reader, keys)));
  const chains = [...heads, ...(registry ? [{ code: REGISTRY, hash: registry.hash }] : [])];
  return {
    rounds: heads.filter(({ code }) => !isWork(code)).length,
    works: heads.filter(({ code }) => isWork(code)).length,
    events,
    registryEvents: registry?.events ?? 0,
    faults,
    ahead: await clocksAhead(reader, only),
    digest: digestOf(chains),
  };
}

async function verifyOne<D extends Dossier, E extends DomainEvent>(reader: Reader, head: Head, book: Fold<D, E>) {
  const { code } = head;
  const rows = await rowsOf<E>(reader, code);
  const broken = brokenChain(head, rows);
  const [opening] = rows;
  // What does not chain cannot be folded with any meaning.
  if (broken.length > 0 || !opening) return { events: rows.length, faults: broken };
  const { dossier, answers } = folded(book, code, rows);
  const faults = [
    ...(await differingTables(reader, code, book, dossier)),
    ...(await differingHead(reader, head, book, dossier)),
    ...otherPlan(head, opening),
    ...(await differingRegisters(reader, code, dossier.committee, book.claimed(dossier))),
    ...(await strangeDeliveries(reader, dossier)),
    ...(await differingAnswers(reader, code, answers)),
    ...(await differingTexts(reader, code, rows)),
    ...(await rewrittenSinceFiled(reader, code, rows)),
    ...unfounded(code, rows, book.holds),
  ];
  return { events: rows.length, faults };
}

/** The whole fold, with what commands were answered on the way. */
function folded<D extends Dossier, E extends DomainEvent>(
  { begin, evolve }: Fold<D, E>,
  code: string,
  [opening, ...rest]: readonly Row<E>[],
) {
  let dossier = opening && begin(opening);
  if (!dossier) throw new Error(`The ledger of ${code} does not begin as it must`);
  const answers = answering<E>();
  for (const row of rest) {
    dossier = evolve(dossier, row);
    answers.see(row, dossier);
  }
  return { dossier, answers: answers.done() };
}

/** By its fingerprint a plan is known when it comes again. */
function otherPlan({ code, fingerprint }: Head, opening: Row): string[] {
  const due = fingerprintsOf(opening);
  return due.includes(fingerprint)
    ? []
    : [`${code}: the head is not what the events say: fingerprint is ${fingerprint}, should be ${due.join(' or ')}`];
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

/** The ledger of dossiers: all that is done to a round or a committee's own work, each act in one transaction.
 *
 *  The API carries out commands, the worker lets time pass and records deliveries: both use this module. Whatever the rules
 *  throw comes back as a value; only faults of the database are thrown, and nothing is done then. */
import { isWork } from '../contracts/committee.ts';
import type { Carried, Look, LookAt } from '../contracts/messages.ts';
import type { CommitteeFile } from '../domain/committee/state.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import type { Viewpoint } from '../domain/people/viewpoint.ts';
import type { Round } from '../domain/round/state.ts';
import { type Instant, TIME } from '../domain/vocabulary.ts';
import { extend, ungrown } from './append.ts';
import type { DomainEvent } from '../domain/dossier/events.ts';
import type { Book } from './book.ts';
import { type Command, createCarrier } from './carry-out.ts';
import { committeeBook } from './committee-book.ts';
import { type Claim, createDeliveries, type Delivery } from './deliveries.ts';
import { actorAt, dossierTime, readHead } from './head.ts';
import { createLooker, createLooks } from './look.ts';
import { type LedgerOptions, type OpenBook, openBook } from './open-book.ts';
import { createTimekeeper, type Passed } from './pass-time.ts';
import { roundBook } from './round-book.ts';
import type { Actor } from '../domain/dossier/grammar.ts';

export interface Ledger {
  carryOut(order: Command): Promise<Carried>;
  passTime(order: LookAt): Promise<Passed>;
  look(order: LookAt): Promise<Look>;
  claim(order: LookAt): Promise<readonly Claim[]>;
  recordDeliveries(order: LookAt, deliveries: readonly Delivery[]): Promise<Look>;
  /** A round at its head, with who asks, what they see of it and what its clock shows; undefined of a round of which they see
   *  nothing, as of one that is not there (T-4). */
  roundFor(code: string, person: string): Promise<RoundForActor | undefined>;
  /** The same of a committee's own work. */
  workFor(code: string, person: string): Promise<WorkForActor | undefined>;
}

/** A dossier as of its last event, the actor's posts today, the dossier's clock (database time and skipped time), and how much
 *  the actor sees. */
interface ForActor<D extends Dossier> {
  readonly dossier: D;
  readonly actor: Actor;
  readonly now: Instant;
  readonly viewpoint: Viewpoint;
}
export interface RoundForActor extends Omit<ForActor<Round>, 'dossier'> {
  readonly round: Round;
}
export interface WorkForActor extends Omit<ForActor<CommitteeFile>, 'dossier'> {
  readonly work: CommitteeFile;
}

export function createLedger(options: LedgerOptions): Ledger {
  const rounds = actsOn(roundBook, options);
  const works = actsOn(committeeBook, options);
  const those = (code: string) => (isWork(code) ? works : rounds);
  return {
    carryOut: (order) => those(order.round).carryOut(order),
    passTime: (order) => those(order.round).passTime(order),
    look: (order) => those(order.round).look(order),
    claim: (order) => those(order.round).claim(order),
    recordDeliveries: (order, deliveries) => those(order.round).recordDeliveries(order, deliveries),
    async roundFor(code, person) {
      const found = isWork(code) ? undefined : await rounds.forActor(code, person);
      if (!found) return undefined;
      const { dossier: round, ...asked } = found;
      return { round, ...asked };
    },
    async workFor(code, person) {
      const found = isWork(code) ? await works.forActor(code, person) : undefined;
      if (!found) return undefined;
      const { dossier: work, ...asked } = found;
      return { work, ...asked };
    },
  };
}

function actsOn<D extends Dossier, E extends DomainEvent, F>(book: Book<D, E, F>, options: LedgerOptions) {
  const open = openBook(book, options);
  const looks = createLooks(open);
  return {
    carryOut: createCarrier(open),
    passTime: createTimekeeper(open, looks),
    look: createLooker(open, looks),
    ...createDeliveries(open, looks),
    forActor: (code: string, person: string) => forActor(open, code, person),
  };
}

/** The dossier as the next command will find it: with what the registry has by now. Undefined where there is none, or none to
 *  them (T-4). */
async function forActor<D extends Dossier, E extends DomainEvent, F>(
  { pool, readingPool = pool, cache, book }: OpenBook<D, E, F>,
  code: string,
  person: string,
): Promise<ForActor<D> | undefined> {
  const head = await readHead(readingPool, { round: code, id: '', by: person });
  if (!head) return undefined;
  const dossier = await cache.bringUpToDate(readingPool, head);
  const now = dossierTime(head);
  const registryChanges = book.noticed(dossier, head.suspended, now);
  const stamp = { now, recordedAt: head.clock, by: TIME, command: null };
  const grown = extend(book, ungrown<D, E>(dossier, head.hash), registryChanges, stamp);
  const actor = actorAt(head, person);
  const viewpoint = book.viewpoint(grown.dossier, actor);
  return viewpoint.sees === 'NOTHING' ? undefined : { dossier: grown.dossier, actor, now, viewpoint };
}

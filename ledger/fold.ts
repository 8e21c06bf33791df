/** The state of dossiers, brought up to date from the ledger: cached in memory, else folded from the events. */
import type { Dossier } from '../domain/dossier/dossier.ts';
import type { DomainEvent, RecordedEvent } from '../domain/dossier/events.ts';
import type { Fold } from './book.ts';
import { type Client, first, type Pool } from './database.ts';
import { attempt } from './rule-error.ts';

/** Where a dossier's ledger ends. */
export interface Head {
  readonly code: string;
  readonly sequence: number;
  readonly hash: string;
}

export interface Cache<D extends Dossier> {
  /** The dossier at this head, or later; reads only the events that the memory lacks. */
  bringUpToDate(client: Client | Pool, head: Head): Promise<D>;
  /** Remembers a dossier after its transaction has committed. */
  remember(dossier: D, hash: string): void;
}

export function createCache<D extends Dossier, E extends DomainEvent>(book: Fold<D, E>, capacity: number): Cache<D> {
  const remembered = new Map<string, { dossier: D; hash: string }>();

  const remember = (dossier: D, hash: string) => {
    remembered.delete(dossier.code);
    remembered.set(dossier.code, { dossier, hash });
    const [oldest] = remembered.keys();
    if (remembered.size > capacity && oldest !== undefined) remembered.delete(oldest);
  };

  return {
    remember,
    async bringUpToDate(client, head) {
      const known = remembered.get(head.code);
      if (known?.hash === head.hash) return known.dossier;
      const sound = known && (await hashAt(client, head.code, known.dossier.sequence)) === known.hash;
      // Somebody else has seen more of it meanwhile.
      if (sound && known.dossier.sequence >= head.sequence) return known.dossier;
      const events = await eventsAfter<E>(client, head.code, sound ? known.dossier.sequence : 0, head.sequence);
      const dossier = attempt(() =>
        sound
          ? events.reduce((state, event) => book.evolve(state, event), known.dossier)
          : foldAll(book, head.code, events),
      );
      if (dossier.sequence !== head.sequence)
        throw new Error(`The ledger of ${head.code} ends at ${dossier.sequence}, its head says ${head.sequence}`);
      remember(dossier, head.hash);
      return dossier;
    },
  };
}

/** The whole fold: for a cold cache, and for checks. */
export function foldAll<D extends Dossier, E extends DomainEvent>(
  { begin, evolve }: Pick<Fold<D, E>, 'begin' | 'evolve'>,
  code: string,
  [first, ...rest]: readonly RecordedEvent<E>[],
): D {
  const begun = first && begin(first);
  if (!begun) throw new Error(`The ledger of ${code} does not begin as it must`);
  return rest.reduce((dossier, event) => evolve(dossier, event), begun);
}

/** The columns of `events` are named and shaped as the program's events are. */
export async function eventsAfter<E extends DomainEvent>(
  client: Client | Pool,
  code: string,
  after: number,
  upTo: number,
): Promise<RecordedEvent<E>[]> {
  const { rows } = await client.query<RecordedEvent<E>>({
    name: 'events-after',
    text: `SELECT sequence, type, at, "on", by, posts, "for", clause, data, opens, closes FROM events
           WHERE round = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence`,
    values: [code, after, upTo],
  });
  return rows;
}

async function hashAt(client: Client | Pool, code: string, sequence: number): Promise<string | undefined> {
  const row = await first<{ hash: string }>(client, {
    name: 'hash-at',
    text: 'SELECT hash FROM events WHERE round = $1 AND sequence = $2',
    values: [code, sequence],
  });
  return row?.hash;
}

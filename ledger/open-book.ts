/** A book of rules with all that the ledger's acts on its dossiers need. */
import type { Logger } from 'pino';
import type { Dossier } from '../domain/dossier/dossier.ts';
import type { Language } from '../domain/vocabulary.ts';
import { appending, type Beside, type Growth } from './append.ts';
import type { DomainEvent } from '../domain/dossier/events.ts';
import type { Book } from './book.ts';
import { type Client, type Pool, transaction } from './database.ts';
import { type Cache, createCache } from './fold.ts';
import type { Caller } from './head.ts';
import type { ContentKeys } from './contents/contents.ts';
import { fairQueuePerKey, type InTurn } from './fair-queue.ts';

export interface LedgerOptions {
  readonly pool: Pool;
  /** For what is only read; without it reads and acts share the connections. */
  readonly readingPool?: Pool;
  readonly log: Logger;
  /** How many dossiers to keep in memory. */
  readonly rememberedRounds: number;
  /** In which language workflows are told how their dossier stands; Chinese unless said otherwise. */
  readonly language?: Language;
  /** Of the free texts that come with commands. A process that takes no command needs none. */
  readonly contentKeys?: ContentKeys;
  /** For tests that kill the process between commit and answer. */
  readonly afterCommit?: () => void;
}

export interface OpenBook<D extends Dossier, E extends DomainEvent, F> extends LedgerOptions {
  readonly book: Book<D, E, F>;
  readonly cache: Cache<D>;
  /** Queues the callers of one dossier within this process; between processes the head's lock does. */
  readonly inTurn: InTurn;
}

export const openBook = <D extends Dossier, E extends DomainEvent, F>(
  book: Book<D, E, F>,
  options: LedgerOptions,
): OpenBook<D, E, F> => ({
  ...options,
  book,
  cache: createCache(book, options.rememberedRounds),
  inTurn: fairQueuePerKey(),
});

/** What an act comes to: its answer, and what is to be written, if anything is. */
export interface Acted<D extends Dossier, E extends DomainEvent, T> {
  readonly result: T;
  readonly grown?: Growth<D, E>;
  readonly beside?: Beside;
}

/** One act of somebody on one dossier, in one transaction: what it comes to is written, committed and then remembered. */
export async function actOn<D extends Dossier, E extends DomainEvent, F, T>(
  { book, pool, cache, inTurn, afterCommit }: OpenBook<D, E, F>,
  { round, by }: Pick<Caller, 'round' | 'by'>,
  act: (client: Client) => Promise<Acted<D, E, T>>,
): Promise<T> {
  return inTurn(round, by, async () => {
    const { result, grown } = await transaction(pool, act, (acted) =>
      acted.grown ? appending(book, acted.grown, acted.beside) : undefined,
    );
    if (grown) {
      afterCommit?.();
      cache.remember(grown.dossier, grown.hash);
    }
    return result;
  });
}

/** A book of rules, as the ledger uses it: what it reads, decides, folds and shows of one kind of dossier. The ledger itself
 *  knows locks, chains and rows, and no rule. */
import type { z } from 'zod';
import type { Code, Day, Instant } from '../domain/vocabulary.ts';
import type { Outlook } from '../contracts/messages.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import type { Holder, PostAt } from '../domain/people/posts.ts';
import type { Client, Pool } from './database.ts';
import type { DomainEvent, RecordedEvent } from '../domain/dossier/events.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Actor } from '../domain/dossier/grammar.ts';

export type Happening = DomainEvent;
export type RecordedIn<E extends Happening> = RecordedEvent<E>;

/** A command that was read: its form is right, its rule is known. */
export interface ReadRule<D extends Dossier, E extends Happening> {
  /** The payload as the schema left it: what the fingerprint covers. */
  readonly payload: object;
  /** Says which facts the rule wants; with them it decides. */
  readonly ask: (dossier: D) => (client: Client | Pool, today: Day) => Promise<Decide<E>>;
}
export type Decide<E extends Happening> = (actor: Actor, now: Instant) => readonly E[] | Refusal;

export interface Book<D extends Dossier, E extends Happening> {
  /** The rule of this name with its payload; what is wrong with its form; undefined where there is no such name. */
  readonly read: (name: string, by: string, payload: unknown) => ReadRule<D, E> | Misread | undefined;
  /** The dossier as its first event leaves it; undefined if it does not begin like this. */
  readonly begin: (first: RecordedIn<E>) => D | undefined;
  readonly evolve: (dossier: D, event: RecordedIn<E>) => D;
  /** What the registry has by now and the dossier has not noticed: who of its teams is suspended, or is no more. */
  readonly noticed: (dossier: D, suspended: readonly Code[], now: Instant) => E[];
  readonly isDue: (dossier: D, now: Instant) => boolean;
  readonly postsInvolved: (dossier: D, now: Instant) => PostAt[];
  readonly advance: (dossier: D, now: Instant, holders: readonly Holder[]) => E[];
  /** Whether an event that rests on chance can be told again, from the hash of the event before it. */
  readonly holds: (event: RecordedIn<E>, hashBefore: string) => boolean;
  readonly outlook: (dossier: D) => Outlook;
  /** The rows of the read tables that differ; of all of them, without a dossier before. */
  readonly rows: (before: D | undefined, after: D) => Rows;
  /** What it holds of what dossiers must not share. */
  readonly claimed: (dossier: D) => Claimed;
}
export interface Misread {
  readonly issues: readonly z.core.$ZodIssue[];
}

/** Read table → its rows. */
export type Rows = Readonly<
  Record<
    'organisations' | 'teams' | 'findings' | 'transfers' | 'papers' | 'immediateItems' | 'partnerRequests',
    readonly ({ readonly code: string } & object)[]
  > &
    Record<'duties' | 'letters', readonly ({ readonly key: string } & object)[]>
>;
export interface Claimed {
  /** Who sits in which of its teams. */
  readonly seats: readonly { readonly person: string; readonly team: string }[];
  /** The decisions that authorised its leaders. */
  readonly decisions: readonly string[];
}

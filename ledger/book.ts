/** A book of rules, as the ledger uses it: what it reads, decides, folds and shows of one kind of dossier. The ledger itself
 *  knows locks, chains and rows, and no rule. */
import type { z } from 'zod';
import type { Code, Day, Instant, Language } from '../domain/vocabulary.ts';
import type { Outlook } from '../contracts/messages.ts';
import type { Dossier } from '../domain/dossier/dossier.ts';
import type { Holder, PostAt } from '../domain/people/posts.ts';
import type { Viewpoint } from '../domain/people/viewpoint.ts';
import type { Client, Pool } from './database.ts';
import type { DomainEvent, RecordedEvent } from '../domain/dossier/events.ts';
import type { Standing } from '../domain/dossier/outlook.ts';
import type { Actor } from '../domain/dossier/grammar.ts';
import type { Refusal } from '../domain/refusal.ts';

/** A command that was read: its form is right, its rule is known. */
export interface ReadCommand<D extends Dossier, E extends DomainEvent, F> {
  /** The payload as the schema left it: what the fingerprint covers. */
  readonly payload: object;
  /** Reads the facts that the rule names, on the dossier's day. */
  readonly gather: (client: Client | Pool, dossier: D, today: Day) => Promise<F>;
  /** The actor's posts that let them. */
  readonly postsActing: (dossier: D, actor: Actor) => readonly PostAt[];
  readonly decide: (dossier: D, actor: Actor, facts: F, now: Instant) => readonly E[] | Refusal;
}

export interface Book<D extends Dossier, E extends DomainEvent, F> extends Fold<D, E> {
  /** How much somebody sees of the dossier (T-4): to whoever sees nothing, it is not there. */
  readonly viewpoint: (dossier: D, actor: Actor) => Viewpoint;
  /** The command of this name with its payload; what is wrong with its form; undefined where there is no such name. */
  readonly read: (name: string, by: string, payload: unknown) => ReadCommand<D, E, F> | Misread | undefined;
}
/** A book without its commands: how its dossiers grow and how they are shown. */
export interface Fold<D extends Dossier, E extends DomainEvent> {
  /** The dossier as its first event leaves it; undefined if it does not begin like this. */
  readonly begin: (first: RecordedEvent<E>) => D | undefined;
  readonly evolve: (dossier: D, event: RecordedEvent<E>) => D;
  /** What the registry has by now and the dossier has not noticed: who of its teams is suspended, or is no more. */
  readonly noticed: (dossier: D, suspended: readonly Code[], now: Instant) => E[];
  readonly isDue: (dossier: D, now: Instant) => boolean;
  readonly postsInvolved: (dossier: D, now: Instant) => PostAt[];
  readonly advance: (dossier: D, now: Instant, holders: readonly Holder[]) => E[];
  /** Repeats a random draw from its recorded seed, made of the hash of the event before it, and compares. */
  readonly holds: (event: RecordedEvent<E>, hashBefore: string) => boolean;
  readonly outlook: (dossier: D, language: Language) => Outlook;
  readonly standing: (dossier: D) => Standing;
  /** The rows of the read tables that differ; of all of them, without a dossier before. */
  readonly rows: (before: D | undefined, after: D) => Rows;
  /** What it holds of what dossiers must not share. */
  readonly claimed: (dossier: D) => Claimed;
}
export interface Misread {
  readonly issues: readonly z.core.$ZodIssue[];
}

/** Rows of the read tables, by the part of the dossier that they show. A book that has no such part leaves it out. */
export type Rows = Readonly<Record<string, readonly ({ readonly code: string } | { readonly key: string })[]>>;

export interface Claimed {
  /** Who sits in which of its teams. */
  readonly seats: readonly { readonly person: string; readonly team: string }[];
  /** The decisions that authorised its leaders. */
  readonly decisions: readonly string[];
}

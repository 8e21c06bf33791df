/** The events of the registry's dossier: who has entered what, when and on which paper, what it was before, who confirmed it.
 *  The names of events and fields are kept for ever. */
import type { PostAt } from '../people/posts.ts';
import type { Code, Day, Instant } from '../vocabulary.ts';

/** The code of the one dossier that an installation's registry is. */
export const REGISTRY = 'REGISTRY';
/** Who acts on the machine itself: founds the registry, confirms where nobody else can. */
export const OPERATOR = 'operator';

export const registryParts = ['committees', 'organisations', 'people', 'posts'] as const;
export type RegistryPart = (typeof registryParts)[number];

/** What an entry changes; by this the table in `rules.ts` says who enters it and who confirms it. */
export const aspects = [
  'COMMITTEE',
  'LETTERHEAD',
  'UPPER',
  'ORGANISATION',
  'MANAGER',
  'PROVINCIAL_TARGET',
  'PERSON',
  'KEEPER',
  'SIGN_IN',
  'RESTRAINT',
  'CLEARING',
  'POST_AT_COMMITTEE',
  'POST_AT_ORGANISATION',
] as const;
export type Aspect = (typeof aspects)[number];

/** Fields of a record, by their names; null where the record has no such field. */
export type Fields = Readonly<Record<string, unknown>>;

/** Somebody of a committee's office, or of its organisation department and its head. */
export interface Body {
  readonly body: 'OFFICE' | 'ORGANISATION';
  readonly committee: Code;
}

export interface RegistryEvents {
  /** On the machine: the entries that follow took effect at once. `added`: a further tree of committees. */
  RegistryFounded: { readonly entries: number; readonly added: boolean; readonly document: string | null };
  /** What stood in the tables before the registry was a dossier. */
  RegistryTakenOver: { readonly entries: number };
  /** `before`: of the changed fields; null of a new record. `awaits`: who may confirm it, in their order, and nobody but the
   *  operator where the list is empty; null: it took effect at once. `replaces`: an entry that still waited. */
  EntryMade: {
    readonly entry: Code;
    readonly part: RegistryPart;
    readonly subject: string;
    readonly aspect: Aspect;
    readonly before: Fields | null;
    readonly change: Fields;
    readonly committee: Code | null;
    readonly beneficiary: Code | null;
    readonly document: string | null;
    readonly awaits: readonly Body[] | null;
    readonly replaces: Code | null;
  };
  EntryConfirmed: { readonly entry: Code; readonly document: string | null };
  EntryDeclined: { readonly entry: Code; readonly reason: string };
  /** Taken back: what it changed is as before from now on, and the entry stays. */
  EntryRevoked: { readonly entry: Code; readonly reason: string };
}
export type RegistryEventType = keyof RegistryEvents;

/** As the ledger keeps it. `posts`: those by which it was done; the operator has none. */
export type RecordedRegistryEvent = {
  [T in RegistryEventType]: {
    readonly sequence: number;
    readonly type: T;
    readonly at: Instant;
    readonly on: Day;
    readonly by: string;
    readonly posts?: readonly PostAt[];
    readonly data: RegistryEvents[T];
  };
}[RegistryEventType];
export type RegistryEvent = {
  [T in RegistryEventType]: { readonly type: T; readonly data: RegistryEvents[T] };
}[RegistryEventType];

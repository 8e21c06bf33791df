/** The registry as its events leave it: records, posts in all their versions, and what became of each entry. */
import type { PostAt } from '../people/posts.ts';
import type { Code, Day, Instant } from '../vocabulary.ts';
import type { Fields, RecordedRegistryEvent, RegistryEvents, RegistryPart } from './events.ts';
import { changed } from './records.ts';

export type EntryStanding = 'AWAITING' | 'EFFECTIVE' | 'DECLINED' | 'REVOKED' | 'REPLACED';

/** An entry with what became of it. */
export interface Entry extends Omit<RegistryEvents['EntryMade'], 'replaces'> {
  readonly state: EntryStanding;
  readonly by: string;
  readonly posts: readonly PostAt[];
  readonly at: Instant;
  readonly effectiveAt: Instant | null;
  /** Who confirmed, declined or revoked it, and why. */
  readonly confirmedBy: string | null;
  readonly endedBy: string | null;
  readonly reason: string | null;
}

/** A post as it was known from one instant to another; `sequence` is that of the event that made it so. */
export interface PostVersion {
  readonly person: Code;
  readonly post: string;
  readonly place: Code;
  readonly from: Day;
  readonly to: Day | null;
  readonly sequence: number;
  readonly knownFrom: Instant;
  readonly knownTo: Instant | null;
  readonly data: Fields;
}

/** As events are applied one by one: `past` has the versions that were closed meanwhile. */
export interface Registry {
  readonly records: Readonly<Record<RecordPart, Map<Code, Fields>>>;
  /** The present version of each post, by its key. */
  readonly present: Map<string, PostVersion>;
  readonly past: PostVersion[];
  readonly entries: Map<Code, Entry>;
}
export type RecordPart = Exclude<RegistryPart, 'posts'>;

export const emptyRegistry = (): Registry => ({
  records: { committees: new Map(), organisations: new Map(), people: new Map() },
  present: new Map(),
  past: [],
  entries: new Map(),
});

/** What a post's key is made of; a post of the same person at the same place from another day on is another one. */
export const subjectOfPost = (post: Fields): string =>
  [post['person'], post['post'], post['committee'] ?? post['organisation'], post['from']].join('/');

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function versionOf(data: Fields, { sequence, at }: { readonly sequence: number; readonly at: Instant }): PostVersion {
  return {
    person: text(data['person']),
    post: text(data['post']),
    place: text(data['committee'] ?? data['organisation']),
    from: text(data['from']),
    to: typeof data['to'] === 'string' ? data['to'] : null,
    sequence,
    knownFrom: at,
    knownTo: null,
    data,
  };
}

/** The record as an entry leaves it, and as the entry's revocation does: undefined where there is none any more. A person, an
 *  organisation or a committee that was entered by mistake stays, marked; others may have named it meanwhile. */
const afterEntry = ({ change }: Pick<Entry, 'change'>, current: Fields | undefined): Fields =>
  changed(current, { revoked: null, ...change });
function afterRevocation(
  { part, before }: Pick<Entry, 'part' | 'before'>,
  current: Fields | undefined,
): Fields | undefined {
  if (before !== null) return changed(current, before);
  return part === 'posts' ? undefined : changed(current, { revoked: true });
}

function entryMade({ at, by, posts = [], data }: Extract<RecordedRegistryEvent, { type: 'EntryMade' }>): Entry {
  const { replaces: _replaces, ...made } = data;
  const effectiveAt = made.awaits === null ? at : null;
  const state = effectiveAt === null ? 'AWAITING' : 'EFFECTIVE';
  return { ...made, state, by, posts, at, effectiveAt, confirmedBy: null, endedBy: null, reason: null };
}

/** Applies one more event to a registry that is being folded or written. */
export function apply(registry: Registry, event: RecordedRegistryEvent): void {
  if (event.type === 'RegistryFounded' || event.type === 'RegistryTakenOver') return;
  const { entries } = registry;
  if (event.type === 'EntryMade') {
    const entry = entryMade(event);
    const { replaces } = event.data;
    if (replaces !== null)
      entries.set(replaces, { ...entryOf(registry, replaces), state: 'REPLACED', endedBy: event.by });
    entries.set(entry.entry, entry);
    if (entry.state === 'EFFECTIVE') write(registry, entry, event, (found) => afterEntry(entry, found));
    return;
  }
  const entry = entryOf(registry, event.data.entry);
  if (event.type === 'EntryConfirmed') {
    entries.set(entry.entry, { ...entry, state: 'EFFECTIVE', effectiveAt: event.at, confirmedBy: event.by });
    write(registry, entry, event, (found) => afterEntry(entry, found));
    return;
  }
  const state = event.type === 'EntryDeclined' ? 'DECLINED' : 'REVOKED';
  entries.set(entry.entry, { ...entry, state, endedBy: event.by, reason: event.data.reason });
  if (entry.state === 'EFFECTIVE') write(registry, entry, event, (found) => afterRevocation(entry, found));
}

function write(
  { records, present, past }: Registry,
  { part, subject }: Pick<Entry, 'part' | 'subject'>,
  event: Pick<RecordedRegistryEvent, 'sequence' | 'at'>,
  make: (current: Fields | undefined) => Fields | undefined,
): void {
  if (part !== 'posts') {
    const after = make(records[part].get(subject));
    if (after) records[part].set(subject, after);
    return;
  }
  const version = present.get(subject);
  if (version) past.push({ ...version, knownTo: event.at });
  present.delete(subject);
  const after = make(version?.data);
  if (after) present.set(subject, versionOf(after, event));
}

function entryOf({ entries }: Pick<Registry, 'entries'>, code: Code): Entry {
  const entry = entries.get(code);
  if (!entry) throw new Error(`${code} is no entry of the registry`);
  return entry;
}

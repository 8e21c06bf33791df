/** What becomes of an entry that was made: it is confirmed, declined or taken back (T-2). */
import { dayOf } from '../../domain/calendar.ts';
import { OPERATOR, type RegistryEvent } from '../../domain/registry/events.ts';
import { has, isAsBefore } from '../../domain/registry/records.ts';
import type { Entry, Registry } from '../../domain/registry/registry.ts';
import { type Confirmers, confirmersOf, type Hierarchy } from '../../domain/registry/rules.ts';
import type { Code, Instant } from '../../domain/vocabulary.ts';
import type { PostAt } from '../../domain/people/posts.ts';
import { type Client, first, type Pool, transaction } from '../database.ts';
import { directorChangeOf, type FilingOpened, openFilings } from './director-filing.ts';
import { lockRegistry, recorder } from './dossier.ts';
import { isAboveItself } from './faults.ts';
import { hierarchyOf, knownOf } from './known.ts';

export type Settlement =
  | { readonly what: 'confirm'; readonly document: string | null }
  | { readonly what: 'decline' | 'revoke'; readonly reason: string };
export type Settled =
  | { readonly settled: Entry; readonly filings: readonly FilingOpened[] }
  /** `NOT_YOURS`: `confirmers` may. */
  | { readonly refused: 'UNKNOWN' | 'OVER' | 'STALE' | 'CIRCLE' | 'IN_USE' }
  | { readonly refused: 'NOT_YOURS'; readonly confirmers: Confirmers };

export async function settleEntry(pool: Pool, code: Code, settlement: Settlement, by: string): Promise<Settled> {
  return transaction(pool, async (client) => {
    const head = await lockRegistry(client);
    const found = await entryKnown(client, code, by);
    if (!found) return { refused: 'UNKNOWN' };
    const { entry, registry, hierarchy } = found;
    // Said again by the same person: nothing more is done.
    if (settlement.what === 'confirm' && entry.state === 'EFFECTIVE' && entry.confirmedBy === by)
      return { settled: entry, filings: [] };
    const obstacle =
      settlement.what === 'revoke'
        ? await whyNotRevoked(client, found, by, head.now)
        : await whyNotSettled(client, found, by, settlement.what);
    if (obstacle) return obstacle;
    const record = recorder(head, registry);
    record.record(eventOf(code, settlement), by, postsActing(entry, hierarchy, by));
    await record.write(client);
    const directors = settlement.what === 'confirm' ? directorChangeOf({ ...entry, replaces: null }) : [];
    const filings = await openFilings(client, directors, by);
    return { settled: registry.entries.get(code) ?? entry, filings };
  });
}

interface Found {
  readonly entry: Entry;
  readonly registry: Registry;
  readonly hierarchy: Hierarchy;
}
async function entryKnown(client: Client, code: Code, by: string): Promise<Found | undefined> {
  const row = await first<{ data: Entry }>(client, {
    text: 'SELECT data FROM registry_entries WHERE entry = $1',
    values: [code],
  });
  if (!row) return undefined;
  const { part, subject, awaits, committee, posts } = row.data;
  const only = (wanted: Entry['part']) => (part === wanted ? [subject] : []);
  const [person, post, place, from] = subject.split('/');
  const registry = await knownOf(client, {
    committees: only('committees'),
    organisations: only('organisations'),
    people: only('people'),
    posts: part === 'posts' ? [{ person, post, committee: place, from }] : [],
    entries: [code],
  });
  const entry = registry.entries.get(code);
  if (!entry) throw new Error(`${code} is no entry of the registry`);
  const committees = [
    ...(awaits ?? []).map((body) => body.committee),
    ...posts.map((held) => held.place),
    ...(committee === null ? [] : [committee]),
  ];
  return { entry, registry, hierarchy: await hierarchyOf(client, { people: [by], committees }) };
}

function eventOf(entry: Code, settlement: Settlement): RegistryEvent {
  if (settlement.what === 'confirm') return { type: 'EntryConfirmed', data: { entry, document: settlement.document } };
  const type = settlement.what === 'decline' ? 'EntryDeclined' : 'EntryRevoked';
  return { type, data: { entry, reason: settlement.reason } };
}

const currentOf = ({ entry: { part, subject }, registry }: Pick<Found, 'entry' | 'registry'>) =>
  part === 'posts' ? registry.present.get(subject)?.data : registry.records[part].get(subject);

async function whyNotSettled(
  client: Client,
  found: Found,
  by: string,
  what: 'confirm' | 'decline',
): Promise<Settled | undefined> {
  const { entry, hierarchy } = found;
  if (entry.state !== 'AWAITING') return { refused: 'OVER' };
  const confirmers = confirmersOf(entry, hierarchy);
  const may = confirmers.by === 'OPERATOR' ? by === OPERATOR : confirmers.people.includes(by);
  if (!may) return { refused: 'NOT_YOURS', confirmers };
  if (what === 'decline') return undefined;
  if (!isAsBefore(currentOf(found), entry.before)) return { refused: 'STALE' };
  return (await wouldCircle(client, entry)) ? { refused: 'CIRCLE' } : undefined;
}

/** Two entries that wait can be harmless each, and a circle together. */
async function wouldCircle(client: Client, { part, subject, change }: Entry): Promise<boolean> {
  if (part !== 'committees' || typeof change['upper'] !== 'string') return false;
  const { rows } = await client.query<{ code: Code; upper: Code | null }>('SELECT code, upper FROM committees');
  const uppers = new Map(rows.map(({ code, upper }) => [code, upper]));
  return isAboveItself(subject, uppers.set(subject, change['upper']));
}

/** What waits is taken back by whoever entered it, or a colleague; what took effect today, by whoever entered or confirmed it. */
async function whyNotRevoked(client: Client, found: Found, by: string, now: Instant): Promise<Settled | undefined> {
  const { entry, hierarchy } = found;
  const isOwn = entry.by === by || entry.confirmedBy === by;
  if (entry.state === 'AWAITING') {
    const isColleague = postsActing(entry, hierarchy, by).some(({ post, place }) =>
      entry.posts.some(
        (entered) => entered.place === place && entered.post.startsWith('OFFICE') === post.startsWith('OFFICE'),
      ),
    );
    return isOwn || isColleague ? undefined : { refused: 'NOT_YOURS', confirmers: confirmersOf(entry, hierarchy) };
  }
  if (entry.state !== 'EFFECTIVE' || entry.effectiveAt === null || dayOf(entry.effectiveAt) !== dayOf(now))
    return { refused: 'OVER' };
  if (!isOwn) return { refused: 'NOT_YOURS', confirmers: confirmersOf(entry, hierarchy) };
  if (!has(currentOf(found), entry.change)) return { refused: 'STALE' };
  return entry.before === null && (await isNamed(client, entry)) ? { refused: 'IN_USE' } : undefined;
}

/** Whether others have named a new record meanwhile. */
async function isNamed(client: Client, { part, subject }: Entry): Promise<boolean> {
  if (part === 'posts') return false;
  const row = await first<{ named: boolean }>(client, {
    text: `SELECT EXISTS (SELECT FROM posts WHERE known_to IS NULL AND $1 IN (person, place))
      OR EXISTS (SELECT FROM organisations WHERE $1 IN (managed_by, parent) AND NOT data ? 'revoked')
      OR EXISTS (SELECT FROM committees WHERE upper = $1 AND NOT data ? 'revoked')
      OR EXISTS (SELECT FROM people WHERE data->>'keptBy' = $1 AND NOT data ? 'revoked')
      OR EXISTS (SELECT FROM rounds WHERE committee = $1)
      OR EXISTS (SELECT FROM inspected_organisations WHERE code = $1)
      OR EXISTS (SELECT FROM team_seats WHERE person = $1) AS named`,
    values: [subject],
  });
  return row?.named === true;
}

/** The posts by which somebody acts on an entry: those at the committees that it concerns. */
function postsActing(entry: Entry, { holders }: Hierarchy, by: string): PostAt[] {
  const places = new Set([
    ...(entry.awaits ?? []).map(({ committee }) => committee),
    ...entry.posts.map(({ place }) => place),
  ]);
  return holders.flatMap(({ person, post, place }) => (person === by && places.has(place) ? [{ post, place }] : []));
}

/** The registry's dossier: its head, which has one writer at a time, its events, and the tables that follow from them. */
import { dayOf, later } from '../../domain/calendar.ts';
import type { PostAt } from '../../domain/people/posts.ts';
import { type Fields, REGISTRY, type RecordedRegistryEvent, type RegistryEvent } from '../../domain/registry/events.ts';
import { apply, type Entry, type PostVersion, type RecordPart, type Registry } from '../../domain/registry/registry.ts';
import type { Instant } from '../../domain/vocabulary.ts';
import type { Clause } from '../../opinion/clauses.ts';
import { genesis, linkHash } from '../chain.ts';
import { type Client, first } from '../database.ts';

/** Who holds which post, and who may say so: the office's own work (T-2). */
const CLAUSE: Clause = 'J-III.2a';
export const registryGenesis = genesis(REGISTRY);

export interface RegistryHead {
  readonly sequence: number;
  readonly hash: string;
  readonly now: Instant;
}

/** Whoever writes waits here for whoever writes already, and then sees all that they have written. */
export async function lockRegistry(client: Client): Promise<RegistryHead> {
  const head = await first<{ sequence: number; hash: string; lastAt: Instant | null; clock: Instant }>(client, {
    text: `SELECT sequence, hash, last_at AS "lastAt", date_trunc('milliseconds', clock_timestamp()) AS clock
           FROM registry_head FOR UPDATE`,
  });
  if (!head) throw new Error('the registry has no head');
  const { sequence, hash, lastAt, clock } = head;
  return { sequence, hash, now: lastAt === null ? clock : later(clock, lastAt) };
}

type Line = RecordedRegistryEvent & { readonly recordedAt: Instant; readonly clause: Clause; readonly command: null };

/** What the chain covers of an event. */
export const registryLink = (line: Omit<Line, 'posts'> & { readonly posts?: readonly PostAt[] | null }) => ({
  ...line,
  posts: line.posts ?? undefined,
  opens: [],
  closes: [],
});

export interface Recorder {
  readonly head: RegistryHead;
  /** The entry that the next event would make. */
  nextEntry(): string;
  record(event: RegistryEvent, by: string, posts?: readonly PostAt[]): void;
  write(client: Client): Promise<void>;
}

/** Events are recorded upon what is known of the registry: the records, present posts and entries that they touch. */
export function recorder(head: RegistryHead, registry: Registry): Recorder {
  const lines: object[] = [];
  const touched = new Set<string>();
  let { sequence, hash } = head;
  return {
    head,
    nextEntry: () => `E-${sequence + 1}`,
    record(event, by, posts) {
      const { now } = head;
      const said = { sequence: sequence + 1, at: now, on: dayOf(now), by, ...(posts?.length ? { posts } : {}) };
      const recorded: RecordedRegistryEvent = { ...event, ...said };
      apply(registry, recorded);
      if ('entry' in event.data) touched.add(event.data.entry);
      if ('replaces' in event.data && event.data.replaces !== null) touched.add(event.data.replaces);
      const line = { ...recorded, recordedAt: now, clause: CLAUSE, command: null };
      hash = linkHash(hash, registryLink(line));
      sequence += 1;
      lines.push({ ...line, recorded_at: now, hash });
    },
    async write(client) {
      if (lines.length === 0) return;
      const entries = [...touched].flatMap((code) => registry.entries.get(code) ?? []);
      await insertAll(client, 'registry_events', eventColumns, lines);
      await insertAll(client, 'registry_entries', entryColumns, entries.map(rowOfEntry), 'entry');
      for (const part of recordParts)
        await insertAll(client, part, recordColumns[part], recordsOf(registry, part, entries), 'code');
      await writePosts(client, registry, head);
      await client.query('UPDATE registry_head SET sequence = $1, hash = $2, last_at = $3', [sequence, hash, head.now]);
    },
  };
}

export const rowOfEntry = (entry: Entry) => ({
  entry: entry.entry,
  part: entry.part,
  subject: entry.subject,
  state: entry.state,
  committee: entry.committee,
  data: entry,
});

export const recordParts = ['committees', 'organisations', 'people'] as const;
/** A record with the columns by which it is found. */
export function rowOfRecord(part: RecordPart, code: string, data: Fields) {
  if (part === 'committees') return { code, upper: data['upper'] ?? null, data };
  if (part === 'people') return { code, data };
  return { code, managed_by: data['managedBy'], parent: data['parent'] ?? null, data };
}

function recordsOf({ records }: Registry, part: RecordPart, entries: readonly Entry[]): object[] {
  const subjects = new Set(entries.filter((entry) => entry.part === part).map(({ subject }) => subject));
  return [...subjects].flatMap((code) => {
    const data = records[part].get(code);
    return data ? [rowOfRecord(part, code, data)] : [];
  });
}

async function writePosts(client: Client, { past, present }: Registry, { sequence: before }: RegistryHead) {
  const closed = past.filter(({ sequence }) => sequence <= before);
  await inBatches(closed, (batch) =>
    client.query(
      `UPDATE posts p SET known_to = x."knownTo"
       FROM jsonb_to_recordset($1::jsonb) AS x (person text, post text, place text, "from" text, sequence int, "knownTo" timestamptz)
       WHERE (p.person, p.post, p.place, p."from", p.sequence) = (x.person, x.post, x.place, x."from", x.sequence)`,
      [JSON.stringify(batch)],
    ),
  );
  const opened = [...past, ...present.values()].filter(({ sequence }) => sequence > before);
  await insertAll(client, 'posts', postColumns, opened.map(rowOfPost));
}
export const rowOfPost = ({ knownFrom, knownTo, ...version }: PostVersion) => ({
  ...version,
  known_from: knownFrom,
  known_to: knownTo,
});

type Columns = Readonly<Record<string, string>>;
const eventColumns: Columns = {
  sequence: 'int',
  type: 'text',
  at: 'timestamptz',
  on: 'text',
  recorded_at: 'timestamptz',
  by: 'text',
  clause: 'text',
  posts: 'jsonb',
  data: 'jsonb',
  hash: 'text',
};
const entryColumns: Columns = {
  entry: 'text',
  part: 'text',
  subject: 'text',
  state: 'text',
  committee: 'text',
  data: 'jsonb',
};
const recordColumns: Readonly<Record<RecordPart, Columns>> = {
  committees: { code: 'text', upper: 'text', data: 'jsonb' },
  organisations: { code: 'text', managed_by: 'text', parent: 'text', data: 'jsonb' },
  people: { code: 'text', data: 'jsonb' },
};
const postColumns: Columns = {
  person: 'text',
  post: 'text',
  place: 'text',
  from: 'text',
  to: 'text',
  sequence: 'int',
  known_from: 'timestamptz',
  known_to: 'timestamptz',
  data: 'jsonb',
};

/** New rows; where a key is given, rows that are there already get all columns but it. */
async function insertAll(client: Client, table: string, columns: Columns, rows: readonly object[], key?: string) {
  const quoted = Object.keys(columns).map((name) => `"${name}"`);
  const typed = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
  const updates = quoted.filter((name) => name !== `"${key}"`).map((name) => `${name} = excluded.${name}`);
  const conflict = key === undefined ? '' : `ON CONFLICT (${key}) DO UPDATE SET ${updates.join(', ')}`;
  const text = `INSERT INTO ${table} (${quoted.join(', ')})
    SELECT ${quoted.join(', ')} FROM jsonb_to_recordset($1::jsonb) AS x (${typed.join(', ')}) ${conflict}`;
  await inBatches(rows, (batch) => client.query(text, [JSON.stringify(batch)]));
}

/** A statement's time is bounded, and so is what it writes. */
const BATCH = 2_000;
async function inBatches<Row>(rows: readonly Row[], write: (batch: readonly Row[]) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < rows.length; i += BATCH) await write(rows.slice(i, i + BATCH));
}

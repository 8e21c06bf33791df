/** Verifying the registry's dossier: its chain, and that the registry which people read is what its events say. */
import { REGISTRY, type RecordedRegistryEvent } from '../../domain/registry/events.ts';
import { apply, emptyRegistry, type Registry } from '../../domain/registry/registry.ts';
import type { PostAt } from '../../domain/people/posts.ts';
import type { Clause } from '../../opinion/clauses.ts';
import { linkHash } from '../chain.ts';
import { type Client, first, type Pool } from '../database.ts';
import { difference } from '../verify/differences.ts';
import { recordParts, registryGenesis, registryLink, rowOfEntry, rowOfPost, rowOfRecord } from './dossier.ts';

interface Verified {
  readonly events: number;
  readonly faults: readonly string[];
  readonly hash: string;
}
type Row = Omit<RecordedRegistryEvent, 'posts'> & {
  readonly posts: readonly PostAt[] | null;
  readonly recordedAt: string;
  readonly clause: Clause;
  readonly command: null;
  readonly hash: string;
};
const PAGE = 5_000;

export async function verifyRegistry(pool: Client | Pool): Promise<Verified> {
  const head = await first<{ sequence: number; hash: string; lastAt: string | null }>(pool, {
    text: 'SELECT sequence, hash, last_at AS "lastAt" FROM registry_head',
  });
  if (!head) return { events: 0, faults: [`${REGISTRY}: it has no head`], hash: '' };
  const registry = emptyRegistry();
  const faults: string[] = [];
  let [sequence, hash] = [0, registryGenesis];
  let lastAt: string | null = null;
  for (;;) {
    const { rows } = await pool.query<RecordedRegistryEvent & Row>(
      `SELECT sequence, type, at, "on", recorded_at AS "recordedAt", by, posts, clause, command, data, hash
       FROM registry_events WHERE sequence > $1 ORDER BY sequence LIMIT $2`,
      [sequence, PAGE],
    );
    for (const row of rows) {
      if (row.sequence !== sequence + 1)
        faults.push(`${REGISTRY}: rows are missing before row ${row.sequence} (${row.type})`);
      else if (linkHash(hash, registryLink(linkOf(row))) !== row.hash)
        faults.push(`${REGISTRY}: row ${row.sequence} (${row.type}) is not as it was written, or not in its place`);
      ({ sequence, hash, at: lastAt } = row);
      // What does not chain cannot be folded with any meaning.
      if (faults.length === 0) apply(registry, row.posts === null ? { ...row, posts: [] } : row);
    }
    if (rows.length < PAGE) break;
  }
  if (faults.length === 0 && (head.sequence !== sequence || head.hash !== hash))
    faults.push(`${REGISTRY}: the head does not have the hash of the last row`);
  if (faults.length === 0 && head.lastAt !== lastAt)
    faults.push(`${REGISTRY}: registry_head: last_at is ${head.lastAt}, should be ${lastAt}`);
  if (faults.length === 0) faults.push(...(await differing(pool, registry)));
  return { events: sequence, faults, hash };
}

const linkOf = ({ hash: _hash, posts, ...line }: Row) => ({ ...line, posts });

/** Every row of the registry against the fold. */
async function differing(pool: Client | Pool, registry: Registry): Promise<string[]> {
  const wanted: [string, string, Iterable<readonly [string, unknown]>][] = [
    ...recordParts.map((part): [string, string, Iterable<readonly [string, unknown]>] => [
      part,
      `SELECT code AS key, to_jsonb(t) AS line FROM ${part} t`,
      [...registry.records[part]].map(([code, data]) => [code, rowOfRecord(part, code, data)] as const),
    ]),
    [
      'posts',
      `SELECT concat_ws('/', person, post, place, "from", sequence) AS key,
         jsonb_build_object('to', "to", 'known_from', extract(epoch FROM known_from), 'known_to', extract(epoch FROM known_to), 'data', data) AS line
       FROM posts`,
      [...registry.past, ...registry.present.values()].map((version) => {
        const { person, post, place, from, sequence, to, known_from, known_to, data } = rowOfPost(version);
        const line = { to, known_from: epoch(known_from), known_to: epoch(known_to), data };
        return [[person, post, place, from, sequence].join('/'), line];
      }),
    ],
    [
      'registry_entries',
      `SELECT entry AS key, to_jsonb(e) AS line FROM registry_entries e`,
      [...registry.entries].map(([entry, known]) => [entry, rowOfEntry(known)]),
    ],
  ];
  const faults: string[] = [];
  for (const [table, text, expected] of wanted) {
    const { rows } = await pool.query<{ key: string; line: unknown }>(text);
    const found = new Map(rows.map(({ key, line }) => [key, line]));
    for (const [key, line] of expected) {
      const differs = found.has(key)
        ? difference(found.get(key), JSON.parse(JSON.stringify(line)), 'QUIET')
        : 'it is not there';
      if (differs) faults.push(`${REGISTRY}: ${table} ${key} is not what the events say: ${differs}`);
      found.delete(key);
    }
    for (const key of found.keys()) faults.push(`${REGISTRY}: ${table} ${key} is in no event`);
  }
  return faults;
}

const epoch = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant) / 1_000);

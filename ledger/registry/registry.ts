/** The registry: written as a whole or not at all, every fault named where it stands. */
import type { Code } from '../../domain/vocabulary.ts';
import type { RegistryDocument, RegistryPart } from '../../contracts/schemas/registry.ts';
import { type Client, first, type Pool, transaction } from '../database.ts';
import { TODAY } from '../posts.ts';
import { raw, sql, type Sql, statement } from '../sql.ts';

export interface Fault {
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly detail: string;
}
export interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/** Takes a document; the same one twice changes nothing. An unknown reference refuses all of it, and so does an entry that
 *  the writers may not change: those of the `keepers`' committees and of all below them are theirs, what nobody has entered
 *  yet is anybody's. No keepers: whatever it brings. */
export async function putRegistry(
  pool: Pool,
  document: RegistryDocument,
  keepers?: readonly Code[],
): Promise<{ changed: number } | { faults: Fault[] } | { foreign: Fault[] }> {
  return transaction(pool, async (client) => {
    // Two documents at once must see each other's codes: the registry has one writer at a time.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('xuncha registry'))`);
    const faults = [...repeatedCodes(document), ...(await unknownReferences(client, document))];
    if (faults.length > 0) return { faults };
    const foreign = keepers ? await keptByOthers(client, document, keepers) : [];
    if (foreign.length > 0) return { foreign };
    return { changed: await store(client, document) };
  });
}

export async function isRegistryEmpty(pool: Pool): Promise<boolean> {
  const row = await first<{ any: boolean }>(pool, {
    text: 'SELECT EXISTS (SELECT FROM people) OR EXISTS (SELECT FROM committees) AS any',
  });
  return row?.any !== true;
}

export async function callerInRegistry(pool: Pool, person: Code): Promise<'KNOWN' | 'SUSPENDED' | 'UNKNOWN'> {
  const found = await first<{ suspended: boolean }>(pool, {
    name: 'caller-in-registry',
    text: `SELECT coalesce((data->>'suspended')::boolean, false) AS suspended FROM people WHERE code = $1`,
    values: [person],
  });
  if (!found) return 'UNKNOWN';
  return found.suspended ? 'SUSPENDED' : 'KNOWN';
}

/** One part of the registry, a page at a time. Of people whom none of these offices keeps it shows the name alone (T-4). */
export async function readRegistry(
  pool: Pool,
  part: RegistryPart,
  offices: readonly Code[],
  cursor: string,
  limit: number,
): Promise<Page> {
  const key = part === 'posts' ? `concat_ws('/', place, post, person, "from")` : 'code';
  const data =
    part === 'people'
      ? sql`CASE WHEN ${isKeptBy(offices)} THEN data ELSE jsonb_build_object('code', code, 'name', data->'name') END`
      : raw('data');
  const { rows } = await pool.query<{ key: string; data: unknown }>(
    statement(
      `registry-${part}`,
      sql`SELECT ${raw(key)} AS key, ${data} AS data FROM ${raw(part)} WHERE ${raw(key)} > ${cursor}
          ORDER BY 1 LIMIT ${limit + 1}`,
    ),
  );
  const items = rows.slice(0, limit);
  return { items: items.map(({ data }) => data), next: rows.length > limit ? (items.at(-1)?.key ?? null) : null };
}

/** Whether a row of `people` is kept by one of these committees' offices: by the one that it names; else where the person holds a
 *  post, at the committee or at an organisation that it manages. Whom nobody claims is anybody's to enter. */
const isKeptBy = (offices: readonly Code[]): Sql =>
  sql`CASE WHEN people.data->>'keptBy' IS NOT NULL THEN people.data->>'keptBy' = ANY (${offices}::text[])
      ELSE ${offices.length > 0}::boolean AND (NOT EXISTS (SELECT FROM posts p WHERE p.person = people.code)
        OR EXISTS (SELECT FROM posts p LEFT JOIN organisations o ON o.code = p.place
          WHERE p.person = people.code AND coalesce(o.managed_by, p.place) = ANY (${offices}::text[]))) END`;

export async function isPersonKeptBy(pool: Pool, offices: readonly Code[], person: Code): Promise<boolean> {
  const found = await first(
    pool,
    statement('person-kept', sql`SELECT code FROM people WHERE code = ${person} AND ${isKeptBy(offices)}`),
  );
  return found !== undefined;
}

/** A person's record in the pool (J-III.4c): how they served, round by round. */
export async function listAppraisals(pool: Pool, person: Code, cursor: string, limit: number): Promise<Page> {
  const { rows } = await pool.query<{ round: Code; data: object; on: string; by: Code }>({
    name: 'appraisals-of-person',
    text: `SELECT round, data, "on", by FROM events
           WHERE type = 'MemberAppraised' AND data->>'person' = $1 AND round > $2 ORDER BY round LIMIT $3`,
    values: [person, cursor, limit + 1],
  });
  const items = rows.slice(0, limit);
  return {
    items: items.map(({ round, data, on, by }) => ({ round, ...data, on, by })),
    next: rows.length > limit ? (items.at(-1)?.round ?? null) : null,
  };
}

function repeatedCodes(document: RegistryDocument): Fault[] {
  const faults: Fault[] = [];
  for (const part of ['committees', 'organisations', 'people'] as const) {
    const seen = new Set<Code>();
    for (const [i, { code }] of document[part].entries()) {
      if (seen.has(code))
        faults.push({ pointer: `/${part}/${i}/code`, detail: `${code} stands twice in the document` });
      seen.add(code);
    }
  }
  return faults;
}

async function unknownReferences(client: Client, document: RegistryDocument): Promise<Fault[]> {
  const [committees, organisations, people] = [
    await codesIn(client, 'committees', document.committees),
    await codesIn(client, 'organisations', document.organisations),
    await codesIn(client, 'people', document.people),
  ];
  const faults: Fault[] = [];
  const check = (known: ReadonlySet<Code>, code: Code | null | undefined, pointer: string, kind: string) => {
    if (code != null && !known.has(code)) faults.push({ pointer, detail: `there is no ${kind} ${code}` });
  };
  for (const [i, { upper }] of document.committees.entries())
    check(committees, upper, `/committees/${i}/upper`, 'committee');
  for (const [i, { managedBy, parent }] of document.organisations.entries()) {
    check(committees, managedBy, `/organisations/${i}/managedBy`, 'committee');
    check(organisations, parent, `/organisations/${i}/parent`, 'organisation');
  }
  for (const [i, { ties }] of document.people.entries())
    for (const [j, tie] of ties.entries())
      check(organisations, tie.organisation, `/people/${i}/ties/${j}/organisation`, 'organisation');
  for (const [i, post] of document.posts.entries()) {
    check(people, post.person, `/posts/${i}/person`, 'person');
    if ('committee' in post) check(committees, post.committee, `/posts/${i}/committee`, 'committee');
    else check(organisations, post.organisation, `/posts/${i}/organisation`, 'organisation');
    if (post.to != null && post.to < post.from)
      faults.push({ pointer: `/posts/${i}/to`, detail: 'the post ends before it begins' });
  }
  return faults;
}

async function codesIn(
  client: Client,
  part: 'committees' | 'organisations' | 'people',
  added: readonly { readonly code: Code }[],
): Promise<ReadonlySet<Code>> {
  const { rows } = await client.query<{ code: Code }>(`SELECT code FROM ${part}`);
  return new Set([...rows, ...added].map(({ code }) => code));
}

/** What the document would change of another office's: its committee, the organisations that it manages, the posts there, and
 *  whoever holds one. */
async function keptByOthers(
  client: Client,
  { committees, organisations, people, posts }: RegistryDocument,
  keepers: readonly Code[],
): Promise<Fault[]> {
  const { rows } = await client.query<{ pointer: string; code: Code }>(
    statement(
      'kept-by-others',
      sql`WITH RECURSIVE kept (code) AS (
             SELECT code FROM committees WHERE code = ANY (${keepers})
             UNION SELECT d->>'code' FROM jsonb_array_elements(${JSON.stringify(committees)}::jsonb) d
               WHERE NOT EXISTS (SELECT FROM committees WHERE code = d->>'code')
             UNION SELECT c.code FROM committees c JOIN kept ON c.upper = kept.code),
           added AS (SELECT d->>'code' AS code, d->>'managedBy' AS managed_by FROM jsonb_array_elements(${JSON.stringify(organisations)}::jsonb) d),
           managed (code, managed_by) AS (
             SELECT code, managed_by FROM organisations UNION SELECT code, managed_by FROM added),
           others (code) AS (
             SELECT code FROM committees WHERE code NOT IN (SELECT code FROM kept)
             UNION SELECT code FROM managed WHERE managed_by NOT IN (SELECT code FROM kept))
           SELECT '/committees/' || i - 1 AS pointer, c.code, 1 AS part, i
             FROM jsonb_array_elements(${JSON.stringify(committees)}::jsonb) WITH ORDINALITY AS t (d, i) JOIN committees c ON c.code = d->>'code'
             WHERE c.data IS DISTINCT FROM d AND c.code IN (SELECT code FROM others)
           UNION ALL SELECT '/organisations/' || i - 1, d->>'code', 2, i
             FROM jsonb_array_elements(${JSON.stringify(organisations)}::jsonb) WITH ORDINALITY AS t (d, i) LEFT JOIN organisations o ON o.code = d->>'code'
             WHERE o.data IS DISTINCT FROM d AND d->>'code' IN (SELECT code FROM others)
           UNION ALL SELECT '/people/' || i - 1, p.code, 3, i
             FROM jsonb_array_elements(${JSON.stringify(people)}::jsonb) WITH ORDINALITY AS t (d, i) JOIN people p ON p.code = d->>'code'
             WHERE p.data IS DISTINCT FROM d
               AND EXISTS (SELECT FROM posts WHERE person = p.code AND place IN (SELECT code FROM others)
                 AND ("to" IS NULL OR "to" >= ${TODAY}))
           UNION ALL SELECT '/posts/' || i - 1, t.place, 4, i
             FROM (SELECT d, i, coalesce(d->>'committee', d->>'organisation') AS place
               FROM jsonb_array_elements(${JSON.stringify(posts)}::jsonb) WITH ORDINALITY AS t (d, i)) t
             WHERE t.place IN (SELECT code FROM others) AND NOT EXISTS (SELECT FROM posts WHERE data = d)
           ORDER BY part, i`,
    ),
  );
  return rows.map(({ pointer, code }) => ({ pointer, detail: `${code} is kept by the office of another committee` }));
}

async function store(client: Client, { committees, organisations, people, posts }: RegistryDocument): Promise<number> {
  const statements: [string, readonly object[]][] = [
    [
      `INSERT INTO committees (code, upper, data) SELECT d->>'code', d->>'upper', d FROM jsonb_array_elements($1) d
       ON CONFLICT (code) DO UPDATE SET upper = excluded.upper, data = excluded.data
       WHERE committees.data IS DISTINCT FROM excluded.data`,
      committees,
    ],
    [
      `INSERT INTO organisations (code, managed_by, parent, data)
       SELECT d->>'code', d->>'managedBy', d->>'parent', d FROM jsonb_array_elements($1) d
       ON CONFLICT (code) DO UPDATE SET managed_by = excluded.managed_by, parent = excluded.parent, data = excluded.data
       WHERE organisations.data IS DISTINCT FROM excluded.data`,
      organisations,
    ],
    [
      `INSERT INTO people (code, data) SELECT d->>'code', d FROM jsonb_array_elements($1) d
       ON CONFLICT (code) DO UPDATE SET data = excluded.data WHERE people.data IS DISTINCT FROM excluded.data`,
      people,
    ],
    [
      `INSERT INTO posts (person, post, place, "from", "to", data)
       SELECT DISTINCT ON (1, 2, 3, 4) d->>'person', d->>'post', coalesce(d->>'committee', d->>'organisation'), d->>'from', d->>'to', d
       FROM jsonb_array_elements($1) d
       ON CONFLICT (person, post, place, "from") DO UPDATE SET "to" = excluded."to", data = excluded.data
       WHERE posts.data IS DISTINCT FROM excluded.data`,
      posts,
    ],
  ];
  let changed = 0;
  for (const [text, items] of statements) {
    if (items.length > 0) changed += (await client.query(text, [JSON.stringify(items)])).rowCount ?? 0;
  }
  return changed;
}

/** What is known of the registry, as far as a document or an entry touches it. */
import type { Fields, RegistryPart } from '../../domain/registry/events.ts';
import {
  emptyRegistry,
  type Entry,
  type PostVersion,
  type Registry,
  subjectOfPost,
} from '../../domain/registry/registry.ts';
import { type HeldPost, type Hierarchy, lineOf, postsLookedAt } from '../../domain/registry/rules.ts';
import type { Code } from '../../domain/vocabulary.ts';
import type { Client, Pool } from '../database.ts';
import { isHeldOn, postsHeld, TODAY } from '../posts.ts';
import { sql, statement } from '../sql.ts';

/** Which records, posts (by what their keys are made of) and entries. */
export interface Touched {
  readonly committees: readonly Code[];
  readonly organisations: readonly Code[];
  readonly people: readonly Code[];
  readonly posts: readonly Fields[];
  /** Beside those that wait for a change of the same subjects. */
  readonly entries?: readonly Code[];
}

export async function knownOf(client: Client | Pool, touched: Touched): Promise<Registry> {
  const registry = emptyRegistry();
  for (const part of ['committees', 'organisations', 'people'] as const) {
    const { rows } = await client.query<{ code: Code; data: Fields }>(
      `SELECT code, data FROM ${part} WHERE code = ANY ($1)`,
      [touched[part]],
    );
    for (const { code, data } of rows) registry.records[part].set(code, data);
  }
  const { rows: versions } = await client.query<PostVersion>(
    `SELECT p.person, p.post, p.place, p."from", p."to", p.sequence, p.known_from AS "knownFrom", p.known_to AS "knownTo", p.data
     FROM posts p JOIN jsonb_to_recordset($1::jsonb) AS x (person text, post text, committee text, organisation text, "from" text)
       ON (p.person, p.post, p.place, p."from") = (x.person, x.post, coalesce(x.committee, x.organisation), x."from")
     WHERE p.known_to IS NULL`,
    [JSON.stringify(touched.posts)],
  );
  for (const version of versions) registry.present.set(subjectOfPost(version.data), version);
  const subjects: Readonly<Record<RegistryPart, readonly string[]>> = {
    committees: touched.committees,
    organisations: touched.organisations,
    people: touched.people,
    posts: touched.posts.map(subjectOfPost),
  };
  const { rows: entries } = await client.query<{ data: Entry }>(
    `SELECT data FROM registry_entries WHERE entry = ANY ($1)
       OR state = 'AWAITING' AND (part, subject) IN (SELECT p.key, s FROM jsonb_each($2::jsonb) p, jsonb_array_elements_text(p.value) s)`,
    [touched.entries ?? [], JSON.stringify(subjects)],
  );
  for (const { data } of entries) registry.entries.set(data.entry, data);
  return registry;
}

/** The committees above each other, those of a document included, and who holds what at those that the rules look at. */
export async function hierarchyOf(
  client: Client | Pool,
  concerned: { readonly people: readonly Code[]; readonly committees: readonly Code[] },
  added: readonly { readonly code: Code; readonly upper?: Code | null | undefined }[] = [],
): Promise<Hierarchy> {
  const { rows } = await client.query<{ code: Code; upper: Code | null }>('SELECT code, upper FROM committees');
  const uppers = new Map<Code, Code | null>(added.map(({ code, upper }) => [code, upper ?? null]));
  // What is known stands as it is: a document changes nothing before it is taken.
  for (const { code, upper } of rows) uppers.set(code, upper);
  const upperOf = (committee: Code) => uppers.get(committee) ?? null;
  const places = new Set(concerned.committees.flatMap((committee) => lineOf({ upperOf }, committee)));
  const own = await holdersAt(client, [...places], concerned.people);
  // Whoever stands in for an office does so as long as none is there, at any committee above.
  const above = [...new Set(own.flatMap(({ place }) => lineOf({ upperOf }, place)))].filter(
    (place) => !places.has(place),
  );
  const further = above.length > 0 ? await holdersAt(client, above, []) : [];
  const known = new Set(own.map(({ person, post, place }) => `${person} ${post} ${place}`));
  return {
    upperOf,
    holders: [...own, ...further.filter(({ person, post, place }) => !known.has(`${person} ${post} ${place}`))],
  };
}

async function holdersAt(client: Client | Pool, places: readonly Code[], people: readonly Code[]): Promise<HeldPost[]> {
  const { rows } = await client.query<HeldPost>(
    statement(
      'registry-holders',
      sql`SELECT DISTINCT h.person, h.post, h.place FROM ${postsHeld('h')}
          WHERE (h.place = ANY (${places}::text[]) OR h.person = ANY (${people}::text[]))
            AND h.post = ANY (${postsLookedAt}::text[]) AND ${isHeldOn('h', TODAY)}
          ORDER BY 1, 2, 3`,
    ),
  );
  return rows;
}

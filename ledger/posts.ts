/** Who holds a post on a day, and what day it is: the one place that says so. */
import { type Code, type Day, type Instant, organisationPosts } from '../domain/vocabulary.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Holder, PostAt, Tenure } from '../domain/people/posts.ts';
import type { Actor } from '../domain/dossier/grammar.ts';
import { type Client, first, type Pool } from './database.ts';
import { raw, sql, type Sql, statement } from './sql.ts';

/** The day of an instant in Beijing. */
export const dayInBeijing = (instant: Sql): Sql => sql`to_char(${instant} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')`;
export const TODAY = dayInBeijing(raw('clock_timestamp()'));

/** Posts as they are held, for a FROM, under this name: what is known of them now, and what follows from it. A post is a right
 *  from its confirmation on, whatever its first day: before, it is not there (T-2). The upper office is that of the committee
 *  above, and never entered; what a department or enterprise does not have is asked of the post that stands for it there. A post
 *  that is mapped to itself has a title of its own there, and is held once. The post of a functional department may say which one
 *  it is. */
export const postsHeld = (name: string): Sql =>
  raw(`(SELECT h.person, h.post, h.place, h."from", h."to",
            CASE h.post WHEN 'FUNCTIONAL_DEPARTMENT' THEN h.data->>'organisation' END AS organisation FROM posts h
          WHERE h.known_to IS NULL AND h.post <> 'UPPER_OFFICE'
        UNION ALL SELECT h.person, 'UPPER_OFFICE', c.code, h."from", h."to", NULL FROM posts h JOIN committees c ON c.upper = h.place
          WHERE h.known_to IS NULL AND h.post IN ('OFFICE_DIRECTOR', 'OFFICE_STAFF')
        UNION ALL SELECT h.person, m->>'post', h.place, h."from", h."to", NULL FROM posts h JOIN committees c ON c.code = h.place
          CROSS JOIN jsonb_array_elements(c.data->'roleMapping') m
          WHERE h.known_to IS NULL AND h.post = m->>'askedOf' AND h.post <> m->>'post') ${name}`);

/** The name of a functional department, to be merged with a post: absent where it has none. */
export const departmentOf = (post: string): Sql =>
  raw(`jsonb_strip_nulls(jsonb_build_object('organisation', ${post}.organisation))`);

/** Whether a post, under this name, is held on a day: from its first day to its last one. */
export const isHeldOn = (post: string, day: Sql): Sql =>
  sql`(${raw(post)}."from" <= ${day} AND (${raw(post)}."to" IS NULL OR ${raw(post)}."to" >= ${day}))`;

/** The database's clock, which is every dossier's (less its lead). */
export async function databaseClock(client: Client | Pool): Promise<Instant> {
  const row = await first<{ clock: Instant }>(
    client,
    statement('clock', sql`SELECT date_trunc('milliseconds', clock_timestamp()) AS clock`),
  );
  if (!row) throw new Error('the database does not tell the time');
  return row.clock;
}

/** The posts that a person holds on a day. */
export async function postsOf(client: Client | Pool, person: Code, day: Day): Promise<Actor['posts']> {
  const { rows } = await client.query<{ readonly held: Actor['posts'][number] }>(
    statement(
      'posts-of',
      sql`SELECT jsonb_build_object('post', p.post, 'place', p.place) || ${departmentOf('p')} AS held FROM ${postsHeld('p')} WHERE p.person = ${person} AND ${isHeldOn('p', sql`${day}`)}`,
    ),
  );
  return rows.map(({ held }) => held);
}

/** Who asks, with the posts of that day. */
export const actorOf = async (client: Client | Pool, person: Code, now: Instant): Promise<Actor> => ({
  person,
  posts: await postsOf(client, person, dayOf(now)),
});

/** Who holds these posts on a day, and whether a letter can reach them. */
export async function holdersOf(client: Client | Pool, posts: readonly PostAt[], day: Day): Promise<Holder[]> {
  if (posts.length === 0) return [];
  const { rows } = await client.query<
    Holder & { readonly organisation: Code | null; readonly serves: readonly Code[] | null }
  >(
    statement(
      'holders-of',
      sql`SELECT DISTINCT h.post, h.place, h.organisation, h.person, coalesce(p.data->>'email', '') <> '' AS "hasAddress",
            CASE WHEN NOT h.post = ANY (${organisationPosts}::text[]) THEN ${servedBy('h.person', day)} END AS serves
          FROM ${postsHeld('h')} JOIN people p ON p.code = h.person JOIN ${asked(posts)}
          WHERE ${isAmong(posts)} AND ${isHeldOn('h', sql`${day}`)}
          ORDER BY h.post, h.place, h.organisation, h.person`,
    ),
  );
  return rows.map(({ organisation, serves, ...holder }) => ({
    ...holder,
    ...(organisation === null ? {} : { organisation }),
    ...(serves === null ? {} : { serves }),
  }));
}

/** The organisations at which a person holds a post on a day; null where there is none. */
const servedBy = (person: string, day: Day): Sql => sql`(SELECT jsonb_agg(DISTINCT s.place) FROM posts s
  WHERE s.known_to IS NULL AND s.person = ${raw(person)} AND s.post = ANY (${organisationPosts}::text[])
    AND ${isHeldOn('s', sql`${day}`)})`;

/** Who has held these posts, and when. */
export async function tenuresOf(client: Client | Pool, posts: readonly PostAt[]): Promise<Tenure[]> {
  const { rows } = await client.query<Tenure>(
    statement(
      'tenures-of',
      sql`SELECT h.post, h.place, h.person, h."from", h."to" FROM ${postsHeld('h')} JOIN ${asked(posts)}
          WHERE ${isAmong(posts)} ORDER BY h."from", h.person`,
    ),
  );
  return rows;
}

/** The same once more, in a form that reaches into each part of the posts: they are looked up, and not gone through. */
const isAmong = (posts: readonly PostAt[]): Sql =>
  sql`h.post = ANY (${posts.map(({ post }) => post)}::text[]) AND h.place = ANY (${posts.map(({ place }) => place)}::text[])`;
const asked = (posts: readonly PostAt[]): Sql =>
  sql`unnest(${posts.map(({ post }) => post)}::text[], ${posts.map(({ place }) => place)}::text[],
        ${posts.map(({ organisation }) => organisation ?? '')}::text[]) AS asked (post, place, organisation)
      ON asked.post = h.post AND asked.place = h.place AND asked.organisation = coalesce(h.organisation, '')`;

/** Who holds a post on a day, and what day it is: the one place that says so. */
import type { Code, Day, Instant } from '../domain/vocabulary.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Holder, PostAt, Tenure } from '../domain/people/posts.ts';
import type { Actor } from '../domain/dossier/grammar.ts';
import { type Client, first, type Pool } from './database.ts';
import { raw, sql, type Sql, statement } from './sql.ts';

/** The day of an instant in Beijing. */
export const dayInBeijing = (instant: Sql): Sql => sql`to_char(${instant} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')`;
export const TODAY = dayInBeijing(raw('clock_timestamp()'));

/** Posts as they are held, for a FROM, under this name: those that were entered, and at each committee the upper office, which is
 *  the office posts of the committee named in `upper` (T-2). */
export const postsHeld = (name: string): Sql =>
  raw(`(SELECT h.person, h.post, h.place, h."from", h."to" FROM posts h
        UNION ALL SELECT h.person, 'UPPER_OFFICE', c.code, h."from", h."to" FROM posts h JOIN committees c ON c.upper = h.place
          WHERE h.post IN ('OFFICE_DIRECTOR', 'OFFICE_STAFF')) ${name}`);

/** Whether a row of `posts`, under this name, is held on a day: from its first day to its last one. */
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
  const { rows } = await client.query<Actor['posts'][number]>(
    statement(
      'posts-of',
      sql`SELECT p.post, p.place FROM ${postsHeld('p')} WHERE p.person = ${person} AND ${isHeldOn('p', sql`${day}`)}`,
    ),
  );
  return rows;
}

/** Who asks, with the posts of that day. */
export const actorOf = async (client: Client | Pool, person: Code, now: Instant): Promise<Actor> => ({
  person,
  posts: await postsOf(client, person, dayOf(now)),
});

/** Who holds these posts on a day, and whether a letter can reach them. */
export async function holdersOf(client: Client | Pool, posts: readonly PostAt[], day: Day): Promise<Holder[]> {
  if (posts.length === 0) return [];
  const { rows } = await client.query<Holder>(
    statement(
      'holders-of',
      sql`SELECT DISTINCT h.post, h.place, h.person, coalesce(p.data->>'email', '') <> '' AS "hasAddress"
          FROM posts h JOIN people p ON p.code = h.person JOIN ${asked(posts)}
          WHERE ${isHeldOn('h', sql`${day}`)}
          ORDER BY h.post, h.place, h.person`,
    ),
  );
  return rows;
}

/** Who has held these posts, and when. */
export async function tenuresOf(client: Client | Pool, posts: readonly PostAt[]): Promise<Tenure[]> {
  const { rows } = await client.query<Tenure>(
    statement(
      'tenures-of',
      sql`SELECT h.post, h.place, h.person, h."from", h."to" FROM posts h JOIN ${asked(posts)} ORDER BY h."from", h.person`,
    ),
  );
  return rows;
}

const asked = (posts: readonly PostAt[]): Sql =>
  sql`unnest(${posts.map(({ post }) => post)}::text[], ${posts.map(({ place }) => place)}::text[]) AS asked (post, place)
      ON asked.post = h.post AND asked.place = h.place`;

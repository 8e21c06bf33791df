/** Browser sessions (T-1): by the hash of an id that the browser alone has. 30 minutes without use end one, 12 hours in any case,
 *  and so do a suspension and the end of the last post. */
import { createHash, randomBytes } from 'node:crypto';
import type { Code } from '../domain/vocabulary.ts';
import { first, type Pool } from './database.ts';
import { isHeldOn, postsHeld, TODAY } from './posts.ts';
import { raw, sql, statement } from './sql.ts';

export interface Session {
  readonly person: Code;
  /** In seconds since 1970. */
  readonly signedInAt: number;
}
/** What a sign-in under way must come back with. */
export interface SignInBegun {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

const IDLE = raw(`interval '30 minutes'`);
const LONGEST = raw(`interval '12 hours'`);
/** Its last use is written at most this often. */
const WRITTEN_EVERY = raw(`interval '1 minute'`);
const SIGN_IN_WITHIN = raw(`interval '10 minutes'`);

const newId = (): string => randomBytes(32).toString('base64url');
const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex');
const holdsPost = sql`EXISTS (SELECT FROM ${postsHeld('h')} WHERE h.person = s.person AND ${isHeldOn('h', TODAY)})`;

/** Keeps what a sign-in must come back with, and gives the id under which the browser asks for it. */
export async function beginSignIn(pool: Pool, { state, nonce, verifier, returnTo }: SignInBegun): Promise<string> {
  const id = newId();
  await pool.query(statement('sign-ins-over', sql`DELETE FROM sign_ins WHERE begun_at < now() - ${SIGN_IN_WITHIN}`));
  await pool.query(
    statement(
      'sign-in-begun',
      sql`INSERT INTO sign_ins (id_hash, state, nonce, verifier, return_to)
          VALUES (${hashOf(id)}, ${state}, ${nonce}, ${verifier}, ${returnTo})`,
    ),
  );
  return id;
}

/** What was kept, once: whoever comes with the same id again finds nothing. */
export const takeSignIn = (pool: Pool, id: string): Promise<SignInBegun | undefined> =>
  first<SignInBegun & { readonly [column: string]: unknown }>(
    pool,
    statement(
      'sign-in-taken',
      sql`DELETE FROM sign_ins WHERE id_hash = ${hashOf(id)} AND begun_at > now() - ${SIGN_IN_WITHIN}
          RETURNING state, nonce, verifier, return_to AS "returnTo"`,
    ),
  );

/** A new session, with an id of its own. Those that are over go. */
export async function beginSession(pool: Pool, { person, signedInAt }: Session): Promise<string> {
  const id = newId();
  await pool.query(
    statement(
      'sessions-over',
      sql`DELETE FROM sessions WHERE used_at < now() - ${IDLE} OR begun_at < now() - ${LONGEST}`,
    ),
  );
  await pool.query(
    statement(
      'session-begun',
      sql`INSERT INTO sessions (id_hash, person, with_post, signed_in_at)
          SELECT ${hashOf(id)}, s.person, ${holdsPost}, to_timestamp(${signedInAt}) FROM (SELECT ${person}::text AS person) s`,
    ),
  );
  return id;
}

export async function endSession(pool: Pool, id: string): Promise<void> {
  await pool.query(statement('session-ended', sql`DELETE FROM sessions WHERE id_hash = ${hashOf(id)}`));
}

/** The session of this id, if it has not ended; what has ended it is remembered, and does not let it go on later. */
export async function sessionOf(pool: Pool, id: string): Promise<Session | undefined> {
  const found = await first<Session & { readonly isStale: boolean; readonly isOver: boolean }>(
    pool,
    statement(
      'session-of',
      sql`SELECT s.person, floor(extract(epoch FROM s.signed_in_at))::int AS "signedInAt",
            s.used_at < now() - ${WRITTEN_EVERY} AS "isStale",
            s.used_at < now() - ${IDLE} OR s.begun_at < now() - ${LONGEST} OR (s.with_post AND NOT ${holdsPost})
              OR NOT EXISTS (SELECT FROM people p WHERE p.code = s.person AND NOT p.data ? 'revoked'
                AND NOT coalesce((p.data->>'suspended')::boolean, false)) AS "isOver"
          FROM sessions s WHERE s.id_hash = ${hashOf(id)}`,
    ),
  );
  if (!found) return undefined;
  const { person, signedInAt, isStale, isOver } = found;
  if (isOver) {
    await endSession(pool, id);
    return undefined;
  }
  if (isStale)
    await pool.query(
      statement('session-used', sql`UPDATE sessions SET used_at = clock_timestamp() WHERE id_hash = ${hashOf(id)}`),
    );
  return { person, signedInAt };
}

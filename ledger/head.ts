/** The head of a dossier: where its ledger ends, what its clock shows, and what a command needs of its caller. */
import type { Code, Instant } from '../domain/vocabulary.ts';
import { dayOf, later } from '../domain/calendar.ts';
import type { Actor } from '../domain/dossier/grammar.ts';
import type { PostAt } from '../domain/people/posts.ts';
import type { Bonds } from '../domain/people/ties.ts';
import { bondsOf } from './bonds.ts';
import type { Answer } from '../contracts/messages.ts';
import { type Client, first, type Pool } from './database.ts';
import { dayInBeijing, departmentOf, isHeldOn, postsHeld } from './posts.ts';
import { raw, sql, type Sql, statement } from './sql.ts';

/** Where a dossier's ledger ends. */
export interface Head {
  readonly code: string;
  readonly sequence: number;
  readonly hash: string;
}
export interface Earlier {
  readonly fingerprint: string;
  readonly answer: Answer;
}
export interface CallerHead extends Head {
  readonly lastAt: Instant;
  /** The database's clock. */
  readonly clock: Instant;
  readonly leadMs: number;
  /** Where the clock is being moved to (development only). */
  readonly movingTo: Instant | null;
  readonly followedSequence: number;
  readonly followedRun: string | null;
  /** What the same command was answered before. */
  readonly earlier: Earlier | null;
  readonly posts: readonly PostAt[];
  readonly bonds: Bonds;
  /** Who sits in a team of the round, and is suspended in the registry. */
  readonly suspended: readonly string[];
}

/** What a dossier's clock shows: the database's clock and the lead, never before the last event. */
export const dossierTime = ({ clock, leadMs, lastAt }: CallerHead): Instant =>
  later(new Date(Date.parse(clock) + leadMs).toISOString(), lastAt);

const headFor = ({ round, id, by }: Caller): Sql => sql`
SELECT r.code, r.sequence, r.hash, r.last_at AS "lastAt", r.lead_ms AS "leadMs", r.moving_to AS "movingTo",
  r.followed_sequence AS "followedSequence", r.followed_run AS "followedRun",
  date_trunc('milliseconds', clock_timestamp()) AS clock,
  (SELECT jsonb_build_object('fingerprint', c.fingerprint, 'answer', c.answer)
     FROM commands c WHERE c.round = r.code AND c.id = ${id}) AS earlier,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('post', p.post, 'place', p.place) || ${departmentOf('p')}), '[]')
     FROM ${postsHeld('p')}, ${dayInBeijing(raw(`greatest(clock_timestamp() + r.lead_ms * interval '1 millisecond', r.last_at)`))} AS today
     WHERE p.person = ${by} AND ${isHeldOn('p', raw('today'))}) AS posts,
  ${bondsOf(sql`${by}`, raw('r.code'))} AS bonds,
  ARRAY(SELECT DISTINCT p.code FROM people p JOIN teams t ON t.round = r.code
    AND (t.data->>'leader' = p.code OR t.data->'deputies' ? p.code OR t.data->'members' ? p.code)
    WHERE (p.data->>'suspended')::boolean ORDER BY 1) AS suspended
FROM rounds r WHERE r.code = ${round}`;

export interface Caller {
  readonly round: string;
  /** The command's id. */
  readonly id: string;
  readonly by: string;
}
/** Who asks, as the rules of the dossier know them. */
export const actorAt = (head: CallerHead, person: Code): Actor => ({
  person,
  posts: head.posts,
  bonds: { ...head.bonds, day: dayOf(dossierTime(head)) },
});

/** Nobody asks for anything: time passes, or the workflow looks. */
export const nobody = (round: string): Caller => ({ round, id: '', by: '' });

export const readHead = (client: Client | Pool, caller: Caller) =>
  first<CallerHead>(client, statement('read-head', headFor(caller)));

/** Locks the head and reads it in one statement. PostgreSQL reads the locked row afresh after a wait; what stands beside it
 *  is as of the statement's start. A command that was answered during the wait is noticed as it is written again. */
export const lockHead = (client: Client, caller: Caller) =>
  first<CallerHead>(client, statement('lock-head', sql`${headFor(caller)} FOR UPDATE OF r`));

/** What a command was answered by now: under the lock, nobody answers it any more. */
export const earlierAnswer = (client: Client, { round, id }: Caller) =>
  first<Earlier>(client, {
    name: 'earlier-answer',
    text: 'SELECT fingerprint, answer FROM commands WHERE round = $1 AND id = $2',
    values: [round, id],
  });

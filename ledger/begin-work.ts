/** Beginning a committee's work: its first event, in one transaction, before any workflow runs. Repeating it is no conflict. */
import type { Code, Day } from '../domain/vocabulary.ts';
import { workOf } from '../contracts/committee.ts';
import type { Refused } from '../contracts/messages.ts';
import type { WorkRequest } from '../contracts/requests/committee.ts';
import { beginFile } from '../domain/committee/steps/beginning.ts';
import { rolesOfPost } from '../domain/people/posts.ts';
import { DEFAULT_PACK } from '../domain/policy/packs.ts';
import { begin } from './begin.ts';
import { committeeBook } from './committee-book.ts';
import { first, type Pool, transaction } from './database.ts';
import { actorOf, databaseClock } from './posts.ts';
import { refused } from './refused.ts';
import { pinned } from './pinned-pack.ts';

export type Begun = { readonly begun: 'NEW' | 'SAME' } | { readonly refusal: Refused };

export async function beginInLedger(
  pool: Pool,
  committee: Code,
  { pack = DEFAULT_PACK, on }: WorkRequest,
  by: Code,
  command: string,
): Promise<Begun> {
  return transaction(pool, async (client) => {
    const now = await databaseClock(client);
    const registered = await first<{ term: Day | null; region: string | null }>(client, {
      text: `SELECT data->'term'->>'from' AS term, data->>'region' AS region FROM committees WHERE code = $1`,
      values: [committee],
    });
    const { term: termFrom = null, region = null } = registered ?? {};
    const facts = { known: registered !== undefined, termFrom, region, pack: pinned(pack) };
    const actor = await actorOf(client, by, now);
    const event = beginFile({ code: workOf(committee), committee }, actor, facts, now, on);
    if ('missing' in event) return { refusal: refused(event, 'begin-work') };

    const posts = actor.posts.filter(({ post, place }) => place === committee && rolesOfPost[post].includes('OFF'));
    const opening = { ...event, sequence: 1, at: now, by, ...(posts.length > 0 ? { posts } : {}) };
    const isNew = await begin(client, committeeBook, { first: opening, fingerprint: '', command, texts: [] });
    // One per committee, however often it is asked for.
    return { begun: isNew ? 'NEW' : 'SAME' };
  });
}

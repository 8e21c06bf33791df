/** Planning a round: its first event, in one transaction, before any workflow runs. Repeating it is no conflict. */
import type { Code, Instant } from '../domain/vocabulary.ts';
import type { Refused } from '../contracts/messages.ts';
import type { PlanRequest } from '../contracts/requests/plan.ts';
import type { Text } from '../contracts/schemas/texts.ts';
import type { InspectedObject } from '../domain/people/jurisdiction.ts';
import { rolesOfPost } from '../domain/people/posts.ts';
import { dayOf } from '../domain/calendar.ts';
import { DEFAULT_PACK } from '../domain/policy/packs.ts';
import { type PlanFacts, planRound } from '../domain/round/steps/planning.ts';
import { begin } from './begin.ts';
import { sealTexts } from './contents/contents.ts';
import { type ContentKeys } from './contents/key-ring.ts';
import { type Client, first, type Pool, transaction } from './database.ts';
import { fingerprintOfPlan } from './plan-fingerprint.ts';
import { actorOf, databaseClock, isHeldOn, postsHeld } from './posts.ts';
import { refused } from './refused.ts';
import { roundBook } from './round-book.ts';
import { sql, statement } from './sql.ts';
import { pinned } from './pinned-pack.ts';

export type Planned =
  | { readonly planned: 'NEW' | 'SAME' }
  | { readonly conflict: true }
  | { readonly refusal: Refused };

export interface PlanAsked {
  readonly plan: PlanRequest;
  readonly texts: readonly Text[];
  /** The same as it may have come before the present content key: the hashes of its texts are other ones. */
  readonly plansOfBefore: () => readonly PlanRequest[];
}

/** The plan's first event and its texts, in one transaction. */
export async function planInLedger(
  { pool, contentKeys }: { readonly pool: Pool; readonly contentKeys: ContentKeys },
  { plan, texts, plansOfBefore }: PlanAsked,
  by: Code,
  command: string,
): Promise<Planned> {
  const fingerprint = fingerprintOfPlan(plan);
  const isSame = (known: string | undefined): boolean =>
    known === fingerprint || plansOfBefore().some((before) => fingerprintOfPlan(before) === known);
  return transaction(pool, async (client) => {
    const now = await databaseClock(client);
    const actor = await actorOf(client, by, now);
    const event = planRound(plan, actor, await planFacts(client, plan, now), now);
    // Who may plan is asked first: a taken code is told to nobody else (T-4).
    if ('missing' in event && event.missing.some(({ fact }) => fact === 'post'))
      return { refusal: refused(event, 'plan-round') };
    const known = await knownRound(client, plan.code);
    if (known) return isSame(known) ? { planned: 'SAME' } : { conflict: true };
    if ('missing' in event) return { refusal: refused(event, 'plan-round') };
    if (event.type !== 'RoundPlanned') throw new Error('planning leaves RoundPlanned');
    const posts = actor.posts.filter(
      ({ post, place }) => place === plan.committee && rolesOfPost[post].includes('OFF'),
    );
    const first = { ...event, sequence: 1, at: now, by, ...(posts.length > 0 ? { posts } : {}) };
    const sealed = sealTexts(contentKeys, texts);
    if (await begin(client, roundBook, { first, fingerprint, command, texts: sealed })) return { planned: 'NEW' };
    // Two at once: the other one was first.
    return isSame(await knownRound(client, plan.code)) ? { planned: 'SAME' } : { conflict: true };
  });
}

async function knownRound(client: Client | Pool, code: Code): Promise<string | undefined> {
  const row = await first<{ fingerprint: string }>(client, {
    text: 'SELECT fingerprint FROM rounds WHERE code = $1',
    values: [code],
  });
  return row?.fingerprint;
}

async function planFacts(client: Client, plan: PlanRequest, now: Instant): Promise<PlanFacts> {
  const committee = await first<NonNullable<PlanFacts['committee']>>(
    client,
    statement(
      'planning-committee',
      sql`SELECT c.code, c.data->>'level' AS level, c.data->'namedByProvince' AS "namedByProvince", c.data->>'region' AS region,
            coalesce(c.data->'term'->>'from', '') AS "termFrom", c.data->'bodies'->'office' AS office,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('post', p.post, 'person', p.person)), '[]') FROM ${postsHeld('p')}
              WHERE p.place = c.code AND ${isHeldOn('p', sql`${dayOf(now)}`)}) AS posts
          FROM committees c WHERE c.code = ${plan.committee}`,
    ),
  );
  const { rows } = await client.query<InspectedObject & { nextLower: Code[] }>(
    `SELECT o.code, o.data->>'kind' AS kind, o.managed_by AS "managedBy",
       coalesce((o.data->>'provincialTarget')::boolean, false) AS "provincialTarget",
       ARRAY(WITH RECURSIVE above (code) AS (
           SELECT upper FROM committees WHERE code = o.managed_by
           UNION SELECT c.upper FROM committees c JOIN above a ON c.code = a.code)
         SELECT code FROM above WHERE code IS NOT NULL) AS "managedUnder",
       ARRAY(SELECT child.code FROM organisations child WHERE child.parent = o.code ORDER BY 1) AS "nextLower"
     FROM organisations o WHERE o.code = ANY ($1)`,
    [plan.organisations.map(({ code }) => code)],
  );
  return {
    committee: committee ?? null,
    organisations: Object.fromEntries(rows.map((organisation) => [organisation.code, organisation])),
    pack: pinned(plan.pack ?? DEFAULT_PACK),
  };
}

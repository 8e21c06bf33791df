/** Planning a round: its first event, in one transaction, before any workflow runs. Repeating it is no conflict. */
import type { Code, Instant } from '../domain/vocabulary.ts';
import type { PlanRequest } from '../contracts/schemas/requests.ts';
import type { Refused } from '../contracts/messages.ts';
import type { InspectedObject } from '../domain/people/jurisdiction.ts';
import { dayOf } from '../domain/calendar.ts';
import { DEFAULT_PACK, packNamed } from '../domain/policy/packs.ts';
import type { PinnedPack } from '../domain/policy/pack.ts';
import { outlook } from '../domain/round/round.ts';
import { plannedRound, type PlanFacts, planRound } from '../domain/round/steps/planning.ts';
import { headRow, lineOf, projections } from './append.ts';
import { canonical, genesis, linkHash, sha256 } from './chain.ts';
import { type Client, first, type Pool, transaction, violatedConstraint } from './database.ts';
import { refused } from './refused.ts';
import type { RecordedRoundEvent } from '../domain/round/events.ts';
import type { Actor } from '../domain/dossier/grammar.ts';

export type Planned =
  | { readonly planned: 'NEW' | 'SAME' }
  | { readonly conflict: true }
  | { readonly refusal: Refused };

export async function planInLedger(pool: Pool, plan: PlanRequest, by: Code, command: string): Promise<Planned> {
  const fingerprint = sha256(canonical(withoutReferences(plan)));
  try {
    return await transaction(pool, async (client) => {
      const known = await knownRound(client, plan.code);
      if (known) return known === fingerprint ? { planned: 'SAME' } : { conflict: true };
      const now = await databaseClock(client);
      const actor = await actorOf(client, by, now);
      const event = planRound(plan, actor, await planFacts(client, plan, now), now);
      if ('missing' in event) return { refusal: refused(event, 'plan-round') };
      if (event.type !== 'RoundPlanned') throw new Error('planning leaves RoundPlanned');
      await insertRound(client, { ...event, sequence: 1, at: now, by }, fingerprint, command);
      return { planned: 'NEW' };
    });
  } catch (error) {
    // Two at once: the other one was first.
    if (violatedConstraint(error) !== 'rounds_pkey') throw error;
    const known = await knownRound(pool, plan.code);
    return known === fingerprint ? { planned: 'SAME' } : { conflict: true };
  }
}

/** The pack with the hash that pins it. */
export function pinned(id: string): PinnedPack | null {
  const pack = packNamed(id);
  return pack ? { ...pack, hash: sha256(canonical(pack)) } : null;
}

async function insertRound(
  client: Client,
  planned: RecordedRoundEvent<'RoundPlanned'>,
  fingerprint: string,
  command: string,
): Promise<void> {
  const round = plannedRound(planned);
  const line = lineOf(planned, { recordedAt: planned.at, command });
  const hash = linkHash(genesis(round.code), line);
  const head = headRow(round, hash, outlook(round));
  await client.query(
    `INSERT INTO rounds (code, committee, fingerprint, sequence, hash, last_at, phase, closed, overdue_count, takeover)
     VALUES ($1, $2, $3, 1, $4, $5, $6, false, 0, $7)`,
    [round.code, round.committee, fingerprint, hash, head.last_at, head.phase, head.takeover],
  );
  await client.query(
    `INSERT INTO events (round, sequence, type, at, "on", recorded_at, by, clause, command, data, opens, closes, hash)
     VALUES ($1, 1, $2, $3, $4, $3, $5, $6, $7, $8, '[]', '[]', $9)`,
    [round.code, line.type, line.at, line.on, line.by, line.clause, command, JSON.stringify(line.data), hash],
  );
  await client.query(
    `INSERT INTO inspected_organisations (round, code, phase, data)
     SELECT $1, o.code, o.phase, o.data FROM jsonb_to_recordset($2) AS o (code text, phase text, data jsonb)`,
    [round.code, JSON.stringify(projections(undefined, round).organisations)],
  );
}

/** Two requests are the same when they say the same; the references of their texts differ, the hashes do not. */
function withoutReferences(plan: PlanRequest): unknown {
  return JSON.parse(JSON.stringify(plan, (key, value: unknown) => (key === 'ref' ? undefined : value)));
}

async function knownRound(client: Client | Pool, code: Code): Promise<string | undefined> {
  const row = await first<{ fingerprint: string }>(client, {
    text: 'SELECT fingerprint FROM rounds WHERE code = $1',
    values: [code],
  });
  return row?.fingerprint;
}

export async function databaseClock(client: Client | Pool): Promise<Instant> {
  const row = await first<{ clock: Instant }>(client, {
    name: 'clock',
    text: `SELECT date_trunc('milliseconds', clock_timestamp()) AS clock`,
  });
  if (!row) throw new Error('the database does not tell the time');
  return row.clock;
}

/** Who asks, with the posts of that day. */
export async function actorOf(client: Client, person: Code, now: Instant): Promise<Actor> {
  const { rows } = await client.query<Actor['posts'][number]>(
    'SELECT post, place FROM posts WHERE person = $1 AND "from" <= $2 AND ("to" IS NULL OR "to" >= $2)',
    [person, dayOf(now)],
  );
  return { person, posts: rows };
}

async function planFacts(client: Client, plan: PlanRequest, now: Instant): Promise<PlanFacts> {
  const committee = await first<NonNullable<PlanFacts['committee']>>(client, {
    text: `SELECT c.code, c.data->>'level' AS level, c.data->'namedByProvince' AS "namedByProvince",
             coalesce(c.data->'term'->>'from', '') AS "termFrom", c.data->'bodies'->'office' AS office,
             (SELECT coalesce(jsonb_agg(jsonb_build_object('post', p.post, 'person', p.person)), '[]') FROM posts p
               WHERE p.place = c.code AND p."from" <= $2 AND (p."to" IS NULL OR p."to" >= $2)) AS posts
           FROM committees c WHERE c.code = $1`,
    values: [plan.committee, dayOf(now)],
  });
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

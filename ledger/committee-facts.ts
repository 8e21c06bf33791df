/** What the rules of a committee's work want to know beyond their dossier, and what its side asks about a term. */
import type { Code, Day } from '../domain/vocabulary.ts';
import type { CommitteeFile } from '../domain/committee/state.ts';
import type { CategoryCount } from '../domain/committee/tendencies.ts';
import { type Client, first, type Pool } from './database.ts';
import type { CommitteeFacts, CommitteeFactsNeeded } from '../domain/committee/facts.ts';
import { signatoryOf } from './facts.ts';
import { holdersOf } from './posts.ts';

export async function gatherWorkFacts(
  client: Client | Pool,
  { code, committee, term }: CommitteeFile,
  { holders, category, organisation, person, term: asksTerm, signatory }: CommitteeFactsNeeded,
  today: Day,
): Promise<CommitteeFacts> {
  const counts = category === undefined ? [] : await categoriesOfTerm(client, committee, term);
  return {
    holders: holders ? await holdersOf(client, holders, today) : [],
    affected: counts.find((count) => count.category === category)?.organisations ?? [],
    organisationKnown: organisation !== undefined && (await isRegistered(client, 'organisations', organisation)),
    personKnown: person !== undefined && (await isRegistered(client, 'people', person)),
    termFrom: asksTerm ? await registeredTerm(client, committee) : null,
    signatory: signatory ? await signatoryOf(client, code, signatory, today) : null,
  };
}

/** Which categories of findings a committee's rounds of a term have, and where. */
export async function categoriesOfTerm(client: Client | Pool, committee: Code, term: Day): Promise<CategoryCount[]> {
  const { rows } = await client.query<CategoryCount>({
    name: 'categories-of-term',
    text: `SELECT f.data->>'area' AS area, f.data->>'category' AS category, count(*)::int AS findings,
             array_agg(DISTINCT f.organisation ORDER BY f.organisation) AS organisations
           FROM findings f
           JOIN rounds r ON r.code = f.round
           JOIN events planned ON planned.round = r.code AND planned.sequence = 1
           WHERE r.committee = $1 AND planned.data->>'term' = $2
           GROUP BY 1, 2 ORDER BY 1, 2`,
    values: [committee, term],
  });
  return rows;
}

async function isRegistered(client: Client | Pool, part: 'organisations' | 'people', code: Code): Promise<boolean> {
  const found = await first(client, {
    name: `registered-in-${part}`,
    text: `SELECT code FROM ${part} WHERE code = $1`,
    values: [code],
  });
  return found !== undefined;
}

async function registeredTerm(client: Client | Pool, committee: Code): Promise<Day | null> {
  const row = await first<{ from: Day | null }>(client, {
    name: 'registered-term',
    text: `SELECT data->'term'->>'from' AS "from" FROM committees WHERE code = $1`,
    values: [committee],
  });
  return row?.from ?? null;
}

/** The facts that rules ask for beyond their round: read on the same connection, in the same transaction. */
import type { Day } from '../domain/vocabulary.ts';
import { type EarlierRound, type Facts, type FactsNeeded, noFacts, type PersonFacts } from '../domain/round/facts.ts';
import type { Round } from '../domain/round/state.ts';
import type { Signatory, SignatoryNeeded } from '../domain/people/signatory.ts';
import type { Bonds } from '../domain/people/ties.ts';
import { bondsOf } from './bonds.ts';
import { type Client, first, type Pool } from './database.ts';
import { packChange } from './pack-change.ts';
import { holdersOf, postsOf, tenuresOf } from './posts.ts';
import { raw, sql, statement } from './sql.ts';

export async function gatherFacts(
  client: Client | Pool,
  round: Round,
  needed: FactsNeeded,
  today: Day,
): Promise<Facts> {
  const decisionUsedBy = needed.decision ? await earlierUse(client, round, needed.decision) : null;
  const holders = needed.holders ? await holdersOf(client, needed.holders, today) : [];
  const asked = [...(needed.people ?? []), ...(needed.holdersAsPeople ? holders.map(({ person }) => person) : [])];
  const people = asked.length > 0 ? await peopleFacts(client, round.code, asked) : noFacts.people;
  const bodies = needed.bodies ? await registeredAmong(client, needed.bodies) : noFacts.bodies;
  const managers = needed.managers ? await managersOf(client, needed.managers) : noFacts.managers;
  const earlierRound = needed.earlierRound ? await inspectedEarlier(client, needed.earlierRound) : null;
  const tenures = needed.tenures ? await tenuresOf(client, needed.tenures) : noFacts.tenures;
  const change = needed.pack === undefined ? noFacts.packChange : packChange(round, needed.pack);
  const region = needed.region ? await regionOf(client, round) : noFacts.region;
  const head = needed.head ? await headHash(client, round) : noFacts.head;
  const signatory = needed.signatory ? await signatoryOf(client, round.code, needed.signatory, today) : null;
  return {
    people,
    decisionUsedBy,
    holders,
    bodies,
    managers,
    earlierRound,
    tenures,
    packChange: change,
    region,
    head,
    signatory,
  };
}

/** null: the registry does not know the person. */
export async function signatoryOf(
  client: Client | Pool,
  round: string,
  { person, holders }: NonNullable<SignatoryNeeded['signatory']>,
  today: Day,
): Promise<Signatory | null> {
  const known = (await peopleFacts(client, round, [person]))[person];
  if (!known) return null;
  const posts = await postsOf(client, person, today);
  const { suspended, ties, service } = known;
  const bonds = { ties, service, day: today };
  return { person, posts, suspended, bonds, holders: await holdersOf(client, holders, today) };
}

async function regionOf(client: Client | Pool, { committee }: Round): Promise<string | null> {
  const row = await first<{ region: string | null }>(client, {
    name: 'region-of',
    text: `SELECT data->>'region' AS region FROM committees WHERE code = $1`,
    values: [committee],
  });
  return row?.region ?? null;
}

async function headHash(client: Client | Pool, { code, sequence }: Round): Promise<string> {
  const row = await first<{ hash: string }>(client, {
    name: 'head-hash',
    text: 'SELECT hash FROM events WHERE round = $1 AND sequence = $2',
    values: [code, sequence],
  });
  if (!row) throw new Error(`The ledger of ${code} has no row ${sequence}`);
  return row.hash;
}

async function peopleFacts(client: Client | Pool, round: string, codes: readonly string[]): Promise<Facts['people']> {
  const { rows } = await client.query<Omit<PersonFacts, keyof Bonds> & { readonly bonds: Bonds }>(
    statement(
      'people-facts',
      sql`SELECT p.code, p.data->'pools' AS pools, (p.data->>'suspended')::boolean AS suspended,
            (SELECT jsonb_build_object('round', s.round, 'team', s.team) FROM team_seats s
              WHERE s.person = p.code AND s.round <> ${round}) AS seat,
            ${bondsOf(raw('p.code'), sql`${round}`)} AS bonds
          FROM people p WHERE p.code = ANY (${codes}::text[])`,
    ),
  );
  return Object.fromEntries(rows.map(({ bonds, ...person }) => [person.code, { ...person, ...bonds }]));
}

async function registeredAmong(client: Client | Pool, codes: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ code: string }>({
    name: 'registered-among',
    text: 'SELECT code FROM organisations WHERE code = ANY ($1) UNION SELECT code FROM committees WHERE code = ANY ($1)',
    values: [codes],
  });
  return rows.map(({ code }) => code);
}

async function managersOf(client: Client | Pool, codes: readonly string[]): Promise<Facts['managers']> {
  const { rows } = await client.query<Facts['managers'][number]>({
    name: 'managers-of',
    text: 'SELECT code AS organisation, managed_by AS committee FROM organisations WHERE code = ANY ($1)',
    values: [codes],
  });
  return rows;
}

async function earlierUse(client: Client | Pool, { code, committee }: Round, decision: string): Promise<string | null> {
  const row = await first<{ round: string }>(client, {
    name: 'decision-used-by',
    text: 'SELECT round FROM authorization_decisions WHERE committee = $1 AND decision = $2 AND round <> $3',
    values: [committee, decision, code],
  });
  return row?.round ?? null;
}

/** What an earlier round, of whichever committee, says of an organisation: whether it was inspected, and by whom. */
async function inspectedEarlier(
  client: Client | Pool,
  { round, organisation }: NonNullable<FactsNeeded['earlierRound']>,
): Promise<EarlierRound | null> {
  const earlier = await first<EarlierRound>(client, {
    name: 'inspected-earlier',
    text: `SELECT r.committee, o.data->>'decidedOn' AS "decidedOn",
             coalesce(jsonb_build_array(t.data->'leader') || (t.data->'deputies') || (t.data->'members'), '[]') AS inspectors
           FROM rounds r
             LEFT JOIN inspected_organisations o ON o.round = r.code AND o.code = $2
             LEFT JOIN teams t ON t.round = r.code AND t.code = o.data->>'team'
           WHERE r.code = $1`,
    values: [round, organisation],
  });
  return earlier ?? null;
}

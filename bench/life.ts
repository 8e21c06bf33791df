/** Rounds in the midst of their life, made by the rule book itself and written in one transaction each: a benchmark needs
 *  thousands of them, and is not about how they came to be. */
import type { Code, Instant } from '../domain/vocabulary.ts';
import { registrySchema } from '../contracts/schemas/registry.ts';
import { DEFAULT_PACK } from '../domain/policy/packs.ts';
import type { Pack, PinnedPack } from '../domain/policy/pack.ts';
import { MAILROOM, TIME } from '../domain/vocabulary.ts';
import type { PostAt } from '../domain/people/posts.ts';
import { advance, decide, evolve } from '../domain/round/round.ts';
import { letterOf } from '../domain/dossier/letters.ts';
import { plannedRound, planRound } from '../domain/round/steps/planning.ts';
import type { Round } from '../domain/round/state.ts';
import { appending, extend, type Growth, lineOf, ungrown } from '../ledger/append.ts';
import { begin } from '../ledger/begin.ts';
import { fingerprintsOf } from '../ledger/plan-fingerprint.ts';
import { roundBook } from '../ledger/round-book.ts';
import { canonical, genesis, linkHash, sha256 } from '../ledger/chain.ts';
import { type Pool, transaction } from '../ledger/database.ts';
import { foundRegistry } from '../ledger/registry/found.ts';
import { type ExampleOffice, exampleOffice } from '../examples/office.ts';
import { type Facts, noFacts } from '../domain/round/facts.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { RecordedRoundEvent, RoundEvent } from '../domain/round/events.ts';
import type { RuleName, RulePayloads } from '../domain/round/definition.ts';
import { pinned } from '../ledger/pinned-pack.ts';

const TEAM = 'T-1';
const PROSE_HASH = 'b'.repeat(64);
/** The one text of a round, whatever it stands for. */
export const proseOf = (round: Code) => ({ ref: `bench/${round}`, hash: PROSE_HASH });

/** A committee with all its people, of as many organisations. Enough for any number of rounds: the teams have withdrawn. */
export async function anOffice(pool: Pool, tag: string, organisations: number): Promise<ExampleOffice> {
  const office = exampleOffice({
    committee: `C-${tag}`,
    committeeName: '示例县委',
    tag,
    teams: 1,
    organisations: Array.from({ length: organisations }, (_, i) => ({
      code: `O-${tag}${String(i + 1).padStart(2, '0')}`,
      name: `示例单位${i + 1}党组`,
    })),
  });
  const stored = await foundRegistry(pool, registrySchema.parse(office.registry), 'ANYTHING');
  if ('faults' in stored) throw new Error(`the registry was refused: ${JSON.stringify(stored.faults)}`);
  return office;
}

export interface Life {
  readonly code: Code;
  readonly office: ExampleOffice;
  readonly pack?: Pack;
  /** How many findings each organisation has. Those beyond the list have been heard, and nothing is decided yet. */
  readonly findings: readonly number[];
  /** Whether those with findings go on: feedback signed, plan accepted, items being rectified. */
  readonly rectifying: boolean;
  /** Which of the office's organisations are inspected; all, unless said otherwise. */
  readonly organisations?: readonly Code[];
  /** When all of it happened; time has passed since. Now, unless said otherwise. */
  readonly at?: Instant;
}

interface Lived {
  readonly planned: RecordedRoundEvent<'RoundPlanned'>;
  readonly chapters: readonly Chapter[];
}
/** What was recorded at one moment. */
interface Chapter {
  readonly at: Instant;
  readonly events: readonly RoundEvent[];
}

/** Writes rounds that have come so far; no workflow runs for them yet. */
export async function writeRounds(pool: Pool, lives: readonly Life[]): Promise<void> {
  const now = new Date().toISOString();
  const queue = lives.values();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const life of queue) await write(pool, live(life, now));
    }),
  );
}

/** The code of a finding of the round, counted from 1 over all its organisations. */
export const findingCode = (number: number): Code => `F-${String(number).padStart(4, '0')}`;

export const decided = (round: Code, organisation: Code, firstNumber: number, count: number) => ({
  organisation,
  decision: '定-1',
  findings: Array.from({ length: count }, (_, i) => ({
    code: findingCode(firstNumber + i),
    area: 'LEAD' as const,
    category: 'LEAD-1',
    content: proseOf(round),
  })),
  transfers: [],
});

export const reportedItem = (round: Code, finding: Code) => ({
  finding,
  grade: 'BASICALLY_DONE' as const,
  content: proseOf(round),
  evidence: ['e'.repeat(64)],
});

/** What is recorded of such a round: by the rule book, each act by whose it is. */
export function live(life: Life, today: Instant): Lived {
  const { code, office, pack, findings, rectifying, at: now = today } = life;
  const organisations = life.organisations ?? office.organisations.map((organisation) => organisation.code);
  const prose = proseOf(code);
  const posts = postsOf(office);
  const heldBy = (person: Code) => posts.filter((held) => held.person === person);
  const facts = factsOf(office, posts);
  const planned = plan(office, code, organisations, pack ? pin(pack) : pinned(DEFAULT_PACK), posts, now);

  let round = plannedRound(planned);
  const chapters = [{ at: now, events: new Array<RoundEvent>() }];
  const record = (happened: readonly RoundEvent[], by: Code) => {
    const chapter = chapters.at(-1);
    for (const event of happened) {
      round = evolve(round, { ...event, sequence: round.sequence + 1, at: chapter?.at ?? now, by });
      chapter?.events.push(event);
    }
  };
  const does = <N extends RuleName>(person: Code, name: N, payload: RulePayloads[N]) => {
    const happened = decide(round, name, payload, { person, posts: heldBy(person) }, facts, chapters.at(-1)?.at ?? now);
    if (isRefusal(happened)) throw new Error(`${name} was refused: ${JSON.stringify(happened)}`);
    record(happened, person);
  };
  const deliver = () => {
    for (const key of round.outbox)
      does(MAILROOM, 'letter-sent', { letter: key, attempt: letterOf(round, key).attempt });
  };

  const { secretary, director } = office;
  const [leader = ''] = office.leaders;
  does(secretary, 'approve-round', { decision: `批-${code}` });
  does(director, 'form-team', { team: TEAM, leader, deputies: [], members: office.inspectors, organisations });
  const authority = { decision: `授-${code}`, organisations, from: '2020-01-01', to: '2099-12-31' };
  does(secretary, 'authorize-leader', { team: TEAM, ...authority });
  for (const person of [leader, ...office.inspectors]) does(person, 'sign-undertaking', { person });
  does(director, 'mobilise', {});
  for (const organisation of organisations) {
    does(director, 'publish-entry-notice', { organisation, channels: ['LETTER'], intakeClosesOn: '2099-12-31' });
    does(leader, 'enter', { organisation });
    does(leader, 'withdraw-team', { organisation });
    does(leader, 'submit-report', { organisation, used: [], unused: [], content: prose });
    does(director, 'review-report', { organisation });
  }
  for (const body of ['LG', 'SSM', 'PSC'] as const) does(secretary, 'hear', { body, organisations, minutes: prose });

  let numbered = 0;
  for (const [i, count] of findings.entries()) {
    const organisation = organisations[i] ?? '';
    const numbers = Array.from({ length: count }, (_, nth) => numbered + nth + 1);
    does(secretary, 'decide-results', decided(code, organisation, numbered + 1, count));
    numbered += count;
    if (!rectifying) continue;
    for (const to of ['PRINCIPAL', 'BODY'] as const)
      does(director, 'give-feedback', { organisation, to, content: prose });
    for (const as of ['PRINCIPAL', 'BODY'] as const)
      does(office.principal(organisation), 'sign-feedback', { organisation, as });
    const item = { goal: prose, measures: [{ type: 'BUILD_SYSTEM' as const, content: prose }], dueOn: '2099-01-01' };
    const responsible = { leader: office.liaison(organisation), unit: organisation };
    const items = numbers.map((number) => ({ finding: findingCode(number), ...item, ...responsible }));
    does(office.principal(organisation), 'submit-plan', { organisation, items });
    does(director, 'accept-plan', { organisation });
  }
  deliver();
  if (now < today) {
    chapters.push({ at: today, events: [] });
    record(advance(round, today, facts.holders), TIME);
    deliver();
  }
  return { planned, chapters };
}

const pin = (pack: Pack): PinnedPack => ({ ...pack, hash: sha256(canonical(pack)) });

type Held = PostAt & { readonly person: Code };

function postsOf(office: ExampleOffice): Held[] {
  const { posts } = registrySchema.parse(office.registry);
  return posts.map((held) => ({
    post: held.post,
    place: 'committee' in held ? held.committee : held.organisation,
    person: held.person,
  }));
}

function factsOf(office: ExampleOffice, posts: readonly Held[]): Facts {
  const bodies = office.organisations.map(({ code }) => code);
  const known = [
    ...office.leaders,
    ...office.inspectors,
    ...bodies.map((organisation) => office.liaison(organisation)),
  ];
  const fit = { pools: ['LEADER', 'TALENT'], suspended: false, ties: [], service: [], seat: null };
  return {
    ...noFacts,
    people: Object.fromEntries(known.map((person) => [person, { code: person, ...fit }])),
    holders: posts.map((held) => ({ ...held, hasAddress: true })),
    bodies,
    head: '',
  };
}

function plan(
  office: ExampleOffice,
  code: Code,
  organisations: readonly Code[],
  pack: PinnedPack | null,
  posts: readonly Held[],
  now: Instant,
): RecordedRoundEvent<'RoundPlanned'> {
  const { committee, term, director } = office;
  const bodies = { workingDepartment: true, inDisciplineCommission: true, fullTimeStaff: 6 };
  const event = planRound(
    {
      code,
      committee,
      term,
      modes: { kind: 'ROUTINE', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
      organisations: organisations.map((organisation) => ({ code: organisation })),
    },
    { person: director, posts: [{ post: 'OFFICE_DIRECTOR', place: committee }] },
    {
      committee: {
        code: committee,
        level: 'COUNTY',
        namedByProvince: null,
        region: 'CN-22',
        termFrom: term,
        office: bodies,
        posts,
      },
      organisations: Object.fromEntries(
        organisations.map((organisation) => [
          organisation,
          {
            code: organisation,
            kind: 'DEPARTMENT' as const,
            managedBy: committee,
            provincialTarget: false,
            managedUnder: [],
            nextLower: [],
          },
        ]),
      ),
      pack,
    },
    now,
  );
  if ('missing' in event || event.type !== 'RoundPlanned') throw new Error(`not planned: ${JSON.stringify(event)}`);
  return { ...event, sequence: 1, at: now, by: director };
}

/** The first event as planning writes it, those of a chapter as one command would append them. */
async function write(pool: Pool, { planned, chapters }: Lived): Promise<void> {
  const { at } = planned;
  const round = plannedRound(planned);
  const hash = linkHash(genesis(round.code), lineOf(planned, { recordedAt: at, command: 'bench' }));
  const [fingerprint = ''] = fingerprintsOf(planned);
  await transaction(pool, async (client) => {
    await begin(client, roundBook, { first: planned, fingerprint, command: 'bench', texts: [] });
    const { ref } = proseOf(round.code);
    await client.query(`INSERT INTO content_keys (key_id) VALUES ('bench') ON CONFLICT DO NOTHING`);
    await client.query({
      name: 'bench-text',
      text: `INSERT INTO contents (ref, round, command, hash, key_id, sealed) VALUES ($1, $2, 'bench', $3, 'bench', decode(repeat('00', 28), 'hex'))`,
      values: [ref, round.code, PROSE_HASH],
    });
    let grown: Growth<Round, RoundEvent> = ungrown(round, hash);
    for (const { at: now, events } of chapters) {
      const stamp = { now, recordedAt: now, by: planned.by, command: null };
      grown = extend(roundBook, ungrown(grown.dossier, grown.hash), events, stamp);
      await client.query(appending(roundBook, grown));
    }
  });
}

/** A ledger of thousands of rounds, for the benchmark of reads: twenty rounds are made by the rule book and verified, the
 *  others are copies of them in the offices of other committees. */
import type { Code } from '../domain/vocabulary.ts';
import { registrySchema } from '../contracts/schemas/registry.ts';
import { first, type Pool } from '../ledger/database.ts';
import { foundRegistry } from '../ledger/registry/found.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { type ExampleOffice, exampleOffice } from '../examples/office.ts';
import { copyRegistry, copyRounds } from './copying.ts';
import { type Life, writeRounds } from './life.ts';

const MODELS = 20;
/** How many organisations a round inspects; no two models have one in common. */
const EACH = 6;
const BETWEEN_MODELS_MS = 4 * 86_400_000;
const ROUNDS_OF_COMMITTEE = 50;
const UPPER = 'C-SEED';
const TAG = 'SEED000';

export interface Seeded {
  /** Who sees all of it: the director at the committee above all others. */
  readonly upperDirector: Code;
  readonly committees: readonly SeededCommittee[];
  readonly rounds: number;
  readonly events: number;
  readonly duties: number;
}
export interface SeededCommittee {
  readonly committee: Code;
  readonly director: Code;
  readonly rounds: readonly Code[];
}

/** Fills an empty database with so many rounds, fifty to a committee. */
export async function seedLedger({ url, pool }: { url: string; pool: Pool }, rounds: number): Promise<Seeded> {
  const office = modelOffice();
  await writeRegistry(pool, office);
  await writeRounds(pool, models(office));
  const { faults } = await verifyLedger(pool);
  if (faults.length > 0) throw new Error(`the rounds that were made do not verify: ${faults.join('\n')}`);

  const tags = Array.from({ length: rounds / ROUNDS_OF_COMMITTEE }, (_, i) => `SEED${String(i).padStart(3, '0')}`);
  await copyRegistry(url, TAG, tags.slice(1));
  const codesOf = (tag: string) => Array.from({ length: ROUNDS_OF_COMMITTEE }, (_, i) => `R-${tag}-${i + 1}`);
  const models0 = new Set(Array.from({ length: MODELS }, (_, i) => modelCode(i)));
  await copyRounds(
    url,
    tags.flatMap((newTag) =>
      codesOf(newTag)
        .map((code, i) => ({ model: modelCode(i % MODELS), code, tag: TAG, newTag }))
        .filter(({ code }) => !models0.has(code)),
    ),
  );
  const counted = await first<{ rounds: number; events: number; duties: number }>(pool, {
    text: `SELECT (SELECT count(*)::int FROM rounds) AS rounds, (SELECT count(*)::int FROM events) AS events,
             (SELECT count(*)::int FROM duties) AS duties`,
  });
  if (!counted) throw new Error('a count has no row');
  return {
    ...counted,
    upperDirector: UPPER_DIRECTOR,
    committees: tags.map((tag) => ({ committee: `C-${tag}`, director: `P-${tag}-DIR`, rounds: codesOf(tag) })),
  };
}

const UPPER_DIRECTOR = 'P-SEED-DIR';
const modelCode = (i: number): Code => `R-${TAG}-${i + 1}`;

const modelOffice = (): ExampleOffice =>
  exampleOffice({
    committee: `C-${TAG}`,
    committeeName: '示例县委',
    tag: TAG,
    teams: 1,
    organisations: Array.from({ length: MODELS * EACH }, (_, i) => ({
      code: `O-${TAG}${String(i + 1).padStart(3, '0')}`,
      name: `示例单位${i + 1}党组`,
    })),
  });

/** Decided lately, or being rectified since less or more than the two months that the reports have. */
const models = (office: ExampleOffice): Life[] =>
  Array.from({ length: MODELS }, (_, i) => ({
    code: modelCode(i),
    office,
    organisations: office.organisations.slice(i * EACH, (i + 1) * EACH).map(({ code }) => code),
    findings: [3, 3, 3, 2, 2, 2],
    rectifying: i % 5 > 0,
    at: new Date(Date.now() - i * BETWEEN_MODELS_MS).toISOString(),
  }));

async function writeRegistry(pool: Pool, office: ExampleOffice): Promise<void> {
  const { committees, people, posts, ...rest } = office.registry;
  const upper = { code: UPPER, name: '示例市委', level: 'CITY' };
  const director = { person: UPPER_DIRECTOR, post: 'OFFICE_DIRECTOR', committee: UPPER, from: '2020-01-01' };
  const stored = await foundRegistry(
    pool,
    registrySchema.parse({
      ...rest,
      committees: [upper, ...committees.map((committee) => ({ ...committee, upper: UPPER }))],
      people: [{ code: UPPER_DIRECTOR, name: '示例·市委巡察办主任' }, ...people],
      posts: [director, ...posts],
    }),
    'FIRST',
  );
  if ('faults' in stored) throw new Error(`the registry was refused: ${JSON.stringify(stored.faults)}`);
}

/** Requests made from the description's schemas, most of them broken somewhere: nobody gets an error of the server, nothing takes
 *  long, and what is refused has written nothing. `REQUESTS=100000 npm test -- api` asks more of them; `SEED` repeats a run. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { fc } from '@fast-check/vitest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { first } from '../../ledger/database.ts';
import { aRoundThatIs, type ApiHarness, openApi, transfers } from './harness.ts';
import { type KnownHere, type RandomRequest, requestsAtRandom } from '../support/requests-at-random.ts';

const REQUESTS = Number(process.env['REQUESTS'] ?? 5_000);
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
/** Of the processor, for the request and its answer: the clock on the wall goes on for other programs too. */
const WITHIN_MS = 1_000;
/** What caches and statements grow by. */
const MAY_GROW_BYTES = 48 * 1024 * 1024;
const MOST_BYTES = 16 * 1024;

let desk: ApiHarness;
let here: KnownHere;
beforeAll(async () => {
  desk = await openApi();
  const round = await aRoundThatIs(desk, 'signed');
  await round.sendAndReceive(transfers);
  const planned = await aRoundThatIs(desk, 'planned');
  here = await knownOf(desk, [round.code, planned.code]);
});
afterAll(() => desk.close());

async function knownOf({ api, office, pool }: ApiHarness, rounds: readonly string[]): Promise<KnownHere> {
  const [round = ''] = rounds;
  const { today } = await api.get<{ today: string }>(`/rounds/${round}`, office.director);
  const { rows } = await pool.query<{ code: string }>(
    `SELECT code FROM people UNION SELECT code FROM organisations UNION SELECT code FROM findings
     UNION SELECT code FROM transfers UNION SELECT code FROM teams`,
  );
  const people = (await pool.query<{ code: string }>('SELECT code FROM people')).rows.map(({ code }) => code);
  const refs = (await pool.query<{ ref: string }>('SELECT ref FROM contents')).rows.map(({ ref }) => ref);
  const paths = { round: rounds, committee: [office.committee], person: people, ref: refs, part: ['people', 'posts'] };
  return { today, codes: [office.committee, ...rounds, ...rows.map(({ code }) => code)], paths, people };
}

/** A figure that changes with any row of any table. */
async function everyRow({ pool }: ApiHarness): Promise<string> {
  const tables = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
  );
  const each = tables.rows.map(
    ({ name }) => `(SELECT count(*) || '/' || coalesce(sum(hashtext(t::text)), 0) FROM "${name}" t)`,
  );
  const row = await first<{ all: string }>(pool, { text: `SELECT concat_ws(' ', ${each.join(', ')}) AS all` });
  return row?.all ?? '';
}

interface Answer {
  readonly status: number;
  readonly tookMs: number;
  readonly text: string;
}
async function answerTo({ method, path, headers, body }: RandomRequest): Promise<Answer> {
  const before = process.cpuUsage();
  const response = await fetch(`${desk.url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  const { user, system } = process.cpuUsage(before);
  return { status: response.status, tookMs: (user + system) / 1_000, text };
}

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');
function heapUsed(): number {
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}

test(`${REQUESTS} of them (SEED=${SEED}): no error of the server, none slow, nothing written by what is refused`, {
  timeout: 120_000 + REQUESTS * 100,
}, async () => {
  const requests = fc.sample(requestsAtRandom(here), { numRuns: REQUESTS, seed: SEED });
  const statuses = new Map<number, number>();
  let standing = await everyRow(desk);
  let heapAtFirst = 0;
  for (const [i, request] of requests.entries()) {
    const answer = await answerTo(request);
    const said = `${JSON.stringify(request).slice(0, 2_000)} → ${answer.status} ${answer.text.slice(0, 500)}`;
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    expect(answer.status, said).toBeLessThan(500);
    expect(answer.tookMs, said).toBeLessThan(WITHIN_MS);
    const now = await everyRow(desk);
    if (answer.status >= 400) {
      expect(answer.text.length, said).toBeLessThan(MOST_BYTES);
      expect(now, said).toBe(standing);
    }
    standing = now;
    if (i === Math.min(1_000, Math.floor(REQUESTS / 2))) heapAtFirst = heapUsed();
  }
  expect(heapUsed() - heapAtFirst).toBeLessThan(MAY_GROW_BYTES);
  // Requests that are all turned away at the first door would find nothing.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(REQUESTS / 100);
  for (const status of [403, 404, 422])
    expect(statuses.get(status) ?? 0, String(status)).toBeGreaterThan(REQUESTS / 100);
  console.log(
    [...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status}: ${count}`)
      .join(', '),
  );
});

/** Moving a round's clock over HTTP: reads, gates and "never in the future" go with it. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clockMover } from '../../api/advance.ts';
import { createApp } from '../../api/app.ts';
import { developmentEdge } from '../../api/edge.ts';
import { healthOf } from '../../api/health.ts';
import { identifyForDevelopment } from '../../api/identify.ts';
import { contentKeys } from '../../ledger/contents/key-ring.ts';
import { createPool, type Pool } from '../../ledger/database.ts';
import { createLedger } from '../../ledger/ledger.ts';
import { unwatched } from '../../metrics/metrics.ts';
import { createNotifier } from '../../temporal/notifier.ts';
import { rounds } from '../../temporal/rounds.ts';
import { eventually, openSystem, type SystemHarness } from '../support/system-harness.ts';
import { firstOf, statusesOf } from './harness.ts';

let system: SystemHarness;
beforeAll(async () => {
  system = await openSystem();
});
afterAll(() => system.close());

const DAY_MS = 86_400_000;
const advance = async (
  code: string,
  body: unknown,
  actor = system.office.director,
  url = system.url,
  signal?: AbortSignal,
) => {
  const response = await fetch(`${url}/rounds/${code}/advance`, {
    ...(signal ? { signal } : {}),
    method: 'POST',
    headers: { 'X-Actor': actor, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
};
interface Seen {
  readonly now: string;
  readonly today: string;
  readonly leadMs: number;
  readonly duties: readonly {
    readonly kind: string;
    readonly daysLeft: number | null;
    readonly overdue: boolean;
    readonly dueOn: string | null;
  }[];
  readonly counts: { readonly duties: { readonly overdue: number } };
}
const read = (code: string) => system.api.get<Seen>(`/rounds/${code}`, system.office.director);

async function signedRound() {
  const round = system.round();
  for (const step of ['plan', 'prepare', 'inspect'] as const) await round[step]();
  await round.decide(1, []);
  await round.giveFeedback();
  await round.signFeedback();
  return round;
}

test('the clock of a round goes by days or to an instant, and every read counts with it', async () => {
  const round = await signedRound();
  const start = await read(round.code);
  const [report] = start.duties;
  expect(start.leadMs).toBe(0);

  const byDays = await advance(round.code, { days: 30 });
  expect(byDays.status).toBe(200);
  expect(Math.abs(Date.parse(byDays.body.now) - Date.parse(start.now) - 30 * DAY_MS)).toBeLessThan(60_000);
  const later = await read(round.code);
  expect(later.duties[0]).toMatchObject({
    dueOn: report?.dueOn,
    daysLeft: (report?.daysLeft ?? 0) - 30,
    overdue: false,
  });
  expect(byDays.body.round).toMatchObject({ today: later.today });

  const to = new Date(Date.parse(`${report?.dueOn}T16:00:00Z`) + DAY_MS).toISOString();
  const byInstant = await advance(round.code, { to });
  expect(byInstant.status).toBe(200);
  expect(Date.parse(byInstant.body.now)).toBeGreaterThanOrEqual(Date.parse(to));
  const overdue = await read(round.code);
  const dated = overdue.duties.filter(({ dueOn }) => dueOn !== null);
  expect(dated).toHaveLength(4);
  for (const duty of dated) expect(duty).toMatchObject({ overdue: true });
  expect(overdue.duties[0]?.daysLeft).toBeLessThan(0);
  expect(overdue.counts.duties.overdue).toBe(4);
  const worklist = await system.api.all<{ round: string }>('/duties?overdue=true', system.office.director);
  expect(worklist.filter((duty) => duty.round === round.code)).toHaveLength(4);
  // Arrived means: every letter that was due is sent.
  const letters = await system.letters(round.code);
  expect(letters.every(({ state }) => state === 'SENT')).toBe(true);
});

test('a day up to the moved today may be given, the day after not', async () => {
  const round = system.round();
  await round.plan();
  await advance(round.code, { days: 10 });
  const { today } = await read(round.code);
  const tomorrow = new Date(Date.parse(today) + DAY_MS).toISOString().slice(0, 10);
  const approve = (on: string) =>
    round.act<{ events: { on: string; at: string }[] }>(system.office.secretary, 'approve-round', {
      decision: '批-1',
      on,
    });
  await expect(approve(tomorrow)).rejects.toMatchObject({
    problem: { status: 422, missing: [{ fact: 'onNotInFuture' }] },
  });
  const answer = await approve(today);
  expect(answer.events[0]?.on).toBe(today);
  expect(Date.parse(answer.events[0]?.at ?? '') - Date.now()).toBeGreaterThan(9 * DAY_MS);
});

test('the clock of one round leaves that of another alone', async () => {
  const [one, two] = [system.round(), system.round()];
  await one.plan();
  await two.plan();
  await advance(one.code, { days: 5 });
  expect((await read(one.code)).leadMs).toBeGreaterThan(4 * DAY_MS);
  expect((await read(two.code)).leadMs).toBe(0);
});

test('an instant in the past is no way back', async () => {
  const round = system.round();
  await round.plan();
  await advance(round.code, { days: 3 });
  const before = await read(round.code);
  expect((await advance(round.code, { to: '2020-01-01T00:00:00Z' })).status).toBe(200);
  expect(Date.parse((await read(round.code)).now)).toBeGreaterThanOrEqual(Date.parse(before.now));
});

test('a second call meanwhile is 409, and one afterwards is taken', async () => {
  const round = await signedRound();
  const answers = await Promise.all([1, 2, 3].map(() => advance(round.code, { days: 40 })));
  expect(statusesOf(answers)).toEqual([200, 409, 409]);
  expect((await advance(round.code, { days: 1 })).status).toBe(200);
});

describe('with a second API on the same ledger', () => {
  let second: Server;
  let pool: Pool;
  beforeAll(async () => {
    pool = createPool(system.databaseUrl, 8, () => {});
    const log = pino({ level: 'silent' });
    const keys = contentKeys(`test:${Buffer.alloc(32, 7).toString('base64')}`);
    const runs = rounds(system.client, system.taskQueue);
    const app = createApp({
      pool,
      log,
      watch: unwatched,
      ledger: createLedger({ pool, log, contentKeys: keys, rememberedRounds: 10 }),
      rounds: runs,
      notifier: createNotifier(runs, log),
      contentKeys: keys,
      language: 'zh',
      edge: developmentEdge,
      identify: identifyForDevelopment,
      health: healthOf(pool, system.client),
      notReady: async () => undefined,
      advance: clockMover(system.client, pool),
    });
    second = app.listen(0, '127.0.0.1');
    await once(second, 'listening');
  });
  afterAll(async () => {
    second.close();
    second.closeAllConnections();
    await pool.end();
  });

  const urlOfSecond = () => {
    const address = second.address();
    if (address === null || typeof address === 'string') throw new Error('the second API has no port');
    return `http://127.0.0.1:${address.port}`;
  };

  test('one call at a time goes through, whichever of the two is asked', async () => {
    const round = await signedRound();
    const before = Date.parse((await read(round.code)).now);
    const urls = [system.url, urlOfSecond(), system.url, urlOfSecond()];
    const answers = await Promise.all(
      urls.map((url) => advance(round.code, { days: 70 }, system.office.director, url)),
    );
    expect(statusesOf(answers)).toEqual([200, 409, 409, 409]);
    const moved = Date.parse((await read(round.code)).now) - before;
    expect(Math.abs(moved - 70 * DAY_MS)).toBeLessThan(60_000);
    expect((await advance(round.code, { days: 1 }, system.office.director, urlOfSecond())).status).toBe(200);
  });

  test('a journey ends with its caller, after the hop under way', async () => {
    const round = await signedRound();
    const start = Date.parse((await read(round.code)).now);
    const caller = new AbortController();
    const journey = advance(round.code, { days: 3_000 }, system.office.director, system.url, caller.signal);
    const given = expect(journey).rejects.toThrow('abort');
    await eventually(async () => {
      if ((await read(round.code)).leadMs === 0) throw new Error('it has not left');
    }, 20_000);
    caller.abort();
    await given;
    await eventually(async () => {
      const { status } = await advance(round.code, { days: 1 }, system.office.director, urlOfSecond());
      if (status !== 200) throw new Error(`${status}`);
    }, 20_000);
    expect(Date.parse((await read(round.code)).now) - start).toBeLessThan(2_000 * DAY_MS);
  });
});

test('an instant farther off than a number of days may be is 422', async () => {
  const round = system.round();
  await round.plan();
  const answer = await advance(round.code, { to: '2199-01-01T00:00:00Z' });
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/to' }] } });
  expect((await read(round.code)).leadMs).toBe(0);
});

test('the clock of a round that has ended still moves', async () => {
  const round = system.round();
  await round.plan();
  await round.act(system.office.secretary, 'reject-round', { reason: '不予批准' });
  await system.client.workflow.getHandle(round.code).result();
  expect((await advance(round.code, { days: 7 })).status).toBe(200);
  expect((await read(round.code)).leadMs).toBeGreaterThan(6 * DAY_MS);
});

test('a round that is not there is 404', async () => {
  expect((await advance('R-NOWHERE-1', { days: 1 })).status).toBe(404);
});

test.each([
  [{}],
  [{ days: 0 }],
  [{ days: -1 }],
  [{ days: '3' }],
  [{ days: 4_000 }],
  [{ to: '2027-01-01' }],
  [{ to: 'tomorrow' }],
  [{ days: 1, to: '2027-01-01T00:00:00Z' }],
  [{ hours: 3 }],
  [[]],
])('%j is 422 and moves nothing', async (body) => {
  const round = system.round();
  await round.plan();
  expect((await advance(round.code, body)).status).toBe(422);
  expect((await read(round.code)).leadMs).toBe(0);
});

test('a command after the journey is carried out at the moved time, by the organisation it belongs to', async () => {
  const round = await signedRound();
  await advance(round.code, { days: 20 });
  const organisation = firstOf(system);
  const answer = await round.act<{ events: { at: string }[]; duties: object[] }>(
    system.office.liaison(organisation),
    'submit-report-1',
    { organisation, content: '整改情况报告' },
  );
  expect(Date.parse(answer.events[0]?.at ?? '') - Date.now()).toBeGreaterThan(19 * DAY_MS);
  expect(answer.duties).toContainEqual(expect.objectContaining({ kind: 'report-1', outcome: 'MET' }));
});

/** A database that is away, or goes away amid a request: 503 within two seconds, nothing half done, and the same request under
 *  the same key is answered once it is back. */
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { healthOf } from '../../api/health.ts';
import { recordBeat } from '../../ledger/beats.ts';
import { createPool, type Pool, PROMPT } from '../../ledger/database.ts';
import { connectLazily } from '../../temporal/connection.ts';
import { type DatabaseProxy, startDatabaseProxy, type Way } from '../support/database-proxy.ts';
import { aRoundThatIs, type ApiHarness, openApi } from './harness.ts';

/** Two seconds, and what a busy machine adds. */
const PROMPTLY_MS = 2_500;

let harness: ApiHarness;
let proxy: DatabaseProxy;
/** Past the proxy. */
let direct: Pool;
const client = connectLazily({ TEMPORAL_ADDRESS: inject('servers').temporalAddress, TEMPORAL_NAMESPACE: 'default' });
beforeAll(async () => {
  harness = await openApi({
    processes: 2,
    patience: PROMPT,
    health: (pool) => healthOf(pool, client),
    async through(databaseUrl) {
      direct = createPool(databaseUrl, 4, () => {});
      proxy = await startDatabaseProxy(databaseUrl);
      return proxy.url;
    },
  });
});
afterEach(() => proxy.is('OPEN'));
afterAll(async () => {
  await harness.close();
  await proxy.close();
  await direct.end();
  await client.connection.close();
});

const approve = (code: string, key: string) =>
  harness.act(code, 'approve-round', harness.office.secretary, { decision: '批-1' }, key);
const eventsOf = async (code: string) =>
  (await direct.query<{ type: string }>('SELECT type FROM events WHERE round = $1 ORDER BY sequence', [code])).rows.map(
    ({ type }) => type,
  );
async function timed<T>(act: () => Promise<T>): Promise<{ answer: T; ms: number }> {
  const from = Date.now();
  const answer = await act();
  return { answer, ms: Date.now() - from };
}
const unavailable = {
  status: 503,
  type: expect.stringContaining('problem+json'),
  body: { type: '/problems/unavailable', title: expect.stringMatching(/^PostgreSQL does not answer/) },
};

describe('a command', () => {
  test.each<[Way, readonly string[]]>([
    ['SILENT', ['RoundPlanned']],
    ['SHUT', ['RoundPlanned']],
    ['LOST_AT_COMMIT', ['RoundPlanned', 'RoundApproved']],
  ])(
    'with the way to the database %s is answered 503, and its repetition as if nothing had been',
    async (way, left) => {
      const { code } = await aRoundThatIs(harness, 'planned');
      const told = harness.told.length;
      proxy.is(way);
      const { answer, ms } = await timed(() => approve(code, 'k-away'));
      proxy.is('OPEN');
      expect(answer).toMatchObject(unavailable);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(ms).toBeLessThan(PROMPTLY_MS);
      expect(harness.told).toHaveLength(told);
      expect(await eventsOf(code)).toEqual(left);

      const again = await approve(code, 'k-away');
      expect(again).toMatchObject({ status: 200, body: { sequence: 2, events: [{ type: 'RoundApproved' }] } });
      expect(await eventsOf(code)).toEqual(['RoundPlanned', 'RoundApproved']);
      expect(harness.told.at(-1)).toMatchObject({ round: code, sequence: 2 });
    },
  );

  test('whose connection ends while it waits for the round leaves nothing, not even its text', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const before = await harness.standing(code);
    const other = await direct.connect();
    try {
      await other.query('BEGIN');
      await other.query('SELECT FROM rounds WHERE code = $1 FOR UPDATE', [code]);
      const asked = harness.act(code, 'reject-round', harness.office.secretary, { reason: '断线' }, 'k-cut');
      await untilOneWaits();
      await direct.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(await asked).toMatchObject(unavailable);
    } finally {
      await other.query('ROLLBACK');
      other.release();
    }
    expect(await harness.standing(code)).toEqual(before);
    expect((await direct.query('SELECT FROM contents WHERE round = $1', [code])).rowCount).toBe(0);
    const again = await harness.act(code, 'reject-round', harness.office.secretary, { reason: '断线' }, 'k-cut');
    expect(again).toMatchObject({ status: 200, body: { sequence: 2 } });
  });

  test('of a round that somebody holds for too long is answered 503 in time', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const other = await direct.connect();
    try {
      await other.query('BEGIN');
      await other.query('SELECT FROM rounds WHERE code = $1 FOR UPDATE', [code]);
      const { answer, ms } = await timed(() => approve(code, 'k-held'));
      expect(answer).toMatchObject(unavailable);
      expect(ms).toBeLessThan(PROMPTLY_MS);
    } finally {
      await other.query('ROLLBACK');
      other.release();
    }
    expect(await approve(code, 'k-held')).toMatchObject({ status: 200, body: { sequence: 2 } });
  });
});

test('a plan is answered 503, and its repetition 201', async () => {
  const { office } = harness;
  const body = {
    code: 'R-AWAY-1',
    committee: office.committee,
    term: office.term,
    modes: { kind: 'ROUTINE', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
    organisations: office.organisations.map(({ code }) => ({ code })),
  };
  const plan = () => harness.ask('POST', '/rounds', { actor: office.director, body });
  proxy.is('SHUT');
  expect(await plan()).toMatchObject(unavailable);
  proxy.is('OPEN');
  expect((await plan()).status).toBe(201);
});

describe('health', () => {
  const health = () => harness.ask('GET', '/health');
  const beatsAgo = (seconds: number) =>
    direct.query(`UPDATE worker_beats SET at = clock_timestamp() - make_interval(secs => $1)`, [seconds]);

  test('says that a worker is missing within fifteen seconds of the last beat of any', async () => {
    expect(await health()).toMatchObject({
      status: 503,
      body: { up: false, missing: ['worker'], commandsTaken: true, workerPolledSecondsAgo: null },
    });
    await recordBeat(direct, 'worker-1');
    expect((await health()).body).toEqual({ up: true, missing: [], commandsTaken: true, workerPolledSecondsAgo: 0 });
    await beatsAgo(12);
    expect(await health()).toMatchObject({ status: 200, body: { up: true, workerPolledSecondsAgo: 12 } });
    await beatsAgo(15.2);
    expect(await health()).toMatchObject({
      status: 503,
      body: { up: false, missing: ['worker'], commandsTaken: true, workerPolledSecondsAgo: 15 },
    });
    await recordBeat(direct, 'worker-2');
    expect((await health()).status).toBe(200);
  });

  test('says within two seconds that the database is missing, and that no command is taken', async () => {
    for (const way of ['SILENT', 'SHUT'] as const) {
      proxy.is(way);
      const { answer, ms } = await timed(health);
      proxy.is('OPEN');
      expect(answer).toMatchObject({
        status: 503,
        body: { up: false, missing: ['PostgreSQL', 'worker'], commandsTaken: false, workerPolledSecondsAgo: null },
      });
      expect(ms).toBeLessThan(PROMPTLY_MS);
    }
  });
});

async function untilOneWaits(): Promise<void> {
  for (;;) {
    const { rowCount } = await direct.query(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    if (rowCount) return;
  }
}

/** Liveness and readiness, asked without a caller. */
import { afterEach, beforeAll, afterAll, describe, expect, test } from 'vitest';
import { PROMPT } from '../../ledger/database.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../support/database-proxy.ts';
import { type ApiHarness, openApi } from './harness.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi({ registry: 'EMPTY' });
});
afterAll(() => harness.close());

const probe = async (path: '/live' | '/ready') => {
  const { status, body } = await harness.ask('GET', path);
  return { status, body };
};
const isLive = { status: 200, body: { live: true } };
const isReady = { status: 200, body: { ready: true, because: null } };
const notReady = (because: string) => ({ status: 503, body: { ready: false, because } });

describe('a process', () => {
  afterEach(async () => {
    harness.temporal = 'UP';
    harness.ending = false;
    await harness.pool.query(`DELETE FROM kysely_migration WHERE name = '999-of-tomorrow'`);
  });

  test('is ready with its database, and with Temporal away too: nobody who calls waits for it', async () => {
    expect([await probe('/live'), await probe('/ready')]).toEqual([isLive, isReady]);
    harness.temporal = 'AWAY';
    expect(await probe('/ready')).toEqual(isReady);
  });

  test('that has been told to end is live, and not ready', async () => {
    harness.ending = true;
    expect([await probe('/live'), await probe('/ready')]).toEqual([isLive, notReady('ENDING')]);
  });

  test('whose database is newer is live, and not ready', async () => {
    await harness.pool.query(`INSERT INTO kysely_migration (name, timestamp) VALUES ('999-of-tomorrow', '2030-01-01')`);
    expect([await probe('/live'), await probe('/ready')]).toEqual([isLive, notReady('OTHER_SCHEMA')]);
  });

  test('whose database is older is live, and not ready', async () => {
    const { rows } = await harness.pool.query(
      `DELETE FROM kysely_migration WHERE name = (SELECT max(name) FROM kysely_migration) RETURNING name, timestamp`,
    );
    expect([await probe('/live'), await probe('/ready')]).toEqual([isLive, notReady('OTHER_SCHEMA')]);
    await harness.pool.query('INSERT INTO kysely_migration (name, timestamp) VALUES ($1, $2)', [
      rows[0].name,
      rows[0].timestamp,
    ]);
    expect(await probe('/ready')).toEqual(isReady);
  });
});

test('a process whose database goes away is live, and not ready until it is back', async () => {
  let proxy: DatabaseProxy | undefined;
  const away = await openApi({
    registry: 'EMPTY',
    patience: PROMPT,
    async through(url) {
      proxy = await startDatabaseProxy(url);
      return proxy.url;
    },
  });
  const probes = async () => {
    const [live, ready] = await Promise.all([away.ask('GET', '/live'), away.ask('GET', '/ready')]);
    return [live, ready].map(({ status, body }) => ({ status, body }));
  };
  try {
    for (const way of ['SHUT', 'SILENT'] as const) {
      proxy?.is(way);
      expect(await probes()).toEqual([isLive, notReady('DATABASE_AWAY')]);
      proxy?.is('OPEN');
      expect(await probes()).toEqual([isLive, isReady]);
    }
  } finally {
    await away.close();
    await proxy?.close();
  }
});

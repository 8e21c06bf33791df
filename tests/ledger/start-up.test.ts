/** What stops a start: it waits for a server that is away, and for nothing else. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { requireContentKeys } from '../../ledger/contents/content-keys.ts';
import { contentKeys, openText, sealTexts, storedText } from '../../ledger/contents/contents.ts';
import { createPool, type Pool } from '../../ledger/database.ts';
import { migrate } from '../../ledger/migrate.ts';
import { freePort } from '../../local/ports.ts';
import { startProgram } from '../../local/programs.ts';
import { serverAway, whileStarting } from '../../server-away.ts';
import { startDatabaseProxy } from '../support/database-proxy.ts';
import { copyDatabase, eventually } from '../support/system-harness.ts';

const ONE = `one:${Buffer.alloc(32, 1).toString('base64')}`;
const TWO = `two:${Buffer.alloc(32, 2).toString('base64')}`;
const WRONG_ONE = `one:${Buffer.alloc(32, 3).toString('base64')}`;
const WAITING = /waiting for PostgreSQL/;

let databases = 0;
async function database(): Promise<{ url: string; pool: Pool }> {
  const url = await copyDatabase(inject('servers').templateUrl, `start_up_${process.pid}_${++databases}`);
  const pool = createPool(url, 2, () => {});
  onTestFinished(() => pool.end());
  return { url, pool };
}

const sealOne = async (pool: Pool, keys: string, ref = 'R-1/c/1') => {
  const [text] = sealTexts(contentKeys(keys), [{ ref, hash: HASH, text: '秘密' }]);
  await pool.query(
    `INSERT INTO contents (ref, round, command, hash, key_id, sealed) VALUES ($1, 'R-1', 'c', $2, $3, decode($4, 'base64'))`,
    [text?.ref, text?.hash, text?.key_id, text?.sealed],
  );
};
const HASH = '0'.repeat(64);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xuncha-start-up-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A process as it really starts. */
async function started(name: 'api' | 'worker', url: string, CONTENT_KEYS: string) {
  const log = join(folder, `${name}-${++databases}.log`);
  const port = await freePort();
  const environment = {
    DATABASE_URL: url,
    TEMPORAL_ADDRESS: inject('servers').temporalAddress,
    TASK_QUEUE: 'start-up',
    SMTP_URL: 'smtp://127.0.0.1:9',
    WORKFLOW_BUNDLE: inject('servers').workflowBundle,
    API_PORT: String(port),
    CONTENT_KEYS,
  };
  const program = startProgram({ name, environment, log, say: () => {} });
  onTestFinished(() => program.stop());
  return { program, log, address: `http://127.0.0.1:${port}` };
}
/** How it ends, and its log. */
async function ended(name: 'api' | 'worker', url: string, keys: string) {
  const { program, log } = await started(name, url, keys);
  await program.whenEnded;
  return { code: program.process.exitCode, said: await readFile(log, 'utf8') };
}

describe.each(['api', 'worker'] as const)('the %s', (name) => {
  test('ends in one sentence where the database is newer than its code', async () => {
    const { url, pool } = await database();
    await pool.query(`INSERT INTO kysely_migration (name, timestamp) VALUES ('999-of-tomorrow', '2030-01-01')`);
    const { code, said } = await ended(name, url, ONE);
    expect(code).toBe(1);
    expect(said).toContain(
      'The database is newer than this program, which does not know its migration 999-of-tomorrow',
    );
    expect(said).not.toMatch(WAITING);
  });

  test('ends in one sentence where a key is not the one that sealed', async () => {
    const { url, pool } = await database();
    await requireContentKeys(pool, contentKeys(ONE));
    const { code, said } = await ended(name, url, WRONG_ONE);
    expect(code).toBe(1);
    expect(said).toContain('The content key one in CONTENT_KEYS is not the one');
    expect(said).not.toMatch(WAITING);
  });
});

test('the API lives while it waits for its database, sends callers away, and takes them once it is there', async () => {
  const { url } = await database();
  const proxy = await startDatabaseProxy(url);
  onTestFinished(() => proxy.close());
  proxy.is('SHUT');
  const { address, log } = await started('api', proxy.url, ONE);
  const asked = async (path: string) => {
    const response = await fetch(`${address}${path}`);
    return { status: response.status, body: await response.json() };
  };
  await eventually(() => asked('/live'));
  await eventually(async () => expect(await readFile(log, 'utf8')).toMatch(WAITING));
  expect(await asked('/live')).toEqual({ status: 200, body: { live: true } });
  expect(await asked('/ready')).toEqual({ status: 503, body: { ready: false, because: 'STARTING' } });
  expect(await asked('/health')).toMatchObject({
    status: 503,
    body: { up: false, missing: ['PostgreSQL'], commandsTaken: false },
  });
  expect(await asked('/duties')).toMatchObject({ status: 503, body: { type: '/problems/unavailable' } });

  proxy.is('OPEN');
  await eventually(async () =>
    expect(await asked('/ready')).toEqual({ status: 200, body: { ready: true, because: null } }),
  );
  expect(await asked('/duties')).toMatchObject({ status: 401 });
}, 60_000);

describe('content keys', () => {
  const require = (pool: Pool, keys: string) => requireContentKeys(pool, contentKeys(keys));

  test('the same ones are taken again, and a new one in front of the old one', async () => {
    const { pool } = await database();
    await require(pool, ONE);
    await sealOne(pool, ONE);
    await require(pool, ONE);
    await require(pool, `${TWO},${ONE}`);
    await sealOne(pool, TWO, 'R-1/c/2');
    await expect(require(pool, ONE)).rejects.toThrow('The content key two is missing');
    const sealed = await storedText(pool, 'R-1/c/2');
    if (!sealed) throw new Error('there is no such text');
    expect(() => openText(contentKeys(ONE), sealed)).toThrow('no content key two');
  });

  test('a wrong one under a known id is named, also before it has sealed anything', async () => {
    const { pool } = await database();
    await require(pool, ONE);
    await expect(require(pool, WRONG_ONE)).rejects.toThrow('The content key one in CONTENT_KEYS is not the one');
    await expect(require(pool, `${TWO},${WRONG_ONE}`)).rejects.toThrow('The content key one');
  });

  test('one that no text needs may go', async () => {
    const { pool } = await database();
    await require(pool, ONE);
    await require(pool, TWO);
  });

  test('one that sealed before check values were kept is tried on a text', async () => {
    const { pool } = await database();
    await sealOne(pool, ONE);
    await pool.query(`INSERT INTO content_keys (key_id) SELECT DISTINCT key_id FROM contents`);
    await expect(require(pool, WRONG_ONE)).rejects.toThrow('The content key one in CONTENT_KEYS is not the one');
    await expect(require(pool, TWO)).rejects.toThrow('The content key one is missing');
    await require(pool, ONE);
    await pool.query('DELETE FROM contents');
    await expect(require(pool, WRONG_ONE)).rejects.toThrow('The content key one in CONTENT_KEYS is not the one');
  });
});

describe('is waited for:', () => {
  const reason = (attempt: Promise<unknown>) =>
    attempt.then(
      () => undefined,
      (error: unknown) => error,
    );
  const isAway = (error: unknown) => serverAway(error, whileStarting) !== undefined;

  test('a port where nobody listens', async () => {
    expect(isAway(await reason(migrate(`postgres://a:b@127.0.0.1:${await freePort()}/c`)))).toBe(true);
  });
  test('a host that has no address yet', async () => {
    expect(isAway(await reason(migrate('postgres://a:b@no-such-host.invalid:5432/c')))).toBe(true);
  });
  test.each([
    ['a wrong password', (url: URL) => (url.password = 'wrong')],
    ['a database that is not there', (url: URL) => (url.pathname = '/nowhere')],
  ])('not %s', async (_what, change) => {
    const url = new URL(inject('servers').templateUrl);
    change(url);
    expect(isAway(await reason(migrate(url.href)))).toBe(false);
  });
  test('not a schema that cannot be changed', async () => {
    const { url, pool } = await database();
    await pool.query(`DELETE FROM kysely_migration WHERE name LIKE '006%'`);
    expect(isAway(await reason(migrate(url)))).toBe(false);
  });
});

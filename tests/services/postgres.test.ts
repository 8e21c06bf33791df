import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { freePort, portHolder } from '../../local/ports.ts';
import { type PostgresOptions, startPostgres } from '../../local/postgres.ts';
import { postgresVersion } from '../../local/postgres-binaries.ts';
import { chooseBinaries } from '../../local/postgres-cluster.ts';
import { hasEnded } from '../../local/processes.ts';
import { abandon } from './abandon.ts';
import { closedTemporaryFolder, listener, temporaryFolder } from './folders.ts';
import { zombie } from './zombie.ts';

const runsAsRoot = process.getuid?.() === 0;

test('the greeting of PostgreSQL tells its version', () => {
  expect(postgresVersion('postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)')).toEqual({
    version: '15.18',
    major: 15,
  });
  expect(postgresVersion('postgres (PostgreSQL) 19beta1')).toEqual({ version: '19beta1', major: 19 });
  expect(postgresVersion('initdb')).toBeUndefined();
});

test.each([
  { there: [], found: [15, 18], chosen: 15, why: 'without data, the best programs' },
  { there: [18], found: [15, 18], chosen: 18, why: 'a PostgreSQL that came later does not hide the data' },
  { there: [15, 18], found: [18, 15], chosen: 15, why: 'of two clusters, the one used last' },
  { there: [14, 18], found: [15, 18], chosen: 18, why: 'a cluster that can be run, before one that cannot' },
])('$why: of $there and $found, $chosen', ({ there, found, chosen }) => {
  expect(chooseBinaries(majors(there), majors(found), '/data').major).toBe(chosen);
});

function majors(list: number[]): Array<{ major: number }> {
  return list.map((major) => ({ major }));
}

test('data that no programs here can read stop the start', () => {
  expect(() => chooseBinaries([{ major: 17 }], [{ major: 15 }, { major: 18 }], '/data')).toThrow(
    /written by PostgreSQL 17, and 15 and 18 is what can be used/,
  );
});

test('what it refuses reaches its log without the values', async () => {
  const directory = await temporaryFolder();
  const server = await started({ directory, durable: false });
  const refused = [
    `SELECT '张三'::int`,
    `SELECT ('{"name":"张三' || '\\')::jsonb`,
    `CREATE TABLE t (name text PRIMARY KEY)`,
    `INSERT INTO t VALUES ('张三'), ('张三')`,
  ];
  for (const text of refused) await query(server.url, text).catch(() => undefined);
  const log = await readFile(join(directory, 'postgres.log'), 'utf8');
  expect(log).toContain('duplicate key value violates unique constraint');
  expect(log).not.toMatch(/DETAIL|CONTEXT|STATEMENT|INSERT/);
});

test('no value of a statement that fails, or takes long, stands in its log', async () => {
  const directory = await temporaryFolder();
  const server = await started({ directory, durable: false });
  await query(server.url, 'CREATE TABLE t (name text PRIMARY KEY, age int CHECK (age > 0))');
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const insert = (values: unknown[]) => client.query('INSERT INTO t VALUES ($1, $2)', values);
  await insert(['李四标记', 1]);
  for (const values of [
    ['李四标记', 7],
    ['王五标记', -1],
  ])
    await expect(insert(values)).rejects.toThrow('violates');
  await client.query(`SELECT pg_sleep(1), '赵六标记'`);
  await client.end();
  const log = await readFile(join(directory, 'postgres.log'), 'utf8');
  expect(log).toContain('violates check constraint');
  expect(log).not.toMatch(/标记|INSERT|pg_sleep/);
});

test('the programs come in by a role of their own, which is no superuser', async () => {
  const directory = await temporaryFolder();
  const server = await started({ directory, durable: false });
  expect(server.programsUrl).not.toContain(new URL(server.url).password);
  const { rows } = await query(
    server.programsUrl,
    `SELECT rolname AS name, rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls AS mighty FROM pg_roles WHERE rolname = current_user`,
  );
  expect(rows).toEqual([{ name: 'xuncha', mighty: false }]);
  await server.stop();
  // Its password is the same after a restart, for whoever runs on.
  expect(new URL((await started({ directory, durable: false })).programsUrl).password).toBe(
    new URL(server.programsUrl).password,
  );
}, 60_000);

test('comes up durable, with checksums and on loopback only, and stops', async () => {
  const server = await started({ directory: await temporaryFolder(), durable: true });
  const { rows } = await query(
    server.url,
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit',
       'data_checksums', 'listen_addresses', 'max_connections', 'server_encoding', 'password_encryption')`,
  );
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    data_checksums: 'on',
    listen_addresses: '127.0.0.1',
    max_connections: '200',
    server_encoding: 'UTF8',
    password_encryption: 'scram-sha-256',
  });
  await server.stop();
  expect(await hasEnded(server.pid, 1_000)).toBe(true);
  expect(await portHolder(server.port)).toBeUndefined();
}, 60_000);

test('nobody comes in without the password, which only its owner can read', async () => {
  const directory = await temporaryFolder();
  const server = await started({ directory });
  await expect(query(server.url.replace(/:[^:@]+@/, ':guess@'), 'SELECT 1')).rejects.toThrow('authentication failed');
  const [passwordFile = ''] = (await readdir(directory)).filter((name) => name.endsWith('.password'));
  expect((await stat(join(directory, passwordFile))).mode & 0o777).toBe(0o600);
}, 60_000);

test('a restart keeps the data', async () => {
  const directory = await temporaryFolder();
  const first = await started({ directory });
  await query(first.url, "CREATE TABLE kept AS SELECT '巡察' AS word");
  await first.stop();
  const second = await started({ directory });
  expect((await query(second.url, 'SELECT word FROM kept')).rows).toEqual([{ word: '巡察' }]);
}, 60_000);

test('what was committed survives a kill -9 of the server, and the next start comes at once', async () => {
  const directory = await temporaryFolder();
  const first = await started({ directory, durable: true });
  await query(first.url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n');
  first.kill('SIGKILL');
  await first.stop();
  const second = await started({ directory, durable: true });
  expect((await query(second.url, 'SELECT count(*)::int AS count FROM kept')).rows).toEqual([{ count: 1000 }]);
}, 60_000);

test('a note that names a dead process which nobody has reaped stops no start', async () => {
  const directory = await temporaryFolder();
  const server = await started({ directory, durable: false });
  const dead = await zombie();
  const data = (await readdir(directory)).find((name) => /^postgres-\d+$/.test(name)) ?? '';
  const note = join(directory, data, 'postmaster.pid');
  const [, ...rest] = (await readFile(note, 'utf8')).split('\n');
  server.kill('SIGKILL');
  await server.whenEnded;
  await server.stop();
  await writeFile(note, [dead.pid, ...rest].join('\n'));
  const { rows } = await query((await started({ directory, durable: false })).url, 'SELECT 1 AS one');
  expect(rows).toEqual([{ one: 1 }]);
});

test('a server left running by a killed start is taken over, with its data and its port', async () => {
  const directory = await temporaryFolder();
  const port = await freePort();
  const left = await abandon('postgres', directory, String(port));
  expect(await hasEnded(left, 0)).toBe(false);
  const { said, say } = listener();
  const server = await started({ directory, say });
  expect(server).toMatchObject({ pid: left, port });
  expect(said.join()).toContain(`left running (pid ${left})`);
  expect((await query(server.url, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await server.stop();
  expect(await hasEnded(left, 1_000)).toBe(true);
}, 60_000);

test('a server left running that may lose data is not taken over for data that must be kept', async () => {
  const directory = await temporaryFolder();
  const left = await abandon('postgres', directory, String(await freePort()));
  const server = await started({ directory, durable: true });
  expect(server.pid).not.toBe(left);
  expect((await query(server.url, 'SHOW fsync')).rows).toEqual([{ fsync: 'on' }]);
}, 60_000);

test('data that a living start looks after are refused to a second one', async () => {
  const directory = await temporaryFolder();
  await started({ directory });
  await expect(started({ directory })).rejects.toThrow(`already looked after by pid ${process.pid}`);
}, 60_000);

test('a port held by another is refused with the name of the holder and the setting to change', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  onTestFinished(() => void holder.close());
  const address = holder.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  await expect(started({ directory: await temporaryFolder(), port })).rejects.toThrow(
    /PostgreSQL cannot start: port \d+ is held by .*POSTGRES_PORT=<port>/,
  );
}, 60_000);

test.runIf(runsAsRoot)(
  'started by root in a closed folder, the data lie where their account can reach them',
  async () => {
    const directory = await closedTemporaryFolder();
    const { said, say } = listener();
    const server = await started({ directory, say });
    const [, home = ''] = /its data are in (\S+)/.exec(said.join('\n')) ?? [];
    onTestFinished(() => rm(home, { recursive: true, force: true }));
    expect((await readdir(home)).some((name) => /^postgres-\d+$/.test(name))).toBe(true);
    await server.stop();
  },
  60_000,
);

async function started(wishes: Partial<PostgresOptions> & { directory: string }) {
  const server = await startPostgres({ port: await freePort(), durable: false, say: () => {}, ...wishes });
  onTestFinished(() => server.stop(), 20_000);
  return server;
}

async function query(url: string, text: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query<Record<string, unknown>>(text);
  } finally {
    await client.end();
  }
}

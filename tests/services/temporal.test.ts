import { access, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Connection } from '@temporalio/client';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { freePort, portHolder } from '../../local/ports.ts';
import { isAlive } from '../../local/processes.ts';
import { findTemporalCli, startTemporal, type TemporalOptions } from '../../local/temporal.ts';
import { versionsOf } from '../../local/temporal-cli.ts';
import { abandon } from './abandon.ts';
import { listener, temporaryFolder } from './folders.ts';

/** Kept between runs, so that the CLI is fetched once. */
const cacheDirectory = join(tmpdir(), 'xuncha-cli');
let cli: TemporalOptions['cli'];

beforeAll(async () => {
  cli = await findTemporalCli({ cacheDirectory, say: () => {} });
}, 600_000);

test('comes up in memory with its namespace, its search attributes and no UI, and leaves nothing behind', async () => {
  const server = await started({ searchAttributes: { RoundPhase: 'Keyword', NextDueAt: 'Datetime' } });
  expect(server.uiUrl).toBeUndefined();
  const connection = await Connection.connect({ address: server.address });
  onTestFinished(() => connection.close());
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: server.namespace });
  expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(['RoundPhase', 'NextDueAt']));
  await server.stop();
  expect(isAlive(server.pid)).toBe(false);
  await expect(access(dirname(server.log))).rejects.toThrow('ENOENT');
}, 60_000);

test('opens its UI at the address that it gives', async () => {
  const server = await started({ uiPort: await freePort() });
  const page = await fetch(server.uiUrl ?? '');
  expect(page.status).toBe(200);
}, 60_000);

test('two servers live side by side', async () => {
  const servers = await Promise.all([started({}), started({})]);
  expect(new Set(servers.map(({ address }) => address)).size).toBe(2);
}, 60_000);

test('on data of its own it starts again where it stopped', async () => {
  const directory = await temporaryFolder();
  const first = await started({ directory, namespace: 'earlier' });
  await first.stop();
  const second = await started({ directory, namespace: 'later' });
  const connection = await Connection.connect({ address: second.address });
  onTestFinished(() => connection.close());
  const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace: 'earlier' });
  expect(namespaceInfo?.name).toBe('earlier');
}, 60_000);

test('a server left running by a killed start is ended at the next one', async () => {
  const directory = await temporaryFolder();
  const port = await freePort();
  const left = await abandon('temporal', directory, String(port), cacheDirectory);
  expect(isAlive(left)).toBe(true);
  const { said, say } = listener();
  const server = await started({ directory, port, say });
  expect(said.join()).toContain(`left running (pid ${left})`);
  expect(server.pid).not.toBe(left);
}, 60_000);

test('data that a living start looks after are refused to a second one', async () => {
  const directory = await temporaryFolder();
  await started({ directory });
  await expect(started({ directory })).rejects.toThrow(`already looked after by pid ${process.pid}`);
}, 60_000);

test('a port held by another is refused with the name of the holder', async () => {
  const first = await started({});
  const port = Number(first.address.split(':').at(-1));
  await expect(started({ port })).rejects.toThrow(/Temporal cannot start: port \d+ is held by pid .*TEMPORAL_PORT=/);
  await expect(started({ uiPort: port })).rejects.toThrow('TEMPORAL_UI_PORT=<port>');
}, 60_000);

test('a server that does not come up is quoted in the message', async () => {
  const directory = await temporaryFolder();
  const { server } = (await versionsOf(cli.path)) ?? {};
  await writeFile(join(directory, `temporal-${server}.db`), 'not a database, and long enough to be taken for one');
  await expect(started({ directory })).rejects.toThrow(
    /Temporal does not start: it ended with code 1\. Its log, .*temporal\.log, ends with:\n.*database/s,
  );
  expect(await readdir(directory)).not.toContain('temporal.claim');
}, 60_000);

test('after a kill -9 of the server stopping is still right', async () => {
  const server = await started({});
  server.kill('SIGKILL');
  await server.stop();
  expect(await portHolder(Number(server.address.split(':').at(-1)))).toBeUndefined();
}, 60_000);

async function started(wishes: Partial<TemporalOptions>) {
  const server = await startTemporal({
    cli,
    directory: undefined,
    port: await freePort(),
    uiPort: undefined,
    namespace: 'xuncha',
    searchAttributes: {},
    say: () => {},
    ...wishes,
  });
  onTestFinished(() => server.stop(), 20_000);
  return server;
}

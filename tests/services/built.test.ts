/** What `npm run build` makes runs by itself: Node, the packages of production, PostgreSQL and Temporal, and no tsx. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseSync } from 'oxc-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { apiClient } from '../../examples/api-client.ts';
import { demoOffice, exampleRegistry } from '../../examples/examples.ts';
import { exampleRound } from '../../examples/round.ts';
import { freePort } from '../../local/ports.ts';
import { type PostgresService, startPostgres } from '../../local/postgres.ts';
import { findTemporalCli, startTemporal, type TemporalService } from '../../local/temporal.ts';
import { connectLazily } from '../../temporal/connection.ts';
import { suiteFolder } from './folders.ts';

const run = promisify(execFile);
const inRepository = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const UP_WITHIN_MS = 60_000;

let folder = '';
let built = '';
let postgres: PostgresService;
let temporal: TemporalService;
let environment: Record<string, string> = {};
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await suiteFolder();
  built = join(folder, 'dist');
  const cli = await findTemporalCli({ cacheDirectory: join(tmpdir(), 'xuncha-cli'), say: () => {} });
  [postgres, temporal] = await Promise.all([
    startPostgres({ directory: join(folder, 'data'), port: await freePort(), durable: false, say: () => {} }),
    startTemporal({
      cli,
      directory: undefined,
      port: await freePort(),
      uiPort: undefined,
      namespace: 'default',
      searchAttributes,
      say: () => {},
    }),
  ]);
  await run('npm', ['run', 'build', '--', built], { cwd: inRepository('') });
  await symlink(inRepository('node_modules'), join(folder, 'node_modules'));
  environment = {
    PATH: process.env['PATH'] ?? '',
    DATABASE_URL: postgres.programsUrl,
    DATABASE_OWNER_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
    SMTP_URL: 'smtp://127.0.0.1:9',
    CONTENT_KEYS: `built:${Buffer.alloc(32, 5).toString('base64')}`,
    API_PORT: String(await freePort()),
    DEVELOPMENT: 'true',
  };
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all([temporal.stop(), postgres.stop()]);
});

const program = (path: string, ...more: string[]) =>
  run(process.execPath, [join(built, path), ...more], { cwd: folder, env: environment });

function started(path: string): { readonly child: ChildProcess; said(): string } {
  const child = spawn(process.execPath, [join(built, path)], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { child, said: () => said };
}

async function until(what: () => string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + UP_WITHIN_MS;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > giveUpAt) throw new Error(`It did not come about: ${what()}`);
    await pause(100);
  }
}

const PACKAGE = /^(@[^/]+\/)?[^/]+/;
async function importsOf(file: string): Promise<string[]> {
  const { module } = parseSync(file, await readFile(join(built, file), 'utf8'));
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.map(({ moduleRequest }) => moduleRequest?.value),
  );
  return [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value), ...exported].filter(
    (name) => name !== undefined,
  );
}

test('takes nothing but Node, its own files and the packages of production', async () => {
  const files = (await readdir(built, { recursive: true })).filter(
    (name) => name.endsWith('.js') && name !== 'workflow-bundle.js',
  );
  const sources = (await Promise.all(files.map((file) => importsOf(file)))).flat();
  const packages = new Set(
    sources.filter((name) => !name.startsWith('.') && !isBuiltin(name)).map((name) => PACKAGE.exec(name)?.[0] ?? name),
  );
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await readFile(inRepository('package.json'), 'utf8')));
  expect(packages.size).toBeGreaterThan(5);
  expect([...packages].filter((name) => name === 'tsx' || !(name in dependencies))).toEqual([]);
  expect(sources.filter((name) => name.endsWith('.ts'))).toEqual([]);
});

test('refuses a folder that holds something', async () => {
  await expect(run('npm', ['run', 'build', '--', built], { cwd: inRepository('') })).rejects.toMatchObject({
    stderr: expect.stringContaining('is not empty: name a new folder.'),
  });
});

test('from an empty database to a round whose workflow runs, and to an orderly end', { timeout: 180_000 }, async () => {
  expect((await program('scripts/migrate.js')).stdout).toContain('at the schema of this program');
  const document = join(folder, 'registry.json');
  await writeFile(document, JSON.stringify(exampleRegistry));
  expect((await program('scripts/found.js', document)).stdout).toMatch(/^Founded: \d+ records/);
  await expect(program('scripts/confirm.js', 'E-999')).rejects.toMatchObject({ code: 1 });

  const [worker, api] = [started('worker/main.js'), started('api/main.js')];
  const url = `http://127.0.0.1:${environment['API_PORT']}`;
  await until(
    () => `${worker.said()}${api.said()}`,
    async () => (await fetch(`${url}/health`)).ok,
  );
  expect((await fetch(`${url}/docs/swagger-ui.css`)).status).toBe(200);
  expect(await (await fetch(`${url}/openapi.json`)).json()).toMatchObject({ info: { version: '0.1.0' } });

  const round = 'R-BUILT-1';
  await exampleRound(apiClient(url), demoOffice, round).plan();
  const client = connectLazily({ TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: 'default' });
  await until(worker.said, async () => {
    for await (const { status, searchAttributes: seen } of client.workflow.list())
      if (status.name === 'RUNNING' && Number(seen?.['LedgerSequence']?.[0]) > 0) return true;
    return false;
  });
  await client.connection.close();

  expect((await program('scripts/verify-ledger.js')).stdout).toContain('The ledger is whole: 1 round,');
  expect((await program('scripts/revive.js')).stdout).toContain('1 open round; none is without its workflow.');
  for (const { child, said } of [api, worker]) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended, said()).toEqual([0, null]);
  }
});

/** `npm start` itself, in a folder whose name a path of a URL would not bear, with logs that cannot be written. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, portHolder } from '../../local/ports.ts';
import { commandLine, hasEnded, parentOf } from '../../local/processes.ts';
import { findTemporalCli } from '../../local/temporal.ts';
import { suiteFolder } from './folders.ts';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../../', import.meta.url));
const UP_WITHIN_MS = 120_000;
const BACK_WITHIN_MS = 30_000;

interface Started {
  readonly npm: ChildProcess;
  said(): string;
  /** Of the process that npm’s shell runs. */
  pid(): Promise<number>;
}

let folder = '';
let environment: NodeJS.ProcessEnv = {};
let ports: readonly number[] = [];
let api = '';

beforeAll(async () => {
  folder = join(await suiteFolder(), '巡察 办', 'xun cha');
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
    maxBuffer: 2 ** 24,
  });
  const needed = stdout.split('\0').filter((path) => path !== '' && !/^(tests|docs|bench)\//.test(path));
  await Promise.all(needed.map((path) => cp(join(repository, path), join(folder, path))));
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  const data = join(folder, '.data');
  await mkdir(data);
  for (const log of ['worker.log', 'api.log']) await symlink('/dev/full', join(data, log));
  const cli = await findTemporalCli({ cacheDirectory: join(tmpdir(), 'xuncha-cli'), say: () => {} });
  const names = [
    'API_PORT',
    'TEMPORAL_PORT',
    'TEMPORAL_UI_PORT',
    'POSTGRES_PORT',
    'SMTP_PORT',
    'MAILBOX_PORT',
    'OIDC_PORT',
  ];
  ports = await Promise.all(names.map(() => freePort()));
  api = `http://127.0.0.1:${ports[0]}`;
  environment = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    NO_COLOR: '1',
    TEMPORAL_CLI: cli.path,
    ...Object.fromEntries(names.map((name, i) => [name, String(ports[i])])),
  };
});

async function until(what: string, isSo: () => Promise<boolean>, withinMs: number): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`${what} did not come about`);
    await pause(100);
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(pids.map(parentOf));
  return pids.filter((_, i) => parents[i] === pid);
}

function startByNpm(): Started {
  const npm = spawn('npm', ['start'], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const output of [npm.stdout, npm.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const below = async (pid: number): Promise<number> => {
    for (const child of await childrenOf(pid))
      return (await commandLine(child))?.includes('scripts/start.ts') && !(await commandLine(child))?.startsWith('sh ')
        ? child
        : below(child);
    throw new Error('nothing runs below npm');
  };
  return { npm, said: () => said, pid: () => below(npm.pid ?? 0) };
}

async function up(started: Started): Promise<void> {
  await until(
    'the start',
    async () => {
      if (started.npm.exitCode !== null) throw new Error(started.said());
      return started.said().includes('Ctrl-C ends everything');
    },
    UP_WITHIN_MS,
  );
}

const isHealthy = () =>
  fetch(`${api}/health`).then(
    ({ ok }) => ok,
    () => false,
  );

const allFree = async () => (await Promise.all(ports.map(portHolder))).every((holder) => holder === undefined);

let system: Started;
afterAll(async () => {
  if (system.npm.exitCode !== null || system.npm.pid === undefined) return;
  const pid = await system.pid();
  process.kill(pid, 'SIGTERM');
  await hasEnded(pid, BACK_WITHIN_MS);
});

describe('npm start', () => {
  test(
    'comes up, and prints the next commands with the settings that were set',
    async () => {
      system = startByNpm();
      await up(system);
      expect(await isHealthy()).toBe(true);
      expect(system.said()).toMatch(new RegExp(`API_PORT=${ports[0]} .*npm run demo`));
      expect(system.said()).toMatch(/worker\.log cannot be written/);
    },
    UP_WITHIN_MS,
  );

  const entry = (name: string) => async (script: number) => {
    for (const child of await childrenOf(script)) if ((await commandLine(child))?.includes(name)) return child;
    return undefined;
  };
  test.each([
    ['The worker', entry('worker/main.ts')],
    ['The API', entry('api/main.ts')],
    ['PostgreSQL', entry('postgres -D')],
    ['Temporal', entry('server start-dev')],
  ])(
    '%s that is killed is started again, on the same port',
    async (name, find) => {
      const script = await system.pid();
      const before = await find(script);
      if (before === undefined) throw new Error(`${name} does not run`);
      const saidBefore = system.said().length;
      process.kill(before, 'SIGKILL');
      const sayings = () => system.said().slice(saidBefore);
      await until(name, async () => sayings().includes(`${name}: started again`), BACK_WITHIN_MS);
      expect(sayings().match(new RegExp(`${name}: it ended with SIGKILL`, 'g'))).toHaveLength(1);
      await until('its new process', async () => ![before, undefined].includes(await find(script)), BACK_WITHIN_MS);
      await until('health', isHealthy, BACK_WITHIN_MS);
    },
    2 * BACK_WITHIN_MS,
  );

  test('a browser signs in at the provider that it brings', async () => {
    const begun = await fetch(`${api}/sign-in`, { redirect: 'manual' });
    const address = begun.headers.get('location') ?? '';
    expect(address).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${ports[6]}/`));
    const page = await fetch(address, { redirect: 'manual' });
    expect(page.headers.get('location')).toContain('/pick/');
  });

  test('a second one says in one line where it is running', async () => {
    const second = startByNpm();
    const [code] = await once(second.npm, 'close');
    const own = second
      .said()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('>'));
    expect(own).toEqual([`xuncha is already running at ${api}, on the data in .data.`]);
    expect(code).toBe(0);
  });

  test('one on other data says the same of this one, and starts nothing', async () => {
    const elsewhere = run('npm', ['start'], { cwd: folder, env: { ...environment, DATA_DIR: '.other' } });
    await expect(elsewhere).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`A xuncha on other data than .other is already running at ${api}`),
    });
  });

  test('with the npm that started it everything ends', async () => {
    const script = await system.pid();
    system.npm.kill('SIGTERM');
    expect(await hasEnded(script, BACK_WITHIN_MS)).toBe(true);
    expect(await allFree()).toBe(true);
  });

  test(
    'on the data of before it starts again, and ends with its own SIGTERM',
    async () => {
      system = startByNpm();
      await up(system);
      const script = await system.pid();
      process.kill(script, 'SIGTERM');
      await once(system.npm, 'close');
      expect(system.said()).toContain('Ended. Everything is kept');
      expect(await allFree()).toBe(true);
      expect(await readFile(join(folder, '.data', 'running.json'), 'utf8').catch(() => 'gone')).toBe('gone');
    },
    UP_WITHIN_MS,
  );
});

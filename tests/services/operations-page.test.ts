/** `docs/operations.md`, done as printed: on a PostgreSQL, a Temporal and an identity provider of its own, as an account that cannot
 *  write the code; with an upgrade, and the way back. */
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { demoOffice, exampleRegistry } from '../../examples/examples.ts';
import { type IdentityProvider, startIdentityProvider } from '../../local/identity-provider.ts';
import { startMailbox } from '../../local/mailbox.ts';
import { messageOf } from '../../local/failure.ts';
import { freePort, portHolder } from '../../local/ports.ts';
import { type PostgresService, startPostgres } from '../../local/postgres.ts';
import { end } from '../../local/processes.ts';
import { findTemporalCli, startTemporal, type TemporalService } from '../../local/temporal.ts';
import { inRepository } from '../../scripts/tools/docs/repository.ts';
import { aBrowser } from '../support/browser.ts';
import { type Section, sectionsOf, type Shell, shell } from '../support/page-of-commands.ts';
import { suiteFolder } from './folders.ts';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const SECRET = 'a-secret-that-the-provider-gave';
const { director, committee } = demoOffice;
const nothing = () => {};

test('the Chinese page has the same commands, step by step', async () => {
  const [english, chinese] = await Promise.all(['docs/operations.md', 'docs/operations.zh.md'].map(sectionsOf));
  expect(english?.length).toBeGreaterThan(5);
  expect(chinese?.map(({ blocks }) => blocks)).toEqual(english?.map(({ blocks }) => blocks));
});

describe.skipIf(!isRoot)('the page of operations, done as printed (as root, who has an account to spare)', () => {
  let folder = '';
  let base = 0;
  let sections: readonly Section[] = [];
  let postgres: PostgresService;
  let temporal: TemporalService;
  let provider: IdentityProvider;
  let mailbox: Awaited<ReturnType<typeof startMailbox>>;
  let bash: Shell;
  let startAgain: () => Promise<TemporalService>;
  const seen = new Set<string>();
  const watching = new AbortController();
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const api = (n = 1) => at(base + n);
  const metricsOf = (part: 'api' | 'worker', n: number) => at(base + (part === 'api' ? 10 : 110) + n);

  beforeAll(async () => {
    folder = await suiteFolder();
    base = await freeBase();
    sections = await sectionsOf('docs/operations.md');
    await copyOfSources(join(folder, 'source'));
    const cli = await findTemporalCli({ cacheDirectory: join(tmpdir(), 'xuncha-cli'), say: nothing });
    const bin = join(folder, 'bin');
    await mkdir(bin);
    await symlink(cli.path, join(bin, 'temporal'));
    postgres = await startPostgres({
      directory: join(folder, 'postgres'),
      port: await freePort(),
      durable: true,
      say: nothing,
    });
    // The page makes them.
    const client = new pg.Client({
      connectionString: Object.assign(new URL(postgres.url), { pathname: '/postgres' }).href,
    });
    await client.connect();
    await client.query('DROP DATABASE xuncha');
    await client.query('DROP ROLE xuncha, xuncha_programs');
    await client.end();
    const temporalPort = await freePort();
    startAgain = () =>
      startTemporal({
        cli,
        directory: join(folder, 'temporal'),
        port: temporalPort,
        uiPort: undefined,
        namespace: 'default',
        searchAttributes,
        say: nothing,
      });
    temporal = await startAgain();
    provider = await startIdentityProvider({
      port: await freePort(),
      people: () => Promise.resolve([]),
      client: { id: 'xuncha', secret: SECRET, publicUrl: api() },
      say: nothing,
    });
    mailbox = await startMailbox({
      directory: join(folder, 'mailbox'),
      smtpPort: await freePort(),
      webPort: await freePort(),
      say: nothing,
    });
    await writeFile(join(folder, 'registry.json'), JSON.stringify(registryWithSignIn()));
    bash = shell(
      {
        PATH: `${bin}:${process.env['PATH'] ?? ''}`,
        HOME: process.env['HOME'],
        npm_config_prefer_offline: 'true',
      },
      folder,
    );
    await bash.run(decided());
    void watchProcesses();
  }, 240_000);

  afterAll(async () => {
    watching.abort();
    const notes = await readdir(join(folder, 'run')).catch(() => []);
    for (const note of notes) await end(Number(await readFile(join(folder, 'run', note), 'utf8')), 60_000);
    await bash.end();
    await mailbox.stop();
    await provider.stop();
    await temporal.stop();
    await postgres.stop();
  }, 240_000);

  /** What the operator decides: ordinary variables of the shell, which no other program sees. */
  function decided(): string {
    const { hostname, port, username, password } = new URL(postgres.url);
    const values = {
      XUNCHA_SOURCE: join(folder, 'source'),
      XUNCHA_HOME: join(folder, 'home'),
      XUNCHA_ETC: join(folder, 'etc'),
      XUNCHA_LOG: join(folder, 'log'),
      XUNCHA_RUN: join(folder, 'run'),
      XUNCHA_BACKUPS: join(folder, 'backups'),
      XUNCHA_USER: 'nobody',
      XUNCHA_REGISTRY: join(folder, 'registry.json'),
      API_BASE: base,
      METRICS_BASE: base + 10,
      PUBLIC_URL: api(),
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_SECRET: SECRET,
      TEMPORAL_ADDRESS: temporal.address,
      SMTP_URL: mailbox.smtpUrl,
      PGHOST: hostname,
      PGPORT: port,
      PGUSER: username,
      PGPASSWORD: decodeURIComponent(password),
    };
    return Object.entries(values)
      .map(([name, value]) => `${name}='${value}'`)
      .join('\n');
  }

  async function doSection(title: string, blocks?: readonly number[]): Promise<string> {
    const section = sections.find((each) => each.title.includes(title));
    if (!section) throw new Error(`The page has no section ${title}`);
    const chosen = section.blocks.filter((_, i) => blocks === undefined || blocks.includes(i));
    let said = '';
    for (const block of chosen)
      said += await bash.run(block).catch(async (error: unknown) => {
        throw new Error(`${messageOf(error)}\n${await lastLinesOfLogs()}`, { cause: error });
      });
    return said;
  }
  async function lastLinesOfLogs(): Promise<string> {
    const logs = await readdir(join(folder, 'log')).catch(() => []);
    const texts = await Promise.all(logs.map((log) => readFile(join(folder, 'log', log), 'utf8')));
    return texts.map((text, i) => `${logs[i]}:\n${text.split('\n').slice(-4).join('\n')}`).join('\n');
  }

  /** Command lines of everything that runs meanwhile, as anybody on the machine could see them. */
  async function watchProcesses(): Promise<void> {
    while (!watching.signal.aborted) {
      const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
      for (const pid of pids) seen.add(await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
      await pause(100);
    }
  }

  async function planned(code: string): Promise<number> {
    const browser = aBrowser(api());
    await browser.signIn(director);
    const body = {
      code,
      committee,
      term: '2021-09-01',
      modes: { kind: 'ROUTINE', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
      organisations: [{ code: demoOffice.organisations[0]?.code }],
    };
    const sent = { 'Content-Type': 'application/json', Origin: api(), 'Sec-Fetch-Site': 'same-origin' };
    return (await browser.post('/rounds', body, sent)).status;
  }
  async function seenBy(path: string): Promise<number> {
    const browser = aBrowser(api());
    await browser.signIn(director);
    return (await browser.get(path)).status;
  }
  const ask = async (url: string) => {
    const response = await fetch(url);
    return { status: response.status, text: await response.text() };
  };

  test('installed: a build, its packages alone, a database, a namespace, settings, the registry', async () => {
    const said = await doSection('Install');
    expect(said).toContain('The database is at the schema of this program.');
    expect(said).toMatch(/Founded: \d+ records, all in effect/);
    const packages = await readdir(join(folder, 'home', 'current', 'node_modules'));
    expect(packages).toContain('express');
    expect(packages).not.toContain('vitest');
    await bash.run(`as_xuncha test ! -w "$XUNCHA_HOME/current/api/main.js"
      as_xuncha test ! -w "$XUNCHA_HOME/current" && as_xuncha test ! -w "$XUNCHA_ETC/xuncha.env"
      [ "$(stat -c %a "$XUNCHA_ETC/xuncha.env")" = 640 ]`);
  }, 600_000);

  test('started by hand: two workers and two APIs are ready, and a person of the registry signs in and plans', async () => {
    const said = await doSection('Start');
    expect(said.match(/"ready":true/g)).toHaveLength(4);
    expect(said).toContain('"up":true');
    expect(said).toMatch(/^xuncha_letters_waiting 0$/m);
    expect(await planned('R-PAGE-1')).toBe(201);
    const rules = await readFile(inRepository('deploy/alarms.yaml'), 'utf8');
    const { text } = await ask(`${metricsOf('worker', 1)}/metrics`);
    const ofSdk = [...rules.matchAll(/\btemporal_\w+/g)].map(String);
    expect(ofSdk.length).toBeGreaterThan(0);
    for (const name of ofSdk) expect(text).toMatch(new RegExp(`^${name}[ {]`, 'm'));
    for (const word of ['R-PAGE-1', director]) expect(text).not.toContain(word);
  }, 240_000);

  test('with Temporal away people go on, and what the SDK says of it is JSON as well', async () => {
    await temporal.stop();
    expect(await planned('R-PAGE-AWAY')).toBe(201);
    await pause(6_000);
    temporal = await startAgain();
    expect(await seenBy('/rounds/R-PAGE-AWAY')).toBe(200);
    const log = await readFile(join(folder, 'log', 'worker-1.log'), 'utf8');
    expect(log).toMatch(/"level":(40|50).*(gRPC|poll|transport|temporal)/i);
  }, 120_000);

  test('backed up, and the copy tried', async () => {
    const said = await doSection('Back up');
    expect(said).toContain('Every text was opened.');
    expect(said).toContain('The copy is good.');
    expect(said).toContain('The ledger is whole: 2 rounds');
  }, 240_000);

  test('a content key is replaced, and a wrong one is named at start', async () => {
    const said = await doSection('content key');
    expect(said.match(/"ready":true/g)).toHaveLength(4);
    const wrong = Buffer.alloc(32, 1).toString('base64');
    const ended = await bash.run(`if METRICS_PORT=${await freePort()} API_PORT=${await freePort()} \\
      as_xuncha env CONTENT_KEYS="k1:${wrong}" node "$XUNCHA_HOME/current/api/main.js" >"$XUNCHA_LOG/wrong-key.log" 2>&1
      then echo started; else echo "ended $?"; fi`);
    expect(ended).toContain('ended 1');
    expect(await readFile(join(folder, 'log', 'wrong-key.log'), 'utf8')).toContain(
      'The content key k1 in CONTENT_KEYS is not',
    );
    expect(await seenBy('/rounds/R-PAGE-1')).toBe(200);
  }, 240_000);

  test('upgraded: old processes go on beside the new schema, and old code is not started on it', async () => {
    await writeFile(
      join(folder, 'source', 'ledger', 'migrations', '999-of-tomorrow.sql'),
      'CREATE TABLE of_tomorrow (at timestamptz);\n',
    );
    await doSection('Upgrade', [0]);
    expect(await ask(`${api()}/ready`)).toMatchObject({ status: 503, text: expect.stringContaining('OTHER_SCHEMA') });
    expect(await planned('R-PAGE-BESIDE')).toBe(201);
    const old = await bash.run(`if METRICS_PORT=${await freePort()} as_xuncha node "$BEFORE/worker/main.js" \\
      >"$XUNCHA_LOG/old-code.log" 2>&1; then echo started; else echo "ended $?"; fi`);
    expect(old).toContain('ended 1');
    expect(await readFile(join(folder, 'log', 'old-code.log'), 'utf8')).toContain('999-of-tomorrow');
    const said = await doSection('Upgrade', [1]);
    expect(said.match(/"ready":true/g)).toHaveLength(4);
    expect(await seenBy('/rounds/R-PAGE-BESIDE')).toBe(200);
  }, 600_000);

  test('the way back: the copy under the old code, and what was lost by dossier and sequence', async () => {
    const said = await doSection('way back');
    expect(said).toContain('  R-PAGE-BESIDE: 1 to ');
    expect(await readFile(join(folder, 'home', 'lost.txt'), 'utf8')).toContain('R-PAGE-BESIDE');
    expect(said.match(/"ready":true/g)).toHaveLength(4);
    expect(await seenBy('/rounds/R-PAGE-BESIDE')).toBe(404);
    expect(await seenBy('/rounds/R-PAGE-1')).toBe(200);
  }, 240_000);

  test('no secret stood in a list of processes, and no line of a log is anything but JSON without names', async () => {
    const settings = await readFile(join(folder, 'etc', 'xuncha.env'), 'utf8');
    const keys = [...settings.matchAll(/k\d+:([A-Za-z0-9+/=]{44})/g)].map(([, key = '']) => key);
    const [, password = ''] = /:\/\/xuncha:([0-9a-f]{48})@/.exec(settings) ?? [];
    expect(keys).toHaveLength(2);
    expect(password).not.toBe('');
    const admin = decodeURIComponent(new URL(postgres.url).password);
    const secrets = [...keys, password, admin, SECRET];
    const lists = [...seen].join('\n');
    expect(lists).toContain('api/main.js');
    const logs = await readdir(join(folder, 'log'));
    expect(logs.length).toBeGreaterThan(4);
    const names = registryWithSignIn().people.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(20);
    for (const log of logs) {
      const text = await readFile(join(folder, 'log', log), 'utf8');
      for (const line of text.split('\n').filter(Boolean))
        expect(
          z.looseObject({ level: z.number(), msg: z.string() }).safeParse(parsed(line)).success,
          `${log}: ${line}`,
        ).toBe(true);
      for (const word of [...secrets, ...names]) expect(text, log).not.toContain(word);
    }
    for (const secret of secrets) expect(lists).not.toContain(secret);
  }, 60_000);
});

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // no JSON: the test says which line
  }
}

/** The subject of each is their code. */
const registryWithSignIn = () => ({
  ...exampleRegistry,
  people: z
    .array(z.looseObject({ code: z.string(), name: z.string().min(2) }))
    .parse(exampleRegistry.people)
    .map((person) => ({ ...person, signIn: person.code })),
});

async function copyOfSources(to: string): Promise<void> {
  const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await run('git', listed, { cwd: inRepository(''), maxBuffer: 2 ** 24 });
  const paths = stdout.split('\0').filter((path) => path !== '' && !/^(tests|docs|bench)\//.test(path));
  await Promise.all(paths.map((path) => cp(inRepository(path), join(to, path))));
  await chmod(to, 0o755);
}

/** Its neighbours are free as well, as far as the page counts them. */
async function freeBase(): Promise<number> {
  for (;;) {
    const base = await freePort();
    const ports = [1, 2, 11, 12, 111, 112].map((more) => base + more);
    const holders = await Promise.all(ports.map((port) => portHolder(port)));
    if (holders.every((holder) => holder === undefined)) return base;
  }
}

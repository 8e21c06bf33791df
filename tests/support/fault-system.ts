/** A whole system whose parts can really be killed: worker and API are processes, PostgreSQL and Temporal are the run's or
 *  its own, the mail server stands behind a gate. Whatever happens, nothing of it stays behind. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { pino } from 'pino';
import { inject } from 'vitest';
import type { Look } from '../../contracts/messages.ts';
import { ROUND_VIEW } from '../../contracts/messages.ts';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { createPool, type Pool } from '../../ledger/database.ts';
import { openRounds } from '../../ledger/open-rounds.ts';
import { type ExampleOffice, exampleOffice } from '../../examples/office.ts';
import { type ExampleRound, exampleRound, type RoundDays } from '../../examples/round.ts';
import { type Program, startProgram } from '../../local/programs.ts';
import { freePort } from '../../local/ports.ts';
import { type PostgresService, startPostgres } from '../../local/postgres.ts';
import { startTemporal, type TemporalService } from '../../local/temporal.ts';
import { connectLazily } from '../../temporal/connection.ts';
import { createSweep, type Sweep } from '../../temporal/sweep.ts';
import { type Callers, insistentCallers } from './fault-client.ts';
import { type Gate, openGate } from './fault-gate.ts';
import { copyDatabase, eventually } from './system-harness.ts';
import { type DutyRead, type EventRead, type Evidence, judge, type LetterRead } from './invariants.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

export interface FaultOptions {
  /** Each round has an office of its own: people sit in one team at a time. */
  readonly offices?: number;
  readonly organisations?: number;
  readonly postgres?: 'SHARED' | 'OWN';
  /** `FILE`: on a database that outlives the server. */
  readonly temporal?: 'SHARED' | 'MEMORY' | 'FILE';
  readonly dynamicConfig?: Readonly<Record<string, unknown>>;
  readonly doubled?: number;
}

export interface FaultSystem {
  readonly callers: Callers;
  readonly url: string;
  readonly offices: readonly ExampleOffice[];
  readonly client: Client;
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly mail: MailServer;
  readonly mailGate: Gate;
  readonly worker: Supervised;
  readonly api: Supervised;
  readonly sweep: Sweep;
  readonly postgres: Restartable<PostgresService>;
  readonly temporal: Restartable<TemporalService>;
  round(office?: ExampleOffice, days?: RoundDays): ExampleRound;
  advance(code: string, target: { days: number } | { to: string }): Promise<void>;
  view(code: string): Promise<Look>;
  events(code: string): Promise<EventRead[]>;
  evidence(code: string, more?: { crashes?: number }): Promise<Evidence>;
  /** What the judge says of a round, once it has come to rest. */
  verdict(code: string, more?: { crashes?: number }): Promise<string[]>;
  close(): Promise<void>;
}

/** A program that is started, killed, and, while it is kept alive, started again. */
export interface Supervised {
  readonly kills: number;
  readonly pid: number | undefined;
  /** Returns when it works. */
  start(more?: Readonly<Record<string, string>>): Promise<void>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Waits until it has ended by itself. */
  ended(): Promise<void>;
  /** From now on, whenever it dies it is started again; `false` ends that. */
  keepAlive(yes: boolean): void;
  log(): Promise<string>;
}
/** A server of our own that can be taken away and brought back to the same port and data. */
export interface Restartable<Service> {
  readonly service: Service;
  readonly directory: string;
  up(): Promise<void>;
  /** Kills it, or stops it. */
  down(how: 'KILL' | 'STOP'): Promise<void>;
}

const CONTENT_KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`;

/** Whatever of ours still lives when the test's process goes, goes with it. */
const alive = new Set<Program>();
process.on('exit', () => {
  for (const { process: child } of alive) killGroup(child.pid);
});

export async function openFaultSystem(options: FaultOptions = {}): Promise<FaultSystem> {
  const { offices: count = 1, organisations = 1, postgres = 'SHARED', temporal = 'SHARED', doubled = 0 } = options;
  const servers = inject('servers');
  const tag = randomUUID().slice(0, 6).toUpperCase();
  const directory = await mkdtemp(join(tmpdir(), 'xuncha-faults-'));
  await chmod(directory, 0o755);
  const stops: (() => Promise<unknown>)[] = [() => rm(directory, { recursive: true, force: true })];
  const close = async () => {
    for (const stop of stops.reverse().splice(0)) await stop().catch((error: unknown) => console.error(error));
  };
  try {
    const [database, temporalServer, apiPort, mail] = await Promise.all([
      postgres === 'OWN' ? ownPostgres(directory) : undefined,
      temporal === 'SHARED' ? undefined : ownTemporal(directory, temporal, options.dynamicConfig),
      freePort(),
      startMailServer(),
    ]);
    stops.push(() => mail.close());
    if (database) stops.push(() => database.service.stop());
    if (temporalServer) stops.push(() => temporalServer.service.stop());
    const mailGate = await openGate(Number(new URL(mail.url).port));
    stops.push(() => mailGate.close());

    const databaseUrl =
      database?.service.url ?? (await copyDatabase(servers.templateUrl, `faults_${tag.toLowerCase()}`));
    const temporalAddress = temporalServer?.service.address ?? servers.temporalAddress;
    const taskQueue = `faults-${tag}`;
    const environment = {
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: 'default',
      TASK_QUEUE: taskQueue,
      SMTP_URL: `smtp://127.0.0.1:${mailGate.port}`,
      MAIL_FROM: '巡察办 <office@example.test>',
      CONTENT_KEYS,
      WORKFLOW_BUNDLE: servers.workflowBundle,
      LOG_LEVEL: 'info',
      DEVELOPMENT: 'true',
      API_PORT: String(apiPort),
    };
    const url = `http://127.0.0.1:${apiPort}`;
    const worker = supervise('worker', environment, join(directory, 'worker.log'));
    const api = supervise('api', environment, join(directory, 'api.log'));
    stops.push(worker.kill, api.kill);
    await Promise.all([worker.start(), api.start()]);

    const client = connectLazily({ TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: 'default' });
    stops.push(() => client.connection.close());
    const pool = createPool(databaseUrl, 4, () => {});
    stops.push(() => pool.end());
    if (temporal === 'SHARED') stops.push(() => endRounds(client, pool));
    const callers = insistentCallers({ url: () => url, doubled });
    const offices = Array.from({ length: count }, (_, i) => officeOf(`${tag}${i + 1}`, organisations));
    await eventually(async () => {
      const response = await fetch(`${url}/health`);
      if (!response.ok) throw new Error(await response.text());
    }, 60_000);
    for (const [i, { registry }] of offices.entries())
      await callers.client.put('/registry', i === 0 ? undefined : offices[0]?.director, registry);

    /** A round is seen by its own committee's side. */
    const directors = new Map<string, string>();
    const directorOf = (code: string) => directors.get(code) ?? '';
    const read = (code: string) => {
      const reader = directorOf(code);
      const all = <T>(list: string) => callers.client.all<T>(`/rounds/${code}/${list}`, reader);
      return {
        events: () => all<EventRead>('events'),
        letters: () => all<LetterRead>('letters'),
        duties: () => all<DutyRead>('duties'),
        now: async () => (await callers.client.get<{ now: string }>(`/rounds/${code}`, reader)).now,
      };
    };
    let rounds = 0;
    const log = pino({ level: 'silent' });
    const system: FaultSystem = {
      callers,
      url,
      offices,
      client,
      pool,
      databaseUrl,
      mail,
      mailGate,
      worker,
      api,
      sweep: createSweep(client, taskQueue, openRounds(pool), log),
      postgres: database ?? notOurs('PostgreSQL'),
      temporal: temporalServer ?? notOurs('Temporal'),
      round(office = offices[0], days = {}) {
        if (!office) throw new Error('a round needs an office');
        const code = `R-${tag}-${++rounds}`;
        directors.set(code, office.director);
        return exampleRound(callers.client, office, code, days);
      },
      async advance(code, target) {
        await callers.client.post(`/rounds/${code}/advance`, directorOf(code), target);
      },
      view: (code) => client.workflow.getHandle(code).query<Look>(ROUND_VIEW),
      events: (code) => read(code).events(),
      async evidence(code, { crashes = 0 } = {}) {
        const { events, letters, duties, now } = read(code);
        const { answered, refused, unanswered } = callers.of(code);
        return {
          round: code,
          now: await now(),
          events: await events(),
          letters: await letters(),
          duties: await duties(),
          mails: mail.received.filter(({ letter }) => letter.startsWith(`${code}/`)),
          answered,
          refused,
          unanswered,
          crashes: crashes + worker.kills,
        };
      },
      async verdict(code, more) {
        await eventually(async () => {
          const { rows } = await pool.query<{ rest: boolean }>(
            `SELECT unsent_since IS NULL AND coalesce(wake_at > clock_timestamp() + lead_ms * interval '1 millisecond', true) AS rest
             FROM rounds WHERE code = $1`,
            [code],
          );
          if (rows[0]?.rest !== true) throw new Error(`${code} has not come to rest`);
        }, 120_000);
        const history = /Nondeterminism error[^"]*/.exec(await worker.log())?.[0];
        return [...judge(await system.evidence(code, more)), ...(history ? [`R6: ${history}`] : [])];
      },
      close,
    };
    return system;
  } catch (error) {
    await close();
    throw error;
  }
}

const officeOf = (tag: string, organisations: number): ExampleOffice =>
  exampleOffice({
    committee: `C-${tag}`,
    committeeName: '示例县委',
    tag,
    organisations: Array.from({ length: organisations }, (_, i) => ({
      code: `O-${tag}${String(i + 1).padStart(2, '0')}`,
      name: `示例单位${i + 1}党组`,
    })),
  });

// ——— Programs ———

function supervise(name: 'worker' | 'api', environment: Readonly<Record<string, string>>, log: string): Supervised {
  let program: Program | undefined;
  let exit = Promise.resolve();
  let kills = 0;
  let wanted: Readonly<Record<string, string>> | undefined;
  let last: Readonly<Record<string, string>> = {};

  const launch = (more: Readonly<Record<string, string>>) => {
    last = more;
    const started = startProgram({ name, environment: { ...environment, ...more }, log, say: () => {} });
    alive.add(started);
    guard(started.process.pid, true);
    program = started;
    exit = once(started.process, 'exit').then(() => {
      alive.delete(started);
      if (started.process.signalCode === 'SIGKILL') kills += 1;
      if (program === started) program = undefined;
      if (wanted && !program) launch(wanted);
    });
  };
  return {
    get kills() {
      return kills;
    },
    get pid() {
      return program?.process.pid;
    },
    async start(more = {}) {
      if (program) throw new Error(`the ${name} runs already`);
      const from = (await readFile(log, 'utf8').catch(() => '')).length;
      launch(more);
      await eventually(async () => {
        if ((await readFile(log, 'utf8')).indexOf(' is running"', from) < 0)
          throw new Error(`the ${name} is not up yet`);
      }, 60_000);
    },
    async kill() {
      wanted = undefined;
      const ended = exit;
      killGroup(program?.process.pid);
      if (program) await ended;
    },
    signal(signal) {
      if (program) program.process.kill(signal);
    },
    ended: () => exit,
    keepAlive(yes) {
      wanted = yes ? last : undefined;
    },
    log: () => readFile(log, 'utf8'),
  };
}

/** Ends a process, or its group, should the test's own process be gone before it: whatever ended that one. */
function guard(pid: number | undefined, group: boolean): void {
  const both = `kill -0 ${process.pid} 2>&- && kill -0 ${pid} 2>&-`;
  const watch = `while ${both}; do sleep 1; done; kill -0 ${process.pid} 2>&- || kill -9 ${group ? '-' : ''}${pid}`;
  if (pid !== undefined) spawn('sh', ['-c', watch], { detached: true, stdio: 'ignore' }).unref();
}

/** A program's whole process group: it was started as the leader of one. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It had ended before.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

// ——— Servers of our own ———

async function ownPostgres(directory: string): Promise<Restartable<PostgresService>> {
  const port = await freePort();
  // Durable: a cluster that may lose what it confirmed would prove nothing when it is killed.
  const start = () => startPostgres({ directory, port, durable: true, say: () => {} });
  let service = await start();
  guard(service.pid, false);
  return {
    get service() {
      return service;
    },
    directory,
    async up() {
      service = await start();
      guard(service.pid, false);
    },
    async down(how) {
      if (how === 'KILL') service.kill('SIGKILL');
      await service.stop();
    },
  };
}

async function ownTemporal(
  directory: string,
  kept: 'MEMORY' | 'FILE',
  dynamicConfig: Readonly<Record<string, unknown>> = {},
): Promise<Restartable<TemporalService>> {
  const { temporalCli, temporalVersion } = inject('servers');
  const port = await freePort();
  const home = join(directory, 'temporal');
  const start = () =>
    startTemporal({
      cli: { path: temporalCli, version: temporalVersion },
      directory: kept === 'FILE' ? home : undefined,
      port,
      uiPort: undefined,
      namespace: 'default',
      searchAttributes,
      dynamicConfig,
      say: () => {},
    });
  let service = await start();
  guard(service.pid, false);
  return {
    get service() {
      return service;
    },
    directory: home,
    async up() {
      service = await start();
      guard(service.pid, false);
    },
    async down(how) {
      if (how === 'KILL') service.kill('SIGKILL');
      await service.stop();
    },
  };
}

function notOurs<Service>(what: string): Restartable<Service> {
  const never = (): never => {
    throw new Error(`${what} belongs to the whole run: open the system with one of its own`);
  };
  return {
    get service() {
      return never();
    },
    directory: '',
    up: never,
    down: never,
  };
}

/** Leaves no workflow behind that would wait on the shared server for a worker that is gone. */
async function endRounds(client: Client, pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ code: string }>('SELECT code FROM rounds WHERE NOT closed');
  for (const { code } of rows)
    await client.workflow
      .getHandle(code)
      .terminate('the test is over')
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
}

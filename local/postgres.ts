/** A PostgreSQL of our own beside the data: made when there is none, adopted when a killed start left it running,
 *  stopped when we stop. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { type Daemon, spawnDaemon } from './daemon.ts';
import { codeOf, messageOf, unlessMissing } from './failure.ts';
import { onlyOnce } from './only-once.ts';
import { requirePort } from './ports.ts';
import type { Binaries } from './postgres-binaries.ts';
import { chooseCluster, type Cluster, makeUnlessThere, plainEnvironment, SUPERUSER } from './postgres-cluster.ts';
import { programsOf } from './postgres-roles.ts';
import { claim, commandLine, endOf, hasEnded, isAlive, lastLines } from './processes.ts';

const run = promisify(execFile);

const DATABASE = 'xuncha';
const MAX_CONNECTIONS = 200;

/** After a crash the server first replays what it had promised to keep; on a slow disk that takes its time. */
const PATIENCE_FOR_START = 120_000;
const PATIENCE_FOR_STOP_S = 60;
/** On loopback a server that takes longer is stopped or stuck. */
const PATIENCE_FOR_CONNECTION = 10_000;
const LOOK_AGAIN_AFTER = 50;
const LOOK_AT_STRANGER_AFTER = 500;

/** A cluster that only tests see may lose everything with the power; it need not wait for the disk. */
const DURABILITY = {
  kept: { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' },
  fleeting: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' },
} as const;

/** DETAIL, CONTEXT and STATEMENT of a message quote what was sent, names among it (J-V.5e). */
const WITHOUT_NAMES = { log_error_verbosity: 'terse', log_min_error_statement: 'panic' } as const;

export interface PostgresOptions {
  /** Where everything lies that this server keeps. */
  readonly directory: string;
  readonly port: number;
  /** False for tests only. */
  readonly durable: boolean;
  readonly say: (line: string) => void;
}

export interface PostgresService {
  /** As the owner of the tables, with the password: not for the screen. */
  readonly url: string;
  /** As the programs reach it. */
  readonly programsUrl: string;
  /** Which PostgreSQL this is and where it came from, for the screen. */
  readonly origin: string;
  readonly port: number;
  readonly pid: number;
  /** Settles when the server has ended, whoever ended it. */
  readonly whenEnded: Promise<string>;
  stop(): Promise<void>;
  /** For the tests that kill things; `stop()` afterwards is still right. */
  kill(signal: NodeJS.Signals): void;
}

export async function startPostgres(options: PostgresOptions): Promise<PostgresService> {
  const { say } = options;
  await mkdir(options.directory, { recursive: true });
  const directory = await realpath(options.directory); // by this name a server left running is recognised
  const claimed = await claim(join(directory, 'postgres.claim'), `The PostgreSQL data in ${directory}`, 'DATA_DIR');
  try {
    const cluster = await chooseCluster(directory, say);
    await makeUnlessThere(cluster, options);
    const server = (await adopt(cluster, options)) ?? (await launch(cluster, options));
    const programs = await withClient(cluster, server.port, async (client) => {
      await createDatabase(client);
      return programsOf(client, cluster.programsPasswordFile);
    });
    const url = await urlOf(cluster, server.port, DATABASE);
    return {
      url,
      programsUrl: Object.assign(new URL(url), { username: programs.user, password: programs.password }).href,
      origin: describe(cluster.binaries) + (server.adopted ? ', left running by an earlier start' : ''),
      port: server.port,
      pid: server.pid,
      whenEnded: server.whenEnded,
      stop: onlyOnce(async () => {
        await stopServer(cluster, say);
        await claimed.release();
      }),
      kill(signal) {
        if (server.ended() === undefined) process.kill(server.pid, signal);
      },
    };
  } catch (error) {
    await claimed.release();
    throw error;
  }
}

interface Server extends Daemon {
  readonly port: number;
  readonly adopted: boolean;
}

/** A start that was killed with -9 leaves its server running. Its data are ours and nobody else looks after them (the
 *  claim says so), hence it is, too. */
async function adopt(cluster: Cluster, { durable, port, say }: PostgresOptions): Promise<Server | undefined> {
  const left = await runningServer(cluster.data);
  if (left === undefined) return undefined;
  try {
    await untilItAnswers(cluster, left.port, async () => ((await hasEnded(left.pid, 0)) ? 'it has ended' : undefined));
  } catch (error) {
    throw new Error(
      `An earlier start left a PostgreSQL running (pid ${left.pid}), and it does not let us in: ${messageOf(error)}. ` +
        `End it (kill -INT ${left.pid}), then start again.`,
      { cause: error },
    );
  }
  const asked = { fsync: DURABILITY[durable ? 'kept' : 'fleeting'].fsync, ...WITHOUT_NAMES };
  const [differing] = await settingsUnlike(cluster, left.port, asked);
  if (differing !== undefined) {
    say(`The PostgreSQL left running (pid ${left.pid}) has another ${differing} than asked for: starting it anew`);
    await stopServer(cluster, say);
    return undefined;
  }
  const elsewhere = left.port === port ? '' : `, on its own port ${left.port} instead of ${port}`;
  say(`Taking over the PostgreSQL that an earlier start left running (pid ${left.pid})${elsewhere}`);
  return { ...left, adopted: true, ended: () => undefined, whenEnded: endOfStranger(left.pid) };
}

/** A server that is not our child tells nobody of its end: it is looked after. */
async function endOfStranger(pid: number): Promise<string> {
  while (!(await hasEnded(pid, 0))) await pause(LOOK_AT_STRANGER_AFTER, undefined, { ref: false });
  return 'it has ended';
}

/** What postmaster.pid says, if it is still true. */
async function runningServer(data: string): Promise<{ pid: number; port: number } | undefined> {
  const { pid, port } = await noted(data);
  return pid && port && (await isServerOf(data, pid)) ? { pid, port } : undefined;
}

/** PostgreSQL takes any process with the noted number for a server and refuses to start. The number may since have been
 *  given to a stranger: then the note goes. Of a dead server it must stay: by it the new one finds out whether children of
 *  the killed one still write. A dead process that nobody has reaped has its number still; our own number, the new
 *  server's parent, PostgreSQL passes over. */
async function forgetStranger(data: string): Promise<void> {
  const { pid } = await noted(data);
  if (!pid || !isAlive(pid) || (await isServerOf(data, pid))) return;
  if (!(await hasEnded(pid, 0))) return rm(noteIn(data));
  const [, ...rest] = (await readFile(noteIn(data), 'utf8')).split('\n');
  await writeFile(noteIn(data), [process.pid, ...rest].join('\n'));
}

async function noted(data: string): Promise<{ pid: number | undefined; port: number | undefined }> {
  const note = await unlessMissing(readFile(noteIn(data), 'utf8'));
  const [pid, , , port] = (note ?? '').split('\n').map(Number);
  return { pid, port };
}

async function isServerOf(data: string, pid: number): Promise<boolean> {
  return !(await hasEnded(pid, 0)) && ((await commandLine(pid)) ?? '').includes(`-D ${data} `);
}

function noteIn(data: string): string {
  return join(data, 'postmaster.pid');
}

async function launch(cluster: Cluster, { port, durable, say }: PostgresOptions): Promise<Server> {
  await requirePort(port, 'PostgreSQL', 'POSTGRES_PORT');
  await forgetStranger(cluster.data);
  const patienceEnds = Date.now() + PATIENCE_FOR_START;
  for (;;) {
    const startsToWriteAt = await endOf(cluster.log);
    const server = await spawnDaemon({
      program: join(cluster.binaries.folder, 'postgres'),
      parameters: ['-D', cluster.data, ...Object.entries(settings(port, durable)).flatMap(assignment)],
      environment: plainEnvironment(),
      account: cluster.account,
      log: cluster.log,
    });
    try {
      await untilItAnswers(cluster, port, async () => server.ended());
      return { ...server, port, adopted: false };
    } catch (error) {
      const complaint = await lastLines(cluster.log, startsToWriteAt);
      // After a kill -9 of the server its children need a moment to notice and to let go of the shared memory.
      const onlyTooEarly = complaint.includes(STILL_IN_USE) && Date.now() < patienceEnds;
      if (!onlyTooEarly) {
        await stopServer(cluster, say);
        throw new Error(
          `PostgreSQL does not start: ${messageOf(error)}. Its log, ${cluster.log}, ends with:\n${complaint}\n` +
            'If this does not tell you what to change, name a server of your own in DATABASE_URL.',
          { cause: error },
        );
      }
      await pause(LOOK_AGAIN_AFTER);
    }
  }
}

function settings(port: number, durable: boolean) {
  return {
    ...DURABILITY[durable ? 'kept' : 'fleeting'],
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: MAX_CONNECTIONS,
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    log_statement: 'none',
    log_min_duration_statement: -1,
    log_destination: 'stderr',
    ...WITHOUT_NAMES,
  };
}

function assignment([name, value]: [string, string | number]): string[] {
  return ['-c', `${name}=${value}`];
}

const CANNOT_CONNECT_NOW = '57P03'; // it is starting, or recovering from a crash
const NOT_LISTENING_YET = 'ECONNREFUSED';
const STILL_IN_USE = 'pre-existing shared memory block';

async function untilItAnswers(cluster: Cluster, port: number, ended: () => Promise<string | undefined>): Promise<void> {
  const patienceEnds = Date.now() + PATIENCE_FOR_START;
  for (;;) {
    try {
      await setting(cluster, port, 'server_version');
      return;
    } catch (error) {
      const end = await ended();
      if (end !== undefined) throw new Error(end, { cause: error });
      const code = codeOf(error);
      if (code !== CANNOT_CONNECT_NOW && code !== NOT_LISTENING_YET) throw error;
      if (Date.now() > patienceEnds) throw new Error('it does not answer in time', { cause: error });
    }
    await pause(LOOK_AGAIN_AFTER);
  }
}

async function setting(cluster: Cluster, port: number, name: string): Promise<unknown> {
  return withClient(cluster, port, async (client) => {
    const { rows } = await client.query<{ value: unknown }>('SELECT current_setting($1) AS value', [name]);
    return rows[0]?.value;
  });
}

/** The names of the settings that the server has otherwise. */
async function settingsUnlike(cluster: Cluster, port: number, asked: Readonly<Record<string, string>>) {
  const names = Object.keys(asked);
  const values = await Promise.all(names.map((name) => setting(cluster, port, name)));
  return names.filter((name, i) => values[i] !== asked[name]);
}

async function createDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
}

async function withClient<T>(cluster: Cluster, port: number, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: await urlOf(cluster, port, 'postgres'),
    connectionTimeoutMillis: PATIENCE_FOR_CONNECTION,
  });
  // The connection may also break between two questions; the next question then fails, which is where it is handled.
  client.on('error', () => {});
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end();
  }
}

async function urlOf({ passwordFile }: Cluster, port: number, database: string): Promise<string> {
  const password = (await readFile(passwordFile, 'utf8')).trim();
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Fast: sessions are broken off, everything committed is written. Should even that take too long, immediate: as safe
 *  as a power cut, the next start replays. */
async function stopServer({ data, binaries, account }: Cluster, say: (line: string) => void): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    const running = await runningServer(data);
    if (running === undefined) return;
    const wait = ['--wait', '--timeout', String(PATIENCE_FOR_STOP_S)];
    try {
      const asked = ['stop', '--pgdata', data, '--mode', mode, ...wait];
      await run(join(binaries.folder, 'pg_ctl'), asked, { ...account, cwd: '/', env: plainEnvironment() });
      return;
    } catch (error) {
      if (await hasEnded(running.pid, 0)) return; // it had just ended by itself
      say(`PostgreSQL (pid ${running.pid}) does not stop in mode "${mode}": ${messageOf(error)}`);
    }
  }
  throw new Error(`PostgreSQL in ${data} does not stop. End it by hand: its pid is in ${noteIn(data)}.`);
}

function describe({ version, folder, origin }: Binaries): string {
  const whose = { PG_BIN: 'named by PG_BIN', machine: "the machine's own", embedded: 'came with npm' }[origin];
  return `PostgreSQL ${version}, ${whose} (${folder})`;
}

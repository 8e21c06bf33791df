/** A Temporal development server of our own, with the settings that the rounds need: time skipping, many Updates in
 *  flight, sharp timers. */
import { mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { type Daemon, spawnDaemon } from './daemon.ts';
import { codeOf, messageOf, unlessMissing } from './failure.ts';
import { keepFile } from './kept-files.ts';
import { onlyOnce } from './only-once.ts';
import { requirePort } from './ports.ts';
import { claim, commandLine, end, endOf, lastLines } from './processes.ts';
import { versionsOf } from './temporal-cli.ts';

export { findTemporalCli } from './temporal-cli.ts';

const LOOPBACK = '127.0.0.1';

/** A large database file is opened and checked first; usually it takes a third of a second. */
const PATIENCE_FOR_START = 60_000;
const PATIENCE_FOR_STOP = 10_000;
const PATIENCE_FOR_ANSWER = 2_000;
const LOOK_AGAIN_AFTER = 25;

/** Values are JSON. Keys that a server does not know it passes over. */
const DYNAMIC_CONFIG = {
  'frontend.WorkflowTimeSkippingEnabled': true, // its name on server 1.32
  'system.workflowTimeSkippingEnabled': true, // its name on later ones
  'history.maxInFlightUpdates': 500, // 10 by default: forty people at once would be turned away
  'history.timerProcessorMaxTimeShift': '10ms', // timers up to a second late by default, and each hop of moved time
  'system.forceSearchAttributesCacheRefreshOnRead': true, // a new attribute can be used at once
} as const;

export interface TemporalOptions {
  readonly cli: { readonly path: string; readonly version: string };
  /** Where the server keeps its data; undefined = in memory, for tests. */
  readonly directory: string | undefined;
  readonly port: number;
  /** Undefined = no UI. */
  readonly uiPort: number | undefined;
  readonly namespace: string;
  readonly searchAttributes: Readonly<Record<string, 'Keyword' | 'Int' | 'Datetime' | 'Text' | 'Bool' | 'Double'>>;
  /** Further settings of the server, over ours. Values are JSON. */
  readonly dynamicConfig?: Readonly<Record<string, unknown>>;
  readonly say: (line: string) => void;
}

export interface TemporalService {
  readonly address: string;
  readonly uiUrl: string | undefined;
  readonly namespace: string;
  readonly pid: number;
  readonly log: string;
  /** Settles when the server has ended, whoever ended it. */
  readonly whenEnded: Promise<string>;
  stop(): Promise<void>;
  /** For the tests that kill things; `stop()` afterwards is still right. */
  kill(signal: NodeJS.Signals): void;
}

export async function startTemporal(options: TemporalOptions): Promise<TemporalService> {
  const place =
    options.directory === undefined ? await fleetingPlace() : await lastingPlace(options.directory, options);
  try {
    await requirePort(options.port, 'Temporal', 'TEMPORAL_PORT');
    if (options.uiPort !== undefined) await requirePort(options.uiPort, "Temporal's UI", 'TEMPORAL_UI_PORT');
    const server = await launch(place, options);
    return {
      address: `${LOOPBACK}:${options.port}`,
      uiUrl: options.uiPort === undefined ? undefined : `http://${LOOPBACK}:${options.uiPort}`,
      namespace: options.namespace,
      pid: server.pid,
      log: place.log,
      whenEnded: server.whenEnded,
      stop: onlyOnce(async () => {
        if (server.ended() === undefined) await end(server.pid, PATIENCE_FOR_STOP);
        await place.leave();
      }),
      kill(signal) {
        if (server.ended() === undefined) process.kill(server.pid, signal);
      },
    };
  } catch (error) {
    await place.giveUp();
    throw error;
  }
}

/** Where a server lives: its database, its log, and the note of its process. */
interface Place {
  readonly database: string | undefined;
  readonly log: string;
  /** After a good end. */
  leave(): Promise<void>;
  /** After a failure: what explains it stays. */
  giveUp(): Promise<void>;
  noteServer(pid: number): Promise<void>;
}

async function fleetingPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'xuncha-temporal-'));
  const log = join(folder, 'temporal.log');
  const leave = () => rm(folder, { recursive: true, force: true });
  return {
    database: undefined,
    log,
    leave,
    giveUp: async () => ((await endOf(log)) === 0 ? leave() : undefined),
    noteServer: async () => {},
  };
}

/** A database file belongs to one server version, which cannot migrate it: hence the version in its name. */
async function lastingPlace(wanted: string, { cli, say }: TemporalOptions): Promise<Place> {
  await mkdir(wanted, { recursive: true });
  const directory = await realpath(wanted); // by this name a server left running is recognised
  const claimed = await claim(join(directory, 'temporal.claim'), `The Temporal data in ${directory}`, 'DATA_DIR');
  const note = join(directory, 'temporal.pid');
  const leave = async () => {
    await rm(note, { force: true });
    await claimed.release();
  };
  try {
    await clearLeftover(note, directory, say);
    const versions = await versionsOf(cli.path);
    if (!versions) throw new Error(`${cli.path} does not say its version. Name another Temporal CLI in TEMPORAL_CLI.`);
    const database = join(directory, `temporal-${versions.server}.db`);
    return {
      database,
      log: join(directory, 'temporal.log'),
      leave,
      giveUp: leave,
      noteServer: (pid) => keepFile(note, `${pid}\n${cli.path}\n`),
    };
  } catch (error) {
    await claimed.release();
    throw error;
  }
}

/** A start that was killed with -9 leaves its server running. It is ended only when it can be seen to be that server:
 *  the program we started, on a database in this directory. A process number alone may by now be anybody's. */
async function clearLeftover(note: string, directory: string, say: (line: string) => void): Promise<void> {
  const [pid, program] = ((await unlessMissing(readFile(note, 'utf8'))) ?? '').split('\n');
  if (!pid || !program) return;
  const command = (await commandLine(Number(pid))) ?? '';
  if (command.startsWith(`${program} server start-dev`) && command.includes(join(directory, 'temporal-'))) {
    say(`Ending the Temporal server that an earlier start left running (pid ${pid})`);
    await end(Number(pid), PATIENCE_FOR_STOP);
  }
  await rm(note, { force: true });
}

async function launch(place: Place, options: TemporalOptions): Promise<Daemon> {
  const startsToWriteAt = await endOf(place.log);
  const server = await spawnDaemon({
    program: options.cli.path,
    parameters: flags(place.database, options),
    environment: plainEnvironment(),
    log: place.log,
  });
  try {
    await place.noteServer(server.pid);
    await untilItAnswers(server, options);
    return server;
  } catch (error) {
    if (server.ended() === undefined) await end(server.pid, PATIENCE_FOR_STOP);
    throw new Error(
      `Temporal does not start: ${messageOf(error)}. Its log, ${place.log}, ends with:\n` +
        `${await lastLines(place.log, startsToWriteAt)}\n` +
        'If this does not tell you what to change, use a server of your own: TEMPORAL_ADDRESS=<host:port>.',
      { cause: error },
    );
  }
}

/** The other ports it opens (HTTP, metrics, between its parts) it finds free by itself. */
function flags(database: string | undefined, options: TemporalOptions): string[] {
  const attributes = Object.entries(options.searchAttributes).map(([name, type]) => `${name}=${type}`);
  const dynamicConfig = Object.entries({ ...DYNAMIC_CONFIG, ...options.dynamicConfig }).map(
    ([key, value]) => `${key}=${JSON.stringify(value)}`,
  );
  return [
    ['server', 'start-dev', '--ip', LOOPBACK, '--port', String(options.port), '--namespace', options.namespace],
    options.uiPort === undefined ? ['--headless'] : ['--ui-port', String(options.uiPort), '--ui-disable-news-fetch'],
    database === undefined ? [] : ['--db-filename', database, '--sqlite-pragma', 'journal_mode=wal'],
    attributes.flatMap((attribute) => ['--search-attribute', attribute]),
    dynamicConfig.flatMap((value) => ['--dynamic-config-value', value]),
    ['--log-level', 'warn', '--disable-config-file', '--disable-config-env'],
  ].flat();
}

/** Nothing of our own settings: the CLI reads `TEMPORAL_…` too, and means its own client by them. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'], TZ: 'UTC' };
}

/** Up means: the namespace is there, the search attributes can be used, the printed address of the UI opens. */
async function untilItAnswers(server: Daemon, { port, uiPort, namespace, searchAttributes }: TemporalOptions) {
  const patienceEnds = Date.now() + PATIENCE_FOR_START;
  const until = async (is: () => Promise<boolean>, what: string) => {
    while (!(await is())) {
      const how = server.ended();
      if (how !== undefined) throw new Error(how);
      if (Date.now() > patienceEnds) throw new Error(`${what} in time`);
      await pause(LOOK_AGAIN_AFTER);
    }
  };
  // A gRPC channel that was refused once waits a second before it tries again: first see that somebody listens.
  await until(() => listens(port), 'it does not listen');
  const connection = Connection.lazy({ address: `${LOOPBACK}:${port}` });
  try {
    await until(() => hasNamespace(connection, namespace, Object.keys(searchAttributes)), 'its namespace is not there');
  } finally {
    await connection.close();
  }
  if (uiPort !== undefined) await until(() => listens(uiPort), 'its UI does not listen');
}

const NOT_YET: readonly unknown[] = [4, 5, 14]; // gRPC: deadline exceeded, not found, unavailable

async function hasNamespace(connection: Connection, namespace: string, attributes: string[]): Promise<boolean> {
  try {
    return await connection.withDeadline(Date.now() + PATIENCE_FOR_ANSWER, async () => {
      await connection.workflowService.describeNamespace({ namespace });
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      return attributes.every((name) => name in customAttributes);
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOT_YET.includes(error.code)) return false;
    throw error;
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, LOOPBACK);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => (codeOf(error) === 'ECONNREFUSED' ? resolve(false) : reject(error)));
  });
}

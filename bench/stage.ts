/** Where the benchmark plays: a PostgreSQL that syncs, and when a scene asks for it a Temporal that keeps, workers, an API and
 *  a mail server, all its own. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { searchAttributes } from '../contracts/search-attributes.ts';
import { createPool, type Pool } from '../ledger/database.ts';
import { migrate } from '../ledger/migrate.ts';
import { apiClient, type ApiClient } from '../examples/api-client.ts';
import { freePort } from '../local/ports.ts';
import { lastLines } from '../local/processes.ts';
import { startPostgres } from '../local/postgres.ts';
import { findTemporalCli, startTemporal, type TemporalService } from '../local/temporal.ts';
import { connectLazily } from '../temporal/connection.ts';
import { type Rounds, rounds } from '../temporal/rounds.ts';
import { workflowCode } from '../worker/workflow-code.ts';
import { bareTable } from './bare/activities.ts';
import { type Child, startChild } from './child.ts';
import { type MailSink, startMailSink } from './mail-sink.ts';

export const BARE_TASK_QUEUE = 'bare';
const OUR_TASK_QUEUE = 'ours';
const NAMESPACE = 'default';
const CONNECTIONS = 20;
const PATIENCE_MS = 60_000;
const CONTENT_KEYS = `bench:${Buffer.alloc(32, 7).toString('base64')}`;
/** Nobody listens there: an API that only reads needs no Temporal. */
const NOWHERE = '127.0.0.1:1';

export interface Database {
  readonly url: string;
  readonly pool: Pool;
}

export interface Stage {
  /** A database of its own, at the present schema. */
  database(name: string): Promise<Database>;
  /** An API on a database, without Temporal. */
  api(database: Database): Promise<ApiClient>;
  /** Our worker and the bare one side by side on one Temporal and one database, and our API; begun when first asked for. */
  system(): Promise<System>;
  /** What workers and API said last, for a failure: their logs go with the stage. */
  lastWords(): Promise<string>;
  stop(): Promise<void>;
}

export interface System extends Database {
  readonly mail: MailSink;
  readonly client: Client;
  readonly rounds: Rounds;
  readonly api: ApiClient;
  ourWorker(): Child;
  stopTemporal(): Promise<void>;
  startTemporal(): Promise<void>;
}

export async function openStage(say: (line: string) => void): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), 'xuncha-bench-'));
  // As root, PostgreSQL runs as its own user, who must be able to reach the directory.
  await chmod(directory, 0o755);
  const stops = [() => rm(directory, { recursive: true, force: true })];
  const children: Child[] = [];
  let playing: Promise<System> | undefined;
  let stopping = false;
  const broke = (error: Error) => {
    // A connection that the stopping database ends is no news.
    if (!stopping) console.error(`a connection to the database broke: ${error.message}`);
  };
  const stop = async () => {
    stopping = true;
    await playing?.catch(() => undefined);
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  const start: Start = (name, entry, environment) => {
    const log = join(directory, `${name}.log`);
    const child = startChild(name, entry, { LOG_LEVEL: 'error', CONTENT_KEYS, ...environment }, log);
    stops.push(child.stop);
    children.push(child);
    return child;
  };
  try {
    const postgres = await startPostgres({ directory, port: await freePort(), durable: true, say });
    stops.push(postgres.stop);
    const root = createPool(postgres.url, 1, broke);
    stops.push(() => root.end());
    const database = async (name: string): Promise<Database> => {
      await root.query(`CREATE DATABASE ${name}`);
      const url = postgres.url.replace(/[^/]+$/, name);
      await migrate(url);
      const pool = createPool(url, CONNECTIONS, broke);
      stops.push(() => pool.end());
      return { url, pool };
    };
    return {
      database,
      api: ({ url }) => startApi(start, { DATABASE_URL: url, TEMPORAL_ADDRESS: NOWHERE }),
      system: () => (playing ??= openSystem({ directory, start, say, stops }, database)),
      lastWords: async () => (await Promise.all(children.map(({ log }) => lastLines(log, 0)))).join('\n'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Start = (name: string, entry: string, environment: Readonly<Record<string, string>>) => Child;

interface Workshop {
  readonly directory: string;
  readonly start: Start;
  readonly say: (line: string) => void;
  readonly stops: (() => Promise<unknown>)[];
}

async function openSystem({ directory, start, say, stops }: Workshop, database: Stage['database']): Promise<System> {
  const { url, pool } = await database('played');
  await pool.query(bareTable);
  const cli = await findTemporalCli({ cacheDirectory: join(tmpdir(), 'xuncha-cli'), say });
  const port = await freePort();
  const begin = () =>
    startTemporal({ cli, directory, port, uiPort: undefined, namespace: NAMESPACE, searchAttributes, say });
  let temporal: TemporalService = await begin();
  stops.push(() => temporal.stop());
  const mail = await startMailSink();
  stops.push(mail.stop);
  const where = { TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: NAMESPACE };
  const client = connectLazily(where);
  stops.push(() => client.connection.close());
  // As in production: what webpack needs of memory is not the worker's.
  const bundle = join(directory, 'workflows.js');
  await writeFile(bundle, (await bundleWorkflowCode({ ...workflowCode, logger: new DefaultLogger('WARN') })).code);
  const environment = { ...where, DATABASE_URL: url, SMTP_URL: mail.url };
  const ours = { ...environment, TASK_QUEUE: OUR_TASK_QUEUE };
  const worker = start('our-worker', 'worker/main.ts', { ...ours, WORKFLOW_BUNDLE: bundle });
  start('bare-worker', 'bench/bare-worker.ts', { ...environment, TASK_QUEUE: BARE_TASK_QUEUE });
  const polled = () => Promise.all([OUR_TASK_QUEUE, BARE_TASK_QUEUE].map((queue) => untilSomebodyPolls(client, queue)));
  await polled();
  return {
    url,
    pool,
    mail,
    client,
    rounds: rounds(client, OUR_TASK_QUEUE),
    api: await startApi(start, ours),
    ourWorker: () => worker,
    stopTemporal: () => temporal.stop(),
    async startTemporal() {
      temporal = await begin();
      await polled();
    },
  };
}

let apis = 0;
async function startApi(start: Start, environment: Readonly<Record<string, string>>): Promise<ApiClient> {
  const port = String(await freePort());
  start(`api-${++apis}`, 'api/main.ts', { ...environment, API_PORT: port, DEVELOPMENT: 'true' });
  const url = `http://127.0.0.1:${port}`;
  await until('the API', () =>
    fetch(`${url}/openapi.json`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return apiClient(url);
}

const untilSomebodyPolls = (client: Client, taskQueue: string) =>
  until(`a worker on ${taskQueue}`, async () => {
    const asked = { namespace: NAMESPACE, taskQueue: { name: taskQueue }, taskQueueType: 1 };
    const { pollers } = await client.workflowService.describeTaskQueue(asked);
    return pollers.length > 0;
  });

/** Asks until it is so. */
export async function until(what: string, isSo: () => Promise<boolean>, patience = PATIENCE_MS, restMs = 100) {
  const patienceEnds = Date.now() + patience;
  while (!(await isSo())) {
    if (Date.now() > patienceEnds) throw new Error(`${what} did not come about in ${patience / 1_000} s`);
    await pause(restMs);
  }
}

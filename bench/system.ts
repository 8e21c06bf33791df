/** Where the benchmark plays: a PostgreSQL that syncs, a Temporal that keeps, a mail server that takes, all its own. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { searchAttributes } from '../contracts/search-attributes.ts';
import { createPool, type Pool } from '../ledger/database.ts';
import { migrate } from '../ledger/migrate.ts';
import { apiClient, type ApiClient } from '../examples/api-client.ts';
import { freePort } from '../local/ports.ts';
import { lastLines } from '../local/processes.ts';
import { startPostgres } from '../local/postgres.ts';
import { findTemporalCli, startTemporal } from '../local/temporal.ts';
import { connectLazily } from '../temporal/connection.ts';
import { type Rounds, rounds } from '../temporal/rounds.ts';
import { bareTable } from './bare/activities.ts';
import { type Child, startChild } from './child.ts';
import { type MailSink, startMailSink } from './mail-sink.ts';

export const BARE_TASK_QUEUE = 'bare';
const OUR_TASK_QUEUE = 'ours';
const NAMESPACE = 'default';
const CONNECTIONS = 20;
const PATIENCE_FOR_WORKERS_MS = 60_000;

/** Our worker and the bare one, side by side on the same servers and the same database, and our API. */
export interface Stage {
  readonly mail: MailSink;
  readonly pool: Pool;
  readonly client: Client;
  readonly rounds: Rounds;
  readonly ourWorker: Child;
  readonly bareWorker: Child;
  readonly api: ApiClient;
  /** What workers and API said last, for a failure: their logs go with the stage. */
  lastWords(): Promise<string>;
  stop(): Promise<void>;
}

export async function openStage(say: (line: string) => void): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), 'xuncha-bench-'));
  // As root, PostgreSQL runs as its own user, who must be able to reach the directory.
  await chmod(directory, 0o755);
  const stops = [() => rm(directory, { recursive: true, force: true })];
  const stop = async () => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  try {
    const postgres = await startPostgres({ directory, port: await freePort(), durable: true, say });
    stops.push(postgres.stop);
    const cli = await findTemporalCli({ cacheDirectory: join(tmpdir(), 'xuncha-cli'), say });
    const ports = { port: await freePort(), uiPort: undefined };
    const temporal = await startTemporal({ cli, directory, ...ports, namespace: NAMESPACE, searchAttributes, say });
    stops.push(temporal.stop);
    const mail = await startMailSink();
    stops.push(mail.stop);
    const databaseUrl = postgres.url;
    await migrate(databaseUrl);
    const pool = createPool(databaseUrl, CONNECTIONS, (error) => console.error(error));
    stops.push(() => pool.end());
    await pool.query(bareTable);
    const where = { TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: NAMESPACE };
    const client = connectLazily(where);
    stops.push(() => client.connection.close());

    const environment = { ...where, DATABASE_URL: databaseUrl, SMTP_URL: mail.url, LOG_LEVEL: 'error' };
    const children: Child[] = [];
    const start = (name: string, entry: string, more: Readonly<Record<string, string>>) => {
      const child = startChild(name, entry, { ...environment, ...more }, join(directory, `${name}.log`));
      stops.push(child.stop);
      children.push(child);
      return child;
    };
    const ourWorker = start('our-worker', 'worker/main.ts', { TASK_QUEUE: OUR_TASK_QUEUE });
    const bareWorker = start('bare-worker', 'bench/bare-worker.ts', { TASK_QUEUE: BARE_TASK_QUEUE });
    const apiPort = String(await freePort());
    const CONTENT_KEYS = `bench:${Buffer.alloc(32, 7).toString('base64')}`;
    start('api', 'api/main.ts', { TASK_QUEUE: OUR_TASK_QUEUE, API_PORT: apiPort, DEVELOPMENT: 'true', CONTENT_KEYS });
    const url = `http://127.0.0.1:${apiPort}`;
    // Healthy means: our worker listens.
    await until('the API', () =>
      fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    await untilSomebodyPolls(client, BARE_TASK_QUEUE);
    return {
      mail,
      pool,
      client,
      rounds: rounds(client, OUR_TASK_QUEUE),
      ourWorker,
      bareWorker,
      api: apiClient(url),
      lastWords: async () => (await Promise.all(children.map(({ log }) => lastLines(log, 0)))).join('\n'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const untilSomebodyPolls = (client: Client, taskQueue: string) =>
  until(`a worker on ${taskQueue}`, async () => {
    const asked = { namespace: NAMESPACE, taskQueue: { name: taskQueue }, taskQueueType: 1 };
    const { pollers } = await client.workflowService.describeTaskQueue(asked);
    return pollers.length > 0;
  });

/** Asks until it is so. */
export async function until(what: string, isSo: () => Promise<boolean>, patience = PATIENCE_FOR_WORKERS_MS) {
  const patienceEnds = Date.now() + patience;
  while (!(await isSo())) {
    if (Date.now() > patienceEnds) throw new Error(`${what} did not come about in ${patience / 1_000} s`);
    await pause(100);
  }
}

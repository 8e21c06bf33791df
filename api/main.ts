/** The API as a process. */
import { setTimeout as pause } from 'node:timers/promises';
import { requireContentKeys } from '../ledger/contents/content-keys.ts';
import { contentKeys } from '../ledger/contents/contents.ts';
import { createPool } from '../ledger/database.ts';
import { createLedger } from '../ledger/ledger.ts';
import { migrate } from '../ledger/migrate.ts';
import { createLog } from '../logging.ts';
import { readSettings, required, shownSettings } from '../settings.ts';
import { waitFor } from '../start-up.ts';
import { connectLazily } from '../temporal/connection.ts';
import { rounds } from '../temporal/rounds.ts';
import { clockMover } from './advance.ts';
import { createApp } from './app.ts';
import { identifyForDevelopment, identifyNobody } from './identify.ts';
import { answerUnreadable } from './unreadable.ts';

const CONNECTIONS = 20;
const REMEMBERED_ROUNDS = 500;
const HEALTH_MS = 2_000;
/** A little more than a request waits for Temporal. */
const LAST_ANSWERS_MS = 8_000;
/** Development takes callers' word for who they are, so it listens here alone. */
const LOOPBACK = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';

const settings = readSettings();
const log = createLog('api', settings);
log.info({ settings: shownSettings(settings) }, 'settings');
const databaseUrl = required(settings, 'DATABASE_URL');

await waitFor('PostgreSQL', () => migrate(databaseUrl), log);
const pool = createPool(databaseUrl, CONNECTIONS, (err) => log.warn({ err }, 'an idle database connection broke'));
const keys = contentKeys(required(settings, 'CONTENT_KEYS'));
await waitFor('PostgreSQL', () => requireContentKeys(pool, keys), log);
const client = connectLazily(settings);
const app = createApp({
  pool,
  log,
  ledger: createLedger({ pool, log, rememberedRounds: REMEMBERED_ROUNDS }),
  rounds: rounds(client, settings.TASK_QUEUE),
  contentKeys: keys,
  identify: settings.DEVELOPMENT ? identifyForDevelopment : identifyNobody,
  missing,
  ...(settings.DEVELOPMENT ? { advance: clockMover(client, pool) } : {}),
});
if (!settings.DEVELOPMENT) log.warn('no sign-in is set up: every call is answered 401');

const server = app.listen(settings.API_PORT, settings.DEVELOPMENT ? LOOPBACK : EVERYWHERE, (error) => {
  if (error) {
    log.error({ err: error }, `port ${settings.API_PORT} cannot be had: set API_PORT to a free one`);
    process.exit(1);
  }
  log.info({ port: settings.API_PORT }, 'the API is running');
});

server.on('clientError', answerUnreadable);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());

async function end(): Promise<void> {
  // Whoever is being answered is answered first; nobody new is let in.
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await Promise.race([closed, pause(LAST_ANSWERS_MS)]);
  await client.connection.close();
  await pool.end();
  process.exit(0);
}

/** What a command needs: the ledger, Temporal, and a worker that listens. */
async function missing(): Promise<string[]> {
  const checks: [string, Promise<unknown>][] = [
    ['PostgreSQL', pool.query('SELECT 1')],
    ['Temporal', client.withDeadline(Date.now() + HEALTH_MS, () => client.workflowService.getSystemInfo({}))],
    ['worker', someWorkerListens()],
  ];
  const results = await Promise.allSettled(checks.map(([, check]) => check));
  return results.flatMap((result, i) => (result.status === 'rejected' ? [checks[i]?.[0] ?? ''] : []));
}

async function someWorkerListens(): Promise<void> {
  const { pollers } = await client.withDeadline(Date.now() + HEALTH_MS, () =>
    client.workflowService.describeTaskQueue({
      namespace: client.options.namespace,
      taskQueue: { name: settings.TASK_QUEUE },
      taskQueueType: 1,
    }),
  );
  if (!pollers?.length) throw new Error('no worker listens');
}

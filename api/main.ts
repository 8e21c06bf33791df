/** The API as a process. It listens from the first moment on, and takes requests once its database has been reached. */
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { requireContentKeys } from '../ledger/contents/content-keys.ts';
import { contentKeys } from '../ledger/contents/key-ring.ts';
import { crashAfterCommits } from '../ledger/crash-hook.ts';
import { createPool, PROMPT } from '../ledger/database.ts';
import { createLedger } from '../ledger/ledger.ts';
import { backlogOf } from '../ledger/backlog.ts';
import { requireOurSchema } from '../ledger/migrate.ts';
import { readinessOf } from '../ledger/readiness.ts';
import { apiMetrics } from '../metrics/metrics.ts';
import { isAlarm } from '../metrics/names.ts';
import { openPage } from '../metrics/page.ts';
import { listeningAddress, required } from '../settings.ts';
import { begin, waitFor } from '../start-up.ts';
import { connectLazily } from '../temporal/connection.ts';
import { createNotifier } from '../temporal/notifier.ts';
import { rounds } from '../temporal/rounds.ts';
import { clockMover } from './advance.ts';
import { createApp } from './app.ts';
import { edgeOf } from './edge.ts';
import { healthOf } from './health.ts';
import { identifyBy } from './identify.ts';
import { providerSettings } from './sign-in/house.ts';
import { createProvider } from './sign-in/provider.ts';
import { browserSessions } from './sign-in/sessions.ts';
import { answerTunnel, answerUnreadable } from './unreadable.ts';
import { waitingApp } from './waiting.ts';

/** For acts and for reads apart: neither waits for the other. */
const ACTING = 20;
const READING = 10;
const REMEMBERED_ROUNDS = 500;
/** A little more than a request may take. */
const LAST_ANSWERS_MS = 5_000;
const LAST_SIGNALS_MS = 3_000;

const metrics = apiMetrics();
const { settings, log } = begin('api', (alarm) => isAlarm(alarm) && metrics.alarmRaised(alarm));
const page = openPage({ host: settings.METRICS_HOST, port: settings.METRICS_PORT, metrics, log });
const host = listeningAddress(settings);

const connections = (most: number) =>
  createPool(
    required(settings, 'DATABASE_URL'),
    most,
    (err) => log.warn({ err }, 'an idle database connection broke'),
    PROMPT,
  );
const [pool, actingPool] = [connections(READING), connections(ACTING)];
const keys = contentKeys(required(settings, 'CONTENT_KEYS'));
const client = connectLazily(settings);

const edge = edgeOf(settings);
let answering = waitingApp(edge);
const server = createServer((request, response) => answering(request, response));
server.on('clientError', answerUnreadable);
server.on('connect', (_request, socket) => answerTunnel(socket));
const notOurs = (err: Error) => {
  log.error(
    { err },
    `port ${settings.API_PORT} of ${host} cannot be had: set API_PORT to a free one, API_HOST to an address of this machine`,
  );
  process.exit(1);
};
server.once('error', notOurs);
await new Promise<void>((listening) => server.listen(settings.API_PORT, host, listening));
server.off('error', notOurs);
server.on('error', (err) => log.warn({ err }, 'a connection could not be taken'));

await waitFor('PostgreSQL', () => requireOurSchema(pool, log), log);
await waitFor('PostgreSQL', () => requireContentKeys(pool, keys), log);
const runs = rounds(client, settings.TASK_QUEUE);
const notifier = createNotifier(runs, log);
let isEnding = false;
const notReady = readinessOf(pool, () => isEnding);
const house = providerSettings(settings);
const provider = house && createProvider(house);
answering = createApp({
  pool,
  log,
  watch: metrics.watch,
  ledger: createLedger({
    pool: actingPool,
    readingPool: pool,
    log,
    contentKeys: keys,
    rememberedRounds: REMEMBERED_ROUNDS,
    ...crashAfterCommits(process.env),
  }),
  rounds: runs,
  notifier,
  contentKeys: keys,
  language: settings.UI_LANGUAGE,
  edge,
  identify: identifyBy({
    development: settings.DEVELOPMENT,
    provider,
    fromSession: provider && browserSessions(pool, provider.publicUrl),
  }),
  provider,
  health: healthOf(pool, client),
  notReady,
  ...(settings.DEVELOPMENT ? { advance: clockMover(client, pool) } : {}),
});
if (!settings.DEVELOPMENT && !provider) log.warn('no sign-in is set up (OIDC_ISSUER): every call is answered 401');

log.info({ host, port: settings.API_PORT }, 'the API is running');
page.begin({ notReady, refresh: () => metrics.refresh(() => backlogOf(pool), [pool, actingPool]) });

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());

async function end(): Promise<void> {
  isEnding = true;
  // Whoever is being answered is answered first; nobody new is let in.
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await Promise.race([closed, pause(LAST_ANSWERS_MS)]);
  await Promise.race([notifier.settled(), pause(LAST_SIGNALS_MS)]);
  await client.connection.close();
  page.close();
  await Promise.all([pool.end(), actingPool.end()]);
  process.exit(0);
}

/** A worker: runs the rounds' workflows, lets time pass in the ledger and delivers letters. One worker at a time sweeps: no
 *  wake-up and no round is lost. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Worker } from '@temporalio/worker';
import { activities } from '../activities/index.ts';
import { backlogOf } from '../ledger/backlog.ts';
import { forgetBeat, recordBeat } from '../ledger/beats.ts';
import { requireContentKeys } from '../ledger/contents/content-keys.ts';
import { contentKeys } from '../ledger/contents/key-ring.ts';
import { crashAfterCommits } from '../ledger/crash-hook.ts';
import { createPool } from '../ledger/database.ts';
import { createLedger } from '../ledger/ledger.ts';
import { letterToDeliver } from '../ledger/letters-to-deliver.ts';
import { requireOurSchema } from '../ledger/migrate.ts';
import { openRounds } from '../ledger/open-rounds.ts';
import { readinessOf } from '../ledger/readiness.ts';
import { soleHolder } from '../ledger/sole-holder.ts';
import { smtpChannel } from '../mail/smtp.ts';
import { workerMetrics } from '../metrics/metrics.ts';
import { isAlarm, type SweepFind } from '../metrics/names.ts';
import { openPage } from '../metrics/page.ts';
import { required } from '../settings.ts';
import { begin, waitFor } from '../start-up.ts';
import { connectLazily, connectWorker } from '../temporal/connection.ts';
import { ensureSearchAttributes } from '../temporal/search-attributes.ts';
import { createSweep } from '../temporal/sweep.ts';
import { HEAP_GROWS_BY_PERCENT, POOL_SIZE, REMEMBERED_ROUNDS, sizes } from './options.ts';
import { passingOverUnreadable } from './payload-codec.ts';
import { installRuntime } from './runtime.ts';
import { workflowsToRun } from './workflow-code.ts';

const BEAT_EVERY_MS = 5_000;
const WAKE_EVERY_MS = 3_000;
const COMPARE_EVERY_MS = 20_000;
/** Of PostgreSQL's advisory locks, that of the sweep. */
const SWEEP_LOCK = 7_001;

// The sandbox of the workflows takes the same figure: it starts later.
setFlagsFromString(`--heap-growing-percent=${HEAP_GROWS_BY_PERCENT}`);
const metrics = workerMetrics();
const { settings, log } = begin('worker', (alarm) => isAlarm(alarm) && metrics.alarmRaised(alarm));
const page = openPage({ host: settings.METRICS_HOST, port: settings.METRICS_PORT, metrics, log });
const pool = createPool(required(settings, 'DATABASE_URL'), POOL_SIZE, (err) =>
  log.warn({ err }, 'an idle database connection broke'),
);

const sdkFigures = await installRuntime(log, settings.METRICS_PORT !== undefined);
await waitFor('PostgreSQL', () => requireOurSchema(pool, log), log);
const connection = await waitFor('Temporal', () => connectWorker(settings), log);

const client = connectLazily(settings);
await waitFor('Temporal', () => ensureSearchAttributes(client, log), log);

const { CONTENT_KEYS } = settings;
if (CONTENT_KEYS) await waitFor('PostgreSQL', () => requireContentKeys(pool, contentKeys(CONTENT_KEYS)), log);
const ledger = createLedger({
  pool,
  log,
  language: settings.UI_LANGUAGE,
  rememberedRounds: REMEMBERED_ROUNDS,
  ...crashAfterCommits(process.env),
});
/** Each way by which letters leave is a line here. */
const channels = [smtpChannel({ smtpUrl: required(settings, 'SMTP_URL'), from: settings.MAIL_FROM })];
const worker = await Worker.create({
  connection,
  namespace: settings.TEMPORAL_NAMESPACE,
  taskQueue: settings.TASK_QUEUE,
  ...workflowsToRun(settings.WORKFLOW_BUNDLE),
  dataConverter: { payloadCodecs: [passingOverUnreadable] },
  activities: activities(
    ledger,
    {
      channels,
      readLetter: ({ round, letter, now }) => letterToDeliver(pool, round, letter, now),
      handled: metrics.letterHandled,
    },
    log,
  ),
  ...sizes,
});

const sweep = createSweep(client, settings.TASK_QUEUE, openRounds(pool), log);
const sweeper = soleHolder(pool, SWEEP_LOCK);
const self = randomUUID();
const stopping = new AbortController();
const running = worker.run();
const chores = [
  everyNowAndThen(BEAT_EVERY_MS, 'could not say that this worker polls', async () => {
    if (worker.getState() === 'RUNNING') await recordBeat(pool, self);
  }),
  everyNowAndThen(WAKE_EVERY_MS, 'could not look for waiting rounds', async () => {
    if (await sweeper.holds()) said('WOKEN', await sweep.wake(), 'rounds whose workflow was behind were woken');
  }),
  everyNowAndThen(COMPARE_EVERY_MS, 'could not hold the running workflows against the ledger', async () => {
    if (!(await sweeper.holds())) return;
    const { started, replaced, woken } = await sweep.compare();
    said('STARTED', started, 'rounds without a workflow were started again');
    said('REPLACED', replaced, 'rounds whose run could not go on were begun afresh');
    said('ASTRAY', woken, 'rounds whose run and ledger do not agree were woken');
  }),
];

const isAtWork = readinessOf(pool, () => worker.getState() !== 'RUNNING');
page.begin({
  notReady: isAtWork,
  refresh: () => metrics.refresh(() => backlogOf(pool), [pool]),
  more: sdkFigures,
});
log.info('the worker is running');
await running;

stopping.abort();
await Promise.all(chores);
sweeper.release();
await forgetBeat(pool, self).catch((err: unknown) => log.debug({ err }, 'the last beat stays; it grows old by itself'));
for (const channel of channels) channel.close();
await client.connection.close();
await connection.close();
page.close();
await pool.end();
log.info('the worker has ended');

function said(find: SweepFind, rounds: readonly string[], what: string): void {
  metrics.sweepFound(find, rounds.length);
  if (rounds.length > 0) log.warn({ rounds }, what);
}

/** At once, and then again so long after each time; never twice at once, however long it takes. */
async function everyNowAndThen(restMs: number, fault: string, chore: () => Promise<void>): Promise<void> {
  while (!stopping.signal.aborted) {
    await chore().catch((err: unknown) => log.error({ err }, `${fault}; trying again`));
    // An abort ends the rest early, and with it the loop.
    await pause(restMs, undefined, { signal: stopping.signal }).catch(() => undefined);
  }
}

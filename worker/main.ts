/** A worker: runs the rounds' workflows, the ledger's transactions and the post; once a minute it looks for what was lost. */
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Runtime, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { activities } from '../activities/index.ts';
import { requireContentKeys } from '../ledger/contents/content-keys.ts';
import { contentKeys, sweepTexts } from '../ledger/contents/contents.ts';
import { crashAfterCommits } from '../ledger/crash-hook.ts';
import { createPool, type Pool } from '../ledger/database.ts';
import { createLedger } from '../ledger/ledger.ts';
import { letterToPost } from '../ledger/letters-to-post.ts';
import { migrate } from '../ledger/migrate.ts';
import { openRounds } from '../ledger/open-rounds.ts';
import { createMailer } from '../mail/smtp.ts';
import { createLog } from '../logging.ts';
import { readSettings, required, shownSettings } from '../settings.ts';
import { waitFor } from '../start-up.ts';
import { connectLazily, connectWorker } from '../temporal/connection.ts';
import { type Revival, revival } from '../temporal/revival.ts';
import { POOL_SIZE, REMEMBERED_ROUNDS, sizes } from './options.ts';

const NUDGE_EVERY_MS = 60_000;
const SWEEP_EVERY_MS = 3_600_000;

const settings = readSettings();
const log = createLog('worker', settings);
log.info({ settings: shownSettings(settings) }, 'settings');
const databaseUrl = required(settings, 'DATABASE_URL');

Runtime.install({ logger: temporalLogger(log) });
await waitFor('PostgreSQL', () => migrate(databaseUrl), log);
const connection = await waitFor('Temporal', () => connectWorker(settings), log);

const pool = createPool(databaseUrl, POOL_SIZE, (err) => log.warn({ err }, 'an idle database connection broke'));
const { CONTENT_KEYS } = settings;
if (CONTENT_KEYS) await waitFor('PostgreSQL', () => requireContentKeys(pool, contentKeys(CONTENT_KEYS)), log);
const ledger = createLedger({ pool, log, rememberedRounds: REMEMBERED_ROUNDS, ...crashAfterCommits(process.env) });
const mailer = createMailer({ smtpUrl: required(settings, 'SMTP_URL'), from: settings.MAIL_FROM });
const worker = await Worker.create({
  connection,
  namespace: settings.TEMPORAL_NAMESPACE,
  taskQueue: settings.TASK_QUEUE,
  ...(settings.WORKFLOW_BUNDLE
    ? { workflowBundle: { codePath: settings.WORKFLOW_BUNDLE } }
    : { workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)) }),
  activities: activities(ledger, {
    mailer,
    readLetter: ({ round, letter, now }) => letterToPost(pool, round, letter, now),
  }),
  ...sizes,
});

const client = connectLazily(settings);
const rounds = revival(client, settings.TASK_QUEUE, openRounds(pool), log);
const stopping = new AbortController();
const chores = [
  everyNowAndThen(NUDGE_EVERY_MS, () => lookAfter(rounds)),
  everyNowAndThen(SWEEP_EVERY_MS, () => sweep(pool)),
];

log.info('the worker is running');
await worker.run();

stopping.abort();
await Promise.all(chores);
mailer.close();
await client.connection.close();
await connection.close();
await pool.end();
log.info('the worker has ended');

/** At once, and then again so long after each time; never twice at once, however long it takes. */
async function everyNowAndThen(restMs: number, chore: () => Promise<void>): Promise<void> {
  while (!stopping.signal.aborted) {
    await chore();
    // An abort ends the rest early, and with it the loop.
    await pause(restMs, undefined, { signal: stopping.signal }).catch(() => undefined);
  }
}

/** A fault is logged; the next minute tries again. */
async function lookAfter({ revive, nudge, renew }: Revival): Promise<void> {
  const looks = [
    [revive, 'rounds without a workflow were started again'],
    [nudge, 'rounds that had waited too long were nudged'],
    [renew, 'rounds whose workflow could not go on were begun afresh'],
  ] as const;
  for (const [look, what] of looks) {
    try {
      const rounds = await look();
      if (rounds.length > 0) log.warn({ rounds }, what);
    } catch (err) {
      log.error({ err }, 'could not look for waiting rounds; trying again in a minute');
    }
  }
}

async function sweep(from: Pool): Promise<void> {
  try {
    const swept = await sweepTexts(from);
    if (swept > 0) log.info({ swept }, 'swept the texts of refused requests');
  } catch (err) {
    log.error({ err }, 'could not sweep the texts of refused requests; trying again in an hour');
  }
}

function temporalLogger(to: Logger) {
  const write = (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') => (message: string, meta?: object) =>
    to[level]({ ...meta }, message);
  const levels = {
    trace: write('trace'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
  const named = new Map(Object.entries(levels));
  return {
    ...levels,
    log: (level: string, message: string, meta?: object) =>
      (named.get(level.toLowerCase()) ?? levels.info)(message, meta),
  };
}

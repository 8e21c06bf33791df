/** Brings the whole system up, part by part, and takes it down in the other order. Used by `npm start`, the demo, the tests
 *  and the benchmark. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { searchAttributes } from '../contracts/search-attributes.ts';
import { migrate } from '../ledger/migrate.ts';
import type { Settings } from '../settings.ts';
import { type Program, startProgram } from './programs.ts';
import { openDataDirectory } from './data-directory.ts';
import { unlessMissing } from './failure.ts';
import { keepFile } from './kept-files.ts';
import { startMailbox } from './mailbox.ts';
import { requirePort } from './ports.ts';
import { lastLines } from './processes.ts';
import { signInOf } from './sign-in.ts';
import { startPostgres } from './postgres.ts';
import { supervise } from './supervision.ts';
import { findTemporalCli, startTemporal } from './temporal.ts';

const PATIENCE_FOR_HEALTH_MS = 120_000;
const LOOK_AGAIN_MS = 200;
const LINES_SHOWN = 3;

export interface RunningSystem {
  readonly api: string;
  readonly temporalAddress: string;
  readonly temporalUi: string | undefined;
  readonly mailbox: string | undefined;
  /** Where a browser signs in. */
  readonly signIn: string;
  readonly databaseUrl: string;
  /** Where it is known: of a database of our own. */
  readonly ownerUrl: string | undefined;
  stop(): Promise<void>;
}

export interface SystemOptions {
  readonly settings: Settings;
  readonly say: (line: string) => void;
  /** false: no fsync, for tests. */
  readonly durable?: boolean;
  readonly cliCache?: string;
  /** Gives the start up, and takes down what is up. */
  readonly signal?: AbortSignal;
}

export async function startSystem({
  settings,
  say,
  durable = true,
  cliCache,
  signal,
}: SystemOptions): Promise<RunningSystem> {
  const directory = resolve(settings.DATA_DIR);
  await openDataDirectory(directory);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopPart of stops.reverse().splice(0)) await stopPart();
  };
  try {
    await requirePort(settings.API_PORT, 'The API', 'API_PORT');

    let databaseUrl = settings.DATABASE_URL;
    let ownerUrl = settings.DATABASE_OWNER_URL;
    if (databaseUrl === undefined) {
      const start = () => startPostgres({ directory, port: settings.POSTGRES_PORT, durable, say });
      const postgres = await start();
      stops.push(supervise({ name: 'PostgreSQL', part: postgres, start, say }));
      databaseUrl = postgres.programsUrl;
      ownerUrl = postgres.url;
      say(`PostgreSQL is up on port ${postgres.port} (${postgres.origin})`);
    }

    if (ownerUrl !== undefined) await migrate(ownerUrl);

    signal?.throwIfAborted();
    let temporalAddress = settings.TEMPORAL_ADDRESS;
    let temporalUi: string | undefined;
    if (temporalAddress === undefined) {
      const cli = await findTemporalCli({ cacheDirectory: cliCache ?? join(directory, 'temporal-cli'), say });
      say(`Temporal CLI ${cli.version}: ${cli.origin}`);
      const start = () =>
        startTemporal({
          cli,
          directory,
          port: settings.TEMPORAL_PORT,
          uiPort: settings.TEMPORAL_UI_PORT,
          namespace: settings.TEMPORAL_NAMESPACE,
          searchAttributes,
          say,
        });
      const temporal = await start();
      stops.push(supervise({ name: 'Temporal', part: temporal, start, say }));
      temporalAddress = temporal.address;
      temporalUi = temporal.uiUrl;
      say(`Temporal is up at ${temporal.address}`);
    }

    signal?.throwIfAborted();
    let smtpUrl = settings.SMTP_URL;
    let mailbox: string | undefined;
    if (smtpUrl === undefined) {
      const letters = join(directory, 'mailbox');
      const box = await startMailbox({
        directory: letters,
        smtpPort: settings.SMTP_PORT,
        webPort: settings.MAILBOX_PORT,
        say,
      });
      stops.push(box.stop);
      smtpUrl = box.smtpUrl;
      mailbox = box.webUrl;
      say(`The mailbox is up at ${box.webUrl}`);
    }

    const signIn = await signInOf(settings, databaseUrl, say);
    stops.push(signIn.stop);

    const environment = {
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: settings.TEMPORAL_NAMESPACE,
      TASK_QUEUE: settings.TASK_QUEUE,
      SMTP_URL: smtpUrl,
      MAIL_FROM: settings.MAIL_FROM,
      API_HOST: '127.0.0.1',
      API_PORT: String(settings.API_PORT),
      CONTENT_KEYS: settings.CONTENT_KEYS ?? (await ownContentKey(directory)),
      DEVELOPMENT: 'true',
      ...signIn.environment,
      LOG_LEVEL: settings.LOG_LEVEL,
      ...(settings.WORKFLOW_BUNDLE ? { WORKFLOW_BUNDLE: settings.WORKFLOW_BUNDLE } : {}),
    };
    const start = (name: 'worker' | 'api') =>
      startProgram({
        name,
        environment: { ...environment, ...metricsPortOf(name, settings) },
        log: join(directory, `${name}.log`),
        say,
      });
    const programs = [start('worker'), start('api')] as const;
    const unsupervised = programs.map(({ stop: stopProgram }) => stopProgram);
    stops.push(...unsupervised);
    const api = `http://127.0.0.1:${settings.API_PORT}`;
    // What does not come up at all is not started again: its fault is told.
    await untilHealthy(api, programs, directory, signal);
    stops.splice(-unsupervised.length);
    stops.push(supervise({ name: 'The worker', part: programs[0], start: async () => start('worker'), say }));
    stops.push(supervise({ name: 'The API', part: programs[1], start: async () => start('api'), say }));
    return { api, temporalAddress, temporalUi, mailbox, signIn: signIn.address, databaseUrl, ownerUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Figures of the API at the port that is set, those of the worker at the next one. */
const metricsPortOf = (name: 'worker' | 'api', { METRICS_PORT }: Settings): Readonly<Record<string, string>> =>
  METRICS_PORT === undefined ? {} : { METRICS_PORT: String(name === 'api' ? METRICS_PORT : METRICS_PORT + 1) };

/** The key that seals free texts, made once and kept beside the data. */
async function ownContentKey(directory: string): Promise<string> {
  const file = join(directory, 'content.key');
  const kept = await unlessMissing(readFile(file, 'utf8'));
  if (kept !== undefined) return kept.trim();
  const key = `dev-1:${randomBytes(32).toString('base64')}`;
  await keepFile(file, `${key}\n`, 0o600);
  return key;
}

async function untilHealthy(
  api: string,
  programs: readonly Program[],
  directory: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_FOR_HEALTH_MS;
  let missing = 'the API';
  for (;;) {
    signal?.throwIfAborted();
    const ended = programs.find(({ process: { exitCode, signalCode } }) => exitCode !== null || signalCode !== null);
    if (ended) throw new Error(await whyItEnded(ended));
    const health = await healthOf(api);
    if (health?.up) return;
    missing = health ? health.missing.join(', ') : missing;
    if (Date.now() > giveUpAt)
      throw new Error(`Not everything came up; still missing: ${missing}. The logs are in ${directory}.`);
    await pause(LOOK_AGAIN_MS);
  }
}

async function whyItEnded({ name, log, whenEnded }: Program): Promise<string> {
  const how = await whenEnded;
  const last = await unlessMissing(lastLines(log, 0, LINES_SHOWN));
  return `The ${name} did not start: ${how}. Its last lines:\n\n${last ?? ''}`;
}

/** undefined while nothing answers there. */
async function healthOf(api: string): Promise<{ up: boolean; missing: string[] } | undefined> {
  try {
    const response = await fetch(`${api}/health`);
    return JSON.parse(await response.text());
  } catch {
    // Not listening yet: the caller asks again and gives up by the clock.
    return undefined;
  }
}

/** How a process starts: it waits for servers that are away, and ends at once, in one sentence, for every other reason. */
import pRetry from 'p-retry';
import type { Logger } from 'pino';
import { createLog, reasonOf } from './logging.ts';
import { serverAway, whileStarting } from './server-away.ts';
import { readSettings, type Settings, shownSettings } from './settings.ts';

const FIRST_REST_MS = 500;
const LONGEST_REST_MS = 5_000;

/** Settings and log of a process. From here on whatever ends it, and each warning of Node, is a line of the log as well. */
export function begin(
  name: string,
  onAlarm: (alarm: unknown) => void,
): { readonly settings: Settings; readonly log: Logger } {
  const atFirst = createLog(name, { LOG_LEVEL: 'info' });
  let log = atFirst;
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, sentenceOf(err));
    process.exit(1);
  });
  // Node's own listener writes text.
  process.removeAllListeners('warning');
  process.on('warning', (err) => log.warn({ err }, 'Node warns'));
  const settings = readSettings();
  log = createLog(name, settings, onAlarm);
  log.info({ settings: shownSettings(settings) }, 'settings');
  return { settings, log };
}

export async function waitFor<T>(what: 'PostgreSQL' | 'Temporal', attempt: () => Promise<T>, log: Logger): Promise<T> {
  try {
    return await pRetry(attempt, {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: FIRST_REST_MS,
      maxTimeout: LONGEST_REST_MS,
      shouldRetry: ({ error }) => serverAway(error, whileStarting) !== undefined,
      onFailedAttempt: ({ error }) => {
        if (serverAway(error, whileStarting)) log.warn({ reason: reasonOf(error) }, `waiting for ${what}`);
      },
    });
  } catch (error) {
    log.fatal(sentenceOf(error));
    return process.exit(1);
  }
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${reasonOf(error)}` : error.message;
}

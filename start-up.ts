/** How a process starts: it waits for servers that are away, and ends at once, in one sentence, for every other reason. */
import pRetry from 'p-retry';
import type { Logger } from 'pino';
import { reasonOf } from './logging.ts';
import { serverAway, whileStarting } from './server-away.ts';

const FIRST_REST_MS = 500;
const LONGEST_REST_MS = 5_000;

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

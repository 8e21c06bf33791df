/** How a process starts: it waits for servers that are away, and ends at once, in one sentence, for every other reason. */
import { isGrpcServiceError } from '@temporalio/client';
import pRetry from 'p-retry';
import type { Logger } from 'pino';
import { reasonOf } from './logging.ts';

const FIRST_REST_MS = 500;
const LONGEST_REST_MS = 5_000;

/** PostgreSQL: connection, resources, operator intervention, serialization, deadlock, lock timeout. */
const DATABASE_AWAY = /^(08|53|57|40001|40P01|55P03)/;
/** Of the operating system, and what gRPC and the driver of PostgreSQL say in words alone. */
const NOT_REACHED = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
const NOT_REACHED_IN_WORDS = /timeout|terminated|transport error|connection (error|refused)|Failed to connect/i;

export async function waitFor<T>(what: 'PostgreSQL' | 'Temporal', attempt: () => Promise<T>, log: Logger): Promise<T> {
  try {
    return await pRetry(attempt, {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: FIRST_REST_MS,
      maxTimeout: LONGEST_REST_MS,
      shouldRetry: ({ error }) => isAway(error),
      onFailedAttempt: ({ error }) => {
        if (isAway(error)) log.warn({ reason: reasonOf(error) }, `waiting for ${what}`);
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

/** Whether the server was not reached, or has no time: then time may help. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isGrpcServiceError(error) || error.name === 'TransportError') return true;
  const code = 'code' in error ? String(error.code) : '';
  if (DATABASE_AWAY.test(code) || NOT_REACHED.test(code)) return true;
  if (error instanceof AggregateError && error.errors.some(isAway)) return true;
  if (code === '' && NOT_REACHED_IN_WORDS.test(error.message)) return true;
  return isAway(error.cause);
}

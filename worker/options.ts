/** The worker's sizes. One worker a process; start more processes for more. */
import type { WorkerOptions } from '@temporalio/worker';
import { CONNECTIONS } from '../mail/smtp.ts';

/** Local activities hold a connection each: the pool is never smaller. */
export const LEDGER_SLOTS = 32;
export const POOL_SIZE = LEDGER_SLOTS + 4;
/** Rounds kept in memory, by the SDK and by the ledger's fold. Sleeping rounds need none; a woken one replays. */
export const REMEMBERED_ROUNDS = 500;

export const sizes = {
  maxCachedWorkflows: REMEMBERED_ROUNDS,
  maxConcurrentLocalActivityExecutions: LEDGER_SLOTS,
  // A letter waits for its turn at the server, never in the mailer's queue while its own time runs.
  maxConcurrentActivityTaskExecutions: CONNECTIONS,
  // Above the longest activity, so that a letter under way is finished and not sent again.
  shutdownGraceTime: '50s',
  // A worker that was killed is given up after two seconds, not ten.
  stickyQueueScheduleToStartTimeout: '2s',
} as const satisfies Partial<WorkerOptions>;

/** The worker's sizes. One worker a process; start more processes for more. */
import type { WorkerOptions } from '@temporalio/worker';

/** Looks, and deadlines or letters, at once. Each holds a connection now and then: the pool is never smaller. */
const LOOKS = 16;
const ACTS = 40;
export const POOL_SIZE = LOOKS + ACTS + 4;
/** Rounds kept in memory, by the SDK and by the ledger's fold. Sleeping rounds need none; a woken one replays. */
export const REMEMBERED_ROUNDS = 250;
/** By how much memory may grow between two big collections. Thousands of rounds pass through it, so left alone it grows fourfold. */
export const HEAP_GROWS_BY_PERCENT = 80;

export const sizes = {
  maxCachedWorkflows: REMEMBERED_ROUNDS,
  maxConcurrentLocalActivityExecutions: LOOKS,
  maxConcurrentActivityTaskExecutions: ACTS,
  // Above the longest activity, so that a letter under way is finished and not sent again.
  shutdownGraceTime: '65s',
  // A worker that was killed is given up after two seconds, not ten.
  stickyQueueScheduleToStartTimeout: '2s',
} as const satisfies Partial<WorkerOptions>;

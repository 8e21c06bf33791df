/** One at a time per key: within a process, callers of one round queue here and not on a database connection each. */
import pLimit, { type LimitFunction } from 'p-limit';

export type RunExclusive = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export function mutexPerKey(): RunExclusive {
  const limits = new Map<string, LimitFunction>();
  return async (key, work) => {
    const limit = limits.get(key) ?? pLimit(1);
    limits.set(key, limit);
    try {
      return await limit(work);
    } finally {
      if (limit.activeCount === 0 && limit.pendingCount === 0) limits.delete(key);
    }
  };
}

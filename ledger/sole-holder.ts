/** One process at a time, of any number. */
import { type AdvisoryLock, tryLock } from './advisory-lock.ts';
import type { Pool } from './database.ts';
import { sql } from './sql.ts';

export interface SoleHolder {
  /** Whether this process holds the lock; takes it if nobody does. */
  holds(): Promise<boolean>;
  release(): void;
}

export function soleHolder(pool: Pool, key: number): SoleHolder {
  let held: AdvisoryLock | undefined;

  return {
    async holds() {
      if (held && !held.lost.aborted) {
        await held.check();
        return true;
      }
      const taken = await tryLock(pool, sql`${key}`);
      if (!taken) return false;
      held = taken;
      return true;
    },
    release() {
      held?.release();
      held = undefined;
    },
  };
}

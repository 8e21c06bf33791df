/** One process at a time, of any number: an advisory lock on a connection of its own. It goes with the connection, so a
 *  process that dies leaves nothing behind. */
import type { PoolClient } from 'pg';
import type { Pool } from './database.ts';

export interface SoleHolder {
  /** Whether this process holds the lock; takes it if nobody does. */
  holds(): Promise<boolean>;
  release(): void;
}

export function soleHolder(pool: Pool, key: number): SoleHolder {
  let client: PoolClient | undefined;

  const release = (error?: Error) => {
    client?.off('error', release);
    client?.release(error ?? true);
    client = undefined;
  };

  return {
    async holds() {
      try {
        if (client) {
          await client.query('SELECT 1');
          return true;
        }
        const taken = await pool.connect();
        const { rows } = await taken.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [key]);
        if (rows[0]?.locked !== true) {
          taken.release();
          return false;
        }
        // A connection that ends takes the lock with it.
        taken.on('error', release);
        client = taken;
        return true;
      } catch (error) {
        release(error instanceof Error ? error : undefined);
        throw error;
      }
    },
    release: () => release(),
  };
}

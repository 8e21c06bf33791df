/** An advisory lock on a connection of its own. It goes with the connection, so a process that dies leaves nothing behind. */
import { first, type Pool } from './database.ts';
import { type Sql, sql, statement } from './sql.ts';

export interface AdvisoryLock {
  /** Aborted when the connection breaks, and the lock with it. */
  readonly lost: AbortSignal;
  /** Asks the server; a connection that does not answer is given up, and the lock with it. */
  check(): Promise<void>;
  release(): void;
}

/** The lock of a key; undefined while somebody else holds it. */
export async function tryLock(pool: Pool, key: Sql): Promise<AdvisoryLock | undefined> {
  const client = await pool.connect();
  const lost = new AbortController();
  let isReleased = false;

  const release = (how: Error | boolean) => {
    if (isReleased) return;
    isReleased = true;
    client.off('error', lose);
    client.release(how);
  };
  const lose = (error: unknown) => {
    lost.abort();
    release(error instanceof Error ? error : true);
  };
  const orLose = async <T>(asked: Promise<T>): Promise<T> => {
    try {
      return await asked;
    } catch (error) {
      lose(error);
      throw error;
    }
  };

  client.on('error', lose);
  const lock = await orLose(
    first<{ taken: boolean }>(client, statement('try-lock', sql`SELECT pg_try_advisory_lock(${key}) AS taken`)),
  );
  if (lock?.taken !== true) {
    release(false);
    return undefined;
  }
  return {
    lost: lost.signal,
    async check() {
      await orLose(client.query('SELECT 1'));
    },
    // The connection is closed, and the lock goes with it.
    release: () => release(true),
  };
}

/** One move of a round's clock at a time, over all processes. */
import { tryLock } from './advisory-lock.ts';
import type { Pool } from './database.ts';
import { sql } from './sql.ts';

/** Runs `move` unless somebody else's is under way. Should the lock be lost, the move is told to end, as it is when its
 *  caller has gone. */
export async function oneAtATime<T>(
  pool: Pool,
  round: string,
  caller: AbortSignal,
  move: (signal: AbortSignal) => Promise<T>,
): Promise<T | 'MOVING'> {
  const lock = await tryLock(pool, sql`hashtext('xuncha clock'), hashtext(${round})`);
  if (!lock) return 'MOVING';
  try {
    return await move(AbortSignal.any([caller, lock.lost]));
  } finally {
    lock.release();
  }
}

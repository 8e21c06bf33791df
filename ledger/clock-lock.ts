/** One move of a round's clock at a time, over all processes. */
import { first, type Pool } from './database.ts';

/** Runs `move` unless somebody else's is under way. A lock of the session needs a connection of its own; should that one
 *  break, the lock is gone, and the move is told to end, as it is when its caller has gone. */
export async function oneAtATime<T>(
  pool: Pool,
  round: string,
  caller: AbortSignal,
  move: (signal: AbortSignal) => Promise<T>,
): Promise<T | 'MOVING'> {
  const client = await pool.connect();
  const lost = new AbortController();
  const lose = () => lost.abort();
  client.on('error', lose);
  try {
    const lock = await first<{ taken: boolean }>(client, {
      text: `SELECT pg_try_advisory_lock(hashtext('xuncha clock'), hashtext($1)) AS taken`,
      values: [round],
    });
    if (lock?.taken !== true) return 'MOVING';
    return await move(AbortSignal.any([caller, lost.signal]));
  } finally {
    client.off('error', lose);
    // The lock goes with its connection.
    client.release(true);
  }
}

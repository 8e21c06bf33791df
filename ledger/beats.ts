/** The beats of the workers: each says every few seconds that it polls, so that the API knows within a quarter of a minute
 *  when none does. */
import { first, type Pool } from './database.ts';

/** A worker that has not said anything for so long polls no more. */
export const SILENT_AFTER_SECONDS = 15;

export async function recordBeat(pool: Pool, worker: string): Promise<void> {
  await pool.query({
    name: 'beat',
    text: `INSERT INTO worker_beats (worker, at) VALUES ($1, clock_timestamp())
           ON CONFLICT (worker) DO UPDATE SET at = excluded.at`,
    values: [worker],
  });
}

/** A worker that ends takes its beat with it; those that were killed are swept by the others. */
export async function forgetBeat(pool: Pool, worker: string): Promise<void> {
  await pool.query(`DELETE FROM worker_beats WHERE worker = $1 OR at < clock_timestamp() - interval '1 day'`, [worker]);
}

/** How many seconds ago a worker last polled; undefined if none is known. */
export async function lastBeat(pool: Pool): Promise<number | undefined> {
  const row = await first<{ seconds: number | null }>(pool, {
    name: 'last-beat',
    text: 'SELECT extract(epoch FROM clock_timestamp() - max(at))::float8 AS seconds FROM worker_beats',
  });
  return row?.seconds ?? undefined;
}

/** When the whole ledger was recomputed, and how many faults that found. */
import type { Pool } from './database.ts';
import type { Verified } from './verify.ts';

export async function recordVerification(pool: Pool, { events, faults, digest }: Verified): Promise<void> {
  await pool.query('INSERT INTO verifications (events, faults, digest) VALUES ($1, $2, $3)', [
    events,
    faults.length,
    digest,
  ]);
}

/** What waits, as seen from outside: counts and ages, no codes and no names. */
import { SILENT_AFTER_SECONDS } from './beats.ts';
import { first, type Pool } from './database.ts';

export interface Backlog {
  /** Letters that no mail server has taken yet. */
  readonly lettersWaiting: number;
  readonly lettersWaitingSeconds: number;
  /** Dossiers whose next moment has passed, and time has not. */
  readonly momentsBehind: number;
  readonly momentsBehindSeconds: number;
  /** Dossiers whose workflow has not heard of what was done. */
  readonly workflowsBehind: number;
  readonly workersPolling: number;
  /** null: never. */
  readonly verifiedSecondsAgo: number | null;
  readonly verificationFaults: number | null;
}

export async function backlogOf(pool: Pool): Promise<Backlog> {
  const row = await first<Backlog>(pool, { name: 'backlog', text: BACKLOG });
  if (!row) throw new Error('the backlog has no row');
  return row;
}

const seconds = (instant: string): string => `greatest(0, coalesce(extract(epoch FROM ${instant}), 0))::float8`;
const ROUND_TIME = `(clock_timestamp() + lead_ms * interval '1 millisecond')`;
const BACKLOG = `
  WITH dossiers AS (
    SELECT code, sequence, followed_sequence, last_at, wake_at, unsent_since, ${ROUND_TIME} AS now
    FROM rounds WHERE NOT closed),
  verified AS (SELECT at, faults FROM verifications ORDER BY at DESC LIMIT 1)
  SELECT
    (SELECT count(*) FROM dossiers d JOIN letters l ON l.round = d.code AND l.state = 'PREPARED'
      WHERE d.unsent_since IS NOT NULL) AS "lettersWaiting",
    (SELECT ${seconds('max(now - unsent_since)')} FROM dossiers) AS "lettersWaitingSeconds",
    (SELECT count(*) FROM dossiers WHERE wake_at < now) AS "momentsBehind",
    (SELECT ${seconds('max(now - wake_at)')} FROM dossiers WHERE wake_at < now) AS "momentsBehindSeconds",
    (SELECT count(*) FROM dossiers WHERE followed_sequence < sequence AND last_at < now - interval '3 seconds')
      AS "workflowsBehind",
    (SELECT count(*) FROM worker_beats WHERE at > clock_timestamp() - interval '${SILENT_AFTER_SECONDS} seconds')
      AS "workersPolling",
    (SELECT ${seconds('clock_timestamp() - at')} FROM verified) AS "verifiedSecondsAgo",
    (SELECT faults FROM verified) AS "verificationFaults"`;

/** The rounds that are open, and those that have been waiting for longer than they should. */
import { first, type Pool } from './database.ts';

export interface OpenRound {
  readonly code: string;
  readonly leadMs: number;
  readonly sequence: number;
  /** Nothing has happened in it for a quarter of a minute. */
  readonly quiet: boolean;
  /** The run that has looked at it last. */
  readonly followedRun: string | null;
}
export interface OpenRounds {
  all(): Promise<readonly OpenRound[]>;
  /** Whose ledger is ahead of its workflow by something older than three seconds; whose moment has passed half a minute ago,
   *  or whose letter has waited as long and is in nobody's hands; with somebody in a team whom the registry has suspended,
   *  and the round has not noticed. */
  waiting(): Promise<readonly OpenRound[]>;
}

export const openRounds = (pool: Pool): OpenRounds => ({
  async all() {
    const { rows } = await pool.query<OpenRound>({
      name: 'open-rounds',
      text: `${OPEN} ORDER BY code`,
    });
    return rows;
  },
  async waiting() {
    const { rows } = await pool.query<OpenRound>({
      name: 'waiting-rounds',
      text: `${OPEN} AND (
          (followed_sequence < sequence AND last_at < ${ROUND_TIME} - interval '3 seconds')
          OR wake_at < ${ROUND_TIME} - interval '30 seconds'
          OR (unsent_since < ${ROUND_TIME} - interval '30 seconds'
            AND NOT EXISTS (SELECT FROM deliveries d WHERE d.round = rounds.code AND d.until > clock_timestamp()))
          OR code IN (SELECT s.round FROM people p JOIN team_seats s ON s.person = p.code
            JOIN teams t ON t.round = s.round AND t.code = s.team
            WHERE (p.data->>'suspended')::boolean AND NOT t.data->'suspended' ? p.code)) ORDER BY code`,
    });
    return rows;
  },
});

const ROUND_TIME = `(clock_timestamp() + lead_ms * interval '1 millisecond')`;
const OPEN = `SELECT code, lead_ms AS "leadMs", sequence, followed_run AS "followedRun",
  last_at < ${ROUND_TIME} - interval '15 seconds' AS quiet FROM rounds WHERE NOT closed`;

/** How a round stands towards time: for moving its clock. */
export interface Clockwork {
  readonly wakeAt: string | null;
  readonly unsentSince: string | null;
  readonly closed: boolean;
  readonly leadMs: number;
}
export async function clockworkOf(pool: Pool, code: string): Promise<Clockwork | undefined> {
  return first<Clockwork>(pool, {
    name: 'clockwork',
    text: 'SELECT wake_at AS "wakeAt", unsent_since AS "unsentSince", closed, lead_ms AS "leadMs" FROM rounds WHERE code = $1',
    values: [code],
  });
}

/** Says where a round's clock is being moved to: until it is there, its workflow may be ahead of the lead. */
export async function recordDestination(pool: Pool, code: string, virtualTime: number): Promise<void> {
  await pool.query('UPDATE rounds SET moving_to = $2 WHERE code = $1', [code, new Date(virtualTime)]);
}

/** Records that a round's clock shows `virtualNow` (ms since the epoch): every read counts with the lead. */
export async function recordLead(pool: Pool, code: string, virtualNow: number): Promise<void> {
  await pool.query(
    `UPDATE rounds SET lead_ms = greatest(lead_ms, $2 - (extract(epoch FROM clock_timestamp()) * 1000)::bigint) WHERE code = $1`,
    [code, Math.round(virtualNow)],
  );
}

/** The rounds that are open, and those that have been waiting for longer than they should. */
import { first, type Pool } from './database.ts';

export interface OpenRound {
  readonly code: string;
  readonly leadMs: number;
}
export interface OpenRounds {
  all(): Promise<readonly OpenRound[]>;
  /** With a due moment, or a letter that should be on its way, older than a minute; or with somebody in a team whom the
   *  registry has suspended, and the round has not noticed. */
  waiting(): Promise<readonly OpenRound[]>;
}

export const openRounds = (pool: Pool): OpenRounds => ({
  async all() {
    const { rows } = await pool.query<OpenRound>(
      'SELECT code, lead_ms AS "leadMs" FROM rounds WHERE NOT closed ORDER BY code',
    );
    return rows;
  },
  async waiting() {
    const { rows } = await pool.query<OpenRound>(
      `SELECT code, lead_ms AS "leadMs" FROM rounds WHERE NOT closed AND (least(wake_at, unsent_since)
         < clock_timestamp() + lead_ms * interval '1 millisecond' - interval '1 minute'
         OR code IN (SELECT s.round FROM people p JOIN team_seats s ON s.person = p.code
           JOIN teams t ON t.round = s.round AND t.code = s.team
           WHERE (p.data->>'suspended')::boolean AND NOT t.data->'suspended' ? p.code)) ORDER BY code`,
    );
    return rows;
  },
});

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

/** Records that a round's clock shows `virtualNow` (ms since the epoch): every read counts with the lead. */
export async function recordLead(pool: Pool, code: string, virtualNow: number): Promise<void> {
  await pool.query(
    `UPDATE rounds SET lead_ms = greatest(lead_ms, $2 - (extract(epoch FROM clock_timestamp()) * 1000)::bigint) WHERE code = $1`,
    [code, Math.round(virtualNow)],
  );
}

/** Clocks that run ahead. In development they are moved; in production nobody may, so the operator is told of each. */
import type { Reader } from './rows.ts';

export async function clocksAhead(reader: Reader, only?: string): Promise<string[]> {
  const { rows } = await reader.query<{ code: string; lead: number; moving: string | null }>(
    `SELECT code, lead_ms AS lead, moving_to AS moving FROM rounds
     WHERE (lead_ms <> 0 OR moving_to IS NOT NULL) AND ($1::text IS NULL OR code = $1) ORDER BY code`,
    [only ?? null],
  );
  return rows.map(
    ({ code, lead, moving }) =>
      `${code}: its clock runs ${lead / 1_000} seconds ahead${moving === null ? '' : `, and is being moved to ${moving}`}`,
  );
}

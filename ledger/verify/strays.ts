/** Rows that belong to no dossier: a head that was taken away leaves them behind. */
import { readTables } from '../write-down.ts';
import type { Reader } from './rows.ts';

const tables = [
  'events',
  'commands',
  'contents',
  'deliveries',
  'team_seats',
  'authorization_decisions',
  ...Object.values(readTables).map(({ table }) => table),
];

/** The identity provider has a clock of its own. */
const CLOCKS_DIFFER = `interval '5 minutes'`;

export async function strayRows(reader: Reader): Promise<string[]> {
  const faults: string[] = [];
  for (const table of tables) {
    const { rows } = await reader.query<{ round: string; rows: number }>(
      `SELECT round, count(*)::int AS rows FROM ${table} t
       WHERE NOT EXISTS (SELECT FROM rounds r WHERE r.code = t.round) GROUP BY round ORDER BY round`,
    );
    for (const { round, rows: count } of rows)
      faults.push(`${round}: ${table} has ${count} of its rows, and rounds should have its head, which is not there`);
  }
  const { rows: readings } = await reader.query<{ ref: string }>(
    `SELECT DISTINCT ref FROM content_readings r WHERE NOT EXISTS (SELECT FROM contents c WHERE c.ref = r.ref) ORDER BY ref`,
  );
  for (const { ref } of readings) faults.push(`content_readings ${ref} is of no text in contents`);
  return [...faults, ...(await strangeSessions(reader))];
}

/** A sign-in or a session that lies ahead would not end in time. No chain covers them: who is signed in, they alone say. */
async function strangeSessions(reader: Reader): Promise<string[]> {
  const { rows } = await reader.query<{ what: string }>(
    `SELECT 'sessions of ' || person || ': the registry has nobody by this code' AS what FROM sessions s
       WHERE NOT EXISTS (SELECT FROM people p WHERE p.code = s.person)
     UNION ALL SELECT 'sessions of ' || person || ': signed_in_at, begun_at or used_at lies ahead' FROM sessions
       WHERE greatest(signed_in_at, begun_at, used_at) > clock_timestamp() + ${CLOCKS_DIFFER}
     UNION ALL SELECT 'sign_ins: begun_at ' || begun_at || ' lies ahead' FROM sign_ins
       WHERE begun_at > clock_timestamp() + ${CLOCKS_DIFFER} ORDER BY what`,
  );
  return rows.map(({ what }) => what);
}

/** What the programs may do in the database, table by table. Whoever owns the tables can switch off whatever guards them, so the
 *  owner migrates and nothing else; API and workers are members of this role. */
import { type Pool, transaction } from './database.ts';

export const PROGRAMS = 'xuncha_programs';

export type Privilege = 'INSERT' | 'UPDATE' | 'DELETE';
interface Powers {
  readonly may: readonly Privilege[];
  /** The only columns that UPDATE is for. */
  readonly columns?: readonly string[];
}

const grows: Powers = { may: ['INSERT'] };
const changes: Powers = { may: ['INSERT', 'UPDATE'] };
const comesAndGoes: Powers = { may: ['INSERT', 'UPDATE', 'DELETE'] };
const isRead: Powers = { may: [] };

/** Beside reading, which they may everywhere. */
export const powers: Readonly<Record<string, Powers>> = {
  events: grows,
  commands: grows,
  contents: grows,
  content_readings: grows,
  verifications: grows,
  authorization_decisions: grows,
  registry_events: grows,
  posts: { may: ['INSERT', 'UPDATE'], columns: ['known_to'] },
  registry_head: { may: ['UPDATE'] },
  rounds: changes,
  content_keys: changes,
  registry_entries: changes,
  committees: changes,
  organisations: changes,
  people: changes,
  inspected_organisations: changes,
  teams: changes,
  substitutes: changes,
  findings: changes,
  transfers: changes,
  papers: changes,
  immediate_items: changes,
  partner_requests: changes,
  duties: changes,
  letters: changes,
  team_seats: { may: ['INSERT', 'DELETE'] },
  sign_ins: { may: ['INSERT', 'DELETE'] },
  sessions: comesAndGoes,
  deliveries: comesAndGoes,
  worker_beats: comesAndGoes,
  kysely_migration: isRead,
  kysely_migration_lock: isRead,
};

/** Of PostgreSQL's advisory locks, that of the grants. */
const LOCK = 7_003;
const SOMEBODY_WAS_QUICKER = new Set(['42710', '23505']);
const NOT_ALLOWED = '42501';

/** Gives the role what it may and nothing else, whatever it had. As the owner of the tables. */
export async function grantToPrograms(pool: Pool): Promise<void> {
  await makeRole(pool);
  await transaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await client.query(`REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${PROGRAMS}, PUBLIC`);
    await client.query(`GRANT USAGE ON SCHEMA public TO ${PROGRAMS}`);
    for (const [table, { may, columns }] of Object.entries(powers)) {
      const granted = may.map((power) => (power === 'UPDATE' && columns ? `${power} (${columns.join(', ')})` : power));
      await client.query(`GRANT ${['SELECT', ...granted].join(', ')} ON ${table} TO ${PROGRAMS}`);
    }
  });
}

async function makeRole(pool: Pool): Promise<void> {
  const { rowCount } = await pool.query('SELECT FROM pg_roles WHERE rolname = $1', [PROGRAMS]);
  if (rowCount !== 0) return;
  try {
    await pool.query(`CREATE ROLE ${PROGRAMS} NOLOGIN`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === NOT_ALLOWED)
      throw new Error(
        `There is no role ${PROGRAMS}, and the owner of the database may not make one: have it made (CREATE ROLE ${PROGRAMS} NOLOGIN), then migrate again.`,
        { cause: error },
      );
    if (!SOMEBODY_WAS_QUICKER.has(code)) throw error;
  }
}

/** Brings a database to the present schema, as the owner of its tables. Several processes may do so at once: the migrator takes a
 *  lock. The programs do not: they ask whether it was done. */
import { readdir, readFile } from 'node:fs/promises';
import { type Migration, Migrator, PostgresDialect, Kysely, sql } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { createPool, type Patience, type Pool } from './database.ts';
import { grantToPrograms, PROGRAMS } from './privileges.ts';
import { takeRegistryOver } from './registry/take-over.ts';

/** A large registry is taken over in one transaction, while other processes wait to do so. */
const UNHURRIED: Patience = { connectMs: 3_000, lockMs: 120_000, statementMs: 120_000 };
const directory = new URL('./migrations/', import.meta.url);

export async function migrate(connectionString: string): Promise<void> {
  // An own pool: the ledger's has statement timeouts, and a migration may take its time.
  const db = new Kysely<object>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 2, connectionTimeoutMillis: 3_000 }) }),
  });
  try {
    await requireKnownMigrations(db);
    const { error } = await new Migrator({ db, provider: { getMigrations } }).migrateToLatest();
    if (error) throw new Error('The database schema could not be brought up to date', { cause: error });
  } finally {
    await db.destroy();
  }
  const pool = createPool(connectionString, 1, () => {}, UNHURRIED);
  try {
    await takeRegistryOver(pool);
    await grantToPrograms(pool);
  } finally {
    await pool.end();
  }
}

/** A rolling upgrade or a roll-back may start code that is older than its database. */
async function requireKnownMigrations(db: Kysely<object>): Promise<void> {
  const { rows: tables } = await sql<{
    there: boolean;
  }>`SELECT to_regclass('kysely_migration') IS NOT NULL AS there`.execute(db);
  if (tables[0]?.there !== true) return;
  const { rows } = await sql<{ name: string }>`SELECT name FROM kysely_migration ORDER BY name`.execute(db);
  requireKnown(
    rows.map(({ name }) => name),
    await namesOfOurs(),
  );
}

function requireKnown(made: readonly string[], known: readonly string[]): void {
  const unknown = made.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(
      `The database is newer than this program, which does not know its migration ${unknown.join(', ')}: start the version that made it, or a later one.`,
    );
}

const NOT_ALLOWED = '42501';
const NO_SUCH_TABLE = '42P01';

/** As a program that is about to work with the ledger: it changes no schema. */
export async function requireOurSchema(pool: Pool, log: Logger): Promise<void> {
  const [made, known] = [await migrationsMade(pool), await namesOfOurs()];
  requireKnown(made, known);
  const missing = known.filter((name) => !made.includes(name));
  if (missing.length > 0)
    throw new Error(
      `The database is older than this program, and lacks its migration ${missing[0]}: run npm run migrate as the owner of the database (DATABASE_OWNER_URL), then start again.`,
    );
  const { rows } = await pool.query<{ owns: boolean }>(
    `SELECT pg_has_role(relowner, 'MEMBER') AS owns FROM pg_class WHERE oid = 'events'::regclass`,
  );
  if (rows[0]?.owns === true)
    log.warn(
      { alarm: 'owner' },
      `this process reaches the ledger as its owner, whom nothing keeps from changing it: give it a role of its own in DATABASE_URL, a member of ${PROGRAMS}`,
    );
}

async function migrationsMade(pool: Pool): Promise<string[]> {
  try {
    const { rows } = await pool.query<{ name: string }>('SELECT name FROM kysely_migration ORDER BY name');
    return rows.map(({ name }) => name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === NO_SUCH_TABLE) return [];
    if (code !== NOT_ALLOWED) throw error;
    throw new Error(
      `The role in DATABASE_URL may not read the ledger: make it a member of ${PROGRAMS} (docs/operations.md).`,
      { cause: error },
    );
  }
}

/** Whether the database has exactly the migrations of this program. One that is away fails. */
export async function isAtOurSchema(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ name: string }>({
    name: 'migrations-made',
    text: 'SELECT name FROM kysely_migration ORDER BY name',
  });
  const known = await namesOfOurs();
  return rows.length === known.length && rows.every(({ name }) => known.includes(name));
}

const namesOfOurs = async (): Promise<string[]> =>
  (await readdir(directory))
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.replace(/\.sql$/, ''))
    .sort();

async function getMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  const migrations = files.map(async (file): Promise<[string, Migration]> => {
    const text = await readFile(new URL(file, directory), 'utf8');
    return [file.replace(/\.sql$/, ''), { up: async (db) => void (await sql.raw(text).execute(db)) }];
  });
  return Object.fromEntries(await Promise.all(migrations));
}

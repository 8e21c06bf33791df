/** The connection to PostgreSQL: how values are read, how long anything may take, and one transaction at a time. */
import pg from 'pg';

export type Client = pg.ClientBase;
export type Pool = pg.Pool;

/** Below the local activities' five seconds, so that the database gives up before its caller does. */
const STATEMENT_TIMEOUT_MS = 4_000;
const LOCK_TIMEOUT_MS = 3_000;
const CONNECT_TIMEOUT_MS = 3_000;

const TIMESTAMPTZ = 1184;
const INT8 = 20;

/** Instants come as UTC ISO strings with three decimals, big integers as numbers; everything else as pg has it. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
    if (oid === INT8) return Number;
    return pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text');
  },
};

export function createPool(connectionString: string, max: number, onError: (error: Error) => void): Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    types,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // A vanished server must not be waited for beyond the statement's own time.
    query_timeout: STATEMENT_TIMEOUT_MS + 500,
    keepAlive: true,
    application_name: 'xuncha',
  });
  // An idle connection that breaks is replaced by the pool; it is told so that somebody knows.
  pool.on('error', onError);
  // One that breaks while it is in use fails at its next statement, which is where it is handled.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Runs `work` in one transaction; commits its result, or rolls back and throws. */
export async function transaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    broken = await client.query('ROLLBACK').then(
      () => undefined,
      (lost: Error) => lost,
    );
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The constraint that a statement violated, if that is why it failed. */
export function violatedConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError && error.code === '23505' ? error.constraint : undefined;
}

/** One row, or undefined. */
export async function first<Row extends pg.QueryResultRow>(
  client: Client | Pool,
  query: pg.QueryConfig,
): Promise<Row | undefined> {
  const { rows } = await client.query<Row>(query);
  return rows[0];
}

/** A statement that can never work, however often it is tried: our own fault (data exceptions, violated constraints, syntax). */
export const isOwnFault = (error: unknown): boolean =>
  error instanceof pg.DatabaseError &&
  /^(22|23|42)/.test(error.code ?? '') &&
  // Another worker carried out the same command a moment ago: asking again gets its answer.
  violatedConstraint(error) !== 'commands_pkey';

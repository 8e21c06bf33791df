/** The connection to PostgreSQL: how values are read, how long anything may take, and one transaction at a time. */
import pg from 'pg';
import { OneWritePerTurn } from './one-write.ts';

export type Client = pg.ClientBase;
export type Pool = pg.Pool;
export type QueryConfig = pg.QueryConfig;

/** How long anything may take, in milliseconds. The database gives up before its caller does. */
export interface Patience {
  readonly connectMs: number;
  readonly lockMs: number;
  readonly statementMs: number;
}
/** Of a worker: below the five seconds of its local activities. */
export const PATIENT: Patience = { connectMs: 3_000, lockMs: 3_000, statementMs: 4_000 };
/** Of the API: whoever asks while the ledger is away is told within two seconds. */
export const PROMPT: Patience = { connectMs: 1_500, lockMs: 1_200, statementMs: 1_500 };
/** A vanished server is waited for a little longer than it would take to give up by itself. */
const BEYOND_MS = 300;

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

export function createPool(
  connectionString: string,
  max: number,
  onError: (error: Error) => void,
  { connectMs, lockMs, statementMs }: Patience = PATIENT,
): Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    types,
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    connectionTimeoutMillis: connectMs,
    query_timeout: statementMs + BEYOND_MS,
    keepAlive: true,
    // Statements that do not wait for each other's answers travel together.
    pipeline: true,
    stream: () => new OneWritePerTurn(),
    application_name: 'xuncha',
  });
  // An idle connection that breaks is replaced by the pool; it is told so that somebody knows.
  pool.on('error', onError);
  // One that breaks while it is in use fails at its next statement, which is where it is handled.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Runs `work` in one transaction; commits its result, or rolls back and throws. The begin travels with the first statement
 *  of the work, the commit with the last one, if the work leaves one: after a statement that failed nothing is committed. */
export async function transaction<T>(
  pool: Pool,
  work: (client: Client) => Promise<T>,
  lastOf: (result: T) => QueryConfig | undefined = () => undefined,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that ends between two statements says so here alone; the next statement fails with it.
  const onError = (error: Error) => void (broken = error);
  client.on('error', onError);
  try {
    const [, result] = await Promise.all([client.query('BEGIN'), work(client)]);
    const last = lastOf(result);
    await Promise.all([...(last ? [client.query(last)] : []), client.query('COMMIT')]);
    return result;
  } catch (error) {
    broken = await rolledBack(client, error);
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** Rolls back where the database has answered; a connection that has not is given up at once, and with it its transaction. */
async function rolledBack(client: Client, error: unknown): Promise<Error | undefined> {
  if (error instanceof Error && !(error instanceof pg.DatabaseError) && isConnectionFault(error)) return error;
  return client.query('ROLLBACK').then(
    () => undefined,
    (lost: Error) => lost,
  );
}

/** The driver says that no answer came: a time-out of its own, or a connection that ended. */
export const isConnectionFault = ({ message }: Error): boolean =>
  /timeout|Connection terminated|ECONNRESET|ECONNREFUSED|EPIPE|not queryable/i.test(message);

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

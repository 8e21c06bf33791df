/** The programs of PostgreSQL's client, run so that no password stands in the list of processes. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from '../../local/failure.ts';

const run = promisify(execFile);
const LONGEST_OUTPUT = 2 ** 24;

/** `PG_BIN` names the folder where they are not on PATH, or are of another version than the server. */
export async function postgresClient(
  program: 'pg_dump' | 'pg_restore',
  databaseUrl: string,
  more: readonly string[],
): Promise<void> {
  const { PG_BIN, PATH, LANG } = process.env;
  const path = PG_BIN === undefined ? program : join(PG_BIN, program);
  const environment = { PATH, LANG, ...connectionIn(databaseUrl) };
  try {
    await run(path, [...more], { env: environment, maxBuffer: LONGEST_OUTPUT });
  } catch (error) {
    if (codeOf(error) === 'ENOENT')
      throw new Error(
        `${program} was not found: install the client of PostgreSQL in the version of the server (Debian: postgresql-client), or name its folder in PG_BIN.`,
        { cause: error },
      );
    throw new Error(`${program} failed: ${saidBy(error)}`, { cause: error });
  }
}

const saidBy = (error: unknown): string =>
  (error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '') || String(error);

/** The connection as the client's environment has it. */
export function connectionIn(databaseUrl: string): Record<string, string> {
  const url = new URL(databaseUrl);
  const sslMode = url.searchParams.get('sslmode');
  return {
    PGHOST: url.hostname.replace(/^\[|\]$/g, '') || (url.searchParams.get('host') ?? 'localhost'),
    PGPORT: url.port || '5432',
    PGUSER: decodeURIComponent(url.username),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    ...(url.password === '' ? {} : { PGPASSWORD: decodeURIComponent(url.password) }),
    ...(sslMode === null ? {} : { PGSSLMODE: sslMode }),
  };
}

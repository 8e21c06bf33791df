/** By which role the programs reach a PostgreSQL of our own: one that owns nothing. Its superuser migrates. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { PROGRAMS } from '../ledger/privileges.ts';
import { unlessMissing } from './failure.ts';
import { keepFile } from './kept-files.ts';

const ROLE = 'xuncha';

/** The user and password of the programs; the role is made where there is none, and has the password of the file. */
export async function programsOf(
  client: Pick<Client, 'query'>,
  passwordFile: string,
): Promise<{ readonly user: string; readonly password: string }> {
  const password = (await unlessMissing(readFile(passwordFile, 'utf8')))?.trim() ?? (await newPassword(passwordFile));
  const { rows } = await client.query<{ name: string }>(
    'SELECT rolname AS name FROM pg_roles WHERE rolname = ANY ($1)',
    [[PROGRAMS, ROLE]],
  );
  const known = new Set(rows.map(({ name }) => name));
  if (!known.has(PROGRAMS)) await client.query(`CREATE ROLE ${PROGRAMS} NOLOGIN`);
  if (!known.has(ROLE)) await client.query(`CREATE ROLE ${ROLE} LOGIN IN ROLE ${PROGRAMS}`);
  // In base64url there is nothing to be quoted.
  await client.query(`ALTER ROLE ${ROLE} PASSWORD '${password}'`);
  return { user: ROLE, password };
}

async function newPassword(file: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  await keepFile(file, password, 0o600);
  return password;
}

/** A copy of the ledger in a folder of its own: `ledger.dump`, and `manifest.json`, which says what is in it. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { z } from 'zod';
import { type DossierHead, headsOf } from '../../ledger/copies.ts';
import { createPool, type Patience } from '../../ledger/database.ts';
import { unlessMissing } from '../../local/failure.ts';
import { postgresClient } from './postgres-client.ts';

const DUMP = 'ledger.dump';
const MANIFEST = 'manifest.json';
const LETTERS = 'letters';
/** A large ledger is read for as long as it takes. */
const HOUR_MS = 3_600_000;
export const UNHURRIED: Patience = { connectMs: 10_000, lockMs: HOUR_MS, statementMs: HOUR_MS };

const manifestSchema = z.object({
  at: z.string(),
  sha256: z.string(),
  migrations: z.array(z.string()),
  heads: z.array(z.object({ code: z.string(), sequence: z.number(), hash: z.string() })),
});
export type Manifest = z.output<typeof manifestSchema>;
export interface Copy {
  readonly folder: string;
  readonly dump: string;
  readonly manifest: Manifest;
}

/** Dump and heads are of the same moment. Folder and files are their owner's alone: names are in them in clear. */
export async function makeCopy(databaseUrl: string, into: string, letters: string | undefined): Promise<Copy> {
  const pool = createPool(databaseUrl, 1, () => {}, UNHURRIED);
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows } = await client.query<{ snapshot: string; at: string }>(
      'SELECT pg_export_snapshot() AS snapshot, clock_timestamp() AS at',
    );
    const { snapshot, at } = z.object({ snapshot: z.string(), at: z.string() }).parse(rows[0]);
    const heads = await headsOf(client);
    const made = await client.query<{ name: string }>('SELECT name FROM kysely_migration ORDER BY name');
    const folder = join(resolve(into), `xuncha-${at.replaceAll(/[:.]/g, '-')}`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const dump = join(folder, DUMP);
    await writeFile(dump, '', { mode: 0o600 });
    await postgresClient('pg_dump', databaseUrl, ['--format=custom', `--snapshot=${snapshot}`, `--file=${dump}`]);
    if (letters !== undefined) await copyLetters(letters, join(folder, LETTERS));
    const manifest = { at, sha256: await sha256Of(dump), migrations: made.rows.map(({ name }) => name), heads };
    // Last, so that a copy that broke off has no manifest.
    await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    return { folder, dump, manifest };
  } finally {
    client.release(true);
    await pool.end();
  }
}

async function copyLetters(from: string, to: string): Promise<void> {
  if ((await unlessMissing(stat(from))) === undefined) throw new Error(`There is no folder of letters at ${from}.`);
  await cp(from, to, { recursive: true });
}

/** The copy in a folder, or the latest one below it; its dump is as it was written. */
export async function readCopy(path: string): Promise<Copy> {
  const folder = await folderOfCopy(resolve(path));
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
  const dump = join(folder, DUMP);
  if ((await sha256Of(dump)) !== manifest.sha256)
    throw new Error(`${dump} is not what was written: it has changed since ${manifest.at}. Take another copy.`);
  return { folder, dump, manifest };
}

async function folderOfCopy(path: string): Promise<string> {
  const isCopy = async (folder: string) => (await unlessMissing(stat(join(folder, MANIFEST)))) !== undefined;
  if (await isCopy(path)) return path;
  const names = ((await unlessMissing(readdir(path))) ?? []).filter((name) => name.startsWith('xuncha-')).sort();
  for (const name of names.reverse()) if (await isCopy(join(path, name))) return join(path, name);
  throw new Error(`${path} holds no copy that is whole (one with a ${MANIFEST}).`);
}

/** Into a database that holds nothing. */
export async function restoreInto(databaseUrl: string, { dump }: Copy): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ tables: string }>(
      `SELECT count(*) AS tables FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    );
    if (Number(rows[0]?.tables) > 0)
      throw new Error('The database of DATABASE_URL is not empty: restore into a new one, and keep the old one.');
  });
  await postgresClient('pg_restore', databaseUrl, [
    '--exit-on-error',
    '--no-owner',
    '--single-transaction',
    `--dbname=${decodeURIComponent(new URL(databaseUrl).pathname.slice(1))}`,
    dump,
  ]);
}

/** With a new database beside that of the URL, which goes again afterwards. */
export async function besides<T>(databaseUrl: string, use: (url: string) => Promise<T>): Promise<T> {
  const name = `xuncha_drill_${Date.now()}`;
  await withClient(databaseUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  try {
    return await use(url.href);
  } finally {
    await withClient(databaseUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  }
}

async function withClient<T>(databaseUrl: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Where a restored ledger does not stand as the manifest says. */
export function differingHeads(manifest: Manifest, restored: readonly DossierHead[]): string[] {
  const said = (heads: readonly DossierHead[]) =>
    heads.map(({ code, sequence, hash }) => `${code} ${sequence} ${hash}`);
  const [expected, found] = [said(manifest.heads), said(restored)];
  return [
    ...expected.filter((head) => !found.includes(head)).map((head) => `the copy should have ${head}`),
    ...found.filter((head) => !expected.includes(head)).map((head) => `the copy has ${head}`),
  ];
}

/** Copies of the ledger: made of one moment, tried beside, brought back; what was lost is named by dossier and sequence. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { verifyLedger } from '../../ledger/verify.ts';
import { type ApiHarness, openApi } from '../api/harness.ts';

const run = promisify(execFile);
const inRepository = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let harness: ApiHarness;
let folder = '';
let databaseUrl = '';
let all = '';
let code = '';
beforeAll(async () => {
  harness = await openApi();
  folder = await mkdtemp(join(tmpdir(), 'xuncha-copies-'));
  all = join(folder, 'copies');
  databaseUrl = z.string().parse(harness.pool.options.connectionString);
  const round = harness.round();
  code = round.code;
  await round.plan();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await harness.close();
});

const keys = `test:${Buffer.alloc(32, 9).toString('base64')}`;
async function script(name: string, more: readonly string[], environment: Record<string, string> = {}) {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, DATABASE_URL: databaseUrl, CONTENT_KEYS: keys, ...environment };
  const program = ['--import', 'tsx', inRepository(`scripts/${name}.ts`), ...more];
  const fails = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() });
  return run(process.execPath, program, { cwd: inRepository(''), env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => fails.parse(error),
  );
}
const databases = async () =>
  (await harness.pool.query<{ datname: string }>('SELECT datname FROM pg_database')).rows.map(({ datname }) => datname);
const copies = () => readdir(all);

test('a copy is its owner’s alone, holds no key, and is tried: verified, its texts opened, nothing lost', async () => {
  const made = await script('backup', [all]);
  expect(made).toMatchObject({ code: 0, stderr: '' });
  const [name = ''] = await copies();
  const copy = join(all, name);
  expect((await stat(copy)).mode & 0o777).toBe(0o700);
  for (const file of await readdir(copy)) expect((await stat(join(copy, file))).mode & 0o777, file).toBe(0o600);
  expect((await readFile(join(copy, 'ledger.dump'))).includes(keys.split(':')[1] ?? '')).toBe(false);

  const drill = await script('restore-drill', [all]);
  expect(drill).toMatchObject({ code: 0, stderr: '' });
  expect(drill.stdout).toContain('Every text was opened.');
  expect(drill.stdout).toContain('Nothing has happened since the copy');
  expect(drill.stdout).toContain('The copy is good.');
  expect((await databases()).filter((each) => each.startsWith('xuncha_drill'))).toEqual([]);
});

test('what has happened since is named by dossier and sequence', async () => {
  const { rows } = await harness.pool.query<{ sequence: number }>('SELECT sequence FROM rounds WHERE code = $1', [
    code,
  ]);
  const kept = rows[0]?.sequence ?? 0;
  await harness.act(code, 'approve-round', harness.office.secretary, { decision: '青安发〔2026〕1号' });
  const second = harness.round();
  await second.plan();
  const drill = await script('restore-drill', [all]);
  expect(drill.code).toBe(0);
  expect(drill.stdout).toMatch(/Restoring it would lose \d+ events of 2 dossiers:/);
  expect(drill.stdout).toContain(`  ${code}: ${kept + 1} to `);
  expect(drill.stdout).toMatch(new RegExp(`    ${kept + 1}  RoundApproved  2`));
  expect(drill.stdout).toContain(`  ${second.code}: 1 to `);
});

test('a ledger that was changed below the copy is not taken for one that went on', async () => {
  const client = await harness.pool.connect();
  try {
    await client.query('SET session_replication_role = replica');
    await client.query(`UPDATE events SET hash = repeat('0', 64) WHERE round = $1 AND sequence = 1`, [code]);
    const drill = await script('restore-drill', [all]);
    expect(drill.code).toBe(1);
    expect(drill.stdout).toContain(`✗ ${code}: up to 1 the ledger is not what the copy says`);
  } finally {
    const [first] = (await client.query<{ hash: string }>('SELECT hash FROM events WHERE hash = repeat($1, 64)', ['0']))
      .rows;
    expect(first).toBeDefined();
    client.release(true);
  }
});

test('a copy is brought back into an empty database, and into no other one', async () => {
  expect(await script('restore', [all])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is not empty: restore into a new one'),
  });
  const name = `restored_${Date.now()}`;
  await harness.pool.query(`CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(databaseUrl), { pathname: `/${name}` }).href;
  const back = await script('restore', [all], { DATABASE_URL: url });
  expect(back).toMatchObject({ code: 0, stderr: '' });
  const verified = await script('verify-ledger', ['--texts'], { DATABASE_URL: url });
  expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('The ledger is whole: 1 round') });
});

test('a copy that has changed, or broke off, is none', async () => {
  const [name = ''] = await copies();
  const dump = join(all, name, 'ledger.dump');
  const whole = await readFile(dump);
  await writeFile(dump, Buffer.concat([whole.subarray(0, -1), Buffer.from([whole.at(-1) === 0 ? 1 : 0])]));
  expect(await script('restore-drill', [all])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is not what was written'),
  });
  await rm(join(all, name, 'manifest.json'));
  expect(await script('restore-drill', [all])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('holds no copy that is whole'),
  });
});

test('the password goes to PostgreSQL’s programs by their environment, not as an argument', async () => {
  const fake = join(folder, 'pg_dump');
  await writeFile(fake, '#!/bin/sh\necho "$@" > "$0.args"\necho "$PGPASSWORD" > "$0.env"\nexit 3\n');
  await chmod(fake, 0o755);
  const { code: ended } = await script('backup', [join(folder, 'elsewhere')], { PG_BIN: folder });
  const { password } = new URL(databaseUrl);
  expect(ended).toBe(1);
  expect(await readFile(`${fake}.args`, 'utf8')).not.toContain(password);
  expect((await readFile(`${fake}.env`, 'utf8')).trim()).toBe(decodeURIComponent(password));
  expect(await script('backup', [join(folder, 'elsewhere')], { PG_BIN: '/nowhere' })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('pg_dump was not found'),
  });
});

test('verify-ledger notes when it ran', async () => {
  await script('verify-ledger', []);
  const { rows } = await harness.pool.query<{ events: number }>('SELECT events FROM verifications');
  expect(rows).toHaveLength(1);
  expect(rows[0]?.events).toBe((await verifyLedger(harness.pool)).events);
});

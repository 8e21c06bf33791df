/** `npm run found` and `npm run confirm`, as the operator types them. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type ApiHarness, openApi } from './harness.ts';

let harness: ApiHarness;
let database: string;
beforeAll(async () => {
  harness = await openApi({ registry: 'EMPTY' });
  database = harness.pool.options.connectionString ?? '';
});
afterAll(() => harness.close());

async function typed(script: string, ...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...args], {
    env: { ...process.env, DATABASE_URL: database },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((exit) => child.once('exit', exit));
  const [said, complained, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { code, said: said + complained };
}

test('a registry is founded once, and then its entries are confirmed by the operator where nobody else can', async () => {
  const { office } = harness;
  const file = join(inject('servers').directory, `registry-${office.committee}.json`);
  const broken = join(inject('servers').directory, `broken-${office.committee}.json`);
  await writeFile(file, JSON.stringify(office.registry));
  await writeFile(broken, JSON.stringify({ ...office.registry, committees: [] }));

  expect(await typed('found')).toMatchObject({ code: 1, said: expect.stringContaining('Say which document') });
  const refused = await typed('found', broken);
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('Nothing was taken') });
  expect(refused.said).toContain(`there is no committee ${office.committee}`);
  expect(await typed('found', file)).toMatchObject({ code: 0, said: expect.stringMatching(/^Founded: \d+ records/) });
  expect(await typed('found', file)).toMatchObject({ code: 1, said: expect.stringContaining('founded already') });
  expect(await typed('found', file, '--add')).toMatchObject({
    code: 1,
    said: expect.stringContaining('is known already'),
  });

  const upper = `${office.committee}-UP`;
  const post = { person: office.upperOffice, post: 'LG_LEADER', committee: upper, from: '2020-01-01' };
  const own = { person: office.inspectors[0], post: 'LG_DEPUTY', committee: office.committee, from: '2020-01-01' };
  const entryOf = async (actor: string, entered: object) => {
    const { body } = await harness.ask('PUT', '/registry', { actor, body: { posts: [entered] } });
    const [waiting]: unknown[] = Array.isArray(body['awaiting']) ? body['awaiting'] : [];
    return typeof waiting === 'object' && waiting !== null && 'entry' in waiting ? String(waiting.entry) : '';
  };
  const [operators, others] = [await entryOf(office.upperOffice, post), await entryOf(office.staff, own)];
  const document = ['--document', '市委〔2026〕12号'];
  expect(await typed('confirm', operators)).toMatchObject({
    code: 1,
    said: expect.stringContaining('by which document'),
  });
  expect(await typed('confirm', others, ...document)).toMatchObject({
    code: 1,
    said: expect.stringContaining('others can confirm it'),
  });
  expect(await typed('confirm', operators, ...document)).toMatchObject({
    code: 0,
    said: expect.stringContaining('in effect'),
  });
  expect(await typed('confirm', operators, ...document)).toMatchObject({ code: 0 });
  expect(await typed('confirm', 'E-9999', ...document)).toMatchObject({
    code: 1,
    said: expect.stringContaining('no such entry'),
  });
});

/** First steps in a registry of one's own: what is printed for somebody of the office works as it stands. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundExamples } from '../../local/example-registry.ts';
import { inOwnRegistry } from '../../scripts/tools/own-registry.ts';
import { type ApiHarness, openApi } from './harness.ts';

let desk: ApiHarness;
beforeAll(async () => {
  desk = await openApi();
});
afterAll(() => desk.close());

test('the examples are not put into it', async () => {
  expect(await foundExamples(desk.api, undefined)).toBe(false);
});

test('without a person it says what to add', async () => {
  expect(await inOwnRegistry(desk.url, undefined)).toContain('npm run first-round -- <person’s code>');
});

test('for somebody of the office it prints calls that are taken', async () => {
  const printed = await inOwnRegistry(desk.url, desk.office.staff);
  const calls = [...printed.matchAll(/-X (\w+) '([^']+)' -H 'X-Actor: ([^']+)'(?: \\\n\s+-H '[^']+' -d '([^']+)')?/g)];
  const statuses = [];
  for (const [, method = '', url = '', actor, raw] of calls)
    statuses.push((await desk.ask(method, url.slice(desk.url.length), { actor, ...(raw ? { raw } : {}) })).status);
  expect(statuses).toEqual([201, 200, 200]);
});

test.each(['P-NOBODY-1', 'an inspector'])('%s is told who could', async (person) => {
  const actor = person === 'an inspector' ? desk.office.inspectors[0] : person;
  await expect(inOwnRegistry(desk.url, actor)).rejects.toThrow('holds no post in an inspection office');
});

/** The log of the API: which call failed, without what its caller has typed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiHarness, openApi } from './harness.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi();
});
afterAll(() => harness.close());

test('of an address the codes are logged, and nothing that could be a name', async () => {
  const actor = harness.office.director;
  await harness.ask('GET', `/rounds/${encodeURIComponent('张三')}/duties?cursor=${encodeURIComponent('李四')}`, {
    actor,
  });
  await harness.ask('GET', '/rounds/R-2026-77/duties', { actor });
  const log = harness.logged.join('');
  expect(log).toContain('/rounds/R-2026-77/duties');
  expect(log).toContain('"path":"/rounds/…/duties"');
  for (const name of ['张三', '李四']) {
    expect(log).not.toContain(name);
    expect(log).not.toContain(encodeURIComponent(name));
  }
});

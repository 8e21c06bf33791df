/** Who is calling: everything but health is closed to those whom the registry does not know. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identifyBy } from '../../api/identify.ts';
import { aRoundThatIs, type ApiHarness, openApi } from './harness.ts';

let harness: ApiHarness;
let code: string;
beforeAll(async () => {
  harness = await openApi();
  ({ code } = await aRoundThatIs(harness, 'planned'));
});
afterAll(() => harness.close());

const routes = [
  ['GET', '/registry/committees'],
  ['GET', '/registry/people'],
  ['PUT', '/registry'],
  ['GET', '/rounds'],
  ['POST', '/rounds'],
  ['GET', '/rounds/{round}'],
  ['GET', '/rounds/{round}/duties'],
  ['GET', '/rounds/{round}/letters'],
  ['GET', '/rounds/{round}/findings'],
  ['GET', '/rounds/{round}/transfers'],
  ['GET', '/rounds/{round}/events'],
  ['GET', '/rounds/{round}/actions'],
  ['POST', '/rounds/{round}/actions/approve-round'],
  ['POST', '/rounds/{round}/actions/no-such-action'],
  ['POST', '/rounds/{round}/advance'],
  ['GET', '/duties'],
  ['GET', '/contents/R-1/k/1'],
  ['GET', '/no-such-page'],
] as const;

describe.each(routes)('%s %s', (method, path) => {
  const ask = (actor: string | undefined) =>
    harness.ask(method, path.replace('{round}', code), { actor, ...(method === 'GET' ? {} : { body: {} }) });

  test.each([
    ['without a caller', undefined],
    ['from somebody whom nobody knows', 'P-NOBODY'],
    ['from something that is no code', 'Zhang San'],
    ['from an empty name', ''],
    ['from a committee', 'C-1'],
    ['from the mailroom', 'post'],
    ['from a code with a quote in it', "P-1' OR 1=1"],
  ])('%s is 401', async (_who, actor) => {
    const answer = await ask(actor);
    expect(answer).toMatchObject({
      status: 401,
      type: expect.stringContaining('application/problem+json'),
      body: { status: 401, title: expect.any(String), detail: expect.stringMatching(/\p{Script=Han}/u) },
    });
  });

  test('from a known person is anything else', async () => {
    expect((await ask(harness.office.director)).status).not.toBe(401);
  });
});

test('health answers everybody', async () => {
  expect(await harness.ask('GET', '/health')).toMatchObject({ status: 200, body: { up: true, missing: [] } });
});

test('health says what is missing', async () => {
  harness.temporal = 'AWAY';
  try {
    expect(await harness.ask('GET', '/health')).toMatchObject({
      status: 503,
      body: { up: false, missing: ['Temporal'] },
    });
  } finally {
    harness.temporal = 'UP';
  }
});

test('where no sign-in is set up nobody is known', async () => {
  const closed = await openApi({ registry: 'EMPTY', identify: identifyBy({ development: false }) });
  try {
    for (const [method, path] of routes) {
      const asked = { actor: harness.office.director, ...(method === 'GET' ? {} : { body: {} }) };
      expect((await closed.ask(method, path, asked)).status).toBe(401);
    }
    expect((await closed.ask('GET', '/health')).status).toBe(200);
  } finally {
    await closed.close();
  }
});

test('somebody who joins the registry later is known from then on', async () => {
  expect((await harness.ask('GET', '/rounds', { actor: 'P-LATER' })).status).toBe(401);
  await harness.ask('PUT', '/registry', {
    actor: harness.office.director,
    body: { people: [{ code: 'P-LATER', name: '后来' }] },
  });
  expect((await harness.ask('GET', '/rounds', { actor: 'P-LATER' })).status).toBe(200);
});

test.each([
  '/%E0%A4%A',
  '/rounds/%E0%A4%A',
  '/rounds/%00',
  '/contents/%00',
  '/rounds?cursor=%00',
  '/registry/people?cursor=%00',
])('%s is the caller’s mistake, not the program’s', async (path) => {
  const { status } = await harness.ask('GET', path, { actor: harness.office.director });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
});

test('no answer tells what runs here, and every answer forbids sniffing', async () => {
  const { headers } = await harness.ask('GET', '/rounds', { actor: harness.office.director });
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

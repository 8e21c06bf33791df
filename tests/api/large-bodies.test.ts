/** One request of the largest size, of nothing that a schema knows, on every route: refused at once, and in few words. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiDescription } from '../../api/description/document.ts';
import { commandNames } from '../../contracts/requests/index.ts';
import { type ApiHarness, openApi } from './harness.ts';

const LARGEST = 1024 * 1024 - 100;
/** Of the processor, for the request and its answer: the clock on the wall goes on for other programs too. */
const WITHIN_MS = 1_000;
const MOST_BYTES = 16 * 1024;

let desk: ApiHarness;
beforeAll(async () => {
  desk = await openApi();
});
afterAll(() => desk.close());

/** So many of a part, separated by commas, as the largest body holds. */
function repeated(part: (n: number) => string): string {
  const parts: string[] = [];
  for (let bytes = 0, n = 0; ; n++) {
    const next = part(n);
    bytes += Buffer.byteLength(next) + 1;
    if (bytes > LARGEST) return parts.join(',');
    parts.push(next);
  }
}

const bodies = {
  'unknown keys': `{${repeated((n) => `"k${n}":1`)}}`,
  'one key as long as the body': `{"${'k'.repeat(LARGEST - 10)}":1}`,
  'empty items': `[${repeated(() => '{}')}]`,
};
const paths = Object.entries(apiDescription().paths ?? {});
const filled = (path: string) =>
  path
    .replace('{committee}', desk.office.committee)
    .replace('{person}', desk.office.director)
    .replaceAll(/\{\w+\}/g, 'R-2099-A1');

async function answerTo(method: string, path: string, body?: string) {
  const before = process.cpuUsage();
  const response = await fetch(`${desk.url}${path}`, {
    method,
    headers: { 'X-Actor': desk.office.director, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const { user, system } = process.cpuUsage(before);
  const tookMs = (user + system) / 1_000;
  return { status: response.status, tookMs, bytes: Buffer.byteLength(text), body: JSON.parse(text) };
}

function expectSmall(answer: Awaited<ReturnType<typeof answerTo>>, what: string): void {
  expect(answer.status, what).toBe(422);
  expect(answer.tookMs, what).toBeLessThan(WITHIN_MS);
  expect(answer.bytes, what).toBeLessThan(MOST_BYTES);
}

/** Every route that takes a body. */
const writing = paths.flatMap(([path, { post, put }]) => [
  ...(post ? [['POST', path] as const] : []),
  ...(put ? [['PUT', path] as const] : []),
]);
/** All acts of a round have one handler, and so have those of a committee. */
const handlers = writing.filter(([, path]) => !/\/actions\/(?!mobilise$|record-study$)/.test(path));

async function sweep(routes: typeof writing, body: string): Promise<void> {
  for (const [method, path] of routes) {
    const answer = await answerTo(method, filled(path), body);
    expectSmall(answer, `${method} ${path}`);
    expect(answer.body.count, path).toBeGreaterThan(0);
    expect(answer.body.errors.length, path).toBeLessThanOrEqual(20);
  }
}

test('1 MB of unknown keys is refused on every route', async () => {
  expect(writing.length).toBeGreaterThan(commandNames.length);
  await sweep(writing, bodies['unknown keys']);
}, 120_000);

test.each(['one key as long as the body', 'empty items'] as const)(
  '1 MB of %s is refused by every handler',
  async (kind) => {
    expect(handlers.length).toBeGreaterThan(5);
    await sweep(handlers, bodies[kind]);
  },
);

test('a thousand unknown keys are counted, and twenty of them named in fixed words', async () => {
  const body = JSON.stringify(Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`k${n}`, 1])));
  const { body: answer } = await answerTo('POST', '/rounds/R-2099-A1/actions/mobilise', body);
  expect(answer.count).toBeGreaterThanOrEqual(1_000);
  expect(answer.errors).toHaveLength(20);
  expect(answer.errors.at(-1)).toEqual({
    pointer: expect.stringMatching(/^\/k\d+$/),
    detail: 'There is no such field（没有这一项）',
  });
});

test('what is too much is answered as too much', async () => {
  for (const [body, detail] of [
    [bodies['unknown keys'], 'too many fields: at most 1000'],
    [bodies['empty items'], 'too many items: at most 50000'],
    [`{"scores":${'['.repeat(30)}${']'.repeat(30)}}`, 'nested too deeply: at most 20 levels'],
  ] as const) {
    const { body: answer } = await answerTo('POST', '/rounds/R-2099-A1/actions/mobilise', body);
    expect(answer).toMatchObject({ count: 1, errors: [{ detail: expect.stringContaining(detail) }] });
  }
});

test('a registry document of bad entries, within all limits, is refused as fast', async () => {
  for (const part of ['committees', 'organisations', 'people', 'posts']) {
    const most = part === 'committees' ? 5_000 : 19_000;
    for (const item of ['{}', '{"a":1,"b":1}', '1', '{"code":"O-1","name":1,"ties":[{}],"pools":[1,1]}']) {
      const body = `{"${part}":[${Array.from({ length: most }, () => item).join(',')}]}`;
      if (body.length > LARGEST) continue;
      expectSmall(await answerTo('PUT', '/registry', body), `${part}: ${item}`);
    }
  }
});

test('references to what nobody knows are counted, and twenty named', async () => {
  const people = Array.from({ length: 10_000 }, (_, n) => ({ code: 'P-SAME', name: `某${n}` }));
  const answer = await answerTo('PUT', '/registry', JSON.stringify({ people }));
  expectSmall(answer, 'people');
  expect(answer.body).toMatchObject({ count: 9_999, errors: { length: 20 } });
});

test('a query of the longest kind is refused on every list', async () => {
  const query = Array.from({ length: 900 }, (_, n) => `k${n}=${'v'.repeat(8)}`).join('&');
  for (const path of ['/rounds', '/duties', '/registry/people', `/committees/${desk.office.committee}/duties`])
    expectSmall(await answerTo('GET', `${path}?${query}`), path);
});

describe('what is not text', () => {
  const asked = (body: string | Uint8Array<ArrayBuffer>) =>
    fetch(`${desk.url}/registry`, {
      method: 'PUT',
      headers: { 'X-Actor': desk.office.director, 'Content-Type': 'application/json' },
      body,
    });

  test.each(['\\ud842', '\\udc00', '\\u0000'])('%s is refused at its field', async (escape) => {
    const response = await asked(`{"people":[{"code":"P-1","name":"甲"},{"code":"P-2","name":"乙${escape}"}]}`);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ count: 1, errors: [{ pointer: '/people/1/name' }] });
  });

  test('a pair of surrogates is a character like any other', async () => {
    const person = { code: desk.office.director, name: '\u{20BB7}' };
    expect((await asked(JSON.stringify({ people: [person] }))).status).toBe(200);
  });

  test('a body in another encoding is 400', async () => {
    const gbk = Uint8Array.from([
      ...Buffer.from('{"people":[{"code":"P-1","name":"'),
      0xd5,
      0xfb,
      ...Buffer.from('"}]}'),
    ]);
    const response = await asked(gbk);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ title: 'The body is not UTF-8' });
  });
});

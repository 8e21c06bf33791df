/** How much one caller may ask: nobody else waits for it, and nothing is done beyond it (D18). */
import { afterEach, describe, expect, test } from 'vitest';
import { developmentEdge } from '../../api/edge.ts';
import { createProvider } from '../../api/sign-in/provider.ts';
import { type ApiHarness, openApi } from './harness.ts';

const limits = { reads: 5, acts: 3, signIns: 2 };

describe('limits per person and route', () => {
  let api: ApiHarness;
  afterEach(() => api.close());
  const open = async (proxies: readonly string[] = []) => {
    api = await openApi({ edge: { ...developmentEdge, proxies, limits } });
  };
  const plan = (actor: string) => api.ask('POST', '/rounds', { actor, body: {} });
  const statuses = async (asked: readonly Promise<{ status: number }>[]) =>
    (await Promise.all(asked)).map(({ status }) => status).sort((a, b) => a - b);

  test('the fourth act of a minute is refused, with the time to wait, in both languages; another person goes on', async () => {
    await open();
    const { director, secretary } = api.office;
    expect(await statuses([plan(director), plan(director), plan(director)])).toEqual([422, 422, 422]);
    const refused = await plan(director);
    expect(refused).toMatchObject({
      status: 429,
      type: 'application/problem+json; charset=utf-8',
      body: { type: '/problems/too-many', detail: expect.stringMatching(/请在 \d+ 秒后继续/) },
    });
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await plan(secretary)).status).toBe(422);
  });

  test('another address has a share of its own; codes in an address give no further one', async () => {
    await open();
    const { director } = api.office;
    const read = (path: string) => api.ask('GET', path, { actor: director });
    const codes = ['R-1', 'R-2', 'R-3', 'R-4', 'R-5', 'R-6'];
    expect(await statuses(codes.map((code) => read(`/rounds/${code}`)))).toEqual([404, 404, 404, 404, 404, 429]);
    expect((await read('/rounds')).status).toBe(200);
    expect((await read('/no/such/page')).status).toBe(404);
  });

  test('what is refused writes nothing', async () => {
    await open();
    const { director } = api.office;
    await statuses([plan(director), plan(director), plan(director)]);
    const before = await api.pool.query('SELECT count(*) FROM contents');
    const body = { code: 'R-LATE', title: '第一轮巡察' };
    expect((await api.ask('POST', '/rounds', { actor: director, body })).status).toBe(429);
    expect((await api.pool.query('SELECT count(*) FROM contents')).rows).toEqual(before.rows);
  });
});

describe('limits before anybody is known', () => {
  let api: ApiHarness;
  afterEach(() => api.close());
  const open = async (proxies: readonly string[]) => {
    const provider = createProvider({
      issuer: 'http://127.0.0.1:1',
      clientId: 'xuncha',
      clientSecret: undefined,
      personClaim: 'sub',
      publicUrl: 'https://xuncha.example',
      isLocal: false,
    });
    api = await openApi({ provider, edge: { ...developmentEdge, proxies, limits } });
  };
  const comeBack = async (from: string) =>
    (await api.ask('GET', '/sign-in/callback', { headers: { 'X-Forwarded-For': from } })).status;

  test('an address signs in so often in a minute; behind a declared proxy it is the caller’s', async () => {
    await open(['127.0.0.1']);
    expect([await comeBack('192.0.2.1'), await comeBack('192.0.2.1')]).not.toContain(429);
    expect(await comeBack('192.0.2.1')).toBe(429);
    expect(await comeBack('192.0.2.2')).not.toBe(429);
  });

  test('what nobody declared is not believed: whoever names other addresses stays the same caller', async () => {
    await open([]);
    expect([await comeBack('192.0.2.1'), await comeBack('192.0.2.2')]).not.toContain(429);
    expect(await comeBack('192.0.2.3')).toBe(429);
  });
});

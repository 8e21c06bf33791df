/** T-1: a browser signs in at the provider that development brings, by the path of production. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createProvider, type Provider } from '../../api/sign-in/provider.ts';
import { type IdentityProvider, startIdentityProvider } from '../../local/identity-provider.ts';
import { peopleToPick } from '../../local/people-to-pick.ts';
import { freePort } from '../../local/ports.ts';
import { aBrowser, type Browser } from '../support/browser.ts';
import { register } from '../support/registry.ts';
import { aRoundThatIs, type ApiHarness, openApi } from './harness.ts';

const nothing = () => {};
const client = { id: 'xuncha', secret: 'a-secret-of-the-test' };

let api: ApiHarness;
let provider: Provider;
let house: IdentityProvider;
let oidcPort: number;
let picking: ReturnType<typeof peopleToPick>;
let browser: Browser;

const startHouse = () =>
  startIdentityProvider({
    port: oidcPort,
    people: (words) => picking.people(words),
    client: { ...client, publicUrl: provider.publicUrl },
    say: nothing,
  });

beforeAll(async () => {
  const port = await freePort();
  oidcPort = await freePort();
  provider = createProvider({
    issuer: `http://127.0.0.1:${oidcPort}`,
    clientId: client.id,
    clientSecret: client.secret,
    personClaim: 'sub',
    publicUrl: `http://127.0.0.1:${port}`,
    isLocal: true,
  });
  api = await openApi({ provider, port });
  const { connectionString } = api.pool.options;
  picking = peopleToPick(connectionString ?? '', nothing);
  await register(api.pool, {
    people: [
      { code: 'P-SUB', name: '周五', signIn: 'subject-5' },
      { code: 'P-SVC', name: '程序', kind: 'SERVICE' },
    ],
  });
  house = await startHouse();
});
afterAll(async () => {
  await house.stop();
  await picking.stop();
  await api.close();
});
beforeEach(() => {
  browser = aBrowser(api.url);
});

const duties = async () => (await browser.get('/duties')).status;
const session = () => api.pool.query('SELECT * FROM sessions');

describe('signing in', () => {
  test('lists the people in Chinese, and ends where it was begun for', async () => {
    const page = await browser.get('/sign-in?return=/duties');
    expect(page.text).toContain('请选择登录人员');
    expect(page.text).toContain('周五');
    expect(page.text).not.toContain('程序');
    const arrived = await browser.pick(page, 'subject-5');
    expect(arrived).toMatchObject({ status: 200, url: `${api.url}/duties` });
    expect(await duties()).toBe(200);
  });

  test('finds people by their words', async () => {
    const page = await browser.get('/sign-in');
    const found = await browser.get(`${page.url}?words=周五`);
    expect(found.text).toContain('P-SUB');
    expect(found.text).not.toContain(api.office.director);
  });

  test('leaves an id in the browser alone, in a cookie that no script reads and no foreign page sends', async () => {
    const before = (await session()).rows.length;
    await browser.signIn(api.office.director);
    const cookie = browser.setCookies.find((line) => line.startsWith('xuncha-') && !line.includes('begun'));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const { rows } = await session();
    expect(rows).toHaveLength(before + 1);
    expect(JSON.stringify(rows)).not.toContain(browser.sessionId());
  });

  test('again has another id, and the one before is nobody’s', async () => {
    await browser.signIn(api.office.director);
    const old = browser.sessionId();
    await browser.signIn(api.office.director, '/sign-in?again=true');
    expect(browser.sessionId()).not.toBe(old);
    expect((await browser.withSession(old).get('/duties')).status).toBe(401);
    expect(await duties()).toBe(200);
  });

  test('of somebody whom the registry does not know is refused', async () => {
    expect(await browser.signIn('subject-9')).toMatchObject({ status: 401 });
    expect(await duties()).toBe(401);
  });

  test('of a service is refused, and leaves no session', async () => {
    const before = (await session()).rows.length;
    expect(await browser.signIn('P-SVC')).toMatchObject({ status: 403, text: expect.stringContaining('程序账号') });
    expect((await session()).rows).toHaveLength(before);
    expect(await duties()).toBe(401);
  });

  test('of somebody suspended is refused', async () => {
    const set = (data: string) => api.pool.query(`UPDATE people SET data = ${data} WHERE code = 'P-SUB'`);
    await set(`data || '{"suspended": true}'`);
    expect(await browser.signIn('subject-5')).toMatchObject({ status: 403 });
    await set(`data - 'suspended'`);
    expect(await browser.signIn('subject-5')).not.toMatchObject({ status: 403 });
  });

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'docs'])(
    'does not end at %s',
    async (place) => {
      expect((await browser.get(`/sign-in?return=${encodeURIComponent(place)}`)).status).toBe(422);
    },
  );

  test('while the provider is away is 503', async () => {
    const lonely = await openApi({
      registry: 'EMPTY',
      provider: createProvider({ ...provider, issuer: `http://127.0.0.1:${await freePort()}` }),
    });
    try {
      expect((await lonely.ask('GET', '/sign-in')).status).toBe(503);
    } finally {
      await lonely.close();
    }
  });
});

describe('what comes back', () => {
  /** As far as the program, which has not seen it yet. */
  const comingBack = async (to = browser) => {
    const page = await to.get('/sign-in');
    return to.pickUntil(page, api.office.director, '/sign-in/callback');
  };

  test('is taken once', async () => {
    const address = await comingBack();
    const kept = browser.copy();
    expect((await browser.get(address)).status).toBe(200);
    expect(await kept.get(address)).toMatchObject({ status: 401, text: expect.stringContaining('/sign-in') });
  });

  test('by a code that was used is refused, though the sign-in is another', async () => {
    const address = new URL(await comingBack());
    await browser.get(address.href);
    const other = aBrowser(api.url);
    const next = new URL(await comingBack(other));
    next.searchParams.set('code', address.searchParams.get('code') ?? '');
    expect((await other.get(next.href)).status).toBe(401);
  });

  test('with another state is refused', async () => {
    const address = new URL(await comingBack());
    address.searchParams.set('state', 'another');
    expect((await browser.get(address.href)).status).toBe(401);
  });

  test('with another nonce is refused', async () => {
    const address = await comingBack();
    await api.pool.query(`UPDATE sign_ins SET nonce = 'another'`);
    expect((await browser.get(address)).status).toBe(401);
  });

  test('without the proof of who began it is refused', async () => {
    const address = await comingBack();
    await api.pool.query('UPDATE sign_ins SET verifier = $1', ['v'.repeat(43)]);
    expect((await browser.get(address)).status).toBe(401);
  });

  test('in another browser is refused', async () => {
    expect((await aBrowser(api.url).get(await comingBack())).status).toBe(401);
  });

  test('after ten minutes is refused', async () => {
    const address = await comingBack();
    await api.pool.query(`UPDATE sign_ins SET begun_at = now() - interval '11 minutes'`);
    expect((await browser.get(address)).status).toBe(401);
  });
});

describe('a session', () => {
  const change = (what: string) => api.pool.query(`UPDATE sessions SET ${what}`);
  beforeEach(async () => {
    await browser.signIn(api.office.director);
  });

  test.each([
    ['has gone unused for 30 minutes', `used_at = now() - interval '31 minutes'`],
    ['is 12 hours old', `begun_at = now() - interval '721 minutes'`],
  ])('ends when it %s', async (_when, what) => {
    await change(what);
    expect(await duties()).toBe(401);
    await change(`used_at = now(), begun_at = now()`);
    expect(await duties()).toBe(401);
  });

  test('goes on by being used, and writes that once a minute at most', async () => {
    const usedAt = async () => (await api.pool.query('SELECT max(used_at) AS at FROM sessions')).rows;
    const before = await usedAt();
    expect(await duties()).toBe(200);
    expect(await usedAt()).toEqual(before);
    await change(`used_at = now() - interval '20 minutes'`);
    const aged = await usedAt();
    expect(await duties()).toBe(200);
    expect(await usedAt()).not.toEqual(aged);
  });

  test.each(['suspended', 'revoked'])('ends for good when the person is %s', async (how) => {
    const set = (data: string) =>
      api.pool.query(`UPDATE people SET data = ${data} WHERE code = $1`, [api.office.director]);
    await set(`data || '{"${how}": true}'`);
    expect(await duties()).toBe(401);
    await set(`data - '${how}'`);
    expect(await duties()).toBe(401);
  });

  test('ends with the last post, and not for whoever had none', async () => {
    const other = aBrowser(api.url);
    await other.signIn('subject-5');
    await api.pool.query(`UPDATE posts SET known_to = now() WHERE person = $1 AND known_to IS NULL`, [
      api.office.director,
    ]);
    expect(await duties()).toBe(401);
    expect((await other.get('/duties')).status).toBe(200);
    await api.pool.query(
      `INSERT INTO posts (person, post, place, "from", "to", sequence, data)
       SELECT person, post, place, "from", "to", sequence + 100000, data FROM posts WHERE person = $1`,
      [api.office.director],
    );
  });

  test('ends at sign-out, the provider’s too', async () => {
    const kept = browser.copy();
    const answer = await browser.post('/sign-out', {}, { Origin: api.url });
    expect(answer.url).toContain(`:${oidcPort}/session/end`);
    expect(answer.text).toContain('退出登录');
    expect(await duties()).toBe(401);
    expect((await kept.get('/duties')).status).toBe(401);
  });

  test.each([
    ['no Origin', {}],
    ['a foreign Origin', { Origin: 'https://evil.example' }],
    ['the Origin of another port', { Origin: 'http://127.0.0.1:1' }],
    ['no Origin that it tells', { Origin: 'null' }],
  ])('changes nothing by a request with %s', async (_what, headers) => {
    const { code } = await aRoundThatIs(api, 'planned');
    const before = await api.standing(code);
    for (const path of [`/rounds/${code}/actions/reject-round`, '/sign-out', '/registry/entries/E-1/confirm'])
      expect((await browser.post(path, {}, headers)).status).toBe(403);
    expect(await api.standing(code)).toEqual(before);
    expect(await duties()).toBe(200);
  });

  test.each(['cross-site', 'same-site', 'none'])('changes nothing by a %s request', async (site) => {
    const answer = await browser.post('/sign-out', {}, { Origin: api.url, 'Sec-Fetch-Site': site });
    expect(answer.status).toBe(403);
  });

  test('signs what is asked from our own page, for ten minutes', async () => {
    const { code } = await aRoundThatIs(api, 'planned');
    await browser.signIn(api.office.secretary, '/sign-in?again=true');
    const approve = () =>
      browser.post(
        `/rounds/${code}/actions/approve-round`,
        { decision: '示例〔2026〕1号' },
        {
          Origin: api.url,
          'Sec-Fetch-Site': 'same-origin',
        },
      );
    await change(`signed_in_at = now() - interval '11 minutes'`);
    const refused = await approve();
    expect(refused.status).toBe(401);
    expect(refused.text).toContain(`${api.url}/sign-in?again=true`);
    expect(await browser.signIn(api.office.secretary, '/sign-in?again=true')).toMatchObject({ status: 200 });
    expect(await approve()).toMatchObject({ status: 200 });
  });
});

test('a provider with new keys is believed', async () => {
  await browser.signIn(api.office.director);
  await house.stop();
  house = await startHouse();
  const other = aBrowser(api.url);
  await other.signIn(api.office.secretary);
  expect((await other.get('/duties')).status).toBe(200);
});

test('the provider answers by its own name alone', async () => {
  const headers = { Host: 'evil.example' };
  expect(await browser.statusByName(`http://127.0.0.1:${oidcPort}/.well-known/openid-configuration`, headers)).toBe(
    421,
  );
});

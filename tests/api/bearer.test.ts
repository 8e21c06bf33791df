/** T-1: programs show an access token of the house's provider; `X-Actor` is for this machine, in development. */
import { request as httpRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identifyBy } from '../../api/identify.ts';
import { createProvider } from '../../api/sign-in/provider.ts';
import { readSettings, shownSettings } from '../../settings.ts';
import { CLIENT, type Issuer, startIssuer } from '../support/issuer.ts';
import { register } from '../support/registry.ts';
import { type ApiHarness, openApi } from './harness.ts';

let issuer: Issuer;
let house: ApiHarness;
let local: ApiHarness;

const houseOf = (isLocal: boolean) =>
  createProvider({
    issuer: issuer.url,
    clientId: CLIENT,
    clientSecret: undefined,
    personClaim: 'sub',
    publicUrl: 'https://xuncha.example',
    isLocal,
  });

beforeAll(async () => {
  issuer = await startIssuer();
  house = await openApi({ identify: identifyBy({ development: true, provider: houseOf(false) }) });
  local = await openApi({ identify: identifyBy({ development: true, provider: houseOf(true) }) });
  for (const { pool } of [house, local])
    await register(pool, {
      people: [
        { code: 'P-SIGNED', name: '赵一', signIn: 'subject-1' },
        { code: 'P-OUT', name: '钱二', signIn: 'subject-2', suspended: true },
        { code: 'P-CODE', name: '孙三' },
      ],
    });
});
afterAll(async () => {
  await house.close();
  await local.close();
  await issuer.close();
});

const ask = (token: string, harness = house) =>
  harness.ask('GET', '/duties', { headers: { Authorization: `Bearer ${token}` } });

describe('a token', () => {
  test('of a person’s subject lets them in', async () => {
    expect((await ask(await issuer.token('subject-1'))).status).toBe(200);
  });

  test('may name the address of the program in place of its id', async () => {
    const token = await issuer.token('subject-1', { claims: { aud: ['other', 'https://xuncha.example'] } });
    expect((await ask(token)).status).toBe(200);
  });

  test.each([
    ['that has expired', { expiresIn: -60 }, '已过期'],
    ['that never expires', { without: ['exp'] }, '不符'],
    ['for another audience', { claims: { aud: 'another' } }, '不是签发给本系统'],
    ['for no audience', { without: ['aud'] }, '不是签发给本系统'],
    ['of another issuer', { claims: { iss: 'https://other.example' } }, '不是本单位'],
    ['that is not valid yet', { claims: { nbf: 4_000_000_000 } }, '不符'],
    ['without a subject', { without: ['sub'] }, '不符'],
    ['whose subject is no text', { claims: { sub: '' } }, '不符'],
    ['that tells of a sign-in (an ID token)', { claims: { nonce: 'n' } }, '不符'],
    ['for logging out', { type: 'logout+jwt' }, '不符'],
  ])('%s is refused', async (_what, asked, words) => {
    const answer = await ask(await issuer.token('subject-1', asked));
    expect(answer).toMatchObject({ status: 401, body: { detail: expect.stringContaining(words) } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test.each(['P-SIGNED', 'P-CODE', 'nobody', 'SUBJECT-1', "subject-1' OR 1=1"])(
    'of the subject %s is nobody’s at the house’s provider',
    async (subject) => {
      expect(await ask(await issuer.token(subject))).toMatchObject({
        status: 401,
        body: { detail: expect.stringContaining('signIn') },
      });
    },
  );

  test('of a code is of whoever has no sign-in of their own, at the provider of development alone', async () => {
    expect((await ask(await issuer.token('P-CODE'), local)).status).toBe(200);
    expect((await ask(await issuer.token('subject-1'), local)).status).toBe(200);
    expect((await ask(await issuer.token('P-SIGNED'), local)).status).toBe(401);
  });

  test('of somebody suspended is refused', async () => {
    expect((await ask(await issuer.token('subject-2'))).status).toBe(403);
  });

  test('that nobody signed, or by a secret that both know, is refused', async () => {
    const claims = { sub: 'subject-1', iss: issuer.url, aud: CLIENT };
    const unsigned = new UnsecuredJWT(claims).setExpirationTime('1h').encode();
    const secret = new TextEncoder().encode('s'.repeat(32));
    const bySecret = await new SignJWT(claims)
      .setExpirationTime('1h')
      .setProtectedHeader({ alg: 'HS256' })
      .sign(secret);
    for (const token of [unsigned, bySecret, 'x.y.z', 'x'.repeat(9_000)]) expect((await ask(token)).status).toBe(401);
  });

  test('of another claim is matched where the settings say so', async () => {
    const provider = createProvider({ ...houseOf(false), personClaim: 'employee' });
    const api = await openApi({ registry: 'EMPTY', identify: identifyBy({ development: false, provider }) });
    try {
      await register(api.pool, { people: [{ code: 'P-E', name: '李四', signIn: 'e-7' }] });
      expect((await ask(await issuer.token('e-7'), api)).status).toBe(401);
      expect((await ask(await issuer.token('x', { claims: { employee: 'e-7' } }), api)).status).toBe(200);
      expect((await ask(await issuer.token('x', { claims: { employee: 7 } }), api)).status).toBe(401);
    } finally {
      await api.close();
    }
  });

  test('by a new key is believed, and one by the old key no more', async () => {
    const old = await issuer.token('subject-1');
    expect((await ask(old)).status).toBe(200);
    await issuer.rotate();
    const renewed = await issuer.token('subject-1');
    // The keys are read again once a second at most.
    await pause(1_100);
    expect((await ask(renewed)).status).toBe(200);
    expect((await ask(old)).status).toBe(401);
  });

  test('cannot be checked while the provider is away', async () => {
    const fresh = await openApi({
      registry: 'EMPTY',
      identify: identifyBy({ development: false, provider: houseOf(false) }),
    });
    const token = await issuer.token('subject-1');
    try {
      issuer.status = 500;
      expect((await ask(token, fresh)).status).toBe(503);
      issuer.status = 200;
      expect((await ask(token, fresh)).status).toBe(401);
    } finally {
      issuer.status = 200;
      await fresh.close();
    }
  });
});

test.each(['Basic dTpw', 'Bearer', 'Bearer a b', ''])(
  'Authorization: %s is refused, whoever X-Actor names',
  async (value) => {
    for (const harness of [house, local]) {
      const asked = { actor: harness.office.director, headers: { Authorization: value } };
      expect((await harness.ask('GET', '/duties', asked)).status).toBe(401);
    }
  },
);

describe('X-Actor', () => {
  /** `fetch` sets Host itself. */
  const statusOf = (harness: ApiHarness, headers: Readonly<Record<string, string>>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = { headers: { 'X-Actor': harness.office.director, ...headers } };
      httpRequest(`${harness.url}/duties`, asked, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });

  test.each([
    ['from this machine', {}, 200],
    ['by the name of this machine', { Host: 'localhost:3000' }, 200],
    ['by its other name', { Host: '[::1]:3000' }, 200],
    ['by a foreign name', { Host: 'evil.example' }, 421],
    ['by a name that begins like ours', { Host: '127.0.0.1.evil.example' }, 421],
    ['through a proxy', { Forwarded: 'for=203.0.113.9' }, 401],
    ['through a proxy of another kind', { 'X-Forwarded-For': '203.0.113.9' }, 401],
    ['through a proxy that names the host', { 'X-Forwarded-Host': 'localhost' }, 401],
  ])('%s', async (_how, headers, status) => {
    expect(await statusOf(local, headers)).toBe(status);
  });

  test('is nobody’s word where the provider of the house says who people are', async () => {
    expect(await statusOf(house, {})).toBe(401);
  });
});

describe('an answer', () => {
  test.each(['/duties', '/health', '/no-such-page', '/openapi.json'])('at %s is kept by nobody', async (path) => {
    const { headers } = await house.ask('GET', path);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('etag')).toBeNull();
  });
});

describe('the settings', () => {
  const set = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'xuncha', PUBLIC_URL: 'https://xuncha.example' };

  test('are shown without the secret', () => {
    const shown = JSON.stringify(shownSettings(readSettings({ ...set, OIDC_CLIENT_SECRET: 'hush' })));
    expect(shown).toContain('https://id.example');
    expect(shown).not.toContain('hush');
  });

  test('have the API listen on this machine alone, unless told', () => {
    expect(readSettings({}).API_HOST).toBe('127.0.0.1');
    expect(readSettings({ API_HOST: '0.0.0.0' }).API_HOST).toBe('0.0.0.0');
    expect(() => readSettings({ API_HOST: 'everywhere' })).toThrow(/API_HOST/);
  });

  test.each([
    ['plain http', { OIDC_ISSUER: 'http://id.example' }],
    ['a password in the address', { OIDC_ISSUER: 'https://u:p@id.example' }],
    ['no client', { OIDC_CLIENT_ID: undefined }],
    ['no public address', { PUBLIC_URL: undefined }],
    ['a public address with a path', { PUBLIC_URL: 'https://xuncha.example/a' }],
  ])('are refused with %s', (_what, wrong) => {
    expect(() => readSettings({ ...set, ...wrong })).toThrow(/OIDC|PUBLIC_URL/);
  });
});

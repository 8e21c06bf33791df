/** T-1 as a house runs it: browsers come over TLS, and the cookie is one that no other host and no plain page can set. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProvider, type Provider } from '../../api/sign-in/provider.ts';
import { type IdentityProvider, startIdentityProvider } from '../../local/identity-provider.ts';
import { freePort } from '../../local/ports.ts';
import { aBrowser } from '../support/browser.ts';
import { startTerminator, type Terminator } from '../support/tls.ts';
import { type ApiHarness, openApi } from './harness.ts';

let api: ApiHarness;
let house: IdentityProvider;
let terminator: Terminator;

beforeAll(async () => {
  const [port, oidcPort] = [await freePort(), await freePort()];
  const publicUrl = `https://127.0.0.1:${port}`;
  const client = { id: 'xuncha', secret: 'a-secret-of-the-test', publicUrl };
  const provider: Provider = createProvider({
    issuer: `http://127.0.0.1:${oidcPort}`,
    clientId: client.id,
    clientSecret: client.secret,
    personClaim: 'sub',
    publicUrl,
    isLocal: true,
  });
  api = await openApi({ provider });
  house = await startIdentityProvider({ port: oidcPort, people: async () => [], client, say: () => {} });
  terminator = await startTerminator(port, api.url);
});
afterAll(async () => {
  await terminator.close();
  await house.stop();
  await api.close();
});

const pairOf = (lines: readonly string[], name: string): string =>
  lines
    .find((line) => line.startsWith(`${name}=`) && !line.startsWith(`${name}=;`))
    ?.split(';')
    .at(0) ?? '';

/** The cookie lines that a sign-in leaves, first the one under way. */
async function signedIn(): Promise<{ readonly begun: readonly string[]; readonly session: readonly string[] }> {
  const begun = await terminator.ask('GET', '/sign-in?return=/duties');
  const browser = aBrowser(house.issuer);
  const page = await browser.get(begun.location);
  const back = await browser.pickUntil(page, api.office.director, '/sign-in/callback');
  expect(new URL(back).origin).toBe(terminator.url);
  const Cookie = pairOf(begun.setCookies, '__Host-xuncha-begun');
  const arrived = await terminator.ask('GET', back, { Cookie });
  expect(arrived).toMatchObject({ status: 303, location: '/duties' });
  return { begun: begun.setCookies, session: arrived.setCookies };
}

test('the cookies are for this host alone, over TLS alone, and for no script', async () => {
  const { begun, session } = await signedIn();
  for (const [lines, name] of [
    [begun, '__Host-xuncha-begun'],
    [session, '__Host-xuncha'],
  ] as const) {
    const line = lines.find((found) => found.startsWith(`${name}=`)) ?? '';
    const attributes = line.split('; ').slice(1);
    expect(attributes.toSorted()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
  }
});

test('the session is known by the cookie of this name, and by no other', async () => {
  const { session } = await signedIn();
  const Cookie = pairOf(session, '__Host-xuncha');
  const duties = async (cookie: string) => (await terminator.ask('GET', '/duties', { Cookie: cookie })).status;
  expect(await duties(Cookie)).toBe(200);
  for (const name of ['xuncha', `xuncha-${new URL(terminator.url).port}`, 'xuncha-80', '__Secure-xuncha'])
    expect(await duties(Cookie.replace('__Host-xuncha', name))).toBe(401);
  expect(await duties(`${Cookie}; ${Cookie}`)).toBe(401);
});

test('it changes something from our own page over TLS alone, and ends at sign-out', async () => {
  const { session } = await signedIn();
  const Cookie = pairOf(session, '__Host-xuncha');
  const signOut = (Origin: string) => terminator.ask('POST', '/sign-out', { Cookie, Origin, 'Content-Length': '0' });
  expect((await signOut(terminator.url.replace('https', 'http'))).status).toBe(403);
  expect((await terminator.ask('GET', '/duties', { Cookie })).status).toBe(200);
  const left = await signOut(terminator.url);
  expect(left.status).toBe(303);
  expect(left.setCookies.join()).toMatch(/__Host-xuncha=;.*Secure/);
  expect((await terminator.ask('GET', '/duties', { Cookie })).status).toBe(401);
});

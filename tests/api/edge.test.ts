/** The edge: under which names the program answers, what a foreign page may do, what browsers are told (T-1; D20, D25, D34). */
import { connect } from 'node:net';
import { request as ask } from 'node:http';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { developmentEdge, edgeOf } from '../../api/edge.ts';
import { answerTunnel } from '../../api/unreadable.ts';
import { readSettings } from '../../settings.ts';
import { type ApiHarness, openApi } from './harness.ts';

/** `fetch` says itself which host it means. */
function asHost(url: string, path: string, host: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; type: string; body: string }>((done, failed) => {
    const sent = ask(`${url}${path}`, { method, headers: { Host: host, ...headers } }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part) => (body += part));
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', body }),
      );
    });
    sent.on('error', failed);
    sent.end(method === 'GET' ? undefined : '{}');
  });
}

describe('the edge', () => {
  let api: ApiHarness;
  beforeAll(async () => {
    api = await openApi({
      edge: {
        ...developmentEdge,
        publicUrl: 'https://xuncha.example',
        hosts: new Set(['127.0.0.1', 'xuncha.example']),
      },
    });
  });
  afterAll(() => api.close());

  test.each(['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', 'xuncha.example.evil.example'])(
    'a page of %s that has its name point here is not served',
    async (host) => {
      const answer = await asHost(api.url, '/rounds', host, { 'X-Actor': api.office.director });
      expect(answer).toMatchObject({ status: 421, type: expect.stringContaining('application/problem+json') });
      expect(answer.body).toContain('API_HOSTS');
    },
  );

  test.each(['xuncha.example', 'XUNCHA.example:443'])('its own name %s is served', async (host) => {
    expect((await asHost(api.url, '/openapi.json', host)).status).toBe(200);
  });

  test('a probe asks by the address of the process', async () => {
    expect((await asHost(api.url, '/live', '10.1.2.3:3000')).status).toBe(200);
  });

  const signal = (headers: Record<string, string>) =>
    api.ask('POST', '/rounds', { actor: api.office.director, body: {}, headers });
  test.each([
    ['a foreign origin', { Origin: 'https://evil.example' }],
    ['an origin that hides itself', { Origin: 'null' }],
    ['another port of this machine', { Origin: 'http://127.0.0.1:1' }],
    ['a page of another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a page of a neighbour', { 'Sec-Fetch-Site': 'same-site' }],
  ])('%s sends nothing, though the caller is known', async (_what, headers) => {
    expect(await signal(headers)).toMatchObject({ status: 403, body: { type: '/problems/forbidden' } });
  });
  test.each([
    ['its own page', { Origin: 'https://xuncha.example', 'Sec-Fetch-Site': 'same-origin' }],
    ['a program, which has no page', {}],
  ])('%s is heard', async (_what, headers) => {
    expect((await signal(headers)).status).toBe(422);
  });

  test('browsers keep to our own files, to TLS where people reach it over TLS, and keep no answer', async () => {
    const { headers } = await api.ask('GET', '/openapi.json');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('https:');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    const read = await api.ask('GET', '/rounds', { actor: api.office.director });
    expect(read.headers.get('cache-control')).toBe('no-store');
  });
});

test('over plain HTTP nobody is bound to TLS', async () => {
  const api = await openApi();
  expect((await api.ask('GET', '/openapi.json')).headers.get('strict-transport-security')).toBeNull();
  await api.close();
});

test('a tunnel is refused in words', async () => {
  const server = createServer();
  server.on('connect', (_request, socket) => answerTunnel(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const socket = connect(address.port, '127.0.0.1');
  socket.write('CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n');
  let said = '';
  for await (const part of socket) said += String(part);
  expect(said).toContain('HTTP/1.1 405');
  expect(said).toContain('application/problem+json');
  server.close();
});

describe('the edge by the settings', () => {
  const edge = (environment: Record<string, string>) => edgeOf(readSettings(environment));

  test('the names are this machine’s, those of PUBLIC_URL and API_HOST, and those that are named', () => {
    const { hosts } = edge({
      PUBLIC_URL: 'https://xuncha.example',
      API_HOST: '10.0.0.7',
      API_HOSTS: 'intern.example, alt.example',
    });
    expect([...hosts].sort()).toEqual(
      ['10.0.0.7', '127.0.0.1', '[::1]', 'alt.example', 'intern.example', 'localhost', 'xuncha.example'].sort(),
    );
    expect(edge({ API_HOST: '0.0.0.0' }).hosts).not.toContain('0.0.0.0');
  });

  test('figures are settings; development has room for a thousand a second', () => {
    expect(edge({}).limits).toEqual({ reads: 600, acts: 120, signIns: 60 });
    expect(edge({ ACTS_PER_MINUTE: '7' }).limits.acts).toBe(7);
    expect(edge({ DEVELOPMENT: 'true' }).limits.acts).toBe(60_000);
  });

  test.each([
    { API_HOSTS: 'Evil.Example' },
    { API_HOSTS: 'a.example:3000' },
    { TRUSTED_PROXIES: 'proxy.example' },
    { TRUSTED_PROXIES: 'true' },
    { ACTS_PER_MINUTE: '0' },
  ])('%o is no setting', (environment) => {
    expect(() => readSettings(environment)).toThrow(Object.keys(environment)[0]);
  });
});

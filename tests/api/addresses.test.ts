/** Addresses that are asked for in the wrong way say what the right one is. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { apiDescription } from '../../api/description/document.ts';
import { answerUnreadable } from '../../api/unreadable.ts';
import { type ApiHarness, openApi } from './harness.ts';

let desk: ApiHarness;
beforeAll(async () => {
  desk = await openApi();
});
afterAll(() => desk.close());

const ask = (method: string, path: string) => desk.ask(method, path, { actor: desk.office.director });

test('every address that is described names its methods to whoever uses another', async () => {
  for (const [template, item] of Object.entries(apiDescription().paths ?? {})) {
    if (item.get?.security?.length === 0) continue; // open to anybody, and answered before
    const path = template.replaceAll(/\{\w+\}/g, 'R-1');
    const { status, headers, body } = await ask('DELETE', path);
    const methods = (['get', 'post', 'put'] as const)
      .filter((method) => item[method])
      .map((method) => method.toUpperCase());
    expect([path, status, headers.get('allow')]).toEqual([path, 405, methods.join(', ')]);
    expect(body.title).toContain(`use ${methods.join(', ')}`);
  }
});

test('an act is not read', async () => {
  const { status, headers, body } = await ask('GET', '/rounds/R-1/actions/approve-round');
  expect([status, headers.get('allow')]).toEqual([405, 'POST']);
  expect(body).toMatchObject({ title: 'GET is not for this address; use POST' });
});

test.each(['/nowhere', '/rounds/R-1/actions/no-such-act', '/rounds/R-1/duties/1'])('%s is 404', async (path) => {
  expect((await ask('GET', path)).status).toBe(404);
});

describe('what is no HTTP', () => {
  async function answerTo(bytes: string): Promise<string> {
    const server = desk.app.listen(0, '127.0.0.1');
    server.on('clientError', answerUnreadable);
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    const socket = connect(address.port, '127.0.0.1');
    socket.end(bytes);
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString();
  }

  test.each([
    [
      'an address with characters that are not encoded',
      'GET /registry/people?name=甲 HTTP/1.1\r\nHost: a\r\n\r\n',
      400,
    ],
    ['anything', 'what is this\r\n\r\n', 400],
    ['headers without end', `GET /rounds HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s is answered in words', async (_what, bytes, status) => {
    const [head = '', body = ''] = (await answerTo(bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  });
});

test('a field that is missing is said to be, in both languages', async () => {
  const { body } = await desk.ask('POST', '/rounds', { actor: desk.office.director, body: {} });
  expect(body.errors).toContainEqual({ pointer: '/code', detail: 'This field is missing（缺少这一项）' });
});

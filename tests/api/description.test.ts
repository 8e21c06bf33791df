/** The description of the API over HTTP: read by anybody, under a strict policy, and true of what the API answers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { apiDescription } from '../../api/description/document.ts';
import * as shown from '../../contracts/schemas/responses.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { aRoundThatIs, type ApiHarness, openApi, transfers } from './harness.ts';

let harness: ApiHarness;
let round: ExampleRound;

beforeAll(async () => {
  harness = await openApi();
  round = await aRoundThatIs(harness, 'signed');
  await round.sendAndReceive(transfers);
});
afterAll(() => harness.close());

describe('without a caller', () => {
  const read = (path: string) => fetch(`${harness.url}${path}`);

  test('the description is read', async () => {
    const response = await read('/openapi.json');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ openapi: '3.1.1', info: { title: 'xuncha' } });
  });

  test('the page and everything that it loads come from this server, with nothing inline', async () => {
    const response = await read('/docs');
    const html = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(html).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*src=)/);

    const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
    expect(loaded).toHaveLength(3);
    for (const path of loaded) {
      const part = await read(path);
      expect([part.status, path]).toEqual([200, path]);
      expect(part.headers.get('content-type')).toMatch(path.endsWith('.css') ? /css/ : /javascript/);
      expect((await part.text()).length).toBeGreaterThan(50);
    }
    // Else the page would send the description to a validator elsewhere.
    expect(await (await read('/docs/page.js')).text()).toContain('validatorUrl: null');
  });

  test('nothing else is: whatever is not described as open is 401', async () => {
    const open = Object.entries(apiDescription().paths ?? {}).filter(([, path]) => path.get?.security?.length === 0);
    expect(open.map(([path]) => path)).toEqual(['/health', '/live', '/ready', '/openapi.json', '/docs']);
    for (const path of ['/rounds', '/duties', `/rounds/${round.code}`, '/docs/index.html', '/docs/package.json'])
      expect((await read(path)).status, path).toBe(401);
  });
});

test('describes every route', () => {
  const described = new Set(
    Object.entries(apiDescription().paths ?? {}).flatMap(([path, item]) =>
      Object.keys(item).map((how) => `${how} ${path}`),
    ),
  );
  const inWords = (path: string) => path.replaceAll(/[:*](\w+)/g, '{$1}');
  const routes = routesIn(harness.app.router.stack).map((route) => inWords(route));
  expect(routes).toContain('post /rounds/{round}/actions/{action}');
  const undescribed = routes.filter(
    (route) => !described.has(route) && !route.includes('{action}') && !route.startsWith('get /docs/'),
  );
  expect(undescribed).toEqual([]);
});

describe('the answers have the described form:', () => {
  const reads: readonly (readonly [string, () => string, z.ZodType])[] = [
    ['a round', () => `/rounds/${round.code}`, shown.roundSchema],
    ['the rounds', () => '/rounds', shown.pageOf(shown.roundListedSchema)],
    ['duties', () => `/rounds/${round.code}/duties`, shown.pageOf(shown.dutySchema)],
    ['letters', () => `/rounds/${round.code}/letters`, shown.pageOf(shown.letterSchema)],
    ['findings', () => `/rounds/${round.code}/findings`, shown.pageOf(shown.findingSchema)],
    ['transfers', () => `/rounds/${round.code}/transfers`, shown.pageOf(shown.transferSchema)],
    ['the ledger', () => `/rounds/${round.code}/events`, shown.pageOf(shown.eventSchema)],
    ['what may be done', () => `/rounds/${round.code}/actions`, shown.pageOf(shown.prospectSchema)],
    ['the worklist', () => '/duties', shown.pageOf(shown.worklistDutySchema)],
    ['the papers', () => `/rounds/${round.code}/papers`, shown.pageOf(shown.paperSchema)],
    ['coverage', () => `/committees/${harness.office.committee}/coverage`, shown.coverageSchema],
    ['tendencies', () => `/committees/${harness.office.committee}/tendencies`, shown.tendenciesSchema],
    ['a dry run', () => `/rounds/${round.code}/pack-change?pack=jilin-2017`, shown.packChangeSchema],
    ['health', () => '/health', shown.healthSchema],
    ['live', () => '/live', shown.liveSchema],
    ['ready', () => '/ready', shown.readySchema],
  ];
  test.each(reads)('%s', async (what, path, schema) => {
    const { status, body } = await harness.ask('GET', path(), { actor: harness.office.director });
    expect(status).toBe(200);
    expect(schema.safeParse(body).error?.issues ?? []).toEqual([]);
    // The example's teams write no papers.
    if (body.items && what !== 'the papers') expect(body.items).not.toHaveLength(0);
  });

  test('a refusal, and a body that cannot be read', async () => {
    const refused = await harness.act(round.code, 'approve-round', harness.office.secretary, { decision: 'D-2026-1' });
    expect(refused.status).toBe(409);
    expect(shown.refusedSchema.safeParse(refused.body).error).toBeUndefined();
    const invalid = await harness.act(round.code, 'approve-round', harness.office.secretary, {});
    expect(invalid.status).toBe(422);
    expect(shown.invalidSchema.safeParse(invalid.body).error).toBeUndefined();
  });
});

/** `get /rounds/:round`, of every route in these layers and the routers among them. */
function routesIn(layers: Layers): string[] {
  return layers.flatMap(({ route, handle }) => {
    if (route) return route.stack.map(({ method }) => `${method} ${route.path}`);
    return isRouter(handle) ? routesIn(handle.stack) : [];
  });
}
type Layers = ApiHarness['app']['router']['stack'];
const isRouter = (handle: object): handle is { readonly stack: Layers } => 'stack' in handle;

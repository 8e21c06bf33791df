/** The registry over HTTP: written as a whole or not at all. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { register } from '../support/registry.ts';
import { type ApiHarness, openApi } from './harness.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi();
});
afterAll(() => harness.close());

const put = (body: unknown, actor = harness.office.director) => harness.ask('PUT', '/registry', { actor, body });
const everything = async () => {
  const parts = ['committees', 'organisations', 'people', 'posts'];
  return Promise.all(parts.map((part) => harness.api.all(`/registry/${part}`, harness.office.director)));
};

describe('an empty registry', () => {
  test('takes nothing over HTTP, from nobody and from this machine neither: it is founded', async () => {
    const empty = await openApi({ registry: 'EMPTY' });
    try {
      const { director, registry } = empty.office;
      for (const actor of [undefined, director])
        expect((await empty.ask('PUT', '/registry', { actor, body: registry })).status).toBe(401);
      await register(empty.pool, registry);
      const again = await empty.ask('PUT', '/registry', { actor: director, body: registry });
      expect(again).toMatchObject({ status: 200, body: { changed: 0, awaiting: [] } });
    } finally {
      await empty.close();
    }
  });
});

describe('a document', () => {
  test('changes nothing the second time', async () => {
    const before = await everything();
    expect((await put(harness.office.registry)).body).toMatchObject({ changed: 0 });
    expect(await everything()).toEqual(before);
  });

  test('changes nothing when it is empty', async () => {
    expect(await put({})).toMatchObject({ status: 200, body: { changed: 0 } });
  });

  test('may bring one person alone, and changes what it names and nothing else', async () => {
    const [committees, organisations, people, posts] = await everything();
    const newcomer = { code: 'P-NEW-1', name: '新人', pools: ['TALENT'] };
    expect((await put({ people: [newcomer] })).body).toMatchObject({ changed: 1 });
    const moved = { code: 'P-NEW-1', name: '新人', pools: [], suspended: true };
    expect((await put({ people: [moved] })).body).toMatchObject({ changed: 1 });
    const after = await everything();
    expect([after[0], after[1], after[3]]).toEqual([committees, organisations, posts]);
    expect(after[2]).toHaveLength((people?.length ?? 0) + 1);
    expect(after[2]).toContainEqual({ ...moved, ties: [], keptBy: harness.office.committee });
  });

  test('may refer to what it brings itself and to what is already there', async () => {
    const body = {
      committees: [{ code: 'C-NEW', name: '新党工委', level: 'COUNTY', upper: harness.office.committee }],
      organisations: [{ code: 'O-NEW', name: '新单位', kind: 'VILLAGE', managedBy: 'C-NEW', parent: null }],
      people: [{ code: 'P-NEW-2', name: '新人二', ties: [{ organisation: 'O-NEW', kind: 'KIN' }] }],
      posts: [{ person: 'P-NEW-2', post: 'LIAISON', organisation: 'O-NEW', from: '2026-01-01', to: null }],
    };
    expect(await put(body)).toMatchObject({ status: 200, body: { changed: 4 } });
  });

  test('ends a post by naming its last day', async () => {
    const post = { person: 'P-NEW-1', post: 'PRINCIPAL', organisation: 'O-NEW', from: '2026-02-01' };
    await put({ posts: [post] });
    expect((await put({ posts: [{ ...post, to: '2026-03-01' }] })).body).toMatchObject({ changed: 1 });
    const posts = await harness.api.all<{ person: string }>('/registry/posts', harness.office.director);
    expect(posts.filter(({ person }) => person === 'P-NEW-1')).toEqual([{ ...post, to: '2026-03-01' }]);
  });

  test('with unknown references is refused as a whole, every fault at its place', async () => {
    const before = await everything();
    const refused = await put({
      committees: [
        { code: 'C-GOOD', name: '好', level: 'CITY' },
        { code: 'C-BAD', name: '坏', level: 'COUNTY', upper: 'C-NOWHERE' },
      ],
      organisations: [{ code: 'O-BAD', name: '坏', kind: 'STATION', managedBy: 'C-NOWHERE', parent: 'O-NOWHERE' }],
      people: [{ code: 'P-BAD', name: '坏', ties: [{ organisation: 'O-NOWHERE', kind: 'SERVED' }] }],
      posts: [
        { person: 'P-NOBODY', post: 'SECRETARY', committee: 'C-NOWHERE', from: '2026-01-01' },
        { person: 'P-BAD', post: 'PRINCIPAL', organisation: 'O-NOWHERE', from: '2026-01-01', to: '2025-01-01' },
      ],
    });
    expect(refused).toMatchObject({ status: 422, type: expect.stringContaining('application/problem+json') });
    expect(refused.body.errors?.map(({ pointer }) => pointer)).toEqual([
      '/committees/1/upper',
      '/organisations/0/managedBy',
      '/organisations/0/parent',
      '/people/0/ties/0/organisation',
      '/posts/0/person',
      '/posts/0/committee',
      '/posts/1/organisation',
      '/posts/1/to',
    ]);
    expect(await everything()).toEqual(before);
  });

  test('that names the same code twice is refused where it stands for the second time', async () => {
    const person = { code: 'P-TWICE', name: '二' };
    const refused = await put({ people: [person, { ...person, name: '三' }] });
    expect(refused.status).toBe(422);
    expect(refused.body.errors?.map(({ pointer }) => pointer)).toEqual(['/people/1/code']);
  });

  test.each<[string, unknown, string[]]>([
    ['an unknown part', { officers: [] }, ['/officers']],
    ['an unknown field', { people: [{ code: 'P-A', name: '甲', rank: 3 }] }, ['/people/0/rank']],
    ['a missing name', { people: [{ code: 'P-A' }] }, ['/people/0/name']],
    ['a name of spaces', { people: [{ code: 'P-A', name: '  ' }] }, ['/people/0/name']],
    ['a name of two lines', { people: [{ code: 'P-A', name: '甲\r\n乙' }] }, ['/people/0/name']],
    ['a code that is none', { people: [{ code: 'Wang Wu', name: '甲' }] }, ['/people/0/code']],
    ['an unknown pool', { people: [{ code: 'P-A', name: '甲', pools: ['CHIEF'] }] }, ['/people/0/pools/0']],
    ['an address that is none', { people: [{ code: 'P-A', name: '甲', email: 'nobody' }] }, ['/people/0/email']],
    [
      'two faults at once',
      {
        people: [{ code: 'P-A', name: 7 }],
        organisations: [{ code: 'O-A', name: '甲', kind: 'CLUB', managedBy: 'C-A' }],
      },
      ['/organisations/0/kind', '/people/0/name'],
    ],
    ['a list in place of an object', [], ['']],
  ])('with %s is refused at its place', async (_what, body, pointers) => {
    const refused = await put(body);
    expect(refused.status).toBe(422);
    expect(refused.body.errors?.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test('without a body is refused', async () => {
    expect((await harness.ask('PUT', '/registry', { actor: harness.office.director })).status).toBe(422);
  });

  test.each(['\u0000', '\ud800'])('with a character that no text can hold is refused, not broken', async (char) => {
    expect((await put({ people: [{ code: 'P-NUL', name: `甲${char}` }] })).status).toBe(422);
  });

  test('is taken from an inspection office alone', async () => {
    const { secretary, disciplineOrgan, staff } = harness.office;
    for (const actor of [
      secretary,
      disciplineOrgan,
      harness.office.liaison(harness.office.organisations[0]?.code ?? ''),
    ])
      expect(await put({}, actor)).toMatchObject({ status: 403, body: { title: expect.stringContaining('office') } });
    expect((await put({}, staff)).status).toBe(200);
  });

  test('is not taken from somebody whose time in the office is over or has not begun', async () => {
    const { committee } = harness.office;
    const post = { post: 'OFFICE_STAFF', committee } as const;
    await register(harness.pool, {
      people: [
        { code: 'P-FORMER', name: '前' },
        { code: 'P-FUTURE', name: '后' },
      ],
      posts: [
        { ...post, person: 'P-FORMER', from: '2020-01-01', to: '2021-01-01' },
        { ...post, person: 'P-FUTURE', from: '2199-01-01' },
      ],
    });
    expect((await put({}, 'P-FORMER')).status).toBe(403);
    expect((await put({}, 'P-FUTURE')).status).toBe(403);
  });

  test('and another at the same moment both arrive', async () => {
    const people = Array.from({ length: 6 }, (_, i) => ({ code: `P-ATONCE-${i}`, name: '同时' }));
    const answers = await Promise.all(people.map((person) => put({ people: [person] })));
    expect(answers.map(({ body }) => body)).toMatchObject(people.map(() => ({ changed: 1 })));
  });
});

describe('another office’s entries', () => {
  const away = {
    committees: [
      { code: 'C-AWAY', name: '外县县委', level: 'COUNTY' },
      { code: 'C-AWAY-BELOW', name: '外县某党工委', level: 'WORKING_COMMITTEE', upper: 'C-AWAY' },
    ],
    organisations: [{ code: 'O-AWAY', name: '外县某局', kind: 'DEPARTMENT', managedBy: 'C-AWAY' }],
    people: [
      { code: 'P-AWAY', name: '外县主任', email: 'away@example.test' },
      { code: 'P-AWAY-BELOW', name: '外县下级主任' },
      { code: 'P-AWAY-RETIRED', name: '外县前任' },
    ],
    posts: [
      { person: 'P-AWAY', post: 'OFFICE_DIRECTOR', committee: 'C-AWAY', from: '2020-01-01' },
      { person: 'P-AWAY-BELOW', post: 'OFFICE_DIRECTOR', committee: 'C-AWAY-BELOW', from: '2020-01-01' },
      { person: 'P-AWAY-RETIRED', post: 'OFFICE_STAFF', committee: 'C-AWAY', from: '2020-01-01', to: '2021-01-01' },
    ],
  };
  const pointers = ({ body }: Awaited<ReturnType<typeof put>>) => body.errors?.map(({ pointer }) => pointer);
  beforeAll(async () => {
    await register(harness.pool, away);
  });

  test('stay as they are when they are brought again by whoever', async () => {
    expect((await put(away)).body).toMatchObject({ changed: 0 });
  });

  test('are changed by nobody else: each is named, and nothing of the document is taken', async () => {
    const before = await everything();
    const refused = await put({
      committees: [{ ...away.committees[0], name: '另名县委' }],
      organisations: [
        { ...away.organisations[0], name: '另名局' },
        { code: 'O-AWAY-2', name: '外县又一局', kind: 'DEPARTMENT', managedBy: 'C-AWAY' },
      ],
      people: [
        { code: 'P-OURS', name: '本县新人' },
        { ...away.people[0], email: 'elsewhere@example.test' },
      ],
      posts: [
        { person: harness.office.director, post: 'OFFICE_DIRECTOR', committee: 'C-AWAY', from: '2020-01-01' },
        { person: harness.office.director, post: 'PRINCIPAL', organisation: 'O-AWAY', from: '2020-01-01' },
        { ...away.posts[0], to: '2020-02-01' },
      ],
    });
    expect(refused).toMatchObject({ status: 403, body: { title: expect.stringContaining('own committee') } });
    expect(pointers(refused)).toEqual([
      '/committees/0',
      '/organisations/0',
      '/organisations/1',
      '/people/1',
      '/posts/0',
      '/posts/1',
      '/posts/2',
    ]);
    expect(await everything()).toEqual(before);
  });

  test('are changed by the office above; their own enters, and the one below does not', async () => {
    const named = (name: string) => ({ committees: [{ ...away.committees[0], name }] });
    expect((await put(named('外县县委会'), 'P-AWAY')).body).toMatchObject({
      changed: 0,
      awaiting: [{ pointer: '/committees/0' }],
    });
    expect(pointers(await put(named('另一县委'), 'P-AWAY-BELOW'))).toEqual(['/committees/0']);
    const below = { committees: [{ ...away.committees[1], name: '某党工委' }] };
    expect((await put(below, 'P-AWAY')).body).toMatchObject({ changed: 1 });
  });

  test('a person stays with whom they are kept by, also without a post', async () => {
    const retired = { people: [{ code: 'P-AWAY-RETIRED', name: '退休返聘' }] };
    expect(pointers(await put(retired))).toEqual(['/people/0']);
    expect((await put(retired, 'P-AWAY')).status).toBe(200);
  });
});

describe('reading the registry', () => {
  test.each(['committees', 'organisations', 'people', 'posts'])('goes through %s page by page', async (part) => {
    const { director } = harness.office;
    const all = await harness.api.all<object>(`/registry/${part}`, director);
    const seen: object[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await harness.ask('GET', `/registry/${part}?limit=2&cursor=${encodeURIComponent(cursor)}`, {
        actor: director,
      });
      expect(page.body.items?.length).toBeLessThanOrEqual(2);
      seen.push(...(page.body.items ?? []));
      cursor = page.body.next ?? null;
    }
    expect(seen).toEqual(all);
    expect(new Set(seen.map((item) => JSON.stringify(item))).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(1);
  });

  test('gives what was put', async () => {
    const [first] = harness.office.organisations;
    const items = await harness.api.all('/registry/organisations', harness.office.director);
    expect(items).toContainEqual({
      code: first?.code,
      name: first?.name,
      kind: 'DEPARTMENT',
      managedBy: harness.office.committee,
      provincialTarget: false,
    });
  });

  test.each(['offices', 'people/P-1', ''])('has no part "%s"', async (part) => {
    expect((await harness.ask('GET', `/registry/${part}`, { actor: harness.office.director })).status).toBe(404);
  });

  test.each(['limit=0', 'limit=1001', 'limit=x', 'limit=1&limit=2', 'page=2'])('refuses "%s"', async (query) => {
    expect((await harness.ask('GET', `/registry/people?${query}`, { actor: harness.office.director })).status).toBe(
      422,
    );
  });
});

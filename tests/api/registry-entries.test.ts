/** Entries over HTTP: who enters and who confirms, two at once, what is taken back (T-2). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR } from '../../domain/registry/events.ts';
import { postsOf } from '../../ledger/posts.ts';
import { settleEntry } from '../../ledger/registry/settle.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { placingsIn, register } from '../support/registry.ts';
import { type ApiHarness, openApi, statusesOf } from './harness.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi({ processes: 2 });
});
afterAll(() => harness.close());

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const put = (body: unknown, actor = harness.office.staff) => harness.ask('PUT', '/registry', { actor, body });
const settle = (what: string, entry: string, actor: string, body: object = {}) =>
  harness.ask('POST', `/registry/entries/${entry}/${what}`, { actor, body });
const reason = '登记有误';

/** Enters, and says which single entry waits. */
async function waiting(body: object, actor = harness.office.staff): Promise<string> {
  const answer = await put(body, actor);
  const [entry, ...others] = placingsIn(answer.body, 'awaiting');
  if (!entry || others.length > 0) throw new Error(JSON.stringify(answer.body));
  return entry.entry;
}
const holds = async (person: string) => (await postsOf(harness.pool, person, today())).map(({ post }) => post);
let count = 0;
const somebody = (further: object = {}) => ({ code: `P-E-${++count}`, name: '示例·某人', ...further });
const appoint = (person: string, post: string, further: object = {}) => ({
  posts: [{ person, post, committee: harness.office.committee, from: '2020-01-01', ...further }],
});
const od = () => harness.office.organisationDepartment;
const head = () => od().replace(/OD$/, 'OH');

describe('a post at the committee', () => {
  test('is no right before it is confirmed, whatever its first day, and one from then on', async () => {
    const person = somebody();
    await put({ people: [person] });
    const answer = await put({ document: '市委〔2026〕12号', ...appoint(person.code, 'LG_DEPUTY') });
    expect(answer.body).toMatchObject({
      changed: 0,
      tookEffect: [],
      awaiting: [{ pointer: '/posts/0', confirmers: { by: 'ORGANISATION', people: [od(), head()].sort() } }],
    });
    const [{ entry } = { entry: '' }] = placingsIn(answer.body, 'awaiting');
    expect(await holds(person.code)).toEqual([]);
    const pending = await harness.ask('GET', '/registry/pending', { actor: od() });
    expect(pending.body.items).toContainEqual(
      expect.objectContaining({ entry, document: '市委〔2026〕12号', state: 'AWAITING' }),
    );

    expect((await settle('confirm', entry, od())).body).toMatchObject({ state: 'EFFECTIVE', confirmedBy: od() });
    expect(await holds(person.code)).toEqual(['LG_DEPUTY']);
    expect((await settle('confirm', entry, od())).status).toBe(200);
    expect((await settle('confirm', entry, head())).status).toBe(409);
  });

  test('is not confirmed by who entered it, by who gets it, by a colleague, nor by who has nothing to do with it', async () => {
    const entry = await waiting(appoint(od(), 'LG_DEPUTY'));
    const { staff, director, secretary, disciplineOrgan } = harness.office;
    for (const actor of [staff, od(), director, secretary, disciplineOrgan])
      expect(await settle('confirm', entry, actor)).toMatchObject({
        status: 403,
        body: { confirmers: { by: 'ORGANISATION', people: [head()] } },
      });
    expect(await settleEntry(harness.pool, entry, { what: 'confirm', document: null }, OPERATOR)).toMatchObject({
      refused: 'NOT_YOURS',
    });
    expect(await holds(od())).toEqual(['ORGANISATION_DEPARTMENT']);
    expect((await settle('decline', entry, head(), { reason })).body).toMatchObject({ state: 'DECLINED', reason });
    expect((await settle('confirm', entry, head())).status).toBe(409);
  });

  test('the office cannot appoint itself: neither as secretary, nor as discipline organ, nor as the office above', async () => {
    const { staff, committee, director } = harness.office;
    for (const post of ['SECRETARY', 'LG_LEADER', 'DISCIPLINE_ORGAN']) {
      const entry = await waiting(appoint(staff, post));
      for (const actor of [staff, director]) expect((await settle('confirm', entry, actor)).status).toBe(403);
    }
    expect((await put(appoint(staff, 'UPPER_OFFICE'))).body).toMatchObject({
      changed: 0,
      awaiting: [],
      ignored: [{ pointer: '/posts/0', detail: expect.stringContaining('never entered') }],
    });
    expect(await holds(staff)).toEqual(['OFFICE_STAFF']);
    expect(await postsOf(harness.pool, harness.office.upperOffice, today())).toContainEqual({
      post: 'UPPER_OFFICE',
      place: committee,
    });
  });

  test('two confirmations at once: one wins', async () => {
    const person = somebody();
    const entry = await waiting({ people: [person], ...appoint(person.code, 'LG_DEPUTY') });
    const answers = await Promise.all([od(), head()].map((actor) => settle('confirm', entry, actor)));
    expect(statusesOf(answers)).toEqual([200, 409]);
  });

  test('the same document again makes no second entry; another one takes the place of what waits', async () => {
    const person = somebody();
    const document = { people: [person], ...appoint(person.code, 'LG_DEPUTY') };
    const entry = await waiting(document);
    expect(await waiting(document)).toBe(entry);
    const later = await waiting(appoint(person.code, 'LG_DEPUTY', { to: '2030-01-01' }));
    expect(later).not.toBe(entry);
    expect((await settle('confirm', entry, od())).status).toBe(409);
    expect((await settle('confirm', later, od())).status).toBe(200);
  });

  test('ends by an entry that waits as well, and history keeps both versions', async () => {
    const person = somebody();
    await settle('confirm', await waiting({ people: [person], ...appoint(person.code, 'LG_DEPUTY') }), od());
    const end = await waiting(appoint(person.code, 'LG_DEPUTY', { to: '2020-01-02' }));
    expect(await holds(person.code)).toEqual(['LG_DEPUTY']);
    await settle('confirm', end, od());
    expect(await holds(person.code)).toEqual([]);
    const { rows } = await harness.pool.query(
      `SELECT "to", known_to IS NULL AS present FROM posts WHERE person = $1 ORDER BY sequence`,
      [person.code],
    );
    expect(rows).toEqual([
      { to: null, present: false },
      { to: '2020-01-02', present: true },
    ]);
    for (const statement of [
      'DELETE FROM posts',
      `UPDATE posts SET "to" = NULL`,
      'TRUNCATE posts',
      'DELETE FROM registry_events',
    ])
      await expect(harness.pool.query(statement)).rejects.toMatchObject({ code: '23001' });
  });
});

describe('what takes effect at once', () => {
  test('names who entered it, and what it was before', async () => {
    const person = somebody({ email: 'a@oa' });
    await put({ people: [person] });
    await put({ people: [{ ...person, name: ' 示例·改名 ', email: 'b@[10.0.0.8]' }] });
    const entries = await harness.api.all<object>(`/registry/entries?subject=${person.code}`, harness.office.director);
    expect(entries).toMatchObject([
      { aspect: 'PERSON', before: null, by: harness.office.staff, state: 'EFFECTIVE' },
      { before: { name: person.name, email: 'a@oa' }, change: { name: '示例·改名', email: 'b@[10.0.0.8]' } },
    ]);
  });

  test('a suspension and a tie are set at once, and cleared when confirmed', async () => {
    const organisation = harness.office.organisations[0]?.code;
    const person = somebody({ suspended: true, ties: [{ organisation, kind: 'KIN' }] });
    expect((await put({ people: [person] })).body).toMatchObject({ changed: 1, awaiting: [] });
    const entry = await waiting({ people: [{ ...person, suspended: false, ties: [] }] });
    const known = async () =>
      (await harness.api.all<{ code: string }>('/registry/people', harness.office.director)).find(
        ({ code }) => code === person.code,
      );
    expect(await known()).toMatchObject({ suspended: true, ties: [{ kind: 'KIN' }] });
    expect((await settle('confirm', entry, harness.office.director)).status).toBe(403);
    await settle('confirm', entry, od());
    expect(await known()).toMatchObject({ suspended: false, ties: [] });
  });

  test('never for oneself', async () => {
    const { staff } = harness.office;
    const [organisation] = harness.office.organisations;
    const own = harness.office.registry.people.find((person) => 'code' in person && person.code === staff);
    const pools = await waiting({ people: [{ ...own, pools: ['LEADER'] }] });
    const principal = await waiting({
      posts: [{ person: staff, post: 'PRINCIPAL', organisation: organisation?.code, from: '2020-01-01' }],
    });
    for (const entry of [pools, principal]) expect((await settle('confirm', entry, staff)).status).toBe(403);
    for (const entry of [pools, principal]) expect((await settle('revoke', entry, staff, { reason })).status).toBe(200);
  });

  test('somebody’s sign-in is changed with another body’s consent, and is never that of two', async () => {
    const [one, two] = [somebody({ signIn: 'subject-1' }), somebody()];
    await put({ people: [one, two] });
    expect((await put({ people: [{ ...two, signIn: 'subject-1' }] })).body.errors).toMatchObject([
      { pointer: '/people/0/signIn' },
    ]);
    await settle('confirm', await waiting({ people: [{ ...one, signIn: 'subject-2' }] }), od());
    expect((await put({ people: [{ code: one.code, name: one.name }] })).body).toMatchObject({ changed: 0 });
  });
});

describe('an entry of today', () => {
  test('is taken back by who entered it, and stays visible as taken back', async () => {
    const { staff, director } = harness.office;
    const [organisation] = harness.office.organisations;
    const person = somebody();
    const post = { person: person.code, post: 'LIAISON', organisation: organisation?.code, from: '2020-01-01' };
    await put({ people: [person] });
    const [{ entry } = { entry: '' }] = placingsIn((await put({ posts: [post] })).body, 'tookEffect');
    expect(await holds(person.code)).toEqual(['LIAISON']);
    expect((await settle('revoke', entry, director, { reason })).status).toBe(403);
    expect((await settle('revoke', entry, staff)).status).toBe(422);
    expect((await settle('revoke', entry, staff, { reason })).body).toMatchObject({ state: 'REVOKED', reason });
    expect(await holds(person.code)).toEqual([]);
    const entries = await harness.api.all<object>('/registry/entries', director);
    expect(entries).toContainEqual(expect.objectContaining({ entry, state: 'REVOKED', endedBy: staff }));
    expect((await put({ posts: [post] })).body).toMatchObject({ changed: 1 });
  });

  test('is not taken back another day, nor when it has changed meanwhile, nor when others have named it', async () => {
    const { staff } = harness.office;
    const person = somebody();
    const [{ entry } = { entry: '' }] = placingsIn((await put({ people: [person] })).body, 'tookEffect');
    await put({ people: [{ ...person, name: '示例·另名' }] });
    expect((await settle('revoke', entry, staff, { reason })).status).toBe(409);
    await put({ people: [person] });
    const organisation = harness.office.organisations[0]?.code;
    const post = { person: person.code, post: 'LIAISON', organisation, from: '2020-01-01' };
    await put({ posts: [post] });
    expect((await settle('revoke', entry, staff, { reason })).status).toBe(409);
    const { entries } = await harness
      .ask('GET', '/registry/entries', { actor: staff })
      .then(({ body }) => ({ entries: body.items }));
    expect(entries?.length).toBeGreaterThan(3);
  });

  test('who was entered by mistake is nobody, until entered again', async () => {
    const person = somebody();
    const [{ entry } = { entry: '' }] = placingsIn((await put({ people: [person] })).body, 'tookEffect');
    expect((await settle('revoke', entry, harness.office.staff, { reason })).status).toBe(200);
    expect((await harness.ask('GET', '/rounds', { actor: person.code })).status).toBe(401);
    expect((await put(appoint(person.code, 'LG_DEPUTY'))).body.errors).toMatchObject([{ pointer: '/posts/0/person' }]);
    expect((await put({ people: [person] })).body).toMatchObject({ changed: 1 });
    expect((await harness.ask('GET', '/rounds', { actor: person.code })).status).toBe(200);
  });
});

describe('committees', () => {
  test('leave no supervision by themselves, and stand in no circle', async () => {
    const { committee, staff, upperOffice, registry } = harness.office;
    const [own, upper] = registry.committees;
    expect((await put({ committees: [{ ...own, upper: null }] }, staff)).status).toBe(403);
    expect((await put({ committees: [{ ...upper, upper: committee }] }, upperOffice)).body.errors).toMatchObject([
      { pointer: '/committees/0/upper', detail: expect.stringContaining('above itself') },
    ]);
    const entry = await waiting({ committees: [{ ...own, upper: null }] }, upperOffice);
    for (const actor of [upperOffice, staff]) expect((await settle('confirm', entry, actor)).status).toBe(403);
    expect((await settle('revoke', entry, upperOffice, { reason })).status).toBe(200);
  });

  test('have their term from the office above; what their own office enters waits for it', async () => {
    const { staff, upperOffice, registry, director } = harness.office;
    const [own] = registry.committees;
    const entry = await waiting({ committees: [{ ...own, region: 'CN-22' }] }, staff);
    expect((await settle('confirm', entry, director)).status).toBe(403);
    expect((await settle('confirm', entry, upperOffice)).status).toBe(200);
    const contact = { person: '示例·某人', telephone: '000-0000' };
    expect(
      (await put({ committees: [{ ...own, region: 'CN-22', contact, documentMark: '示巡' }] }, staff)).body,
    ).toMatchObject({
      changed: 1,
      awaiting: [],
    });
  });

  test('an enterprise is asked by analogy: who stands for a post that it does not have acts and confirms', async () => {
    await register(harness.pool, {
      committees: [
        {
          code: 'C-FIRM',
          name: '示例集团党委',
          level: 'ENTERPRISE',
          upper: harness.office.committee,
          roleMapping: [{ post: 'ORGANISATION_DEPARTMENT', askedOf: 'STANDING_COMMITTEE', title: '党群工作部' }],
        },
      ],
      people: ['P-FIRM-DIR', 'P-FIRM-CLERK', 'P-FIRM-NEW'].map((code) => ({
        code,
        name: '示例·某人',
        keptBy: 'C-FIRM',
      })),
      posts: [
        { person: 'P-FIRM-DIR', post: 'OFFICE_DIRECTOR', committee: 'C-FIRM', from: '2020-01-01' },
        { person: 'P-FIRM-CLERK', post: 'STANDING_COMMITTEE', committee: 'C-FIRM', from: '2020-01-01' },
      ],
    });
    const post = { person: 'P-FIRM-NEW', post: 'LG_DEPUTY', committee: 'C-FIRM', from: '2020-01-01' };
    const entry = await waiting({ posts: [post] }, 'P-FIRM-DIR');
    expect((await settle('confirm', entry, 'P-FIRM-CLERK')).status).toBe(200);
    const elsewhere = { committees: [{ code: 'C-NO', name: '县', level: 'COUNTY', roleMapping: [] }] };
    expect((await put(elsewhere)).body.errors).toMatchObject([{ pointer: '/committees/0/roleMapping' }]);
  });
});

test('a change of the office director opens its filing upward, once the committee’s work has begun', async () => {
  const { committee, director, organisationDepartment } = harness.office;
  const work = await harness.ask('POST', `/committees/${committee}/work`, { actor: director, body: {} });
  expect(work.status).toBe(201);
  const person = somebody();
  const told = harness.told.length;
  await settle(
    'confirm',
    await waiting({ people: [person], ...appoint(person.code, 'OFFICE_DIRECTOR') }),
    organisationDepartment,
  );
  const events = async () => {
    const { rows } = await harness.pool.query(
      `SELECT by, posts, data FROM events WHERE round = $1 AND type = 'DirectorChanged' ORDER BY sequence`,
      [`W-${committee}`],
    );
    return rows;
  };
  expect(await events()).toMatchObject([
    {
      by: organisationDepartment,
      posts: [{ post: 'ORGANISATION_DEPARTMENT' }],
      data: { person: person.code, change: 'APPOINTED' },
    },
  ]);
  expect(harness.told.slice(told)).toMatchObject([{ round: `W-${committee}` }]);
  await settle(
    'confirm',
    await waiting(appoint(person.code, 'OFFICE_DIRECTOR', { to: today() })),
    organisationDepartment,
  );
  expect(await events()).toMatchObject([{}, { data: { person: person.code, change: 'REMOVED' } }]);
});

test('the dossier verifies after all this', async () => {
  const { faults, registryEvents } = await verifyLedger(harness.pool);
  expect(faults).toEqual([]);
  expect(registryEvents).toBeGreaterThan(80);
});

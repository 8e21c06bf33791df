/** `Idempotency-Key`: the same question gets the same answer, another question under the same key gets none. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf } from '../../domain/calendar.ts';
import { type Look, ROUND_VIEW } from '../../contracts/messages.ts';
import { eventually, type SystemHarness, openSystem } from '../support/system-harness.ts';
import { aRoundThatIs, type ApiHarness, firstOf, openApi, statusesOf } from './harness.ts';
import { register } from '../support/registry.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi({ processes: 2 });
});
afterAll(() => harness.close());

const lengthOf = async (code: string) =>
  (await harness.api.all(`/rounds/${code}/events`, harness.office.director)).length;
const approve = (
  code: string,
  key: string | undefined,
  body: object = { decision: '批-1' },
  actor = harness.office.secretary,
) => harness.act(code, 'approve-round', actor, body, key);

describe('the same request under the same key', () => {
  test('gets the first answer and does nothing', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const first = await approve(code, 'k-1');
    const again = await approve(code, 'k-1');
    expect(first.status).toBe(200);
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-key')).toBe('k-1');
    expect(await lengthOf(code)).toBe(2);
  });

  test('gets the first answer however its fields are ordered and however much space stands around its texts', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const reject = (body: object) => harness.act(code, 'reject-round', harness.office.secretary, body, 'k-order');
    const on = dayOf(new Date().toISOString());
    const first = await reject({ reason: '条件不成熟', on });
    expect(first.status).toBe(200);
    expect((await reject({ on, reason: ' 条件不成熟\n' })).body).toEqual(first.body);
  });

  test('gets the first answer when the round has gone on, and when it has ended', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const first = await approve(code, 'k-on');
    await harness.act(code, 'form-team', harness.office.director, {
      team: 'T-1',
      leader: harness.office.leaders[0],
      deputies: [],
      members: [],
      organisations: [firstOf(harness)],
    });
    expect((await approve(code, 'k-on')).body).toEqual(first.body);

    const other = await aRoundThatIs(harness, 'planned');
    const rejected = await harness.act(
      other.code,
      'reject-round',
      harness.office.secretary,
      { reason: '不予批准' },
      'k-end',
    );
    const again = await harness.act(
      other.code,
      'reject-round',
      harness.office.secretary,
      { reason: '不予批准' },
      'k-end',
    );
    expect(again).toMatchObject({ status: 200 });
    expect(again.body).toEqual(rejected.body);
  });

  test('tells nothing once the caller has lost the post meanwhile', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const { committee } = harness.office;
    const post = { person: 'P-K-CLERK', post: 'STANDING_COMMITTEE', committee, from: '2020-01-01' };
    await register(harness.pool, { people: [{ code: 'P-K-CLERK', name: '委' }], posts: [post] });
    expect((await approve(code, 'k-post', { decision: '批-1' }, 'P-K-CLERK')).status).toBe(200);
    await register(harness.pool, { posts: [{ ...post, to: '2025-01-01' }] });
    expect((await approve(code, 'k-post', { decision: '批-1' }, 'P-K-CLERK')).status).toBe(404);
  });

  test('five times at once is carried out once, and answered five times alike', async () => {
    for (let time = 0; time < 5; time++) {
      const { code } = await aRoundThatIs(harness, 'planned');
      const reject = () =>
        harness.act(code, 'reject-round', harness.office.secretary, { reason: '五次同时' }, 'k-five');
      const answers = await Promise.all(Array.from({ length: 5 }, reject));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      expect(new Set(answers.map(({ body }) => JSON.stringify(sorted(body)))).size).toBe(1);
      expect(await lengthOf(code)).toBe(2);
    }
  });

  test('of another round is another request', async () => {
    const one = await aRoundThatIs(harness, 'planned');
    const two = await aRoundThatIs(harness, 'planned');
    await approve(one.code, 'k-two');
    expect(await approve(two.code, 'k-two')).toMatchObject({ status: 200 });
    expect(await lengthOf(two.code)).toBe(2);
  });
});

describe('another request under a used key is 422 and nothing happens', () => {
  let code: string;
  beforeAll(async () => {
    ({ code } = await aRoundThatIs(harness, 'planned'));
    await approve(code, 'k-used');
  });

  test.each<[string, () => Promise<{ status: number; body: object }>]>([
    ['with another body', () => approve(code, 'k-used', { decision: '批-2' })],
    ['with another day', () => approve(code, 'k-used', { decision: '批-1', on: '2026-11-01' })],
    ['by another person', () => approve(code, 'k-used', { decision: '批-1' }, harness.office.director)],
    ['of another action', () => harness.act(code, 'mobilise', harness.office.secretary, {}, 'k-used')],
    [
      'with another text',
      () => harness.act(code, 'reject-round', harness.office.secretary, { reason: '另一理由' }, 'k-used'),
    ],
  ])('%s', async (_what, ask) => {
    const before = await harness.standing(code);
    expect(await ask()).toMatchObject({ status: 422, body: { title: expect.stringContaining('Idempotency-Key') } });
    expect(await harness.standing(code)).toEqual(before);
  });
});

describe('a key that was refused', () => {
  test('may be used again, for the same and for another request', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const mobilise = () => harness.act(code, 'mobilise', harness.office.director, {}, 'k-refused');
    expect((await mobilise()).status).toBe(409);
    expect((await mobilise()).status).toBe(409);
    expect((await approve(code, 'k-refused')).status).toBe(200);
  });

  test('may be used again with another text, and the text that is then sent is the text that is kept', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const reject = (reason: string, actor: string) => harness.act(code, 'reject-round', actor, { reason }, 'k-text');
    expect((await reject('先前被拒的理由', harness.office.director)).status).toBe(403);
    expect((await reject('后来生效的理由', harness.office.secretary)).status).toBe(200);
    const events = await harness.api.all<{ data: { reason?: { ref: string; hash: string } } }>(
      `/rounds/${code}/events`,
      harness.office.director,
    );
    const reason = events.at(-1)?.data.reason;
    const read = await harness.ask('GET', `/contents/${reason?.ref}`, { actor: harness.office.secretary });
    expect(read).toMatchObject({ status: 200, body: { text: '后来生效的理由', hash: reason?.hash } });
    const { rows } = await harness.pool.query('SELECT ref FROM contents WHERE round = $1', [code]);
    expect(rows).toEqual([{ ref: reason?.ref }]);
  });

  test('and is then sent with two texts at once keeps the one that was carried out', async () => {
    for (let time = 0; time < 5; time++) {
      const { code } = await aRoundThatIs(harness, 'planned');
      const reject = (reason: string) =>
        harness.act(code, 'reject-round', harness.office.secretary, { reason }, 'k-both');
      const reasons = ['理由甲', '理由乙', '理由丙'];
      const answers = await Promise.all(reasons.map(reject));
      const winner = reasons[answers.findIndex(({ status }) => status === 200)];
      expect(statusesOf(answers)).toEqual([200, 422, 422]);
      const events = await harness.api.all<{ data: { reason?: { ref: string } } }>(
        `/rounds/${code}/events`,
        harness.office.director,
      );
      const read = await harness.ask('GET', `/contents/${events.at(-1)?.data.reason?.ref}`, {
        actor: harness.office.secretary,
      });
      expect(read.body).toMatchObject({ text: winner });
    }
  });
});

describe('a key', () => {
  test.each(['', ' ', 'a b', 'x'.repeat(81), 'a/b', "k'; DROP TABLE events", 'a,b'])('"%s" is 422', async (key) => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const before = await harness.standing(code);
    expect(await approve(code, key)).toMatchObject({ status: 422, body: { type: '/problems/invalid' } });
    expect(await harness.standing(code)).toEqual(before);
  });

  test.each(['a', 'x'.repeat(80), 'A.b_c-9', 'constructor', '__proto__'])(
    '"%s" is taken, and shows as the command of its event',
    async (key) => {
      const { code } = await aRoundThatIs(harness, 'planned');
      expect((await approve(code, key)).status).toBe(200);
      const events = await harness.ask('GET', `/rounds/${code}/events?after=1`, { actor: harness.office.director });
      expect(events.body.items).toMatchObject([{ type: 'RoundApproved', command: key }]);
    },
  );

  test('that is not given is made, told, and good for a repetition', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const first = await approve(code, undefined);
    const key = first.headers.get('idempotency-key') ?? '';
    expect((await approve(code, key)).body).toEqual(first.body);
    const second = await approve(code, undefined);
    expect(second.status).toBe(409);
    expect(second.headers.get('idempotency-key')).not.toBe(key);
  });
});

describe('beside a real workflow', () => {
  let system: SystemHarness;
  beforeAll(async () => {
    system = await openSystem();
  });
  afterAll(() => system.close());

  test('the same request five times at once, and again after a restart of the worker, is done once and answered alike', async () => {
    const round = system.round();
    await round.plan();
    const body = { reason: '与上级安排重复' };
    const reject = () =>
      system.api.post<object>(`/rounds/${round.code}/actions/reject-round`, system.office.secretary, body, 'k-real');
    const answers = await Promise.all([reject(), reject(), reject(), reject(), reject()]);
    await system.stopWorker();
    answers.push(await reject());
    await system.startWorker();
    answers.push(await reject());
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect((await system.events(round.code)).map(({ type, command }) => [type, command])).toEqual([
      ['RoundPlanned', expect.any(String)],
      ['RoundRejected', 'k-real'],
    ]);
  });

  test('what is sent to Temporal in place of the API carries nothing out', async () => {
    const round = system.round();
    await round.plan();
    const handle = system.client.workflow.getHandle(round.code);
    const forged = { id: 'k-forged', by: system.office.secretary, payload: { decision: '批-7' } };
    await expect(handle.executeUpdate('approve-round', { args: [forged] })).rejects.toThrow();
    await handle.signal('approve-round', forged);
    await handle.signal('approve-round', { sequence: 99, commands: ['批准本轮巡察'] });
    await eventually(async () => expect(await handle.query<Look>(ROUND_VIEW)).toMatchObject({ sequence: 1 }));
    expect(await system.events(round.code)).toHaveLength(1);
    // The key of the forged command is free.
    const approve = (key: string) =>
      system.api.post(`/rounds/${round.code}/actions/approve-round`, system.office.secretary, forged.payload, key);
    expect(await approve('k-forged')).toMatchObject({ sequence: 2 });
    await eventually(async () => expect(await handle.query<Look>(ROUND_VIEW)).toMatchObject({ sequence: 2 }));
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}

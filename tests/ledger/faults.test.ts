/** Nothing poisons a round: whatever the rules throw comes back as a value, and only faults of the database are thrown. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ruleBook } from '../../domain/round/steps/index.ts';
import { type SystemHarness, openSystem } from '../support/system-harness.ts';
import { aRoundThatIs, type ApiHarness, openApi } from '../api/harness.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi();
});
afterAll(() => harness.close());
afterEach(() => vi.restoreAllMocks());

const order = (
  round: string,
  by: string,
  name: string,
  payload: unknown,
  more: { now?: string; known?: number; id?: string } = {},
) =>
  harness.ledgers[0]?.carryOut({
    round,
    known: -1,
    now: new Date().toISOString(),
    id: randomUUID(),
    by,
    name,
    payload: asObject(payload),
    ...more,
  });
/** What the type forbids a malformed Update does all the same. */
const asObject = (value: unknown): object => Object(value);
const approval = { decision: 'D-1' };
const breakRule = () =>
  vi.spyOn(ruleBook['approve-round'], 'decide').mockImplementation(() => {
    throw new Error('a rule went wrong');
  });

describe('a rule that throws', () => {
  test('is answered 500, changes nothing, raises an alarm, and the round goes on', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const before = await harness.standing(code);
    const spy = breakRule();
    const result = await order(code, harness.office.secretary, 'approve-round', approval, { id: 'k-broken' });
    expect(result).toMatchObject({ sequence: 1, refusal: { status: 500, clause: null }, outlook: { closed: false } });
    expect(await harness.standing(code)).toEqual(before);
    expect(harness.logged.some((line) => line.includes('"alarm":"rule-broke"') && line.includes(code))).toBe(true);
    spy.mockRestore();
    // The key was not used up either.
    const then = await order(code, harness.office.secretary, 'approve-round', approval, { id: 'k-broken' });
    expect(then).toMatchObject({ sequence: 2, answer: { sequence: 2 } });
  });

  test('is answered 500 over HTTP, without saying what went wrong', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    breakRule();
    const answer = await harness.act(code, 'approve-round', harness.office.secretary, approval);
    expect(answer).toMatchObject({
      status: 500,
      type: expect.stringContaining('problem+json'),
      body: { type: '/problems/broken' },
    });
    expect(JSON.stringify(answer.body)).not.toContain('went wrong');
  });

  test('holds up no other command of the round', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    breakRule();
    const [broken, other] = await Promise.all([
      order(code, harness.office.secretary, 'approve-round', approval),
      order(code, harness.office.secretary, 'reject-round', { reason: { ref: `${code}/k/1`, hash: 'a'.repeat(64) } }),
    ]);
    expect(broken).toMatchObject({ refusal: { status: 500 } });
    expect(other).toMatchObject({ answer: { sequence: 2 } });
  });
});

describe('an order that no request could be', () => {
  test.each<[string, string, string, unknown, object]>([
    ['an unknown command', 'P-1', 'abolish', {}, { missing: [{ fact: 'action', action: 'abolish' }] }],
    ['a name that every object has', 'P-1', 'constructor', {}, {}],
    [
      'a payload of another form',
      'P-1',
      'approve-round',
      { decision: 7 },
      { missing: [{ fact: 'form', at: '/decision' }] },
    ],
    ['a payload with more than it may have', 'P-1', 'approve-round', { decision: 'D', x: 1 }, {}],
    [
      'prose in place of a reference',
      'P-1',
      'reject-round',
      { reason: '理由' },
      { missing: [{ fact: 'form', at: '/reason' }] },
    ],
    ['no payload', 'P-1', 'approve-round', null, {}],
    ['a report of the post by somebody else', 'P-1', 'letter-sent', { letter: 'x', attempt: 1 }, {}],
    ['an author who is no code', 'a b', 'approve-round', { decision: 'D-1' }, {}],
  ])('%s is 422 and changes nothing', async (_what, by, name, payload, refusal) => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const before = await harness.standing(code);
    expect(await order(code, by, name, payload)).toMatchObject({ sequence: 1, refusal: { status: 422, ...refusal } });
    expect(await harness.standing(code)).toEqual(before);
  });

  test('with an id that is none is 422', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    for (const id of ['', 'a b', 'x'.repeat(1_000), '理由'])
      expect(await order(code, harness.office.secretary, 'approve-round', approval, { id })).toMatchObject({
        refusal: { status: 422 },
      });
  });

  test('for a round that is not in the ledger is 404, and an alarm', async () => {
    expect(await order('R-GONE-1', 'P-1', 'approve-round', approval)).toMatchObject({
      sequence: 0,
      wentBack: true,
      refusal: { status: 404 },
      outlook: { closed: false, details: expect.stringContaining('R-GONE-1') },
    });
    expect(harness.logged.some((line) => line.includes('round-not-in-ledger') && line.includes('R-GONE-1'))).toBe(true);
  });
});

describe('a ledger that went back', () => {
  test('is noticed by a workflow that knows more, shown, and answered all the same', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const look = await harness.ledgers[0]?.look({ round: code, known: 40 });
    expect(look).toMatchObject({
      sequence: 1,
      wentBack: true,
      outlook: { details: expect.stringContaining('from 40 to 1') },
    });
    expect(harness.logged.some((line) => line.includes('ledger-went-back') && line.includes(code))).toBe(true);
    expect(await order(code, harness.office.secretary, 'approve-round', approval, { known: 40 })).toMatchObject({
      sequence: 2,
      wentBack: true,
      answer: { sequence: 2 },
    });
  });
});

describe('time', () => {
  test('never runs backwards within a round, whatever the workflow’s clock says', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const ahead = new Date(Date.now() + 5 * 86_400_000).toISOString();
    await order(code, harness.office.secretary, 'approve-round', approval, { now: ahead });
    await order(code, harness.office.director, 'form-team', {
      team: 'T-1',
      leader: harness.office.leaders[0],
      deputies: [],
      members: [],
      organisations: [harness.office.organisations[0]?.code],
    });
    const events = await harness.api.all<{ at: string; recordedAt: string }>(
      `/rounds/${code}/events`,
      harness.office.director,
    );
    expect(events.map(({ at }) => at).slice(1)).toEqual([ahead, ahead]);
    expect(Date.parse(events[2]?.recordedAt ?? '')).toBeLessThan(Date.parse(ahead));
  });

  test('that passes where nothing is due leaves nothing', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const before = await harness.standing(code);
    const look = await harness.ledgers[0]?.passTime({ round: code, known: 1, now: '2099-01-01T00:00:00.000Z' });
    expect(look).toMatchObject({ sequence: 1 });
    expect(await harness.standing(code)).toEqual(before);
  });
});

describe('the database', () => {
  test('when it refuses for a while, is a fault that is thrown, so that it is tried again', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const other = await harness.pool.connect();
    try {
      await other.query('BEGIN');
      await other.query('LOCK TABLE events IN ACCESS EXCLUSIVE MODE');
      await expect(
        order(code, harness.office.secretary, 'approve-round', approval, { id: 'k-locked' }),
      ).rejects.toThrow('lock timeout');
    } finally {
      await other.query('ROLLBACK');
      other.release();
    }
    expect(await order(code, harness.office.secretary, 'approve-round', approval, { id: 'k-locked' })).toMatchObject({
      answer: { sequence: 2 },
    });
  });

  test('when it can never take a value, is a fault of our own: 500, an alarm, and the round goes on', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    vi.spyOn(ruleBook['approve-round'], 'decide').mockImplementation((_round, { decision }, { on }) => [
      { type: 'RoundApproved', clause: 'J-VI.2c', on, data: { decision: `${decision}\u0000` } },
    ]);
    const result = await order(code, harness.office.secretary, 'approve-round', approval);
    expect(result).toMatchObject({ sequence: 1, refusal: { status: 500 } });
    expect(harness.logged.some((line) => line.includes('"alarm":"own-fault"') && line.includes(code))).toBe(true);
    vi.restoreAllMocks();
    expect(await order(code, harness.office.secretary, 'approve-round', approval)).toMatchObject({
      answer: { sequence: 2 },
    });
  });
});

describe('in a real workflow', () => {
  let system: SystemHarness;
  beforeAll(async () => {
    system = await openSystem();
  });
  afterAll(() => system.close());

  test('a poisonous Update is refused, and the round goes on', async () => {
    const round = system.round();
    await round.plan();
    const handle = system.client.workflow.getHandle(round.code);
    const poison: [unknown][] = [
      [{}],
      [{ id: 'k', by: 'P-1' }],
      [{ id: 7, by: null, payload: [] }],
      [{ id: 'k', by: 'P-1', payload: 'x' }],
    ];
    for (const args of poison)
      await expect(handle.executeUpdate('approve-round', { args }), JSON.stringify(args)).rejects.toThrow();
    const spy = breakRule();
    await expect(round.act(system.office.secretary, 'approve-round', approval)).rejects.toMatchObject({
      problem: { status: 500 },
    });
    // Past the API's own check: in the workflow itself.
    await expect(
      handle.executeUpdate('approve-round', { args: [{ id: 'k-w', by: system.office.secretary, payload: approval }] }),
    ).rejects.toThrow();
    spy.mockRestore();
    expect(await round.act(system.office.secretary, 'approve-round', approval)).toMatchObject({ sequence: 2 });
    const history = await handle.fetchHistory();
    const failed = history.events?.filter(({ workflowTaskFailedEventAttributes }) => workflowTaskFailedEventAttributes);
    expect(failed).toEqual([]);
  });
});

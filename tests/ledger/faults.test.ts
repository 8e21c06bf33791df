/** Nothing poisons a round: whatever the rules throw comes back as a value, and only faults of the database are thrown. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Look, NUDGE, ROUND_VIEW } from '../../contracts/messages.ts';
import { recordLead } from '../../ledger/open-rounds.ts';
import { roundBook } from '../../ledger/round-book.ts';
import { createLedger } from '../../ledger/ledger.ts';
import { ruleBook } from '../../domain/round/steps/index.ts';
import { eventually, type SystemHarness, openSystem } from '../support/system-harness.ts';
import type { Text } from '../../contracts/schemas/texts.ts';
import { aRoundThatIs, type ApiHarness, openApi } from '../api/harness.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi();
});
afterAll(() => harness.close());
afterEach(() => vi.restoreAllMocks());

const ledger = () => {
  const [first] = harness.ledgers;
  if (!first) throw new Error('no process');
  return first;
};
const order = (
  round: string,
  by: string,
  name: string,
  payload: unknown,
  id: string = randomUUID(),
  texts: readonly Text[] = [],
) => ledger().carryOut({ round, id, by, name, payload: asObject(payload), texts });
const lookAt = (round: string, { known = -1, now = new Date().toISOString() } = {}) => ({
  round,
  known,
  now,
  run: 'run-of-the-test',
});
const alarmed = (alarm: string, code: string) =>
  harness.logged.some((line) => line.includes(`"alarm":"${alarm}"`) && line.includes(code));
/** What the type forbids. */
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
    const result = await order(code, harness.office.secretary, 'approve-round', approval, 'k-broken');
    expect(result).toMatchObject({ refusal: { status: 500, clause: null } });
    expect(await harness.standing(code)).toEqual(before);
    expect(alarmed('own-fault', code)).toBe(true);
    spy.mockRestore();
    // The key was not used up either.
    const then = await order(code, harness.office.secretary, 'approve-round', approval, 'k-broken');
    expect(then).toMatchObject({ answer: { sequence: 2 } });
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
    const reason = { ref: `${code}/k/1`, hash: 'a'.repeat(64) };
    const [broken, other] = await Promise.all([
      order(code, harness.office.secretary, 'approve-round', approval),
      order(code, harness.office.secretary, 'reject-round', { reason }, 'k', [{ ...reason, text: '不予批准' }]),
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
    ['a report of the mailroom by somebody else', 'P-1', 'letter-sent', { letter: 'x', attempt: 1 }, {}],
    ['an author who is no code', 'a b', 'approve-round', { decision: 'D-1' }, {}],
  ])('%s is 422 and changes nothing', async (_what, by, name, payload, refusal) => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const before = await harness.standing(code);
    expect(await order(code, by, name, payload)).toMatchObject({ refusal: { status: 422, ...refusal } });
    expect(await harness.standing(code)).toEqual(before);
  });

  test('with an id that is none is 422', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    for (const id of ['', 'a b', 'x'.repeat(1_000), '理由'])
      expect(await order(code, harness.office.secretary, 'approve-round', approval, id)).toMatchObject({
        refusal: { status: 422 },
      });
  });

  test('for a round that is not in the ledger is 404', async () => {
    expect(await order('R-GONE-0', 'P-1', 'approve-round', approval)).toMatchObject({ refusal: { status: 404 } });
  });
});

describe('a ledger that went back', () => {
  test('is noticed by a workflow that knows more, shown, and goes on', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    expect(await ledger().look(lookAt(code, { known: 40 }))).toMatchObject({
      sequence: 1,
      wentBack: true,
      details: expect.stringContaining('台账由第40条退回第1条'),
    });
    expect(alarmed('ledger-went-back', code)).toBe(true);
    expect(await order(code, harness.office.secretary, 'approve-round', approval)).toMatchObject({
      answer: { sequence: 2 },
    });
    expect(await ledger().look(lookAt(code, { known: 2 }))).not.toHaveProperty('wentBack');
  });

  test('before the round was planned is noticed by its workflow, which neither ends nor lets time pass', async () => {
    const missing = { sequence: 0, wentBack: true, closed: false, details: expect.stringContaining('R-GONE-1') };
    expect(await ledger().look(lookAt('R-GONE-1'))).toMatchObject(missing);
    expect(await ledger().passTime(lookAt('R-GONE-1'))).toMatchObject({ look: missing, claims: [] });
    expect(await ledger().claim(lookAt('R-GONE-1'))).toEqual([]);
    expect(alarmed('round-not-in-ledger', 'R-GONE-1')).toBe(true);
  });
});

describe('a rule that throws as time passes', () => {
  afterEach(() => vi.restoreAllMocks());
  const failed = { why: expect.stringContaining('规则运算出错，一小时后重试'), closed: false };

  test('changes nothing, raises an alarm, is tried again in an hour, and the round goes on', async () => {
    const { code } = await aRoundThatIs(harness, 'signed');
    const now = new Date(Date.now() + 100 * 86_400_000).toISOString();
    await recordLead(harness.pool, code, Date.parse(now));
    const before = await harness.standing(code);
    const spy = vi.spyOn(roundBook, 'advance').mockImplementation(() => {
      throw new Error('a rule went wrong');
    });
    const wakeAt = new Date(Date.parse(now) + 3_600_000).toISOString();
    expect(await ledger().passTime(lookAt(code, { now }))).toMatchObject({ look: { ...failed, wakeAt }, claims: [] });
    expect(await harness.standing(code)).toEqual(before);
    expect(alarmed('own-fault', code)).toBe(true);
    spy.mockRestore();
    const { claims } = await ledger().passTime(lookAt(code, { now }));
    expect(claims.length).toBeGreaterThan(0);
  });

  test('or as the workflow looks, comes back as a value too', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const spy = vi.spyOn(roundBook, 'outlook').mockImplementation(() => {
      throw new Error('a rule went wrong');
    });
    expect(await ledger().look(lookAt(code, { known: 1 }))).toMatchObject({ ...failed, sequence: 1 });
    expect(alarmed('own-fault', code)).toBe(true);
    spy.mockRestore();
    expect(await ledger().look(lookAt(code))).toMatchObject({ sequence: 1, attributes: { phase: 'PLANNED' } });
  });

  test('or as the page is made after time has passed, takes nothing of it back', async () => {
    const { code } = await aRoundThatIs(harness, 'signed');
    const now = new Date(Date.now() + 100 * 86_400_000).toISOString();
    await recordLead(harness.pool, code, Date.parse(now));
    const spy = vi.spyOn(roundBook, 'outlook').mockImplementation(() => {
      throw new Error('a rule went wrong');
    });
    const { look, claims } = await ledger().passTime(lookAt(code, { now }));
    expect(look).toMatchObject(failed);
    expect(claims.length).toBeGreaterThan(0);
    spy.mockRestore();
    expect((await ledger().look(lookAt(code, { now }))).sequence).toBe(look.sequence);
  });

  test('or as the events are folded, comes back as a value, and an alarm', async () => {
    const { code } = await aRoundThatIs(harness, 'prepared');
    const cold = createLedger({
      pool: harness.pool,
      log: pino({}, { write: (line: string) => void logged.push(line) }),
      rememberedRounds: 1,
    });
    const logged: string[] = [];
    const spy = vi.spyOn(roundBook, 'evolve').mockImplementation(() => {
      throw new Error('a rule went wrong');
    });
    expect(await cold.look(lookAt(code, { known: 3 }))).toMatchObject({ ...failed, sequence: 3 });
    expect(await cold.passTime(lookAt(code))).toMatchObject({ look: failed, claims: [] });
    expect(logged.filter((line) => line.includes('"alarm":"own-fault"'))).toHaveLength(2);
    spy.mockRestore();
    expect((await cold.look(lookAt(code))).sequence).toBeGreaterThan(3);
  });
});

describe('the database', () => {
  test('when it refuses for a while, is a fault that is thrown, so that it is tried again', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const other = await harness.pool.connect();
    try {
      await other.query('BEGIN');
      await other.query('LOCK TABLE events IN ACCESS EXCLUSIVE MODE');
      await expect(order(code, harness.office.secretary, 'approve-round', approval, 'k-locked')).rejects.toThrow(
        'lock timeout',
      );
    } finally {
      await other.query('ROLLBACK');
      other.release();
    }
    expect(await order(code, harness.office.secretary, 'approve-round', approval, 'k-locked')).toMatchObject({
      answer: { sequence: 2 },
    });
  });

  test('when it can never take a value, is a fault of our own: 500, an alarm, and the round goes on', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    vi.spyOn(ruleBook['approve-round'], 'decide').mockImplementation((_round, { decision }, { on }) => [
      { type: 'RoundApproved', clause: 'J-VI.2c', on, data: { decision: `${decision}\u0000` } },
    ]);
    const result = await order(code, harness.office.secretary, 'approve-round', approval);
    expect(result).toMatchObject({ refusal: { status: 500 } });
    expect(alarmed('own-fault', code)).toBe(true);
    vi.restoreAllMocks();
    expect(await order(code, harness.office.secretary, 'approve-round', approval)).toMatchObject({
      answer: { sequence: 2 },
    });
  });
});

describe('beside a real workflow', () => {
  let system: SystemHarness;
  beforeAll(async () => {
    system = await openSystem();
  });
  afterAll(() => system.close());

  test('a rule that fails, for a command and for its look, stops no task, and the round goes on', async () => {
    const round = system.round();
    await round.plan();
    const handle = system.client.workflow.getHandle(round.code);
    const seen = () => handle.query<Look>(ROUND_VIEW);
    const spies = [
      breakRule(),
      vi.spyOn(roundBook, 'outlook').mockImplementation(() => {
        throw new Error('a rule went wrong');
      }),
    ];
    await expect(round.act(system.office.secretary, 'approve-round', approval)).rejects.toMatchObject({
      problem: { status: 500 },
    });
    await handle.signal(NUDGE);
    await eventually(async () => expect((await seen()).why).toContain('规则运算出错，一小时后重试'));
    for (const spy of spies) spy.mockRestore();
    expect(await round.act(system.office.secretary, 'approve-round', approval)).toMatchObject({ sequence: 2 });
    await eventually(async () =>
      expect(await seen()).toMatchObject({ sequence: 2, attributes: { phase: 'APPROVED' } }),
    );
    const history = await handle.fetchHistory();
    const failed = history.events?.filter(({ workflowTaskFailedEventAttributes }) => workflowTaskFailedEventAttributes);
    expect(failed).toEqual([]);
  });
});

/** A letter is in one pair of hands: whoever delivers it has a lease, and others wait until it has run out. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Claim, Outcome } from '../../ledger/deliveries.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { recordLead } from '../../ledger/open-rounds.ts';
import { aRoundThatIs, type ApiHarness, openApi } from '../api/harness.ts';

let harness: ApiHarness;
let one: Ledger;
let two: Ledger;
let code: string;
beforeAll(async () => {
  harness = await openApi({ processes: 2, organisations: 4, teams: 20 });
  const [first, second] = harness.ledgers;
  if (!first || !second) throw new Error('two processes');
  [one, two] = [first, second];
});
afterAll(() => harness.close());

/** Letters that a command has written: each organisation's, and each department's copy of its feedback. */
let waiting: number;
beforeEach(async () => {
  ({ code } = await aRoundThatIs(harness, 'fed back'));
  const letters = await lettersOf();
  waiting = letters.filter(({ state }) => state === 'PREPARED').length;
  expect(waiting).toBeGreaterThan(5);
  expect(waiting).toBeLessThanOrEqual(20);
});

const order = () => ({ round: code, known: -1, now: new Date().toISOString(), run: 'run-1' });
const lettersOf = () =>
  harness.api.all<{ letter: string; state: string }>(`/rounds/${code}/letters`, harness.office.director);
const keysOf = (claims: readonly Claim[]) => claims.map(({ letter }) => letter).sort();
const withOutcome = (claims: readonly Claim[], outcome: Outcome) => claims.map((claim) => ({ ...claim, outcome }));
const runOut = () => harness.pool.query('UPDATE deliveries SET until = clock_timestamp() WHERE round = $1', [code]);
const sentEvents = async () => {
  const events = await harness.api.all<{ type: string; data: { letter?: string } }>(
    `/rounds/${code}/events`,
    harness.office.director,
  );
  return events.filter(({ type }) => type === 'LetterSent').map(({ data }) => data.letter);
};

describe('two processes at once', () => {
  test('share the letters that wait, each letter in one pair of hands', async () => {
    const claimed = await Promise.all([one, two, one, two, two, one].map((ledger) => ledger.claim(order())));
    const keys = claimed.flatMap(keysOf);
    expect(keys).toHaveLength(waiting);
    expect(new Set(keys).size).toBe(waiting);
    for (const { attempt, tries } of claimed.flat()) expect([attempt, tries]).toEqual([1, 1]);
    expect(await two.claim(order())).toEqual([]);
  });

  test('of which one has died: the other has its letters when the lease has run out, and not before', async () => {
    const first = await one.claim(order());
    expect(await two.claim(order())).toEqual([]);
    await runOut();
    const second = await two.claim(order());
    expect(keysOf(second)).toEqual(keysOf(first));
    for (const { attempt, tries } of second) expect([attempt, tries]).toEqual([1, 2]);
  });

  test('of which one was frozen and records late: each letter was sent, once', async () => {
    const frozen = await one.claim(order());
    await runOut();
    const awake = await two.claim(order());
    const look = await two.recordDeliveries(order(), withOutcome(awake, 'SENT'));
    const late = await one.recordDeliveries(order(), withOutcome(frozen, 'SENT'));
    expect(late.sequence).toBe(look.sequence);
    expect(await one.recordDeliveries(order(), withOutcome(frozen, 'FAILED'))).toMatchObject({
      sequence: look.sequence,
    });
    const sent = await sentEvents();
    expect(sent).toHaveLength(waiting);
    expect(new Set(sent).size).toBe(waiting);
    for (const { state } of await lettersOf()) expect(state).toBe('SENT');
  });

  test('that record the same deliveries at once record them once', async () => {
    const claims = await one.claim(order());
    await Promise.all([one, two].map((ledger) => ledger.recordDeliveries(order(), withOutcome(claims, 'SENT'))));
    expect(await sentEvents()).toHaveLength(waiting);
  });
});

describe('a letter', () => {
  test('that the mail server did not take is free at once, in the same attempt', async () => {
    const claims = await one.claim(order());
    const look = await one.recordDeliveries(order(), withOutcome(claims, 'NOT_TAKEN'));
    expect(look.letters).toBeDefined();
    const again = await two.claim(order());
    expect(keysOf(again)).toEqual(keysOf(claims));
    for (const { attempt, tries } of again) expect([attempt, tries]).toEqual([1, 2]);
    expect(await sentEvents()).toEqual([]);
  });

  test('whose attempt has failed is in nobody’s hands until the rule book says', async () => {
    const claims = await one.claim(order());
    const look = await one.recordDeliveries(order(), withOutcome(claims, 'FAILED'));
    expect(look.letters).toBeUndefined();
    expect(await two.claim(order())).toEqual([]);
    const next = Date.parse(look.wakeAt ?? '');
    expect(next).toBeGreaterThan(Date.now());

    const now = new Date(next + 1_000).toISOString();
    await recordLead(harness.pool, code, Date.parse(now));
    await two.passTime({ ...order(), now });
    const second = await two.claim({ ...order(), now });
    expect(second.length).toBeGreaterThan(0);
    for (const { attempt, tries } of second) expect([attempt, tries]).toEqual([2, 1]);
  });

  test('that is delivered leaves no lease behind', async () => {
    await one.recordDeliveries(order(), withOutcome(await one.claim(order()), 'SENT'));
    expect((await harness.pool.query('SELECT FROM deliveries WHERE round = $1', [code])).rowCount).toBe(0);
    expect(await two.claim(order())).toEqual([]);
  });

  test('that passing time has written is in the hands of whoever let it pass', async () => {
    ({ code } = await aRoundThatIs(harness, 'signed'));
    const now = new Date(Date.now() + 70 * 86_400_000).toISOString();
    await recordLead(harness.pool, code, Date.parse(now));
    const { claims } = await one.passTime({ ...order(), now });
    expect(claims.length).toBeGreaterThan(0);
    const others = await two.claim({ ...order(), now });
    expect(others.length).toBeGreaterThan(0);
    expect(keysOf(others).filter((key) => keysOf(claims).includes(key))).toEqual([]);
  });
});

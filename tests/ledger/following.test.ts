/** What a workflow does with its round: it looks, lets time pass when a moment has come, and records what became of letters. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordDestination, recordLead } from '../../ledger/open-rounds.ts';
import { aRoundThatIs, type ApiHarness, openApi } from '../api/harness.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi({ teams: 8 });
});
afterAll(() => harness.close());

const ledger = () => {
  const [first] = harness.ledgers;
  if (!first) throw new Error('no process');
  return first;
};
const at = (ms: number) => new Date(ms).toISOString();
const order = (round: string, now: string = at(Date.now()), run = 'run-1') => ({ round, known: -1, now, run });
const eventsOf = (code: string) =>
  harness.api.all<{ type: string; data: { due?: string } }>(`/rounds/${code}/events`, harness.office.director);
/** The round's clock, so many days ahead. */
async function daysLater(code: string, days: number): Promise<string> {
  const now = at(Date.now() + days * DAY_MS);
  await recordLead(harness.pool, code, Date.parse(now));
  return now;
}

describe('time', () => {
  test('that passes twice at the same moment brings nothing the second time', async () => {
    const { code } = await aRoundThatIs(harness, 'signed');
    const now = await daysLater(code, 70);
    const first = await ledger().passTime(order(code, now));
    const events = await eventsOf(code);
    expect(events.filter(({ type }) => type === 'RungReached').length).toBeGreaterThan(0);
    expect(first.claims.length).toBeGreaterThan(0);

    const again = await ledger().passTime(order(code, now));
    expect(again).toEqual({ look: first.look, claims: [] });
    expect(await eventsOf(code)).toEqual(events);
  });

  test('that passes where nothing is due leaves nothing', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const { look, claims } = await ledger().passTime(order(code));
    const before = await harness.standing(code);
    expect([look.sequence, claims]).toEqual([1, []]);
    await ledger().passTime(order(code));
    expect(await harness.standing(code)).toEqual(before);
  });

  test('never runs backwards within a round, whatever a clock says', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const ahead = await daysLater(code, 5);
    await harness.act(code, 'approve-round', harness.office.secretary, { decision: 'D-1' });
    await harness.pool.query('UPDATE rounds SET lead_ms = 0 WHERE code = $1', [code]);
    await harness.act(code, 'reject-round', harness.office.secretary, { reason: '不再进行' });
    await harness.act(code, 'mobilise', harness.office.director, {});
    const events = await harness.api.all<{ at: string; recordedAt: string }>(
      `/rounds/${code}/events`,
      harness.office.director,
    );
    const instants = events.map((event) => Date.parse(event.at));
    expect(instants[1]).toBeGreaterThanOrEqual(Date.parse(ahead));
    expect([...instants].sort((a, b) => a - b)).toEqual(instants);
    for (const { recordedAt } of events) expect(Date.parse(recordedAt)).toBeLessThan(Date.parse(ahead));
  });

  test('always leaves the next moment ahead, wherever in a life it passes', async () => {
    const rests = fc.array(fc.integer({ min: 1, max: 45 * DAY_MS }), { minLength: 2, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('planned', 'decided', 'signed'), rests, async (stage, steps) => {
        const { code } = await aRoundThatIs(harness, stage);
        // Its teams shall not be in the way of the next round's.
        await harness.pool.query('DELETE FROM team_seats WHERE round = $1', [code]);
        let ahead = 0;
        for (const step of steps) {
          ahead += step;
          const now = await daysLater(code, ahead / DAY_MS);
          const { look } = await ledger().passTime(order(code, now));
          if (look.wakeAt !== undefined) expect(Date.parse(look.wakeAt)).toBeGreaterThan(Date.parse(now));
          expect(look.why).not.toMatch(/failed/);
        }
        for (const { data } of await eventsOf(code))
          if (data.due !== undefined) expect(Date.parse(data.due)).toBeLessThanOrEqual(Date.now() + ahead);
      }),
      { numRuns: 8 },
    );
  });
});

describe('clocks', () => {
  const alarms = (code: string) =>
    harness.logged.filter((line) => line.includes('"alarm":"clocks-apart"') && line.includes(code)).length;
  const APART = '两者一致之前不计时';

  test('of which Temporal’s is ahead by more than a minute let no time pass, raise an alarm, and the page says so', async () => {
    const { code } = await aRoundThatIs(harness, 'signed');
    const now = await daysLater(code, 70);
    const before = await eventsOf(code);
    const ahead = at(Date.parse(now) + 2 * MINUTE_MS);
    const { look, claims } = await ledger().passTime(order(code, ahead));
    expect(await eventsOf(code)).toEqual(before);
    expect(claims).toEqual([]);
    expect(look.details).toContain(APART);
    expect(Date.parse(look.wakeAt ?? '')).toBe(Date.parse(ahead) + MINUTE_MS);
    expect(alarms(code)).toBe(1);
    expect((await ledger().look(order(code, ahead))).details).toContain(APART);
    expect(alarms(code)).toBe(2);

    // Less than a minute apart is no matter.
    const passed = await ledger().passTime(order(code, at(Date.parse(now) + 30_000)));
    expect(passed.look.details).not.toContain(APART);
    expect((await eventsOf(code)).length).toBeGreaterThan(before.length);
    expect(alarms(code)).toBe(2);
  });

  test('of which Temporal’s is behind are apart too', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const { look } = await ledger().passTime(order(code, at(Date.now() - 2 * MINUTE_MS)));
    expect(look.details).toContain(APART);
    expect(alarms(code)).toBe(1);
  });

  test('of which one is being moved are not apart, as far as it is being moved', async () => {
    const { code } = await aRoundThatIs(harness, 'signed');
    await recordDestination(harness.pool, code, Date.now() + 70 * DAY_MS);
    const before = await eventsOf(code);
    const { look, claims } = await ledger().passTime(order(code, at(Date.now() + 70 * DAY_MS)));
    expect(look.details).not.toContain(APART);
    expect((await eventsOf(code)).length).toBeGreaterThan(before.length);
    expect(claims.length).toBeGreaterThan(0);
    expect(alarms(code)).toBe(0);

    const beyond = await ledger().passTime(order(code, at(Date.now() + 71 * DAY_MS)));
    expect(beyond.look.details).toContain(APART);
    expect(alarms(code)).toBe(1);
  });

  test('of which the run’s is still to be moved wait for it without an alarm', async () => {
    const { code } = await aRoundThatIs(harness, 'signed');
    const lead = await daysLater(code, 70);
    const before = await eventsOf(code);
    const first = await ledger().look(order(code));
    expect(first.details).not.toContain(APART);
    // On its way there a moment comes that has not come for anybody else.
    const { look, claims } = await ledger().passTime(order(code, first.wakeAt));
    expect(await eventsOf(code)).toEqual(before);
    expect(claims).toEqual([]);
    expect(look.details).not.toContain(APART);
    expect(Date.parse(look.wakeAt ?? '')).toBeGreaterThanOrEqual(Date.parse(lead));
    expect(alarms(code)).toBe(0);
  });
});

describe('that a run has followed', () => {
  const followed = async (code: string) => {
    const { rows } = await harness.pool.query<object>(
      'SELECT sequence, followed_sequence AS followed, followed_run AS run FROM rounds WHERE code = $1',
      [code],
    );
    return rows[0];
  };

  test('is kept by a look, by time that passes, and by deliveries; a command leaves it behind', async () => {
    const round = await aRoundThatIs(harness, 'decided');
    const { code } = round;
    const { sequence } = await ledger().look(order(code));
    expect(await followed(code)).toEqual({ sequence, followed: sequence, run: 'run-1' });

    await round.giveFeedback();
    await round.signFeedback();
    const signed = (await ledger().look(order(code, undefined, 'run-2'))).sequence;
    expect(await followed(code)).toEqual({ sequence: signed, followed: signed, run: 'run-2' });

    const now = await daysLater(code, 70);
    const { look, claims } = await ledger().passTime(order(code, now, 'run-3'));
    expect(look.sequence).toBeGreaterThan(signed);
    expect(await followed(code)).toEqual({ sequence: look.sequence, followed: look.sequence, run: 'run-3' });

    const delivered = await ledger().recordDeliveries(
      order(code, now, 'run-4'),
      claims.map((claim) => ({ ...claim, outcome: 'SENT' })),
    );
    expect(delivered.sequence).toBe(look.sequence + claims.length);
    expect(await followed(code)).toEqual({ sequence: delivered.sequence, followed: delivered.sequence, run: 'run-4' });

    await round.act(harness.office.liaison(harness.office.organisations[0]?.code ?? ''), 'submit-report-1', {
      organisation: harness.office.organisations[0]?.code,
      content: '迟报',
    });
    expect(await followed(code)).toMatchObject({ followed: delivered.sequence });
    expect(await followed(code)).not.toMatchObject({ sequence: delivered.sequence });
  });
});

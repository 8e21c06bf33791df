/** A round that has been on paper for months is taken over through the API. */
import { actTogether } from '../../examples/round.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addToDay, dayOf } from '../../domain/calendar.ts';
import { clockworkOf } from '../../ledger/open-rounds.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { type ApiHarness, firstOf, openApi, transfers } from './harness.ts';
import { paperRound, type PaperRound } from '../support/paper-round.ts';

let harness: ApiHarness;
let round: PaperRound;
beforeAll(async () => {
  harness = await openApi();
  round = await paperRound(harness.api, harness.office, `R-${harness.office.committee.slice(2)}-PAPER`);
});
afterAll(() => harness.close());

const today = () => dayOf(new Date().toISOString());
const read = async (path: string) => (await harness.ask('GET', path, { actor: harness.office.director })).body;
const lettersOf = (code: string) =>
  harness.api.all<{ kind: string; duty: string; to: { post: string } }>(
    `/rounds/${code}/letters`,
    harness.office.director,
  );
const worklist = async () =>
  (await harness.api.all<{ round: string }>('/duties?overdue=true', harness.office.director)).filter(
    (duty) => duty.round === round.code,
  );

test('while its history is entered the round says so, is late with nothing, and nobody is written to', async () => {
  const { code, settled } = round;
  await harness.passTime(code, new Date().toISOString());
  const seen = await read(`/rounds/${code}`);
  expect(seen).toMatchObject({ takeover: 'ENTERING', phase: 'RECTIFYING', counts: { duties: { late: 1 } } });
  expect(await clockworkOf(harness.pool, code)).toMatchObject({ wakeAt: null, unsentSince: null, closed: false });
  expect(await lettersOf(code)).toEqual([]);
  expect(await worklist()).toEqual([]);
  const events = await harness.api.all<{ type: string; on: string; by: string }>(
    `/rounds/${code}/events`,
    harness.office.director,
  );
  expect(new Set(events.map(({ by }) => by))).toEqual(new Set([harness.office.staff]));
  expect(events.find(({ type }) => type === 'FeedbackSigned')?.on).toBe(round.fedBackOn);
  expect(settled).not.toBe(round.owing);
});

test('a command without its day is refused, and says what is missing', async () => {
  const answer = await harness.act(round.code, 'send-transfer', harness.office.staff, { transfer: 'T-001' });
  expect(answer).toMatchObject({
    status: 422,
    body: { clause: 'J-V.4h', missing: [{ fact: 'DayOnPaper' }], detail: expect.stringContaining('补录期间') },
  });
});

test('so is a plan without its day, and one that is sent again is the same round', async () => {
  const plan = {
    code: `${round.code}-2`,
    committee: harness.office.committee,
    term: harness.office.term,
    modes: { kind: 'ROUTINE', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
    organisations: [{ code: firstOf(harness) }],
  };
  const post = (body: object) => harness.ask('POST', '/rounds', { actor: harness.office.director, body });
  expect(await post({ ...plan, takeover: true })).toMatchObject({
    status: 422,
    body: { missing: [{ fact: 'DayOnPaper' }] },
  });
  const dated = { ...plan, takeover: true, on: '2026-01-05' };
  expect(await post(dated)).toMatchObject({ status: 201, body: { takeover: 'ENTERING' } });
  expect((await post(dated)).status).toBe(200);
  expect((await post({ ...plan, on: '2026-01-05' })).status).toBe(409);
});

/** The office proposes it, the leading group's leader confirms what has been entered. */
const goLive = (code: string) =>
  actTogether<object>(harness.api, code, [harness.office.staff, harness.office.leadingGroupLeader], 'go-live', {});

test('people of a history may sit in a team of today', async () => {
  const other = harness.round({ planned: today(), prepared: today() });
  await other.plan();
  await other.prepare();
  const again = await paperRound(harness.api, harness.office, `${round.code}-3`);
  await goLive(again.code);
  expect(await read(`/rounds/${other.code}`)).toMatchObject({ takeover: null });
});

test('going live writes one letter for each report that is owed, at the top rung, and nothing else', async () => {
  const { code, owing } = round;
  expect(await goLive(code)).toMatchObject({ events: [{ type: 'ActConfirmed' }, { type: 'WentLive' }] });
  // Its past is a moment to wake for at once.
  const { wakeAt } = (await clockworkOf(harness.pool, code)) ?? {};
  expect(Date.parse(wakeAt ?? '')).toBeLessThan(Date.now());

  await harness.passTime(code, new Date().toISOString());
  expect((await lettersOf(code)).map(({ kind, duty, to }) => [kind, duty, to.post])).toEqual([
    ['top', `${code}/${owing}/report-1`, 'LG_LEADER'],
    ['top', `${code}/${owing}/report-2`, 'LG_LEADER'],
  ]);
  expect(await read(`/rounds/${code}`)).toMatchObject({
    takeover: 'LIVE',
    counts: { duties: { overdue: 2, late: 1 } },
  });
  expect(await worklist()).toHaveLength(2);
});

test('then life goes on: the office has its own business again, letters climb, late is late', async () => {
  const { code, owing } = round;
  const report = { organisation: owing, content: '迟到的报告' };
  expect((await harness.act(code, 'submit-report-1', harness.office.staff, report)).status).toBe(403);
  expect((await harness.act(code, 'go-live', harness.office.staff, {})).body).toMatchObject({
    status: 409,
    missing: [{ fact: 'HistoryBeingEntered' }],
  });
  await harness.passTime(code, `${addToDay(today(), { days: 10 })}T04:00:00.000Z`);
  expect(await lettersOf(code)).toHaveLength(4);
  const late = await harness.act(code, 'submit-report-1', harness.office.liaison(owing), report);
  expect(late.body).toMatchObject({
    duties: expect.arrayContaining([expect.objectContaining({ outcome: 'MET_LATE' })]),
  });
  for (const { code: transfer } of transfers.slice(0, 1))
    expect((await harness.act(code, 'send-transfer', harness.office.staff, { transfer })).status).toBe(200);
});

test('the ledger verifies', async () => {
  expect((await verifyLedger(harness.pool)).faults).toEqual([]);
});

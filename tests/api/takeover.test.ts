/** A round that has been on paper for months is taken over through the API. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addToDay, dayOf } from '../../domain/calendar.ts';
import { clockworkOf } from '../../ledger/open-rounds.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { type Desk, firstOf, openDesk, transfers } from './harness.ts';
import { paperRound, type PaperRound } from '../support/paper-round.ts';

let desk: Desk;
let round: PaperRound;
beforeAll(async () => {
  desk = await openDesk();
  round = await paperRound(desk.api, desk.office, `R-${desk.office.committee.slice(2)}-PAPER`);
});
afterAll(() => desk.close());

const today = () => dayOf(new Date().toISOString());
const read = async (path: string) => (await desk.ask('GET', path, { actor: desk.office.director })).body;
const lettersOf = (code: string) =>
  desk.api.all<{ kind: string; duty: string; to: { post: string } }>(`/rounds/${code}/letters`, desk.office.director);
const worklist = async () =>
  (await desk.api.all<{ round: string }>('/duties?overdue=true', desk.office.director)).filter(
    (duty) => duty.round === round.code,
  );

test('while its history is entered the round says so, is late with nothing, and nobody is written to', async () => {
  const { code, settled } = round;
  await desk.passTime(code, new Date().toISOString());
  const seen = await read(`/rounds/${code}`);
  expect(seen).toMatchObject({ takeover: 'ENTERING', phase: 'RECTIFYING', counts: { duties: { late: 1 } } });
  expect(await clockworkOf(desk.pool, code)).toMatchObject({ wakeAt: null, unsentSince: null, closed: false });
  expect(await lettersOf(code)).toEqual([]);
  expect(await worklist()).toEqual([]);
  const events = await desk.api.all<{ type: string; on: string; by: string }>(
    `/rounds/${code}/events`,
    desk.office.director,
  );
  expect(new Set(events.map(({ by }) => by))).toEqual(new Set([desk.office.staff]));
  expect(events.find(({ type }) => type === 'FeedbackSigned')?.on).toBe(round.fedBackOn);
  expect(settled).not.toBe(round.owing);
});

test('a command without its day is refused, and says what is missing', async () => {
  const answer = await desk.act(round.code, 'send-transfer', desk.office.staff, { transfer: 'T-001' });
  expect(answer).toMatchObject({
    status: 422,
    body: { clause: 'J-V.4h', missing: [{ fact: 'DayOnPaper' }], detail: expect.stringContaining('补录期间') },
  });
});

test('so is a plan without its day, and one that is sent again is the same round', async () => {
  const plan = {
    code: `${round.code}-2`,
    committee: desk.office.committee,
    term: desk.office.term,
    modes: { kind: 'ROUTINE', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
    organisations: [{ code: firstOf(desk) }],
  };
  const post = (body: object) => desk.ask('POST', '/rounds', { actor: desk.office.director, body });
  expect(await post({ ...plan, takeover: true })).toMatchObject({
    status: 422,
    body: { missing: [{ fact: 'DayOnPaper' }] },
  });
  const dated = { ...plan, takeover: true, on: '2026-01-05' };
  expect(await post(dated)).toMatchObject({ status: 201, body: { takeover: 'ENTERING' } });
  expect((await post(dated)).status).toBe(200);
  expect((await post({ ...plan, on: '2026-01-05' })).status).toBe(409);
});

test('people of a history may sit in a team of today', async () => {
  const other = desk.round({ planned: today(), prepared: today() });
  await other.plan();
  await other.prepare();
  const again = await paperRound(desk.api, desk.office, `${round.code}-3`);
  expect((await desk.act(again.code, 'go-live', desk.office.staff, {})).status).toBe(200);
  expect(await read(`/rounds/${other.code}`)).toMatchObject({ takeover: null });
});

test('going live writes one letter for each report that is owed, at the top rung, and nothing else', async () => {
  const { code, owing } = round;
  const answer = await desk.act(code, 'go-live', desk.office.staff, {});
  expect(answer).toMatchObject({ status: 200, body: { events: [{ type: 'WentLive', clause: 'J-V.4h' }] } });
  // Its past is a moment to wake for at once.
  const { wakeAt } = (await clockworkOf(desk.pool, code)) ?? {};
  expect(Date.parse(wakeAt ?? '')).toBeLessThan(Date.now());

  await desk.passTime(code, new Date().toISOString());
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
  expect((await desk.act(code, 'submit-report-1', desk.office.staff, report)).status).toBe(403);
  expect((await desk.act(code, 'go-live', desk.office.staff, {})).body).toMatchObject({
    status: 409,
    missing: [{ fact: 'HistoryBeingEntered' }],
  });
  await desk.passTime(code, `${addToDay(today(), { days: 10 })}T04:00:00.000Z`);
  expect(await lettersOf(code)).toHaveLength(4);
  const late = await desk.act(code, 'submit-report-1', desk.office.liaison(owing), report);
  expect(late.body).toMatchObject({
    duties: expect.arrayContaining([expect.objectContaining({ outcome: 'MET_LATE' })]),
  });
  for (const { code: transfer } of transfers.slice(0, 1))
    expect((await desk.act(code, 'send-transfer', desk.office.staff, { transfer })).status).toBe(200);
});

test('the ledger verifies', async () => {
  expect((await verifyLedger(desk.pool)).faults).toEqual([]);
});

/** What a committee's side asks about its term: coverage (J-II.1). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aRoundThatIs, type ApiHarness, openApi } from './harness.ts';
import { register } from '../support/registry.ts';

let harness: ApiHarness;
let committee: string;
const [CITY, DIRECTOR] = ['C-UPPER-1', 'P-UPPER-DIR'];
const more = ['O-LEFT-1', 'O-VILLAGE-1', 'O-PROVINCE-1'] as const;

beforeAll(async () => {
  harness = await openApi({ organisations: 2 });
  ({ committee } = harness.office);
  const [own] = harness.office.registry.committees;
  const [left, village, provincial] = more;
  await register(harness.pool, {
    committees: [
      { code: CITY, name: '示例市委', level: 'CITY', term: { from: '2021-01-01' } },
      { ...own, upper: CITY },
      { code: 'C-ELSEWHERE-1', name: '别处县委', level: 'COUNTY' },
    ],
    organisations: [
      { code: left, name: '示例单位党组', kind: 'DEPARTMENT', managedBy: committee },
      { code: village, name: '示例村党支部', kind: 'VILLAGE', managedBy: committee },
      { code: provincial, name: '示例单位党组', kind: 'DEPARTMENT', managedBy: committee, provincialTarget: true },
    ],
    people: [
      { code: DIRECTOR, name: '示例·市委巡察办主任' },
      { code: 'P-ELSEWHERE', name: '示例·别处' },
    ],
    posts: [
      { person: harness.office.upperOffice, post: 'OFFICE_STAFF', committee: CITY, from: '2020-01-01' },
      { person: DIRECTOR, post: 'OFFICE_DIRECTOR', committee: CITY, from: '2020-01-01' },
      { person: 'P-ELSEWHERE', post: 'OFFICE_DIRECTOR', committee: 'C-ELSEWHERE-1', from: '2020-01-01' },
    ],
  });
});
afterAll(() => harness.close());

const coverage = (actor: string, term = '', code = committee) =>
  harness.ask('GET', `/committees/${code}/coverage${term}`, { actor });

describe('coverage', () => {
  test('an organisation that left its round is left over; its successor is planned in its place', async () => {
    const { director, secretary, organisations } = harness.office;
    const codes = organisations.map(({ code }) => code).sort();
    const round = await aRoundThatIs(harness, 'planned');
    const document = { number: 'D-7', on: '2021-09-01', evidence: 'a'.repeat(64) };
    const leave = (organisation: string | undefined, way: object) =>
      round.actTogether([director, secretary], 'leave-scope', { organisation, ...way, document });
    await leave(codes[0], { how: 'DISSOLVED' });
    await leave(codes[1], { how: 'RENAMED', successor: more[0] });
    expect((await coverage(director)).body).toMatchObject({
      mandatory: { objects: 3, planned: [{ organisation: more[0], round: round.code }], left: codes },
    });
    const shown = await harness.ask('GET', `/rounds/${round.code}`, { actor: director });
    expect(shown.body).toMatchObject({
      organisations: expect.arrayContaining([
        expect.objectContaining({ code: codes[1], left: expect.objectContaining({ successor: more[0] }) }),
      ]),
    });
    await round.act(secretary, 'reject-round', { reason: '不妥' });
  });

  test('counts what the term demands, and follows its rounds from plan to withdrawal', async () => {
    const { director, organisations } = harness.office;
    const codes = organisations.map(({ code }) => code);
    expect((await coverage(director)).body).toMatchObject({
      committee,
      term: { from: '2021-09-01', plannedTo: '2026-09-01' },
      mandatory: { objects: 3, inspected: [], planned: [], left: [...codes, more[0]].sort() },
      optional: { objects: 1, left: [more[1]] },
      double: [],
    });

    const round = await aRoundThatIs(harness, 'prepared');
    expect((await coverage(director)).body).toMatchObject({
      mandatory: { planned: codes.map((organisation) => ({ organisation, round: round.code })), left: [more[0]] },
    });

    await round.inspect();
    const { body } = await coverage(director);
    expect(body).toMatchObject({
      mandatory: {
        inspected: codes.map((organisation) => ({ organisation, round: round.code, on: body.today })),
        planned: [],
      },
    });
  });

  test('a rejected round covers nothing', async () => {
    const before = await coverage(harness.office.director);
    const round = await aRoundThatIs(harness, 'planned');
    await round.act(harness.office.secretary, 'reject-round', { reason: '不妥' });
    expect((await coverage(harness.office.director)).body).toEqual(before.body);
  });

  test('of another term is empty, and without an end', async () => {
    expect((await coverage(harness.office.director, '?term=2016-09-01')).body).toMatchObject({
      term: { from: '2016-09-01', plannedTo: null },
      mandatory: { inspected: [], planned: [] },
      forecast: { completeOn: null, withinTerm: null, missed: null },
    });
  });

  test('an organisation in rounds of two committees is warned of', async () => {
    const [organisation] = harness.office.organisations;
    await harness.pool.query(
      `INSERT INTO rounds (code, committee, fingerprint, sequence, hash, last_at, phase, closed, overdue_count)
       SELECT 'R-CITY-1', $1, fingerprint, 1, hash, last_at, phase, false, 0 FROM rounds LIMIT 1`,
      [CITY],
    );
    await harness.pool.query(
      `INSERT INTO events SELECT 'R-CITY-1', sequence, type, at, "on", recorded_at, by, clause, command, data, opens, closes, hash
       FROM events WHERE sequence = 1 LIMIT 1`,
    );
    await harness.pool.query(
      `INSERT INTO inspected_organisations SELECT 'R-CITY-1', code, phase, data FROM inspected_organisations
       WHERE code = $1 AND data->'left' IS NULL LIMIT 1`,
      [organisation?.code],
    );
    expect((await coverage(harness.office.director)).body).toMatchObject({
      double: [{ organisation: organisation?.code, committees: [committee, CITY].sort() }],
    });
  });

  test('is for the committee’s side, and for the committee above', async () => {
    const { secretary, disciplineOrgan, leaders, liaison, organisations } = harness.office;
    for (const actor of [secretary, DIRECTOR]) expect((await coverage(actor)).status).toBe(200);
    for (const actor of [disciplineOrgan, leaders[0] ?? '', liaison(organisations[0]?.code ?? ''), 'P-ELSEWHERE'])
      expect((await coverage(actor)).status).toBe(404);
    // The upper reads the lower, never the other way round.
    expect((await coverage(harness.office.director, '', CITY)).status).toBe(404);
  });

  test('says what it cannot answer', async () => {
    expect((await coverage(harness.office.director, '', 'C-NOWHERE-1')).status).toBe(404);
    expect((await coverage(harness.office.director, '?term=soon')).status).toBe(422);
    expect((await coverage('P-ELSEWHERE', '', 'C-ELSEWHERE-1')).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/term' }],
    });
  });
});

describe('the indicators', () => {
  test('count what was owed by a day in the rounds of the term, and say how much of it was late (J-VI.1c)', async () => {
    const indicators = async () => (await coverage(harness.office.director)).body['indicators'];
    expect(await indicators()).toMatchObject({
      inTime: 0,
      late: 0,
      overdue: 0,
      latePercent: null,
      reopenedPercent: null,
    });
    const round = await aRoundThatIs(harness, 'signed');
    const organisation = harness.office.organisations[0]?.code ?? '';
    await round.act(harness.office.liaison(organisation), 'submit-report-1', { organisation, content: '整改情况' });
    expect(await indicators()).toMatchObject({ inTime: 1, late: 0, overdue: 0, latePercent: 0 });
    await harness.pool.query(`UPDATE rounds SET lead_ms = 86400000::bigint * 100 WHERE code = $1`, [round.code]);
    expect(await indicators()).toMatchObject({ inTime: 1, late: 0, overdue: 3, latePercent: 75 });
  });

  test('count by the first day: an extension erases no lateness (T-5)', async () => {
    const { director, secretary, liaison, organisations } = harness.office;
    const indicators = async () => (await coverage(director)).body['indicators'];
    const round = await aRoundThatIs(harness, 'signed');
    const organisation = organisations[0]?.code ?? '';
    const duty = `${round.code}/${organisation}/report-1`;
    const to = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10);
    await round.act(secretary, 'grant-extension', { duty, to, reason: '抗洪' });
    expect(await indicators()).toMatchObject({ inTime: 1, late: 0, overdue: 3 });

    // The first day of all four reports is over, the extended day of one of them is not.
    await harness.pool.query(`UPDATE rounds SET lead_ms = 86400000::bigint * 70 WHERE code = $1`, [round.code]);
    expect(await indicators()).toMatchObject({ inTime: 1, late: 0, overdue: 7 });
    const answer = await round.act(liaison(organisation), 'submit-report-1', { organisation, content: '整改情况' });
    expect(answer).toMatchObject({ duties: [{ key: duty, outcome: 'MET', outcomeByFirstDay: 'MET_LATE' }] });
    expect(await indicators()).toMatchObject({ inTime: 1, late: 1, overdue: 6 });
    const { body } = await harness.ask('GET', `/rounds/${round.code}`, { actor: director });
    expect(body['counts']).toMatchObject({ duties: { late: 0, lateByFirstDay: 1 } });
  });
});

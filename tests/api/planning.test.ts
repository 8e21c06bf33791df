/** Starting a round over HTTP: its plan goes into the ledger, then its workflow starts. Where Temporal is away, the sweep starts
 *  it later; nobody is kept waiting. */
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SystemHarness, openSystem } from '../support/system-harness.ts';
import { type ApiHarness, openApi, statusesOf } from './harness.ts';
import { aPlan } from '../support/plans.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi();
});
afterAll(() => harness.close());

const planOf = (change: object = {}) => aPlan(harness.office, change);
const plan = (body: object, actor = harness.office.director) => harness.ask('POST', '/rounds', { actor, body });

describe('a plan', () => {
  test('makes a round, says where it is, and starts its workflow', async () => {
    const body = planOf();
    const answer = await plan(body);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/rounds/${body.code}`);
    expect(answer.body).toMatchObject({ code: body.code, phase: 'PLANNED', sequence: 1, duties: [] });
    expect(harness.started.filter((code) => code === body.code)).toHaveLength(1);
    expect((await harness.ask('GET', `/rounds/${body.code}`, { actor: harness.office.secretary })).status).toBe(200);
  });

  test('that is sent again is the same round', async () => {
    const body = planOf();
    await plan(body);
    const again = await plan(body);
    expect(again.status).toBe(200);
    expect(again.headers.get('location')).toBe(`/rounds/${body.code}`);
    expect(again.body).toMatchObject({ code: body.code, sequence: 1 });
  });

  test('that is sent again when the round has gone on does not set it back', async () => {
    const body = planOf();
    await plan(body);
    await harness.act(body.code, 'approve-round', harness.office.secretary, { decision: '批-1' });
    expect(await plan(body)).toMatchObject({ status: 200, body: { phase: 'APPROVED', sequence: 2 } });
  });

  test('that says something else under a taken code is refused, and changes nothing', async () => {
    const body = planOf();
    await plan(body);
    const [first] = body.organisations;
    const before = await harness.standing(body.code);
    for (const other of [
      { ...body, organisations: [first] },
      { ...body, campaign: 'K-2026' },
      { ...body, modes: { ...body.modes, kind: 'SPECIAL' } },
      { ...body, on: '2026-01-05' },
    ])
      expect(await plan(other)).toMatchObject({ status: 409, body: { title: expect.stringContaining(body.code) } });
    expect((await plan(body, harness.office.staff)).status).toBe(200);
    expect(await harness.standing(body.code)).toEqual(before);
  });

  test('that is sent five times at once makes one round', async () => {
    const body = planOf();
    const answers = await Promise.all(Array.from({ length: 5 }, () => plan(body)));
    expect(statusesOf(answers)).toEqual([200, 200, 200, 200, 201]);
    expect(await harness.api.all(`/rounds/${body.code}/events`, harness.office.director)).toHaveLength(1);
  });

  test('of which two say something else at once makes one of them', async () => {
    const body = planOf();
    const answers = await Promise.all([plan(body), plan({ ...body, campaign: 'K-2027' })]);
    expect(statusesOf(answers)).toEqual([201, 409]);
  });

  test('keeps the facts it relied on, and the pack with its hash', async () => {
    const body = planOf();
    await plan(body);
    const events = await harness.ask('GET', `/rounds/${body.code}/events`, { actor: harness.office.director });
    expect(events.body.items).toMatchObject([
      {
        type: 'RoundPlanned',
        sequence: 1,
        clause: 'J-II.1',
        by: harness.office.director,
        data: {
          leadingGroup: { leader: harness.office.secretary, ledBy: 'SECRETARY' },
          pack: { id: 'jilin-2017', version: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
        },
      },
    ]);
  });

  test('keeps its reasons out of its event: a reference and a hash stand there', async () => {
    const reason = '因村级集体资产问题较多，列入本轮';
    const { committee } = harness.office;
    await harness.ask('PUT', '/registry', {
      actor: harness.office.director,
      body: { organisations: [{ code: 'O-VILLAGE', name: '某村', kind: 'VILLAGE', managedBy: committee }] },
    });
    const body = planOf({ organisations: [{ code: 'O-VILLAGE', reason }], campaign: '乡村振兴领域专项 巡察' });
    expect((await plan(body)).status).toBe(201);
    const { rows } = await harness.pool.query<{ text: string }>(
      `SELECT e::text AS text FROM events e WHERE round = $1 UNION ALL SELECT r::text FROM rounds r WHERE code = $1
       UNION ALL SELECT o::text FROM inspected_organisations o WHERE round = $1`,
      [body.code],
    );
    const kept = rows.map(({ text }) => text).join('\n');
    expect(kept).not.toContain('集体资产');
    expect(kept).not.toContain('乡村振兴');
    expect(kept).toContain('HMAC-SHA-256');
    expect(kept).not.toContain(createHash('sha256').update(reason).digest('hex').slice(0, 32));
    expect((await plan(body)).status).toBe(200);
    expect((await plan({ ...body, organisations: [{ code: 'O-VILLAGE', reason: '另一理由' }] })).status).toBe(409);
  });

  test('may be dated back, never ahead', async () => {
    expect(await plan(planOf({ on: '2026-01-05' }))).toMatchObject({ status: 201 });
    expect(await plan(planOf({ on: '2099-01-01' }))).toMatchObject({ status: 422, body: { clause: 'J-V.5d' } });
  });
});

describe('while Temporal is away', () => {
  beforeEach(() => {
    harness.temporal = 'AWAY';
  });
  afterEach(() => {
    harness.temporal = 'UP';
  });

  test('a plan is answered 201, its start is left to the sweep, and its repetition starts it as well', async () => {
    const body = planOf();
    expect(await plan(body)).toMatchObject({ status: 201, body: { code: body.code, phase: 'PLANNED', sequence: 1 } });
    expect(harness.started).not.toContain(body.code);
    expect(
      harness.logged.filter((line) => line.includes('could not be started') && line.includes(body.code)),
    ).toHaveLength(1);
    harness.temporal = 'UP';
    expect((await plan(body)).status).toBe(200);
    expect(harness.started).toContain(body.code);
  });

  test('commands are carried out, and the workflow would be told of each', async () => {
    const body = planOf();
    await plan(body);
    const before = harness.told.length;
    const approved = await harness.act(
      body.code,
      'approve-round',
      harness.office.secretary,
      { decision: '批-2' },
      'k-1',
    );
    expect(approved).toMatchObject({ status: 200, body: { sequence: 2, events: [{ type: 'RoundApproved' }] } });
    const again = await harness.act(body.code, 'approve-round', harness.office.secretary, { decision: '批-2' }, 'k-1');
    expect(again.body).toEqual(approved.body);
    const [told] = harness.told.slice(before);
    expect(told).toMatchObject({ round: body.code, sequence: 2, command: 'approve-round' });
  });

  test('a refusal is answered, the workflow is told nothing of it, and every read is answered', async () => {
    const body = planOf();
    await plan(body);
    const before = harness.told.length;
    expect((await harness.act(body.code, 'mobilise', harness.office.director, {})).status).toBe(409);
    expect(harness.told).toHaveLength(before);
    const { director } = harness.office;
    const read = [
      `/rounds/${body.code}`,
      `/rounds/${body.code}/events`,
      '/rounds',
      '/duties?limit=5',
      '/registry/committees',
    ];
    for (const path of read) expect((await harness.ask('GET', path, { actor: director })).status, path).toBe(200);
  });
});

describe('on real servers', () => {
  let system: SystemHarness;
  beforeAll(async () => {
    system = await openSystem();
  });
  afterAll(() => system.close());

  test('the workflow of a planned round runs, under the code of the round', async () => {
    const round = system.round();
    await round.plan();
    const { status, type } = await system.client.workflow.getHandle(round.code).describe();
    expect([status.name, type]).toEqual(['RUNNING', 'inspectionRound']);
  });

  test('with nothing listening where Temporal should be, a plan and a command are answered at once', async () => {
    const lonely = await openSystem({ worker: false, temporalAddress: '127.0.0.1:9' });
    try {
      const round = lonely.round();
      const from = Date.now();
      await round.plan();
      await round.act(lonely.office.secretary, 'approve-round', { decision: '批-4' });
      expect(Date.now() - from).toBeLessThan(3_000);
      expect(await lonely.events(round.code)).toHaveLength(2);
      const health = await fetch(`${lonely.url}/health`);
      expect(health.status).toBe(503);
      expect(await health.json()).toEqual({
        up: false,
        missing: ['Temporal', 'worker'],
        commandsTaken: true,
        workerPolledSecondsAgo: null,
      });
    } finally {
      // There is nobody to end its round for it.
      await lonely.pool.query('UPDATE rounds SET closed = true');
      await lonely.close();
    }
  });
});

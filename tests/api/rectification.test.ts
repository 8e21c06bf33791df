/** Rectification over HTTP, to its end: opinions, items that go on under other codes, the draw, the evaluation, the counts. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draw } from '../../domain/lottery.ts';
import { canonical, linkHash, type Link } from '../../ledger/chain.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { type Body, type ApiHarness, firstOf, openApi, prose } from './harness.ts';

let harness: ApiHarness;
let round: ExampleRound;
let organisation: string;
let liaison: string;
beforeAll(async () => {
  harness = await openApi({ organisations: 1, teams: 1 });
  organisation = firstOf(harness);
  liaison = harness.office.liaison(organisation);
  round = harness.round();
  await round.plan();
  await round.prepare();
  await round.inspect();
  await round.decide(4, []);
  await round.giveFeedback();
  await round.signFeedback();
});
afterAll(() => harness.close());

const look = async (actor = harness.office.director): Promise<Body> =>
  (await harness.ask('GET', `/rounds/${round.code}`, { actor })).body;
const refused = (action: string, actor: string, body: object) => harness.act(round.code, action, actor, body);
const full = { leadership: 15, measures: 15, results: 60, lasting: 10 };

interface Drawn {
  readonly seed: string;
  readonly population: readonly string[];
  readonly sample: readonly string[];
}
const theDraw = async () => {
  const events = await harness.api.all<Link & { data: Drawn; hash: string }>(
    `/rounds/${round.code}/events`,
    harness.office.director,
  );
  const place = events.findIndex(({ type }) => type === 'VerificationDrawn');
  const [before, drawn] = events.slice(place - 1);
  if (!before || !drawn) throw new Error('nothing was drawn');
  return { before, drawn };
};

describe('opinions', () => {
  test('are asked on the plan, and what each is on is no day', async () => {
    await round.act(liaison, 'submit-plan', {
      ...prose.plan(harness, organisation, ['F-0001', 'F-0002', 'F-0003', 'F-0004']),
    });
    const given = await round.act<{ duties: object[] }>(harness.office.disciplineOrgan, 'give-opinion', {
      organisation,
      on: 'PLAN',
      verdict: 'AGREE_WITH_CHANGES',
      content: '建议补充追责措施',
    });
    expect(given.duties).toMatchObject([{ kind: 'plan-opinion', owedBy: 'DISC', outcome: 'MET' }]);
    const dated = { organisation, on: '2026-01-01', verdict: 'AGREE', content: '同意' };
    expect((await refused('give-opinion', harness.office.disciplineOrgan, dated)).status).toBe(422);
  });

  test('are foretold for each paper', async () => {
    const { body } = await harness.ask('GET', `/rounds/${round.code}/actions?limit=1000`, {
      actor: harness.office.organisationDepartment,
    });
    expect(body.items?.filter(({ action }) => action === 'give-opinion')).toEqual([
      { action: 'give-opinion', target: { organisation, on: 'PLAN' }, allowed: true },
      expect.objectContaining({ target: { organisation, on: 'REPORT' }, allowed: false, clause: 'J-V.4d' }),
    ]);
  });
});

describe('the count', () => {
  test('keeps every finding, under whatever code it goes on', async () => {
    await round.act(harness.office.director, 'accept-plan', { organisation });
    await round.act(harness.office.director, 'merge-finding', { finding: 'F-0001', into: 'F-0002' });
    await round.act(harness.office.director, 'split-finding', { finding: 'F-0003', into: ['F-0005', 'F-0006'] });
    const waiving = [harness.office.leadingGroupLeader, harness.office.executiveDeputy] as const;
    await round.actTogether(waiving, 'waive-finding', { finding: 'F-0004', reason: '机构已撤销' });
    for (const finding of ['F-0002', 'F-0005']) await round.act(liaison, 'report-item', prose.reportItem(finding));
    await round.act(harness.office.director, 'accept-finding', { finding: 'F-0005' });
    const counts = { found: 6, rectified: 2, accepted: 1, merged: 1, split: 1, waived: 1, landed: 4 };
    expect((await look()).counts).toMatchObject({ findings: counts });
    // The organisation sees its own findings, all of them.
    expect((await look(liaison)).counts).toMatchObject({ findings: counts });
  });

  test('tells what came of the round (J-I.2); a measure of a split finding is one, however many parts it has', async () => {
    const outcomes = { transferred: 0, heldToAccount: 0, specialRectifications: 0 };
    expect((await look()).counts).toMatchObject({ outcomes: { ...outcomes, found: 4, systemsBuilt: 1 } });
    await round.act(liaison, 'report-item', prose.reportItem('F-0006'));
    for (const finding of ['F-0002', 'F-0006']) await round.act(harness.office.director, 'accept-finding', { finding });
    expect((await look()).counts).toMatchObject({ outcomes: { ...outcomes, found: 4, systemsBuilt: 2 } });
  });

  test('refuses what would take a finding out of it, by clause', async () => {
    const { status, body } = await refused('merge-finding', harness.office.director, {
      finding: 'F-0001',
      into: 'F-0002',
    });
    expect(status).toBe(409);
    expect(body).toMatchObject({ clause: 'J-V.4h', missing: [{ fact: 'FindingStillCounts', state: 'MERGED' }] });
    expect(body.detail).toContain('不得合并问题');
  });
});

describe('the draw', () => {
  test('takes its seed from the ledger, and can be drawn again by whoever reads it', async () => {
    await round.act(harness.office.director, 'draw-verification', { organisation });
    const { before, drawn } = await theDraw();
    const { seed, population, sample } = drawn.data;
    expect(seed).toBe(`${before.hash}@${drawn.at}`);
    expect(population).toEqual(['F-0002', 'F-0005', 'F-0006']);
    expect(sample).toEqual(draw(seed, population, 1));
    expect((await verifyLedger(harness.pool)).faults).toEqual([]);
  });

  test('is told to nobody of the organisation', async () => {
    const duties = await harness.api.all<{ kind: string }>(`/rounds/${round.code}/duties`, liaison);
    expect(duties.map(({ kind }) => kind)).not.toContain('verification');
  });

  test('that was rewritten, chain and all, is found by drawing it again', async () => {
    const { before, drawn } = await theDraw();
    const { sequence, data } = drawn;
    const other = data.population.filter((code) => !data.sample.includes(code)).slice(0, 1);
    const data2 = { ...data, sample: other };
    const rewrite = async (content: object, hash: string) => {
      await harness.pool.query('ALTER TABLE events DISABLE TRIGGER ALL');
      await harness.pool.query('UPDATE events SET data = $3, hash = $4 WHERE round = $1 AND sequence = $2', [
        round.code,
        sequence,
        JSON.stringify(content),
        hash,
      ]);
      await harness.pool.query('UPDATE rounds SET hash = $2 WHERE code = $1', [round.code, hash]);
      await harness.pool.query('ALTER TABLE events ENABLE TRIGGER ALL');
    };
    await rewrite(data2, linkHash(before.hash, { ...drawn, data: data2 }));
    expect((await verifyLedger(harness.pool)).faults).toEqual([
      `${round.code}: row ${sequence} (VerificationDrawn) does not draw the same when drawn again`,
    ]);
    await rewrite(data, drawn.hash);
    expect(canonical((await theDraw()).drawn)).toBe(canonical(drawn));
  });
});

describe('the end', () => {
  test('waits for what was drawn, and for a second evaluation after one that failed', async () => {
    const [finding = ''] = (await theDraw()).drawn.data.sample;
    await round.act(liaison, 'submit-report-1', { organisation, content: '整改情况报告' });
    await round.act(harness.office.principal(organisation), 'submit-report-2', {
      organisation,
      content: '履责情况报告',
    });
    for (const scope of ['INSIDE', 'PUBLIC'])
      await round.act(harness.office.leadingGroupLeader, 'exempt-disclosure', { organisation, scope, reason: '涉密' });
    const waiting = await refused('close-round', harness.office.director, {});
    expect(waiting.body.missing).toMatchObject([{ fact: 'VerificationRecorded', finding, heldBy: 'OFF' }]);
    await round.act(harness.office.director, 'record-verification', { finding, passed: true, content: '现场核查属实' });

    const scores = { ...full, results: 40.5 };
    await round.act(harness.office.leadingGroupLeader, 'evaluate', { organisation, scores, content: '成效一般' });
    const failed = await refused('close-round', harness.office.director, {});
    expect(failed.body.missing).toMatchObject([{ fact: 'SecondReportSubmitted', heldBy: 'ORG' }]);
    await round.act(liaison, 'submit-report-1', { organisation, content: '二次整改情况报告' });
    await round.act(harness.office.director, 'evaluate', { organisation, scores: full, content: '成效明显' });
    await round.act(harness.office.director, 'close-round', {});
    expect((await look()).closed).toBe(false);
    expect(await look()).toMatchObject({
      phase: 'CLOSED',
      organisations: [{ evaluation: { passed: true, total: 100 } }],
      counts: { findings: { found: 6, landed: 6 } },
    });
    expect((await verifyLedger(harness.pool)).faults).toEqual([]);
  });

  test.each([
    ['a score finer than a half', { ...full, results: 40.25 }],
    ['a score that is no number', { ...full, results: '40' }],
    ['a criterion that is a sentence', { ...full, 'the principal did not care': 1 }],
  ])('%s is no evaluation', async (_what, scores) => {
    const { status } = await refused('evaluate', harness.office.director, { organisation, scores, content: '评估' });
    expect(status).toBe(422);
  });
});

/** What changes under way, over HTTP: extensions, supervision, a change of pack, a hand-over, and a round halted or given up;
 *  who may see it, and that the ledger's tables say what its events say. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyLedger } from '../../ledger/verify.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { aRoundThatIs, type ApiHarness, firstOf, openApi, transfers } from './harness.ts';

let harness: ApiHarness;
let round: ExampleRound;
let own: string;
let report: string;
beforeAll(async () => {
  harness = await openApi();
  own = firstOf(harness);
  round = await aRoundThatIs(harness, 'signed');
  await round.sendAndReceive(transfers);
  report = `${round.code}/${own}/report-1`;
});
afterAll(() => harness.close());

interface Shown {
  readonly key: string;
  readonly [field: string]: unknown;
}
const dutiesSeenBy = (actor: string, code = round.code) => harness.api.all<Shown>(`/rounds/${code}/duties`, actor);
async function dutyOf(key: string): Promise<Shown> {
  const duty = (await dutiesSeenBy(harness.office.director)).find((each) => each.key === key);
  if (!duty) throw new Error(`no duty ${key}`);
  return duty;
}
async function textOf(type: string): Promise<string> {
  const events = await harness.api.all<{ type: string; data: object }>(
    `/rounds/${round.code}/events`,
    harness.office.director,
  );
  const found = /"ref":\s*"([^"]+)"/.exec(JSON.stringify(events.findLast((event) => event.type === type)?.data));
  return found?.[1] ?? '';
}
const reads = async (ref: string, actor: string) => (await harness.ask('GET', `/contents/${ref}`, { actor })).status;
const plusDays = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

describe('an extension', () => {
  test('is asked for and granted, and the duty shows both days', async () => {
    const { dueOn } = await dutyOf(report);
    const to = plusDays(String(dueOn), 30);
    const asked = { duty: report, to, reason: '遭遇洪灾' };
    expect((await harness.act(round.code, 'request-extension', harness.office.liaison(own), asked)).status).toBe(200);
    expect(await dutyOf(report)).toMatchObject({ dueOn, requested: { to } });
    const granted = await harness.act(round.code, 'grant-extension', harness.office.secretary, {
      duty: report,
      reason: '同意',
    });
    expect(granted.body).toMatchObject({
      duties: expect.arrayContaining([expect.objectContaining({ key: report, dueOn: to })]),
    });
    const shown = await dutyOf(report);
    expect(shown).toMatchObject({ dueOn: to, originalDueOn: dueOn, extensions: 1, requested: null, overdue: false });
    expect(shown).not.toHaveProperty('reachedBefore');
  });

  test('is read by who owes the duty and who decides on it', async () => {
    const { office } = harness;
    const ref = await textOf('ExtensionRequested');
    expect(await reads(ref, office.liaison(own))).toBe(200);
    expect(await reads(ref, office.secretary)).toBe(200);
    expect(await reads(ref, office.liaison(office.organisations[1]?.code ?? ''))).toBe(404);
    expect(await reads(ref, office.disciplineOrgan)).toBe(404);
  });

  test('of a clue is nothing that the organisation sees', async () => {
    const { office } = harness;
    const duty = `${round.code}/T-001/transfer-answer-disc`;
    const { dueOn } = await dutyOf(duty);
    const asked = { duty, to: plusDays(String(dueOn), 10), reason: '案情复杂' };
    expect((await harness.act(round.code, 'request-extension', office.disciplineOrgan, asked)).status).toBe(200);
    const ref = await textOf('ExtensionRequested');
    expect(await reads(ref, office.disciplineOrgan)).toBe(200);
    expect(await reads(ref, office.secretary)).toBe(200);
    expect(await reads(ref, office.liaison(own))).toBe(404);
    for (const person of [office.liaison(own), office.principal(own)]) {
      const seen = [
        await dutiesSeenBy(person),
        await harness.api.all(`/rounds/${round.code}/actions`, person),
        await harness.api.get(`/rounds/${round.code}`, person),
      ];
      expect(JSON.stringify(seen)).not.toMatch(/T-001|extension-decision/);
    }
  });
});

describe('a supervision', () => {
  test('goes out to its addressee, who alone answers it', async () => {
    const { office } = harness;
    const order = { target: report, dueOn: plusDays(new Date().toISOString(), 10), content: '限期办结' };
    expect((await harness.act(round.code, 'supervise', office.director, order)).status).toBe(200);
    const key = `${round.code}/SUP-0001/supervision-org`;
    expect(await dutyOf(key)).toMatchObject({ owedBy: 'ORG', dueOn: order.dueOn, basis: 'T', supervises: report });
    const letters = await harness.api.all<Shown>(`/rounds/${round.code}/letters`, office.liaison(own));
    expect(letters).toContainEqual(expect.objectContaining({ kind: 'supervision', duty: key }));
    const ref = await textOf('SupervisionOrdered');
    expect(await reads(ref, office.liaison(own))).toBe(200);
    expect(await reads(ref, office.disciplineOrgan)).toBe(404);

    const answer = { supervision: 'SUP-0001', content: '已经办结' };
    expect((await harness.act(round.code, 'answer-supervision', office.director, answer)).status).toBe(403);
    expect((await harness.act(round.code, 'answer-supervision', office.liaison(own), answer)).status).toBe(200);
    expect(await reads(await textOf('SupervisionAnswered'), office.liaison(own))).toBe(200);
  });

  test('of a clue is nothing that the organisation sees', async () => {
    const { office } = harness;
    const order = { target: 'T-001', dueOn: plusDays(new Date().toISOString(), 10), content: '限期办结' };
    expect((await harness.act(round.code, 'supervise', office.director, order)).status).toBe(200);
    expect(await reads(await textOf('SupervisionOrdered'), office.disciplineOrgan)).toBe(200);
    expect(await reads(await textOf('SupervisionOrdered'), office.liaison(own))).toBe(404);
    const seen = [
      await dutiesSeenBy(office.liaison(own)),
      await harness.api.all(`/rounds/${round.code}/actions`, office.liaison(own)),
      await harness.api.all(`/rounds/${round.code}/letters`, office.liaison(own)),
    ];
    expect(JSON.stringify(seen)).not.toMatch(/T-001|SUP-0002/);
  });
});

describe('a change of pack', () => {
  const dryRun = (actor: string, pack = 'jilin-2017-watched') =>
    harness.ask('GET', `/rounds/${round.code}/pack-change?pack=${pack}`, { actor });

  test('is shown first, refused without, and then does what was shown', async () => {
    const { director, secretary } = harness.office;
    const change = { pack: 'jilin-2017-watched', reason: '县里规定', approver: secretary };
    const unseen = await harness.act(round.code, 'change-pack', secretary, { ...change, shown: 'a'.repeat(64) });
    expect(unseen).toMatchObject({ status: 409, body: { clause: 'J-V.5a', missing: [{ fact: 'DryRunShown' }] } });

    const { status, body } = await dryRun(director);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      from: { id: 'jilin-2017' },
      to: { id: 'jilin-2017-watched' },
      shown: expect.any(String),
    });
    const lines: Shown[] = JSON.parse(JSON.stringify(body['duties']));
    const done = await harness.act(round.code, 'change-pack', secretary, { ...change, shown: body['shown'] });
    expect(done.status).toBe(200);
    const after = new Map((await dutiesSeenBy(director)).map((duty) => [duty.key, duty]));
    for (const { duty, to } of lines) expect(after.get(String(duty))?.['dueOn'], String(duty)).toBe(to);
  });

  test('to a pack that is looser than the opinion is refused to a committee of no such province', async () => {
    const { director, secretary } = harness.office;
    const { body } = await dryRun(director, 'county-dingyuan');
    const change = { pack: 'county-dingyuan', reason: '县里规定', approver: secretary, shown: body['shown'] };
    expect(await harness.act(round.code, 'change-pack', secretary, change)).toMatchObject({
      status: 422,
      body: { clause: 'J-V.4d', missing: [{ fact: 'PackForRegion', province: 'CN-34' }] },
    });
  });

  test('is nothing that the organisation looks at, and of a pack that exists', async () => {
    expect((await dryRun(harness.office.liaison(own))).status).toBe(403);
    expect((await dryRun(harness.office.director, 'nowhere')).status).toBe(422);
    expect(
      (await harness.ask('GET', `/rounds/R-NONE/pack-change?pack=jilin-2017`, { actor: harness.office.director }))
        .status,
    ).toBe(404);
    expect(
      (await harness.ask('GET', `/rounds/${round.code}/pack-change`, { actor: harness.office.director })).status,
    ).toBe(422);
  });
});

test('a hand-over takes the old principal from the registry, and is signed by the new one once in office', async () => {
  const { office } = harness;
  const old = office.principal(own);
  await harness.api.put('/registry', office.director, {
    people: [{ code: 'P-NEWCOMER', name: '新任书记' }],
    posts: [],
  });
  const handed = { organisation: own, newPrincipal: 'P-NEWCOMER' };
  expect((await harness.act(round.code, 'hand-over', office.director, handed)).status).toBe(200);
  const sign = () => harness.act(round.code, 'sign-hand-over', 'P-NEWCOMER', { organisation: own });
  expect((await sign()).status).toBe(404);
  const from = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await harness.api.put('/registry', office.director, {
    posts: [{ person: 'P-NEWCOMER', post: 'PRINCIPAL', organisation: own, from }],
  });
  expect((await sign()).status).toBe(200);
  const { organisations } = await harness.api.get<{ organisations: { code: string; principals: Shown[] }[] }>(
    `/rounds/${round.code}`,
    office.director,
  );
  const periods = organisations.find(({ code }) => code === own)?.principals ?? [];
  expect(periods.map(({ person }) => person)).toEqual([old, 'P-NEWCOMER']);
  expect(periods[0]?.['to']).toEqual(expect.any(String));
});

test('a suspended round lets the organisation answer and nobody drive; resumed it goes on; cancelled it frees its team', async () => {
  const { office } = harness;
  const reason = { reason: '遭遇洪灾' };
  await round.actTogether([office.secretary, office.standingCommittee], 'suspend-round', reason);
  expect(await harness.api.get(`/rounds/${round.code}`, office.director)).toMatchObject({ phase: 'SUSPENDED' });
  const halted = await harness.act(round.code, 'supervise', office.director, {
    target: 'T-002',
    dueOn: '2099-01-01',
    content: '限期办结',
  });
  expect(halted).toMatchObject({ status: 409, body: { clause: 'J-I.3a', missing: [{ fact: 'RoundRunning' }] } });
  const submitted = await harness.act(round.code, 'submit-report-1', office.liaison(own), {
    organisation: own,
    content: '整改情况报告',
  });
  expect(submitted.status).toBe(200);
  expect((await harness.act(round.code, 'resume-round', office.secretary, reason)).status).toBe(200);
  expect(await harness.api.get(`/rounds/${round.code}`, office.director)).toMatchObject({ phase: 'RECTIFYING' });

  const begun = await aRoundThatIs(harness, 'prepared');
  const seats = async () =>
    (await harness.pool.query('SELECT person FROM team_seats WHERE round = $1', [begun.code])).rows.length;
  expect(await seats()).toBeGreaterThan(0);
  expect((await harness.act(begun.code, 'cancel-round', office.secretary, reason)).status).toBe(200);
  expect(await seats()).toBe(0);
  expect(await harness.api.get(`/rounds/${begun.code}`, office.director)).toMatchObject({
    phase: 'CANCELLED',
    closed: true,
    duties: [],
  });
});

test('the tables say what the events say', async () => {
  expect((await verifyLedger(harness.pool)).faults).toEqual([]);
});

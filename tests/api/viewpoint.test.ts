/** What the inspected see (J-V.5e): their own business, and never that a clue exists. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiProblem } from '../../examples/api-client.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { type SystemHarness, openSystem } from '../support/system-harness.ts';
import { register } from '../support/registry.ts';

let system: SystemHarness;
let code: string;
let round: ExampleRound;
beforeAll(async () => {
  system = await openSystem();
  round = system.round();
  const transfers = [
    { code: 'T-001', to: 'DISC' },
    { code: 'T-002', to: 'OD' },
  ] as const;
  await round.plan();
  await round.prepare();
  await round.inspect();
  await round.decide(2, transfers);
  await round.giveFeedback();
  await round.signFeedback();
  await round.sendAndReceive(transfers);
  code = round.code;
});
afterAll(() => system.close());

const seen = <T>(path: string, actor: string) => system.api.all<T>(path, actor);
const statusOf = async (path: string, actor: string) =>
  (await fetch(`${system.url}${path}`, { headers: { 'X-Actor': actor } })).status;
const own = () => system.office.organisations[0]?.code ?? '';

describe('somebody of an inspected organisation', () => {
  test('is shown no transfer, anywhere', async () => {
    const liaison = system.office.liaison(own());
    expect(await seen(`/rounds/${code}/transfers`, liaison)).toEqual([]);
    const everything = [
      await system.api.get(`/rounds/${code}`, liaison),
      await seen(`/rounds/${code}/duties`, liaison),
      await seen(`/rounds/${code}/letters`, liaison),
      await seen(`/rounds/${code}/findings`, liaison),
      await seen(`/rounds/${code}/actions`, liaison),
      await seen('/duties', liaison),
    ];
    expect(JSON.stringify(everything)).not.toMatch(/T-00[12]/);
  });

  test('sees what the organisation owes, and nothing of another', async () => {
    const duties = await seen<{ organisation: string; owedBy: string }>(
      `/rounds/${code}/duties`,
      system.office.principal(own()),
    );
    expect(duties.length).toBeGreaterThan(0);
    for (const { organisation, owedBy } of duties) {
      expect(organisation).toBe(own());
      expect(['ORG', 'PR']).toContain(owedBy);
    }
    const findings = await seen<{ organisation: string }>(`/rounds/${code}/findings`, system.office.liaison(own()));
    expect(findings.map(({ organisation }) => organisation)).toEqual([own(), own()]);
  });

  test('is told of no referral by what may be done, nor of whom else its own report has set to work', async () => {
    const [liaison, evidence] = [system.office.liaison(own()), ['e'.repeat(64)]];
    const referral = { organisation: own(), trigger: 'T1', evidence, content: '追责建议' };
    await round.act(system.office.director, 'raise-referral', referral);
    expect(JSON.stringify(await seen(`/rounds/${code}/actions`, liaison))).not.toContain('REF-0001');
    const report = { organisation: own(), content: '整改情况' };
    const answer = await round.act<{ duties: { owedBy: string }[] }>(liaison, 'submit-report-1', report);
    expect(answer.duties.map(({ owedBy }) => owedBy)).toEqual(['ORG']);
    const all = await seen<{ kind: string }>(`/rounds/${code}/duties`, system.office.director);
    expect(all.map(({ kind }) => kind)).toContain('report-opinion');
  });

  test('cannot find out by asking whether there is a transfer, a referral or a duty of another', async () => {
    const problemOf = async (action: string, payload: object) => {
      const refused = await round.act(system.office.liaison(own()), action, payload).catch((error: unknown) => error);
      return refused instanceof ApiProblem ? refused.problem : undefined;
    };
    const extension = { to: '2099-01-01', reason: '理由' };
    const answerTo = (transfer: string) => ({ duty: `${code}/${transfer}/transfer-answer-disc`, ...extension });
    const pressing = { dueOn: '2099-01-01', content: '督办' };
    for (const [action, there, nowhere] of [
      ['request-extension', answerTo('T-001'), answerTo('T-999')],
      ['supervise', { target: 'T-001', ...pressing }, { target: 'T-999', ...pressing }],
      ['accept-referral', { referral: 'REF-0001' }, { referral: 'REF-9999' }],
    ] as const) {
      const problem = await problemOf(action, there);
      expect(problem).toMatchObject({ status: 403 });
      expect(await problemOf(action, nowhere)).toEqual(problem);
    }
  });

  test('does not read the ledger', async () => {
    const refused = await system.api
      .get(`/rounds/${code}/events`, system.office.liaison(own()))
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiProblem);
    expect(refused).toMatchObject({ problem: { status: 403 } });
  });
});

describe('transfers', () => {
  test('are seen by the office and the clerk, each by its addressee, and by no team', async () => {
    const { director, secretary, disciplineOrgan, organisationDepartment, functionalDepartment, leaders } =
      system.office;
    const listed = async (actor: string) =>
      (await seen<{ code: string }>(`/rounds/${code}/transfers`, actor)).map((transfer) => transfer.code);
    for (const actor of [director, secretary]) expect(await listed(actor)).toEqual(['T-001', 'T-002']);
    expect(await listed(disciplineOrgan)).toEqual(['T-001']);
    expect(await listed(organisationDepartment)).toEqual(['T-002']);
    for (const actor of [functionalDepartment, leaders[0] ?? '']) expect(await listed(actor)).toEqual([]);
  });
});

describe('somebody without any post or seat', () => {
  test('learns of no round, not even that there is one', async () => {
    await register(system.pool, { people: [{ code: 'P-NOBODY-1', name: '某人' }] });
    expect(await statusOf(`/rounds/${code}`, 'P-NOBODY-1')).toBe(404);
    for (const list of ['duties', 'letters', 'papers', 'findings', 'transfers', 'partner-requests', 'events'])
      expect(await statusOf(`/rounds/${code}/${list}`, 'P-NOBODY-1'), list).toBe(404);
    expect(await seen('/rounds', 'P-NOBODY-1')).toEqual([]);
    expect(await seen('/duties', 'P-NOBODY-1')).toEqual([]);
  });

  test('reads neither people nor posts, as little as an inspected organisation does', async () => {
    for (const actor of ['P-NOBODY-1', system.office.liaison(own())])
      for (const part of ['people', 'posts']) expect(await statusOf(`/registry/${part}`, actor), part).toBe(403);
    expect(await statusOf('/registry/people', system.office.leaders[0] ?? '')).toBe(200);
  });
});

describe('another committee', () => {
  const elsewhere = (committee: string, upper?: string) => ({
    committees: [{ code: committee, name: '另一党委', level: 'CITY', ...(upper ? { upper } : {}) }],
    people: [{ code: `P-OF-${committee}`, name: '某人' }],
    posts: [{ person: `P-OF-${committee}`, post: 'OFFICE_STAFF', committee, from: '2020-01-01' }],
  });

  test('beside the round’s or below it learns of no round; the office above sees it but for clues', async () => {
    const { director, committee } = system.office;
    await register(system.pool, elsewhere('C-BESIDE'));
    await register(system.pool, elsewhere('C-BELOW', committee));
    await register(system.pool, elsewhere('C-ABOVE'));
    const registered = await seen<{ code: string }>('/registry/committees', director);
    const ours = registered.find((each) => each.code === committee);
    for (const actor of ['P-OF-C-BESIDE', 'P-OF-C-BELOW']) {
      expect(await statusOf(`/rounds/${code}`, actor)).toBe(404);
      expect(await seen('/rounds', actor)).toEqual([]);
      expect(await seen('/duties', actor)).toEqual([]);
    }
    await register(system.pool, { committees: [{ ...ours, upper: 'C-ABOVE' }] });
    expect(await seen('/rounds', 'P-OF-C-ABOVE')).toEqual(await seen('/rounds', director));
    expect(await seen(`/rounds/${code}/transfers`, 'P-OF-C-ABOVE')).toMatchObject([{ code: 'T-002' }]);
    const owed = await seen<{ owedBy: string; owedTo: string }>('/duties', director);
    expect(await seen('/duties', 'P-OF-C-ABOVE')).toEqual(
      owed.filter(({ owedBy, owedTo }) => owedBy !== 'DISC' && owedTo !== 'DISC'),
    );
    await register(system.pool, { committees: [{ ...ours }] });
  });
});

describe('an organisation that will be inspected', () => {
  test('is told with the entry notice, and never of what goes on behind closed doors', async () => {
    const later = system.round();
    const liaison = system.office.liaison(own());
    const told = () => system.api.get<{ phase: string; organisations: object[] }>(`/rounds/${later.code}`, liaison);
    const listed = async () =>
      (await seen<{ code: string; phase: string }>('/rounds', liaison)).filter((round) => round.code === later.code);
    await later.plan();
    await later.prepare();
    expect(await statusOf(`/rounds/${later.code}`, liaison)).toBe(404);
    expect(await listed()).toEqual([]);

    await later.inspect();
    await later.decide(1, []);
    expect(await told()).toMatchObject({ phase: 'WITHDRAWN', organisations: [{ code: own(), state: 'WITHDRAWN' }] });
    expect(await listed()).toMatchObject([{ phase: 'WITHDRAWN' }]);
    expect(await system.api.get('/rounds?phase=DECIDED', liaison)).toEqual({ items: [], next: null });
    const [organisation] = (await told()).organisations;
    for (const secret of ['heardOn', 'decidedOn', 'reportSubmittedOn', 'reportReviewedOn', 'opinions', 'progress'])
      expect(organisation).not.toHaveProperty(secret);
    const whole = await system.api.get<{ organisations: object[] }>(`/rounds/${later.code}`, system.office.director);
    expect(whole.organisations[0]).toHaveProperty('heardOn');

    await later.giveFeedback();
    expect(await told()).toMatchObject({ phase: 'FED_BACK' });
  });
});

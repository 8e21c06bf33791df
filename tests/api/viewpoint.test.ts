/** What the inspected see (J-V.5e): their own business, and never that a clue exists. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiProblem } from '../../scripts/api-client.ts';
import type { ExampleRound } from '../../scripts/example-round.ts';
import { type House, openHouse } from '../support/house.ts';

let house: House;
let code: string;
let round: ExampleRound;
beforeAll(async () => {
  house = await openHouse();
  round = house.round();
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
afterAll(() => house.close());

const seen = <T>(path: string, actor: string) => house.api.all<T>(path, actor);
const own = () => house.office.organisations[0]?.code ?? '';

describe('somebody of an inspected organisation', () => {
  test('is shown no transfer, anywhere', async () => {
    const liaison = house.office.liaison(own());
    expect(await seen(`/rounds/${code}/transfers`, liaison)).toEqual([]);
    const everything = [
      await house.api.get(`/rounds/${code}`, liaison),
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
      house.office.principal(own()),
    );
    expect(duties.length).toBeGreaterThan(0);
    for (const { organisation, owedBy } of duties) {
      expect(organisation).toBe(own());
      expect(['ORG', 'PR']).toContain(owedBy);
    }
    const findings = await seen<{ organisation: string }>(`/rounds/${code}/findings`, house.office.liaison(own()));
    expect(findings.map(({ organisation }) => organisation)).toEqual([own(), own()]);
  });

  test('is told of no referral by what may be done, nor of whom else its own report has set to work', async () => {
    const [liaison, evidence] = [house.office.liaison(own()), ['e'.repeat(64)]];
    const referral = { organisation: own(), trigger: 'T1', evidence, content: '追责建议' };
    await round.act(house.office.director, 'raise-referral', referral);
    expect(JSON.stringify(await seen(`/rounds/${code}/actions`, liaison))).not.toContain('REF-0001');
    const report = { organisation: own(), content: '整改情况' };
    const answer = await round.act<{ duties: { owedBy: string }[] }>(liaison, 'submit-report-1', report);
    expect(answer.duties.map(({ owedBy }) => owedBy)).toEqual(['ORG']);
    const all = await seen<{ kind: string }>(`/rounds/${code}/duties`, house.office.director);
    expect(all.map(({ kind }) => kind)).toContain('report-opinion');
  });

  test('cannot find out by asking whether there is a transfer, a referral or a duty of another', async () => {
    const problemOf = async (action: string, payload: object) => {
      const refused = await round.act(house.office.liaison(own()), action, payload).catch((error: unknown) => error);
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
    const refused = await house.api
      .get(`/rounds/${code}/events`, house.office.liaison(own()))
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiProblem);
    expect(refused).toMatchObject({ problem: { status: 403 } });
  });
});

describe('the committee’s side and the team', () => {
  test('see both transfers', async () => {
    const { director, disciplineOrgan, leaders } = house.office;
    for (const actor of [director, disciplineOrgan, leaders[0] ?? ''])
      expect(
        (await seen<{ code: string }>(`/rounds/${code}/transfers`, actor)).map((transfer) => transfer.code),
      ).toEqual(['T-001', 'T-002']);
  });
});

describe('somebody without any post or seat', () => {
  test('sees that the round exists, and nothing in it', async () => {
    await house.api.put('/registry', house.office.director, { people: [{ code: 'P-NOBODY-1', name: '某人' }] });
    const round = await house.api.get<object>(`/rounds/${code}`, 'P-NOBODY-1');
    expect(round).toMatchObject({ organisations: [], duties: [] });
  });
});

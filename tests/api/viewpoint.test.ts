/** What the inspected see (J-V.5e): their own business, and never that a clue exists. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiProblem } from '../../scripts/api-client.ts';
import { type House, openHouse } from '../support/house.ts';

let house: House;
let code: string;
beforeAll(async () => {
  house = await openHouse();
  const round = house.round();
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

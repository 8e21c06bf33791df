/** Acting over HTTP: what is done is answered with what it did. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aRoundThatIs, type ApiHarness, firstOf, openApi, prose } from './harness.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi();
});
afterAll(() => harness.close());

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('a command that is carried out', () => {
  test('is answered with sequence, events and the duties that it opened and met', async () => {
    const round = await aRoundThatIs(harness, 'fed back');
    const organisation = firstOf(harness);
    const sign = (actor: string, as: string) => harness.act(round.code, 'sign-feedback', actor, { organisation, as });
    const before = await harness.api.get<{ sequence: number; today: string }>(
      `/rounds/${round.code}`,
      harness.office.director,
    );
    const first = await sign(harness.office.principal(organisation), 'PRINCIPAL');
    expect(first).toMatchObject({ status: 200, type: expect.stringContaining('application/json') });
    expect(Object.keys(first.body).sort()).toEqual(['duties', 'events', 'sequence']);
    expect(first.body).toMatchObject({
      sequence: before.sequence + 1,
      events: [{ sequence: before.sequence + 1, type: 'FeedbackSigned', on: before.today, clause: 'J-V.4d' }],
      duties: [{ kind: 'receipt-principal', outcome: 'MET', owedBy: 'PR', organisation }],
    });
    const second = await sign(harness.office.liaison(organisation), 'BODY');
    expect(second.body).toMatchObject({ sequence: before.sequence + 2 });
    const duties = second.body.duties;
    expect(duties).toHaveLength(3);
    expect(duties).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'receipt-body', outcome: 'MET', dueOn: null, dueAt: null }),
        expect.objectContaining({ key: `${round.code}/${organisation}/report-1`, owedBy: 'ORG', outcome: null }),
        expect.objectContaining({ key: `${round.code}/${organisation}/report-2`, owedBy: 'PR', outcome: null }),
      ]),
    );
    const events = await harness.api.all<{ sequence: number }>(`/rounds/${round.code}/events`, harness.office.director);
    expect(events.at(-1)?.sequence).toBe(second.body.sequence);
  });

  test('may carry its own day, which its event keeps beside the instant', async () => {
    const round = harness.round({ planned: '2026-01-05' });
    await round.plan();
    const answer = await harness.act(round.code, 'approve-round', harness.office.secretary, {
      decision: '市委〔2026〕12号',
      on: '2026-01-06',
    });
    expect(answer.body).toMatchObject({ events: [{ type: 'RoundApproved', on: '2026-01-06' }] });
    expect(answer.headers.get('idempotency-key')).toMatch(uuidV7);
  });

  test('without fields needs no body', async () => {
    const round = await aRoundThatIs(harness, 'planned');
    const answer = await harness.ask('POST', `/rounds/${round.code}/actions/mobilise`, {
      actor: harness.office.director,
    });
    expect(answer.status).toBe(409);
  });

  test('thirty times at once is done once, and its workflow is told of the one', async () => {
    const { code } = await aRoundThatIs(harness, 'signed');
    const organisation = firstOf(harness);
    const before = harness.told.length;
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        harness.act(code, 'submit-report-1', harness.office.liaison(organisation), { organisation, content: '报告' }),
      ),
    );
    const { sequence } = await harness.api.get<{ sequence: number }>(`/rounds/${code}`, harness.office.director);
    expect(answers.filter(({ status }) => status === 200)).toMatchObject([{ body: { sequence } }]);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(29);
    expect(harness.told.slice(before)).toEqual([
      { round: code, sequence, command: 'submit-report-1', words: expect.stringContaining(organisation) },
    ]);
  });
});

test('a second rectification may be due on the last day that can be written', async () => {
  const round = await aRoundThatIs(harness, 'signed');
  const organisation = firstOf(harness);
  const liaison = harness.office.liaison(organisation);
  await round.act(liaison, 'submit-plan', prose.plan(harness, organisation, ['F-0001']));
  await round.act(harness.office.director, 'accept-plan', { organisation });
  await round.act(liaison, 'report-item', prose.reportItem('F-0001'));
  const returned = { finding: 'F-0001', reason: '再次整改', dueOn: '2199-12-31' };
  const answer = await harness.act(round.code, 'return-finding', harness.office.director, returned);
  expect(answer).toMatchObject({ status: 200, body: { duties: [{ dueOn: '2199-12-31' }] } });
});

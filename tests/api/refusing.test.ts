/** Refusals over HTTP: each names its clause and what is missing, and leaves no trace. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExampleRound } from '../../examples/round.ts';
import { aRoundThatIs, type ApiHarness, firstOf, openApi, type Stage } from './harness.ts';
import { register } from '../support/registry.ts';

let harness: ApiHarness;
/** One round at each stage; tests of refusals share them, as a refusal changes nothing. */
let at: Record<Stage, ExampleRound>;
beforeAll(async () => {
  harness = await openApi();
  const signed = await aRoundThatIs(harness, 'signed');
  const fedBack = await aRoundThatIs(harness, 'fed back');
  const decided = await aRoundThatIs(harness, 'decided');
  const inspected = await aRoundThatIs(harness, 'inspected');
  const planned = await aRoundThatIs(harness, 'planned');
  // Last, as its teams are on their way: nobody sits in two at a time.
  const prepared = await aRoundThatIs(harness, 'prepared');
  at = { planned, prepared, inspected, decided, 'fed back': fedBack, signed };
});
afterAll(() => harness.close());
describe('a refusal', () => {
  interface Case {
    readonly what: string;
    readonly stage: Stage;
    readonly action: string;
    readonly actor: (harness: ApiHarness) => string;
    readonly body: (harness: ApiHarness) => object;
    readonly answer: object;
  }
  const organisation = (d: ApiHarness) => ({ organisation: firstOf(d) });
  const cases: Case[] = [
    {
      what: 'by post: only the committee approves',
      stage: 'planned',
      action: 'approve-round',
      actor: (d) => d.office.director,
      body: () => ({ decision: '批-1' }),
      answer: {
        status: 403,
        clause: 'J-VI.2c',
        title: 'None of your posts may do this',
        detail: '您现任职务无权办理此事（有权职务：党委书记、常委会（经办）），不得批准本轮巡察（六（二））',
        missing: [{ fact: 'post', oneOf: 'SEC PSC' }],
      },
    },
    {
      what: 'by place: another organisation of the round does not exist for an inspected one',
      stage: 'signed',
      action: 'submit-report-1',
      actor: (d) => d.office.liaison(d.office.organisations[1]?.code ?? ''),
      body: (d) => ({ ...organisation(d), content: '整改情况' }),
      answer: { status: 422, clause: 'J-II.1', missing: [{ fact: 'OrganisationInRound' }] },
    },
    {
      what: 'by post: only the discipline organ disposes of a clue',
      stage: 'signed',
      action: 'set-disposal',
      actor: (d) => d.office.director,
      body: () => ({ transfer: 'T-001', disposal: 'HELD' }),
      answer: { status: 403, clause: 'J-V.5b', detail: expect.stringContaining('（五（五））') },
    },
    {
      what: 'by post: the principal’s report is the principal’s alone',
      stage: 'signed',
      action: 'submit-report-2',
      actor: (d) => d.office.liaison(firstOf(d)),
      body: (d) => ({ ...organisation(d), content: '代为报告的内容' }),
      answer: { status: 403, clause: 'J-V.4d', missing: [{ fact: 'post', oneOf: 'PR' }] },
    },
    {
      what: 'in the same words, where there is no such organisation at all',
      stage: 'signed',
      action: 'submit-report-1',
      actor: (d) => d.office.liaison(d.office.organisations[1]?.code ?? ''),
      body: () => ({ organisation: 'O-NOWHERE', content: '别家的报告' }),
      answer: { status: 422, clause: 'J-II.1', missing: [{ fact: 'OrganisationInRound' }] },
    },
    {
      what: 'by the order of things: nobody enters before the mobilisation and the notice',
      stage: 'prepared',
      action: 'enter',
      actor: (d) => d.office.leaders[0] ?? '',
      body: organisation,
      answer: {
        status: 409,
        clause: 'J-I.3e',
        title: 'The inspection notice has not been published',
        detail: '尚未发布巡察公告，不得进驻（一）',
      },
    },
    {
      what: 'of what has been done already',
      stage: 'prepared',
      action: 'approve-round',
      actor: (d) => d.office.secretary,
      body: () => ({ decision: '批-9' }),
      answer: { status: 409, clause: 'J-VI.2c', missing: [{ fact: 'RoundNotYetApproved' }] },
    },
    {
      what: 'of an organisation that is not in the round',
      stage: 'inspected',
      action: 'enter',
      actor: (d) => d.office.leaders[0] ?? '',
      body: () => ({ organisation: 'O-ELSEWHERE' }),
      answer: {
        status: 422,
        clause: 'J-II.1',
        missing: [{ fact: 'OrganisationInRound', organisation: 'O-ELSEWHERE' }],
      },
    },
    {
      what: 'of a clue that should go to the organisation department',
      stage: 'inspected',
      action: 'decide-results',
      actor: (d) => d.office.secretary,
      body: (d) => ({
        ...organisation(d),
        decision: '定-1',
        findings: [],
        transfers: [{ code: 'T-9', to: 'OD', kind: 'CLUE', content: '线索内容不可见' }],
      }),
      answer: { status: 409, clause: 'J-V.4a', missing: [{ body: 'LG' }, { body: 'SSM' }, { body: 'PSC' }] },
    },
    {
      what: 'of a day in the future',
      stage: 'planned',
      action: 'approve-round',
      actor: (d) => d.office.secretary,
      body: () => ({ decision: '批-1', on: '2099-01-01' }),
      answer: { status: 422, clause: 'J-VI.2c', missing: [{ fact: 'onNotInFuture', on: '2099-01-01' }] },
    },
    {
      what: 'of a day before that of what it answers',
      stage: 'fed back',
      action: 'sign-feedback',
      actor: (d) => d.office.principal(firstOf(d)),
      body: (d) => ({ ...organisation(d), as: 'PRINCIPAL', on: '2020-01-01' }),
      answer: { status: 422, clause: 'J-V.4d', missing: [{ fact: 'onNotBeforeWhatItAnswers', on: '2020-01-01' }] },
    },
    {
      what: 'of a plan that leaves out a finding',
      stage: 'signed',
      action: 'submit-plan',
      actor: (d) => d.office.liaison(firstOf(d)),
      body: (d) => ({ ...organisation(d), items: [] }),
      answer: {
        status: 422,
        clause: 'J-V.4b',
        detail: expect.stringContaining('，不得报送整改方案（五（四））'),
        missing: [{ fact: 'FindingPlanned', finding: 'F-0001' }],
      },
    },
    {
      what: 'of closing before everything has landed, naming who holds what',
      stage: 'decided',
      action: 'close-round',
      actor: (d) => d.office.director,
      body: () => ({}),
      answer: {
        status: 409,
        clause: 'J-V.4h',
        missing: expect.arrayContaining([
          expect.objectContaining({ fact: 'FindingAccepted', finding: 'F-0001', heldBy: 'OFF' }),
          expect.objectContaining({ fact: 'TransferAccepted', transfer: 'T-001' }),
        ]),
      },
    },
  ];

  test.each(cases)('$what', async ({ stage, action, actor, body, answer }) => {
    const { code } = at[stage];
    const before = await harness.standing(code);
    const refused = await harness.act(code, action, actor(harness), body(harness));
    expect(refused).toMatchObject({
      type: expect.stringContaining('application/problem+json'),
      body: { type: '/problems/refused', action, title: expect.stringMatching(/^[\x20-\x7e]+$/), ...answer },
    });
    expect(refused.status).toBe(refused.body.status);
    expect(await harness.standing(code)).toEqual(before);
  });

  test('of feedback before the decision reads as documented', async () => {
    const { code } = at.inspected;
    const before = await harness.standing(code);
    const refused = await harness.act(code, 'give-feedback', harness.office.director, {
      organisation: firstOf(harness),
      to: 'PRINCIPAL',
      content: '反馈意见',
    });
    expect(refused.status).toBe(409);
    expect(refused.type).toContain('application/problem+json');
    expect(refused.body).toEqual({
      type: '/problems/refused',
      title: 'The results have not been decided',
      status: 409,
      detail: '尚未研究决定巡察成果运用，不得反馈（五（四））',
      clause: 'J-V.4a',
      action: 'give-feedback',
      missing: [{ fact: 'ResultsDecided', organisation: firstOf(harness) }],
    });
    expect(await harness.standing(code)).toEqual(before);
  });

  test('holds for a person whose post has ended, from the next day on', async () => {
    const round = await aRoundThatIs(harness, 'planned');
    const { secretary, committee } = harness.office;
    const clerk = 'P-EX-CLERK';
    const post = { person: clerk, post: 'STANDING_COMMITTEE', committee, from: '2020-01-01' };
    await register(harness.pool, {
      people: [{ code: clerk, name: '卸任' }],
      posts: [{ ...post, to: '2026-01-01' }],
    });
    expect((await harness.act(round.code, 'approve-round', clerk, { decision: '批-1' })).status).toBe(404);
    await register(harness.pool, { posts: [{ ...post, to: null }] });
    expect((await harness.act(round.code, 'approve-round', clerk, { decision: '批-1' })).status).toBe(200);
    expect((await harness.act(round.code, 'approve-round', secretary, { decision: '批-1' })).status).toBe(409);
  });
});

/** Acting over HTTP: what is done is answered with what it did; what is refused leaves no trace. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ExampleRound } from '../../examples/round.ts';
import { aRoundThatIs, type ApiHarness, firstOf, openApi, prose, type Stage } from './harness.ts';

let harness: ApiHarness;
/** For rounds that go on. */
let other: ApiHarness;
/** One round at each stage; tests of refusals share them, as a refusal changes nothing. */
let at: Record<Stage, ExampleRound>;
beforeAll(async () => {
  harness = await openApi();
  other = await openApi({ teams: 2 });
  const signed = await aRoundThatIs(harness, 'signed');
  const fedBack = await aRoundThatIs(harness, 'fed back');
  const decided = await aRoundThatIs(harness, 'decided');
  const inspected = await aRoundThatIs(harness, 'inspected');
  const planned = await aRoundThatIs(harness, 'planned');
  // Last, as its teams are on their way: nobody sits in two at a time.
  const prepared = await aRoundThatIs(harness, 'prepared');
  at = { planned, prepared, inspected, decided, 'fed back': fedBack, signed };
});
afterAll(async () => {
  await harness.close();
  await other.close();
});

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('a command that is carried out', () => {
  test('is answered with sequence, events and the duties that it opened and met', async () => {
    const round = await aRoundThatIs(other, 'fed back');
    const organisation = firstOf(other);
    const sign = (actor: string, as: string) => other.act(round.code, 'sign-feedback', actor, { organisation, as });
    const before = await other.api.get<{ sequence: number; today: string }>(
      `/rounds/${round.code}`,
      other.office.director,
    );
    const first = await sign(other.office.principal(organisation), 'PRINCIPAL');
    expect(first).toMatchObject({ status: 200, type: expect.stringContaining('application/json') });
    expect(Object.keys(first.body).sort()).toEqual(['duties', 'events', 'sequence']);
    expect(first.body).toMatchObject({
      sequence: before.sequence + 1,
      events: [{ sequence: before.sequence + 1, type: 'FeedbackSigned', on: before.today, clause: 'J-V.4d' }],
      duties: [{ kind: 'receipt-principal', outcome: 'MET', owedBy: 'PR', organisation }],
    });
    const second = await sign(other.office.liaison(organisation), 'BODY');
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
    const events = await other.api.all<{ sequence: number }>(`/rounds/${round.code}/events`, other.office.director);
    expect(events.at(-1)?.sequence).toBe(second.body.sequence);
  });

  test('may carry its own day, which its event keeps beside the instant', async () => {
    const round = other.round({ planned: '2026-01-05' });
    await round.plan();
    const answer = await other.act(round.code, 'approve-round', other.office.secretary, {
      decision: '市委〔2026〕12号',
      on: '2026-01-06',
    });
    expect(answer.body).toMatchObject({ events: [{ type: 'RoundApproved', on: '2026-01-06' }] });
    expect(answer.headers.get('idempotency-key')).toMatch(uuidV7);
  });

  test('without fields needs no body', async () => {
    const round = await aRoundThatIs(other, 'planned');
    const answer = await other.ask('POST', `/rounds/${round.code}/actions/mobilise`, { actor: other.office.director });
    expect(answer.status).toBe(409);
  });

  test('thirty times at once is done once, and its workflow is told of the one', async () => {
    const { code } = at.signed;
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
      what: 'by place: the post is held, and not there',
      stage: 'signed',
      action: 'submit-report-1',
      actor: (d) => d.office.liaison(d.office.organisations[1]?.code ?? ''),
      body: (d) => ({ ...organisation(d), content: '整改情况' }),
      answer: {
        status: 403,
        clause: 'J-V.4d',
        title: 'Your post is not at this organisation or committee',
        detail:
          '您所任职务不在该党组织或者本级党委，无权办理此事（有权职务：被巡察党组织联络员、被巡察党组织主要负责人），不得报送整改情况报告（五（四））',
        missing: [{ fact: 'post', oneOf: 'ORG', elsewhere: true }],
      },
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
      what: 'by post: the people of another organisation do not act for this one',
      stage: 'signed',
      action: 'submit-report-1',
      actor: (d) => d.office.liaison(d.office.organisations[1]?.code ?? ''),
      body: (d) => ({ ...organisation(d), content: '别家的报告' }),
      answer: { status: 403, clause: 'J-V.4d' },
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
    const round = await aRoundThatIs(other, 'planned');
    const { secretary, committee, director } = other.office;
    const clerk = 'P-EX-CLERK';
    const post = { person: clerk, post: 'STANDING_COMMITTEE', committee, from: '2020-01-01' };
    await other.api.put('/registry', director, {
      people: [{ code: clerk, name: '卸任' }],
      posts: [{ ...post, to: '2026-01-01' }],
    });
    expect((await other.act(round.code, 'approve-round', clerk, { decision: '批-1' })).status).toBe(403);
    await other.api.put('/registry', director, { posts: [{ ...post, to: null }] });
    expect((await other.act(round.code, 'approve-round', clerk, { decision: '批-1' })).status).toBe(200);
    expect((await other.act(round.code, 'approve-round', secretary, { decision: '批-1' })).status).toBe(409);
  });
});

describe('a request that cannot be understood', () => {
  let code: string;
  let before: object;
  beforeAll(() => {
    ({ code } = at.inspected);
  });
  beforeEach(async () => {
    before = await harness.standing(code);
  });

  test.each([
    ['of an unknown action', 'R', 'abolish-round', 404],
    ['of an action that every object has', 'R', 'constructor', 404],
    ['of what only the mailroom may report', 'R', 'letter-sent', 404],
    ['of an unknown round', 'R-NOWHERE-1', 'mobilise', 404],
    ['of a round whose code is none', 'r 1', 'mobilise', 404],
  ])('%s is 404', async (_what, round, action, status) => {
    const path = `/rounds/${encodeURIComponent(round === 'R' ? code : round)}/actions/${action}`;
    const answer = await harness.ask('POST', path, { actor: harness.office.director, body: {} });
    expect(answer).toMatchObject({ status, body: { type: '/problems/not-found', status } });
    expect(await harness.standing(code)).toEqual(before);
  });

  test.each<[string, string, object, string[]]>([
    ['an unknown field', 'mobilise', { hurry: true }, ['/hurry']],
    ['unknown fields, each named', 'mobilise', { a: 1, 'b/c': 2 }, ['/a', '/b~1c']],
    ['no organisation', 'enter', {}, ['/organisation']],
    ['an organisation that is no code', 'enter', { organisation: '示例单位' }, ['/organisation']],
    ['a number in place of a code', 'enter', { organisation: 7 }, ['/organisation']],
    ['a list in place of a code', 'enter', { organisation: ['O-1'] }, ['/organisation']],
    ['a day that does not exist', 'mobilise', { on: '2026-02-30' }, ['/on']],
    ['a day with a time', 'mobilise', { on: '2026-02-03T00:00:00Z' }, ['/on']],
    ['an unknown party', 'sign-feedback', { organisation: 'O-1', as: 'DEPUTY' }, ['/as']],
    ['an empty text', 'return-report', { organisation: 'O-1', reason: '  ' }, ['/reason']],
    ['a text that is too long', 'return-report', { organisation: 'O-1', reason: '长'.repeat(20_001) }, ['/reason']],
    [
      'a reference in place of a text',
      'return-report',
      { organisation: 'O-1', reason: { ref: 'x', hash: 'y' } },
      ['/reason'],
    ],
    ['a sentence in place of a document number', 'approve-round', { decision: '经 研究 同意' }, ['/decision']],
    [
      'faults deep inside, each at its place',
      'decide-results',
      {
        organisation: 'O-1',
        decision: 'D-1',
        findings: [{ code: 'F-1', area: 'MONEY', category: 'LEAD-1', content: '问题' }],
        transfers: [{ code: 'T-1', to: 'DISC', kind: 'CLUE', content: '线索', note: '备注' }],
      },
      ['/findings/0/area', '/transfers/0/note'],
    ],
    ['a list in place of an object', 'mobilise', [], ['']],
  ])('for %s is 422 at its place', async (_what, action, body, pointers) => {
    const answer = await harness.act(code, action, harness.office.director, body);
    expect(answer).toMatchObject({
      status: 422,
      type: expect.stringContaining('application/problem+json'),
      body: { type: '/problems/invalid' },
    });
    expect(answer.body.errors?.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(await harness.standing(code)).toEqual(before);
  });

  test.each([
    ['{"on":', 400],
    ['null', 400],
    ['"mobilise"', 400],
    ['{"on":"2026-01-01"}}', 400],
    [JSON.stringify({ content: 'x'.repeat(10_000_000) }), 413],
  ])('because its body is %.20s is refused', async (raw, status) => {
    const answer = await harness.ask('POST', `/rounds/${code}/actions/mobilise`, {
      actor: harness.office.director,
      raw,
    });
    expect(answer).toMatchObject({
      status,
      type: expect.stringContaining('application/problem+json'),
      body: { type: '/problems/unreadable' },
    });
    expect(await harness.standing(code)).toEqual(before);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=latin1',
  ])('because it comes as %s is 415', async (type) => {
    const answer = await harness.ask('POST', `/rounds/${code}/actions/mobilise`, {
      actor: harness.office.director,
      raw: '{"on":"2026-01-01"}',
      headers: { 'Content-Type': type },
    });
    expect(answer).toMatchObject({ status: 415, type: expect.stringContaining('application/problem+json') });
    expect(await harness.standing(code)).toEqual(before);
  });

  test('because its compressed body is none is refused', async () => {
    const headers = { 'Content-Encoding': 'br' };
    const answer = await harness.ask('POST', `/rounds/${code}/actions/mobilise`, {
      actor: harness.office.director,
      raw: 'not compressed',
      headers,
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  test('with another verb is 405', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect((await harness.ask(method, `/rounds/${code}`, { actor: harness.office.director, body: {} })).status).toBe(
        405,
      );
    expect(await harness.standing(code)).toEqual(before);
  });
});

test('a second rectification may be due on the last day that can be written', async () => {
  const round = await aRoundThatIs(other, 'signed');
  const organisation = firstOf(other);
  const liaison = other.office.liaison(organisation);
  await round.act(liaison, 'submit-plan', prose.plan(other, organisation, ['F-0001']));
  await round.act(other.office.director, 'accept-plan', { organisation });
  await round.act(liaison, 'report-item', prose.reportItem('F-0001'));
  const returned = { finding: 'F-0001', reason: '再次整改', dueOn: '2199-12-31' };
  const answer = await other.act(round.code, 'return-finding', other.office.director, returned);
  expect(answer).toMatchObject({ status: 200, body: { duties: [{ dueOn: '2199-12-31' }] } });
});

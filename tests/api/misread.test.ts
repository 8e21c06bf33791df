/** Requests that cannot be understood: each is answered with what is wrong with its form, and leaves no trace. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aRoundThatIs, type ApiHarness, openApi } from './harness.ts';

let harness: ApiHarness;
let code: string;
let before: object;
beforeAll(async () => {
  harness = await openApi();
  ({ code } = await aRoundThatIs(harness, 'inspected'));
});
beforeEach(async () => {
  before = await harness.standing(code);
});
afterAll(() => harness.close());

describe('a request that cannot be understood', () => {
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
    for (const { detail } of answer.body.errors ?? []) expect(detail).toMatch(/\p{Script=Han}/u);
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

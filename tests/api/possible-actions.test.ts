/** What may be done now, over HTTP: what is foretold is what is then answered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { substitutedPosts } from '../../domain/vocabulary.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { type Answered, aRoundThatIs, type ApiHarness, firstOf, openApi, transfers } from './harness.ts';
import { pagesOf } from '../support/pages.ts';

let harness: ApiHarness;
let signed: ExampleRound;
let planned: ExampleRound;
const get = (path: string): Promise<Answered> => harness.ask('GET', path, { actor: harness.office.director });

beforeAll(async () => {
  harness = await openApi({ processes: 2 });
  signed = await aRoundThatIs(harness, 'signed');
  await signed.sendAndReceive(transfers);
  planned = await aRoundThatIs(harness, 'planned');
});
afterAll(() => harness.close());

const pages = (path: string, limit: number) => pagesOf(get, path, limit);

describe('GET /rounds/{round}/actions', () => {
  interface PossibleAction {
    readonly action: string;
    readonly target: Readonly<Record<string, string>>;
    readonly allowed: boolean;
    readonly clause?: string;
    readonly missing?: unknown;
  }
  const possibleActions = (code: string, actor: string, organisation?: string) =>
    harness.api.all<PossibleAction>(
      `/rounds/${code}/actions${organisation ? `?organisation=${organisation}` : ''}`,
      actor,
    );
  const hash = 'a'.repeat(64);
  /** What a request needs beside its target: gates do not look at it. */
  const rest: Readonly<Record<string, object>> = {
    'approve-round': { decision: 'D-1' },
    'reject-round': { reason: '理由' },
    'remove-from-scope': { person: 'P-1', reason: '理由' },
    'leave-scope': { how: 'DISSOLVED', document: { number: 'D-5', on: '2026-01-01', evidence: hash } },
    'replace-member': { in: 'P-1', reason: '理由' },
    'request-material': { content: '资料' },
    'refuse-material': { reason: '理由' },
    'request-support': { content: '支持' },
    'report-progress': { counts: { talks: 1, visits: 0, petitions: 0, papers: 0 } },
    'appraise-member': { verdict: 'COMPETENT', content: '考核' },
    'form-team': { team: 'T-NEW', leader: 'P-1', deputies: [], members: [], organisations: ['O-1'] },
    'authorize-leader': { decision: 'D-2', organisations: ['O-1'], from: '2026-01-01', to: '2026-02-01' },
    'extend-authorization': { decision: 'D-3', to: '2099-12-31' },
    'name-substitute': { person: 'P-1', reason: '理由' },
    'publish-entry-notice': { channels: ['LETTER'], intakeClosesOn: '2099-01-01' },
    'open-paper': {
      paper: 'PAPER-1',
      area: 'LEAD',
      category: 'LEAD-1',
      content: '底稿',
      evidence: [hash],
    },
    'seal-key-person': { sheet: 'KP-1', interwoven: true, concentrated: false, rising: false, content: '情况' },
    'raise-request': { request: 'Q-1', subject: 'OTHER', content: '请示' },
    'issue-immediate-item': { item: 'I-1', content: '事项', dueOn: '2099-01-01' },
    'submit-report': { used: [], unused: [], content: '报告' },
    'return-report': { reason: '理由' },
    hear: { organisations: ['O-1'], minutes: '纪要' },
    'decide-results': { findings: [], transfers: [], decision: 'D-3' },
    'give-feedback': { content: '反馈' },
    'serve-feedback': { how: 'LEFT', witnesses: ['P-1', 'P-2'], evidence: [hash] },
    'serve-transfer': { how: 'POSTED', evidence: [hash] },
    'record-arrival': {
      on: '2026-01-01',
      document: { number: 'D-1', on: '2026-01-01', evidence: hash },
      content: '报告',
    },
    'return-transfer': { reason: '理由' },
    'redirect-transfer': { to: 'FD' },
    'decide-transfer': { to: 'OD', kind: 'MATTER', decision: 'D-4' },
    'set-disposal': { disposal: 'HELD' },
    'set-handling': { content: '办理' },
    'feed-back-transfer': { content: '反馈' },
    'submit-plan': { items: [] },
    'give-opinion': { verdict: 'AGREE', content: '同意' },
    'return-plan': { reason: '理由' },
    'report-item': { grade: 'DONE', content: '完成', evidence: [hash] },
    'submit-report-1': { content: '报告' },
    'submit-report-2': { content: '报告' },
    'return-finding': { reason: '理由', dueOn: '2099-01-01' },
    'merge-finding': { into: 'F-0002' },
    'split-finding': { into: ['F-9001', 'F-9002'] },
    'waive-finding': { reason: '理由' },
    'report-subsequent': { content: '后续整改情况' },
    'record-verification': { passed: true, content: '现场核查' },
    evaluate: { scores: {}, content: '评估' },
    disclose: { channel: 'ONLINE', from: '2026-01-01', to: '2026-02-01', content: '公开' },
    'exempt-disclosure': { reason: '理由' },
    'raise-referral': { trigger: 'T1', evidence: [hash], content: '追责' },
    'decline-referral': { reason: '理由' },
    'record-referral-outcome': { content: '结果' },
    'report-retaliation': { content: '反映' },
    'link-missed-finding': { organisation: 'O-1', earlierRound: 'R-1', source: 'CASE', content: '应发现未发现' },
    'file-upward': { content: '上报' },
    guide: { content: '指导' },
    'answer-guidance': { content: '答复' },
    'request-extension': { to: '2099-01-01', reason: '理由' },
    'grant-extension': { to: '2099-01-01', reason: '理由' },
    'refuse-extension': { reason: '理由' },
    supervise: { dueOn: '2099-01-01', content: '督办' },
    'answer-supervision': { content: '答复' },
    'hand-over': { newPrincipal: 'P-NEW' },
    'change-pack': { pack: 'county-dingyuan', reason: '理由', approver: 'P-1', shown: hash },
    decline: { reason: '理由' },
    correct: { field: 'on', to: '2020-01-01', reason: '理由' },
    'suspend-round': { reason: '理由' },
    'resume-round': { reason: '理由' },
    'cancel-round': { reason: '理由' },
  };

  test.each(['director', 'secretary', 'disciplineOrgan', 'liaison', 'leader'] as const)(
    'foretells to the %s what the request is then answered',
    async (who) => {
      const organisation = firstOf(harness);
      const actor = {
        director: harness.office.director,
        secretary: harness.office.secretary,
        disciplineOrgan: harness.office.disciplineOrgan,
        liaison: harness.office.liaison(organisation),
        leader: harness.office.leaders[0] ?? '',
      }[who];
      // Before there is a team, nobody is its leader; before the entry notice, the organisation is told of nothing; and a
      // department, before anything is for it.
      for (const { code } of who === 'director' || who === 'secretary' ? [planned, signed] : [signed]) {
        const all = await possibleActions(code, actor);
        expect(new Set(all.map(({ action }) => action)).size).toBeGreaterThan(5);
        const forbidden = all.filter(({ allowed }) => !allowed);
        const before = await harness.standing(code);
        for (const { action, target, clause, missing } of forbidden) {
          const answer = await harness.act(code, action, actor, { ...rest[action], ...target });
          expect(answer.body, `${action} ${JSON.stringify(target)}`).toMatchObject({ clause, missing });
          expect([403, 409, 422]).toContain(answer.status);
        }
        expect(await harness.standing(code)).toEqual(before);
      }
    },
    120_000,
  );

  test('says what is allowed, and it is', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    const allowed = (await possibleActions(code, harness.office.secretary)).filter((prospect) => prospect.allowed);
    expect(allowed.map(({ action }) => action).sort()).toEqual([
      'approve-round',
      'cancel-round',
      'change-pack',
      'exempt-disclosure',
      'exempt-disclosure',
      'exempt-disclosure',
      'exempt-disclosure',
      ...substitutedPosts.map(() => 'name-substitute'),
      'reject-round',
      'report-retaliation',
      'report-retaliation',
      'report-retaliation',
      'suspend-round',
    ]);
    expect((await harness.act(code, 'approve-round', harness.office.secretary, { decision: 'D-1' })).status).toBe(200);
    const then = (await possibleActions(code, harness.office.secretary)).filter(
      ({ action }) => action === 'approve-round',
    );
    expect(then).toMatchObject([{ allowed: false, clause: 'J-VI.2c', missing: [{ fact: 'RoundNotYetApproved' }] }]);
  });

  test('of one organisation leaves out the others', async () => {
    const organisation = firstOf(harness);
    const mine = await possibleActions(signed.code, harness.office.director, organisation);
    expect(mine.length).toBeGreaterThan(5);
    expect(mine.every(({ target }) => target.organisation === undefined || target.organisation === organisation)).toBe(
      true,
    );
    expect(await possibleActions(signed.code, harness.office.director, 'O-ELSEWHERE')).toEqual([]);
  });

  test('goes page by page without loss or repetition', async () => {
    const all = await possibleActions(signed.code, harness.office.director);
    expect(await pages(`/rounds/${signed.code}/actions`, 7)).toEqual(all);
  });

  test('of a round that has ended allows nothing', async () => {
    const { code } = await aRoundThatIs(harness, 'planned');
    await harness.act(code, 'reject-round', harness.office.secretary, { reason: '否决' });
    const all = await possibleActions(code, harness.office.secretary);
    expect(all.some(({ allowed }) => allowed)).toBe(false);
    for (const { action, missing } of all)
      expect(JSON.stringify(missing)).toContain(
        action === 'report-retaliation' ? '"RoundOpenToReports"' : '"RoundOpen"',
      );
  });
});

/** T-1: what binds by a signature needs a sign-in of a moment ago, and a person. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isSigning } from '../../api/signing.ts';
import { createProvider } from '../../api/sign-in/provider.ts';
import { workCommandNames } from '../../contracts/requests/committee.ts';
import { commandNames } from '../../contracts/requests/index.ts';
import { CLIENT, type Issuer, startIssuer } from '../support/issuer.ts';
import { register } from '../support/registry.ts';
import { aRoundThatIs, type ApiHarness, openApi } from './harness.ts';

/** By hand: decisions, approvals, disposals, authorisations, waivers, exemptions, reports, confirmations. */
const signing = {
  ROUND: `approve-round reject-round remove-from-scope leave-scope form-team replace-member authorize-leader
    extend-authorization name-substitute sign-undertaking sign-paper withdraw-paper approve-request reject-request
    confirm-immediate-item report-progress submit-report review-report return-report decide-results redirect-transfer
    decide-transfer set-disposal set-handling feed-back-transfer accept-transfer ask-more submit-plan accept-plan
    return-plan report-item submit-report-1 submit-report-2 accept-finding return-finding merge-finding split-finding
    waive-finding report-subsequent evaluate exempt-disclosure accept-referral decline-referral
    record-referral-outcome file-upward grant-extension refuse-extension sign-hand-over change-pack confirm decline
    settle-objection suspend-round resume-round cancel-round close-round go-live`,
  WORK: `adopt-document file-upward open-governance answer-governance return-governance close-governance confirm
    decline settle-objection`,
};
/** By hand as well: receipts, answers, meetings, records, requests, and what is kept under protection. */
const notSigning = {
  ROUND: `request-material provide-material refuse-material mobilise publish-entry-notice enter open-paper review-paper
    seal-key-person raise-request issue-immediate-item sign-immediate-item answer-immediate-item request-support
    give-support withdraw-team appraise-member hear give-feedback serve-feedback sign-feedback send-transfer
    receive-transfer serve-transfer return-transfer give-opinion draw-verification record-verification disclose
    raise-referral report-retaliation link-missed-finding receipt-filing guide answer-guidance request-extension
    hand-over supervise answer-supervision record-arrival correct object-to-act sign-letter`,
  WORK: 'begin-term record-study report-director-change receipt-filing object-to-act sign-letter',
};
const sorted = (names: Iterable<string>): string[] => [...names].toSorted();
const list = (names: string): string[] => sorted(names.split(/\s+/));

describe.each([
  ['a round', 'ROUND', commandNames],
  ['a committee’s work', 'WORK', workCommandNames],
] as const)('of %s', (_what, of, names) => {
  test('each command signs, or does not', () => {
    expect(names.filter((name) => isSigning(name, of)).toSorted()).toEqual(list(signing[of]));
    expect(names.filter((name) => !isSigning(name, of)).toSorted()).toEqual(list(notSigning[of]));
  });
});

let issuer: Issuer;
let api: ApiHarness;
let round: string;

beforeAll(async () => {
  issuer = await startIssuer();
  const provider = createProvider({
    issuer: issuer.url,
    clientId: CLIENT,
    clientSecret: undefined,
    personClaim: 'sub',
    publicUrl: 'http://127.0.0.1:3000',
    isLocal: true,
  });
  api = await openApi({ provider });
  round = (await aRoundThatIs(api, 'planned')).code;
  await register(api.pool, {
    people: [{ code: 'P-SVC', name: '系统', kind: 'SERVICE' }],
    posts: [{ person: 'P-SVC', post: 'SECRETARY', committee: api.office.committee, from: '2020-01-01' }],
  });
});
afterAll(async () => {
  await api.close();
  await issuer.close();
});

const now = () => Math.floor(Date.now() / 1_000);
const act = async (action: string, subject: string, asked: Parameters<Issuer['token']>[1]) =>
  api.ask('POST', `/rounds/${round}/actions/${action}`, {
    headers: { Authorization: `Bearer ${await issuer.token(subject, asked)}` },
    body: { decision: '示例〔2026〕1号' },
  });

describe('a signing act', () => {
  test.each([
    ['of a sign-in of eleven minutes ago', { claims: { auth_time: now() - 660 } }],
    ['of a sign-in that lies ahead', { claims: { auth_time: now() + 3_600 } }],
    ['of a sign-in of nobody knows when', { without: ['auth_time'] }],
  ])('%s is refused, and leaves nothing', async (_what, asked) => {
    const before = await api.standing(round);
    const answer = await act('approve-round', api.office.secretary, asked);
    expect(answer).toMatchObject({
      status: 401,
      body: {
        type: '/problems/reauthenticate',
        maxAge: 600,
        signIn: expect.stringContaining('http'),
        title: expect.stringContaining('sign in again'),
        detail: expect.stringContaining('重新登录'),
      },
    });
    expect(answer.headers.get('www-authenticate')).toContain('max_age="600"');
    expect(await api.standing(round)).toEqual(before);
  });

  test('of a service is refused, however fresh, by a token or by its code', async () => {
    expect(await act('approve-round', 'P-SVC', {})).toMatchObject({
      status: 403,
      body: { type: '/problems/forbidden' },
    });
    const byCode = await api.act(round, 'approve-round', 'P-SVC', { decision: '示例〔2026〕1号' });
    expect(byCode).toMatchObject({ status: 403, body: { detail: expect.stringContaining('程序账号') } });
  });

  test('is refused in the same words whether the round is there or not', async () => {
    const headers = {
      Authorization: `Bearer ${await issuer.token(api.office.secretary, { without: ['auth_time'] })}`,
    };
    const ask = (code: string) => api.ask('POST', `/rounds/${code}/actions/approve-round`, { headers, body: {} });
    expect((await ask('R-NOWHERE')).body).toEqual((await ask(round)).body);
  });

  test('of a moment ago is done', async () => {
    expect((await act('approve-round', api.office.secretary, {})).status).toBe(200);
  });
});

test('what is no signature needs no fresh sign-in', async () => {
  const answer = await act('hear', api.office.secretary, { without: ['auth_time'] });
  expect(answer.body['type']).not.toBe('/problems/reauthenticate');
});

test.each(['confirm', 'decline'])('to %s an entry of the registry is a signature', async (what) => {
  const token = await issuer.token(api.office.secretary, { without: ['auth_time'] });
  const answer = await api.ask('POST', `/registry/entries/E-1/${what}`, {
    headers: { Authorization: `Bearer ${token}` },
    body: what === 'decline' ? { reason: '不符' } : {},
  });
  expect(answer).toMatchObject({ status: 401, body: { type: '/problems/reauthenticate' } });
});

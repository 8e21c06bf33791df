/** Reading over HTTP: rounds, duties, letters, events, what may be done now. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonical, genesis, linkHash, type Link } from '../../ledger/chain.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { type Answered, aRoundThatIs, type ApiHarness, firstOf, openApi, transfers } from './harness.ts';

let harness: ApiHarness;
let signed: ExampleRound;
let planned: ExampleRound;
let today: string;
const get = (path: string): Promise<Answered> => harness.ask('GET', path, { actor: harness.office.director });

beforeAll(async () => {
  harness = await openApi({ processes: 2 });
  signed = await aRoundThatIs(harness, 'signed');
  await signed.sendAndReceive(transfers);
  planned = await aRoundThatIs(harness, 'planned');
  ({ today } = await harness.api.get<{ today: string }>(`/rounds/${planned.code}`, harness.office.director));
});
afterAll(() => harness.close());

async function pages(path: string, limit: number): Promise<Readonly<Record<string, unknown>>[]> {
  const items = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const joint = path.includes('?') ? '&' : '?';
    const page = await get(`${path}${joint}limit=${limit}&cursor=${encodeURIComponent(cursor)}`);
    expect(page.status).toBe(200);
    expect(page.body.items?.length).toBeLessThanOrEqual(limit);
    items.push(...(page.body.items ?? []));
    cursor = page.body.next ?? null;
  }
  return items;
}

describe('GET /rounds', () => {
  test('lists every round, page by page', async () => {
    const rounds = await pages('/rounds', 1);
    expect(rounds.map(({ code }) => code)).toEqual([signed.code, planned.code].sort());
    expect(rounds[0]).toEqual({
      code: expect.any(String),
      committee: harness.office.committee,
      phase: expect.any(String),
      sequence: expect.any(Number),
      overdue: 0,
    });
  });

  test('by committee and by phase', async () => {
    const codes = async (query: string) => (await get(`/rounds?${query}`)).body.items?.map(({ code }) => code);
    expect(await codes(`committee=${harness.office.committee}`)).toHaveLength(2);
    expect(await codes('committee=C-ELSEWHERE')).toEqual([]);
    expect(await codes('phase=PLANNED')).toEqual([planned.code]);
    expect(await codes(`phase=RECTIFYING&committee=${harness.office.committee}`)).toEqual([signed.code]);
  });

  test.each(['limit=0', 'limit=-1', 'limit=1001', 'limit=1.5', 'colour=red', 'committee=x y', 'phase=FOO'])(
    'refuses "%s"',
    async (query) => {
      expect((await get(`/rounds?${query}`)).status).toBe(422);
    },
  );
});

describe('GET /rounds/{round}', () => {
  test('shows phase, organisations with their state, open duties nearest first, counts and sequence', async () => {
    const { body } = await get(`/rounds/${signed.code}`);
    expect(body).toMatchObject({
      code: signed.code,
      committee: harness.office.committee,
      phase: 'RECTIFYING',
      closed: false,
      sequence: (await pages(`/rounds/${signed.code}/events`, 1000)).length,
      organisations: harness.office.organisations.map(({ code }) => ({ code, state: 'RECTIFYING' })),
      counts: {
        findings: { found: 2, landed: 0 },
        transfers: { found: 3, landed: 0 },
        // Two reports each, three transfers, and the appraisals of two teams of three.
        duties: { open: 2 * 2 + 3 + 2 * 3, overdue: 0, late: 0 },
      },
    });
    const duties = body.duties;
    expect(Array.isArray(duties)).toBe(true);
    const dueAts: string[] = Array.isArray(duties) ? duties.map(({ dueAt }) => String(dueAt ?? '9999')) : [];
    expect(dueAts).toEqual([...dueAts].sort());
    expect(dueAts).toHaveLength(13);
    expect(dueAts.at(-1)).toBe('9999');
  });

  test('of a round that is not there is 404', async () => {
    for (const path of ['', '/duties', '/letters', '/findings', '/transfers', '/events', '/actions'])
      expect((await get(`/rounds/R-NO-1${path}`)).status).toBe(404);
  });

  test('counts what was found and what has landed, when it lands (J-I.1)', async () => {
    const other = await aRoundThatIs(harness, 'decided');
    await other.act(harness.office.director, 'send-transfer', { transfer: 'T-002' });
    await other.act(harness.office.organisationDepartment, 'receive-transfer', { transfer: 'T-002' });
    await other.act(harness.office.organisationDepartment, 'set-handling', { transfer: 'T-002', content: '办理' });
    await other.act(harness.office.organisationDepartment, 'feed-back-transfer', {
      transfer: 'T-002',
      content: '办结',
    });
    await other.act(harness.office.director, 'accept-transfer', { transfer: 'T-002' });
    const { body } = await get(`/rounds/${other.code}`);
    expect(body.counts).toMatchObject({ findings: { found: 2, landed: 0 }, transfers: { found: 3, landed: 1 } });
  });
});

describe('GET /rounds/{round}/duties', () => {
  test('shows each duty with everything that is documented', async () => {
    const organisation = firstOf(harness);
    const duties = await pages(`/rounds/${signed.code}/duties`, 3);
    const report = duties.find(({ key }) => key === `${signed.code}/${organisation}/report-1`);
    const events = await pages(`/rounds/${signed.code}/events`, 1000);
    const signature = events
      .filter(({ type, data }) => type === 'FeedbackSigned' && isAbout(data, organisation))
      .at(-1);
    const [year = 0, month = 0, day = 0] = today.split('-').map(Number);
    const lastDay = new Date(Date.UTC(year, month + 2, 0)).getUTCDate();
    const dueOn = new Date(Date.UTC(year, month + 1, Math.min(day, lastDay))).toISOString().slice(0, 10);
    expect(report).toMatchObject({
      kind: 'report-1',
      clause: 'J-V.4d',
      organisation,
      owedBy: 'ORG',
      owedTo: 'OFF',
      openedAt: signature?.at,
      anchor: { event: 'FeedbackSigned', sequence: signature?.sequence, on: today },
      dueOn,
      dueAt: `${dueOn}T16:00:00.000Z`,
      originalDueOn: dueOn,
      daysLeft: (Date.parse(dueOn) - Date.parse(today)) / 86_400_000,
      overdue: false,
      rung: 0,
      outcome: null,
    });
  });

  test('shows no figure where the rule gives none', async () => {
    const duties = await pages(`/rounds/${signed.code}/duties`, 100);
    const toTheDepartment = duties.find(({ kind }) => kind === 'transfer-answer-fd');
    expect(toTheDepartment).toMatchObject({
      transfer: 'T-003',
      dueOn: null,
      dueAt: null,
      originalDueOn: null,
      daysLeft: null,
      overdue: false,
    });
  });

  test('goes page by page without loss or repetition', async () => {
    const all = await pages(`/rounds/${signed.code}/duties`, 1000);
    expect(all.length).toBeGreaterThan(10);
    expect(await pages(`/rounds/${signed.code}/duties`, 1)).toEqual(all);
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });
});

describe('GET /rounds/{round}/events', () => {
  test('shows the ledger in order, with everything that its chain covers', async () => {
    const events = await pages(`/rounds/${signed.code}/events`, 7);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i + 1));
    for (const event of events)
      expect(event).toEqual({
        sequence: expect.any(Number),
        type: expect.stringMatching(/^[A-Z][A-Za-z0-9]+$/),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        by: expect.any(String),
        clause: expect.stringMatching(/^J-/),
        command: expect.any(String),
        data: expect.any(Object),
        opens: expect.any(Array),
        closes: expect.any(Array),
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    const times = events.map(({ at }) => String(at));
    expect(times).toEqual([...times].sort());
  });

  test('chains as anybody can recompute', async () => {
    const events = await harness.api.all<Link & { hash: string }>(
      `/rounds/${signed.code}/events`,
      harness.office.director,
    );
    let before = genesis(signed.code);
    for (const event of events) {
      before = linkHash(before, event);
      expect(event.hash, `event ${event.sequence}`).toBe(before);
    }
    expect((await get(`/rounds/${signed.code}`)).body.hash).toBe(before);
    const [first] = events;
    const tampered = { ...first, by: 'P-OTHER' };
    expect(canonical(tampered)).not.toBe(canonical(first));
  });

  test('begins after any event', async () => {
    const all = await pages(`/rounds/${signed.code}/events`, 1000);
    const sequences = async (query: string) =>
      (await get(`/rounds/${signed.code}/events?${query}`)).body.items?.map(({ sequence }) => sequence);
    expect(await sequences('after=3&limit=2')).toEqual([4, 5]);
    expect(await sequences(`after=${all.length}`)).toEqual([]);
    expect(await sequences('after=999999')).toEqual([]);
    const page = await get(`/rounds/${signed.code}/events?after=3&limit=2`);
    expect(await sequences(`after=3&limit=2&cursor=${page.body.next}`)).toEqual([6, 7]);
  });

  test.each(['cursor=zzz', 'after=-1', 'after=x', 'after=1.5', 'after=99999999999', 'from=1'])(
    'refuses "%s"',
    async (query) => {
      expect((await get(`/rounds/${signed.code}/events?${query}`)).status).toBe(422);
    },
  );
});

describe('GET /rounds/{round}/letters', () => {
  test('shows each letter with everything that is documented, before and after it is sent', async () => {
    const letters = await pages(`/rounds/${signed.code}/letters`, 2);
    const [organisation] = harness.office.organisations;
    const copy = letters.find(
      ({ to, organisation: about }) => about === organisation?.code && hasPost(to, 'DISCIPLINE_ORGAN'),
    );
    expect(copy).toMatchObject({
      kind: 'feedback-copy',
      duty: expect.stringContaining(`${signed.code}/${organisation?.code}/receipt-`),
      rung: 0,
      to: { post: 'DISCIPLINE_ORGAN', place: harness.office.committee, person: harness.office.disciplineOrgan },
      cc: [],
      writtenAt: expect.any(String),
      sentAt: null,
      signedAt: null,
      failed: null,
      state: 'PREPARED',
    });
    const key = String(copy?.letter);
    const toSign = { letter: key };
    expect((await harness.act(signed.code, 'sign-letter', harness.office.disciplineOrgan, toSign)).status).toBe(409);
    await harness.passTime(signed.code, new Date().toISOString());
    const find = async () => (await pages(`/rounds/${signed.code}/letters`, 100)).find(({ letter }) => letter === key);
    expect(await find()).toMatchObject({ state: 'SENT', sentAt: expect.any(String), signedAt: null });
    expect((await harness.act(signed.code, 'sign-letter', harness.office.organisationDepartment, toSign)).status).toBe(
      403,
    );
    expect((await harness.act(signed.code, 'sign-letter', harness.office.disciplineOrgan, toSign)).status).toBe(200);
    expect(await find()).toMatchObject({ state: 'SIGNED', signedAt: expect.any(String), signedOn: today });
  });

  test('shows what could not be delivered', async () => {
    const other = await aRoundThatIs(harness, 'fed back');
    const [letter] = await pages(`/rounds/${other.code}/letters`, 100);
    await harness.ledgers[0]?.carryOut({
      round: other.code,
      id: 'bounce',
      by: 'post',
      name: 'letter-failed',
      payload: { letter: letter?.letter, attempt: 1, permanent: true },
      texts: [],
    });
    const after = await pages(`/rounds/${other.code}/letters`, 100);
    expect(after.find(({ letter: key }) => key === letter?.letter)).toMatchObject({
      state: 'BOUNCED',
      failed: expect.any(String),
      sentAt: null,
    });
    expect(after.filter(({ kind }) => kind === 'undelivered').length).toBeGreaterThan(0);
  });
});

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
    'replace-member': { in: 'P-1', reason: '理由' },
    'request-material': { content: '资料' },
    'refuse-material': { reason: '理由' },
    'request-support': { content: '支持' },
    'report-progress': { counts: { talks: 1, visits: 0, petitions: 0, papers: 0 } },
    'appraise-member': { verdict: 'COMPETENT', content: '考核' },
    'form-team': { team: 'T-NEW', leader: 'P-1', deputies: [], members: [], organisations: ['O-1'] },
    'authorize-leader': { decision: 'D-2', organisations: ['O-1'], from: '2026-01-01', to: '2026-02-01' },
    'publish-entry-notice': { channels: ['LETTER'], intakeClosesOn: '2099-01-01' },
    'open-paper': {
      paper: 'PAPER-1',
      area: 'LEAD',
      category: 'LEAD-1',
      content: '底稿',
      evidence: [hash],
      second: 'P-1',
    },
    'seal-key-person': { sheet: 'KP-1', interwoven: true, concentrated: false, rising: false, content: '情况' },
    'raise-request': { request: 'Q-1', subject: 'OTHER', content: '请示' },
    'issue-immediate-item': { item: 'I-1', content: '事项', dueOn: '2099-01-01' },
    'submit-report': { used: [], unused: [], content: '报告' },
    'return-report': { reason: '理由' },
    hear: { organisations: ['O-1'], minutes: '纪要' },
    'decide-results': { findings: [], transfers: [], decision: 'D-3' },
    'give-feedback': { content: '反馈' },
    'return-transfer': { reason: '理由' },
    'redirect-transfer': { to: 'FD' },
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
      // Before there is a team, nobody is its leader; before the entry notice, the organisation is told of nothing.
      for (const { code } of who === 'leader' || who === 'liaison' ? [signed] : [planned, signed]) {
        const all = await possibleActions(code, actor);
        expect(new Set(all.map(({ action }) => action)).size).toBeGreaterThan(10);
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

const isAbout = (data: unknown, organisation: string): boolean => JSON.stringify(data).includes(`"${organisation}"`);
const hasPost = (to: unknown, post: string): boolean => JSON.stringify(to).includes(`"${post}"`);

/** Reading over HTTP: rounds, duties, letters, events. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonical, genesis, linkHash, type Link } from '../../ledger/chain.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { type Answered, aRoundThatIs, type ApiHarness, firstOf, openApi, transfers } from './harness.ts';
import { pagesOf } from '../support/pages.ts';

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

const pages = (path: string, limit: number) => pagesOf(get, path, limit);

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
    for (const { posts, ...event } of events) {
      // Whoever acted from a seat in a team, and time itself, had no post to do so by.
      if (posts !== undefined)
        expect(posts).toContainEqual({ post: expect.any(String), place: expect.stringMatching(/^[CO]-/) });
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
    }
    expect(events[0]).toMatchObject({
      posts: [{ post: 'OFFICE_DIRECTOR', place: harness.office.committee }],
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
    // Somebody else's letter does not exist.
    expect((await harness.act(signed.code, 'sign-letter', harness.office.organisationDepartment, toSign)).status).toBe(
      422,
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

const isAbout = (data: unknown, organisation: string): boolean => JSON.stringify(data).includes(`"${organisation}"`);
const hasPost = (to: unknown, post: string): boolean => JSON.stringify(to).includes(`"${post}"`);

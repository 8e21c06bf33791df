/** Over HTTP: a leader has signed something of the committee's own work on paper, the office enters it, the leader reads the letter,
 *  objects and is answered; the ledger shows and keeps whose act it is (T-8). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workOf } from '../../contracts/committee.ts';
import { asInstant } from '../../domain/calendar.ts';
import { genesis, type Link, linkHash } from '../../ledger/chain.ts';
import { letterToDeliver } from '../../ledger/letters-to-deliver.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { compose } from '../../mail/compose.ts';
import { type ApiHarness, openApi } from './harness.ts';

let harness: ApiHarness;
let committee: string;
let work: string;
let plan: object;
let filing: string;
const signedBy = (person: string, on: string) => ({
  onBehalf: { person, document: { number: '县委〔2026〕3号', on, evidence: 'a'.repeat(64) } },
});
const act = (action: string, actor: string, body: object) =>
  harness.ask('POST', `/committees/${committee}/actions/${action}`, { actor, body });
const shown = async (actor: string) =>
  JSON.parse(JSON.stringify((await harness.ask('GET', `/committees/${committee}`, { actor })).body));
const events = () =>
  harness.api.all<Link & { hash: string; for?: string }>(`/committees/${committee}/events`, harness.office.director);

beforeAll(async () => {
  harness = await openApi({ organisations: 1, processes: 2 });
  ({ committee } = harness.office);
  work = workOf(committee);
  await harness.ask('POST', `/committees/${committee}/work`, { actor: harness.office.director, body: {} });
  const { today, year } = await shown(harness.office.director);
  const adopting = { kind: 'YEARLY_PLAN', year, decision: '县委〔2026〕3号', content: '年度计划' };
  plan = { ...adopting, ...signedBy(harness.office.secretary, today) };
  filing = `YEARLY-PLAN-${year}`;
});
afterAll(() => harness.close());

test('is refused for a person who may not, who is suspended, or who is the clerk', async () => {
  const { staff, standingCommittee, secretary, director, executiveDeputy } = harness.office;
  const { today } = await shown(director);
  const facts = async (by: string, person: string, action = 'record-study', body: object = { content: '研究' }) => {
    const { status, body: answer } = await act(action, by, { ...body, ...signedBy(person, today) });
    return [status, answer.missing?.[0]?.['fact']];
  };
  expect(await facts(staff, executiveDeputy)).toEqual([422, 'SignatoryInPost']);
  expect(await facts(staff, 'P-UNKNOWN')).toEqual([422, 'PersonInRegistry']);
  expect(await facts(staff, staff)).toEqual([422, 'SignedByAnother']);
  expect(await facts(secretary, secretary)).toEqual([403, 'post']);
  expect(await facts(standingCommittee, secretary)).toEqual([403, 'post']);
  const upward = { filing, content: '报告' };
  expect(await facts(staff, standingCommittee, 'file-upward', upward)).toEqual([422, 'SignatoryInPost']);
  const suspend = (value: boolean) =>
    harness.pool.query(`UPDATE people SET data = jsonb_set(data, '{suspended}', $2::jsonb) WHERE code = $1`, [
      secretary,
      String(value),
    ]);
  await suspend(true);
  expect(await facts(director, secretary)).toEqual([422, 'NotSuspended']);
  await suspend(false);
});

test.each(['begin-term', 'open-governance', 'confirm', 'settle-objection'])(
  '%s takes no `onBehalf`',
  async (action) => {
    const { status, body } = await act(action, harness.office.staff, signedBy(harness.office.secretary, '2026-01-06'));
    expect(status).toBe(422);
    expect(JSON.stringify(body.errors)).toContain('onBehalf');
  },
);

describe('a plan that was entered for the secretary', () => {
  let sequence: number;

  test('binds nobody until a colleague has compared it, who sees whose it is and by which paper', async () => {
    const { staff, director, secretary } = harness.office;
    expect((await act('adopt-document', staff, plan)).body).toMatchObject({ events: [{ type: 'ActProposed' }] });
    const { awaiting, documents } = await shown(director);
    expect(documents).toEqual({});
    expect(awaiting).toMatchObject([
      { action: 'adopt-document', about: filing, onBehalf: { person: secretary }, actions: ['confirm', 'decline'] },
    ]);
    const { proposal } = awaiting[0];
    for (const alone of [staff, secretary])
      expect((await act('confirm', alone, { proposal })).body.missing?.[0]?.['fact']).toMatch(/^(AnotherPerson|post)$/);
    expect((await act('confirm', director, { proposal })).body).toMatchObject({
      events: [{ type: 'ActConfirmed' }, { type: 'DocumentAdopted' }, { type: 'LetterWritten' }],
    });
    const [confirmed, adopted] = (await events()).slice(-3);
    expect(adopted).toMatchObject({ by: staff, for: secretary, posts: [{ post: 'SECRETARY', place: committee }] });
    sequence = confirmed?.sequence ?? 0;
  });

  test('is told to the secretary in a letter, which the mailroom delivers like any other', async () => {
    const { secretary } = harness.office;
    const { body } = await harness.ask('GET', `/committees/${committee}/letters`, { actor: secretary });
    const [letter] = body.items ?? [];
    expect(letter).toMatchObject({ kind: 'act-on-behalf', to: { person: secretary }, state: 'PREPARED' });
    const { now, today } = await shown(secretary);
    const key = String(letter?.['letter']);
    const delivery = await letterToDeliver(harness.pool, work, key, asInstant(Date.parse(now)));
    if (!delivery) throw new Error('the letter is not there');
    expect(delivery.stillHolds).toBe(true);
    const { subject, text } = compose(delivery.facts);
    expect(subject).toContain('代为录入事项告知书：审定规划计划等文件');
    expect(text).toContain(`台账序号${sequence}`);
    await harness.passTime(work, now);
    expect((await act('sign-letter', secretary, { letter: key })).status).toBe(200);
    expect((await shown(secretary)).entered).toMatchObject([
      { sequence, person: secretary, actions: ['object-to-act'] },
    ]);
    expect(today <= (await shown(secretary)).entered[0].objectUntil).toBe(true);
  });

  test('is objected to by the secretary alone, and then holds its filing, and nothing else', async () => {
    const { director, secretary, standingCommittee, staff } = harness.office;
    const objecting = { sequence, reason: '所签文件并非年度计划' };
    expect((await act('object-to-act', standingCommittee, objecting)).status).toBe(403);
    expect((await act('object-to-act', secretary, { ...objecting, sequence: 1 })).body.missing).toMatchObject([
      { fact: 'ActOnBehalfInRound' },
    ]);
    expect((await act('object-to-act', secretary, objecting)).body).toMatchObject({
      duties: [{ kind: 'objection', owedBy: 'XDL' }],
    });
    const upward = { filing, content: '报告' };
    expect((await act('file-upward', director, upward)).body).toMatchObject({
      status: 409,
      missing: [{ fact: 'ObjectionSettled', heldBy: 'XDL', person: secretary, sequence }],
      detail: expect.stringContaining('settle-objection'),
    });
    expect((await act('record-study', standingCommittee, { content: '研究' })).status).toBe(200);
    expect((await shown(staff)).entered).toMatchObject([{ objection: { state: 'OPEN', owedBy: 'XDL' }, actions: [] }]);
  });

  test('is settled by the executive deputy, and once upheld holds until it is put right', async () => {
    const { director, staff, secretary, executiveDeputy, functionalDepartment } = harness.office;
    const upheld = { sequence, upheld: true, reason: '经核对，所签文件内容不同' };
    for (const other of [director, staff, secretary])
      expect((await act('settle-objection', other, upheld)).status, other).toBe(403);
    expect((await act('settle-objection', functionalDepartment, upheld)).status).toBe(404);
    expect((await shown(executiveDeputy)).entered).toMatchObject([{ actions: ['settle-objection'] }]);
    expect((await act('settle-objection', executiveDeputy, upheld)).status).toBe(200);
    const upward = { filing, content: '报告' };
    expect((await act('file-upward', director, upward)).body.missing).toMatchObject([{ fact: 'ObjectionPutRight' }]);
    const right = { sequence, upheld: false, reason: '书记已重新审阅并同意' };
    expect((await act('settle-objection', executiveDeputy, right)).status).toBe(200);
    expect((await act('file-upward', director, upward)).status).toBe(200);
    expect((await shown(staff)).entered).toMatchObject([]);
  });

  test('can be recomputed by anybody from what is shown, and verifies', async () => {
    let before = genesis(work);
    for (const event of await events()) {
      expect(linkHash(before, event)).toBe(event.hash);
      before = event.hash;
    }
    expect((await events()).filter((event) => 'for' in event)).toHaveLength(1);
    expect((await verifyLedger(harness.pool, work)).faults).toEqual([]);
  });
});

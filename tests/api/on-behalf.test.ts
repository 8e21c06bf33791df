/** Over HTTP: a leader has signed on paper, the office enters it, and the ledger shows and keeps whose act it is (T-8). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkHash, genesis, type Link } from '../../ledger/chain.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { aRoundThatIs, type ApiHarness, firstOf, openApi } from './harness.ts';

let harness: ApiHarness;
let round: ExampleRound;
const signedBy = (person: string, on = '2026-01-06') => ({
  onBehalf: { person, document: { number: '县委〔2026〕3号', on, evidence: 'a'.repeat(64) } },
});
const events = () => harness.api.all<Link & { hash: string }>(`/rounds/${round.code}/events`, harness.office.director);
const act = (action: string, by: string, body: object) => harness.act(round.code, action, by, body);
const proposalOf = ({ body }: { body: { [field: string]: unknown } }) => ({
  proposal: `PROPOSAL-${String(body['sequence'])}`,
});

beforeAll(async () => {
  harness = await openApi({ organisations: 1, processes: 2 });
  round = await aRoundThatIs(harness, 'signed');
});
afterAll(() => harness.close());

test('is refused for a person who may not, who is suspended, or who is the clerk', async () => {
  const { staff, standingCommittee, secretary, director } = harness.office;
  const exempting = { organisation: firstOf(harness), scope: 'PUBLIC', reason: '涉密' };
  const facts = async (by: string, person: string) => {
    const { status, body } = await act('exempt-disclosure', by, { ...exempting, ...signedBy(person) });
    return [status, body.missing?.[0]?.['fact']];
  };
  expect(await facts(staff, standingCommittee)).toEqual([422, 'SignatoryInPost']);
  expect(await facts(staff, 'P-UNKNOWN')).toEqual([422, 'PersonInRegistry']);
  expect(await facts(staff, staff)).toEqual([422, 'SignedByAnother']);
  expect(await facts(secretary, secretary)).toEqual([403, 'post']);
  expect(await facts(harness.office.principal(firstOf(harness)), secretary)).toEqual([403, 'post']);
  await harness.pool.query(`UPDATE people SET data = jsonb_set(data, '{suspended}', 'true') WHERE code = $1`, [
    secretary,
  ]);
  expect(await facts(director, secretary)).toEqual([422, 'NotSuspended']);
  await harness.pool.query(`UPDATE people SET data = jsonb_set(data, '{suspended}', 'false') WHERE code = $1`, [
    secretary,
  ]);
});

test.each([
  'sign-feedback',
  'submit-report-1',
  'set-disposal',
  'answer-supervision',
  'confirm',
  'decline',
  'settle-objection',
])('%s takes no `onBehalf`', async (action) => {
  const { status, body } = await act(action, harness.office.staff, signedBy(harness.office.secretary));
  expect(status).toBe(422);
  expect(JSON.stringify(body.errors)).toContain('onBehalf');
});

describe('what was entered and compared', () => {
  test('is the act of the person, with their posts, and the document beside it', async () => {
    const { staff, director, secretary, committee } = harness.office;
    const entered = await act('exempt-disclosure', staff, {
      organisation: firstOf(harness),
      scope: 'PUBLIC',
      reason: '涉密',
      ...signedBy(secretary),
    });
    expect(entered.body).toMatchObject({ events: [{ type: 'ActProposed' }] });
    const alone = await act('confirm', staff, proposalOf(entered));
    expect(alone).toMatchObject({ status: 403, body: { missing: [{ fact: 'AnotherPerson' }] } });
    expect(await act('confirm', director, proposalOf(entered))).toMatchObject({ status: 200 });
    const shown = await events();
    const [confirmed, exempted] = shown.slice(-3);
    expect(confirmed).toMatchObject({ type: 'ActConfirmed', by: director, data: signedBy(secretary) });
    expect(exempted).toMatchObject({
      type: 'DisclosureExempted',
      by: staff,
      for: secretary,
      posts: [{ post: 'LG_LEADER', place: committee }],
    });
    expect(shown.filter((event) => 'for' in event)).toHaveLength(1);
  });

  test('can be recomputed by anybody from what is shown, and verifies', async () => {
    let before = genesis(round.code);
    for (const event of await events()) {
      expect(linkHash(before, event)).toBe(event.hash);
      before = event.hash;
    }
    expect((await verifyLedger(harness.pool, round.code)).faults).toEqual([]);
  });

  test('is found out, where somebody changes for whom it was entered', async () => {
    const changed = async (value: string) => {
      await harness.pool.query('ALTER TABLE events DISABLE TRIGGER ALL');
      await harness.pool.query(`UPDATE events SET "for" = ${value} WHERE round = $1 AND type = 'DisclosureExempted'`, [
        round.code,
      ]);
      await harness.pool.query('ALTER TABLE events ENABLE TRIGGER ALL');
      return (await verifyLedger(harness.pool, round.code)).faults;
    };
    for (const value of ['NULL', `'${harness.office.standingCommittee}'`])
      expect(await changed(value)).toEqual([expect.stringMatching(/DisclosureExempted.*not as it was written/)]);
    expect(await changed(`'${harness.office.secretary}'`)).toEqual([]);
  });

  test('is objected to by that person alone, and then holds the office', async () => {
    const { director, secretary, standingCommittee, executiveDeputy } = harness.office;
    const sequence = (await events()).findLast(({ type }) => type === 'ActConfirmed')?.sequence;
    const objecting = { sequence, reason: '所签文件并无此项' };
    const prospects = await harness.api.all<object>(`/rounds/${round.code}/actions`, secretary);
    expect(prospects).toContainEqual({ action: 'object-to-act', target: { sequence }, allowed: true });
    expect(await act('object-to-act', standingCommittee, objecting)).toMatchObject({ status: 403 });
    expect(await act('object-to-act', secretary, objecting)).toMatchObject({
      status: 200,
      body: { duties: expect.arrayContaining([expect.objectContaining({ kind: 'objection', owedBy: 'XDL' })]) },
    });
    const asked = { from: firstOf(harness), content: '资料' };
    expect(await act('request-material', director, asked)).toMatchObject({
      status: 409,
      body: { missing: [{ fact: 'ObjectionSettled', heldBy: 'XDL' }] },
    });
    expect(await act('settle-objection', standingCommittee, { ...objecting, upheld: false })).toMatchObject({
      status: 403,
    });
    expect(await act('settle-objection', executiveDeputy, { ...objecting, upheld: false })).toMatchObject({
      status: 200,
    });
    expect(await act('request-material', director, asked)).toMatchObject({ status: 200 });
  });
});

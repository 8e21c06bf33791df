/** An event names no text that is not stored with it (J-V.5e). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commands } from '../../contracts/requests/index.ts';
import { planRequestSchema } from '../../contracts/requests/plan.ts';
import { readRequest, type Text } from '../../contracts/schemas/texts.ts';
import { hashingNow } from '../../ledger/contents/text-hashes.ts';
import { planInLedger } from '../../ledger/plan-round.ts';
import { aRoundThatIs, type ApiHarness, openApi } from '../api/harness.ts';
import { aPlan } from '../support/plans.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi();
});
afterAll(() => harness.close());

const refusal = async (code: string, id: string, texts: (those: readonly Text[]) => readonly Text[]) => {
  const { hashText } = hashingNow(harness.keys);
  const read = readRequest<object>(
    commands['reject-round'].request,
    { reason: '条件不成熟' },
    `${code}/${id}`,
    hashText,
  );
  if ('issues' in read) throw new Error('the body does not read');
  const order = { round: code, id, by: harness.office.secretary, name: 'reject-round', payload: read.payload };
  const carried = await harness.ledgers[0]?.carryOut({ ...order, texts: texts(read.texts) });
  return carried && 'refusal' in carried ? carried.refusal.status : undefined;
};

test('a command whose text does not come with it, or comes as another one, leaves nothing', async () => {
  const { code } = await aRoundThatIs(harness, 'planned');
  const before = await harness.standing(code);
  expect(await refusal(code, 'k-1', () => [])).toBe(500);
  expect(await refusal(code, 'k-1', (texts) => texts.map((text) => ({ ...text, ref: `${text.ref}0` })))).toBe(500);
  expect(await refusal(code, 'k-1', (texts) => texts.map((text) => ({ ...text, hash: '0'.repeat(64) })))).toBe(500);
  expect(
    harness.logged.filter((line) => line.includes('own-fault') && line.includes('not stored with it')),
  ).toHaveLength(3);
  expect(await harness.standing(code)).toEqual(before);
  expect(await refusal(code, 'k-1', (texts) => texts)).toBeUndefined();
});

test('nor does a plan', async () => {
  const { pool, keys, office } = harness;
  const body = aPlan(office, { campaign: '乡村振兴领域专项 巡察' });
  const read = readRequest(planRequestSchema, body, `plans/${body.code}`, hashingNow(keys).hashText);
  if ('issues' in read) throw new Error('the plan does not read');
  const planned = (texts: readonly Text[]) =>
    planInLedger(
      { pool, contentKeys: keys },
      { plan: read.payload, texts, plansOfBefore: () => [] },
      office.director,
      `c-${texts.length}`,
    );
  await expect(planned([])).rejects.toThrow('not stored with it');
  expect((await pool.query('SELECT FROM rounds WHERE code = $1', [body.code])).rowCount).toBe(0);
  expect(await planned(read.texts)).toEqual({ planned: 'NEW' });
});

test('what a second person completes names the text of the proposal', async () => {
  const round = await aRoundThatIs(harness, 'planned');
  const { secretary, standingCommittee } = harness.office;
  expect((await harness.act(round.code, 'suspend-round', secretary, { reason: '汛情' })).status).toBe(200);
  const { rows } = await harness.pool.query<{ data: { proposal: string } }>(
    `SELECT data FROM events WHERE round = $1 AND type = 'ActProposed'`,
    [round.code],
  );
  const confirmed = await harness.act(round.code, 'confirm', standingCommittee, { proposal: rows[0]?.data.proposal });
  expect(confirmed).toMatchObject({ status: 200, body: { events: [{}, { type: 'RoundSuspended' }] } });
});

/** With each filing upward goes a digest of the committee's ledger: what is rewritten afterwards differs from what was filed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workOf } from '../../contracts/committee.ts';
import type { FiledLedger } from '../../domain/vocabulary.ts';
import { digestOf, genesis, linkHash } from '../../ledger/chain.ts';
import { rowsOf } from '../../ledger/verify/rows.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { aRoundThatIs, type ApiHarness, openApi } from '../api/harness.ts';
import { aPlan } from '../support/plans.ts';

let harness: ApiHarness;
let other: string;
let planned: string;
beforeAll(async () => {
  harness = await openApi();
  const { committee, director, leadingGroupLeader } = harness.office;
  expect((await harness.ask('POST', `/committees/${committee}/work`, { actor: director, body: {} })).status).toBe(201);
  other = (await aRoundThatIs(harness, 'prepared')).code;
  planned = aPlan(harness.office).code;
  await harness.ask('POST', '/rounds', { actor: director, body: aPlan(harness.office, { code: planned }) });
  await harness.act(planned, 'approve-round', harness.office.secretary, { decision: '批-1' });
  const body = { filing: 'FIL-ARRANGEMENT-0001', content: '上报' };
  expect((await harness.act(planned, 'file-upward', leadingGroupLeader, body, 'k-filed')).status).toBe(200);
});
afterAll(() => harness.close());

const filedIn = async (dossier: string): Promise<FiledLedger | undefined> => {
  const { rows } = await harness.pool.query<{ ledger: FiledLedger }>(
    `SELECT data->'ledger' AS ledger FROM events WHERE round = $1 AND type = 'FiledUpward' ORDER BY sequence DESC LIMIT 1`,
    [dossier],
  );
  return rows[0]?.ledger;
};

/** A row with another day of entry, and the chain made whole again after it, as an owner could. */
async function rewrite(dossier: string): Promise<() => Promise<void>> {
  const rows = await rowsOf(harness.pool, dossier);
  let hash = genesis(dossier);
  const changed = rows.map((row, i) => {
    const recordedAt = i === 1 ? '2020-01-01T00:00:00.000Z' : row.recordedAt;
    hash = linkHash(hash, { ...row, recordedAt, opens: row.opens, closes: row.closes });
    return { ...row, recordedAt, hash };
  });
  const write = async (those: readonly { sequence: number; recordedAt: string; hash: string }[]) => {
    await harness.pool.query('ALTER TABLE events DISABLE TRIGGER ALL');
    for (const { sequence, recordedAt, hash: of } of those)
      await harness.pool.query('UPDATE events SET recorded_at = $3, hash = $4 WHERE round = $1 AND sequence = $2', [
        dossier,
        sequence,
        recordedAt,
        of,
      ]);
    await harness.pool.query('UPDATE rounds SET hash = $2 WHERE code = $1', [dossier, those.at(-1)?.hash]);
    await harness.pool.query('ALTER TABLE events ENABLE TRIGGER ALL');
  };
  await write(changed);
  return () => write(rows);
}

test('names the last row of each dossier of the committee and of the registry, and nothing of others', async () => {
  const filed = await filedIn(planned);
  const { rows } = await harness.pool.query<{ code: string; sequence: number; hash: string }>(
    `SELECT round AS code, sequence, hash FROM events UNION ALL SELECT 'REGISTRY', sequence, hash FROM registry_events`,
  );
  const hashes = new Map(rows.map(({ code, sequence, hash }) => [`${code} ${sequence}`, hash]));
  expect(filed?.heads.map(({ dossier }) => dossier).sort()).toEqual(
    ['REGISTRY', other, planned, workOf(harness.office.committee)].sort(),
  );
  expect(filed?.heads.find(({ dossier }) => dossier === planned)?.sequence).toBe(2);
  const heads = (filed?.heads ?? []).map(({ dossier, sequence }) => ({
    code: dossier,
    hash: hashes.get(`${dossier} ${sequence}`) ?? '',
  }));
  expect(filed?.digest).toBe(digestOf(heads));
  expect((await verifyLedger(harness.pool)).faults).toEqual([]);
});

test('a round that is rewritten whole afterwards is found by what was filed in another one', async () => {
  const undo = await rewrite(other);
  const { faults } = await verifyLedger(harness.pool, planned);
  await undo();
  expect(faults.join('\n')).toMatch(
    /FiledUpward\) was filed with the digest [0-9a-f]{64}, and what it was made of has been/,
  );
  expect((await verifyLedger(harness.pool)).faults).toEqual([]);
});

test('so is one that was taken away with all its rows', async () => {
  const { pool } = harness;
  await pool.query('ALTER TABLE events DISABLE TRIGGER ALL');
  const taken = await pool.query(`DELETE FROM events WHERE round = $1 AND sequence > 3 RETURNING sequence`, [other]);
  expect(taken.rowCount).toBeGreaterThan(1);
  await pool.query('ALTER TABLE events ENABLE TRIGGER ALL');
  const { faults } = await verifyLedger(pool, planned);
  expect(faults.join('\n')).toMatch(
    new RegExp(`FiledUpward\\) was filed over row \\d+ of ${other}, which is not there any more`),
  );
});

/** What is told to whoever watches from outside: each command by outcome, and what waits in the ledger. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backlogOf } from '../../ledger/backlog.ts';
import { recordBeat } from '../../ledger/beats.ts';
import { recordVerification } from '../../ledger/verifications.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { apiMetrics } from '../../metrics/metrics.ts';
import { type ApiHarness, openApi } from './harness.ts';

const { registry, watch } = apiMetrics();
let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi({ watch });
});
afterAll(() => harness.close());

async function count(command: string, outcome: string): Promise<number> {
  const line = (await registry.metrics())
    .split('\n')
    .find((each) => each.startsWith(`xuncha_commands_total{command="${command}",outcome="${outcome}"}`));
  return Number(line?.split(' ').at(-1));
}

test('commands are counted by outcome, under no code', async () => {
  const { director, secretary } = harness.office;
  const round = harness.round();
  await round.plan();
  expect(await count('plan-round', 'DONE')).toBe(1);
  const approval = { decision: '青安发〔2026〕1号' };
  await harness.act(round.code, 'approve-round', director, approval);
  expect(await count('approve-round', 'REFUSED')).toBe(1);
  await harness.act(round.code, 'approve-round', secretary, { decision: 7 });
  expect(await count('approve-round', 'MALFORMED')).toBe(1);
  await harness.act(round.code, 'no-such-action', secretary, {});
  await harness.ask('POST', '/rounds', { actor: director, body: { code: 'x' } });
  expect(await count('plan-round', 'MALFORMED')).toBe(1);
  const told = await registry.metrics();
  expect(told).not.toContain('no-such-action');
  for (const code of [round.code, director, secretary, harness.office.committee]) expect(told).not.toContain(code);
  expect(told).toMatch(/xuncha_http_answers_total\{status="2xx"\} [1-9]/);
});

test('what waits is counted, and how long: letters, moments, workflows; and how old the verification is', async () => {
  const { pool } = harness;
  expect(await backlogOf(pool)).toMatchObject({
    lettersWaiting: 0,
    momentsBehind: 0,
    workersPolling: 0,
    verifiedSecondsAgo: null,
    verificationFaults: null,
  });
  await recordBeat(pool, 'a-worker');
  await recordVerification(pool, { ...(await verifyLedger(pool)), faults: ['one'] });
  const code = 'R-BACKLOG';
  await pool.query(
    `UPDATE rounds SET unsent_since = clock_timestamp() - interval '2 hours', wake_at = clock_timestamp() - interval '5 minutes',
       followed_sequence = 0, last_at = clock_timestamp() - interval '1 minute'`,
  );
  await pool.query(
    `INSERT INTO letters (key, round, state, written_at, data) SELECT '${code}/' || s, r.code, s, now(), '{}'
     FROM rounds r, unnest(ARRAY['PREPARED', 'SENT']) s`,
  );
  const { rowCount } = await pool.query('SELECT FROM rounds');
  const backlog = await backlogOf(pool);
  expect(backlog).toMatchObject({
    lettersWaiting: rowCount,
    momentsBehind: rowCount,
    workflowsBehind: rowCount,
    workersPolling: 1,
    verificationFaults: 1,
  });
  expect(backlog.lettersWaitingSeconds).toBeGreaterThan(7_190);
  expect(backlog.momentsBehindSeconds).toBeGreaterThan(290);
  expect(backlog.verifiedSecondsAgo).toBeLessThan(60);
});

/** A run that can no longer go on: its workflow task fails again and again. The run is lost, the round is not: commands are
 *  taken all the time, and the worker replaces the run from the ledger.
 *
 *  One cause is code that does not replay. Updates had another (SDK 1.24, "referenced absent message ID"): a query that met an
 *  Update's local activity. Without Updates queries and signals may hammer a run as they like. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NUDGE, ROUND_VIEW } from '../../contracts/messages.ts';
import { planned } from '../support/fault-rounds.ts';
import { type FaultSystem, openFaultSystem } from '../support/fault-system.ts';
import { eventually } from '../support/system-harness.ts';

let system: FaultSystem;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'xuncha-stuck-'));
  system = await openFaultSystem({
    temporal: 'MEMORY',
    dynamicConfig: {
      'limit.historyCount.suggestContinueAsNew': 24,
      'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute': 2,
    },
  });
});
afterAll(async () => {
  await system.close();
  await rm(directory, { recursive: true, force: true });
});

const office = () => {
  const [first] = system.offices;
  if (!first) throw new Error('there is no office');
  return first;
};
const replaced = async (code: string) =>
  (await system.client.workflow.count(`WorkflowId = '${code}' AND ExecutionStatus = 'Terminated'`)).count;

test('a history that does not replay under the code of today: the run is replaced within a minute, and the round took commands all the time', async () => {
  const bundle = join(directory, 'another-loop.js');
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../support/another-loop.ts', import.meta.url)),
  });
  await writeFile(bundle, code);
  await system.worker.kill();
  await system.worker.start({ WORKFLOW_BUNDLE: bundle });
  const round = system.round();
  await round.plan();
  const handle = system.client.workflow.getHandle(round.code);
  await eventually(async () => expect((await handle.describe()).historyLength).toBeGreaterThan(4));

  await system.worker.kill();
  await system.worker.start();
  const failingFrom = Date.now();
  expect(
    await round.act<{ sequence: number }>(office().secretary, 'approve-round', { decision: '批-1' }),
  ).toMatchObject({
    sequence: 2,
  });
  await eventually(async () => expect(await replaced(round.code)).toBe(1), 120_000);
  await eventually(async () => expect((await system.view(round.code)).sequence).toBe(2));
  console.log(`the run was replaced ${Date.now() - failingFrom} ms after the worker with other code had started`);
  expect(await system.worker.log()).toMatch(/begun afresh/);
});

test('queries, signals and commands as runs continue as new: no run is replaced, each report is answered, and none is in it twice', async () => {
  const liaison = office().liaison(office().organisations[0]?.code ?? '');
  const round = system.round();
  const findings = await planned(round, office(), 16);
  const handle = system.client.workflow.getHandle(round.code);

  let over = false;
  const until = async (act: () => Promise<unknown>) => {
    // Whoever watches a round does not mind that it is busy.
    while (!over) await act().catch(() => undefined);
  };
  const reports = async () => {
    const left = [...findings];
    const caller = async () => {
      for (let finding = left.pop(); finding; finding = left.pop())
        await round.act(liaison, 'report-item', { finding, grade: 'BASICALLY_DONE', content: '进展', evidence: [] });
    };
    await Promise.all(Array.from({ length: 8 }, caller));
  };
  const watching = [
    until(() => handle.query(ROUND_VIEW)),
    until(() => handle.signal(NUDGE)),
    until(async () => {
      await system.sweep.compare();
      over ||= (await replaced(round.code)) > 0;
      await pause(500);
    }),
  ];
  let batches = 0;
  try {
    while (batches < 12 && !over) {
      await reports();
      batches += 1;
    }
  } finally {
    // Nobody watches for ever.
    over = true;
    await Promise.all(watching);
  }
  await reports();

  // The worker's log still has what the SDK said of the other code, in the test before.
  const verdict = await system.verdict(round.code);
  expect(verdict.filter((fault) => !fault.startsWith('R6: Nondeterminism'))).toEqual([]);
  expect(await replaced(round.code)).toBe(0);
  console.log(`${batches} batches of ${findings.length} reports, no run replaced`);
});

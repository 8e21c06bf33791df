/** A run that can no longer go on: its workflow task fails again and again. The run is lost; the round must not be.
 *
 *  One cause is code that does not replay. Another is a fault of the SDK (1.24, server 1.32, "referenced absent message ID"):
 *  a query that meets an Update's local activity cuts the workflow task in two; is the second half then thrown away, by a
 *  signal that arrives as the run continues as new, the replay of the first half leaves out what it had not sent. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NUDGE, ROUND_VIEW } from '../../contracts/messages.ts';
import { planned } from '../support/fault-rounds.ts';
import { type ChaosSystem, openChaos } from '../support/fault-system.ts';
import { eventually } from '../support/system-harness.ts';

let system: ChaosSystem;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'xuncha-stuck-'));
  system = await openChaos({
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

test('a history that does not replay under the code of today: the run is replaced, and the round takes commands', async () => {
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
  const approval = round.act<{ sequence: number }>(office().secretary, 'approve-round', { decision: '批-1' });
  // The worker looks as well, once a minute: whoever is first.
  await eventually(async () => {
    await system.revival.renew();
    expect(await replaced(round.code)).toBe(1);
  }, 120_000);
  expect(await approval).toMatchObject({ sequence: 2 });
});

test('queries, signals and commands as runs continue as new: whatever fails, each report is answered, and none is in it twice', async () => {
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
      await system.revival.renew();
      over ||= (await replaced(round.code)) > 0;
      await pause(500);
    }),
  ];
  let batches = 0;
  while (batches < 12 && !over) {
    await reports();
    batches += 1;
  }
  over = true;
  await Promise.all(watching);
  await reports();

  // Of a run that was replaced the SDK says that it did not replay.
  const verdict = await system.verdict(round.code);
  expect(verdict.filter((fault) => !fault.startsWith('R6: Nondeterminism'))).toEqual([]);
  console.log(`${batches} batches of ${findings.length} reports, ${await replaced(round.code)} runs replaced`);
});

/** A run that can no longer go on. A query that meets an Update's local activity cuts the workflow task in two; is the run's
 *  second half then thrown away, by a signal that arrives as it continues as new, the SDK replays the first half and leaves
 *  out what it had not sent, or puts it where it was not (server 1.32, SDK 1.24: "referenced absent message ID"). The run
 *  fails for ever after; the round must not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NUDGE, ROUND_VIEW } from '../../contracts/round-messages.ts';
import { planned } from '../support/chaos-rounds.ts';
import { type ChaosSystem, openChaos } from '../support/chaos-system.ts';
import { eventually } from '../support/house.ts';

let system: ChaosSystem;
beforeAll(async () => {
  system = await openChaos({
    temporal: 'MEMORY',
    dynamicConfig: {
      'limit.historyCount.suggestContinueAsNew': 24,
      'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute': 2,
    },
  });
});
afterAll(() => system.close());

test('a run whose task fails again and again is replaced from the ledger: every report is answered, none is in it twice', async () => {
  const [office] = system.offices;
  if (!office) throw new Error('there is no office');
  const liaison = office.liaison(office.organisations[0]?.code ?? '');
  const round = system.round();
  const findings = await planned(round, office, 16);
  const handle = system.client.workflow.getHandle(round.code);
  const running = `WorkflowId = '${round.code}' AND ExecutionStatus = 'Running'`;
  const replaced = async () =>
    (await system.client.workflow.count(`WorkflowId = '${round.code}' AND ExecutionStatus = 'Terminated'`)).count;

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
    eventually(async () => {
      // The worker looks as well, once a minute: whoever is first.
      await system.revival.renew();
      if ((await replaced()) === 0) throw new Error('no run was stuck and replaced yet');
      over = true;
    }, 200_000),
  ];
  while (!over) await reports();
  await Promise.all(watching);

  await reports();
  // Of the run that was replaced the SDK says that it did not replay; of the one in its place it must not.
  const verdict = await system.verdict(round.code);
  expect(verdict.filter((fault) => !fault.startsWith('R6: Nondeterminism'))).toEqual([]);
  expect(await system.client.workflow.count(`${running} AND TemporalReportedProblems IS NULL`)).toMatchObject({
    count: 1,
  });
});

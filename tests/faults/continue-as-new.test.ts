/** Continue-as-new under load: forced every sixteen events, with eight callers at work, rungs between, and a worker killed
 *  amid it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayFromNow, planned } from '../support/fault-rounds.ts';
import { type FaultSystem, openFaultSystem } from '../support/fault-system.ts';
import { eventually } from '../support/system-harness.ts';

const FINDINGS = 16;
const CALLERS = 8;

let system: FaultSystem;
beforeAll(async () => {
  system = await openFaultSystem({
    temporal: 'MEMORY',
    dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 16 },
    doubled: 0.1,
  });
});
afterAll(() => system.close());

test('eight callers, several runs, a rung between each two batches, one worker killed: nothing lost, each rung at its instant', async () => {
  const [office] = system.offices;
  if (!office) throw new Error('there is no office');
  const liaison = office.liaison(office.organisations[0]?.code ?? '');
  const round = system.round();
  const runs = new Set<string>();
  const watch = async () => {
    runs.add((await system.client.workflow.getHandle(round.code).describe()).runId);
    return runs.size;
  };
  const findings = await planned(round, office, FINDINGS);
  await watch();

  /** Every finding reported once more, by eight callers who do not wait for each other. */
  const batch = async () => {
    const left = [...findings];
    const caller = async () => {
      for (let finding = left.pop(); finding; finding = left.pop()) {
        await round.act(liaison, 'report-item', { finding, grade: 'BASICALLY_DONE', content: '进展', evidence: [] });
        await watch();
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
  };
  system.worker.keepAlive(true);
  // Green 20 and yellow 10 days before two months from today, red after them: the clock goes while the callers work.
  for (const days of [30, 46, 56, 66, 76]) {
    await Promise.all([batch(), system.advance(round.code, { to: `${dayFromNow(days)}T01:00:00Z` })]);
    if (days !== 46) continue;
    // Killed within moments of a new run.
    const before = await watch();
    const load = (async () => {
      do await batch();
      while (runs.size === before);
    })();
    await eventually(async () => expect(await watch()).toBeGreaterThan(before), 60_000);
    system.worker.signal('SIGKILL');
    await load;
  }
  expect(await system.verdict(round.code)).toEqual([]);
  const events = await system.events(round.code);
  const rungs = events.filter(({ type }) => type === 'RungReached');
  for (const colour of ['green', 'yellow', 'red', 'top'])
    expect(
      rungs.filter(({ data }) => data['colour'] === colour),
      colour,
    ).toHaveLength(2);
  // A moved clock goes in steps that end an hour past each moment. A run that begins amid a step has no timer yet, and its
  // clock goes on to the end of the step: the only lateness that the moving itself can bring.
  for (const { data } of rungs)
    expect(Date.parse(String(data['actual'])) - Date.parse(String(data['due']))).toBeLessThan(3_660_000);
  const { slowestMs, answered } = system.callers.of(round.code);
  console.log(
    `${runs.size} runs seen, ${events.length} events, ${new Set(answered.map(({ key }) => key)).size} commands; ` +
      `the slowest answer took ${slowestMs} ms, ${system.worker.kills} worker killed`,
  );
  // Runs may follow each other faster than anybody watches: the server's own list counts them all.
  await eventually(async () =>
    expect((await system.client.workflow.count(`WorkflowId = '${round.code}'`)).count).toBeGreaterThan(5),
  );
});

/** Somebody reaches Temporal's port: forged signals, poison, cancel, terminate, reset, a second run. Nobody acts through it, no
 *  round stops for longer than a minute, no letter leaves twice, and the operator sees what happened. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROUND_WORKFLOW } from '../../contracts/messages.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { dayFromNow, daysOf, planned } from '../support/fault-rounds.ts';
import { type FaultSystem, openFaultSystem } from '../support/fault-system.ts';
import { eventually } from '../support/system-harness.ts';

const MINUTE = 60_000;

let system: FaultSystem;
let round: ExampleRound;
let taskQueue: string;
beforeAll(async () => {
  system = await openFaultSystem();
  round = system.paperRound(system.offices[0], daysOf(30));
  await planned(round, office(), 2);
  taskQueue = (await handle().describe()).taskQueue;
});
afterAll(() => system.close());

const handle = () => system.client.workflow.getHandle(round.code);
const office = () => {
  const [first] = system.offices;
  if (!first) throw new Error('there is no office');
  return first;
};
const bytes = (text: string) => new TextEncoder().encode(text);
const about = () => ({
  namespace: 'default',
  workflowExecution: { workflowId: round.code },
  identity: 'an-intruder',
  requestId: randomUUID(),
});

/** A command is taken, and its workflow shows it within a minute. */
async function goesOn(): Promise<void> {
  const liaison = office().liaison(office().organisations[0]?.code ?? '');
  const progress = { finding: 'F-0001', grade: 'BASICALLY_DONE', content: '进展', evidence: [] };
  const { sequence } = await round.act<{ sequence: number }>(liaison, 'report-item', progress);
  await eventually(
    async () => expect((await system.view(round.code)).sequence).toBeGreaterThanOrEqual(sequence),
    MINUTE,
  );
}

const forged: readonly (readonly [string, string, readonly unknown[]])[] = [
  ['nothing', 'approve-round', []],
  ['null', 'approve-round', [null]],
  ['a text', 'approve-round', ['approve!']],
  ['a command of somebody’s own making', 'decide-results', [{ id: 'x', by: 'P-SEC', payload: { decision: '批-9' } }]],
  ['a sequence far ahead', 'nudge', [{ sequence: 1_000_000, commands: ['伪造'] }]],
  ['a name that nothing knows', 'no-such-command', [{ sequence: 1 }]],
  ['a name of Temporal’s own', '__temporal_forged', [{ sequence: 1 }]],
];
test.each(forged)('a forged signal with %s changes nothing, and the round goes on', async (_what, name, args) => {
  const before = (await system.events(round.code)).length;
  await handle().signal(name, ...args);
  expect(await system.events(round.code)).toHaveLength(before);
  await goesOn();
});

const poison = [
  ['of unknown encoding', { metadata: { encoding: bytes('binary/forged') }, data: bytes('?') }],
  ['without encoding', { metadata: {}, data: bytes('?') }],
  ['of broken JSON', { metadata: { encoding: bytes('json/plain') }, data: bytes('{"sequence": ') }],
] as const;
test.each(poison)('a signal whose payload is %s fails no task', async (_what, payload) => {
  await system.client.workflowService.signalWorkflowExecution({
    ...about(),
    signalName: 'approve-round',
    input: { payloads: [{ ...payload }] },
  });
  await goesOn();
  expect((await handle().describe()).raw.pendingWorkflowTask?.attempt ?? 1).toBeLessThan(2);
});

test('a requested cancellation is answered by going on, and both page and log say so', async () => {
  await handle().cancel();
  await eventually(async () => expect(await system.worker.log()).toMatch(/a cancellation was requested/));
  await goesOn();
  expect((await handle().describe()).status.name).toBe('RUNNING');
});

test('a terminated run is started again from the ledger within a minute, and the log says so', async () => {
  const { runId } = await handle().describe();
  await handle().terminate('by an intruder');
  const from = Date.now();
  await eventually(async () => {
    const now = await handle().describe();
    expect(now.status.name).toBe('RUNNING');
    expect(now.runId).not.toBe(runId);
  }, MINUTE);
  console.log(`started again ${Date.now() - from} ms after it was terminated`);
  await eventually(async () =>
    expect(await system.worker.log()).toMatch(/rounds without a workflow were started again/),
  );
  await goesOn();
});

test('a run that is reset to its beginning looks at the ledger, and goes on from there', async () => {
  await goesOn();
  const { events } = await handle().fetchHistory();
  const firstTask = events?.find(({ workflowTaskCompletedEventAttributes }) => workflowTaskCompletedEventAttributes);
  await system.client.workflowService.resetWorkflowExecution({
    ...about(),
    reason: 'by an intruder',
    workflowTaskFinishEventId: firstTask?.eventId ?? null,
  });
  await goesOn();
});

test('a second run of the same round, under another id, ends at once', async () => {
  const second = await system.client.workflow.start(ROUND_WORKFLOW, {
    workflowId: `${round.code}-second`,
    taskQueue,
    args: [round.code],
  });
  await second.result();
  await eventually(async () => expect(await system.worker.log()).toMatch(/under another id follows nothing/));
  await goesOn();
});

test('after all this every rung is reached at its moment, and no letter has left twice', async () => {
  await system.advance(round.code, { to: `${dayFromNow(45)}T02:00:00Z` });
  expect(await system.verdict(round.code)).toEqual([]);
  const mails = system.mail.received.map(({ letter }) => letter);
  expect(new Set(mails).size).toBe(mails.length);
  expect(mails.length).toBeGreaterThan(6);
});

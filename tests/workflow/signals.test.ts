/** What reaches a run from outside: signals late, twice, early and forged, a request to cancel. Only one thing counts: whether
 *  the ledger is ahead of what the run knows. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Payload } from '@temporalio/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Look, NUDGE, ROUND_VIEW, ROUND_WORKFLOW } from '../../contracts/messages.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { failedTasks, historyOf, pageOf, signalsIn } from '../support/history.ts';
import { eventually, type SystemHarness, openSystem } from '../support/system-harness.ts';

let system: SystemHarness;
let slowly = 0;
beforeAll(async () => {
  system = await openSystem({
    ledger: (plain) => ({
      ...plain,
      async look(order) {
        await pause(slowly);
        return plain.look(order);
      },
    }),
  });
});
afterAll(() => system.close());

let round: ExampleRound;
beforeEach(async () => {
  round = system.round();
  await round.plan();
});

const handle = () => system.client.workflow.getHandle(round.code);
const look = () => handle().query<Look>(ROUND_VIEW);
const history = () => historyOf(system.client, round.code);
const approve = () => round.act<{ sequence: number }>(system.office.secretary, 'approve-round', { decision: '批-1' });
const knows = (sequence: number) => eventually(async () => expect(await look()).toMatchObject({ sequence }));
/** The run goes on: it hears of a further command, and none of its tasks has failed. */
async function goesOn(): Promise<void> {
  const { sequence } = await approve();
  await knows(sequence);
  expect(failedTasks(await history())).toEqual([]);
}

describe('a signal', () => {
  test('before the run has looked for the first time, several and twice, is answered by the first looks', async () => {
    await knows(1);
    await system.stopWorker();
    const early = system.round();
    await early.plan();
    const told = { sequence: 2, commands: ['批准本轮巡察'] };
    const { sequence } = await early.act<{ sequence: number }>(system.office.secretary, 'approve-round', {
      decision: '批-2',
    });
    const run = system.client.workflow.getHandle(early.code);
    for (const name of ['approve-round', 'approve-round', '__temporal_x', 'approve-round', NUDGE])
      await run.signal(name, told);
    await system.startWorker();
    await eventually(async () => expect(await run.query<Look>(ROUND_VIEW)).toMatchObject({ sequence }));
    const events = await historyOf(system.client, early.code);
    expect(signalsIn(events).length).toBeGreaterThanOrEqual(4);
    expect(failedTasks(events)).toEqual([]);
    expect(await system.events(early.code)).toHaveLength(2);
  });

  test('that comes late, twice, or tells of what the ledger does not have, changes nothing', async () => {
    await approve();
    await knows(2);
    const before = await look();
    for (const sequence of [1, 2, 2, 400]) await handle().signal('approve-round', { sequence, commands: [] });
    await handle().signal('close-round', { sequence: 3, commands: ['关闭本轮巡察'] });
    await eventually(async () => expect(signalsIn(await history()).length).toBeGreaterThanOrEqual(6));
    expect(await look()).toEqual(before);
    expect(await system.events(round.code)).toHaveLength(2);
    expect(failedTasks(await history())).toEqual([]);
  });

  test('of a command bears its name, and says in words what was done', async () => {
    await approve();
    await knows(2);
    const events = await history();
    expect(signalsIn(events)).toEqual(['approve-round']);
    expect(JSON.stringify(events.map(({ workflowExecutionSignaledEventAttributes: signal }) => signal))).not.toContain(
      system.office.secretary,
    );
  });

  const bytes = (text: string) => Buffer.from(text);
  test.each<[string, string, Payload]>([
    [
      'of an encoding that nobody knows',
      'approve-round',
      { metadata: { encoding: bytes('binary/x') }, data: bytes('?') },
    ],
    ['with no encoding', 'approve-round', { data: bytes('{}') }],
    [
      'that is broken JSON',
      'approve-round',
      { metadata: { encoding: bytes('json/plain') }, data: bytes('{"sequence') },
    ],
    ['that is empty', NUDGE, { metadata: { encoding: bytes('json/plain') }, data: bytes('') }],
    ['of a form of its own', 'mobilise', { metadata: { encoding: bytes('json/plain') }, data: bytes('[[7]]') }],
    ['named as the SDK’s own', '__temporal_x', { metadata: { encoding: bytes('json/plain') }, data: bytes('{}') }],
    ['named as nothing', 'abolish', { metadata: { encoding: bytes('json/plain') }, data: bytes('{}') }],
    ['named as every object’s', 'constructor', { metadata: { encoding: bytes('json/plain') }, data: bytes('{}') }],
  ])('%s stops no round', async (_what, signalName, payload) => {
    await system.client.workflowService.signalWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: round.code },
      signalName,
      input: { payloads: [payload] },
    });
    await goesOn();
    expect(signalsIn(await history())).toContain(signalName);
  });
});

describe('a request to cancel, from the UI,', () => {
  test('is survived and shown; deadlines and commands go on, and the run ends with its round', async () => {
    await knows(1);
    await handle().cancel();
    await eventually(async () =>
      expect(await pageOf(system.client, round.code)).toContain('A cancellation was requested'),
    );
    await goesOn();
    await handle()
      .cancel()
      .catch(() => undefined);
    expect(await pageOf(system.client, round.code)).toContain('A cancellation was requested');
    // Its timers and activities go on as well.
    await system.advance(round.code, { days: 2 });
    expect((await handle().describe()).status.name).toBe('RUNNING');

    await round.act(system.office.secretary, 'cancel-round', { reason: '不再进行' });
    await handle().result();
    expect((await handle().describe()).status.name).toBe('COMPLETED');
  });
});

describe('a run under another id than its round’s code', () => {
  test('ends at once and does nothing', async () => {
    await knows(1);
    const workflowId = `${round.code}-COPY`;
    const copy = await system.client.workflow.start(ROUND_WORKFLOW, {
      workflowId,
      taskQueue: system.taskQueue,
      args: [round.code],
    });
    await copy.result();
    const events = await historyOf(system.client, workflowId);
    expect(events.filter(({ markerRecordedEventAttributes: marker }) => marker)).toEqual([]);
    expect(events.filter(({ activityTaskScheduledEventAttributes: activity }) => activity)).toEqual([]);
    await goesOn();
  });
});

describe('whoever hammers a run while it looks slowly', () => {
  beforeEach(async () => {
    await knows(1);
    slowly = 300;
  });
  afterEach(() => {
    slowly = 0;
  });

  /** Asks and signals from all sides while `act` goes on. Whoever watches a round does not mind that it is busy. */
  async function whileHammered(pauseMs: number, act: () => Promise<void>): Promise<void> {
    let over = false;
    const until = async (again: () => Promise<unknown>) => {
      while (!over) await again().catch(() => undefined);
    };
    const signalled = (name: string) => async () => {
      await handle().signal(name, { sequence: 9, commands: [] });
      await pause(pauseMs);
    };
    const hammering = [
      ...Array.from({ length: 8 }, () => until(look)),
      until(signalled(NUDGE)),
      until(signalled('mobilise')),
    ];
    try {
      await act();
    } finally {
      over = true;
      await Promise.all(hammering);
    }
  }

  test('with queries, and with signals, stops nothing: no task fails', async () => {
    const { runId } = await handle().describe();
    await whileHammered(20, async () => {
      await approve();
      await pause(6_000);
    });
    await knows(2);
    const events = await history();
    expect(failedTasks(events)).toEqual([]);
    expect(signalsIn(events).length).toBeGreaterThan(50);
    await round.act(system.office.secretary, 'cancel-round', { reason: '不再进行' });
    await handle().result();
    expect(await handle().describe()).toMatchObject({ runId, status: { name: 'COMPLETED' } });
  });

  test('with more signals than the server keeps for one task may break the run: then the sweep replaces it', async () => {
    await whileHammered(0, () => pause(5_000));
    slowly = 0;
    const { sequence } = await approve();
    await eventually(async () => {
      await system.sweep.compare();
      expect((await look()).sequence).toBeGreaterThanOrEqual(sequence);
    }, 150_000);
    expect(await system.events(round.code)).toHaveLength(sequence);
  }, 200_000);
});

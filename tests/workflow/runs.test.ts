/** Runs come and go, the round stays: ended, reset or grown old, a run is replaced from the ledger, and nothing is done twice.
 *  And what a run costs: one due moment is one timer and one activity, many commands are few events. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Look, ROUND_VIEW, ROUND_WORKFLOW } from '../../contracts/messages.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { connectWorker } from '../../temporal/connection.ts';
import { activitiesIn, failedTasks, firedTimersIn, historyOf, signalsIn } from '../support/history.ts';
import { eventually, type SystemHarness, openSystem } from '../support/system-harness.ts';

let system: SystemHarness;
beforeAll(async () => {
  system = await openSystem();
});
afterAll(() => system.close());

const handleOf = ({ code }: ExampleRound) => system.client.workflow.getHandle(code);
const lookAt = (round: ExampleRound) => handleOf(round).query<Look>(ROUND_VIEW);
const knows = (round: ExampleRound, sequence: number) =>
  eventually(async () => expect((await lookAt(round)).sequence).toBeGreaterThanOrEqual(sequence));
const runOf = async (round: ExampleRound) => (await handleOf(round).describe()).runId;
const approve = (round: ExampleRound) =>
  round.act<{ sequence: number }>(system.office.secretary, 'approve-round', { decision: '批-1' });
const mailed = ({ code }: ExampleRound) => system.mail.received.filter(({ letter }) => letter.startsWith(`${code}/`));

async function planned(): Promise<ExampleRound> {
  const round = system.round();
  await round.plan();
  await knows(round, 1);
  return round;
}
async function signed(findings = 1): Promise<ExampleRound> {
  const round = system.round();
  await round.plan();
  await round.prepare();
  await round.inspect();
  await round.decide(findings, []);
  await round.giveFeedback();
  await round.signFeedback();
  return round;
}

describe('a run', () => {
  test('that somebody terminated is started again from the ledger', async () => {
    const round = await planned();
    const lost = await runOf(round);
    await handleOf(round).terminate('by hand');
    const { sequence } = await approve(round);
    await eventually(async () => expect((await system.sweep.compare()).started).toContain(round.code));
    expect(await runOf(round)).not.toBe(lost);
    await knows(round, sequence);
  });

  test('that is missing when a round waits is started as its round is woken', async () => {
    const round = await planned();
    await handleOf(round).terminate('by hand');
    const { sequence } = await approve(round);
    await eventually(async () => expect(await system.sweep.wake()).toContain(round.code));
    await knows(round, sequence);
  });

  test('that was reset goes on from the ledger, and nothing is sent twice', async () => {
    const round = await signed();
    await system.advance(round.code, { days: 63 });
    const before = { letters: await system.letters(round.code), mailed: mailed(round).length };
    expect(before.mailed).toBeGreaterThan(5);
    const runId = await runOf(round);
    const events = await historyOf(system.client, round.code);
    const first = events.find(({ workflowTaskCompletedEventAttributes: completed }) => completed);
    await system.client.workflowService.resetWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: round.code, runId },
      reason: 'by hand',
      requestId: randomUUID(),
      workflowTaskFinishEventId: first?.eventId ?? null,
    });
    await eventually(async () => {
      await system.sweep.compare();
      expect(await runOf(round)).not.toBe(runId);
      expect((await lookAt(round)).sequence).toBe((await system.events(round.code)).length);
    });
    expect(await system.letters(round.code)).toEqual(before.letters);
    expect(mailed(round)).toHaveLength(before.mailed);
    const organisation = system.office.organisations[0]?.code ?? '';
    const { sequence } = await round.act<{ sequence: number }>(system.office.liaison(organisation), 'submit-report-1', {
      organisation,
      content: '迟报',
    });
    await knows(round, sequence);
    expect(failedTasks(await historyOf(system.client, round.code))).toEqual([]);
  });

  test('of the shape before is replaced from the ledger', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'xuncha-old-shape-'));
    const round = await planned();
    await system.stopWorker();
    await handleOf(round).terminate('for the old one');
    try {
      const old = await system.client.workflow.start(ROUND_WORKFLOW, {
        workflowId: round.code,
        taskQueue: system.taskQueue,
        args: [round.code],
      });
      await runs(await anotherLoop(directory), async () => {
        await eventually(async () => expect((await old.describe()).historyLength).toBeGreaterThan(4));
      });
      await system.startWorker();
      const { sequence } = await approve(round);
      await eventually(async () => expect((await system.sweep.compare()).replaced).toContain(round.code));
      const status = await system.client.workflow.getHandle(round.code, old.firstExecutionRunId).describe();
      expect(status.status.name).toBe('TERMINATED');
      await knows(round, sequence);
      // The new one has its shape in its memo, and stays.
      await eventually(async () => {
        const again = await system.sweep.compare();
        expect([again.started, again.replaced].flat()).not.toContain(round.code);
      });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });

  async function anotherLoop(directory: string): Promise<string> {
    const workflowsPath = new URL('../support/another-loop.ts', import.meta.url).pathname;
    const codePath = join(directory, 'another-loop.js');
    await writeFile(codePath, (await bundleWorkflowCode({ workflowsPath })).code);
    return codePath;
  }
  async function runs(codePath: string, until: () => Promise<void>): Promise<void> {
    const connection = await connectWorker({
      TEMPORAL_ADDRESS: inject('servers').temporalAddress,
      TEMPORAL_NAMESPACE: 'default',
    });
    const worker = await Worker.create({ connection, taskQueue: system.taskQueue, workflowBundle: { codePath } });
    await worker.runUntil(until());
    await connection.close();
  }
});

describe('in a history', () => {
  test('one due moment is one timer and one activity, which say in words what is due', async () => {
    const round = await signed();
    await system.advance(round.code, { days: 63 });
    const byTime = (await system.events(round.code)).filter(({ type }) => /^(RungReached|DutyWentOverdue)$/.test(type));
    // Two organisations, two reports each: green, yellow, overdue, red.
    expect(byTime).toHaveLength(4 * 4);
    expect(new Set(byTime.map(({ at }) => at)).size).toBe(4);

    const events = await historyOf(system.client, round.code);
    const escalations = activitiesIn(events, 'escalate');
    expect(firedTimersIn(events)).toEqual(escalations);
    const about = String.raw`O-\w+ · \S*整改\S*报告`;
    expect(escalations).toEqual(
      [
        `^向.+发绿色提醒函：${about}，期限`,
        `^向.+发黄色\\S+函：${about}，期限`,
        `^${about}届满`,
        `^向.+发红色催办函：${about}`,
      ].map((words) => expect.stringMatching(new RegExp(words))),
    );
    for (const summary of activitiesIn(events, 'notify')) expect(summary).toMatch(/函 · .+ · 抄?送/);
  });

  test('two hundred commands by twenty callers are few events', async () => {
    const round = await signed(20);
    const organisation = system.office.organisations[0]?.code ?? '';
    const liaison = system.office.liaison(organisation);
    const findings = (
      await system.api.all<{ code: string; organisation: string }>(`/rounds/${round.code}/findings`, liaison)
    )
      .filter((finding) => finding.organisation === organisation)
      .map(({ code }) => code);
    expect(findings).toHaveLength(20);
    const item = {
      goal: '目标',
      measures: [{ type: 'BUILD_SYSTEM', content: '措施' }],
      leader: liaison,
      unit: organisation,
      dueOn: '2099-01-01',
    };
    await round.act(liaison, 'submit-plan', { organisation, items: findings.map((finding) => ({ finding, ...item })) });
    const { sequence } = await round.act<{ sequence: number }>(system.office.director, 'accept-plan', { organisation });
    await knows(round, sequence);
    const before = (await historyOf(system.client, round.code)).length;

    const report = { grade: 'BASICALLY_DONE', content: '进展', evidence: [] };
    await Promise.all(
      findings.map(async (finding) => {
        for (let time = 0; time < 10; time++) await round.act(liaison, 'report-item', { finding, ...report });
      }),
    );
    const done = await system.events(round.code);
    expect(done.filter(({ type }) => type === 'ItemReported')).toHaveLength(200);
    await knows(round, done.length);
    const events = await historyOf(system.client, round.code);
    expect(signalsIn(events.slice(before)).every((name) => name === 'report-item')).toBe(true);
    expect(events.length - before).toBeLessThanOrEqual(60);
  });
});

/** Five lives, replayed from their histories as soon as they have been lived. `RECORD_HISTORIES=1` keeps them as golden ones for
 *  `tests/replay/`: today's loop must run yesterday's histories, today's `evolve` fold yesterday's events. A golden ledger is
 *  recorded once: what a ledger holds is for ever. */
import { mkdir, writeFile } from 'node:fs/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { type Look, ROUND_VIEW } from '../../contracts/messages.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { freePort } from '../../local/ports.ts';
import { startTemporal, type TemporalService } from '../../local/temporal.ts';
import { eventually, type SystemHarness, openSystem } from '../support/system-harness.ts';

const KEPT = new URL('../replay/', import.meta.url);
const recording = process.env.RECORD_HISTORIES === '1';

let temporal: TemporalService;
let system: SystemHarness;
let hasted: SystemHarness;
let crowded: SystemHarness;

/** The rules as another version would have them: other moments, other words. */
let rulesHaveChanged = false;
const otherRules = (ledger: Ledger): Ledger => {
  const changed = (look: Look): Look => {
    if (!rulesHaveChanged) return look;
    const { wakeAt, letters, why, details } = look;
    return {
      ...look,
      ...(wakeAt === undefined ? {} : { wakeAt: new Date(Date.parse(wakeAt) + 60_000).toISOString() }),
      ...(letters === undefined ? {} : { letters: `${letters}!` }),
      why: `${why}!`,
      details: `${details}!`,
    };
  };
  return {
    ...ledger,
    look: async (order) => changed(await ledger.look(order)),
    async passTime(order) {
      const { look, claims } = await ledger.passTime(order);
      return { look: changed(look), claims };
    },
    recordDeliveries: async (order, deliveries) => changed(await ledger.recordDeliveries(order, deliveries)),
  };
};

beforeAll(async () => {
  const { temporalCli: path, temporalVersion: version } = inject('servers');
  temporal = await startTemporal({
    cli: { path, version },
    directory: undefined,
    port: await freePort(),
    uiPort: undefined,
    namespace: 'default',
    searchAttributes,
    dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 40 },
    say: () => {},
  });
  system = await openSystem({ organisations: 1, ledger: otherRules });
  hasted = await openSystem({ organisations: 1, temporalAddress: temporal.address });
  crowded = await openSystem({ organisations: 12 });
});
afterAll(async () => {
  await crowded.close();
  await hasted.close();
  await system.close();
  await temporal.stop();
});

test('a short life replays', async () => {
  const round = system.round();
  await round.plan();
  await round.act(system.office.secretary, 'approve-round', { decision: '批-1' });
  await replays(system, round, 'short');
});

test('a life with moved time and letters replays', async () => {
  const round = await withFeedbackSigned(system);
  await system.advance(round.code, { days: 75 });
  await replays(system, round, 'time-skipped');
});

test('a life that continued as new several times replays, run by run', async () => {
  const round = await withFeedbackSigned(hasted);
  await hasted.advance(round.code, { days: 100 });
  const runs = await replays(hasted, round, 'continued');
  expect(runs).toBeGreaterThanOrEqual(3);
});

test('a life in which the rules changed replays', async () => {
  const round = await withFeedbackSigned(system);
  await system.advance(round.code, { days: 45 });
  rulesHaveChanged = true;
  await system.advance(round.code, { days: 30 });
  rulesHaveChanged = false;
  await replays(system, round, 'rules-changed');
});

test('a life with many callers at once replays', async () => {
  const round = await withFeedbackSigned(crowded);
  await crowded.advance(round.code, { days: 45 });
  await replays(crowded, round, 'crowded');
});

async function withFeedbackSigned(where: SystemHarness): Promise<ExampleRound> {
  const round = where.round();
  await round.plan();
  await round.prepare();
  await round.inspect();
  await round.decide(1, []);
  await round.giveFeedback();
  await round.signFeedback();
  return round;
}

/** A history that ends amid a task would have its replay look at a ledger that is not there. */
async function restsWithAllKnown({ client, events }: SystemHarness, code: string): Promise<void> {
  const handle = client.workflow.getHandle(code);
  await eventually(async () => {
    expect((await handle.query<Look>(ROUND_VIEW)).sequence).toBe((await events(code)).length);
    expect((await handle.describe()).raw.pendingWorkflowTask ?? null).toBeNull();
  });
}

/** Replays every run of the round's workflow; says how many there were. */
async function replays(where: SystemHarness, { code }: ExampleRound, name: string): Promise<number> {
  await restsWithAllKnown(where, code);
  const runs: string[] = [];
  for await (const { runId } of where.client.workflow.list({ query: `WorkflowId = '${code}'` })) runs.push(runId);
  expect(runs.length).toBeGreaterThan(0);
  for (const [i, runId] of runs.toReversed().entries()) {
    const history = await where.client.workflow.getHandle(code, runId).fetchHistory();
    await Worker.runReplayHistory({ workflowBundle: { codePath: inject('servers').workflowBundle } }, history, code);
    if (recording) await keep('histories', `${name}-${i + 1}`, historyToJSON(history), 'w');
  }
  if (recording)
    await keep('ledgers', name, JSON.stringify(await where.events(code)), 'wx').catch((error: unknown) => {
      if (!isThereAlready(error)) throw error;
    });
  return runs.length;
}

async function keep(folder: string, name: string, json: string, flag: 'w' | 'wx'): Promise<void> {
  await mkdir(new URL(`${folder}/`, KEPT), { recursive: true });
  await writeFile(new URL(`${folder}/${name}.json`, KEPT), `${json}\n`, { flag });
}

const isThereAlready = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** Five lives, replayed from their histories as soon as they have been lived. `RECORD_HISTORIES=1` keeps them as golden ones for
 *  `tests/replay/`: today's loop must run yesterday's histories, today's `evolve` fold yesterday's events. */
import { mkdir, writeFile } from 'node:fs/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { freePort } from '../../local/ports.ts';
import { startTemporal, type TemporalService } from '../../local/temporal.ts';
import { type SystemHarness, openSystem } from '../support/system-harness.ts';

const KEPT = new URL('../replay/', import.meta.url);
const recording = process.env.RECORD_HISTORIES === '1';

let temporal: TemporalService;
let system: SystemHarness;
let hasted: SystemHarness;
let crowded: SystemHarness;

/** The rules as another version would have them: other moments, other words, another order of letters. */
let rulesHaveChanged = false;
const otherRules = (ledger: Ledger): Ledger => {
  const changed = <T extends Awaited<ReturnType<Ledger['look']>>>(seen: T): T => {
    if (!rulesHaveChanged) return seen;
    const { wakeAt, letters, details } = seen.outlook;
    const moved = wakeAt === undefined ? {} : { wakeAt: new Date(Date.parse(wakeAt) + 60_000).toISOString() };
    return { ...seen, outlook: { ...seen.outlook, ...moved, letters: letters.toReversed(), details: `${details}!` } };
  };
  return {
    ...ledger,
    carryOut: async (order) => changed(await ledger.carryOut(order)),
    passTime: async (order) => changed(await ledger.passTime(order)),
    look: async (order) => changed(await ledger.look(order)),
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
    dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 120 },
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

test('a life of eight commands at once replays', async () => {
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

/** Replays every run of the round's workflow; says how many there were. */
async function replays(where: SystemHarness, { code }: ExampleRound, name: string): Promise<number> {
  const runs: string[] = [];
  for await (const { runId } of where.client.workflow.list({ query: `WorkflowId = '${code}'` })) runs.push(runId);
  expect(runs.length).toBeGreaterThan(0);
  for (const [i, runId] of runs.toReversed().entries()) {
    const history = await where.client.workflow.getHandle(code, runId).fetchHistory();
    await Worker.runReplayHistory({ workflowBundle: { codePath: inject('servers').workflowBundle } }, history, code);
    if (recording) await keep('histories', `${name}-${i + 1}`, historyToJSON(history));
  }
  if (recording) await keep('ledgers', name, JSON.stringify(await where.events(code)));
  return runs.length;
}

async function keep(folder: string, name: string, json: string): Promise<void> {
  await mkdir(new URL(`${folder}/`, KEPT), { recursive: true });
  await writeFile(new URL(`${folder}/${name}.json`, KEPT), `${json}\n`);
}

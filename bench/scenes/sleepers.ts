/** Ten thousand rounds asleep, those of the scenes before among them: what the worker that has put them to sleep holds of the
 *  machine's memory. */
import { setTimeout as pause } from 'node:timers/promises';
import { anOffice } from '../life.ts';
import type { Measured } from '../report.ts';
import type { Stage } from '../stage.ts';
import { numbered, rectifyingRounds, type Size, startRounds, untilAsleep } from './playing.ts';

const MIB = 1_024 ** 2;
/** Longer than the workers take to hold all runs against the ledger. */
const SETTLE_MS = 25_000;
const BATCH = 1_000;

export async function sleepers(stage: Stage, { quick }: Size): Promise<Measured[]> {
  const [count, settleMs] = quick ? [200, 1_000] : [10_000, SETTLE_MS];
  const system = await stage.system();
  const asleep = await system.rounds.count();
  const office = await anOffice(system.pool, 'SLE', 1);
  const codes = numbered('R-SLE', Math.max(1, count - asleep));
  await rectifyingRounds(system, office, codes);
  for (let from = 0; from < codes.length; from += BATCH) {
    await startRounds(system, codes.slice(from, from + BATCH));
    await untilAsleep(system, codes.slice(from, from + BATCH));
  }
  await pause(settleMs);
  const memory = (await system.ourWorker().residentMemory()) / MIB;
  return [
    {
      scene: 'sleepers',
      what: `worker with ${asleep + codes.length} rounds asleep`,
      value: memory,
      unit: 'MiB',
      must: { atMost: 600 },
      figures:
        `resident memory; ${asleep} slept already, with what the scenes before left in the worker; ` +
        'the SDK keeps at most 250 of them, the others are replayed when they wake',
      why: 'each workflow that the SDK keeps has its state and its share of the sandbox',
    },
  ];
}

/** Sleeping rounds: what each holds of its worker's memory, and of the server's disk. */
import { setTimeout as pause } from 'node:timers/promises';
import { anOffice, findingCode, reportedItem, writeRounds } from '../life.ts';
import type { Measured } from '../report.ts';
import type { Stage } from '../system.ts';
import {
  act,
  actBare,
  type History,
  historyOf,
  numbered,
  type Size,
  startBare,
  startRounds,
  untilAsleep,
} from './playing.ts';

const FINDINGS = 10;
const A_YEAR_MS = 365 * 86_400_000;
const COMMANDS = 20;

export async function sleepers(stage: Stage, { quick }: Size): Promise<Measured[]> {
  // Together fewer than a worker keeps in memory (`maxCachedWorkflows`); the first ones warm it up.
  const [warming, count, settleMs] = quick ? [20, 60, 500] : [50, 400, 5_000];
  const office = await anOffice(stage.pool, 'SLE', 1);
  const by = office.liaison(office.organisations[0]?.code ?? '');
  const codes = numbered('R-SLE', warming + count);
  const bare = numbered('bare-SLE', warming + count);
  await writeRounds(
    stage.pool,
    codes.map((code) => ({ code, office, findings: [FINDINGS], rectifying: true })),
  );
  const fallAsleep = async (from: number, to: number) => {
    await startRounds(stage, codes.slice(from, to));
    await startBare(stage, bare.slice(from, to), Date.now() + A_YEAR_MS);
    await untilAsleep(stage, [...codes.slice(from, to), ...bare.slice(from, to)]);
    await pause(settleMs);
    return { ours: await stage.ourWorker.residentMemory(), bare: await stage.bareWorker.residentMemory() };
  };
  const before = await fallAsleep(0, warming);
  const after = await fallAsleep(warming, warming + count);
  const perRound = (side: 'ours' | 'bare') => (after[side] - before[side]) / count / 1_024;

  const [awoken = '', bareAwoken = ''] = [codes[0], bare[0]];
  const fresh = await histories(stage, awoken, bareAwoken);
  for (let nth = 0; nth < COMMANDS; nth++) {
    const item = reportedItem(findingCode((nth % FINDINGS) + 1));
    await act(stage, awoken, by, 'report-item', item);
    await actBare(stage, bareAwoken, by, item);
  }
  const acted = await histories(stage, awoken, bareAwoken);
  return [
    {
      what: 'memory of a sleeping round',
      value: perRound('ours') / perRound('bare'),
      target: { atMost: 1.5 },
      figures: `ours ${perRound('ours').toFixed(0)} KB, bare ${perRound('bare').toFixed(0)} KB each, of ${count}`,
    },
    historyLine('history bytes, just started', fresh),
    historyLine(`history bytes, after ${COMMANDS} commands`, acted),
  ];
}

interface Histories {
  readonly ours: History;
  readonly bare: History;
}
const histories = async (stage: Stage, ours: string, bare: string): Promise<Histories> => ({
  ours: await historyOf(stage, ours),
  bare: await historyOf(stage, bare),
});

const historyLine = (what: string, { ours, bare }: Histories): Measured => ({
  what,
  value: ours.bytes / bare.bytes,
  target: { atMost: 1.5 },
  why: "each answer of the ledger brings the round's outlook, with the page for the Temporal UI, into the history (as a marker); a bare marker holds a number. The bytes buy that replay runs no rules and that the UI tells the round by itself",
  figures: `ours ${ours.bytes} bytes in ${ours.events} events, bare ${bare.bytes} in ${bare.events}`,
});

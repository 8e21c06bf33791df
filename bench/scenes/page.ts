/** From the commit of a command to the page in the Temporal UI that shows it: the workflow is told after the answer. */
import { setTimeout as pause } from 'node:timers/promises';
import { ROUND_VIEW } from '../../contracts/messages.ts';
import { anOffice } from '../life.ts';
import { percentile } from '../measuring.ts';
import type { Measured } from '../report.ts';
import { type Stage, type System, until } from '../stage.ts';
import { numbered, rectifyingRounds, report, shown, type Size, startRounds, untilAsleep } from './playing.ts';

const CALLERS = 32;
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 10;
/** Under load whoever looks takes little of what is measured. */
const LOOK_UNDER_LOAD_EVERY_MS = 50;
const A_WHILE_MS = 100;
/** The load goes on for so long before it is measured: by then all its rounds have been told once. */
const UNDER_WAY_MS = 5_000;
/** Of the rounds that make the load, so many are looked at themselves. */
const BUSY_LOOKED_AT = 20;

export async function page(stage: Stage, { quick }: Size): Promise<Measured[]> {
  const [looked, busy] = quick ? [20, 20] : [60, 100];
  const system = await stage.system();
  const office = await anOffice(system.pool, 'PAG', 1);
  const by = office.liaison(office.organisations[0]?.code ?? '');
  const [quietly, loudly, others] = [numbered('R-PAGQ', looked), numbered('R-PAGL', looked), numbered('R-PAGB', busy)];
  for (const codes of [quietly, loudly, others]) {
    await rectifyingRounds(system, office, codes);
    await startRounds(system, codes);
  }
  await untilAsleep(system, [...quietly, ...loudly, ...others]);

  const lags = async (codes: readonly string[], lookEveryMs: number) => {
    const took: number[] = [];
    for (const code of codes) {
      took.push(await lag(system, code, by, lookEveryMs));
      await pause(A_WHILE_MS);
    }
    return took;
  };
  const quiet = await lags(quietly, LOOK_EVERY_MS);
  let over = false;
  const load = Promise.all(
    Array.from({ length: CALLERS }, async (_, caller) => {
      for (let nth = caller; !over; nth += CALLERS) await report(system, others[nth % busy] ?? '', by, nth);
    }),
  );
  const underLoad = async () => {
    await pause(UNDER_WAY_MS);
    const once = await lags(loudly, LOOK_UNDER_LOAD_EVERY_MS);
    const busyOnes = others.slice(0, BUSY_LOOKED_AT);
    return [once, await Promise.all(busyOnes.map((code) => lag(system, code, by, LOOK_UNDER_LOAD_EVERY_MS)))] as const;
  };
  const [loaded, busiest] = await underLoad().finally(() => (over = true));
  await load;
  const of = (what: string, took: readonly number[], atMost: number): Measured => ({
    scene: 'page',
    what: `commit → the UI’s page shows it, p99, ${what}`,
    value: percentile(took, 99) / 1_000,
    unit: 's',
    must: { atMost },
    figures: `p50 and p99 of ${took.length} rounds: ${shown(took)}`,
    why: 'signal, workflow task, look, and the query that sees it stand in line with the commands of others',
  });
  const under = of(`under load (${CALLERS} callers at ${busy} other rounds)`, loaded, 2);
  const figures = `${under.figures}; of the rounds under load: ${shown(busiest)}`;
  return [of('quiet', quiet, 0.3), { ...under, figures }];
}
/** The answer comes after the commit; the query is answered by the workflow itself, as the page is. */
async function lag(system: System, code: string, by: string, lookEveryMs: number): Promise<number> {
  const { sequence } = await report(system, code, by, 0);
  const from = performance.now();
  const handle = system.client.workflow.getHandle(code);
  await until(
    `the page of ${code}`,
    async () => (await handle.query<{ readonly sequence: number }>(ROUND_VIEW)).sequence >= sequence,
    PATIENCE_MS,
    lookEveryMs,
  );
  return performance.now() - from;
}

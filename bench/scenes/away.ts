/** Temporal away stops nobody from working: commands while it is stopped, against commands while it runs. */
import { anOffice } from '../life.ts';
import { median, timed } from '../measuring.ts';
import type { Measured } from '../report.ts';
import type { Stage } from '../stage.ts';
import { numbered, rectifyingRounds, report, shown, type Size, startRounds, untilAsleep } from './playing.ts';

export async function away(stage: Stage, { quick }: Size): Promise<Measured[]> {
  const [commands, turns] = quick ? [20, 1] : [120, 3];
  const system = await stage.system();
  const office = await anOffice(system.pool, 'AWA', 1);
  const by = office.liaison(office.organisations[0]?.code ?? '');
  const codes = numbered('R-AWA', 20);
  await rectifyingRounds(system, office, codes);
  await startRounds(system, codes);
  await untilAsleep(system, codes);
  const act = (nth: number) => report(system, codes[nth % codes.length] ?? '', by, nth);
  const acts = async () => {
    const took: number[] = [];
    for (let nth = 0; nth < commands; nth++) took.push(await timed(() => act(nth)));
    return took;
  };
  await acts();
  const [running, stopped]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turns; turn++) {
    running.push(...(await acts()));
    await system.stopTemporal();
    stopped.push(...(await acts()));
    await system.startTemporal();
  }
  return [
    {
      scene: 'away',
      what: 'commands with Temporal stopped, against running',
      value: median(stopped) / median(running),
      unit: '×',
      must: { atMost: 1.1 },
      figures: `stopped ${shown(stopped)}, running ${shown(running)}`,
      why: 'signals that nobody takes are still tried, and worker and API look for the server',
    },
  ];
}

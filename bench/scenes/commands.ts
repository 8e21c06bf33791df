/** What a command costs over HTTP: how long somebody waits for it, how many are carried out in a second, in a hundred rounds
 *  and in one, and what a thousand of them leave in a history. */
import { anOffice } from '../life.ts';
import { inTurns, median, perSecond, timed } from '../measuring.ts';
import type { Measured } from '../report.ts';
import type { Stage } from '../stage.ts';
import {
  historyOf,
  numbered,
  perSecondShown,
  rectifyingRounds,
  report,
  reportBare,
  shown,
  type Size,
  startBare,
  startRounds,
  untilAsleep,
} from './playing.ts';

const CALLERS = 32;
const AT_ONE_ROUND = 20;
/** A run takes ten Updates in flight; with more in flight it does fewer. */
const AT_ONE_BARE = 8;

export async function commands(stage: Stage, { quick }: Size): Promise<Measured[]> {
  const [single, rounds, slice, slices, long] = quick ? [40, 20, 150, 1, 100] : [200, 100, 1_600, 3, 1_000];
  const system = await stage.system();
  const office = await anOffice(system.pool, 'CMD', 1);
  const by = office.liaison(office.organisations[0]?.code ?? '');
  const codes = numbered('R-CMD', rounds + 3 + slices);
  const bare = numbered('bare-CMD', rounds + 2);
  await rectifyingRounds(system, office, codes);
  await startRounds(system, codes);
  await startBare(system, bare);
  await untilAsleep(system, [...codes, ...bare]);

  const [alone = '', busy = '', ...busyInTurns] = codes.slice(rounds);
  const [bareAlone = '', bareBusy = ''] = bare.slice(rounds);
  const one = [
    (turn: number) => timed(() => report(system, alone, by, turn)),
    (turn: number) => timed(() => reportBare(system, bareAlone, by, turn)),
  ];
  await inTurns(Math.ceil(single / 5), one);
  const [ourP50 = [], bareP50 = []] = await inTurns(single, one);

  const many = [
    () => perSecond(CALLERS, slice, (_, nth) => report(system, codes[nth % rounds] ?? '', by, nth)),
    () => perSecond(CALLERS, slice, (_, nth) => reportBare(system, bare[nth % rounds] ?? '', by, nth)),
    (turn: number) => perSecond(AT_ONE_ROUND, slice, (_, nth) => report(system, busyInTurns[turn] ?? '', by, nth)),
  ];
  // Both sides are warm first: what runs for years is not measured in the seconds in which it is compiled.
  await inTurns(2, many.slice(0, 2));
  const [ourMany = [], bareMany = [], ourOne = []] = await inTurns(slices, many);

  const before = { ours: await historyOf(system, busy), bare: await historyOf(system, bareBusy) };
  await perSecond(AT_ONE_ROUND, long, (_, nth) => report(system, busy, by, nth));
  await perSecond(AT_ONE_BARE, long, (_, nth) => reportBare(system, bareBusy, by, nth));
  await untilAsleep(system, [busy, bareBusy]);
  const after = { ours: await historyOf(system, busy), bare: await historyOf(system, bareBusy) };
  const grew = (side: 'ours' | 'bare', what: 'events' | 'bytes') => after[side][what] - before[side][what];

  const scene = 'commands';
  return [
    {
      scene,
      what: 'command p50, over HTTP, against a bare Update that inserts a row',
      value: median(ourP50) / median(bareP50),
      unit: '×',
      must: { atMost: 0.5 },
      figures: `ours ${shown(ourP50)}, bare ${shown(bareP50)}`,
      why: 'a command is an HTTP request and one transaction: head, rules, append, commit to the disk',
    },
    {
      scene,
      what: `commands/s over HTTP, ${rounds} rounds, ${CALLERS} callers, against bare`,
      value: median(ourMany) / median(bareMany),
      unit: '×',
      must: { atLeast: 2.5 },
      figures: `ours ${perSecondShown(ourMany)}, bare ${perSecondShown(bareMany)}`,
      why: 'API, callers, database, Temporal and the workers that follow share the processors',
    },
    {
      scene,
      what: `one round, ${AT_ONE_ROUND} callers over HTTP, against our ${rounds} rounds`,
      value: median(ourOne) / median(ourMany),
      unit: '×',
      must: { atLeast: 0.8 },
      figures: `one ${perSecondShown(ourOne)}, ${rounds} rounds ${perSecondShown(ourMany)}`,
      why: 'the commands of one round wait for each other: for the lock on its head, and for the disk',
    },
    {
      scene,
      what: `history of ${long} commands by ${AT_ONE_ROUND} callers in one round`,
      value: grew('ours', 'events'),
      unit: 'events',
      must: { atMost: 150 },
      figures: `bare ${grew('bare', 'events')} events`,
      why: 'a signal tells of all that was committed since the one before; the slower the commands, the more signals',
    },
    {
      scene,
      what: 'its bytes, against bare',
      value: grew('ours', 'bytes') / grew('bare', 'bytes'),
      unit: '×',
      must: { atMost: 0.3 },
      figures: `ours ${grew('ours', 'bytes')}, bare ${grew('bare', 'bytes')}`,
      why: 'each look brings the page for the Temporal UI into the history',
    },
  ];
}

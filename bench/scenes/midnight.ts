/** A big midnight: thousands of rounds whose duty falls due in the same second, and one letter each. Measured from that
 *  second to the last letter at the mail server. */
import type { Instant } from '../../domain/vocabulary.ts';
import { addToDay, dayOf, daysBetween } from '../../domain/calendar.ts';
import type { Pack } from '../../domain/policy/pack.ts';
import { jilin2017 } from '../../domain/policy/packs/jilin-2017.ts';
import { anOffice } from '../life.ts';
import { inTurns, median, percentile, timed } from '../measuring.ts';
import type { Measured } from '../report.ts';
import { type Stage, until } from '../stage.ts';
import { manyRounds, numbered, type Size, startBare, startRounds, untilAsleep } from './playing.ts';

const PATIENCE_FOR_LETTERS_MS = 180_000;
/** Some are put to sleep first, to learn how long that takes today; the others get that much longer, and a margin. */
const PRUDENCE = 1.4;
const A_DAY_MS = 86_400_000;

export async function midnight(stage: Stage, { quick }: Size): Promise<Measured[]> {
  const [rounds, rehearsed, nights] = quick ? [60, 20, 1] : [2_000, 200, 2];
  const system = await stage.system();
  const { mail } = system;
  const office = await anOffice(system.pool, 'MID', 1);
  const prepared = {
    async ours(run: string, count: number, at: number) {
      const codes = numbered(`R-${run}`, count);
      const pack = oneLetterAt(new Date(at).toISOString());
      await manyRounds(system, { code: codes[0] ?? '', office, pack, findings: [1], rectifying: true }, codes);
      await startRounds(system, codes);
      await untilAsleep(system, codes);
      return codes;
    },
    async bare(run: string, count: number, at: number) {
      const ids = numbered(`bare-${run}`, count);
      await startBare(system, ids, at);
      await untilAsleep(system, ids);
      return ids;
    },
  };

  /** Everybody asleep, the second, the letters one by one: when each was taken, after that second. */
  const taken: { readonly ours: number[]; readonly bare: number[] } = { ours: [], bare: [] };
  const rehearsal = {
    ours: await timed(() => prepared.ours('REHEARSAL', rehearsed, Date.now() + A_DAY_MS)),
    bare: await timed(() => prepared.bare('REHEARSAL', rehearsed, Date.now() + A_DAY_MS)),
  };
  const night = async (side: 'ours' | 'bare', turn: number) => {
    const at = wholeSecond(Date.now() + (rehearsal[side] * PRUDENCE * rounds) / rehearsed + 5_000);
    await prepared[side](`MIDNIGHT${turn}`, rounds, at);
    if (Date.now() > at) throw new Error('the rounds were not asleep in time: the machine was too busy');
    mail.forget();
    const patience = at - Date.now() + PATIENCE_FOR_LETTERS_MS;
    await until('the last letter', async () => mail.takenAt.length >= rounds, patience);
    const delays = mail.takenAt.map((takenAt) => takenAt - at);
    taken[side].push(...delays);
    return Math.max(...delays);
  };
  const [bare = [], ours = []] = await inTurns(nights, [(turn) => night('bare', turn), (turn) => night('ours', turn)]);
  const seconds = (time: number) => `${(time / 1_000).toFixed(1)} s`;
  const shown = (last: readonly number[], all: readonly number[]) =>
    `last after ${last.map(seconds).join(', ')} (p50 ${seconds(percentile(all, 50))}, p95 ${seconds(percentile(all, 95))})`;
  return [
    {
      scene: 'midnight',
      what: `last letter of ${rounds} rounds due in one second, against bare timer + activity`,
      value: median(ours) / median(bare),
      unit: '×',
      must: { atMost: 1.25 },
      figures: `ours ${shown(ours, taken.ours)}, bare ${shown(bare, taken.bare)}`,
      why: 'beside the mail, each letter costs two transactions of the ledger, in which time passes and the delivery is recorded, and a larger page in the history. Temporal and the mail, which both sides have, are the rest',
    },
  ];
}

const wholeSecond = (at: number): number => Math.ceil(at / 1_000) * 1_000;

/** A pack in which one letter is due at this very second, and nothing else: the first report's green one. */
function oneLetterAt(at: Instant): Pack {
  const signedOn = dayOf(new Date().toISOString());
  // Due on the day itself: a reminder of the day of the opening would be passed over.
  const span = { days: 0 };
  const offsetDays = daysBetween(addToDay(signedOn, span), dayOf(at));
  const green = { rung: 1, colour: 'green', offsetDays, to: ['OFFICE_DIRECTOR'], cc: [] } as const;
  return {
    ...jilin2017,
    clocks: {
      ...jilin2017.clocks,
      'report-1': { basis: 'L', span, ladder: [green] },
      'report-2': { basis: 'L', span, ladder: [] },
    },
    lettersAt: beijingTime.format(new Date(at)),
    spreadMinutes: 0,
  };
}

const beijingTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'medium' });

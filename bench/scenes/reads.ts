/** Reading a large ledger over HTTP, page after page by one reader after the other; and one that is five times as large. */
import type { Code } from '../../domain/vocabulary.ts';
import type { ApiClient } from '../../examples/api-client.ts';
import { inTurns, median, steadyPercentile, timed } from '../measuring.ts';
import type { Measured } from '../report.ts';
import { type Seeded, seedLedger } from '../seeding.ts';
import type { Stage } from '../stage.ts';
import { milliseconds, shown, type Size } from './playing.ts';

interface Ledger {
  readonly api: ApiClient;
  readonly seeded: Seeded;
}
interface Read {
  readonly what: string;
  readonly atMostMs: number;
  /** Who asks for what, the nth time. */
  readonly ask: (seeded: Seeded, nth: number) => { readonly path: string; readonly reader: Code };
}

/** The director of one committee after the other, and every fourth time whoever sees all committees. */
const readerOf = ({ committees, upperDirector }: Seeded, nth: number): Code =>
  nth % 4 === 3 ? upperDirector : (committees[(nth * 7) % committees.length]?.director ?? '');
const ofCommittee = (seeded: Seeded, nth: number) => seeded.committees[(nth * 7) % seeded.committees.length];
/** Rounds that have not been read before, as long as there are any. */
const roundOf = (seeded: Seeded, nth: number): Code => {
  const rounds = ofCommittee(seeded, nth)?.rounds ?? [];
  return rounds[Math.floor(nth / 3) % rounds.length] ?? '';
};

const reads: readonly Read[] = [
  { what: 'worklist', atMostMs: 50, ask: (seeded, nth) => ({ path: '/duties', reader: readerOf(seeded, nth) }) },
  {
    what: 'overdue list',
    atMostMs: 50,
    ask: (seeded, nth) => ({ path: '/duties?overdue=true', reader: readerOf(seeded, nth) }),
  },
  {
    what: 'a round',
    atMostMs: 50,
    ask: (seeded, nth) => ({ path: `/rounds/${roundOf(seeded, nth)}`, reader: readerOf(seeded, nth) }),
  },
  {
    what: 'its actions',
    atMostMs: 50,
    ask: (seeded, nth) => ({ path: `/rounds/${roundOf(seeded, nth)}/actions`, reader: readerOf(seeded, nth) }),
  },
  {
    what: 'coverage',
    atMostMs: 100,
    ask: (seeded, nth) => ({
      path: `/committees/${ofCommittee(seeded, nth)?.committee}/coverage`,
      reader: readerOf(seeded, nth),
    }),
  },
];

export async function reading(stage: Stage, { quick }: Size): Promise<Measured[]> {
  const [rounds, times] = quick ? [100, 40] : [2_000, 450];
  const small = await aLedger(stage, 'reads', rounds);
  const large = await aLedger(stage, 'reads_of_more', 5 * rounds);
  const sizeOf = ({ rounds: r, events, duties }: Seeded) => `${r} rounds, ${events} events, ${duties} duties`;
  const measured: Measured[] = [];
  for (const { what, atMostMs, ask } of reads) {
    const read =
      ({ api, seeded }: Ledger) =>
      (nth: number) => {
        const { path, reader } = ask(seeded, nth);
        return timed(() => api.get(path, reader));
      };
    const works = [read(small), read(large)];
    // The first ones prepare statements, and compile.
    await inTurns(Math.ceil(times / 5), works);
    const [ofSmall = [], ofLarge = []] = await inTurns(times, works);
    const [p99, p99OfMore] = [steadyPercentile(ofSmall, 99), steadyPercentile(ofLarge, 99)];
    const why = `half of them take ${milliseconds(median(ofSmall))}: the slowest ones wait for a processor`;
    measured.push(
      {
        scene: 'reads',
        what: `${what}, p99 over HTTP`,
        value: p99,
        unit: 'ms',
        must: { atMost: atMostMs },
        figures: `${shown(ofSmall)}; ${sizeOf(small.seeded)}`,
        why,
      },
      {
        scene: 'reads',
        what: `${what}, p99 at ${large.seeded.rounds} rounds`,
        value: p99OfMore,
        unit: 'ms',
        must: { atMost: 1.3 * atMostMs },
        figures: `${shown(ofLarge)}; ${sizeOf(large.seeded)}`,
        why,
      },
    );
  }
  return measured;
}

async function aLedger(stage: Stage, name: string, rounds: number): Promise<Ledger> {
  const database = await stage.database(name);
  return { seeded: await seedLedger(database, rounds), api: await stage.api(database) };
}

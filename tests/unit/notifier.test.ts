/** Telling workflows what was done: at once where it is quiet, together in a burst, and never in the way of a caller. */
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import type { Told } from '../../contracts/messages.ts';
import { createNotifier } from '../../temporal/notifier.ts';
import { createTurns } from '../../temporal/turns.ts';

interface Signal extends Told {
  readonly round: string;
  readonly command: string;
}
function aNotifier(tell: () => Promise<void> = () => Promise.resolve()) {
  const signals: Signal[] = [];
  const rounds = {
    tell(round: string, command: string, told: Told) {
      signals.push({ round, command, ...told });
      return tell();
    },
  };
  return { signals, notifier: createNotifier(rounds, pino({ level: 'silent' })) };
}
const done = (round: string, sequence: number) => ({
  round,
  sequence,
  command: 'report-item',
  words: `报送 ${sequence}`,
});

describe('a quiet round', () => {
  test('is told at once, under the name of the command, with its words', async () => {
    const { signals, notifier } = aNotifier();
    notifier.tell(done('R-1', 7));
    await vi.waitFor(() => expect(signals).toHaveLength(1), { timeout: 200 });
    expect(signals).toEqual([{ round: 'R-1', command: 'report-item', sequence: 7, commands: ['报送 7'] }]);
    await notifier.settled();
  });

  test('does not wait for rounds that are in a burst', async () => {
    const { signals, notifier } = aNotifier();
    const busy = Array.from({ length: 20 }, (_, i) => `R-BUSY-${i}`);
    for (const round of busy) notifier.tell(done(round, 1));
    await vi.waitFor(() => expect(signals).toHaveLength(20), { timeout: 2_000 });
    // From now on their signals are spaced as those of busy rounds: twenty of them take a second.
    for (const round of busy) notifier.tell(done(round, 2));
    await vi.waitFor(() => expect(signals.length).toBeGreaterThan(20), { timeout: 2_000 });
    notifier.tell(done('R-QUIET', 1));
    await vi.waitFor(() => expect(signals.map(({ round }) => round)).toContain('R-QUIET'), { timeout: 2_000 });
    expect(signals.length).toBeLessThan(40);
    await notifier.settled();
    expect(signals).toHaveLength(41);
  });
});

test('turns come one by one in the order in which they were asked for', async () => {
  const turns = createTurns(5);
  const order: number[] = [];
  await Promise.all([0, 1, 2, 3, 4].map((i) => turns.next().then(() => void order.push(i))));
  expect(order).toEqual([0, 1, 2, 3, 4]);
});

describe('a burst', () => {
  test('is told by few signals, the last of which has everything', async () => {
    const { signals, notifier } = aNotifier();
    for (let sequence = 1; sequence <= 100; sequence++) notifier.tell(done('R-1', sequence));
    await notifier.settled();
    expect(signals.length).toBeLessThanOrEqual(2);
    expect(signals.at(-1)?.sequence).toBe(100);
    expect(signals.at(-1)?.commands).toHaveLength(20);
  });

  test('has one signal in flight per round, whatever the server does', async () => {
    let inFlight = 0;
    let most = 0;
    const { notifier } = aNotifier(async () => {
      most = Math.max(most, ++inFlight);
      await new Promise((answered) => setTimeout(answered, 30));
      inFlight -= 1;
    });
    for (let sequence = 1; sequence <= 20; sequence++) {
      notifier.tell(done('R-1', sequence));
      await new Promise((moment) => setTimeout(moment, 5));
    }
    await notifier.settled();
    expect(most).toBe(1);
  });
});

test('a signal that cannot be sent is let go: the next act is told again', async () => {
  let away = true;
  const { signals, notifier } = aNotifier(() => (away ? Promise.reject(new Error('away')) : Promise.resolve()));
  notifier.tell(done('R-1', 1));
  await notifier.settled();
  away = false;
  notifier.tell(done('R-1', 2));
  await notifier.settled();
  expect(signals.map(({ sequence }) => sequence)).toEqual([1, 2]);
});

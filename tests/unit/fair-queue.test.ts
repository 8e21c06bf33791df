import { describe, expect, test } from 'vitest';
import { fairQueuePerKey } from '../../ledger/fair-queue.ts';

const turn = () => new Promise<void>((done) => setImmediate(done));

describe('a queue per dossier', () => {
  test('one is at work at a time, and everybody has a turn before anybody has two', async () => {
    const inTurn = fairQueuePerKey();
    const served: string[] = [];
    let atWork = 0;
    const ask = (person: string, nth: number) =>
      inTurn('R-1', person, async () => {
        expect(++atWork).toBe(1);
        await turn();
        served.push(`${person}${nth}`);
        atWork--;
      });
    await Promise.all([ask('a', 1), ask('a', 2), ask('a', 3), ask('b', 1), ask('b', 2), ask('c', 1)]);
    expect(served).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
  });

  test('three hundred commands of one person hold up another by no more than two', async () => {
    const inTurn = fairQueuePerKey();
    let before = 0;
    const flood = Array.from({ length: 300 }, () =>
      inTurn('R-1', 'flooding', async () => void (await turn(), before++)),
    );
    const waited = await inTurn('R-1', 'other', async () => before);
    expect(waited).toBeLessThanOrEqual(2);
    await Promise.all(flood);
    expect(before).toBe(300);
  });

  test('another dossier does not wait', async () => {
    const inTurn = fairQueuePerKey();
    let release = () => {};
    const held = inTurn('R-1', 'a', () => new Promise<void>((done) => (release = done)));
    expect(await inTurn('R-2', 'a', async () => 'done')).toBe('done');
    release();
    await held;
  });

  test('work that fails is told so, and the next has its turn', async () => {
    const inTurn = fairQueuePerKey();
    const failing = inTurn('R-1', 'a', async () => Promise.reject(new Error('broken')));
    const next = inTurn('R-1', 'a', async () => 'done');
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });
});

/** The lives at which all properties look. */
import type { fc } from '@fast-check/vitest';
import type { Instant } from '../../domain/vocabulary.ts';
import { outlook } from '../../domain/round/round.ts';
import type { Story } from '../../examples/story.ts';
import { type Aimed, aStart, live, type Move, someMoves, startOf } from './lives.ts';

/** One seed for all properties, printed by whichever fails: each looks at the same lives, which are lived only once. */
export const LIVES = {
  numRuns: 120,
  seed: Number(process.env.SEED ?? Date.now() & 0x7fffffff),
  interruptAfterTimeLimit: 15_000,
};
export const aLife: [fc.Arbitrary<number>, fc.Arbitrary<Move[]>] = [aStart, someMoves];

interface Life {
  readonly story: Story;
  /** Where time passed: when, and the next moment after it. */
  readonly moments: readonly { readonly now: Instant; readonly wakeAt: Instant | undefined }[];
  /** What was foretold, and what then was answered. */
  readonly foretold: readonly { readonly aimed: Aimed; readonly answer: ReturnType<Story['answer']> }[];
}
export const lives = new Map<string, Life>();
export function lived(start: number, moves: readonly Move[]): Life {
  const key = JSON.stringify([start, moves]);
  const known = lives.get(key);
  if (known) return known;
  const moments: Life['moments'][number][] = [];
  const foretold: Life['foretold'][number][] = [];
  const story = live(startOf(start), moves, {
    timePassed: ({ round, now }) => moments.push({ now, wakeAt: outlook(round).wakeAt }),
    foreseen: (target, answer) => foretold.push({ aimed: target, answer }),
  });
  const life = { story, moments, foretold };
  lives.set(key, life);
  return life;
}

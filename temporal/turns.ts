/** Turns at equal distances, some of them in advance, for calls that cost their server more than their caller. */

/** Does not keep a process alive. */
export const rest = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms).unref());

export interface Turns {
  /** Resolves when it is one's turn: at once where none was taken lately. */
  next(): Promise<void>;
}

export function createTurns(spacingMs: number, inAdvance = 1): Turns {
  const waiting: (() => void)[] = [];
  let nextAt = 0;
  let giving = false;

  async function give(): Promise<void> {
    giving = true;
    while (waiting.length > 0) {
      // After a calm so many turns are given at once.
      nextAt = Math.max(nextAt, Date.now() - inAdvance * spacingMs) + spacingMs;
      await rest(nextAt - spacingMs - Date.now());
      waiting.shift()?.();
    }
    giving = false;
  }

  return {
    next: () =>
      new Promise((take) => {
        waiting.push(take);
        if (!giving) void give();
      }),
  };
}

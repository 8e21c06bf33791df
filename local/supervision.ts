/** Keeps a part of the system running: whenever it ends unasked, it is started again, after a rest that doubles. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from './failure.ts';
import { onlyOnce } from './only-once.ts';

const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 60_000;
/** Whoever ran so long begins with the first rest again. */
const WELL_AFTER_MS = 60_000;

export interface Part {
  /** Settles when it has ended, whoever ended it, and tells how. */
  readonly whenEnded: Promise<string>;
  /** Ends it; of one that has ended, what is left. */
  stop(): Promise<void>;
}

export interface SupervisionOptions<P extends Part> {
  readonly name: string;
  readonly part: P;
  /** Starts it in the same place: same ports, same data. */
  readonly start: () => Promise<P>;
  readonly say: (line: string) => void;
  readonly firstRestMs?: number;
}

/** The answer ends the supervision and the part. */
export function supervise<P extends Part>(options: SupervisionOptions<P>): () => Promise<void> {
  const { name, start, say, firstRestMs = FIRST_REST_MS } = options;
  const stopping = new AbortController();
  const stopped = once(stopping.signal, 'abort').then(() => 'it was stopped');
  let { part } = options;
  let restMs = firstRestMs;
  let said = '';

  /** The same fault again and again is said once. */
  const sayOnce = (fault: string) => {
    if (said !== fault) say(fault);
    said = fault;
  };

  const startAgain = async () => {
    while (!stopping.signal.aborted) {
      await pause(restMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      restMs = Math.min(restMs * 2, LONGEST_REST_MS);
      try {
        await part.stop();
        part = await start();
        say(`${name}: started again`);
        return;
      } catch (error) {
        sayOnce(`${name}: it could not be started again, and is tried further: ${messageOf(error)}`);
      }
    }
  };

  const watch = async () => {
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      const how = await Promise.race([part.whenEnded, stopped]);
      if (stopping.signal.aborted) return;
      if (Date.now() - startedAt >= WELL_AFTER_MS) {
        restMs = firstRestMs;
        said = '';
      }
      sayOnce(`${name}: ${how}; it is started again`);
      await startAgain();
    }
  };

  const watching = watch();
  return onlyOnce(async () => {
    stopping.abort();
    await part.stop();
    await watching;
    // Its start may have been under way: then this is another one.
    await part.stop();
  });
}

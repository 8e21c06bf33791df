/** Telling workflows what was done in the ledger. Nobody waits for it, and nothing rests on it: a signal that is lost is made
 *  up for by the workers' sweep (`sweep.ts`).
 *
 *  Signals of one round are coalesced: one is in flight, and what is committed meanwhile goes with the next. A quiet round is
 *  told at once; in a burst after a quarter of a second, later after two seconds, so that its history stays short. Following
 *  costs the server more than acting, so signals are spaced: those of quiet rounds a little, those of busy rounds so that a
 *  hundred busy rounds are each told every seven seconds. Neither waits for the other. */
import type { Logger } from 'pino';
import type { Told } from '../contracts/messages.ts';
import { reasonOf } from '../logging.ts';
import type { Rounds } from './rounds.ts';
import { createTurns, rest } from './turns.ts';

const FIRST_REST_MS = 250;
const LONGEST_REST_MS = 2_000;
/** Between two signals of this process to quiet rounds, whichever they are; after a calm so many are sent at once. */
const QUIET_SPACING_MS = 30;
const QUIET_IN_ADVANCE = 8;
/** Between two signals of this process to busy rounds. */
const BUSY_SPACING_MS = 70;
/** A round that was not told for so long is quiet. */
const QUIET_AFTER_MS = 10_000;
/** Of more rounds than this, those that have been quiet are forgotten. */
const REMEMBERED = 1_000;
/** Of a burst, so many commands are named. */
const NAMED = 20;

export interface Done {
  readonly round: string;
  readonly sequence: number;
  readonly command: string;
  /** What was done, in words for the UI. */
  readonly words: string;
}
export interface Notifier {
  tell(done: Done): void;
  /** Waits until everything that was done has been told, or could not be. */
  settled(): Promise<void>;
}

interface Burst {
  restMs: number;
  pending: { readonly command: string; readonly told: Told } | undefined;
}

export function createNotifier(rounds: Pick<Rounds, 'tell'>, log: Logger): Notifier {
  const bursts = new Map<string, Burst>();
  const running = new Set<Promise<void>>();
  /** When each round was told last; those that have been quiet since are forgotten. */
  const toldAt = new Map<string, number>();
  const quiet = createTurns(QUIET_SPACING_MS, QUIET_IN_ADVANCE);
  const busy = createTurns(BUSY_SPACING_MS);

  async function run(round: string, burst: Burst): Promise<void> {
    while (burst.pending) {
      const isQuiet = Date.now() - (toldAt.get(round) ?? 0) > QUIET_AFTER_MS;
      await (isQuiet ? quiet : busy).next();
      toldAt.set(round, Date.now());
      const { command, told } = burst.pending;
      burst.pending = undefined;
      await rounds.tell(round, command, told).catch((error: unknown) => {
        const reason = error instanceof Error ? reasonOf(error) : 'unknown';
        log.debug({ round, reason }, 'a workflow could not be told; the sweep will find it');
      });
      await rest(burst.restMs);
      burst.restMs = Math.min(2 * burst.restMs, LONGEST_REST_MS);
    }
    bursts.delete(round);
    if (toldAt.size > REMEMBERED)
      for (const [known, at] of toldAt) if (Date.now() - at > QUIET_AFTER_MS) toldAt.delete(known);
  }

  return {
    tell({ round, sequence, command, words }) {
      const known = bursts.get(round);
      const burst = known ?? { restMs: FIRST_REST_MS, pending: undefined };
      const { sequence: before = 0, commands = [] } = burst.pending?.told ?? {};
      burst.pending = {
        command,
        told: { sequence: Math.max(before, sequence), commands: [...commands, words].slice(-NAMED) },
      };
      if (known) return;
      bursts.set(round, burst);
      const told = run(round, burst).finally(() => running.delete(told));
      running.add(told);
    },
    async settled() {
      await Promise.all(running);
    },
  };
}

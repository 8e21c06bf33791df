/** No lost wake-up, no lost round. The ledger says which dossiers are open, how far each is followed and what is due in it;
 *  one worker at a time looks after them, every few seconds.
 *
 *  A dossier whose ledger is ahead of its workflow, whose moment has passed, or whose letter waits is signalled, with growing
 *  rests while nothing comes of it. Three times a minute the runs are held against the ledger: an open dossier that no run
 *  follows is started from its code alone; a run of an earlier shape, or one whose tasks fail, is replaced; a run that the
 *  ledger has not heard of, such as one that was reset, and one that knows more than the ledger, which was put back to an
 *  earlier copy, are asked to look. Where there are thousands of runs their number is asked for first, and they are listed
 *  when it is not the ledger's, and now and then. */
import type { Client } from '@temporalio/client';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { SHAPE } from '../contracts/messages.ts';
import type { OpenRound, OpenRounds } from '../ledger/open-rounds.ts';
import { serverAway } from '../server-away.ts';
import { type Run, rounds as roundsOf } from './rounds.ts';
import { cannotSkipTime } from './time-travel.ts';

const AT_ONCE = 10;
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;
/** A run that fails from its first task on is not helped by another: replacements rest twice as long each time. */
const FIRST_REPLACEMENT_REST_MS = 60_000;
const LONGEST_REPLACEMENT_REST_MS = 15 * 60_000;

/** A list of the runs that takes longer than this is followed by a rest, so many times as long as it took. */
const QUICK_LIST_MS = 1_000;
const REST_AFTER_LIST = 20;
const REST_WHERE_RUNS_LACK = 2;

export interface Sweep {
  /** Signals every dossier that is behind; returns their codes. */
  wake(): Promise<readonly string[]>;
  /** Holds the running workflows against the ledger. */
  compare(): Promise<Compared>;
}
export interface Compared {
  readonly started: readonly string[];
  readonly replaced: readonly string[];
  readonly woken: readonly string[];
}

export function createSweep(client: Client, taskQueue: string, open: OpenRounds, log: Logger): Sweep {
  const rounds = roundsOf(client, taskQueue);
  const rests = restsPerKey(FIRST_REST_MS, LONGEST_REST_MS);
  const replacements = restsPerKey(FIRST_REPLACEMENT_REST_MS, LONGEST_REPLACEMENT_REST_MS);

  const start = ({ code, leadMs }: OpenRound) =>
    rounds.start(code, leadMs).catch((error: unknown) => {
      if (!cannotSkipTime(error)) throw error;
      log.warn({ round: code, leadMs }, 'this Temporal server cannot move clocks: the round waits in wall time');
    });

  const wakeOrStart = async (round: OpenRound): Promise<void> => {
    if (!(await rounds.nudge(round.code))) await start(round);
  };

  async function replace(round: OpenRound & { readonly run: Run; readonly reason: string }): Promise<void> {
    await rounds.end(round.run, round.reason);
    await start(round);
  }

  let listed = { over: 0, tookMs: 0 };
  /** All runs; only those that fail, where the others were listed not long ago and none lacks. */
  async function runsAgainst(followed: readonly OpenRound[], failing: readonly Run[]) {
    const isQuick = listed.tookMs < QUICK_LIST_MS;
    const lacking = !isQuick && (await rounds.count()) !== followed.length;
    const restMs = (lacking ? REST_WHERE_RUNS_LACK : REST_AFTER_LIST) * listed.tookMs;
    if (!isQuick && performance.now() < listed.over + restMs) {
      const codes = new Set(failing.map(({ round }) => round));
      return { running: failing, held: followed.filter(({ code }) => codes.has(code)) };
    }
    const from = performance.now();
    const running = await rounds.running();
    listed = { over: performance.now(), tookMs: performance.now() - from };
    return { running, held: followed };
  }

  return {
    async wake() {
      const waiting = await open.waiting();
      rests.forgetAllBut(waiting.map(({ code }) => code));
      return each(
        waiting.filter(({ code }) => rests.isOver(code)),
        log,
        'could not wake a round',
        wakeOrStart,
      );
    },

    async compare() {
      const [failing, followed] = await Promise.all([rounds.failing(), open.all()]);
      const { running, held } = await runsAgainst(followed, failing);
      const { lost, unfit, astray, behind } = heldAgainst(running, failing, held);
      await each(behind, log, 'could not wake a round', wakeOrStart);
      return {
        started: await each(lost, log, 'could not start the workflow of a round', start),
        replaced: await each(
          unfit.filter(({ code }) => replacements.isOver(code)),
          log,
          'could not replace the run of a round',
          replace,
        ),
        woken: await each(astray, log, 'could not wake a round', wakeOrStart),
      };
    },
  };
}

interface Found {
  /** No run follows them. */
  readonly lost: OpenRound[];
  /** Their run must be replaced, for this reason. */
  readonly unfit: (OpenRound & { readonly run: Run; readonly reason: string })[];
  /** Their run and the ledger do not agree. */
  readonly astray: OpenRound[];
  /** Their run has not heard of what the ledger holds. */
  readonly behind: OpenRound[];
}

/** What is wrong with the runs, as the ledger sees it: of each dossier one thing at most, the worst. */
function heldAgainst(running: readonly Run[], failing: readonly Run[], followed: readonly OpenRound[]): Found {
  const runs = new Map(running.map((run) => [run.round, run]));
  const stuck = new Set(failing.map(({ runId }) => runId));
  const found: Found = { lost: [], unfit: [], astray: [], behind: [] };
  for (const round of followed) {
    const run = runs.get(round.code);
    if (!run) found.lost.push(round);
    else if (run.shape !== SHAPE) found.unfit.push({ ...round, run, reason: OF_EARLIER_SHAPE });
    else if (stuck.has(run.runId)) found.unfit.push({ ...round, run, reason: CANNOT_GO_ON });
    else if (run.runId !== round.followedRun || run.sequence > round.sequence) found.astray.push(round);
    // In a burst the list is not told each act; afterwards it is, so that a ledger that was put back shows.
    else if (round.quiet && run.sequence < round.sequence) found.behind.push(round);
  }
  return found;
}

const CANNOT_GO_ON = 'Its tasks fail again and again; begun afresh from the ledger';
const OF_EARLIER_SHAPE = 'Started by an earlier version of the program; begun afresh from the ledger';

/** Whether it is time again for a key: at once the first time, then after rests that double. */
function restsPerKey(firstMs: number, longestMs: number) {
  const rests = new Map<string, { readonly until: number; readonly restMs: number }>();
  return {
    isOver(key: string): boolean {
      const known = rests.get(key);
      const now = Date.now();
      if (known && now < known.until) return false;
      const restMs = known ? Math.min(2 * known.restMs, longestMs) : firstMs;
      rests.set(key, { until: now + restMs, restMs });
      return true;
    },
    forgetAllBut(keys: readonly string[]): void {
      const kept = new Set(keys);
      for (const key of rests.keys()) if (!kept.has(key)) rests.delete(key);
    },
  };
}

/** One that fails is logged and found again later; the others go on, unless Temporal is away. */
async function each<T extends { readonly code: string }>(
  items: readonly T[],
  log: Logger,
  fault: string,
  work: (item: T) => Promise<void>,
): Promise<string[]> {
  const limit = pLimit(AT_ONCE);
  let away = false;
  const done = await Promise.all(
    items.map((item) =>
      limit(async () => {
        if (away) return [];
        try {
          await work(item);
          return [item.code];
        } catch (err) {
          away = serverAway(err)?.server === 'Temporal';
          log.warn({ round: item.code, err }, fault);
          return [];
        }
      }),
    ),
  );
  return done.flat();
}

/** No lost wake-up, no lost round: what every worker does once a minute, and `npm run revive` at once.
 *
 *  The ledger says which rounds are open and what is due in them. A round that has a due moment or an unsent letter for
 *  longer than a minute is nudged; an open round whose workflow does not run is started, from its code alone; one whose
 *  workflow runs and can no longer go on is begun afresh in the same way. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import type { OpenRound, OpenRounds } from '../ledger/open-rounds.ts';
import { rounds as roundsOf } from './rounds.ts';
import { cannotSkipTime } from './time-travel.ts';

const AT_ONCE = 10;
/** A run that fails from its first task on is not helped by another: no round is begun afresh again and again. */
const RENEW_AGAIN_AFTER_MS = 15 * 60_000;
const CANNOT_GO_ON = 'Its tasks fail again and again; begun afresh from the ledger';

export interface Revival {
  /** Starts the workflow of every open round that has none; returns their codes. */
  revive(): Promise<string[]>;
  /** Knocks at every round that has waited too long; returns their codes. */
  nudge(): Promise<string[]>;
  /** Begins afresh every open round whose run can no longer go on; returns their codes. */
  renew(): Promise<string[]>;
}

export function revival(client: Client, taskQueue: string, open: OpenRounds, log: Logger): Revival {
  const rounds = roundsOf(client, taskQueue);
  const renewedAt = new Map<string, number>();

  const start = ({ code, leadMs }: OpenRound) =>
    rounds.start(code, leadMs).catch((error: unknown) => {
      if (!cannotSkipTime(error)) throw error;
      log.warn({ round: code, leadMs }, 'this Temporal server cannot move clocks: the round waits in wall time');
    });

  return {
    async revive() {
      const running = await rounds.running();
      const lost = (await open.all()).filter(({ code }) => !running.has(code));
      return each(lost, log, 'could not start the workflow of a round', start);
    },

    async nudge() {
      const waiting = await open.waiting();
      return each(waiting, log, 'could not nudge a round', async (round) => {
        await rounds.nudge(round.code).catch((error: unknown) => {
          if (!(error instanceof WorkflowNotFoundError)) throw error;
          return start(round);
        });
      });
    },

    async renew() {
      const failing = await rounds.failing();
      // Hardly ever there is one: the ledger is not asked for all of its rounds in vain.
      const known = new Map(failing.length > 0 ? (await open.all()).map((round) => [round.code, round]) : []);
      const stuck = failing.flatMap(({ round: code, runId }) => {
        const round = known.get(code);
        const rested = Date.now() - (renewedAt.get(code) ?? 0) > RENEW_AGAIN_AFTER_MS;
        return round && rested ? [{ ...round, runId }] : [];
      });
      return each(stuck, log, 'could not begin a round afresh', async (round) => {
        renewedAt.set(round.code, Date.now());
        await rounds.end({ round: round.code, runId: round.runId }, CANNOT_GO_ON);
        await start(round);
      });
    },
  };
}

/** One that fails is logged and found again a minute later; the others go on. */
async function each<T extends { readonly code: string }>(
  items: readonly T[],
  log: Logger,
  fault: string,
  work: (item: T) => Promise<void>,
): Promise<string[]> {
  const limit = pLimit(AT_ONCE);
  const done = await Promise.all(
    items.map((item) =>
      limit(async () => {
        try {
          await work(item);
          return [item.code];
        } catch (err) {
          log.error({ round: item.code, err }, fault);
          return [];
        }
      }),
    ),
  );
  return done.flat();
}

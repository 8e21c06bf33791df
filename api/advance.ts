/** Moving a round's clock, in steps from due moment to due moment, until it is there, its next moment lies ahead, and no letter
 *  is due or in flight. */
import type { Client } from '@temporalio/client';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from '../ledger/database.ts';
import { oneAtATime } from '../ledger/clock-lock.ts';
import { clockworkOf, recordDestination, recordLead } from '../ledger/open-rounds.ts';
import { fastForwardTo, hasBegun, virtualNow } from '../temporal/time-travel.ts';
import type { Advance } from './ports.ts';

const DAY_MS = 86_400_000;
/** In one call. */
export const MOST_DAYS = 3_650;
/** Past each moment by an hour, so that what belongs to it has happened. */
const PAST_A_MOMENT_MS = 3_600_000;
const LOOK_AGAIN_MS = 25;
/** Longer than the attempts of a letter to a mail server that never answers. */
const SETTLED_WITHIN_MS = 240_000;

export function clockMover(client: Client, pool: Pool): Advance {
  return async (round, target, caller) => {
    const from = await virtualNow(client, round);
    const to = 'to' in target ? Date.parse(target.to) : from + target.days * DAY_MS;
    if (to - from > MOST_DAYS * DAY_MS) return 'TOO_FAR';
    const moved = await oneAtATime(pool, round, caller, async (signal) => {
      // The clock may have been moved since it was read.
      const start = await virtualNow(client, round);
      return travel(round, Math.max(start, 'to' in target ? to : start + target.days * DAY_MS), signal);
    });
    return moved === 'MOVING' ? moved : { now: new Date(moved).toISOString() };
  };

  async function travel(round: string, target: number, signal: AbortSignal): Promise<number> {
    for (;;) {
      const { clockwork, now } = await settled(round, signal);
      if (signal.aborted) return now;
      if (clockwork.closed) {
        await recordLead(pool, round, target);
        return target;
      }
      if (now >= target) return now;
      await begun(round, signal);
      const next = clockwork.wakeAt === null ? target : Date.parse(clockwork.wakeAt) + PAST_A_MOMENT_MS;
      await recordDestination(pool, round, Math.min(target, next));
      await fastForwardTo(client, round, Math.min(target, next));
      await recordLead(pool, round, await virtualNow(client, round));
    }
  }

  /** A run that has only begun has no timer yet, and its clock would run past the next moment. */
  async function begun(round: string, signal: AbortSignal): Promise<void> {
    const giveUpAt = Date.now() + SETTLED_WITHIN_MS;
    while (!signal.aborted && !(await hasBegun(client, round))) {
      if (Date.now() > giveUpAt) throw new Error(`${round} does not begin its work: is a worker running?`);
      await pause(LOOK_AGAIN_MS);
    }
  }

  /** Waits until everything that was due has happened. */
  async function settled(round: string, signal: AbortSignal) {
    const giveUpAt = Date.now() + SETTLED_WITHIN_MS;
    for (;;) {
      const [clockwork, now] = [await clockworkOf(pool, round), await virtualNow(client, round)];
      if (!clockwork) throw new Error(`${round} is not in the ledger`);
      const { wakeAt, unsentSince, closed } = clockwork;
      const quiet = unsentSince === null && (wakeAt === null || Date.parse(wakeAt) > now);
      if (closed || quiet || signal.aborted) return { clockwork, now };
      if (Date.now() > giveUpAt) throw new Error(`${round} did not come to rest: is a worker running?`);
      await pause(LOOK_AGAIN_MS);
    }
  }
}

/** What follows from events of any kind: an act ends the silence, requests about a duty that has been closed lapse, and letters
 *  that have lost their ground are withdrawn, as long as they are unsent. */
import { THE_POST } from '../people/posts.ts';
import type { RoundEvent } from './events.ts';
import type { Context } from './rule.ts';
import type { Round } from './state.ts';
import { lapsed } from './steps/extension.ts';
import { withdrawals } from './steps/letters.ts';
import { silenceBroken } from './steps/silence.ts';

export function aftermath(
  round: Round,
  acted: readonly RoundEvent[],
  { on, now, by }: Pick<Context, 'on' | 'now' | 'by'>,
): RoundEvent[] {
  const broken = by === THE_POST ? [] : silenceBroken(round, closedBy(acted), now);
  const events = [...acted, ...broken];
  const closed = closedBy(events);
  const moved = new Set(events.flatMap(dutiesMoved));
  const cancelled = events.some(({ type }) => type === 'RoundCancelled');
  return [...broken, ...lapsed(round, closed, on), ...withdrawals(round, { closed, moved, cancelled }, on)];
}

const closedBy = (events: readonly RoundEvent[]): ReadonlySet<string> =>
  new Set(events.flatMap(({ closes = [] }) => closes.map(({ key }) => key)));

/** The duties whose ladders an event aims at another day. */
function dutiesMoved(event: RoundEvent): readonly string[] {
  switch (event.type) {
    case 'ExtensionGranted':
      return [event.data.duty];
    case 'PackChanged':
      return event.data.moved.map(({ duty }) => duty);
    default:
      return [];
  }
}

/** What follows from events of any kind: requests about a duty that has been closed lapse, and letters that have lost their
 *  ground are withdrawn, as long as they are unsent. */
import type { Day } from '../../contracts/basics.ts';
import { lapsed } from './extension.ts';
import { withdrawals } from './letters.ts';
import type { RoundEvent } from './rule.ts';
import type { Round } from './state.ts';

export function aftermath(round: Round, events: readonly RoundEvent[], on: Day): RoundEvent[] {
  const closed = new Set(events.flatMap(({ closes = [] }) => closes.map(({ key }) => key)));
  const moved = new Set(events.flatMap(dutiesMoved));
  const cancelled = events.some(({ type }) => type === 'RoundCancelled');
  return [...lapsed(round, closed, on), ...withdrawals(round, { closed, moved, cancelled }, on)];
}

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

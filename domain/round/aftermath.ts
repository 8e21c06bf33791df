/** What follows from events of any kind: an act ends the silence, requests about a duty that has been closed lapse, and letters
 *  that have lost their ground are withdrawn, as long as they are unsent. */
import type { Day } from '../../contracts/basics.ts';
import { THE_POST } from '../posts.ts';
import { lapsed } from './extension.ts';
import { withdrawals } from './letters.ts';
import type { RoundEvent } from './rule.ts';
import { silenceBroken } from './silence.ts';
import type { Round } from './state.ts';

export function aftermath(round: Round, acted: readonly RoundEvent[], on: Day, by: string): RoundEvent[] {
  const broken = by === THE_POST || round.ended !== null || acted.some(endsTheRound) ? [] : silenceBroken(round, on);
  const events = [...acted, ...broken];
  const closed = new Set(events.flatMap(({ closes = [] }) => closes.map(({ key }) => key)));
  const moved = new Set(events.flatMap(dutiesMoved));
  const cancelled = events.some(({ type }) => type === 'RoundCancelled');
  return [...broken, ...lapsed(round, closed, on), ...withdrawals(round, { closed, moved, cancelled }, on)];
}

/** What ends a round closes whatever is open in it. */
const endsTheRound = ({ type }: RoundEvent): boolean =>
  type === 'RoundClosed' || type === 'RoundCancelled' || type === 'RoundRejected';

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

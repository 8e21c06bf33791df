/** What follows from events of any kind: an act ends the silence, requests about a closed duty lapse, and unsent letters that have
 *  lost their ground are withdrawn. */
import { type Context, closedBy } from '../dossier/grammar.ts';
import { withdrawals } from '../dossier/letters.ts';
import { MAILROOM } from '../vocabulary.ts';
import type { RoundEvent } from './events.ts';
import type { Facts } from './facts.ts';
import type { Round } from './state.ts';
import { lapsed } from './steps/extension.ts';
import { silenceBroken } from './steps/silence.ts';

export function consequences(
  round: Round,
  acted: readonly RoundEvent[],
  { on, now, by }: Pick<Context<Facts>, 'on' | 'now' | 'by'>,
): RoundEvent[] {
  const broken = by === MAILROOM ? [] : silenceBroken(round, closedBy(acted), now);
  const events = [...acted, ...broken];
  const closed = closedBy(events);
  const moved = new Set(events.flatMap(dutiesMoved));
  const cancelled = events.some(({ type }) => type === 'RoundCancelled');
  return [...broken, ...lapsed(round, closed, on), ...withdrawals(round, { closed, moved, cancelled }, on)];
}

/** The duties whose ladders an event aims at another day. */
function dutiesMoved(event: RoundEvent): readonly string[] {
  switch (event.type) {
    case 'ExtensionGranted':
      return [event.data.duty];
    case 'PackChanged':
    case 'EntryCorrected':
      return event.data.moved.map(({ duty }) => duty);
    default:
      return [];
  }
}

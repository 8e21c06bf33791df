/** Silence (J-V.4h): a round in which nobody has done anything for as many days as its pack says. The office owes a look after
 *  it that day, with letters that climb; the next act of anybody ends it. Letters and clocks are no acts. `jilin-2017` gives
 *  no figure, so its rounds are never called silent. */
import { addToDay, atBeijingTime, dayOf, daysBetween, hasCome } from '../../calendar.ts';
import { isEntering } from '../../dossier/dossier.ts';
import { meets, openDuty, owe } from '../../dossier/duties.ts';
import type { Instant } from '../../vocabulary.ts';
import type { Transitions } from '../command.ts';
import { happened, type RoundEvent, type SilenceEvents } from '../events.ts';
import type { Round } from '../state.ts';

/** When the round will be called silent; null while it is, and while it waits for no act. */
export function silentAt(round: Round): Instant | null {
  const { silentDays } = round.pack;
  const waits = round.ended !== null || round.suspendedOn !== null || isEntering(round);
  if (silentDays == null || waits || openDuty(round, 'silence', 'round')) return null;
  return atBeijingTime(addToDay(dayOf(round.lastActAt), { days: silentDays }), round.pack.lettersAt);
}

/** Whether the silence has become too long; `sequence` is the one that the event will get. After an outage it is noticed late: the
 *  look after it is owed from the day on which it is noticed. */
export function silence(round: Round, now: Instant, sequence: number): RoundEvent[] {
  const at = silentAt(round);
  if (at === null || !hasCome(at, now)) return [];
  const [since, on] = [dayOf(round.lastActAt), dayOf(now)];
  const anchor = { event: 'SilenceNoticed', sequence, on };
  const look = owe(round, { kind: 'silence', clause: 'J-V.4h', owedBy: 'OFF', owedTo: 'LGL', anchor });
  return [happened('SilenceNoticed', 'J-V.4h', on, { since, days: daysBetween(since, on) }, { opens: [look] })];
}

/** An act ends the silence today, also one entered for an earlier day. The act that closes the round has closed the duty already. */
export function silenceBroken(round: Round, closed: ReadonlySet<string>, now: Instant): RoundEvent[] {
  const on = dayOf(now);
  const closes = meets(round, 'silence', 'round', on).filter(({ key }) => !closed.has(key));
  const days = daysBetween(dayOf(round.lastActAt), on);
  return closes.length > 0 ? [happened('SilenceBroken', 'J-V.4h', on, { days }, { closes })] : [];
}

export const silenceTransitions: Transitions<SilenceEvents> = {
  SilenceNoticed: (round) => round,
  SilenceBroken: (round) => round,
};

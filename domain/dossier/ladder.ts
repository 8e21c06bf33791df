/** The letter that climbs: from the person in charge to the leader, the unit and its principal, the leading group.
 *
 *  A rung falls due at a Beijing time of its day, is reached once and never again; the top rung repeats until the duty is
 *  met. When several are past at once (an outage, paper that arrives late), the highest writes a letter, the others are
 *  recorded as overtaken.
 *
 *  A due day that is moved is climbed towards afresh. Reminders whose moment lies ahead again come again, as a further
 *  time of their rung (“第2次”), so that no letter's key is used twice; those whose moment under the new day is past already are
 *  passed over, since their reader has just been given the new day. */
import { addToDay, asInstant, atBeijingTime, dayOf, earlier, hasCome } from '../calendar.ts';
import { spread } from '../keyed.ts';
import { type PinnedPack, type Rung, termsOf } from '../policy/pack.ts';
import type { Day, Instant } from '../vocabulary.ts';
import { type Duty, onDay } from './duty.ts';

/** One falling due of one rung. `repetition` counts from 1, over all due days that the duty has had. */
export interface Step {
  readonly rung: Rung;
  readonly repetition: number;
  readonly due: Instant;
}

const MINUTE = 60_000;
/** Beijing has had no summer time since 1991: every day is as long as the next. */
const DAY = 1_440 * MINUTE;

/** The next step of a duty's ladder after the one it stands on. */
function nextStep(duty: Duty, pack: PinnedPack, code: string): Step | undefined {
  if (duty.dueOn === null) return undefined;
  const { ladder } = termsOf(pack, duty.kind);
  const standing = ladder.find((rung) => rung.rung === duty.rung);
  const rung = ladder.find((candidate) => candidate.rung > duty.rung) ?? (standing?.everyDays ? standing : undefined);
  if (!rung) return undefined;
  const before = duty.reachedBefore[rung.rung] ?? 0;
  const repetition = rung === standing ? duty.repetition + 1 : before + 1;
  const onTheHour = atBeijingTime(addToDay(duty.dueOn, { days: rung.offsetDays }), pack.lettersAt);
  const minutes = pack.spreadMinutes > 0 ? spread(code, pack.spreadMinutes) : 0;
  const first = Date.parse(onTheHour) + minutes * MINUTE;
  const every = (rung.everyDays ?? 0) * DAY;
  return {
    rung,
    repetition,
    due: asInstant(first + (repetition - before - 1 + neverSent(duty, first, every)) * every),
  };
}

/** How many repetitions went by on paper, before the round went live: the last of them counts as the first. */
function neverSent({ liveAt }: Duty, first: number, every: number): number {
  if (liveAt === undefined || every === 0) return 0;
  return Math.max(0, Math.floor((Date.parse(liveAt) - first) / every));
}

/** Every step that is past at `now`, in order. */
export function stepsDue(duty: Duty, pack: PinnedPack, code: string, now: Instant): Step[] {
  const due: Step[] = [];
  let standing = duty;
  for (;;) {
    const step = nextStep(standing, pack, code);
    if (!step || !hasCome(step.due, now)) return due;
    due.push(step);
    standing = { ...standing, rung: step.rung.rung, repetition: step.repetition };
  }
}

/** The duty under another due day, given at an instant: its ladder starts again, and what is already past of the reminders
 *  is passed over. A new day that is itself past is climbed from like any other. */
export function rescheduled(duty: Duty, dueOn: Day | null, pack: PinnedPack, code: string, at: Instant): Duty {
  const moved = onDay(duty, dueOn);
  const target: Duty = { ...moved, rung: 0, repetition: 0, reachedBefore: duty.reached, overdueNoted: false };
  return pastReminders(target, pack, code, ({ due }) => hasCome(due, at));
}

/** The duty at its opening. A near day may leave no room for a reminder: one of the day of the opening or of an earlier one is
 *  passed over, since the reader hears of the duty only now. */
export const atOpening = (duty: Duty, pack: PinnedPack, code: string): Duty =>
  pastReminders(duty, pack, code, ({ due }) => dayOf(due) <= duty.anchor.on);

/** The duty on its ladder above the reminders that are past. */
function pastReminders(duty: Duty, pack: PinnedPack, code: string, isPast: (step: Step) => boolean): Duty {
  let standing = duty;
  for (;;) {
    const step = nextStep(standing, pack, code);
    if (!step || step.rung.offsetDays >= 0 || !isPast(step)) return standing;
    standing = { ...standing, rung: step.rung.rung, repetition: duty.reached[step.rung.rung] ?? 0 };
  }
}

/** The next moment at which time alone does something: a rung, or the end of the due day. */
export function wakeAt(duty: Duty, pack: PinnedPack, code: string): Instant | null {
  if (duty.outcome !== null || duty.pausedOn !== null) return null;
  const overdueAt = duty.overdueNoted ? null : duty.dueAt;
  return earlier(nextStep(duty, pack, code)?.due ?? null, overdueAt);
}

/** The step that the duty's next moment brings; undefined where it goes overdue then. */
export function stepAhead(duty: Duty, pack: PinnedPack, code: string): Step | undefined {
  const step = nextStep(duty, pack, code);
  return step?.due === duty.wakeAt ? step : undefined;
}

/** Days, months and instants in Asia/Shanghai, in any zone of the machine.
 *
 *  The opinion counts in months (J-V.4d–f). A month is a calendar month, clamped to the last day: 31 December + 2 months
 *  is 28 or 29 February, not 60 days. A day ends at 24:00 Beijing time; one second later a duty is overdue. */
import { Temporal } from 'temporal-polyfill';
import type { Day, Instant } from './vocabulary.ts';

const ZONE = 'Asia/Shanghai';
/** Since then Beijing's clock has no summer time: days and instants are told by arithmetic, a hundred times as fast. */
const FIXED_SINCE: Day = '1992-01-01';
const OFFSET = '+08:00';
const OFFSET_MS = 8 * 3_600_000;
const FIXED_SINCE_MS = Date.parse(`${FIXED_SINCE}T00:00${OFFSET}`);
const DAY_MS = 86_400_000;

/** A span of the calendar. `months` are clamped to the last day of the month. */
export type Span = { readonly months: number } | { readonly days: number };

/** The instant as every part of the program writes it: UTC, three decimals. */
export const asInstant = (epochMs: number): Instant => new Date(epochMs).toISOString();

/** The day that it is in Beijing at an instant. */
export function dayOf(instant: Instant): Day {
  const epochMs = Date.parse(instant);
  if (epochMs >= FIXED_SINCE_MS) return asInstant(epochMs + OFFSET_MS).slice(0, 10);
  return Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDate().toString();
}

/** `2026-12-31` + 2 months = `2027-02-28`; `2026-03-02` + 10 days = `2026-03-12`. */
export function addToDay(day: Day, span: Span): Day {
  if ('days' in span) return asInstant(midnight(day) + span.days * DAY_MS).slice(0, 10);
  return Temporal.PlainDate.from(day).add(span, { overflow: 'constrain' }).toString();
}

/** Days from one day to another; negative when `to` lies before `from`. */
export const daysBetween = (from: Day, to: Day): number => (midnight(to) - midnight(from)) / DAY_MS;

/** A day as a number: its midnight in UTC, which has 24 hours every day. */
function midnight(day: Day): number {
  const epochMs = Date.parse(`${day}T00:00Z`);
  if (Number.isNaN(epochMs)) throw new RangeError(`${day} is no day`);
  return epochMs;
}

/** The latest of several days, some of which may not have come about. */
export const latestOf = (days: readonly (Day | null)[]): Day | null =>
  days.reduce((latest, day) => (latest === null || (day !== null && day > latest) ? day : latest), null);

/** The instant at which a Beijing day is over (its 24:00). */
export function endOfDay(day: Day): Instant {
  return atBeijingTime(addToDay(day, { days: 1 }), '00:00');
}

/** The instant of a Beijing wall-clock time (`HH:MM`) on a day. */
export function atBeijingTime(day: Day, time: string): Instant {
  if (day >= FIXED_SINCE) return asInstant(Date.parse(`${day}T${time}${OFFSET}`));
  const moment = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: time });
  return asInstant(moment.epochMilliseconds);
}

/** Whether `a` comes before `b`; instants are compared as moments, never as strings. */
export const isBefore = (a: Instant, b: Instant): boolean => Date.parse(a) < Date.parse(b);
export const hasCome = (moment: Instant, now: Instant): boolean => Date.parse(moment) <= Date.parse(now);

/** The earlier of two moments, either of which may be absent. */
export function earlier(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null) return b;
  if (b === null) return a;
  return isBefore(b, a) ? b : a;
}
export const later = (a: Instant, b: Instant): Instant => (isBefore(a, b) ? b : a);

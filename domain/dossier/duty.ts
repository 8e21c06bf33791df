/** A duty: what a role owes to another, by a day or without one. One mechanism for every term of the opinion.
 *
 *  A duty is opened and closed by events, and climbed by time. "Overdue" is never stored: it follows from `dueAt`, the
 *  outcome and now. A duty without a figure has no due day and is never late. */
import type { Clause } from '../../opinion/clauses.ts';
import { addToDay, daysBetween, endOfDay, hasCome } from '../calendar.ts';
import type { Role } from '../people/posts.ts';
import type { DutyKind } from '../policy/pack.ts';
import type { Code, Day, Instant, Outcome } from '../vocabulary.ts';

/** What an event says when it opens a duty. The deadline is computed once, and is a recorded fact from then on. */
export interface DutyOpened {
  readonly key: string;
  readonly kind: DutyKind;
  readonly clause: Clause;
  /** L: a figure of the opinion, T: an office target. */
  readonly basis: 'L' | 'T';
  readonly organisation: Code | null;
  readonly transfer: Code | null;
  readonly finding: Code | null;
  /** What else it is about, by its code: an immediate item, a request, a filing, guidance, a referral, a supervision. */
  readonly about?: Code;
  readonly owedBy: Role;
  readonly owedTo: Role;
  /** Which functional department owes it, or is owed it; absent: the one without a name, or none. */
  readonly department?: Code;
  readonly anchor: Anchor;
  /** The day in Beijing at whose end the duty is due; null where the rule gives no figure. */
  readonly dueOn: Day | null;
  /** The day was given by a person, in place of a pack's figure: no change of pack moves it. */
  readonly given?: true;
  /** The key of the duty that this one is there to press (督办). */
  readonly supervises?: string;
}
/** The event from which the clock runs, and its day. */
export interface Anchor {
  readonly event: string;
  readonly sequence: number;
  readonly on: Day;
}
export interface DutyClosed {
  readonly key: string;
  readonly outcome: Outcome;
  /** The day that the actor gives. */
  readonly on: Day;
  /** The day on which the ledger got the act, where it is another one. It decides the outcome (T-5); events from before that
   *  rule have none, and keep the outcome that they had. */
  readonly arrivedOn?: Day;
  /** It was met on paper: `on` is the day on which the paper reached the office, and decides the outcome (T-5). */
  readonly byArrival?: true;
}

export interface Duty extends DutyOpened {
  readonly openedAt: Instant;
  /** The end of the due day; null where the rule gives no figure, and while the clock stands still. */
  readonly dueAt: Instant | null;
  /** The first due day: an extension moves `dueOn`, and leaves this one standing. */
  readonly originalDueOn: Day | null;
  /** The rung on which the duty stands, 0 before the first, and which time of it this is (1 for the first). */
  readonly rung: number;
  readonly repetition: number;
  /** When its round went live, if it was opened on paper: what its top rung would have repeated by then was never sent. */
  readonly liveAt?: Instant;
  /** How often each rung has been reached, and how often before the due day was last moved: under a new day the ladder is
   *  climbed afresh, and the same rung is reached a further time. */
  readonly reached: Readonly<Record<number, number>>;
  readonly reachedBefore: Readonly<Record<number, number>>;
  /** How often the duty has been extended, and the day that the last extension gave. */
  readonly extensions: number;
  readonly extendedTo: Day | null;
  /** An extension that is asked for and not yet decided; `awaits` is the duty of deciding it. */
  readonly requested: { readonly to: Day; readonly on: Day; readonly awaits: string } | null;
  /** Since when the clock stands still, as the round is suspended, and how many days it has stood still before. */
  readonly pausedOn: Day | null;
  readonly pausedDays: number;
  /** Whether its going overdue is in the ledger. */
  readonly overdueNoted: boolean;
  /** The next moment at which time alone does something to this duty. */
  readonly wakeAt: Instant | null;
  readonly outcome: Outcome | null;
  readonly closedOn: Day | null;
  /** The day of arrival, where it is not `closedOn`. */
  readonly arrivedOn?: Day;
  /** It was met on paper, which reached the office on `closedOn`. */
  readonly byArrival?: true;
}

export const isOpen = (duty: Duty): boolean => duty.outcome === null;

/** Late from one instant to the next: the day is over at its 24:00. */
export const isOverdue = (duty: Duty, now: Instant): boolean =>
  isOpen(duty) && duty.dueAt !== null && hasCome(duty.dueAt, now);

/** The closing of a duty that an act meets. Whether in time is decided where the act arrives (`arrival.ts`). */
export const met = ({ key }: Pick<Duty, 'key'>, on: Day): DutyClosed => ({ key, on, outcome: 'MET' });

/** The closing of a duty that a paper meets: by the day on which it reached the office. */
export const metByArrival = (duty: Pick<Duty, 'key'>, on: Day): DutyClosed => ({ ...met(duty, on), byArrival: true });

type Term = Pick<Duty, 'dueOn' | 'pausedOn'>;
/** What the arrival of the act on a day amounts to. Late is accepted, and marked late. While its clock stands still no day is. */
export const outcomeBy = (term: Term, arrivedOn: Day): 'MET' | 'MET_LATE' => {
  const { dueOn, pausedOn } = term;
  const counted = pausedOn !== null && arrivedOn > pausedOn ? pausedOn : arrivedOn;
  return dueOn !== null && counted > dueOn ? 'MET_LATE' : 'MET';
};

/** The day on which the ledger got what closed the duty; null while it is open. */
export const arrivalOf = ({ arrivedOn, closedOn }: Pick<Duty, 'arrivedOn' | 'closedOn'>): Day | null =>
  arrivedOn ?? closedOn;

/** The first due day, with the days on which the clock stood still; no extension and no change of pack moves it. */
export const firstDayOf = ({ originalDueOn, pausedDays }: Pick<Duty, 'originalDueOn' | 'pausedDays'>): Day | null =>
  originalDueOn && addToDay(originalDueOn, { days: pausedDays });

/** The outcome by the first due day: an extension makes nothing timely that was late (T-5). */
export function outcomeByFirstDay(duty: Duty): Outcome | null {
  const { outcome, pausedOn } = duty;
  const arrivedOn = arrivalOf(duty);
  if (arrivedOn === null || (outcome !== 'MET' && outcome !== 'MET_LATE')) return outcome;
  return outcomeBy({ dueOn: firstDayOf(duty), pausedOn }, arrivedOn);
}

/** The duty with another due day; the first one stays beside it. */
export function onDay(duty: Duty, dueOn: Day | null): Duty {
  return { ...duty, dueOn, dueAt: dueOn === null || duty.pausedOn !== null ? null : endOfDay(dueOn) };
}

/** The duty with its clock stopped from a day on: until it runs again no rung is reached, and nothing is late. */
export const paused = (duty: Duty, since: Day): Duty => ({
  ...duty,
  dueAt: null,
  wakeAt: null,
  pausedOn: since < duty.anchor.on ? duty.anchor.on : since,
});

/** The duty with its clock running again from a day on: the days of standing still are added, the ladder goes on where it
 *  stood. */
export function resumed(duty: Duty, on: Day): Duty {
  if (duty.pausedOn === null || duty.dueOn === null) return duty;
  const days = Math.max(0, daysBetween(duty.pausedOn, on));
  const { dueOn, extendedTo, pausedDays } = duty;
  return {
    ...onDay({ ...duty, pausedOn: null }, addToDay(dueOn, { days })),
    extendedTo: extendedTo && addToDay(extendedTo, { days }),
    pausedDays: pausedDays + days,
  };
}

/** The duty as it stands the moment it was opened. */
export function opened(duty: DutyOpened, openedAt: Instant): Duty {
  return {
    ...duty,
    openedAt,
    dueAt: duty.dueOn === null ? null : endOfDay(duty.dueOn),
    originalDueOn: duty.dueOn,
    rung: 0,
    repetition: 0,
    reached: {},
    reachedBefore: {},
    extensions: 0,
    extendedTo: null,
    requested: null,
    pausedOn: null,
    pausedDays: 0,
    overdueNoted: false,
    wakeAt: null,
    outcome: null,
    closedOn: null,
  };
}

/** A duty: something that somebody owes, by a moment or without one. One mechanism for every clock of the opinion.
 *
 *  A duty is opened and closed by events, and climbed by time. "Overdue" is never stored: it follows from `dueAt`, the
 *  outcome and now. A duty without a figure has no due day and is never late. */
import type { Code, Day, Instant } from '../../contracts/basics.ts';
import type { Clause } from '../clauses.ts';
import type { DutyKind } from '../policy/pack.ts';
import type { Role } from '../posts.ts';
import { endOfDay, hasCome } from './deadline.ts';

export type Outcome = 'MET' | 'MET_LATE' | 'WAIVED' | 'SUPERSEDED';

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
  /** Whatever else of the round it is about, by its code: a request, a person in a team. */
  readonly item?: Code;
  readonly owedBy: Role;
  readonly owedTo: Role;
  readonly anchor: Anchor;
  /** The day in Beijing at whose end the duty is due; null where the rule gives no figure. */
  readonly dueOn: Day | null;
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
  readonly on: Day;
}

export interface Duty extends DutyOpened {
  readonly openedAt: Instant;
  readonly dueAt: Instant | null;
  /** The first due day: an extension moves `dueOn`, and leaves this one standing. */
  readonly originalDueOn: Day | null;
  /** The highest rung reached, 0 before the first, and how often the top one has repeated. */
  readonly rung: number;
  readonly repetition: number;
  /** Whether its going overdue is in the ledger. */
  readonly overdueNoted: boolean;
  /** The next moment at which time alone does something to this duty. */
  readonly wakeAt: Instant | null;
  readonly outcome: Outcome | null;
  readonly closedOn: Day | null;
}

export const isOpen = (duty: Duty): boolean => duty.outcome === null;

/** Late from one instant to the next: the day is over at its 24:00. */
export const isOverdue = (duty: Duty, now: Instant): boolean =>
  isOpen(duty) && duty.dueAt !== null && hasCome(duty.dueAt, now);

/** What meeting a duty on a day amounts to. Late is accepted, and marked late. */
export function metOn(duty: Pick<Duty, 'key' | 'dueOn'>, on: Day): DutyClosed {
  return { key: duty.key, on, outcome: duty.dueOn !== null && on > duty.dueOn ? 'MET_LATE' : 'MET' };
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
    overdueNoted: false,
    wakeAt: null,
    outcome: null,
    closedOn: null,
  };
}

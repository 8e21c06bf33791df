/** Which day is believed (T-5; J-V.4d–f). The opinion counts what is with the office: whether a duty was met in time is decided by
 *  the day on which the ledger gets the act. What the actor says stays beside it. While history is entered from paper, the day on
 *  the paper decides. */
import type { Clause } from '../../opinion/clauses.ts';
import { addToDay, dayOf } from '../calendar.ts';
import { get } from '../keyed.ts';
import type { Role } from '../people/posts.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Day, Instant } from '../vocabulary.ts';
import { type Dossier, isEntering } from './dossier.ts';
import { type DutyClosed, type DutyOpened, outcomeBy } from './duty.ts';
import type { DomainEvent } from './events.ts';

/** The day on which what happened on a day arrives. */
export const arrivalDay = (dossier: Dossier, on: Day, now: Instant): Day => (isEntering(dossier) ? on : dayOf(now));

/** An act under the day that its actor gives, and what the actor is towards its target. */
interface DatedAct {
  readonly clause: Clause;
  readonly on: Day;
  readonly arrivedOn: Day;
  readonly roles: ReadonlySet<Role>;
  readonly receipt: boolean;
  readonly ownAct: boolean;
}

/** Whoever acts for themselves names no earlier day. A receipt on paper is entered within the pack's days, and no other act
 *  starts a clock further back. */
export function requireBelievedDay(
  dossier: Dossier,
  events: readonly DomainEvent[],
  { clause, on, arrivedOn, roles, receipt, ownAct }: DatedAct,
): Refusal | undefined {
  if (on >= arrivedOn) return undefined;
  if (ownAct || (!receipt && events.some((event) => actsForItself(dossier, event, roles))))
    return refuse(clause, 'OwnActToday', { on, today: arrivedOn });
  const { paperDays } = dossier.pack;
  if (paperDays === undefined || (!receipt && !events.some(startsClock))) return undefined;
  const earliest = addToDay(arrivedOn, { days: -paperDays });
  return on < earliest ? refuse(clause, 'WithinPaperDays', { on, earliest, paperDays }) : undefined;
}

/** It meets a duty of the actor's own, ends a clock that runs against them, or starts one. */
const actsForItself = (dossier: Dossier, event: DomainEvent, roles: ReadonlySet<Role>): boolean =>
  (event.closes ?? []).some(({ key, outcome }) => {
    const duty = get(dossier.duties, key);
    return duty !== undefined && roles.has(duty.owedBy) && (outcome === 'MET' || duty.dueOn !== null);
  }) || (event.opens ?? []).some((duty) => roles.has(duty.owedBy) && isCounted(duty));

const startsClock = ({ opens = [] }: DomainEvent): boolean => opens.some(isCounted);
/** Its day is counted from the day of the act. */
const isCounted = ({ dueOn, given }: DutyOpened): boolean => dueOn !== null && !given;

/** The events with the outcome of each duty that they meet, by its arrival. */
export const withOutcomes = <E extends DomainEvent>(dossier: Dossier, events: readonly E[], now: Instant): E[] =>
  events.map((event) =>
    event.closes ? { ...event, closes: event.closes.map((closed) => byArrival(dossier, closed, now)) } : event,
  );

function byArrival(dossier: Dossier, closed: DutyClosed, now: Instant): DutyClosed {
  const duty = get(dossier.duties, closed.key);
  if (!duty || closed.outcome !== 'MET') return closed;
  const arrivedOn = closed.byArrival ? closed.on : arrivalDay(dossier, closed.on, now);
  return {
    ...closed,
    outcome: outcomeBy(duty, arrivedOn),
    ...(arrivedOn === closed.on ? {} : { arrivedOn }),
  };
}

/** Which day is believed (T-5; J-V.4d–f). The opinion counts what is with the office: whether a duty was met in time is decided by
 *  the day on which the ledger gets the act. What the actor says stays beside it. While history is entered from paper, the day on
 *  the paper decides. */
import { dayOf } from '../calendar.ts';
import { get } from '../keyed.ts';
import type { Day, Instant } from '../vocabulary.ts';
import { type Dossier, isEntering } from './dossier.ts';
import { type DutyClosed, outcomeBy } from './duty.ts';
import type { DomainEvent } from './events.ts';

/** The day on which what happened on a day arrives. */
export const arrivalDay = (dossier: Dossier, on: Day, now: Instant): Day => (isEntering(dossier) ? on : dayOf(now));

/** The events with the outcome of each duty that they meet, by its arrival. */
export const withOutcomes = <E extends DomainEvent>(dossier: Dossier, events: readonly E[], now: Instant): E[] =>
  events.map((event) =>
    event.closes ? { ...event, closes: event.closes.map((closed) => byArrival(dossier, closed, now)) } : event,
  );

function byArrival(dossier: Dossier, closed: DutyClosed, now: Instant): DutyClosed {
  const duty = get(dossier.duties, closed.key);
  if (!duty || closed.outcome !== 'MET') return closed;
  const arrivedOn = arrivalDay(dossier, closed.on, now);
  return {
    ...closed,
    outcome: outcomeBy(duty, arrivedOn),
    ...(arrivedOn === closed.on ? {} : { arrivedOn }),
  };
}

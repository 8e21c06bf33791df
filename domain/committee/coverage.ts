/** Coverage (J-II.1): every object of a committee is inspected at least once in a term. Who has been, who is planned, who is
 *  left; whether the term suffices at the present pace; and which organisations city and county both inspect. */
import { addToDay, daysBetween } from '../calendar.ts';
import { type InspectedObject, type InspectingCommittee, jurisdiction } from '../people/jurisdiction.ts';
import type { Pack } from '../policy/pack.ts';
import type { Code, Day } from '../vocabulary.ts';

/** A place of an organisation in a round that was neither rejected nor cancelled before the team had been there. */
export interface Inspection {
  readonly organisation: Code;
  readonly round: Code;
  readonly committee: Code;
  /** The day on which the team left: from then on the organisation has been inspected. */
  readonly withdrawnOn: Day | null;
}
export interface Term {
  readonly from: Day;
  /** null: the registry has no end of the term. */
  readonly plannedTo: Day | null;
}

/** How many, and which: for the objects that the term demands, or for those that the committee may add. */
export interface Covered {
  readonly objects: number;
  readonly inspected: readonly { readonly organisation: Code; readonly round: Code; readonly on: Day }[];
  readonly planned: readonly { readonly organisation: Code; readonly round: Code }[];
  readonly left: readonly Code[];
}
export interface Forecast {
  /** Days of the term that have passed, today included. */
  readonly elapsedDays: number;
  /** When the last object will have been inspected if it goes on like this; null while nothing has been inspected, or when
   *  nobody living would see it. */
  readonly completeOn: Day | null;
  /** null: the term's end is not known. */
  readonly withinTerm: boolean | null;
  /** How many objects the term's end will find uninspected. */
  readonly missed: number | null;
}
export interface Coverage {
  readonly mandatory: Covered;
  /** Townships by the city, villages and stations (J-II.2–3): counted apart, owed to nobody. */
  readonly optional: Covered;
  readonly forecast: Forecast;
  /** Organisations that another committee has in a round as well. */
  readonly double: readonly { readonly organisation: Code; readonly committees: readonly Code[] }[];
}

export interface CoverageFacts {
  readonly committee: InspectingCommittee;
  readonly term: Term;
  /** Everything within the committee's reach, its own and below. */
  readonly objects: readonly InspectedObject[];
  /** The term's inspections of these objects, by this committee and by others. */
  readonly inspections: readonly Inspection[];
}

/** Coverage on a day in Beijing. Pure: the same facts give the same page. */
export function coverage(facts: CoverageFacts, pack: Pack, today: Day): Coverage {
  const { committee, term, objects, inspections } = facts;
  const own = inspections.filter((inspection) => inspection.committee === committee.code);
  const reach = objects.map((object) => ({ code: object.code, of: jurisdiction(committee, object, true, pack) }));
  const within = (optional: boolean) =>
    reach.flatMap(({ code, of }) => ('optional' in of && of.optional === optional ? [code] : []));
  const mandatory = covered(within(false), own);
  return {
    mandatory,
    optional: covered(within(true), own),
    forecast: forecast(mandatory, term, today),
    double: inspectedTwice(own, inspections),
  };
}

function covered(objects: readonly Code[], own: readonly Inspection[]): Covered {
  const inspected: Covered['inspected'][number][] = [];
  const planned: Covered['planned'][number][] = [];
  const left: Code[] = [];
  const places = byOrganisation(own);
  for (const organisation of objects) {
    const visits = places.get(organisation) ?? [];
    const done = earliest(visits);
    const [next] = visits;
    if (done) inspected.push({ organisation, round: done.round, on: done.on });
    else if (next) planned.push({ organisation, round: next.round });
    else left.push(organisation);
  }
  return { objects: objects.length, inspected, planned, left };
}

/** Once in a term is enough: a second visit neither counts again nor moves the day. */
function earliest(visits: readonly Inspection[]): { readonly round: Code; readonly on: Day } | undefined {
  const done = visits.flatMap(({ round, withdrawnOn: on }) => (on === null ? [] : [{ round, on }]));
  return done.sort((a, b) => (a.on < b.on ? -1 : 1))[0];
}

/** The pace so far, drawn on: a straight line, which says no more than that it is one. */
function forecast({ objects, inspected }: Covered, { from, plannedTo }: Term, today: Day): Forecast {
  const elapsedDays = Math.max(1, daysBetween(from, today) + 1);
  const done = inspected.length;
  const waiting = objects - done;
  const daysLeft = plannedTo === null ? null : Math.max(0, daysBetween(today, plannedTo));
  const missed = daysLeft === null ? null : Math.max(0, waiting - Math.floor((done * daysLeft) / elapsedDays));
  if (waiting === 0) {
    const completeOn = inspected.reduce<Day>((last, { on }) => (on > last ? on : last), from);
    return { elapsedDays, completeOn, withinTerm: plannedTo === null ? null : completeOn <= plannedTo, missed };
  }
  const days = Math.ceil((waiting * elapsedDays) / done);
  return {
    elapsedDays,
    completeOn: days <= A_CENTURY_OF_DAYS ? addToDay(today, { days }) : null,
    withinTerm: missed === null ? null : missed === 0,
    missed,
  };
}
const A_CENTURY_OF_DAYS = 36_525;

function inspectedTwice(own: readonly Inspection[], all: readonly Inspection[]): Coverage['double'] {
  const places = byOrganisation(all);
  return [...new Set(own.map(({ organisation }) => organisation))].flatMap((organisation) => {
    const at = [...new Set((places.get(organisation) ?? []).map(({ committee }) => committee))].sort();
    return at.length > 1 ? [{ organisation, committees: at }] : [];
  });
}

function byOrganisation(inspections: readonly Inspection[]): ReadonlyMap<Code, readonly Inspection[]> {
  const places = new Map<Code, Inspection[]>();
  for (const inspection of inspections) {
    const known = places.get(inspection.organisation);
    if (known) known.push(inspection);
    else places.set(inspection.organisation, [inspection]);
  }
  return places;
}

/** What came of the clocks and the re-checks of a term's rounds. */
export interface Outcomes {
  /** Duties with a day: met by it, met after it, and past it and still open. */
  readonly inTime: number;
  readonly late: number;
  readonly overdue: number;
  /** Findings that were struck off, and how often one of them did not hold. */
  readonly accepted: number;
  readonly reopened: number;
}
/** By what the level above can see poor work (J-VI.1c): beside the coverage, how much was late, and how much did not hold. In
 *  percent, to one decimal; null where there is nothing to measure yet. */
export function indicators(outcomes: Outcomes) {
  const { inTime, late, overdue, accepted, reopened } = outcomes;
  return {
    ...outcomes,
    latePercent: percent(late + overdue, inTime + late + overdue),
    reopenedPercent: percent(reopened, accepted + reopened),
  };
}
const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1_000) / 10;

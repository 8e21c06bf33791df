/** Who is tied to an organisation, and so does not act on it (T-3, J-III.4a). Ties follow from the registry: whoever holds a post
 *  at an organisation, or held one there not long ago, is tied to it, besides the ties that are typed in. A tie reaches to the
 *  organisations one level below that are in scope, and to the one above. */
import { addToDay } from '../calendar.ts';
import type { Pack } from '../policy/pack.ts';
import type { Code, Day, TieKind } from '../vocabulary.ts';

interface Reaching {
  readonly organisation: Code;
  /** Organisations of the round one level above this one or below it. */
  readonly reaches?: readonly Code[] | undefined;
}
/** A tie as it was typed in. */
export interface Tie extends Reaching {
  readonly kind: TieKind;
  readonly until?: Day | undefined;
}
/** A period in which a post at an organisation was held; `to` is its last day, null while it lasts. */
export interface Service extends Reaching {
  readonly from: Day;
  readonly to: Day | null;
}
/** What the registry knows of a person from which ties follow. */
export interface Bonds {
  readonly ties: readonly Tie[];
  readonly service: readonly Service[];
}

/** How a person is tied to an organisation on a day; undefined where they are free. A pack without `servedYears` knows the typed
 *  ties alone, each to its own organisation. */
export function tieTo(
  organisation: Code,
  { ties, service }: Bonds,
  { servedYears, servedBindsYears }: Pick<Pack, 'servedYears' | 'servedBindsYears'>,
  day: Day,
): TieKind | undefined {
  const touches = ({ organisation: tied, reaches = [] }: Reaching) =>
    tied === organisation || (servedYears !== undefined && reaches.includes(organisation));
  const typed = ties.find((tie) => touches(tie) && isInForce(tie, servedBindsYears, day));
  if (typed || servedYears === undefined) return typed?.kind;

  const begun = service.filter((period) => touches(period) && period.from <= day);
  if (begun.some(({ to }) => to === null || day <= to)) return 'OWN_UNIT';
  return begun.some(({ to }) => to !== null && isWithin(to, servedYears, day)) ? 'SERVED' : undefined;
}

/** Typed service may say until when it lasted, and then binds for the years of the pack; any other tie always does. */
const isInForce = ({ kind, until }: Tie, years: number | null, day: Day): boolean =>
  kind !== 'SERVED' || until === undefined || years === null || isWithin(until, years, day);

const isWithin = (end: Day, years: number, day: Day): boolean => day <= addToDay(end, { months: years * 12 });

/** Whether a pack is as strict as the opinion (T-7, J-V.4d–f). One that gives more time than a clock of the opinion, or makes a
 *  target of it, is looser; it rests on a later instrument, and is only for committees of the province of that instrument. */
import { addToDay, type Span } from '../calendar.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Day } from '../vocabulary.ts';
import { type DutyKind, dutyKinds, type Pack, termsOf } from './pack.ts';
import { jilin2017 } from './packs/jilin-2017.ts';

/** The clocks of the opinion for which the pack gives more time, or none. */
export const looserClocks = (pack: Pick<Pack, 'clocks'>): DutyKind[] =>
  dutyKinds.filter((kind) => {
    const opinion = termsOf(jilin2017, kind);
    if (opinion.basis !== 'L' || opinion.span === null) return false;
    const { basis, span } = termsOf(pack, kind);
    return basis !== 'L' || span === null || isLonger(span, opinion.span);
  });

/** A committee whose region is not known takes a pack that is as strict as the opinion. */
export function requirePackForRegion(pack: Pack, region: string | null): Refusal | undefined {
  const looser = looserClocks(pack);
  const province = pack.legalBasis?.province;
  if (looser.length === 0 || (province !== undefined && province === region)) return undefined;
  const known = { ...(province === undefined ? {} : { province }), ...(region === null ? {} : { region }) };
  return refuse('J-V.4d', 'PackForRegion', { pack: pack.id, ...known, looser: looser.join(' ') });
}

/** Months are of different lengths: longer is what ends later from any day of four years, a leap year among them. */
function isLonger(span: Span, than: Span): boolean {
  if ('months' in span && 'months' in than) return span.months > than.months;
  if ('days' in span && 'days' in than) return span.days > than.days;
  return Array.from({ length: 1_461 }, (_, days): Day => addToDay('2024-01-01', { days })).some(
    (day) => addToDay(day, span) > addToDay(day, than),
  );
}

/** Public cases: real inspections as their offices published them (`public-cases.json`, each with its source). A field that is
 *  missing was not on the page; it never means none. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { addToDay } from '../domain/calendar.ts';

const day = z.iso.date();
const count = z.int().nonnegative();
const publicCase = z.object({
  id: z.string(),
  place: z.string(),
  level: z.enum(['CITY', 'COUNTY', 'MINISTRY']),
  committee: z.string(),
  team: z.string(),
  inspectedOrgs: z.array(z.string()),
  inspectedOrgCount: count.optional(),
  mobilisationDate: day.optional(),
  entryDate: day.optional(),
  withdrawalDate: day.optional(),
  feedbackDate: day.optional(),
  reportDate: day.optional(),
  publishedDate: day.optional(),
  problems: z
    .object({
      fedBack: count,
      rectified: count.optional(),
      basicallyDone: count.optional(),
      notDone: count.optional(),
      inProgress: count.optional(),
    })
    .optional(),
  clues: z.object({ toDisciplineOrgan: count }).optional(),
  concentratedPeriod: z.object({ start: day, end: day }).optional(),
  statedDeadlines: z.array(z.object({ figure: z.string() })).default([]),
  remarks: z.array(z.string()),
});
export type PublicCase = z.output<typeof publicCase>;

const file = new URL('public-cases.json', import.meta.url);
export const readCases = async (): Promise<PublicCase[]> =>
  z.array(publicCase).parse(JSON.parse(await readFile(file, 'utf8')));

/** A span from the feedback whose end the case names. */
export interface StatedSpan {
  readonly months: number;
  readonly endsOn: string;
}

const DATE = String.raw`(\d{4}-\d{2}-\d{2})`;
const endOfMonths = [
  new RegExp(String.raw`(\d)-month (?:due )?date\D*?${DATE}`, 'g'),
  new RegExp(String.raw`(\d) months from feedback \(${DATE}\)`, 'g'),
];
const figures = ['', '一', '二', '三', '四', '五', '六'];

/** Every end of a span that the case names: printed on the page, or counted by whoever gathered it. */
export function statedSpans({ concentratedPeriod, statedDeadlines, publishedDate, remarks }: PublicCase): StatedSpan[] {
  const spans: StatedSpan[] = [];
  const [{ figure } = { figure: '' }] = statedDeadlines;
  const months = figures.indexOf(figure.slice(0, 1));
  if (concentratedPeriod && months > 0) spans.push({ months, endsOn: concentratedPeriod.end });
  for (const remark of remarks) {
    for (const pattern of endOfMonths)
      for (const [, n, endsOn = ''] of remark.matchAll(pattern)) spans.push({ months: Number(n), endsOn });
    const [, late, n] = /(\d+) days after the (\d)-month date/.exec(remark) ?? [];
    if (publishedDate && late)
      spans.push({ months: Number(n), endsOn: addToDay(publishedDate, { days: -Number(late) }) });
  }
  return spans;
}

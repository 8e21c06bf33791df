/** `outlook` of a committee's work: its next moment, its letters, and its page in the Temporal UI. Codes and days only. */
import type { Outlook } from '../../contracts/messages.ts';
import { dayOf } from '../calendar.ts';
import type { Duty } from '../dossier/duty.ts';
import { dutyTable, outlookOf, tableRow } from '../round/outlook.ts';
import type { Governance, Work } from './state.ts';
import { nextYearAt } from './steps/beginning.ts';

/** A committee's work has one phase, and it does not end. */
export const STANDING = 'STANDING';
const GOVERNANCES_SHOWN = 12;

export const outlook = (work: Work): Outlook =>
  outlookOf(work, {
    phase: STANDING,
    page: (open) => page(work, open),
    next: { at: nextYearAt(work), why: `the year ${work.year + 1} begins` },
  });

function page(work: Work, open: readonly Duty[]): string {
  const today = dayOf(work.at);
  const filings = Object.values(work.filings);
  const sent = filings.filter(({ sentOn }) => sentOn !== null).length;
  const receipted = filings.filter(({ receiptedOn }) => receiptedOn !== null).length;
  return [
    `### ${work.code} · the committee’s own work`,
    `Committee ${work.committee} · term since ${work.term} · pack ${work.pack.id} · ledger ${work.sequence} · written on ${today}`,
    [
      `Studied ${work.studies === 1 ? 'once' : `${work.studies} times`}${work.studiedOn === null ? '' : `, last on ${work.studiedOn}`}`,
      `filings sent ${sent} of ${filings.length}, receipted ${receipted}`,
      `overdue **${open.filter(({ overdueNoted }) => overdueNoted).length}**`,
      `letters waiting ${work.outbox.length}`,
      ...(work.unreachable > 0 ? [`**letters that reached nobody ${work.unreachable}**`] : []),
    ].join(' · '),
    '',
    tableRow('Year', 'Plan', 'Summary'),
    '| --- | --- | --- |',
    ...[work.year, work.year - 1].map((year) =>
      tableRow(`${year}`, adopted(work, `YEARLY-PLAN-${year}`), adopted(work, `YEARLY-SUMMARY-${year}`)),
    ),
    '',
    ...governanceTable(Object.values(work.governances).filter(({ state }) => state !== 'CLOSED')),
    '',
    ...dutyTable(open, today),
  ].join('\n');
}

const adopted = ({ documents }: Work, document: string): string => documents[document] ?? '–';

function governanceTable(under: readonly Governance[]): string[] {
  if (under.length === 0) return ['No special governance under way.'];
  const shown = under.slice(0, GOVERNANCES_SHOWN);
  return [
    tableRow('Special governance', 'Category', 'Department', 'State'),
    '| --- | --- | --- | --- |',
    ...shown.map(({ code, category, department, state }) => tableRow(code, category, department, state)),
    ...(under.length > shown.length ? [`… and ${under.length - shown.length} more.`] : []),
  ];
}

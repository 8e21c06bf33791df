/** The page of a committee's file in the Temporal UI: documents by year, special governance, the nearest duties. Codes and days
 *  only. */
import { dayOf } from '../calendar.ts';
import type { Duty } from '../dossier/duty.ts';
import { tableRow, dutyTable } from '../dossier/outlook.ts';
import type { CommitteeFile, Governance } from './state.ts';

const GOVERNANCES_SHOWN = 12;

export function page(file: CommitteeFile, open: readonly Duty[]): string {
  const today = dayOf(file.at);
  const filings = Object.values(file.filings);
  const sent = filings.filter(({ sentOn }) => sentOn !== null).length;
  const receipted = filings.filter(({ receiptedOn }) => receiptedOn !== null).length;
  return [
    `### ${file.code} · the committee’s own work`,
    `Committee ${file.committee} · term since ${file.term} · pack ${file.pack.id} · ledger ${file.sequence} · written on ${today}`,
    [
      `Studied ${file.studies === 1 ? 'once' : `${file.studies} times`}${file.studiedOn === null ? '' : `, last on ${file.studiedOn}`}`,
      `filings sent ${sent} of ${filings.length}, receipted ${receipted}`,
      `overdue **${open.filter(({ overdueNoted }) => overdueNoted).length}**`,
      `letters waiting ${file.outbox.length}`,
      ...(file.unreachable > 0 ? [`**letters that reached nobody ${file.unreachable}**`] : []),
    ].join(' · '),
    '',
    tableRow('Year', 'Plan', 'Summary'),
    '| --- | --- | --- |',
    ...[file.year, file.year - 1].map((year) =>
      tableRow(`${year}`, adopted(file, `YEARLY-PLAN-${year}`), adopted(file, `YEARLY-SUMMARY-${year}`)),
    ),
    '',
    ...governanceTable(Object.values(file.governances).filter(({ state }) => state !== 'CLOSED')),
    '',
    ...dutyTable(open, today),
  ].join('\n');
}

const adopted = ({ documents }: CommitteeFile, document: string): string => documents[document] ?? '–';

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

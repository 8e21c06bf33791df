/** A round's page in the Temporal UI: how it stands, its organisations, its nearest duties. Codes and days only. */
import { dayOf } from '../calendar.ts';
import type { Duty } from '../dossier/duty.ts';
import { dutyTable, tableRow, isLate, unbroken, fitting, NEAREST, TABLE_BYTES, bothDays } from '../dossier/outlook.ts';
import { all, get } from '../keyed.ts';
import { phaseOf, phaseOfOrganisation, phases } from './phase.ts';
import type { Round, Organisation } from './state.ts';
import { hasLanded } from './steps/landing.ts';

export function page(round: Round, open: readonly Duty[]): string {
  const today = dayOf(round.at);
  const overdue = open.filter(isLate).length;
  return [
    `### ${round.code} · ${phaseOf(round)}`,
    `Committee ${round.committee} · pack ${round.pack.id} · ledger ${round.sequence} · written on ${today}`,
    ...(round.takeover === null ? [] : [takeovers[round.takeover]]),
    [
      `Findings ${landed(all(round.findings), hasLanded)}`,
      `transfers ${landed(all(round.transfers), ({ state }) => state === 'ACCEPTED')}`,
      `overdue **${overdue}**`,
      `letters waiting ${round.outbox.length}`,
      ...(round.unreachable > 0 ? [`**letters that reached nobody ${round.unreachable}**`] : []),
    ].join(' · '),
    ...suspension(round),
    '',
    ...organisationTable(round),
    '',
    ...dutyTable(open, today),
  ].join('\n');
}

const takeovers = {
  ENTERING: '**Entering history from paper; letters are held until `go-live`**',
  LIVE: 'Taken over from paper',
} as const;
function suspension({ suspendedOn }: Round): string[] {
  if (suspendedOn === null) return [];
  return [
    '',
    `**Suspended since ${unbroken(suspendedOn)}**: the clocks of the office stand still, those of the opinion run on.`,
  ];
}

function landed<Item>(items: Iterable<Item>, isLanded: (item: Item) => boolean): string {
  let all = 0;
  let done = 0;
  for (const item of items) {
    all += 1;
    if (isLanded(item)) done += 1;
  }
  return `landed ${done} of ${all}`;
}

function organisationTable(round: Round): string[] {
  const inOrder = Object.values(round.organisations)
    .map((organisation) => ({ organisation, phase: phaseOfOrganisation(round, organisation) }))
    .sort((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase));
  const line = ({ organisation, phase }: (typeof inOrder)[number]) =>
    tableRow(organisation.code, phase, reportCell(round, organisation, 1), reportCell(round, organisation, 2));
  const shown = fitting(inOrder.slice(0, NEAREST), TABLE_BYTES, line);
  return [
    tableRow('Organisation', 'Phase', 'Rectification report', "Principal's report"),
    '| --- | --- | --- | --- |',
    ...shown,
    ...(inOrder.length > shown.length ? [`| … and ${inOrder.length - shown.length} further on | | | |`] : []),
  ];
}

function reportCell(round: Round, { code, report1On, report2On }: Organisation, report: 1 | 2): string {
  const duty = get(round.duties, `${round.code}/${code}/report-${report}`);
  const on = report === 1 ? report1On : report2On;
  if (!duty) return '–';
  if (on !== null) return `in ${unbroken(on)}${duty.outcome === 'MET_LATE' ? ', **late**' : ''}`;
  return isLate(duty) ? `**overdue ${bothDays(duty)}**` : `due ${bothDays(duty)}`;
}

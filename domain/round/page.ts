/** A round's page in the Temporal UI: how it stands, its last changes of phase, its organisations, its nearest duties. In Chinese or
 *  English; codes and days only. */
import { dayOf } from '../calendar.ts';
import { arrivalOf, type Duty, outcomeByFirstDay } from '../dossier/duty.ts';
import { bothDays, dutyTable, fitting, isLate, NEAREST, TABLE_BYTES, tableRow, unbroken } from '../dossier/phrases.ts';
import { all, get } from '../keyed.ts';
import type { Language } from '../vocabulary.ts';
import { lastPhaseChanges, type PhaseChange, phaseOf, phaseOfOrganisation, phases, phaseTitles } from './phase.ts';
import type { Organisation, Round } from './state.ts';
import { hasLanded } from './steps/landing.ts';

const CHANGES_SHOWN = 5;
const CHANGE_BYTES = 400;
const ORGANISATIONS_NAMED = 3;

export function page(round: Round, open: readonly Duty[], language: Language): string {
  const today = dayOf(round.at);
  return [
    `### ${round.code} · ${phaseTitles[phaseOf(round)][language]}`,
    ...heading(round, language),
    counts(round, open, language),
    ...suspension(round, language),
    '',
    { zh: '最近进展：', en: 'Last changes of phase:' }[language],
    ...fitting(lastPhaseChanges(round, CHANGES_SHOWN), CHANGE_BYTES, (change) => changeLine(change, language)),
    '',
    ...organisationTable(round, language),
    '',
    ...dutyTable(open, today, language),
  ].join('\n');
}

function heading({ committee, pack, sequence, at, takeover }: Round, language: Language): string[] {
  const today = dayOf(at);
  const line = {
    zh: `党委 ${committee} · 规则包 ${pack.id} · 台账第${sequence}条 · 截至${today}`,
    en: `Committee ${committee} · pack ${pack.id} · ledger ${sequence} · written on ${today}`,
  };
  return [line[language], ...(takeover === null ? [] : [takeovers[takeover][language]])];
}

const takeovers = {
  ENTERING: {
    zh: '**正在补录纸质历史；正式上线（`go-live`）前不发文书**',
    en: '**Entering history from paper; letters are held until `go-live`**',
  },
  LIVE: { zh: '由纸质办理接续', en: 'Taken over from paper' },
} as const;

function counts(round: Round, open: readonly Duty[], language: Language): string {
  const findings = landed(all(round.findings), hasLanded);
  const transfers = landed(all(round.transfers), ({ state }) => state === 'ACCEPTED');
  const overdue = open.filter(isLate).length;
  const { length: waiting } = round.outbox;
  const { unreachable } = round;
  const parts = {
    zh: [
      `问题落地 ${findings.done}/${findings.all}`,
      `移交办结 ${transfers.done}/${transfers.all}`,
      `逾期 **${overdue}**`,
      `待发文书 ${waiting}`,
      ...(unreachable > 0 ? [`**无人收到的文书 ${unreachable}**`] : []),
    ],
    en: [
      `Findings landed ${findings.done} of ${findings.all}`,
      `transfers landed ${transfers.done} of ${transfers.all}`,
      `overdue **${overdue}**`,
      `letters waiting ${waiting}`,
      ...(unreachable > 0 ? [`**letters that reached nobody ${unreachable}**`] : []),
    ],
  };
  return parts[language].join(' · ');
}

function landed<Item>(items: Iterable<Item>, isLanded: (item: Item) => boolean) {
  const count = { all: 0, done: 0 };
  for (const item of items) {
    count.all += 1;
    if (isLanded(item)) count.done += 1;
  }
  return count;
}

function suspension({ suspendedOn }: Round, language: Language): string[] {
  if (suspendedOn === null) return [];
  const since = unbroken(suspendedOn);
  const line = {
    zh: `**${since}起中止**：巡察办自定期限停止计时，意见规定的期限继续计时。`,
    en: `**Suspended since ${since}**: the clocks of the office stand still, those of the opinion run on.`,
  };
  return ['', line[language]];
}

/** `- 2026-03-02 · On site: O-07, O-08 and 3 more` */
function changeLine({ on, phase, organisations }: PhaseChange, language: Language): string {
  const named = organisations.slice(0, ORGANISATIONS_NAMED);
  const more = organisations.length - named.length;
  const title = `- ${unbroken(on)} · ${phaseTitles[phase][language]}`;
  if (named.length === 0) return title;
  if (language === 'zh') return `${title}：${named.join('、')}${more > 0 ? `等${organisations.length}家` : ''}`;
  return `${title}: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const columns = {
  zh: ['党组织', '阶段', '整改情况报告', '主要负责人报告'],
  en: ['Organisation', 'Phase', 'Rectification report', "Principal's report"],
} as const;

const leftTitle = { zh: '已退出巡察范围', en: 'Left the round' } as const;

function organisationTable(round: Round, language: Language): string[] {
  const inOrder = Object.values(round.organisations)
    .map((organisation) => ({ organisation, phase: phaseOfOrganisation(round, organisation) }))
    .sort((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase));
  const line = ({ organisation, phase }: (typeof inOrder)[number]) =>
    tableRow(
      organisation.code,
      organisation.left ? leftTitle[language] : phaseTitles[phase][language],
      reportCell(round, organisation, 1, language),
      reportCell(round, organisation, 2, language),
    );
  const shown = fitting(inOrder.slice(0, NEAREST), TABLE_BYTES, line);
  const further = inOrder.length - shown.length;
  const rest = { zh: `……另有${further}家办理更进一步`, en: `… and ${further} further on` }[language];
  return [
    tableRow(...columns[language]),
    '| --- | --- | --- | --- |',
    ...shown,
    ...(further > 0 ? [`| ${rest} | | | |`] : []),
  ];
}

function reportCell(
  round: Round,
  { code, report1On, report2On }: Organisation,
  report: 1 | 2,
  language: Language,
): string {
  const duty = get(round.duties, `${round.code}/${code}/report-${report}`);
  if (!duty) return '–';
  const on = report === 1 ? report1On : report2On;
  const zh = language === 'zh';
  if (on !== null) {
    return `${zh ? '已报' : 'in '}${unbroken(on)}${arrival(duty, language)}${lateness(duty, language)}`;
  }
  const days = bothDays(duty, language);
  if (isLate(duty)) return zh ? `**逾期，期限${days}**` : `**overdue ${days}**`;
  return `${zh ? '期限' : 'due '}${days}`;
}

/** The day of arrival, where it is not the day that the reporter gave; and that it came on paper. */
function arrival(duty: Duty, language: Language): string {
  if (duty.byArrival) return { zh: '（纸质，以收到日为准）', en: ' (on paper, by arrival)' }[language];
  const arrivedOn = arrivalOf(duty);
  if (arrivedOn === duty.closedOn) return '';
  return { zh: `（${unbroken(arrivedOn)}收到）`, en: ` (arrived ${unbroken(arrivedOn)})` }[language];
}

function lateness(duty: Duty, language: Language): string {
  if (duty.outcome === 'MET_LATE') return { zh: '，**逾期报送**', en: ', **late**' }[language];
  if (outcomeByFirstDay(duty) !== 'MET_LATE') return '';
  return { zh: '，**按原期限逾期**', en: ', **late by the first day**' }[language];
}

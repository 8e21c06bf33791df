/** The page of a committee's file in the Temporal UI: documents by year, special governance, the nearest duties. In Chinese or
 *  English; codes and days only. */
import { dayOf } from '../calendar.ts';
import type { Duty } from '../dossier/duty.ts';
import { dutyTable, tableRow } from '../dossier/phrases.ts';
import type { Titles } from '../dossier/titles.ts';
import type { Language } from '../vocabulary.ts';
import type { CommitteeFile, Governance, GovernanceState } from './state.ts';

const GOVERNANCES_SHOWN = 12;

export function page(file: CommitteeFile, open: readonly Duty[], language: Language): string {
  const title = { zh: '党委巡察工作台账', en: 'the committee’s own work' }[language];
  return [
    `### ${file.code} · ${title}`,
    heading(file, language),
    counts(file, open, language),
    '',
    tableRow(...{ zh: ['年度', '计划', '总结'], en: ['Year', 'Plan', 'Summary'] }[language]),
    '| --- | --- | --- |',
    ...[file.year, file.year - 1].map((year) =>
      tableRow(`${year}`, adopted(file, `YEARLY-PLAN-${year}`), adopted(file, `YEARLY-SUMMARY-${year}`)),
    ),
    '',
    ...governanceTable(
      Object.values(file.governances).filter(({ state }) => state !== 'CLOSED'),
      language,
    ),
    '',
    ...dutyTable(open, dayOf(file.at), language),
  ].join('\n');
}

function heading({ committee, term, pack, sequence, at }: CommitteeFile, language: Language): string {
  const today = dayOf(at);
  return language === 'zh'
    ? `党委 ${committee} · 本届自${term}起 · 规则包 ${pack.id} · 台账第${sequence}条 · 截至${today}`
    : `Committee ${committee} · term since ${term} · pack ${pack.id} · ledger ${sequence} · written on ${today}`;
}

function counts(file: CommitteeFile, open: readonly Duty[], language: Language): string {
  const filings = Object.values(file.filings);
  const sent = filings.filter(({ sentOn }) => sentOn !== null).length;
  const receipted = filings.filter(({ receiptedOn }) => receiptedOn !== null).length;
  const overdue = open.filter(({ overdueNoted }) => overdueNoted).length;
  const { studies, studiedOn, unreachable } = file;
  const { length: waiting } = file.outbox;
  const parts = {
    zh: [
      `研究巡察工作${studies}次${studiedOn === null ? '' : `，最近${studiedOn}`}`,
      `上报 ${sent}/${filings.length}，已签收 ${receipted}`,
      `逾期 **${overdue}**`,
      `待发文书 ${waiting}`,
      ...(unreachable > 0 ? [`**无人收到的文书 ${unreachable}**`] : []),
    ],
    en: [
      `Studied ${studies === 1 ? 'once' : `${studies} times`}${studiedOn === null ? '' : `, last on ${studiedOn}`}`,
      `filings sent ${sent} of ${filings.length}, receipted ${receipted}`,
      `overdue **${overdue}**`,
      `letters waiting ${waiting}`,
      ...(unreachable > 0 ? [`**letters that reached nobody ${unreachable}**`] : []),
    ],
  };
  return parts[language].join(' · ');
}

const adopted = ({ documents }: CommitteeFile, document: string): string => documents[document] ?? '–';

const states: Readonly<Record<GovernanceState, Titles>> = {
  OPEN: { zh: '办理中', en: 'under way' },
  ANSWERED: { zh: '已反馈', en: 'answered' },
  CLOSED: { zh: '已办结', en: 'closed' },
};

function governanceTable(under: readonly Governance[], language: Language): string[] {
  if (under.length === 0) return [{ zh: '没有进行中的专项治理。', en: 'No special governance under way.' }[language]];
  const shown = under.slice(0, GOVERNANCES_SHOWN);
  const more = under.length - shown.length;
  const titles = {
    zh: ['专项治理', '问题类别', '职能部门', '进展'],
    en: ['Special governance', 'Category', 'Department', 'State'],
  };
  return [
    tableRow(...titles[language]),
    '| --- | --- | --- | --- |',
    ...shown.map(({ code, category, department, state }) =>
      tableRow(code, category, department, states[state][language]),
    ),
    ...(more > 0 ? [language === 'zh' ? `……另有${more}项。` : `… and ${more} more.`] : []),
  ];
}

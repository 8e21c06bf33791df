/** How pages and summaries put things, in Chinese or English: a duty, a post, a day, a table. */
import { daysBetween } from '../calendar.ts';
import type { PostAt } from '../people/posts.ts';
import type { Day, Language } from '../vocabulary.ts';
import type { Duty } from './duty.ts';
import { dutyTitles, postTitles, roleTitles } from './titles.ts';

/** How many items of a kind are shown at most. */
export const NEAREST = 20;
/** Twenty rows fit with ordinary codes; with the longest that the contract takes, fewer are shown. */
export const TABLE_BYTES = 1_500;

/** The first items, as long as what is made of them fits; never none. */
export function fitting<Item, Made>(items: readonly Item[], bytes: number, make: (item: Item) => Made): Made[] {
  const made: Made[] = [];
  let left = bytes;
  for (const item of items) {
    const next = make(item);
    left -= bytesOf(JSON.stringify(next));
    if (left < 0 && made.length > 0) break;
    made.push(next);
  }
  return made;
}

/** The length in UTF-8; Chinese characters have three bytes each. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) bytes += text.charCodeAt(i) < 0x80 ? 1 : 3;
  return bytes;
}

/** `O-07 · Rectification report`, `O-07 · T-003 · Receipt of the transfer`. */
export function subject({ organisation, transfer, finding, about, kind }: Duty, language: Language): string {
  const title = dutyTitles[kind][language];
  return [organisation, transfer ?? finding ?? about ?? null, title].filter((part) => part !== null).join(' · ');
}

/** `the principal of O-07`, `O-07主要负责人`. */
export function postAtPlace({ post, place }: PostAt, language: Language): string {
  const title = postTitles[post][language];
  return language === 'zh' ? `${place}${title}` : `the ${title} of ${place}`;
}

/** `overdue 1 day`, `due in 10 days`, or nothing for a duty without a figure. */
export function daysLeft({ dueOn }: Duty, today: Day, language: Language): string[] {
  if (dueOn === null) return [];
  const left = daysBetween(today, dueOn);
  if (language === 'zh') return [left < 0 ? `逾期${-left}天` : `还有${left}天`];
  const days = Math.abs(left) === 1 ? 'day' : 'days';
  return [left < 0 ? `overdue ${-left} ${days}` : `due in ${left} ${days}`];
}

/** Late, as the ledger has noted it; nothing is while its clock stands still. */
export const isLate = ({ overdueNoted, pausedOn }: Duty): boolean => overdueNoted && pausedOn === null;

const words = {
  none: { zh: '没有未办结事项。', en: 'No open duties.' },
  duty: { zh: '最近到期事项', en: 'Nearest open duties' },
  owedBy: { zh: '承办', en: 'Owed by' },
  due: { zh: '期限', en: 'Due' },
  rung: { zh: '层级', en: 'Rung' },
  clause: { zh: '依据', en: 'Clause' },
  still: { zh: '停止计时', en: 'stands still' },
} as const;

/** The nearest open duties, as a table. */
export function dutyTable(open: readonly Duty[], today: Day, language: Language): string[] {
  if (open.length === 0) return [words.none[language]];
  const dated = open.filter(({ dueOn }) => dueOn !== null);
  const nearest = dated.sort((a, b) => (sortedBy(a) < sortedBy(b) ? -1 : 1)).slice(0, NEAREST);
  const line = (duty: Duty) =>
    tableRow(
      subject(duty, language),
      roleTitles[duty.owedBy][language],
      bothDays(duty, language),
      timeLeft(today, duty, language),
      `${duty.rung}`,
      duty.clause,
    );
  const shown = fitting(nearest, TABLE_BYTES, line);
  const left = { zh: `截至${unbroken(today)}剩余天数`, en: `Days left on ${unbroken(today)}` }[language];
  const { duty, owedBy, due, rung, clause } = words;
  const titles = [duty[language], owedBy[language], due[language], left, rung[language], clause[language]];
  return [
    ...(nearest.length > 0 ? [tableRow(...titles), '| --- | --- | --- | --- | --- | --- |', ...shown] : []),
    counted(dated.length, shown.length, open.length - dated.length, language),
  ];
}

function counted(dated: number, shown: number, undated: number, language: Language): string {
  if (language === 'zh') {
    const nearest = dated > shown ? `（列最近${shown}项）` : '';
    return `有期限的未办结事项${dated}项${nearest}，未设期限的${undated}项。`;
  }
  const nearest = dated > shown ? ` (the nearest ${shown} shown)` : '';
  return `${dated} open with a date${nearest}, ${undated} without a figure.`;
}

/** The day in force, and the first one where it was moved. */
export function bothDays({ dueOn, originalDueOn }: Duty, language: Language): string {
  if (dueOn === originalDueOn) return unbroken(dueOn);
  const first = unbroken(originalDueOn);
  return `${unbroken(dueOn)}${language === 'zh' ? `（原${first}）` : ` (first ${first})`}`;
}

function timeLeft(today: Day, { dueOn, pausedOn }: Duty, language: Language): string {
  if (pausedOn !== null) return words.still[language];
  const left = daysBetween(today, dueOn ?? today);
  if (left >= 0) return `${left}`;
  return language === 'zh' ? `**逾期${-left}**` : `**${-left} overdue**`;
}

/** The UI sets cells without any space between them: an em space keeps them apart. */
export const tableRow = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => `${cell}\u2003`).join('| ')}|`;
/** A day that does not break over two lines of a narrow cell. */
export const unbroken = (day: Day | null): string => (day ?? '–').replaceAll('-', '\u2011');
const sortedBy = ({ dueOn, key }: Duty): string => `${dueOn} ${key}`;

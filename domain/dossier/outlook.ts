/** The outlook of any dossier: when to wake and why, which letters to send, how it stands. In words, with codes and days only. */
import type { DueLetter, Outlook } from '../../contracts/messages.ts';
import { dayOf, earlier } from '../calendar.ts';
import { get } from '../keyed.ts';
import type { Instant, Language } from '../vocabulary.ts';
import { type Dossier, isEntering } from './dossier.ts';
import { openDuties } from './duties.ts';
import type { Duty } from './duty.ts';
import { stepAhead } from './ladder.ts';
import type { Letter } from './letter.ts';
import { outgoing, waitingLetters } from './letters.ts';
import { daysLeft, fitting, isLate, NEAREST, postAtPlace, subject } from './phrases.ts';
import { letterTitles, postTitles } from './titles.ts';

/** The outlook stays under 8 KB however large the dossier. */
const LETTERS_BYTES = 3_900;

/** What lists and sweeps read of a dossier: computed with every event, hence without its page. */
export type Standing = Omit<Outlook, 'letters' | 'details'>;

/** A moment that is neither a duty's nor a letter's. */
export interface Moment {
  readonly at: Instant;
  readonly why: string;
}
/** How a kind of dossier presents itself. */
export interface Presentation {
  readonly phase: string;
  /** The page in the Temporal UI, in Markdown. */
  readonly page: (open: readonly Duty[]) => string;
  readonly next?: Moment;
}

export function outlookOf(dossier: Dossier, presentation: Presentation, language: Language): Outlook {
  const waiting = waitingLetters(dossier);
  return {
    ...standingOf(dossier, presentation, language),
    letters: fitting(waiting.slice(0, NEAREST), LETTERS_BYTES, (letter) => dueLetter(dossier, letter, language)),
    details: presentation.page([...openDuties(dossier)]),
  };
}

/** The part of the outlook that is computed with every event. */
export function standingOf(
  dossier: Dossier,
  { phase, next }: Omit<Presentation, 'page'>,
  language: Language,
): Standing {
  const open = [...openDuties(dossier)];
  // While history is entered nothing is awaited: the next command may meet a duty of the paper years.
  const running = isEntering(dossier) ? [] : open;
  const { wakeAt, why } = nextMoment(dossier, running, next, language);
  return {
    ...(wakeAt === null ? {} : { wakeAt }),
    why,
    attributes: {
      phase,
      committee: dossier.committee,
      nextDeadline: running.reduce<Instant | null>((at, d) => (d.overdueNoted ? at : earlier(at, d.dueAt)), null),
      overdueCount: open.filter(isLate).length,
      escalationLevel: open.reduce((highest, { rung }) => Math.max(highest, rung), 0),
    },
    closed: dossier.ended !== null && dossier.outbox.length === 0,
  };
}

function nextMoment(
  dossier: Dossier,
  open: readonly Duty[],
  next: Moment | undefined,
  language: Language,
): { wakeAt: Instant | null; why: string } {
  let wakeAt: Instant | null = null;
  let why: string = (isEntering(dossier) ? nothing.entering : nothing.due)[language];
  let more = 0;
  const consider = (at: Instant | null, reason: () => string) => {
    if (at === null || earlier(wakeAt, at) !== at) return;
    more = at === wakeAt ? more + 1 : 0;
    if (more > 0) return;
    wakeAt = at;
    why = reason();
  };
  if (next) consider(next.at, () => next.why);
  for (const duty of open) consider(duty.wakeAt, () => whyOfDuty(dossier, duty, language));
  for (const letter of outgoing(dossier)) consider(letter.nextAttemptAt, () => whyOfAttempt(letter, language));
  return { wakeAt, why: more === 0 ? why : `${why}${andMore[language](more)}` };
}

/** What else comes at the same moment. */
const andMore = {
  zh: (more: number) => `；同时另有${more}项`,
  en: (more: number) => ` (and ${more} more)`,
} as const;
const nothing = {
  due: { zh: '暂无到期事项', en: 'Nothing is due' },
  entering: { zh: '正在补录历史', en: 'History is being entered' },
} as const;

/** `Yellow warning letter to the person in charge and the leader in charge: O-07 · Rectification report, due on 2026-05-30` */
function whyOfDuty(dossier: Dossier, duty: Duty, language: Language): string {
  const step = stepAhead(duty, dossier.pack, dossier.code);
  const about = subject(duty, language);
  if (!step) return language === 'zh' ? `${about}届满（${duty.dueOn}）` : `${about} goes overdue after ${duty.dueOn}`;
  const title = letterTitles[step.rung.colour][language];
  const posts = step.rung.to.map((post) => postTitles[post][language]);
  const { repetition } = step;
  if (language === 'zh') {
    const time = repetition > 1 ? `（第${repetition}次）` : '';
    return `向${posts.join('、')}发${title}${time}：${about}，期限${duty.dueOn}`;
  }
  const time = repetition > 1 ? `, time ${repetition},` : '';
  return `${title}${time} to the ${posts.join(' and the ')}: ${about}, due on ${duty.dueOn}`;
}

function whyOfAttempt({ kind, to }: Letter, language: Language): string {
  const [title, reader] = [letterTitles[kind][language], postAtPlace(to, language)];
  return language === 'zh'
    ? `再次投递送${reader}的${title}`
    : `Next attempt to deliver the letter “${title}” to ${reader}`;
}

/** What the UI shows of a letter: which one, about what, to whom. */
function dueLetter(dossier: Dossier, letter: Letter, language: Language): DueLetter {
  const { key, attempt, kind, to, copy, writtenAt } = letter;
  const duty = get(dossier.duties, letter.duty);
  const about = duty
    ? [subject(duty, language), ...daysLeft(duty, dayOf(writtenAt), language)].join(language === 'zh' ? '，' : ', ')
    : letter.duty;
  const reader = postAtPlace(to, language);
  const title = letterTitles[kind][language];
  const send = { zh: copy ? '抄送' : '送', en: copy ? 'copy to ' : 'to ' }[language];
  return { key, attempt, summary: `${title} · ${about} · ${send}${reader}` };
}

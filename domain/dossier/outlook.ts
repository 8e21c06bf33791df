/** The outlook of any dossier: when to wake and why, which letters to send, what to show. It is kept under 8 KB however large
 *  the dossier: the nearest twenty of everything, and counts. Codes and days only. */
import type { DueLetter, Outlook } from '../../contracts/messages.ts';
import { dayOf, daysBetween, earlier } from '../calendar.ts';
import { type Dossier, isEntering } from '../dossier/dossier.ts';
import { openDuties } from '../dossier/duties.ts';
import type { Duty } from '../dossier/duty.ts';
import { whatComesNext } from '../dossier/ladder.ts';
import type { Letter } from '../dossier/letter.ts';
import { get } from '../keyed.ts';
import type { Day, Instant } from '../vocabulary.ts';
import { outgoing } from './letters.ts';

export const NEAREST = 20;
/** Twenty of everything fit with ordinary codes; with the longest that the contract takes, fewer are shown. */
const LETTERS_BYTES = 4_000;
export const TABLE_BYTES = 1_400;

/** The first items, as long as what is made of them fits; never none. */
export function fitting<Item, Made>(items: readonly Item[], bytes: number, make: (item: Item) => Made): Made[] {
  const made: Made[] = [];
  let left = bytes;
  for (const item of items) {
    const next = make(item);
    left -= JSON.stringify(next).length;
    if (left < 0 && made.length > 0) break;
    made.push(next);
  }
  return made;
}

/** What lists and sweeps read of a dossier: computed with every event, hence without its page. */
export type Standing = Omit<Outlook, 'letters' | 'details'>;

/** A moment that is neither a duty's nor a letter's. */
export interface Moment {
  readonly at: Instant;
  readonly why: string;
}
export interface Presentation {
  readonly phase: string;
  /** The page in the Temporal UI. */
  readonly page: (open: readonly Duty[]) => string;
  readonly next?: Moment;
}

/** The outlook of a dossier, by its presentation. */
export function outlookOf(dossier: Dossier, presentation: Presentation): Outlook {
  const waiting = outgoing(dossier).filter(({ nextAttemptAt }) => nextAttemptAt === null);
  return {
    ...standingOf(dossier, presentation),
    letters: fitting(waiting.slice(0, NEAREST), LETTERS_BYTES, (letter) => dueLetter(dossier, letter)),
    details: presentation.page([...openDuties(dossier)]),
  };
}

/** The part of the outlook that is computed with every event. */
export function standingOf(dossier: Dossier, { phase, next }: Omit<Presentation, 'page'>): Standing {
  const open = [...openDuties(dossier)];
  // While history is entered nothing is awaited: a clock of the paper years may be met by the next command.
  const running = isEntering(dossier) ? [] : open;
  const { wakeAt, why } = nextMoment(dossier, running, outgoing(dossier), next);
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
  waiting: readonly Letter[],
  next: Moment | undefined,
): { wakeAt: Instant | null; why: string } {
  let wakeAt: Instant | null = null;
  let why = isEntering(dossier) ? 'history is being entered' : 'nothing is due';
  const consider = (at: Instant | null, reason: () => string) => {
    if (at === null || earlier(wakeAt, at) !== at || at === wakeAt) return;
    wakeAt = at;
    why = reason();
  };
  if (next) consider(next.at, () => next.why);
  for (const duty of open)
    consider(
      duty.wakeAt,
      () => `${whatComesNext(duty, dossier.pack, dossier.code)} · ${subject(duty)} due ${duty.dueOn}`,
    );
  for (const letter of waiting) consider(letter.nextAttemptAt, () => `next attempt at a letter to ${letter.to.post}`);
  return { wakeAt, why };
}

/** `O-07 · report-1`, `O-07 · T-003 · transfer-answer-disc`, `2026 · yearly-plan`. */
function subject({ organisation, transfer, finding, about, kind }: Duty): string {
  return [organisation, transfer ?? finding ?? about ?? null, kind].filter((part) => part !== null).join(' · ');
}

/** What the UI shows of a letter: which one, to which post, why. */
function dueLetter(dossier: Dossier, { key, attempt, kind, to, duty: about, copy, writtenAt }: Letter): DueLetter {
  const duty = get(dossier.duties, about);
  const what = kind === 'undelivered' ? 'notice of a letter not delivered' : `${kind} letter`;
  const why = duty ? `${subject(duty)}${daysUntil(duty, dayOf(writtenAt))} (${duty.clause})` : about;
  return { key, attempt, summary: `${what} · ${why} · ${copy ? 'copy to' : 'to'} ${to.post}` };
}

/** ` overdue 1 day`, ` due in 10 days`, or nothing for a duty without a figure. */
function daysUntil({ dueOn }: Duty, today: Day): string {
  if (dueOn === null) return '';
  const left = daysBetween(today, dueOn);
  const days = Math.abs(left) === 1 ? 'day' : 'days';
  return left < 0 ? ` overdue ${-left} ${days}` : ` due in ${left} ${days}`;
}

/** Late, as the ledger has noted it; nothing is while its clock stands still. */
export const isLate = ({ overdueNoted, pausedOn }: Duty): boolean => overdueNoted && pausedOn === null;

/** The nearest open duties, as a table. */
export function dutyTable(open: readonly Duty[], today: Day): string[] {
  if (open.length === 0) return ['No open duties.'];
  const dated = open.filter(({ dueOn }) => dueOn !== null);
  const nearest = dated.sort((a, b) => (sortedBy(a) < sortedBy(b) ? -1 : 1)).slice(0, NEAREST);
  const undated = open.length - dated.length;
  const line = (duty: Duty) =>
    tableRow(subject(duty), duty.owedBy, bothDays(duty), daysLeft(today, duty), `${duty.rung}`, duty.clause);
  const shown = fitting(nearest, TABLE_BYTES, line);
  return [
    ...(nearest.length > 0
      ? [
          tableRow('Nearest open duties', 'Owed by', 'Due', `Days left on ${unbroken(today)}`, 'Rung', 'Clause'),
          '| --- | --- | --- | --- | --- | --- |',
          ...shown,
        ]
      : []),
    `${dated.length} open with a date${dated.length > shown.length ? ` (the nearest ${shown.length} shown)` : ''}, ${undated} without a figure.`,
  ];
}

/** The day in force, and the first one where it was moved. */
export function bothDays({ dueOn, originalDueOn }: Duty): string {
  return dueOn === originalDueOn ? unbroken(dueOn) : `${unbroken(dueOn)} (first ${unbroken(originalDueOn)})`;
}

function daysLeft(today: Day, { dueOn, pausedOn }: Duty): string {
  if (pausedOn !== null) return 'stands still';
  const left = daysBetween(today, dueOn ?? today);
  return left < 0 ? `**${-left} overdue**` : `${left}`;
}

/** The UI sets cells without any space between them: an em space keeps them apart. */
export const tableRow = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => `${cell}\u2003`).join('| ')}|`;
/** A day that does not break over two lines of a narrow cell. */
export const unbroken = (day: Day | null): string => (day ?? 'no day').replaceAll('-', '\u2011');
const sortedBy = ({ dueOn, key }: Duty): string => `${dueOn} ${key}`;

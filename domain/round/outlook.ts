/** `outlook`: all that a round's workflow needs to know. When to wake and why, which letters to send, what to show. It is
 *  kept under 8 KB however large the round: the nearest twenty of everything, and counts. Codes and days only. */
import type { DueLetter, Outlook } from '../../contracts/messages.ts';
import { dayOf, daysBetween, earlier } from '../calendar.ts';
import { type Dossier, isEntering } from '../dossier/dossier.ts';
import { openDuties } from '../dossier/duties.ts';
import type { Duty } from '../dossier/duty.ts';
import { whatComesNext } from '../dossier/ladder.ts';
import type { Letter } from '../dossier/letter.ts';
import { row, rows } from '../keyed.ts';
import type { Day, Instant } from '../vocabulary.ts';
import { phaseOf, phaseOfOrganisation, phases } from './phase.ts';
import type { Organisation, Round } from './state.ts';
import { hasLanded } from './steps/landing.ts';
import { outgoing } from './steps/letters.ts';
import { silentAt } from './steps/silence.ts';

const NEAREST = 20;
/** Twenty of everything fit with ordinary codes; with the longest that the contract takes, fewer are shown. */
const LETTERS_BYTES = 4_000;
const TABLE_BYTES = 1_400;

/** The first items, as long as what is made of them fits; never none. */
function fitting<Item, Made>(items: readonly Item[], bytes: number, make: (item: Item) => Made): Made[] {
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

export function outlook(round: Round): Outlook {
  const at = silentAt(round);
  const next = at === null ? {} : { next: { at, why: `nobody has acted since ${dayOf(round.lastActAt)}` } };
  return outlookOf(round, { phase: phaseOf(round), page: (open) => details(round, open), ...next });
}

/** A moment that is neither a duty's nor a letter's. */
export interface Moment {
  readonly at: Instant;
  readonly why: string;
}
interface Face {
  readonly phase: string;
  /** The page in the Temporal UI. */
  readonly page: (open: readonly Duty[]) => string;
  readonly next?: Moment;
}

/** The outlook of any dossier, by its face. */
export function outlookOf(round: Dossier, { phase, page, next }: Face): Outlook {
  const open = [...openDuties(round)];
  // While history is entered nothing is awaited: a clock of the paper years may be met by the next command.
  const running = isEntering(round) ? [] : open;
  const waiting = outgoing(round);
  const { wakeAt, why } = nextMoment(round, running, waiting, next);
  return {
    ...(wakeAt === null ? {} : { wakeAt }),
    why,
    letters: fitting(
      waiting.filter(({ nextAttemptAt }) => nextAttemptAt === null).slice(0, NEAREST),
      LETTERS_BYTES,
      (letter) => dueLetter(round, letter),
    ),
    attributes: {
      phase,
      committee: round.committee,
      nextDeadline: running.reduce<Instant | null>((at, d) => (d.overdueNoted ? at : earlier(at, d.dueAt)), null),
      overdueCount: open.filter(isLate).length,
      escalationLevel: open.reduce((highest, { rung }) => Math.max(highest, rung), 0),
    },
    details: page(open),
    closed: round.ended !== null && round.outbox.length === 0,
  };
}

function nextMoment(
  round: Dossier,
  open: readonly Duty[],
  waiting: readonly Letter[],
  next: Moment | undefined,
): { wakeAt: Instant | null; why: string } {
  let wakeAt: Instant | null = null;
  let why = isEntering(round) ? 'history is being entered' : 'nothing is due';
  const consider = (at: Instant | null, reason: () => string) => {
    if (at === null || earlier(wakeAt, at) !== at || at === wakeAt) return;
    wakeAt = at;
    why = reason();
  };
  if (next) consider(next.at, () => next.why);
  for (const duty of open)
    consider(duty.wakeAt, () => `${whatComesNext(duty, round.pack, round.code)} · ${subject(duty)} due ${duty.dueOn}`);
  for (const letter of waiting) consider(letter.nextAttemptAt, () => `next attempt at a letter to ${letter.to.post}`);
  return { wakeAt, why };
}

/** `O-07 · report-1`, `O-07 · T-003 · transfer-answer-disc`, `2026 · yearly-plan`. */
function subject({ organisation, transfer, finding, about, kind }: Duty): string {
  return [organisation, transfer ?? finding ?? about ?? null, kind].filter((part) => part !== null).join(' · ');
}

/** What the UI shows of a letter: which one, to which post, why. */
function dueLetter(round: Dossier, { key, attempt, kind, to, duty: about, copy, writtenAt }: Letter): DueLetter {
  const duty = row(round.duties, about);
  const what = kind === 'undelivered' ? 'notice of a letter not delivered' : `${kind} letter`;
  const why = duty ? `${subject(duty)}${standing(duty, dayOf(writtenAt))} (${duty.clause})` : about;
  return { key, attempt, summary: `${what} · ${why} · ${copy ? 'copy to' : 'to'} ${to.post}` };
}

/** ` overdue 1 day`, ` due in 10 days`, or nothing for a duty without a figure. */
function standing({ dueOn }: Duty, today: Day): string {
  if (dueOn === null) return '';
  const left = daysBetween(today, dueOn);
  const days = Math.abs(left) === 1 ? 'day' : 'days';
  return left < 0 ? ` overdue ${-left} ${days}` : ` due in ${left} ${days}`;
}

// ——— The page in the Temporal UI ———

function details(round: Round, open: readonly Duty[]): string {
  const today = dayOf(round.at);
  const overdue = open.filter(isLate).length;
  return [
    `### ${round.code} · ${phaseOf(round)}`,
    `Committee ${round.committee} · pack ${round.pack.id} · ledger ${round.sequence} · written on ${today}`,
    ...(round.takeover === null ? [] : [takeovers[round.takeover]]),
    [
      `Findings ${landed(rows(round.findings), hasLanded)}`,
      `transfers ${landed(rows(round.transfers), ({ state }) => state === 'ACCEPTED')}`,
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
/** Late, as the ledger has noted it; nothing is while its clock stands still. */
const isLate = ({ overdueNoted, pausedOn }: Duty): boolean => overdueNoted && pausedOn === null;

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
  const duty = row(round.duties, `${round.code}/${code}/report-${report}`);
  const on = report === 1 ? report1On : report2On;
  if (!duty) return '–';
  if (on !== null) return `in ${unbroken(on)}${duty.outcome === 'MET_LATE' ? ', **late**' : ''}`;
  return isLate(duty) ? `**overdue ${bothDays(duty)}**` : `due ${bothDays(duty)}`;
}

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
function bothDays({ dueOn, originalDueOn }: Duty): string {
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
const unbroken = (day: Day | null): string => (day ?? 'no day').replaceAll('-', '\u2011');
const sortedBy = ({ dueOn, key }: Duty): string => `${dueOn} ${key}`;

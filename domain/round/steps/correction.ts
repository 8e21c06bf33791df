/** Correction (J-V.5d, T-5). A day that was entered wrongly is corrected and not overwritten: both days stay, the open duties that run
 *  from it are counted afresh, and the letters that have left are listed. Lateness that is in the ledger stays there. */
import { addToDay, dayOf, latestOf } from '../../calendar.ts';
import { isEntering } from '../../dossier/dossier.ts';
import { dutyOf, withDuty } from '../../dossier/duties.ts';
import { type Duty, outcomeBy } from '../../dossier/duty.ts';
import { rescheduled } from '../../dossier/ladder.ts';
import { all, get, put } from '../../keyed.ts';
import { rolesOfPost } from '../../people/posts.ts';
import { termsOf } from '../../policy/pack.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import { type Code, type Day, feedbackParties, type Instant } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { isReceipt } from '../entries.ts';
import type { CorrectableEvent, Entry } from '../entry.ts';
import { type CorrectionEvents, happened } from '../events.ts';
import { organisationOf, transferOf, withOrganisation, withTransfer } from '../parts.ts';
import { officeNeeded, secondOfOffice } from '../../people/second-persons.ts';
import type { Organisation, Round } from '../state.ts';
import { signedOn } from './feedback.ts';

interface Moved {
  readonly duty: string;
  readonly from: Day | null;
  readonly to: Day;
}

export const correctionRules = {
  correct: command('correct', ['sequence'], {
    clause: 'J-V.5d',
    ownAct: true,
    // Whoever entered it, or holds the post by which it was entered.
    who: (round, { sequence }) => {
      const { posts } = entryOf(round, sequence);
      return ['SELF', ...posts.flatMap(({ post }) => rolesOfPost[post].slice(0, 1))];
    },
    confirmedBy(round, { sequence, to }, { facts, by }) {
      const moves = movedBy(round, entryOf(round, sequence), to).map(({ duty }) => dutyOf(round, duty));
      if (moves.every(({ basis }) => basis === 'T')) return secondOfOffice(facts, by);
      const leaders = facts.holders.filter(({ post }) => post === 'LG_LEADER');
      return leaders.some(({ person }) => person !== by) ? ['LGL'] : ['XDL', 'SEC'];
    },
    // Those from which a clock runs; every other one can be named too.
    targets(round) {
      const running = new Set([...all(round.duties)].flatMap(originsOf));
      const runs = (entry: Entry) => origins(entry.type, entry).some((origin) => running.has(origin));
      return [...all(round.entries)].filter(runs).map(({ sequence }) => ({ sequence }));
    },
    gate: () => undefined,
    notBefore: (round, { sequence }) => entryOf(round, sequence).enteredOn,
    facts: ({ committee }) => {
      const { holders } = officeNeeded(committee);
      return { holders: [...holders, { post: 'LG_LEADER', place: committee }] };
    },
    decide(round, { sequence, field, to, reason }, { on }) {
      const entry = entryOf(round, sequence);
      const refused = requireBelievable(round, entry, to);
      if (refused) return refused;
      const moved = movedBy(round, entry, to);
      const corrected = { entry: sequence, type: entry.type, field, from: entry.on, to, reason, moved };
      return [happened('EntryCorrected', 'J-V.5d', on, { ...corrected, letters: sentAbout(round, moved) })];
    },
  }),
};

export const correctionTransitions: Transitions<CorrectionEvents> = {
  EntryCorrected(round, { at, data: { entry: sequence, to, moved } }) {
    const entry = entryOf(round, sequence);
    let corrected = atDay[entry.type](round, entry, to);
    corrected = { ...corrected, entries: put(corrected.entries, String(sequence), { ...entry, on: to }) };
    for (const duty of runningFrom(corrected, entry))
      corrected = withDuty(corrected, duty.key, { anchor: { ...duty.anchor, on: anchorDay(round, entry, to) } });
    for (const { duty, to: dueOn } of moved) {
      const before = dutyOf(corrected, duty);
      corrected = withDuty(corrected, duty, {
        ...rescheduled(before, dueOn, corrected.pack, corrected.code, at),
        originalDueOn: firstDay(corrected, before, at),
      });
    }
    for (const key of entry.closed)
      corrected = withDuty(corrected, key, closedOn(corrected, dutyOf(corrected, key), to));
    return corrected;
  },
};

/** Where the day of each event stands in the round. */
const atDay: Readonly<Record<CorrectableEvent, (round: Round, entry: Entry, on: Day) => Round>> = {
  RoundApproved: (round, _entry, on) => ({ ...round, approvedOn: on }),
  RoundMobilised: (round, _entry, on) => ({ ...round, mobilisedOn: on }),
  UndertakingSigned: (round, { about: { person = '' } }, on) => ({
    ...round,
    undertakings: { ...round.undertakings, [person]: on },
  }),
  EntryNoticePublished: atOrganisation('noticeOn'),
  TeamEntered: atOrganisation('enteredOn'),
  TeamWithdrawn: atOrganisation('withdrawnOn'),
  ReportSubmitted: atOrganisation('reportSubmittedOn'),
  ReportReviewed: atOrganisation('reportReviewedOn'),
  FeedbackGiven: atFeedback('givenOn', 'to'),
  FeedbackSigned: atFeedback('signedOn', 'as'),
  FeedbackServed: atFeedback('signedOn', 'as'),
  TransferSent: atTransfer,
  TransferReceived: atTransfer,
  TransferServed: atTransfer,
  ImmediateItemSigned: atItem,
  PlanSubmitted: atOrganisation('planSubmittedOn'),
  PlanAccepted: atOrganisation('planAcceptedOn'),
  RectificationReportSubmitted: atOrganisation('report1On'),
  PrincipalReportSubmitted: atOrganisation('report2On'),
  FiledUpward: (round) => round,
  FilingReceipted: (round) => round,
};

function atOrganisation(field: DayOfOrganisation) {
  return (round: Round, { organisation, on: before }: Entry, on: Day): Round =>
    organisation !== null && organisationOf(round, organisation)[field] === before
      ? withOrganisation(round, organisation, { [field]: on })
      : round;
}
type DayOfOrganisation = Extract<keyof Organisation, `${string}On`>;

function atFeedback(field: 'givenOn' | 'signedOn', party: 'to' | 'as') {
  return (round: Round, { organisation, about }: Entry, on: Day): Round => {
    if (organisation === null) return round;
    const { feedback } = organisationOf(round, organisation);
    const changed = feedbackParties.find((each) => each === about[party]);
    const given = changed && feedback[changed];
    if (!given) return round;
    return withOrganisation(round, organisation, { feedback: { ...feedback, [changed]: { ...given, [field]: on } } });
  };
}

/** The day of a transfer is that of its last step. */
function atTransfer(round: Round, { about: { transfer = '' }, on: before }: Entry, on: Day): Round {
  return transferOf(round, transfer).steppedOn === before ? withTransfer(round, transfer, { steppedOn: on }) : round;
}
function atItem(round: Round, { about: { item = '' }, on: before }: Entry, on: Day): Round {
  const issued = get(round.immediateItems, item);
  if (issued?.steppedOn !== before) return round;
  return { ...round, immediateItems: put(round.immediateItems, item, { ...issued, steppedOn: on }) };
}

/** A receipt lies at most the pack's days before its entry, an act for oneself on no earlier day than that; nothing lies after its
 *  entry, before what it answers or after what has answered it. From paper every day before the one on which the
 *  round was entered here is believed. */
function requireBelievable(round: Round, entry: Entry, to: Day): Refusal | undefined {
  const { on, enteredOn, fromPaper, opened, closed } = entry;
  const about = { sequence: String(entry.sequence), on: to };
  if (to === on) return refuse('J-V.5d', 'AnotherDay', about);
  if (to > enteredOn) return refuse('J-V.5d', 'DayOfEntry', { ...about, latest: enteredOn });
  if (fromPaper && round.enteredOn !== null && to >= round.enteredOn)
    return refuse('J-V.5d', 'PaperBeforeEntry', { ...about, enteredOn: round.enteredOn });
  const { paperDays } = round.pack;
  if (!fromPaper && to < on) {
    if (!isReceipt(entry) && closed.length > 0) return refuse('J-V.5d', 'OwnActToday', { ...about, today: enteredOn });
    const earliest = paperDays === undefined ? to : addToDay(enteredOn, { days: -paperDays });
    if ((isReceipt(entry) || opened.length > 0) && to < earliest)
      return refuse('J-V.5d', 'WithinPaperDays', { ...about, earliest, paperDays: paperDays ?? 0 });
  }
  const answered = latestOf([round.plannedOn, ...closed.map((key) => dutyOf(round, key).anchor.on)]);
  if (answered !== null && to < answered) return refuse('J-V.5d', 'onNotBeforeWhatItAnswers', { ...about, answered });
  const answers = opened.flatMap((key) => dutyOf(round, key).closedOn ?? []);
  const first = answers.sort()[0];
  if (first !== undefined && to > first) return refuse('J-V.5d', 'NotAfterItsAnswer', { ...about, answered: first });
  return requireInOrder(round, entry, to);
}

/** The days of a stay keep their order. */
function requireInOrder(round: Round, entry: Entry, to: Day): Refusal | undefined {
  const { organisation } = entry;
  if (organisation === null) return undefined;
  const days = (of: Round) => {
    const { noticeOn, enteredOn, withdrawnOn, reportSubmittedOn, reportReviewedOn, decidedOn } = organisationOf(
      of,
      organisation,
    );
    return [noticeOn, enteredOn, withdrawnOn, reportSubmittedOn, reportReviewedOn, decidedOn].flatMap(
      (day) => day ?? [],
    );
  };
  const isInOrder = (each: readonly Day[]) => each.every((day, i) => i === 0 || (each[i - 1] ?? day) <= day);
  const isWrong = isInOrder(days(round)) && !isInOrder(days(atDay[entry.type](round, entry, to)));
  return isWrong ? refuse('J-V.5d', 'DaysInOrder', { organisation, on: to }) : undefined;
}

/** What a duty runs from: an event, by its place; of the receipt of a feedback, the organisation's either one. */
const origins = (
  event: string,
  { sequence, organisation }: { readonly sequence: number; readonly organisation: Code | null },
): string[] => [String(sequence), ...(isReceiptOfFeedback(event) ? [`receipt of ${organisation}`] : [])];

const originsOf = ({ anchor: { event, sequence }, organisation }: Duty): string[] =>
  origins(event, { sequence, organisation });

/** The duties that run from what was entered, open and closed. */
function runningFrom(round: Round, entry: Entry): Duty[] {
  const wanted = origins(entry.type, entry);
  return [...all(round.duties)].filter((duty) => originsOf(duty).some((origin) => wanted.includes(origin)));
}
const isReceiptOfFeedback = (event: string): boolean => event === 'FeedbackSigned' || event === 'FeedbackServed';
/** The clock of the two reports runs from the later receipt. */
function anchorDay(round: Round, entry: Entry, to: Day): Day {
  if (!isReceiptOfFeedback(entry.type) || entry.organisation === null) return to;
  return signedOn(organisationOf(atDay[entry.type](round, entry, to), entry.organisation)) ?? to;
}

/** The open duties whose day another day of the entry moves. A day that a person gave stays. */
function movedBy(round: Round, entry: Entry, to: Day): Moved[] {
  return runningFrom(round, entry).flatMap((duty) => {
    const { key, kind, given, dueOn, outcome, pausedDays, extendedTo } = duty;
    const { span } = termsOf(round.pack, kind);
    if (outcome !== null || given || span === null || dueOn === null) return [];
    const counted = addToDay(addToDay(anchorDay(round, entry, to), span), { days: pausedDays });
    const day = extendedTo !== null && extendedTo > counted ? extendedTo : counted;
    return day === dueOn ? [] : [{ duty: key, from: dueOn, to: day }];
  });
}

/** The first due day of a duty with the right anchor. One that has gone by stays: no correction makes timely what was late. */
function firstDay(round: Round, { kind, anchor, originalDueOn }: Duty, at: Instant): Day | null {
  const { span } = termsOf(round.pack, kind);
  if (span === null || originalDueOn === null) return originalDueOn;
  const day = addToDay(anchor.on, span);
  const isPast = originalDueOn < dayOf(at) && !isEntering(round);
  return isPast && originalDueOn < day ? originalDueOn : day;
}

/** The day on which it was met, as its actor says. It counts by its arrival as before; while history is entered, by the day itself. */
function closedOn(round: Round, duty: Duty, to: Day): Partial<Duty> {
  if (isEntering(round)) {
    const isMet = duty.outcome === 'MET' || duty.outcome === 'MET_LATE';
    return { closedOn: to, ...(isMet ? { outcome: outcomeBy(duty, to) } : {}) };
  }
  const { arrivedOn = duty.closedOn } = duty;
  return { closedOn: to, ...(arrivedOn === null ? {} : { arrivedOn }) };
}

/** The letters about the moved duties that have left: whoever got them is to be told. */
const sentAbout = (round: Round, moved: readonly Moved[]): string[] =>
  [...all(round.letters)]
    .filter(({ duty, sentAt }) => sentAt !== null && moved.some((each) => each.duty === duty))
    .map(({ key }) => key)
    .sort();

function entryOf(round: Round, sequence: number): Entry {
  const entry = get(round.entries, String(sequence));
  if (!entry) throw new Error(`${sequence} of ${round.code} is no entry that can be corrected`);
  return entry;
}

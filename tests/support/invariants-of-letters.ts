/** Whether R4 and R5 hold for one round: every rung once and none too early, every letter to whom it belongs. The ladder is
 *  written down here a second time. */
import type { EventRead, Evidence, LetterRead, MailRead } from './evidence.ts';

interface RungExpected {
  readonly rung: number;
  readonly days: number;
  readonly every?: number;
  readonly to: readonly string[];
  readonly copies: readonly string[];
}
const climb = (first: string, second: string, red: readonly string[]): readonly RungExpected[] => [
  { rung: 1, days: -20, to: [first], copies: [] },
  { rung: 2, days: -10, to: [first, second], copies: [] },
  { rung: 3, days: 1, to: red, copies: ['OFFICE_DIRECTOR'] },
  { rung: 4, days: 10, every: 10, to: ['LG_LEADER'], copies: [] },
];
const ofOrganisation = climb('PERSON_IN_CHARGE', 'LEADER_IN_CHARGE', ['LIAISON', 'PRINCIPAL']);
/** The ladder of `jilin-2017`, as people know it. */
const ladders: ReadonlyMap<string, readonly RungExpected[]> = new Map([
  ['report-1', ofOrganisation],
  ['report-2', ofOrganisation],
  ['second-rectification', ofOrganisation],
  [
    'transfer-answer-disc',
    climb('DISCIPLINE_ORGAN', 'DISCIPLINE_SECRETARY', ['DISCIPLINE_ORGAN', 'DISCIPLINE_SECRETARY']),
  ],
  [
    'transfer-answer-od',
    climb('ORGANISATION_DEPARTMENT', 'ORGANISATION_HEAD', ['ORGANISATION_DEPARTMENT', 'ORGANISATION_HEAD']),
  ],
]);

const MINUTE = 60_000;
const DAY = 86_400_000;
/** What belongs to a moment has happened this long after it. */
export const GRACE = 2 * MINUTE;
const SPREAD = 15 * MINUTE;

/** 08:30 in Beijing, so many days after a day. */
const halfPastEight = (day: string, days: number): number => Date.parse(`${day}T08:30:00+08:00`) + days * DAY;

interface DutyLife {
  readonly key: string;
  readonly kind: string;
  readonly dueOn: string;
  readonly openedAt: number;
  readonly closed: EventRead | undefined;
}

function livesOf(events: readonly EventRead[]): DutyLife[] {
  return events.flatMap((opening) =>
    opening.opens.flatMap(({ key, kind, dueOn }) => {
      if (typeof dueOn !== 'string') return [];
      const closed = events.find(
        ({ sequence, closes }) => sequence > opening.sequence && closes.some((closing) => closing['key'] === key),
      );
      return [
        {
          key: String(key),
          kind: String(kind),
          dueOn,
          openedAt: Date.parse(opening.at),
          closed,
        },
      ];
    }),
  );
}

export function* told({ events, now }: Evidence): Generator<string> {
  const minutes = new Set<number>();
  for (const duty of livesOf(events)) {
    const reached = events.filter(({ type, data }) => type === 'RungReached' && data['duty'] === duty.key);
    const until = duty.closed ? Date.parse(duty.closed.at) : Date.parse(now);
    for (const { rung, days, every } of ladders.get(duty.kind) ?? []) {
      for (let repetition = 1; repetition === 1 || every; repetition++) {
        const from = halfPastEight(duty.dueOn, days + (repetition - 1) * (every ?? 0));
        const name = `rung ${rung}.${repetition} of ${duty.key}`;
        const [found, ...more] = reached.filter(
          ({ data }) => data['rung'] === rung && data['repetition'] === repetition,
        );
        if (more.length > 0) yield `R4: ${name} was reached ${more.length + 1} times`;
        if (!found) {
          if (Math.max(from + SPREAD, duty.openedAt) + GRACE <= until)
            yield `R4: ${name}, due ${iso(from)}, was never reached`;
          break;
        }
        const due = Date.parse(String(found.data['due']));
        minutes.add((due - from) / MINUTE);
        if (due < from || due >= from + SPREAD) yield `R5: ${name} names ${iso(due)} as its moment, not ${iso(from)}`;
        if (Date.parse(found.at) < due) yield `R5: ${name} was reached at ${found.at}, before ${iso(due)}`;
        if (found.data['actual'] !== found.at)
          yield `R5: ${name} says it was reached at ${found.data['actual']}, not ${found.at}`;
        if (duty.closed && found.sequence > duty.closed.sequence)
          yield `R5: ${name} was reached after the duty was closed (${duty.closed.sequence})`;
      }
    }
    if (reached.some(({ data }) => !expects(duty.kind, data['rung']))) yield `R4: ${duty.key} has a rung of no ladder`;
  }
  if (minutes.size > 1) yield `R5: the letters of one round leave at different minutes: ${[...minutes].join()}`;
}

const expects = (kind: string, rung: unknown): boolean =>
  (ladders.get(kind) ?? []).some((expected) => expected.rung === rung);

export function* letters({ events, letters: all, mails, crashes, now }: Evidence): Generator<string> {
  const kinds = new Map(livesOf(events).map(({ key, kind }) => [key, kind]));
  for (const { data } of events.filter(({ type }) => type === 'RungReached')) {
    const { duty, rung, repetition, overtaken } = data;
    const name = `rung ${rung}.${repetition} of ${duty}`;
    const written = all.filter((l) => l.duty === duty && l.rung === rung && l.repetition === repetition);
    if (overtaken === true) {
      if (written.length > 0) yield `R4: ${name} was overtaken and wrote ${written.length} letters`;
      continue;
    }
    const ladder = ladders.get(kinds.get(String(duty)) ?? '')?.find((expected) => expected.rung === rung);
    const wanted = [...(ladder?.to ?? []), ...(ladder?.copies ?? []).map((post) => `copy ${post}`)].sort().join();
    const got = written
      .map(({ copy, to }) => (copy ? `copy ${to.post}` : to.post))
      .sort()
      .join();
    if (wanted !== got) yield `R4: ${name} should write to [${wanted}], it wrote to [${got}]`;
  }
  for (const letter of all) yield* oneLetter(letter, events, mails, now);

  const copies = new Map<string, number>();
  const owners = new Map<string, string>();
  for (const { letter, messageId } of mails) {
    copies.set(letter, (copies.get(letter) ?? 0) + 1);
    const owner = owners.get(messageId);
    if (owner !== undefined && owner !== letter) yield `R4: ${owner} and ${letter} share the Message-ID ${messageId}`;
    owners.set(messageId, letter);
  }
  // A crash can catch every letter that is under way, but each of them once.
  for (const [letter, count] of copies)
    if (count - 1 > crashes) yield `R4: ${count - 1} further copies of ${letter}, and only ${crashes} crashes`;
}

function* oneLetter(
  { letter, state, to, nextAttemptAt }: LetterRead,
  events: readonly EventRead[],
  mails: readonly MailRead[],
  now: string,
): Generator<string> {
  const sent = events.filter(({ type, data }) => type === 'LetterSent' && data['letter'] === letter);
  const arrived = mails.filter((mail) => mail.letter === letter);
  if (sent.length > 1) yield `R4: ${letter} was sent ${sent.length} times`;
  if (new Set(arrived.map(({ messageId }) => messageId)).size > 1)
    yield `R4: the copies of ${letter} do not share one Message-ID`;
  for (const mail of arrived)
    if (!mail.to.startsWith(`${to.person?.toLowerCase()}@`)) yield `R4: ${letter} to ${to.person} reached ${mail.to}`;
  if (state === 'SENT' || state === 'SIGNED') {
    if (sent.length === 0) yield `R4: ${letter} is ${state}, and no event says that it was sent`;
    if (arrived.length === 0) yield `R4: ${letter} was sent, and no copy reached the mail server`;
  } else if (sent.length > 0) yield `R4: ${letter} was sent, and is ${state}`;
  if (state === 'PREPARED' && (nextAttemptAt === null || Date.parse(nextAttemptAt) + GRACE < Date.parse(now)))
    yield `R4: ${letter} is unsent, and its next attempt (${nextAttemptAt}) does not lie ahead`;
}

/** `1年2月3日`: the day in Beijing, as letters write it. */
function inWords(instant: string): string {
  const [year, month, day] = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10).split('-');
  return `${Number(year)}年${Number(month)}月${Number(day)}日`;
}

/** A letter never leaves before its moment, none is written after its duty was met, a late one says both times. */
export function* early({ events, letters: all, mails }: Evidence): Generator<string> {
  const lives = new Map(livesOf(events).map((duty) => [duty.key, duty]));
  const liveAt = events.find(({ type }) => type === 'WentLive')?.at;
  /** What fell due before the round went live was written on paper, and the letter says so. */
  const onPaper = (due: string) => liveAt !== undefined && Date.parse(due) <= Date.parse(liveAt);
  for (const { sequence, type, data } of events) {
    if (type !== 'LetterWritten' || data['rung'] === 0) continue;
    const closed = lives.get(String(data['duty']))?.closed;
    if (closed && sequence > closed.sequence)
      yield `R5: ${data['letter']} (${sequence}) was written after its duty was met (${closed.sequence})`;
  }
  for (const { letter, rung, duty, repetition, rungDueAt, writtenAt, sentAt } of all) {
    if (rung === 0) continue;
    const reached = events.find(
      ({ type, data }) =>
        type === 'RungReached' && data['duty'] === duty && data['rung'] === rung && data['repetition'] === repetition,
    );
    if (rungDueAt === null || rungDueAt !== reached?.data['due']) {
      yield `R5: ${letter} names ${rungDueAt} as its rung's moment, the rung says ${reached?.data['due']}`;
      continue;
    }
    const late = Date.parse(writtenAt) - Date.parse(rungDueAt);
    if (late < 0) yield `R5: ${letter} was written at ${writtenAt}, before ${rungDueAt}`;
    if (sentAt !== null && Date.parse(sentAt) < Date.parse(rungDueAt))
      yield `R5: ${letter} was sent at ${sentAt}, before ${rungDueAt}`;
    for (const { text } of mails.filter((mail) => mail.letter === letter)) {
      const both = /本函应于(.+?)制发，实际于(.+?)制发/.exec(text.replaceAll(/\s/g, ''));
      const right = onPaper(rungDueAt)
        ? text.includes('此前以纸质方式办理')
        : both?.[1]?.startsWith(inWords(rungDueAt)) && both[2]?.startsWith(inWords(writtenAt));
      if (late > 60 * MINUTE && !right)
        yield `R5: ${letter} is late by ${Math.round(late / MINUTE)} minutes, and its mail does not say both times`;
    }
  }
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

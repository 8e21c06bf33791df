/** A judge from outside: whether R1 to R8 (docs: what must never happen) hold for one round. It reads what anybody can
 *  read (events, letters, duties over HTTP), the mail that arrived, and what the callers sent and were told. It shares no
 *  code with the program: chain, ladder and texts are written down here a second time. */
import { createHash } from 'node:crypto';

/** Of what an event says, the fields that the judge reads: codes, days, instants, numbers. */
type Scalar = string | number | boolean | null;
type Fields = Readonly<Record<string, Scalar>>;

export interface EventRead {
  readonly sequence: number;
  readonly type: string;
  readonly at: string;
  readonly on: string;
  readonly recordedAt: string;
  readonly by: string;
  readonly clause: string;
  readonly command: string | null;
  readonly data: Fields;
  readonly opens: readonly Fields[];
  readonly closes: readonly Fields[];
  readonly hash: string;
}
export interface LetterRead {
  readonly letter: string;
  readonly kind: string;
  readonly duty: string;
  readonly rung: number;
  readonly repetition: number;
  readonly copy: boolean;
  readonly state: string;
  readonly to: { readonly post: string; readonly person: string | null };
  readonly writtenAt: string;
  readonly rungDueAt: string | null;
  readonly sentAt: string | null;
  readonly nextAttemptAt: string | null;
}
export interface DutyRead {
  readonly key: string;
  readonly kind: string;
  readonly dueOn: string | null;
  readonly outcome: string | null;
  readonly nextMomentAt: string | null;
}
export interface MailRead {
  readonly letter: string;
  readonly messageId: string;
  readonly to: string;
  readonly text: string;
}
/** One request of a caller: what was asked, when, and how it ended. A request is repeated under its key. */
export interface Asked {
  /** The `Idempotency-Key`; null for the plan, which has none. */
  readonly key: string | null;
  readonly by: string;
  readonly action: string;
  /** Milliseconds, by the clock of the test. */
  readonly sentAt: number;
}
export interface Answered extends Asked {
  readonly answeredAt: number;
  readonly answer: AnswerRead;
}
export interface AnswerRead {
  readonly sequence: number;
  readonly events?: readonly { readonly sequence: number; readonly type: string }[];
}
export interface Evidence {
  readonly round: string;
  readonly events: readonly EventRead[];
  readonly letters: readonly LetterRead[];
  readonly duties: readonly DutyRead[];
  readonly mails: readonly MailRead[];
  readonly answered: readonly Answered[];
  readonly refused: readonly Asked[];
  /** Sent, and never told how it ended. */
  readonly unanswered?: readonly Asked[];
  /** Kills and dropped lines: so many further copies of letters are excused. */
  readonly crashes: number;
  /** The round's own time. */
  readonly now: string;
}

/** What is wrong, as sentences that begin with the invariant; empty when all is well. */
export function judge(evidence: Evidence): string[] {
  return [kept, invented, whole, told, letters, early, unstuck, refusalIsNothing, sameAnswer].flatMap((rule) => [
    ...rule(evidence),
  ]);
}

// ——— R1, R2: commands and events ———

function* kept({ events, answered, unanswered = [] }: Evidence): Generator<string> {
  const commands = answered.filter(({ key }) => key !== null);
  for (const { key, action, answer } of unique(commands)) {
    const own = events.filter(({ command }) => command === key);
    if (own.length === 0) yield `R1: ${action} (${key}) was answered ${answer.sequence} and is not in the ledger`;
    else if (own.at(-1)?.sequence !== answer.sequence)
      yield `R1: ${action} (${key}) was answered ${answer.sequence}, its last event is ${own.at(-1)?.sequence}`;
    const said = (answer.events ?? []).map(({ sequence, type }) => `${sequence} ${type}`).join();
    const found = own.map(({ sequence, type }) => `${sequence} ${type}`).join();
    if (said !== found) yield `R1: ${action} (${key}) was answered with [${said}], the ledger has [${found}]`;
  }
  // Whoever was answered before another one asked for the first time stands before it.
  const first = new Map<string | null, Answered>();
  const firstTry = new Map<string | null, number>();
  for (const { key, sentAt } of unanswered) firstTry.set(key, Math.min(sentAt, firstTry.get(key) ?? sentAt));
  for (const request of commands) {
    const { key, sentAt, answeredAt } = first.get(request.key) ?? request;
    const earliest = {
      sentAt: Math.min(sentAt, request.sentAt, firstTry.get(key) ?? sentAt),
      answeredAt: Math.min(answeredAt, request.answeredAt),
    };
    first.set(key, { ...request, ...earliest });
  }
  const byAnswer = [...first.values()].sort((a, b) => a.answeredAt - b.answeredAt);
  for (const later of byAnswer) {
    let highest: Answered | undefined;
    for (const earlier of byAnswer) {
      if (earlier.answeredAt >= later.sentAt) break;
      if (!highest || earlier.answer.sequence > highest.answer.sequence) highest = earlier;
    }
    if (highest && highest.answer.sequence > later.answer.sequence)
      yield `R1: ${later.key} (${later.answer.sequence}) was asked after ${highest.key} (${highest.answer.sequence}) was answered`;
  }
}

const MAILROOM_EVENTS = new Set(['LetterSent', 'LetterFailed', 'LetterWritten']);
const TIME_EVENTS = new Set([
  'RungReached',
  'DutyWentOverdue',
  'LetterWritten',
  'LetterFailed',
  'LetterDueAgain',
  'LetterWithdrawn',
]);

function* invented({
  round,
  events,
  answered,
  refused,
  unanswered = [],
  letters: known,
  mails,
}: Evidence): Generator<string> {
  const asked = new Map([...answered, ...refused, ...unanswered].map((request) => [request.key, request]));
  const planned = [...answered, ...unanswered].some(({ action }) => action === 'plan-round');
  for (const { sequence, type, by, command } of events) {
    const said = `R2: event ${sequence} (${type}, by ${by}, ${command})`;
    if (sequence === 1 && planned) continue;
    if (command === null) {
      if (by !== 'time' || !TIME_EVENTS.has(type)) yield `${said} comes from no command, nor from time`;
    } else if (by === 'post') {
      if (!MAILROOM_EVENTS.has(type) || !command.startsWith(`${round}/`)) yield `${said} is none of the mailroom's`;
    } else if (asked.get(command)?.by !== by) yield `${said} comes from a command that nobody sent`;
  }
  const keys = new Set(known.map(({ letter }) => letter));
  for (const { letter, to } of mails) if (!keys.has(letter)) yield `R2: a mail to ${to} is no letter: ${letter}`;
}

// ——— R3: the ledger is whole ———

function* whole({ round, events, duties, letters: read }: Evidence): Generator<string> {
  for (const [i, { sequence }] of events.entries())
    if (sequence !== i + 1) {
      yield `R3: sequence ${i + 1} is missing or out of place: ${sequence}`;
      break;
    }
  let before = sha256(`xuncha ledger ${round}`);
  for (const event of events) {
    if (linked(before, event) !== event.hash) {
      yield `R3: the chain breaks at ${event.sequence}`;
      break;
    }
    before = event.hash;
  }
  const outcomes = new Map<Scalar | undefined, Scalar | undefined>();
  for (const { opens, closes } of events) {
    for (const { key } of opens) outcomes.set(key, null);
    for (const { key, outcome } of closes) outcomes.set(key, outcome);
  }
  const rows = new Map<Scalar | undefined, Scalar | undefined>(duties.map(({ key, outcome }) => [key, outcome]));
  yield* differences('R3: duty', outcomes, rows);
  const states = new Map<Scalar | undefined, Scalar | undefined>();
  for (const { type, data } of events) {
    if (type === 'LetterWritten') states.set(data['letter'], 'PREPARED');
    if (type === 'LetterSent') states.set(data['letter'], 'SENT');
    if (type === 'LetterFailed' && data['final'] === true) states.set(data['letter'], 'BOUNCED');
    if (type === 'LetterWithdrawn') states.set(data['letter'], 'WITHDRAWN');
    if (type === 'LetterSigned') states.set(data['letter'], 'SIGNED');
  }
  yield* differences(
    'R3: letter',
    states,
    new Map<Scalar | undefined, Scalar | undefined>(read.map(({ letter, state }) => [letter, state])),
  );
}

/** What became of each duty or letter. */
type Told = ReadonlyMap<Scalar | undefined, Scalar | undefined>;

function* differences(what: string, told: Told, shown: Told): Generator<string> {
  for (const key of new Set([...told.keys(), ...shown.keys()]))
    if (told.get(key) !== shown.get(key))
      yield `${what} ${key}: the events say ${told.get(key)}, the list says ${shown.get(key)}`;
}

/** The chain once more, for doctored evidence that only one rule should find. */
export function rehash(round: string, events: readonly EventRead[]): EventRead[] {
  let hash = sha256(`xuncha ledger ${round}`);
  return events.map((event) => ({ ...event, hash: (hash = linked(hash, event)) }));
}

const linked = (before: string, { hash: _hash, ...link }: EventRead): string => sha256(before + sorted(link));
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = new Map(Object.entries(value));
  return `{${[...fields.keys()]
    .sort()
    .map((name) => `${JSON.stringify(name)}:${sorted(fields.get(name))}`)
    .join()}}`;
}

// ——— R4, R5: rungs and letters ———

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
const GRACE = 2 * MINUTE;
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

function* told({ events, now }: Evidence): Generator<string> {
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

function* letters({ events, letters: all, mails, crashes, now }: Evidence): Generator<string> {
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
function* early({ events, letters: all, mails }: Evidence): Generator<string> {
  const lives = new Map(livesOf(events).map((duty) => [duty.key, duty]));
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
      const right = both?.[1]?.startsWith(inWords(rungDueAt)) && both[2]?.startsWith(inWords(writtenAt));
      if (late > 60 * MINUTE && !right)
        yield `R5: ${letter} is late by ${Math.round(late / MINUTE)} minutes, and its mail does not say both times`;
    }
  }
}

// ——— R6, R7, R8 ———

function* unstuck({ duties, now }: Evidence): Generator<string> {
  for (const { key, outcome, nextMomentAt } of duties)
    if (outcome === null && nextMomentAt !== null && Date.parse(nextMomentAt) + GRACE < Date.parse(now))
      yield `R6: ${key} waits for ${nextMomentAt}, and it is ${now}`;
}

function* refusalIsNothing({ events, refused }: Evidence): Generator<string> {
  for (const { key, action } of unique(refused)) {
    const own = events.filter(({ command }) => command === key);
    if (key !== null && own.length > 0) yield `R7: ${action} (${key}) was refused, and left ${own.length} events`;
  }
}

function* sameAnswer({ answered }: Evidence): Generator<string> {
  const first = new Map<string, string>();
  for (const { key, action, answer } of answered) {
    if (key === null) continue;
    const said = sorted(answer);
    const before = first.get(key) ?? said;
    if (before !== said) yield `R8: ${action} (${key}) was answered twice, and not alike: ${before} / ${said}`;
    first.set(key, before);
  }
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
const unique = <T extends Asked>(requests: readonly T[]): T[] => [
  ...new Map(requests.map((request) => [request.key, request])).values(),
];

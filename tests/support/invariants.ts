/** A judge from outside: whether R1 to R8 (docs: what must never happen) hold for one round. It reads what anybody can
 *  read (events, letters, duties over HTTP), the mail that arrived, and what the callers sent and were told. It shares no
 *  code with the program: chain, ladder and texts are written down here a second time. */
import { createHash } from 'node:crypto';
import type { Answered, Asked, EventRead, Evidence, Scalar } from './evidence.ts';
import { early, GRACE, letters, told } from './invariants-of-letters.ts';

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

const unique = <T extends Asked>(requests: readonly T[]): T[] => [
  ...new Map(requests.map((request) => [request.key, request])).values(),
];

/** Letters (J-V.4h): written to a post, addressed to its holder of that day, one per recipient, never dropped.
 *
 *  A letter's key is the path of its occasion and its recipient; nothing is ever sent twice under one key. A failed
 *  delivery is an event, and the next attempt a moment like any other. When a post is vacant, has no address, or the
 *  mailroom gives up, the office is told. */
import type { DeliveryReportPayload } from '../../contracts/requests/delivery-report.ts';
import type { Clause } from '../../opinion/clauses.ts';
import { asInstant, dayOf } from '../calendar.ts';
import { get, put } from '../keyed.ts';
import {
  type Holder,
  isAtOrganisation,
  isSamePost,
  type Post,
  type PostAt,
  postOf,
  type Substitute,
} from '../people/posts.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Code, Day, Instant } from '../vocabulary.ts';
import { type Dossier, isEntering } from './dossier.ts';
import {
  type EventOf,
  happened,
  type LetterEvents,
  type LetterFailure,
  type RecordedOf,
  type WithdrawalReason,
} from './events.ts';
import type { Addressee, Entered, Letter, LetterKind } from './letter.ts';

/** The checks of the rules of letters, in rounds and committees alike. */
export function requireSignable(dossier: Dossier, { letter }: { readonly letter: string }): Refusal | undefined {
  const { state } = letterOf(dossier, letter);
  if (state === 'SIGNED') return refuse('J-V.4h', 'LetterNotYetSigned', { letter });
  return state === 'SENT' ? undefined : refuse('J-V.4h', 'LetterSent', { letter });
}
export function sentOn(dossier: Dossier, { letter }: { readonly letter: string }): Day | null {
  const { sentAt } = letterOf(dossier, letter);
  return sentAt === null ? null : dayOf(sentAt);
}

/** A failed attempt: the next one waits as long as the pack says; after the last, the office is told. */
export function attemptFailed(
  dossier: Dossier,
  { letter, attempt, permanent = false }: DeliveryReportPayload,
  {
    on,
    now,
    facts,
  }: { readonly on: Day; readonly now: Instant; readonly facts: { readonly holders: readonly Holder[] } },
): LetterEvent[] | Refusal {
  // A report of an earlier attempt comes too late to count.
  if (attempt !== letterOf(dossier, letter).attempt) return refuse('J-V.4h', 'LetterOnItsWay', { letter, attempt });
  const waitMinutes = permanent ? undefined : dossier.pack.retryAfterMinutes[attempt - 1];
  if (waitMinutes !== undefined) {
    const nextAttemptAt = asInstant(Date.parse(now) + waitMinutes * 60_000);
    const failed = { letter, attempt, reason: 'NOT_DELIVERED', final: false, nextAttemptAt, told: false } as const;
    return [happened('LetterFailed', 'J-V.4h', on, failed)];
  }
  return bounce(dossier, facts.holders, letterOf(dossier, letter), permanent ? 'REFUSED' : 'GIVEN_UP', attempt, on);
}

type LetterEvent = EventOf<LetterEvents, keyof LetterEvents>;
type RecordedLetterEvent<T extends keyof LetterEvents> = RecordedOf<LetterEvents, T>;

/** Of any dossier: what letters do to it. */
export const letterTransitions = {
  LetterWritten<D extends Dossier>(
    dossier: D,
    { at, data: { letter, ...written } }: RecordedLetterEvent<'LetterWritten'>,
  ): D {
    const prepared: Letter = {
      ...written,
      key: letter,
      state: 'PREPARED',
      writtenAt: at,
      attempt: 1,
      nextAttemptAt: null,
      sentAt: null,
      signedOn: null,
      signedAt: null,
      failure: null,
    };
    return { ...dossier, letters: put(dossier.letters, letter, prepared), outbox: [...dossier.outbox, letter] };
  },
  LetterSent: <D extends Dossier>(dossier: D, { at, data: { letter } }: RecordedLetterEvent<'LetterSent'>): D =>
    settled(dossier, letter, { state: 'SENT', sentAt: at, nextAttemptAt: null, failure: null }),
  LetterFailed<D extends Dossier>(dossier: D, { data }: RecordedLetterEvent<'LetterFailed'>): D {
    const { letter, reason, final, nextAttemptAt, told } = data;
    if (!final) return withLetter(dossier, letter, { nextAttemptAt, failure: reason });
    const bounced = settled(dossier, letter, { state: 'BOUNCED', nextAttemptAt: null, failure: reason });
    return told ? bounced : { ...bounced, unreachable: bounced.unreachable + 1 };
  },
  LetterDueAgain: <D extends Dossier>(
    dossier: D,
    { data: { letter, attempt } }: RecordedLetterEvent<'LetterDueAgain'>,
  ): D => withLetter(dossier, letter, { attempt, nextAttemptAt: null }),
  LetterWithdrawn: <D extends Dossier>(dossier: D, { data: { letter } }: RecordedLetterEvent<'LetterWithdrawn'>): D =>
    settled(dossier, letter, { state: 'WITHDRAWN', nextAttemptAt: null }),
  LetterSigned: <D extends Dossier>(dossier: D, { on, at, data: { letter } }: RecordedLetterEvent<'LetterSigned'>): D =>
    withLetter(dossier, letter, { state: 'SIGNED', signedOn: on, signedAt: at }),
};

/** The letter is addressed to the actor: as its post's holder today, or as the person it was written to. */
export function isAddressee(
  dossier: Dossier,
  letter: string,
  actor: { readonly person: Code; readonly posts: readonly PostAt[] },
): boolean {
  const to = get(dossier.letters, letter)?.to;
  const holdsThePost = to !== undefined && actor.posts.some((held) => isSamePost(held, to));
  return to !== undefined && (holdsThePost || to.person === actor.person);
}

// ——— Writing ———

interface Draft {
  readonly kind: LetterKind;
  readonly clause: Clause;
  readonly duty: string;
  readonly organisation: Code | null;
  /** The letter's occasion; the key is this and the recipient. */
  readonly path: string;
  readonly to: readonly PostAt[];
  readonly cc?: readonly PostAt[];
  readonly rung?: number;
  readonly repetition?: number;
  readonly proposes?: string;
  readonly rungDueAt?: Instant | null;
  readonly entered?: Entered;
  readonly on: Day;
}

/** Writes one letter to every holder of every post named, copies included; each person gets it once. While history is
 *  entered no letter is written: those of the time went out on paper. */
export function write(
  dossier: Dossier,
  holders: readonly Holder[],
  draft: Draft,
  written: Set<string> = new Set(),
): LetterEvent[] {
  const {
    kind,
    clause,
    duty,
    organisation,
    path,
    to,
    cc = [],
    rung = 0,
    repetition = 1,
    proposes = null,
    rungDueAt = null,
    entered,
    on,
  } = draft;
  if (isEntering(dossier)) return [];
  const about = { ...dossier, organisation };
  const copied = cc.flatMap((post) => addressees(about, holders, post));
  const events: LetterEvent[] = [];
  const writeTo = (addressee: Addressee, copy: boolean) => {
    const letter = freshKey(dossier, written, `${path}/${addressee.person ?? addressee.post}`);
    if (letter === undefined) return;
    written.add(letter);
    const sent = {
      letter,
      kind,
      duty,
      organisation,
      rung,
      repetition,
      to: addressee,
      cc: copied,
      copy,
      about: null,
      proposes,
      rungDueAt,
      ...(entered ? { entered } : {}),
    };
    events.push(happened('LetterWritten', clause, on, sent));
    const obstacle = undeliverable(about, holders, addressee);
    if (obstacle)
      events.push(...bounce(dossier, holders, { key: letter, duty, organisation, about: null }, obstacle, 1, on));
  };
  for (const post of to) for (const addressee of addressees(about, holders, post)) writeTo(addressee, false);
  for (const addressee of copied) writeTo(addressee, true);
  return events;
}

/** The key of a letter that its recipient does not have yet; one that was withdrawn from them does not count. */
function freshKey(dossier: Dossier, written: ReadonlySet<string>, path: string): string | undefined {
  for (let time = 1; ; time++) {
    const key = time === 1 ? path : `${path}.${time}`;
    if (written.has(key)) return undefined;
    const earlier = get(dossier.letters, key);
    if (!earlier) return key;
    if (earlier.state !== 'WITHDRAWN') return undefined;
  }
}

/** The place of a post: the organisation, or the dossier's committee; and which functional department it is. */
export function postAt(dossier: Pick<Dossier, 'committee'>, post: Post, { organisation, department }: Place): PostAt {
  if (isAtOrganisation(post) && organisation !== null) return { post, place: organisation };
  const named = post === 'FUNCTIONAL_DEPARTMENT' && department !== undefined ? { organisation: department } : {};
  return { post, place: dossier.committee, ...named };
}
interface Place {
  readonly organisation: Code | null;
  readonly department?: Code | undefined;
}

/** The post in whose place somebody is named (J-III.4a). */
export const postHeldFor = (
  place: Code,
  { for: post, department }: { readonly for: Post; readonly department?: Code | undefined },
): PostAt => postAt({ committee: place }, post, { organisation: null, department });

/** Who hears of a letter that cannot be delivered, in this order. */
const office: readonly Post[] = ['OFFICE_DIRECTOR', 'OFFICE_STAFF', 'LG_LEADER'];
export const officePosts = (dossier: Dossier): PostAt[] => office.map((post) => ({ post, place: dossier.committee }));

/** What a letter is about: its dossier, and an organisation of it. */
type About = Pick<Dossier, 'committee' | 'substitutes'> & { readonly organisation: Code | null };

function addressees(about: About, holders: readonly Holder[], asked: PostAt): Addressee[] {
  const found = [
    ...holders.filter((holder) => isSamePost(holder, asked) && mayReadOf(holder, about)).map(({ person }) => person),
    ...substitutesFor(about, asked).map(({ person }) => person),
  ];
  const post = postOf(asked);
  return found.length > 0 ? [...new Set(found)].map((person) => ({ ...post, person })) : [{ ...post, person: null }];
}

/** Whoever holds a post at an organisation is of its side: by no other post do they get a letter about it (T-3). */
const mayReadOf = ({ post, serves = [] }: Holder, { organisation }: Pick<About, 'organisation'>): boolean =>
  isAtOrganisation(post) || organisation === null || !serves.includes(organisation);

const substitutesFor = ({ committee, substitutes = [] }: About, asked: PostAt): readonly Substitute[] =>
  substitutes.filter((one) => isSamePost(postHeldFor(committee, one), asked));

function undeliverable(
  about: About,
  holders: readonly Holder[],
  { person, ...post }: Addressee,
): LetterFailure | undefined {
  if (person === null) return 'POST_VACANT';
  // Whether a substitute has an address the mailroom finds.
  if (substitutesFor(about, post).some((one) => one.person === person)) return undefined;
  return holders.some((holder) => holder.person === person && holder.hasAddress) ? undefined : 'NO_ADDRESS';
}

/** The mailroom gives a letter up. One person of the office who can be reached, and was not told of it before, is told. */
function bounce(
  dossier: Dossier,
  holders: readonly Holder[],
  { key, duty, organisation, about }: Pick<Letter, 'key' | 'duty' | 'organisation' | 'about'>,
  reason: LetterFailure,
  attempt: number,
  on: Day,
): LetterEvent[] {
  const lost = about ?? key;
  const noticeTo = (person: Code) => `${lost}/undelivered/${person}`;
  const reader = office
    .flatMap((post) => holders.filter((holder) => holder.post === post && holder.place === dossier.committee))
    .filter((holder) => mayReadOf(holder, { organisation }))
    .find(({ person, hasAddress }) => hasAddress && !get(dossier.letters, noticeTo(person)));
  const failed = { letter: key, attempt, reason, final: true, nextAttemptAt: null, told: reader !== undefined };
  const failure = happened('LetterFailed', 'J-V.4h', on, failed);
  if (!reader) return [failure];
  const notice = {
    letter: noticeTo(reader.person),
    kind: 'undelivered',
    duty,
    organisation,
    rung: 0,
    repetition: 1,
    to: { post: reader.post, place: reader.place, person: reader.person },
    cc: [],
    copy: false,
    about: lost,
    proposes: null,
    rungDueAt: null,
  } as const;
  return [failure, happened('LetterWritten', 'J-V.4h', on, notice)];
}

/** The next attempt of a letter that waits: to the same person, or, if the post has changed hands, to the new holder. */
export function tryAgain(
  dossier: Dossier,
  holders: readonly Holder[],
  letter: Letter,
  on: Day,
  written: Set<string>,
): LetterEvent[] {
  const { key, to, attempt } = letter;
  const stillHolds = addressees({ ...dossier, organisation: letter.organisation }, holders, to).some(
    ({ person }) => person === to.person,
  );
  // These are for the person, whoever holds the post by now.
  if (stillHolds || letter.kind === 'undelivered' || letter.kind === 'act-on-behalf')
    return [happened('LetterDueAgain', 'J-V.4h', on, { letter: key, attempt: attempt + 1 })];
  const path = key.slice(0, key.lastIndexOf('/'));
  return [
    happened('LetterWithdrawn', 'J-V.4h', on, { letter: key, reason: 'HOLDER_CHANGED' }),
    ...write(
      dossier,
      holders,
      {
        kind: letter.kind,
        clause: 'J-V.4h',
        duty: letter.duty,
        organisation: letter.organisation,
        path,
        // A copy stays a copy. People who have the letter already are passed over: their keys are taken.
        to: letter.copy ? [] : [to],
        cc: letter.copy ? [to] : letter.cc,
        rung: letter.rung,
        repetition: letter.repetition,
        ...(letter.proposes === null ? {} : { proposes: letter.proposes }),
        rungDueAt: letter.rungDueAt,
        on,
      },
      written,
    ),
  ];
}

/** Letters about a duty are withdrawn if they are still unsent when it is closed or its day is moved; notices to the office
 *  are not. A cancelled round withdraws every unsent letter. */
export function withdrawals(
  dossier: Dossier,
  why: { readonly closed: ReadonlySet<string>; readonly moved: ReadonlySet<string>; readonly cancelled: boolean },
  on: Day,
): LetterEvent[] {
  const reasonFor = ({ duty, rung }: Letter): WithdrawalReason | undefined => {
    if (why.cancelled) return 'ROUND_CANCELLED';
    if (rung === 0) return undefined;
    if (why.closed.has(duty)) return 'DUTY_CLOSED';
    return why.moved.has(duty) ? 'DAY_MOVED' : undefined;
  };
  return dossier.outbox.flatMap((key) => {
    const reason = reasonFor(letterOf(dossier, key));
    return reason ? [happened('LetterWithdrawn', 'J-V.4h', on, { letter: key, reason })] : [];
  });
}

/** The letters that may leave, in the order in which they were written. Those of a duty whose clock stands still wait with it. */
export function outgoing(dossier: Dossier): Letter[] {
  return dossier.outbox
    .map((key) => letterOf(dossier, key))
    .filter(({ duty, rung }) => rung === 0 || (get(dossier.duties, duty)?.pausedOn ?? null) === null);
}

/** Of those, the letters that may leave at once; the others wait for their next attempt. */
export const waitingLetters = (dossier: Dossier): Letter[] =>
  outgoing(dossier).filter(({ nextAttemptAt }) => nextAttemptAt === null);

// ——— State ———

export function letterOf(dossier: Dossier, key: string): Letter {
  const letter = get(dossier.letters, key);
  if (!letter) throw new Error(`${key} is not a letter of ${dossier.code}`);
  return letter;
}

function withLetter<D extends Dossier>(dossier: D, key: string, change: Partial<Letter>): D {
  return { ...dossier, letters: put(dossier.letters, key, { ...letterOf(dossier, key), ...change }) };
}

function settled<D extends Dossier>(dossier: D, key: string, change: Partial<Letter>): D {
  return { ...withLetter(dossier, key, change), outbox: dossier.outbox.filter((other) => other !== key) };
}

export function requireUnsent(dossier: Dossier, { letter }: { readonly letter: string }): Refusal | undefined {
  const { state } = letterOf(dossier, letter);
  return state === 'SENT' || state === 'SIGNED' ? refuse('J-V.4h', 'LetterNotYetSent', { letter }) : undefined;
}

/** Only what is on its way can fail: not what was sent, given up or withdrawn meanwhile. */
export function requireOnItsWay(dossier: Dossier, { letter }: { readonly letter: string }): Refusal | undefined {
  return letterOf(dossier, letter).state === 'PREPARED' ? undefined : refuse('J-V.4h', 'LetterOnItsWay', { letter });
}

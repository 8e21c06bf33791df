/** What all events share, and the events of letters and of time, which rounds and committees have alike. */
import type { Clause } from '../../opinion/clauses.ts';
import type { PostAt, Role } from '../people/posts.ts';
import type { Code, Day, Instant, Prose } from '../vocabulary.ts';
import type { DutyOpened, DutyClosed } from './duty.ts';
import type { LetterKind, Addressee, Entered } from './letter.ts';

/** The duties that an event opens and closes, beside what it says. */
export interface DutyChanges {
  readonly opens?: readonly DutyOpened[];
  readonly closes?: readonly DutyClosed[];
}
/** Who entered an act that is another person's, whose it is, and the posts by which it is done (T-8). */
export interface Authorship {
  readonly by: Code;
  readonly for: Code;
  readonly posts: readonly PostAt[];
}
/** An event of any dossier, as a rule makes it. */
export interface DomainEvent extends DutyChanges {
  readonly type: string;
  readonly clause: Clause;
  /** The day on which it really happened. */
  readonly on: Day;
  readonly data: object;
  /** Where it is not the act of whoever asks. */
  readonly author?: Authorship;
}
/** What the ledger adds to an event. */
export interface Recording {
  readonly sequence: number;
  readonly at: Instant;
  /** A person's code, or who acts without a post: `time`, `post`, `protected`, `operator`. */
  readonly by: string;
  /** The posts by which it was done; absent where it was done by none, and of events from before. */
  readonly posts?: readonly PostAt[];
  /** For whom `by` has entered it from paper; absent of what somebody did themselves, and of events from before. */
  readonly for?: Code;
}
/** Whose event it is: that of whoever asks, unless the rule says otherwise. */
export function recordingBy(
  { author }: Pick<DomainEvent, 'author'>,
  asker: { readonly by: string; readonly posts?: readonly PostAt[] },
): Pick<Recording, 'by' | 'posts' | 'for'> {
  const { by, posts = [] } = author ?? asker;
  return { by, ...(posts.length > 0 ? { posts } : {}), ...(author ? { for: author.for } : {}) };
}
/** The person whose act an event is. */
export const doerOf = (event: Pick<Recording, 'by' | 'for'>): string => event.for ?? event.by;

/** An event of any dossier, as the ledger keeps it. */
export type RecordedEvent<E extends DomainEvent = DomainEvent> = E & Recording;

interface Happened<T, Data> extends DutyChanges {
  readonly type: T;
  readonly clause: Clause;
  readonly on: Day;
  readonly data: Data;
  readonly author?: Authorship;
}
/** The events of a vocabulary that have one of some types. */
export type EventOf<Vocabulary, T extends keyof Vocabulary> = { [K in T]: Happened<K, Vocabulary[K]> }[T];
export type RecordedOf<Vocabulary, T extends keyof Vocabulary> = {
  [K in T]: Happened<K, Vocabulary[K]> & Recording;
}[T];

/** Makes events of one vocabulary: `happened('FeedbackSigned', 'J-V.4d', on, { organisation, as }, { closes, opens })`. */
export const happenedIn =
  <Vocabulary>() =>
  <T extends keyof Vocabulary>(
    type: T,
    clause: Clause,
    on: Day,
    data: Vocabulary[T],
    changes: DutyChanges = {},
  ): Happened<T, Vocabulary[T]> => ({ type, clause, on, data, ...changes });

// ——— Second persons ———

export interface ConfirmationEvents {
  /** What one person has asked for and a second one has to confirm. Free texts stand in the payload by reference, as in
   *  every event. */
  ActProposed: {
    readonly proposal: Code;
    readonly action: string;
    readonly payload: object;
    readonly organisation: Code | null;
    /** What the act is about in a committee's own work, by its code: a document, a filing, the study. */
    readonly about?: Code;
    readonly confirmedBy: readonly Role[];
    /** The same act was proposed before, and not answered yet. */
    readonly replaces?: Code;
    /** Whose act the office has entered from paper (T-8); `compared`: who of the office has compared it, where the act then
     *  waits for a second person of its own. */
    readonly onBehalf?: {
      readonly person: Code;
      readonly document: { readonly number: string; readonly on: Day; readonly evidence: string };
      readonly compared?: Code;
    };
  };
  /** The act itself follows. */
  ActConfirmed: {
    readonly proposal: Code;
    readonly action: string;
    readonly proposedBy: Code;
    readonly onBehalf?: {
      readonly person: Code;
      readonly document: { readonly number: string; readonly on: Day; readonly evidence: string };
      readonly compared?: Code;
    };
  };
  ActDeclined: {
    readonly proposal: Code;
    readonly action: string;
    readonly organisation: Code | null;
    readonly reason: Prose;
    /** Of an act about a transfer that the office had entered: who reads of the transfer reads the reason. */
    readonly transfer?: Code;
  };
}

// ——— Objections ———

export interface ObjectionEvents {
  /** The person whose act it is says that it is not (T-8); `act` is the event since which it is theirs. */
  ActObjected: {
    readonly objection: Code;
    readonly act: number;
    readonly action: string;
    readonly organisation: Code | null;
    /** The organisations of a round where it holds what follows; none: everywhere in the round, or the act of a committee. */
    readonly organisations: readonly Code[];
    readonly owedBy: Role;
    readonly reason: Prose;
  };
  /** `putRight`: it had been upheld, and whoever settles it has found it put right, or the person has now acted themselves. */
  ObjectionSettled: {
    readonly objection: Code;
    readonly act: number;
    readonly organisation: Code | null;
    readonly upheld: boolean;
    readonly reason?: Prose;
    readonly putRight?: 'SETTLED' | 'IN_PERSON';
  };
}

// ——— Letters ———

export type LetterFailure = 'POST_VACANT' | 'NO_ADDRESS' | 'REFUSED' | 'GIVEN_UP' | 'NOT_DELIVERED';

export type WithdrawalReason = 'DUTY_CLOSED' | 'DAY_MOVED' | 'ROUND_CANCELLED' | 'HOLDER_CHANGED';

export interface LetterEvents {
  LetterWritten: {
    readonly letter: string;
    readonly kind: LetterKind;
    readonly duty: string;
    readonly organisation: Code | null;
    readonly rung: number;
    readonly repetition: number;
    readonly to: Addressee;
    readonly cc: readonly Addressee[];
    readonly copy: boolean;
    readonly about: string | null;
    readonly proposes: string | null;
    /** When the letter's rung fell due; null for letters of no rung. `at` says when it was really written. */
    readonly rungDueAt: Instant | null;
    /** Of an act that the office has entered for the addressee. */
    readonly entered?: Entered;
  };
  LetterSent: { readonly letter: string; readonly attempt: number };
  /** `final`: no further attempt; the office is `told`, unless nobody there can be reached either. */
  LetterFailed: {
    readonly letter: string;
    readonly attempt: number;
    readonly reason: LetterFailure;
    readonly final: boolean;
    readonly nextAttemptAt: Instant | null;
    readonly told: boolean;
  };
  LetterDueAgain: { readonly letter: string; readonly attempt: number };
  LetterWithdrawn: { readonly letter: string; readonly reason: WithdrawalReason };
  LetterSigned: { readonly letter: string };
}

// ——— Time ———

export interface TimeEvents {
  DutyWentOverdue: { readonly duty: string; readonly since: Instant };
  /** Each rung once, ever. After an outage it is reached late, and says both times. */
  RungReached: {
    readonly duty: string;
    readonly rung: number;
    readonly repetition: number;
    readonly colour: string;
    readonly due: Instant;
    readonly actual: Instant;
    /** A higher rung was past as well: this one wrote no letter. */
    readonly overtaken: boolean;
  };
}

/** Events that letters and time bring about in any dossier. */
export interface SharedEvents extends LetterEvents, TimeEvents {}
export const happened = happenedIn<SharedEvents>();

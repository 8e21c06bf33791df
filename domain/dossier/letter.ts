/** A letter as the dossier that wrote it keeps it: to whom, about which duty, and how far its delivery has come. */
import type { Post } from '../people/posts.ts';
import type { Code, Instant, Day, LetterState } from '../vocabulary.ts';

export type LetterKind =
  | 'green'
  | 'yellow'
  | 'red'
  | 'top'
  | 'feedback-copy'
  | 'immediate-item'
  | 'supervision'
  | 'extension-granted'
  | 'extension-refused'
  | 'act-on-behalf'
  | 'undelivered';

export interface Addressee {
  readonly post: Post;
  readonly place: Code;
  /** Which functional department, where its post names one. */
  readonly organisation?: Code;
  /** null: nobody held the post that day. */
  readonly person: Code | null;
}

/** What a person is told of an act that the office has entered for them. */
export interface Entered {
  readonly action: string;
  /** The event since which the act is theirs: they name it when they object. */
  readonly sequence: number;
  readonly enteredOn: Day;
  readonly document: { readonly number: string; readonly on: Day };
  /** The last day on which they may object; null: the pack has no such figure. */
  readonly objectUntil: Day | null;
}

export interface Letter {
  readonly key: string;
  readonly kind: LetterKind;
  readonly organisation: Code | null;
  /** The duty that the letter is about. */
  readonly duty: string;
  readonly rung: number;
  readonly repetition: number;
  readonly to: Addressee;
  /** Who else gets the same letter, as copies of their own. */
  readonly cc: readonly Addressee[];
  /** Whether this is such a copy. */
  readonly copy: boolean;
  /** The letter that could not be delivered; of `undelivered` notices only. */
  readonly about: string | null;
  readonly proposes: string | null;
  /** What the office has entered for the addressee; of `act-on-behalf` notices only. */
  readonly entered?: Entered;
  /** When the rung fell due; `writtenAt` is when the letter was really written. */
  readonly rungDueAt: Instant | null;
  readonly state: LetterState;
  readonly writtenAt: Instant;
  readonly attempt: number;
  /** null: at once. */
  readonly nextAttemptAt: Instant | null;
  readonly sentAt: Instant | null;
  readonly signedOn: Day | null;
  readonly signedAt: Instant | null;
  readonly failure: string | null;
}

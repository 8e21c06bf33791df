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
  | 'undelivered';

export interface Addressee {
  readonly post: Post;
  readonly place: Code;
  /** null: nobody held the post that day. */
  readonly person: Code | null;
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

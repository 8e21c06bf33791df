/** What a judge from outside has before it: what anybody can read of one round (events, letters, duties over HTTP), the mail
 *  that arrived, and what the callers sent and were told. */

/** Of what an event says, the fields that the judge reads: codes, days, instants, numbers. */
export type Scalar = string | number | boolean | null;
export type Fields = Readonly<Record<string, Scalar>>;

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

/** What has been entered under a day that can be wrong (T-5): by whom, for which day, and which duties it opened and closed. */
import type { PostAt } from '../people/posts.ts';
import type { Code, Day } from '../vocabulary.ts';

/** The events whose day can be corrected. */
export const correctableEvents = [
  'RoundApproved',
  'RoundMobilised',
  'UndertakingSigned',
  'EntryNoticePublished',
  'TeamEntered',
  'TeamWithdrawn',
  'ReportSubmitted',
  'ReportReviewed',
  'FeedbackGiven',
  'FeedbackSigned',
  'FeedbackServed',
  'TransferSent',
  'TransferReceived',
  'TransferServed',
  'ImmediateItemSigned',
  'PlanSubmitted',
  'PlanAccepted',
  'RectificationReportSubmitted',
  'PrincipalReportSubmitted',
  'FiledUpward',
  'FilingReceipted',
] as const;
export type CorrectableEvent = (typeof correctableEvents)[number];

export interface Entry {
  readonly sequence: number;
  readonly type: CorrectableEvent;
  readonly by: string;
  /** The posts by which it was done; none of events from before. */
  readonly posts: readonly PostAt[];
  readonly on: Day;
  /** The day on which the ledger got it. */
  readonly enteredOn: Day;
  /** While history was entered from paper. */
  readonly fromPaper: boolean;
  readonly organisation: Code | null;
  /** The codes that say what it is about. */
  readonly about: Readonly<Record<string, string>>;
  readonly opened: readonly string[];
  readonly closed: readonly string[];
}

/** A policy pack: every figure and every recipient, as data. A round pins its pack by id, version and hash when it is
 *  planned, and carries the pack itself in its first event; a later change of the code changes no running round. */
import type { Day, HearingBody, ReferralTrigger, RequestSubject } from '../vocabulary.ts';
import type { Span } from '../calendar.ts';
import type { Post, Reviewer } from '../people/posts.ts';

/** What an event of the round opens that must be filed upward (J-VI.2c, J-III.4e). */
export const filingKinds = ['filing-arrangement', 'filing-appointment', 'filing-hearing'] as const;
export type FilingKind = (typeof filingKinds)[number];

export const dutyKinds = [
  'instruction',
  'immediate-item',
  'replacement',
  'material',
  'material-disc',
  'material-od',
  'material-fd',
  'support',
  'inspection-report',
  'feedback',
  'receipt-principal',
  'receipt-body',
  'report-1',
  'report-2',
  'plan-review',
  'plan-opinion',
  'report-opinion',
  'second-rectification',
  'subsequent-report',
  'verification',
  'further-draw',
  'second-report',
  'second-evaluation',
  'transfer-sending',
  'transfer-receipt',
  'transfer-answer-disc',
  'transfer-answer-od',
  'transfer-answer-fd',
  'transfer-more',
  'transfer-redirection',
  ...filingKinds,
  'filing-receipt',
  'guidance-answer',
  'referral-outcome',
  'regular-study',
  'term-plan',
  'implementing-opinions',
  'yearly-plan',
  'yearly-summary',
  'filing',
  'governance',
  'extension-decision',
  'hand-over',
  'supervision-org',
  'supervision-disc',
  'supervision-od',
  'supervision-fd',
  'silence',
  'appraisal',
  'confirmation',
  'objection',
] as const;
export type DutyKind = (typeof dutyKinds)[number];

/** Acts that may take a position on a major question (J-V.5c). */
export type MajorAct = 'issue-immediate-item' | 'give-feedback';

/** What a rung calls itself; decides the text of its letters. */
export type RungColour = 'green' | 'yellow' | 'red' | 'top';

export interface Rung {
  readonly rung: number;
  readonly colour: RungColour;
  /** Days from the due day; negative before it. */
  readonly offsetDays: number;
  readonly to: readonly Post[];
  readonly cc: readonly Post[];
  /** The rung repeats every so many days until the duty is met (the top rung only). */
  readonly everyDays?: number;
  /** What the letter proposes to its reader. */
  readonly proposes?: 'REFERRAL_T1' | 'REFERRAL_T5' | 'SUPERVISION';
}

export interface ClockTerms {
  /** L: a figure of the opinion. T: an office target, labelled as one. */
  readonly basis: 'L' | 'T';
  /** null: no figure, so the duty stays open and is never late. */
  readonly span: Span | null;
  readonly ladder: readonly Rung[];
}

/** How many accepted findings are drawn to be verified: a rate, raised by so many points by each one that does not hold. */
export interface Sampling {
  readonly percent: number;
  readonly minimum: number;
  readonly raisedBy: number;
}

/** Why an evaluation fails at any score: what was struck off did not hold, or a referral under this trigger. */
export type Veto = 'VERIFICATION_FAILED' | ReferralTrigger;

export interface EvaluationScheme {
  /** Each criterion with its weight; together 100. */
  readonly criteria: Readonly<Record<string, number>>;
  readonly passingScore: number;
  readonly vetoes: {
    /** So many verifications that failed since the last evaluation. */
    readonly failedVerifications: number;
    /** Referrals proposed since then. */
    readonly triggers: readonly ReferralTrigger[];
  };
}

/** The later instrument by which a pack is looser than the opinion, and the province in which it holds. What its publication does
 *  not say is null. */
export interface LegalBasis {
  readonly title: string;
  readonly number: string | null;
  readonly on: Day | null;
  /** As in the registry: `CN-34`. */
  readonly province: string;
}

export interface Pack {
  readonly id: string;
  readonly version: number;
  /** Of a pack that gives more time than the opinion (`strictness.ts`). */
  readonly legalBasis?: LegalBasis;
  readonly clocks: Readonly<Partial<Record<DutyKind, ClockTerms>>>;
  /** Beijing time of day at which rungs fall due. */
  readonly lettersAt: string;
  /** Rungs are spread by round over so many minutes: every duty of the country ends at the same midnight. */
  readonly spreadMinutes: number;
  /** The order in which the bodies hear the reports (Q6). */
  readonly hearingOrder: readonly HearingBody[];
  /** Who answers a request for instruction, by its subject. */
  readonly approvers?: Readonly<Record<RequestSubject, 'LGL' | 'OFF'>>;
  /** Acts that are major whenever they are done; any other is major when it names its request. */
  readonly majorActs?: readonly MajorAct[];
  /** Who is asked for an opinion on each plan and each rectification report. This and the next two: absent from packs that
   *  are older than the step. */
  readonly opinionsFrom?: readonly Reviewer[] | undefined;
  readonly sampling?: Sampling | undefined;
  readonly evaluation?: EvaluationScheme | undefined;
  /** Reviewers who must agree before a plan is accepted. */
  readonly planQuorum: number;
  /** How often a duty may be extended (Q10); null, or absent in packs older than the figure: as often as the leader decides. */
  readonly extensions?: number | null;
  /** How many days back a receipt on paper may lie when it is entered, and with it the clock that it starts (T-5). This and the
   *  next four: absent from packs older than the figure, whose rounds know no such limit. */
  readonly paperDays?: number | undefined;
  /** After so many days without a signature the feedback or a transfer may be served, which stands for the receipt. */
  readonly servedAfterDays?: number | undefined;
  /** By how many days a duty may be overdue when an extension of it is asked for or granted, and how far from its first day the
   *  longest one reaches. */
  readonly extension?: { readonly overdueDays: number; readonly longest: Span } | undefined;
  /** For how many years a post that was held at an organisation binds after its last day, as the registry of posts has it (T-3).
   *  Absent: no tie follows from a post, and a tie reaches to no other organisation. What somebody has typed in as SERVED is
   *  measured by `servedBindsYears`, whether this figure is there or not. */
  readonly servedYears?: number | undefined;
  /** Within how many days a person may object to an act that the office entered for them (T-8). */
  readonly objectionDays?: number;
  /** After so many days without an act the office owes a look after the round; null, or absent in packs older than the figure:
   *  never. */
  readonly silentDays?: number | null;
  /** Earlier service that is typed in as a tie binds for so many years after the `until` that stands with it; null: no figure,
   *  so it always binds. */
  readonly servedBindsYears: number | null;
  /** Whether a city may inspect a village directly (提级巡察). */
  readonly villageByCity: boolean;
  /** In so many organisations of a term, findings of one category propose special governance (J-V.4g). */
  readonly governanceFromOrganisations: number;
  /** How long the mailroom waits after the 1st, 2nd, … failed attempt; after the last, the failure climbs to the office. */
  readonly retryAfterMinutes: readonly number[];
}

/** The pack as a round carries it: with the hash that pins it. */
export interface PinnedPack extends Pack {
  readonly hash: string;
}

const noFigure: ClockTerms = { basis: 'T', span: null, ladder: [] };

/** The terms of a duty in a round's own pack. A kind that is younger than the pack has no figure there. */
export const termsOf = (pack: Pick<Pack, 'clocks'>, kind: DutyKind): ClockTerms => pack.clocks[kind] ?? noFigure;

/** Who answers a request in a round's own pack. A pack that does not say leaves it to the leading group's leader. */
export const approverOf = ({ approvers }: Pick<Pack, 'approvers'>, subject: RequestSubject): 'LGL' | 'OFF' =>
  approvers?.[subject] ?? 'LGL';

/** Every event of a round, in the order of the process: what the ledger keeps for ever. Facts in the past tense that carry codes,
 *  days and references to texts; never a name, never a sentence. A field is added by leaving it out of older events, and none is
 *  ever renamed (`tests/unit/event-vocabulary.test.ts`). */
import type { DecidedFinding, DecidedTransfer, PlannedItem } from '../../contracts/requests/index.ts';
import {
  type ConfirmationEvents,
  type LetterEvents,
  type ObjectionEvents,
  type TimeEvents,
  type EventOf,
  type RecordedOf,
  happenedIn,
} from '../dossier/events.ts';
import type { LeadingGroup } from '../people/leading-group.ts';
import type { Reviewer, Role } from '../people/posts.ts';
import type { PinnedPack, Veto } from '../policy/pack.ts';
import type {
  Code,
  Day,
  DocumentOnPaper,
  Leaving,
  Modes,
  Prose,
  Channel,
  Area,
  KeyMatter,
  Power,
  RequestSubject,
  SubstitutedPost,
  ProgressCounts,
  AppraisalVerdict,
  HearingBody,
  FeedbackParty,
  TransferAddressee,
  TransferKind,
  Disposal,
  OpinionSubject,
  OpinionVerdict,
  Grade,
  DisclosureScope,
  ReferralTrigger,
  Serving,
  Exposure,
} from '../vocabulary.ts';
import type { Principal, SupervisionAddressee } from './state.ts';

export interface PlanningEvents {
  RoundPlanned: {
    readonly code: Code;
    readonly committee: Code;
    readonly term: Day;
    readonly modes: Modes;
    readonly coordination: string | null;
    readonly campaign: Code | Prose | null;
    readonly organisations: readonly {
      readonly code: Code;
      readonly kind: string;
      readonly optional: boolean;
      readonly reason: Prose | null;
      /** Organisations one level below, whose principals are in scope (J-II.5). */
      readonly nextLower: readonly Code[];
    }[];
    readonly leadingGroup: LeadingGroup;
    /** The document by which the province has a department or an enterprise inspect (J-II.4). */
    readonly namedByProvince: string | null;
    readonly pack: PinnedPack;
    /** The round was begun on paper, and its history is entered first. */
    readonly takeover?: true;
  };
}

export interface ApprovalEvents {
  RoundApproved: { readonly decision: string };
  RoundRejected: { readonly reason: Prose };
}

export interface ScopeEvents {
  ScopeReduced: {
    readonly organisation: Code;
    readonly person: Code;
    /** The organisation below, of which the person is principal. */
    readonly principalOf: Code;
    readonly reason: Prose;
  };
}

export interface LeavingEvents {
  /** `carried`: each open duty under its key before, and the one under which the successor owes it with the same days. */
  ScopeLeft: {
    readonly organisation: Code;
    readonly how: Leaving;
    readonly successor?: Code;
    readonly document: DocumentOnPaper;
    readonly carried: readonly { readonly duty: string; readonly as: string }[];
  };
}

export interface TeamEvents {
  TeamFormed: {
    readonly team: Code;
    readonly leader: Code;
    readonly deputies: readonly Code[];
    readonly members: readonly Code[];
    readonly organisations: readonly Code[];
    /** `approver`: who confirmed it; absent where history was entered from paper. */
    readonly exceptions: readonly { readonly person: Code; readonly reason: Prose; readonly approver?: Code }[];
  };
  LeaderAuthorized: {
    readonly team: Code;
    readonly leader: Code;
    readonly decision: string;
    readonly organisations: readonly Code[];
    readonly from: Day;
    readonly to: Day;
  };
  /** `before`: the last day until then. */
  AuthorizationExtended: {
    readonly team: Code;
    readonly decision: string;
    readonly before: Day;
    readonly to: Day;
  };
  UndertakingSigned: { readonly person: Code };
  RoundMobilised: Record<never, never>;
}

export interface MemberEvents {
  MemberReplaced: {
    readonly team: Code;
    readonly out: Code;
    readonly in: Code;
    /** Whether the seat is the leader's. */
    readonly leader: boolean;
    readonly reason: Prose;
    readonly exception: { readonly reason: Prose; readonly approver?: Code } | null;
  };
  /** The registry has suspended somebody who sits in a team; nobody asked the round. */
  MemberSuspended: { readonly team: Code; readonly person: Code };
  SuspensionLifted: { readonly team: Code; readonly person: Code };
}

export interface SubstituteEvents {
  SubstituteNamed: {
    readonly for: SubstitutedPost;
    readonly department?: Code;
    readonly person: Code;
    readonly reason: Prose;
  };
}

interface Requested {
  readonly request: Code;
  readonly content: Prose;
  readonly dueOn: Day | null;
}
export interface PartnerRequestEvents {
  /** `from`: the organisation asked, or a department; `organisation` is null for the latter. */
  MaterialRequested: Requested & { readonly from: Code; readonly organisation: Code | null };
  MaterialProvided: { readonly request: Code };
  MaterialRefused: { readonly request: Code; readonly organisation: Code | null; readonly reason: Prose };
  SupportRequested: Requested & { readonly from: 'FD' };
  SupportGiven: { readonly request: Code };
}

export interface StayEvents {
  EntryNoticePublished: {
    readonly organisation: Code;
    readonly channels: readonly Channel[];
    readonly intakeClosesOn: Day;
  };
  TeamEntered: { readonly organisation: Code; readonly team: Code };
  /** `reason`: why the team left although an immediate item was unanswered. */
  TeamWithdrawn: { readonly organisation: Code; readonly team: Code; readonly reason?: Prose };
}

export interface PaperEvents {
  PaperOpened: {
    readonly paper: Code;
    readonly organisation: Code;
    readonly area: Area;
    readonly category: string;
    readonly keyMatter: KeyMatter | null;
    readonly power: Power | null;
    readonly content: Prose;
    readonly evidence: readonly string[];
    /** The handler who opened it; absent where the event's `by` did. */
    readonly first?: Code;
    readonly second: Code;
  };
  PaperReviewed: { readonly paper: Code };
  PaperSigned: { readonly paper: Code };
  /** `first`: who asked for it; absent where the event's `by` did. */
  PaperWithdrawn: { readonly paper: Code; readonly reason: Prose; readonly first?: Code; readonly second: Code };
}

export interface KeyPersonEvents {
  /** `content` refers to the sealed sheet as a whole, its three criteria included. */
  KeyPersonSealed: { readonly sheet: Code; readonly team: Code; readonly content: Prose };
}

export interface InstructionEvents {
  RequestRaised: {
    readonly request: Code;
    readonly team: Code;
    readonly subject: RequestSubject;
    readonly content: Prose;
  };
  RequestApproved: { readonly request: Code; readonly team: Code; readonly reason: Prose | null };
  RequestRejected: { readonly request: Code; readonly team: Code; readonly reason: Prose | null };
}

export interface ImmediateEvents {
  ImmediateItemIssued: {
    readonly item: Code;
    readonly organisation: Code;
    readonly content: Prose;
    readonly dueOn: Day;
    /** The request for instruction that covers the item, if it is a major one. */
    readonly request?: Code;
  };
  ImmediateItemSigned: { readonly item: Code };
  ImmediateItemAnswered: { readonly item: Code; readonly content: Prose };
  ImmediateItemConfirmed: { readonly item: Code };
}

export interface ProgressEvents {
  ProgressReported: { readonly organisation: Code; readonly counts: ProgressCounts };
}

export interface AppraisalEvents {
  MemberAppraised: {
    readonly person: Code;
    readonly team: Code;
    readonly verdict: AppraisalVerdict;
    readonly content: Prose;
  };
}

export interface ReportEvents {
  ReportSubmitted: {
    readonly organisation: Code;
    readonly used: readonly Code[];
    readonly unused: readonly { readonly paper: Code; readonly reason: Prose }[];
    readonly content: Prose;
  };
  ReportReviewed: { readonly organisation: Code };
  ReportReturned: { readonly organisation: Code; readonly reason: Prose };
}

export interface HearingEvents {
  ReportHeard: { readonly body: HearingBody; readonly organisations: readonly Code[]; readonly minutes: Prose };
  ResultsDecided: {
    readonly organisation: Code;
    readonly findings: readonly DecidedFinding[];
    readonly transfers: readonly DecidedTransfer[];
    readonly decision: string;
  };
}

export interface FeedbackEvents {
  FeedbackGiven: {
    readonly organisation: Code;
    readonly to: FeedbackParty;
    readonly content: Prose;
    /** The request for instruction that covers it, if it takes a position on a major question. */
    readonly request?: Code;
  };
  FeedbackSigned: { readonly organisation: Code; readonly as: FeedbackParty };
  /** It stands for the receipt of whoever did not sign. */
  FeedbackServed: {
    readonly organisation: Code;
    readonly as: FeedbackParty;
    readonly how: Serving;
    readonly witnesses: readonly Code[];
    readonly evidence: readonly string[];
  };
}

export interface TransferEvents {
  TransferSent: { readonly transfer: Code; readonly to: TransferAddressee };
  TransferReceived: { readonly transfer: Code; readonly by: TransferAddressee };
  /** It stands for the receipt of an addressee who did not sign. */
  TransferServed: {
    readonly transfer: Code;
    readonly to: TransferAddressee;
    readonly how: Serving;
    readonly evidence: readonly string[];
  };
  TransferReturned: { readonly transfer: Code; readonly reason: Prose };
  /** `department`: the functional department, where it names one. */
  TransferRedirected: {
    readonly transfer: Code;
    readonly to: TransferAddressee;
    readonly kind: TransferKind;
    readonly department?: Code;
  };
  /** It is a clue or a matter by another decision than the first, and the office sends it. */
  TransferRedecided: {
    readonly transfer: Code;
    readonly to: TransferAddressee;
    readonly kind: TransferKind;
    readonly department?: Code;
    readonly decision: string;
  };
  DisposalSet: { readonly transfer: Code; readonly disposal: Disposal; readonly form: number | null };
  HandlingSet: { readonly transfer: Code; readonly content: Prose };
  TransferFedBack: {
    readonly transfer: Code;
    readonly content: Prose;
    readonly counts: Readonly<Record<string, number>>;
  };
  TransferAccepted: { readonly transfer: Code };
  MoreAsked: { readonly transfer: Code; readonly reason: Prose | null };
}

export interface OpinionEvents {
  OpinionGiven: {
    readonly organisation: Code;
    readonly subject: OpinionSubject;
    readonly from: Reviewer;
    readonly verdict: OpinionVerdict;
    readonly content: Prose;
  };
}

export interface PlanEvents {
  PlanSubmitted: { readonly organisation: Code; readonly items: readonly PlannedItem[] };
  PlanAccepted: { readonly organisation: Code };
  PlanReturned: { readonly organisation: Code; readonly reason: Prose };
}

export interface RectificationEvents {
  ItemReported: {
    readonly finding: Code;
    readonly grade: Grade;
    readonly content: Prose;
    readonly evidence: readonly string[];
  };
  RectificationReportSubmitted: { readonly organisation: Code; readonly content: Prose };
  PrincipalReportSubmitted: { readonly organisation: Code; readonly content: Prose };
  FindingAccepted: { readonly finding: Code; readonly longTerm: boolean };
  FindingReturned: { readonly finding: Code; readonly reason: Prose; readonly dueOn: Day };
}

export interface LandingEvents {
  FindingMerged: { readonly finding: Code; readonly into: Code };
  FindingSplit: { readonly finding: Code; readonly into: readonly Code[] };
  FindingWaived: { readonly finding: Code; readonly reason: Prose };
}

export interface SubsequentEvents {
  /** `dueOn`: the day of the schedule that it answers. */
  SubsequentReported: { readonly finding: Code; readonly content: Prose; readonly dueOn: Day };
}

export interface VerificationEvents {
  /** Everything that the draw can be repeated with (`lottery.ts`). */
  VerificationDrawn: {
    readonly organisation: Code;
    readonly seed: string;
    readonly percent: number;
    readonly population: readonly Code[];
    readonly sample: readonly Code[];
  };
  VerificationRecorded: { readonly finding: Code; readonly passed: boolean; readonly content: Prose };
  FindingReopened: { readonly finding: Code; readonly organisation: Code };
}

export interface EvaluationEvents {
  RectificationEvaluated: {
    readonly organisation: Code;
    /** Points by criterion of the scheme. */
    readonly scores: Readonly<Record<string, number>>;
    readonly total: number;
    readonly vetoes: readonly Veto[];
    readonly passed: boolean;
    readonly content: Prose;
  };
}

export interface DisclosureEvents {
  Disclosed: {
    readonly organisation: Code;
    readonly scope: DisclosureScope;
    readonly channel: Channel;
    readonly from: Day;
    readonly to: Day;
    readonly content: Prose;
  };
  DisclosureExempted: {
    readonly organisation: Code;
    readonly scope: DisclosureScope;
    readonly finding: Code | null;
    readonly reason: Prose;
  };
}

export interface AccountabilityEvents {
  ReferralRaised: {
    readonly referral: Code;
    readonly organisation: Code;
    readonly trigger: ReferralTrigger;
    readonly evidence: readonly string[];
    readonly content: Prose;
  };
  ReferralAccepted: { readonly referral: Code };
  ReferralDeclined: { readonly referral: Code; readonly reason: Prose };
  ReferralOutcomeRecorded: { readonly referral: Code; readonly content: Prose };
  RetaliationReported: {
    readonly referral: Code;
    readonly organisation: Code | null;
    readonly content: Prose;
    readonly reporter: Prose;
  };
}

export interface MissedFindingEvents {
  MissedFindingLinked: {
    readonly earlierRound: Code;
    readonly organisation: Code;
    readonly source: Exposure;
    readonly content: Prose;
    readonly underReview: readonly Code[];
  };
}

export interface FilingEvents {
  FiledUpward: { readonly filing: Code; readonly content: Prose };
  /** `document`: the receipt came on paper, from an office above that has nobody here. */
  FilingReceipted: { readonly filing: Code; readonly document?: DocumentOnPaper };
  GuidanceGiven: { readonly guidance: Code; readonly content: Prose };
  GuidanceAnswered: { readonly guidance: Code; readonly content: Prose };
}

export interface ExtensionEvents {
  /** `awaits`: the duty of deciding it. */
  ExtensionRequested: {
    readonly duty: string;
    readonly from: Day;
    readonly to: Day;
    readonly reason: Prose;
    readonly awaits: string;
  };
  ExtensionGranted: { readonly duty: string; readonly from: Day; readonly to: Day; readonly reason: Prose };
  ExtensionRefused: { readonly duty: string; readonly reason: Prose };
  /** The duty was closed before its extension was decided. */
  ExtensionLapsed: { readonly duty: string };
}

export interface PackChangeEvents {
  PackChanged: {
    readonly from: { readonly id: string; readonly version: number; readonly hash: string };
    readonly pack: PinnedPack;
    readonly reason: Prose;
    readonly approver: Code;
    /** The hash of the projection that was shown before. */
    readonly shown: string;
    readonly moved: readonly { readonly duty: string; readonly from: Day | null; readonly to: Day | null }[];
  };
}

export interface HandOverEvents {
  /** `from`: the principal before, with the period that the registry has; null if it knows of none. */
  HandedOver: {
    readonly organisation: Code;
    readonly from: Principal | null;
    readonly to: Code;
    /** What is open: findings by code, duties by key. */
    readonly findings: readonly Code[];
    readonly duties: readonly string[];
  };
  HandOverSigned: { readonly organisation: Code; readonly principal: Code };
}

export interface SupervisionEvents {
  SupervisionOrdered: {
    readonly supervision: Code;
    /** The key of a duty, or the code of a finding or transfer. */
    readonly target: string;
    readonly addressee: SupervisionAddressee;
    readonly dueOn: Day;
    readonly content: Prose;
    /** The duty of answering. */
    readonly duty: string;
  };
  SupervisionAnswered: { readonly supervision: Code; readonly content: Prose };
}

export interface SuspensionEvents {
  /** `stopped`: the duties whose clocks stand still. */
  RoundSuspended: { readonly reason: Prose; readonly stopped: readonly string[] };
  /** `moved`: each clock that runs again, with the days that it lost added. */
  RoundResumed: {
    readonly reason: Prose;
    readonly days: number;
    readonly moved: readonly { readonly duty: string; readonly from: Day; readonly to: Day }[];
  };
  /** With what had not landed when the round was given up. */
  RoundCancelled: { readonly reason: Prose; readonly findings: number; readonly transfers: number };
}

export interface SilenceEvents {
  /** `since`: the day of the last act. */
  SilenceNoticed: { readonly since: Day; readonly days: number };
  SilenceBroken: { readonly days: number };
}

export interface ClosingEvents {
  RoundClosed: {
    readonly findings: number;
    readonly transfers: number;
    /** How the findings landed; the sum is their number. */
    readonly landed?: {
      readonly accepted: number;
      readonly merged: number;
      readonly split: number;
      readonly waived: number;
      /** Open when their organisation left the round without a successor. */
      readonly left?: number;
    };
    /** Supervisions that nobody answered: what they pressed has landed, and they hold nothing up. */
    readonly unanswered?: readonly Code[];
  };
}

export interface CorrectionEvents {
  /** A day of an earlier entry, as it was and as it is right; the duties that it moves; the letters about them that have left. */
  EntryCorrected: {
    readonly entry: number;
    readonly type: string;
    readonly field: string;
    readonly from: Day;
    readonly to: Day;
    readonly reason: Prose;
    readonly moved: readonly { readonly duty: string; readonly from: Day | null; readonly to: Day }[];
    readonly letters: readonly string[];
  };
}

export interface ArrivalEvents {
  /** What a duty owes came on paper, on this day. What it stands for follows; `action`: the last act of that. */
  ArrivalRecorded: { readonly duty: string; readonly document: DocumentOnPaper; readonly action: string };
}

export interface TakeoverEvents {
  /** The paper of the act before it: a decision, a receipt or a disposal that was entered from paper. */
  PaperNamed: {
    readonly action: string;
    readonly document: {
      readonly number: string;
      readonly on: Day;
      readonly evidence?: string | undefined;
      readonly kept?: Prose | undefined;
    };
  };
  /** `digest`: the hash of the ledger's last row when the leading group's leader confirmed it. */
  /** The office has entered what a department did: one of its holders confirms or contests it, by the proposal of this code. */
  ActEntered: {
    readonly proposal: Code;
    readonly action: string;
    /** What the act is aimed at. */
    readonly payload: object;
    readonly organisation: Code | null;
    readonly confirmedBy: readonly Role[];
  };
  /** A department contests what was entered for it about a transfer, which is where the department has to act itself. */
  TransferContested: {
    readonly transfer: Code;
    readonly proposal: Code;
    readonly state: 'SENT' | 'RECEIVED' | 'HANDLING';
  };
  WentLive: { readonly digest?: string };
}

/** Every event of a round, with what it says. */
export interface EventData
  extends PlanningEvents,
    ApprovalEvents,
    ScopeEvents,
    LeavingEvents,
    TeamEvents,
    MemberEvents,
    SubstituteEvents,
    PartnerRequestEvents,
    StayEvents,
    PaperEvents,
    KeyPersonEvents,
    InstructionEvents,
    ImmediateEvents,
    ProgressEvents,
    AppraisalEvents,
    ReportEvents,
    HearingEvents,
    FeedbackEvents,
    TransferEvents,
    OpinionEvents,
    PlanEvents,
    RectificationEvents,
    LandingEvents,
    SubsequentEvents,
    VerificationEvents,
    EvaluationEvents,
    DisclosureEvents,
    AccountabilityEvents,
    MissedFindingEvents,
    FilingEvents,
    ExtensionEvents,
    PackChangeEvents,
    HandOverEvents,
    SupervisionEvents,
    SuspensionEvents,
    SilenceEvents,
    ClosingEvents,
    ConfirmationEvents,
    CorrectionEvents,
    ObjectionEvents,
    ArrivalEvents,
    TakeoverEvents,
    LetterEvents,
    TimeEvents {}
export type EventType = keyof EventData;

/** An event as a rule makes it. */
export type RoundEvent<T extends EventType = EventType> = EventOf<EventData, T>;
/** An event as the ledger keeps it. */
export type RecordedRoundEvent<T extends EventType = EventType> = RecordedOf<EventData, T>;

export const happened = happenedIn<EventData>();

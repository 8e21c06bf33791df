/** A round as its events leave it: one plain object, the fold of the ledger. Events alone change it. */
import type { Objection, ProposedAct } from '../dossier/confirmation.ts';
import type { Duty } from '../dossier/duty.ts';
import type { Letter } from '../dossier/letter.ts';
import type { Keyed } from '../keyed.ts';
import type { Reviewer, Substitute } from '../people/posts.ts';
import type { PinnedPack, Veto } from '../policy/pack.ts';
import type {
  Area,
  Code,
  Day,
  DisclosureScope,
  Disposal,
  FeedbackParty,
  Grade,
  HearingBody,
  Instant,
  KeyMatter,
  Leaving,
  MeasureType,
  Modes,
  OpinionSubject,
  OpinionVerdict,
  Power,
  ProgressCounts,
  Prose,
  RequestSubject,
  TransferAddressee,
  TransferKind,
  PartnerRequestKind,
  PartnerRequestState,
} from '../vocabulary.ts';
import type { Entry } from './entry.ts';
import type { MissedFinding, Proposal, Referral } from './referral.ts';

export interface Round {
  readonly code: Code;
  readonly committee: Code;
  readonly term: Day;
  readonly modes: Modes;
  readonly pack: PinnedPack;
  /** Of a round that was begun on paper: its history is being entered, or it has gone live. null: begun here. */
  readonly takeover: 'ENTERING' | 'LIVE' | null;
  /** Since when this pack holds. */
  readonly packOn: Day;
  /** The sequence and the instant of the last event. */
  readonly sequence: number;
  readonly at: Instant;
  /** The instant of the last act of a person. */
  readonly lastActAt: Instant;
  readonly plannedOn: Day;
  /** The day on which a round that was begun on paper was entered here: its acts on paper lie before it. null: begun here. */
  readonly enteredOn: Day | null;
  readonly approvedOn: Day | null;
  readonly mobilisedOn: Day | null;
  /** How the round ended, if it has. */
  readonly ended: 'CLOSED' | 'REJECTED' | 'CANCELLED' | null;
  /** Since when the round is halted, and when it last went on after that. */
  readonly suspendedOn: Day | null;
  readonly resumedOn: Day | null;
  readonly organisations: Readonly<Record<Code, Organisation>>;
  readonly teams: Readonly<Record<Code, Team>>;
  /** Who has signed the undertaking of this round, and on which day. */
  readonly undertakings: Readonly<Record<Code, Day>>;
  /** Who did what somebody is to answer, by event and item (T-2). */
  readonly doers: Keyed<Code>;
  /** Who acts by a post whose holders are tied (J-III.4a). */
  readonly substitutes: readonly Substitute[];
  /** The office's clerk who planned it; null: it was entered from paper. */
  readonly plannedBy: Code | null;
  /** What can be corrected, by its place in the ledger (T-5). */
  readonly entries: Keyed<Entry>;
  /** Acts that one person has proposed and another confirms (T-6). */
  readonly proposedActs: Keyed<ProposedAct>;
  /** Objections to what was entered for somebody, by the act that each is about (T-8). */
  readonly objections: Keyed<Objection>;
  readonly papers: Keyed<Paper>;
  /** The codes of the sealed key-person sheets: all that is known of them here (J-V.2a). */
  readonly sheets: readonly Code[];
  /** Requests for instruction (J-V.5c). */
  readonly instructions: Keyed<Instruction>;
  readonly immediateItems: Keyed<ImmediateItem>;
  /** Who has been appraised for this round, and on which day. */
  readonly appraisals: Readonly<Record<Code, Day>>;
  readonly partnerRequests: Keyed<PartnerRequest>;
  readonly findings: Keyed<Finding>;
  readonly transfers: Keyed<Transfer>;
  readonly supervisions: Keyed<Supervision>;
  readonly duties: Keyed<Duty>;
  readonly letters: Keyed<Letter>;
  /** Keys of the letters that are still to be sent, in the order in which they were written. */
  readonly outbox: readonly string[];
  /** How many letters never reached anybody, not even as a notice to the office. */
  readonly unreachable: number;
  /** Referrals that something that happened suggests; nobody is referred but by a decision (J-VI.4b). */
  readonly proposals: readonly Proposal[];
  readonly referrals: Keyed<Referral>;
  /** What this round exposed, or recorded, that an earlier one should have found (J-V.1a). */
  readonly missedFindings: readonly MissedFinding[];
}

export interface Organisation {
  readonly code: Code;
  /** An optional object of this committee (J-II.2–3): outside the coverage that the term demands. */
  readonly optional: boolean;
  /** Organisations one level below: their principals are in scope (J-II.5). */
  readonly nextLower: readonly Code[];
  /** Principals of those organisations who were left out of scope, each on its day. */
  readonly outOfScope: Readonly<Record<Code, Day>>;
  readonly team: Code | null;
  readonly noticeOn: Day | null;
  readonly enteredOn: Day | null;
  /** What the team leader reported last, and the day that it is true of. */
  readonly progress: (ProgressCounts & { readonly on: Day }) | null;
  readonly withdrawnOn: Day | null;
  readonly reportSubmittedOn: Day | null;
  readonly reportReviewedOn: Day | null;
  readonly heardOn: Readonly<Partial<Record<HearingBody, Day>>>;
  readonly decidedOn: Day | null;
  readonly feedback: Readonly<Partial<Record<FeedbackParty, Feedback>>>;
  readonly planSubmittedOn: Day | null;
  readonly planAcceptedOn: Day | null;
  /** The day of the last return: a new plan cannot lie before it. */
  readonly planReturnedOn: Day | null;
  readonly report1On: Day | null;
  readonly report2On: Day | null;
  readonly disclosedOn: Readonly<Partial<Record<DisclosureScope, Day>>>;
  readonly exemptedOn: Readonly<Partial<Record<DisclosureScope, Day>>>;
  /** The principals since the first hand-over, the one before it included; the last is the one in office. */
  readonly principals: readonly Principal[];
  /** A hand-over that the new principal has not signed for. */
  readonly handOver: { readonly to: Code; readonly on: Day } | null;
  /** The last opinion of each reviewer on the plan and on the report that now lie before them. */
  readonly opinions: Readonly<Record<OpinionSubject, Readonly<Partial<Record<Reviewer, OpinionVerdict>>>>>;
  /** How many findings that were struck off did not hold. */
  readonly failedVerifications: number;
  /** The last one. */
  readonly evaluation: Evaluation | null;
  /** How and when it left the round, and under which organisation what it had goes on. Absent while it is in the round. */
  readonly left?: { readonly how: Leaving; readonly on: Day; readonly successor: Code | null };
}

/** A principal's period at an organisation; `to` is null while it lasts. */
export interface Principal {
  readonly person: Code;
  readonly from: Day;
  readonly to: Day | null;
}

export interface Evaluation {
  readonly on: Day;
  readonly sequence: number;
  readonly total: number;
  readonly vetoes: readonly Veto[];
  readonly passed: boolean;
  /** How many verifications had failed by then. */
  readonly failedVerifications: number;
}

export interface Feedback {
  readonly givenOn: Day;
  readonly signedOn: Day | null;
  /** The sequence of the signature: the anchor that a deadline names. */
  readonly signedSequence: number | null;
  /** Nobody signed: it was served, which stands for the signature. */
  readonly served?: true;
}

export interface Team {
  readonly code: Code;
  readonly leader: Code;
  readonly deputies: readonly Code[];
  readonly members: readonly Code[];
  readonly organisations: readonly Code[];
  readonly formedOn: Day;
  /** Who came in another's place, and on which day. */
  readonly joinedOn: Readonly<Record<Code, Day>>;
  /** Who sits in it, and has been suspended from inspection work since: not replaced yet (J-III.4d). */
  readonly suspended: readonly Code[];
  /** Decisions that authorised earlier leaders of this team, or moved the end of an authorization: none of them serves it once
   *  more (J-III.3c). */
  readonly formerDecisions: readonly string[];
  /** Per task, never reused (J-III.3c). */
  readonly authorization: { readonly decision: string; readonly from: Day; readonly to: Day; readonly on: Day } | null;
}

export type PaperState = 'DRAFT' | 'TEAM_REVIEWED' | 'SIGNED' | 'USED' | 'NOT_USED' | 'WITHDRAWN';
export interface Paper {
  readonly code: Code;
  readonly organisation: Code;
  readonly area: Area;
  readonly category: string;
  readonly keyMatter: KeyMatter | null;
  readonly power: Power | null;
  /** The two who set it down. */
  readonly handlers: readonly Code[];
  readonly evidence: number;
  readonly state: PaperState;
  readonly steppedOn: Day;
}

export interface Instruction {
  readonly code: Code;
  readonly team: Code;
  readonly subject: RequestSubject;
  readonly state: 'SUBMITTED' | 'APPROVED' | 'REJECTED';
  readonly raisedOn: Day;
  readonly answeredOn: Day | null;
  /** The one act that it covers, once there is one. */
  readonly covers: string | null;
}

export interface ImmediateItem {
  readonly code: Code;
  readonly organisation: Code;
  readonly dueOn: Day;
  readonly state: 'ISSUED' | 'SIGNED_FOR' | 'DONE' | 'CONFIRMED';
  readonly steppedOn: Day;
  /** The day of the first answer. */
  readonly answeredOn: Day | null;
}

/** Material or support that was asked for. */
export interface PartnerRequest {
  readonly code: Code;
  readonly kind: PartnerRequestKind;
  /** The organisation or the department that was asked. */
  readonly from: Code;
  /** The organisation, if it was one. */
  readonly organisation: Code | null;
  readonly content: Prose;
  readonly dueOn: Day | null;
  readonly state: PartnerRequestState;
  /** The day of the last step, which no later step may precede. */
  readonly steppedOn: Day;
}

export type FindingState =
  | 'DECIDED'
  | 'FED_BACK'
  | 'PLANNED'
  | 'IN_PROGRESS'
  | 'SUBMITTED'
  | 'RETURNED'
  | 'ACCEPTED'
  | 'MERGED'
  | 'SPLIT'
  | 'WAIVED';
export interface PlannedMeasure {
  /** `F-0701/1`: the finding in whose plan it stood, and its place there. */
  readonly key: string;
  readonly type: MeasureType;
}

export interface Finding {
  readonly code: Code;
  readonly organisation: Code;
  readonly area: Area;
  readonly category: string;
  readonly state: FindingState;
  readonly decidedOn: Day;
  readonly planDueOn: Day | null;
  readonly longTerm: boolean;
  /** The measures of the plan. Those of a finding that was split are shared by its parts, under the same keys. */
  readonly measures: readonly PlannedMeasure[];
  /** The days of a long-term item's later reports. */
  readonly reportsOn: readonly Day[];
  readonly grade: Grade | null;
  readonly evidence: number;
  readonly reportedOn: Day | null;
  readonly returnedOn: Day | null;
  readonly acceptedOn: Day | null;
  /** The day on which it was drawn by lot, looked at, and held. */
  readonly verifiedOn: Day | null;
  /** How often it was returned for another rectification. */
  readonly returns: number;
  readonly exemptFrom: readonly DisclosureScope[];
  /** The codes under which it goes on, and the one that it came from. */
  readonly mergedInto: Code | null;
  readonly splitInto: readonly Code[];
  readonly splitFrom: Code | null;
  /** The last day on which it took another in, or was split off. */
  readonly rearrangedOn: Day | null;
  /** The day on which it was merged, split or waived. */
  readonly settledOn: Day | null;
}

export type TransferState =
  | 'DECIDED'
  | 'SENT'
  | 'RECEIVED'
  | 'RETURNED_NOT_OURS'
  | 'HANDLING'
  | 'FED_BACK'
  | 'MORE_ASKED'
  | 'ACCEPTED';
export interface Transfer {
  readonly code: Code;
  readonly organisation: Code;
  readonly to: TransferAddressee;
  /** The functional department that it names; absent: the committee's one department without a name, or no functional one. */
  readonly department?: Code;
  readonly kind: TransferKind;
  readonly priority: boolean;
  readonly state: TransferState;
  /** The day of the last step, which no later step may precede. */
  readonly steppedOn: Day;
  readonly disposal: Disposal | null;
  readonly form: number | null;
  readonly handled: boolean;
  /** What the office has entered for its addressee, who has not confirmed it yet: proposals. Absent where there are none. */
  readonly enteredByOffice?: readonly Code[];
}

/** Who can be pressed: holders of items outside the office and the teams. */
export type SupervisionAddressee = 'ORG' | 'PR' | TransferAddressee;
/** An item that the office presses (督办). */
export interface Supervision {
  readonly code: Code;
  /** The key of a duty, or the code of a finding or transfer. */
  readonly target: string;
  readonly addressee: SupervisionAddressee;
  /** The duty of answering. */
  readonly duty: string;
  readonly orderedOn: Day;
  readonly answeredOn: Day | null;
}

/** The people of a team, its leader first. */
export const membersOf = ({
  leader,
  deputies,
  members,
}: Pick<Team, 'leader' | 'deputies' | 'members'>): readonly Code[] => [leader, ...deputies, ...members];

/** The team that is responsible for an organisation. */
export function teamOf(round: Round, organisation: Organisation): Team | undefined {
  return organisation.team === null ? undefined : round.teams[organisation.team];
}

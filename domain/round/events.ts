/** Every event of a round: facts in the past tense, carrying codes, days and references to texts; never a name, never a
 *  sentence. Each step of the process declares its own. */
import type { Day } from '../vocabulary.ts';
import type { Clause } from '../../opinion/clauses.ts';
import type { DutyClosed, DutyOpened } from '../dossier/duty.ts';
import type { AccountabilityEvents } from './steps/accountability.ts';
import type { ApprovalEvents } from './steps/approval.ts';
import type { ClosingEvents } from './steps/closing.ts';
import type { DisclosureEvents } from './steps/disclosure.ts';
import type { ExtensionEvents } from './steps/extension.ts';
import type { EvaluationEvents } from './steps/evaluation.ts';
import type { FeedbackEvents } from './steps/feedback.ts';
import type { FilingEvents } from './steps/filing.ts';
import type { HandOverEvents } from './steps/hand-over.ts';
import type { HearingEvents } from './steps/hearing.ts';
import type { ImmediateEvents } from './steps/immediate.ts';
import type { InstructionEvents } from './steps/instructions.ts';
import type { KeyPersonEvents } from './steps/key-persons.ts';
import type { LetterEvents } from './steps/letters.ts';
import type { MissedFindingEvents } from './steps/missed-finding.ts';
import type { PaperEvents } from './steps/papers.ts';
import type { PackChangeEvents } from './steps/pack-change.ts';
import type { LandingEvents } from './steps/landing.ts';
import type { OpinionEvents } from './steps/opinion.ts';
import type { MemberEvents } from './steps/members.ts';
import type { AppraisalEvents } from './steps/appraisal.ts';
import type { PartnerRequestEvents } from './steps/partner-requests.ts';
import type { ProgressEvents } from './steps/progress.ts';
import type { ScopeEvents } from './steps/scope.ts';
import type { PlanEvents } from './steps/plan.ts';
import type { PlanningEvents } from './steps/planning.ts';
import type { RectificationEvents } from './steps/rectification.ts';
import type { ReportEvents } from './steps/report.ts';
import type { EventType } from './rule.ts';
import type { StayEvents } from './steps/stay.ts';
import type { TakeoverEvents } from './steps/takeover.ts';
import type { SupervisionEvents } from './steps/supervision.ts';
import type { SuspensionEvents } from './steps/suspension.ts';
import type { SubsequentEvents } from './steps/subsequent.ts';
import type { TeamEvents } from './steps/team.ts';
import type { SilenceEvents } from './steps/silence.ts';
import type { TimeEvents } from '../dossier/due.ts';
import type { TransferEvents } from './steps/transfer.ts';
import type { VerificationEvents } from './steps/verification.ts';

export interface EventData
  extends PlanningEvents,
    ApprovalEvents,
    ScopeEvents,
    TeamEvents,
    MemberEvents,
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
    LetterEvents,
    SilenceEvents,
    ClosingEvents,
    TakeoverEvents,
    TimeEvents {}

/** What an event does to duties, beside what it says. */
export interface Clocks {
  readonly opens?: readonly DutyOpened[];
  readonly closes?: readonly DutyClosed[];
}

interface Happened<T extends EventType> extends Clocks {
  readonly type: T;
  readonly clause: Clause;
  readonly on: Day;
  readonly data: EventData[T];
}

export const happened = <T extends EventType>(
  type: T,
  clause: Clause,
  on: Day,
  data: EventData[T],
  clocks: Clocks = {},
): Happened<T> => ({ type, clause, on, data, ...clocks });

/** Every event of a round: facts in the past tense, carrying codes, days and references to texts; never a name, never a
 *  sentence. Each step of the process declares its own. */
import type { Day } from '../../contracts/basics.ts';
import type { Clause } from '../clauses.ts';
import type { DutyClosed, DutyOpened } from '../duty/duty.ts';
import type { AccountabilityEvents } from './accountability.ts';
import type { ApprovalEvents } from './approval.ts';
import type { ClosingEvents } from './closing.ts';
import type { DisclosureEvents } from './disclosure.ts';
import type { ExtensionEvents } from './extension.ts';
import type { EvaluationEvents } from './evaluation.ts';
import type { FeedbackEvents } from './feedback.ts';
import type { FilingEvents } from './filing.ts';
import type { HandOverEvents } from './hand-over.ts';
import type { HearingEvents } from './hearing.ts';
import type { ImmediateEvents } from './immediate.ts';
import type { InstructionEvents } from './instructions.ts';
import type { KeyPersonEvents } from './key-persons.ts';
import type { LetterEvents } from './letters.ts';
import type { MissedFindingEvents } from './missed-finding.ts';
import type { PaperEvents } from './papers.ts';
import type { PackChangeEvents } from './pack-change.ts';
import type { LandingEvents } from './landing.ts';
import type { OpinionEvents } from './opinion.ts';
import type { MemberEvents } from './members.ts';
import type { AppraisalEvents } from './appraisal.ts';
import type { PartnerRequestEvents } from './partner-requests.ts';
import type { ProgressEvents } from './progress.ts';
import type { ScopeEvents } from './scope.ts';
import type { PlanEvents } from './plan.ts';
import type { PlanningEvents } from './planning.ts';
import type { RectificationEvents } from './rectification.ts';
import type { ReportEvents } from './report.ts';
import type { EventType } from './rule.ts';
import type { StayEvents } from './stay.ts';
import type { TakeoverEvents } from './takeover.ts';
import type { SupervisionEvents } from './supervision.ts';
import type { SuspensionEvents } from './suspension.ts';
import type { SubsequentEvents } from './subsequent.ts';
import type { TeamEvents } from './team.ts';
import type { SilenceEvents } from './silence.ts';
import type { TimeEvents } from './time.ts';
import type { TransferEvents } from './transfer.ts';
import type { VerificationEvents } from './verification.ts';

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

/** Every event of a round: facts in the past tense, carrying codes, days and references to texts; never a name, never a
 *  sentence. Each step of the process declares its own. */
import type { Clause } from '../clauses.ts';
import type { DutyClosed, DutyOpened } from '../duty/duty.ts';
import type { Day } from '../../contracts/basics.ts';
import type { ApprovalEvents } from './approval.ts';
import type { ClosingEvents } from './closing.ts';
import type { DisclosureEvents } from './disclosure.ts';
import type { FeedbackEvents } from './feedback.ts';
import type { HearingEvents } from './hearing.ts';
import type { LetterEvents } from './letters.ts';
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
import type { TeamEvents } from './team.ts';
import type { TimeEvents } from './time.ts';
import type { TransferEvents } from './transfer.ts';

export interface EventData
  extends PlanningEvents,
    ApprovalEvents,
    ScopeEvents,
    TeamEvents,
    MemberEvents,
    PartnerRequestEvents,
    StayEvents,
    ProgressEvents,
    AppraisalEvents,
    ReportEvents,
    HearingEvents,
    FeedbackEvents,
    TransferEvents,
    PlanEvents,
    RectificationEvents,
    DisclosureEvents,
    LetterEvents,
    ClosingEvents,
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

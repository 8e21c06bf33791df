/** How a rule of a committee's work is written. Its parts are fewer than a round's: one committee, no teams, no objects. */
import type { Code, Day, Instant } from '../vocabulary.ts';
import type { WorkPayloads } from '../../contracts/committee.ts';
import type { PostReport, PostReportPayload } from '../../contracts/messages.ts';
import type { Clause } from '../../opinion/clauses.ts';
import type { Holder, PostAt, Role } from '../people/posts.ts';
import type { Clocks } from '../round/events.ts';
import type { LetterEvents } from '../round/steps/letters.ts';
import type { Refusal } from '../round/rule.ts';
import type { TimeEvents } from '../dossier/due.ts';
import type { BeginningEvents } from './steps/beginning.ts';
import type { DocumentEvents } from './steps/documents.ts';
import type { FilingEvents } from './steps/filing.ts';
import type { GovernanceEvents } from './steps/governance.ts';
import type { Work } from './state.ts';
import type { StudyEvents } from './steps/study.ts';

export interface WorkRulePayloads extends WorkPayloads, Record<PostReport, PostReportPayload> {}
export type WorkRuleName = keyof WorkRulePayloads;

// ——— Events ———

export interface WorkEventData
  extends BeginningEvents,
    StudyEvents,
    DocumentEvents,
    FilingEvents,
    GovernanceEvents,
    LetterEvents,
    TimeEvents {}
export type WorkEventType = keyof WorkEventData;

interface Happened<T extends WorkEventType> extends Clocks {
  readonly type: T;
  readonly clause: Clause;
  readonly on: Day;
  readonly data: WorkEventData[T];
}
/** An event as a rule makes it; the ledger adds sequence, instant and author. */
export type WorkEvent<T extends WorkEventType = WorkEventType> = { [K in T]: Happened<K> }[T];
export type WorkRecorded<T extends WorkEventType = WorkEventType> = {
  [K in T]: Happened<K> & { readonly sequence: number; readonly at: Instant; readonly by: string };
}[T];
export type WorkTransitions<Events extends Partial<WorkEventData>> = {
  readonly [T in keyof Events & WorkEventType]: (work: Work, event: WorkRecorded<T>) => Work;
};

export const happened = <T extends WorkEventType>(
  type: T,
  clause: Clause,
  on: Day,
  data: WorkEventData[T],
  clocks: Clocks = {},
): Happened<T> => ({ type, clause, on, data, ...clocks });

// ——— Facts ———

/** What a rule wants to know beyond its dossier: read under the lock, in the same transaction. */
export interface WorkFactsNeeded {
  readonly holders?: readonly PostAt[];
  /** Where findings of a category stand in the running term. */
  readonly category?: string;
  readonly organisation?: Code;
  readonly person?: Code;
  readonly term?: true;
}
export interface WorkFacts {
  readonly holders: readonly Holder[];
  /** The organisations of the term that have findings of the category. */
  readonly affected: readonly Code[];
  /** Whether the registry knows what was asked for. */
  readonly organisationKnown: boolean;
  readonly personKnown: boolean;
  /** The term that the registry has. */
  readonly termFrom: Day | null;
}

// ——— Definitions ———

export interface WorkContext {
  readonly on: Day;
  readonly now: Instant;
  readonly facts: WorkFacts;
  /** The sequence that the first event will get. */
  readonly sequence: number;
}
export interface WorkRule<P> {
  readonly clause: Clause;
  readonly who: readonly Role[] | ((payload: P) => readonly Role[]);
  /** What must already be true; sees the dossier alone. */
  readonly gate: (work: Work, payload: P) => Refusal | undefined;
  /** The day of what the command answers: `on` may not lie before it. */
  readonly answers: (work: Work, payload: P) => Day | null;
  readonly facts?: (work: Work, payload: P) => WorkFactsNeeded;
  readonly decide: (work: Work, payload: P, context: WorkContext) => readonly WorkEvent[] | Refusal;
}
export type WorkRules = { readonly [N in WorkRuleName]: WorkRule<WorkRulePayloads[N]> };

/** How a rule of a committee's work is written. Its parts are fewer than a round's: one committee, no teams, no objects. */
import type { WorkPayloads } from '../../contracts/committee.ts';
import type { PostReport, PostReportPayload } from '../../contracts/messages.ts';
import type { Clause } from '../../opinion/clauses.ts';
import type { Holder, PostAt, Role } from '../people/posts.ts';
import type { Refusal } from '../refusal.ts';
import type { Code, Day, Instant } from '../vocabulary.ts';
import type { CommitteeEventData, CommitteeEventType, RecordedCommitteeEvent, CommitteeEvent } from './events.ts';
import type { Work } from './state.ts';

export interface WorkRulePayloads extends WorkPayloads, Record<PostReport, PostReportPayload> {}
export type WorkRuleName = keyof WorkRulePayloads;

// ——— Events ———

export type WorkTransitions<Events extends Partial<CommitteeEventData>> = {
  readonly [T in keyof Events & CommitteeEventType]: (work: Work, event: RecordedCommitteeEvent<T>) => Work;
};

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
  readonly decide: (work: Work, payload: P, context: WorkContext) => readonly CommitteeEvent[] | Refusal;
}
export type WorkRules = { readonly [N in WorkRuleName]: WorkRule<WorkRulePayloads[N]> };

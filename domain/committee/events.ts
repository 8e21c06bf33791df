/** Every event of a committee's file, in the order of a term: what the ledger keeps for ever (`tests/unit/event-vocabulary.test.ts`). */
import {
  type ConfirmationEvents,
  type LetterEvents,
  type ObjectionEvents,
  type TimeEvents,
  type EventOf,
  type RecordedOf,
  happenedIn,
} from '../dossier/events.ts';
import type { PinnedPack } from '../policy/pack.ts';
import type { Code, Day, DocumentOnPaper, Prose, DocumentKind, DirectorChange } from '../vocabulary.ts';

export interface BeginningEvents {
  WorkBegan: {
    readonly code: Code;
    readonly committee: Code;
    readonly term: Day;
    readonly year: number;
    readonly pack: PinnedPack;
  };
  TermBegan: { readonly term: Day };
  YearBegan: { readonly year: number };
}

export interface StudyEvents {
  StudyRecorded: { readonly content: Prose };
}

export interface DocumentEvents {
  DocumentAdopted: {
    readonly kind: DocumentKind;
    readonly document: Code;
    readonly decision: string;
    readonly content: Prose;
    readonly filed: boolean;
  };
}

export interface FilingEvents {
  DirectorChanged: {
    readonly person: Code;
    readonly change: DirectorChange;
    readonly decision: string;
    readonly filing: Code;
  };
  FiledUpward: { readonly filing: Code; readonly content: Prose };
  /** On paper, where the office above has nobody here. */
  FilingReceipted: { readonly filing: Code; readonly document?: DocumentOnPaper };
}

export interface GovernanceEvents {
  GovernanceOpened: {
    readonly governance: Code;
    readonly category: string;
    readonly department: Code;
    readonly term: Day;
    /** Where findings of the category stood when it was opened. */
    readonly organisations: readonly Code[];
    readonly content: Prose;
  };
  GovernanceAnswered: { readonly governance: Code; readonly content: Prose };
  GovernanceReturned: { readonly governance: Code; readonly reason: Prose; readonly dueOn: Day };
  GovernanceClosed: { readonly governance: Code; readonly content: Prose };
}

/** Every event of a committee's file, with what it says. */
export interface CommitteeEventData
  extends BeginningEvents,
    StudyEvents,
    DocumentEvents,
    FilingEvents,
    GovernanceEvents,
    ConfirmationEvents,
    ObjectionEvents,
    LetterEvents,
    TimeEvents {}
export type CommitteeEventType = keyof CommitteeEventData;

/** An event as a rule makes it. */
export type CommitteeEvent<T extends CommitteeEventType = CommitteeEventType> = EventOf<CommitteeEventData, T>;
/** An event as the ledger keeps it. */
export type RecordedCommitteeEvent<T extends CommitteeEventType = CommitteeEventType> = RecordedOf<
  CommitteeEventData,
  T
>;

export const happened = happenedIn<CommitteeEventData>();

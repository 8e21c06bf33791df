/** A committee's own work as its events leave it: what it owes beside its rounds, term after term. It never ends. */
import type { Objecting } from '../dossier/confirmation.ts';
import type { Code, Day, DirectorChange, DocumentOnPaper } from '../vocabulary.ts';

export interface CommitteeFile extends Objecting {
  readonly ended: null;
  /** The term that runs, named by its first day. */
  readonly term: Day;
  /** The last calendar year that has begun. */
  readonly year: number;
  readonly studies: number;
  readonly studiedOn: Day | null;
  /** What has been adopted, by its code: `YEARLY-PLAN-2026`; the day is the last one. */
  readonly documents: Readonly<Record<Code, Day>>;
  /** The change of the office director that was reported last. */
  readonly director: { readonly person: Code; readonly change: DirectorChange; readonly on: Day } | null;
  readonly directorChanges: number;
  readonly filings: Readonly<Record<Code, Filing>>;
  readonly governances: Readonly<Record<Code, Governance>>;
}

/** Something that the upper leading group must be told (J-VI.2c, J-III.4e). */
export interface Filing {
  readonly code: Code;
  readonly openedOn: Day;
  readonly sentOn: Day | null;
  readonly receiptedOn: Day | null;
  /** Signed for on paper, which the office has entered. */
  readonly document?: DocumentOnPaper;
}

export type GovernanceState = 'OPEN' | 'ANSWERED' | 'CLOSED';
/** Special governance of what is wrong in many places (J-V.4g). */
export interface Governance {
  readonly code: Code;
  readonly category: string;
  readonly department: Code;
  readonly term: Day;
  readonly state: GovernanceState;
  /** The day of the last step, which no later step may precede. */
  readonly steppedOn: Day;
  readonly returns: number;
}

/** What travels between the API, a round's workflow and its activities: codes, hashes, days; never a name or a sentence.
 *  Workflow code imports this file, so it stays free of libraries. */
import type { Code, Day, Instant } from '../domain/vocabulary.ts';

/** The workflow type of a round; its id is the round's code, its whole argument too. */
export const ROUND_WORKFLOW = 'inspectionRound';
/** The shape of the runs that this program starts, kept in their memo: an earlier one is replaced from the ledger. */
export const SHAPE = 2;
/** The operator's live view (Query). */
export const ROUND_VIEW = 'roundView';
/** Look at the ledger again (Signal), from the workers' sweep. */
export const NUDGE = 'nudge';

/** What the API signals after a commit, under the name of the last command. The workflow takes from it only that the ledger may have
 *  moved on; the rest is for the timeline in the UI. */
export interface Told {
  readonly sequence: number;
  readonly commands: readonly string[];
}

export interface RoundAttributes {
  readonly phase: string;
  readonly committee: Code;
  readonly nextDeadline: Instant | null;
  readonly overdueCount: number;
  readonly escalationLevel: number;
}

/** A letter whose moment has come: enough to call the mail server, and to be read in the UI. */
export interface DueLetter {
  readonly key: string;
  readonly attempt: number;
  /** `Red overdue letter · O-07 · Rectification report, overdue 2 days · to the principal of O-07` */
  readonly summary: string;
}

/** How a dossier stands, as its rules see it. */
export interface Outlook {
  /** The next moment at which time alone brings something about. */
  readonly wakeAt?: Instant;
  /** The duty or letter that the moment belongs to. */
  readonly why: string;
  readonly letters: readonly DueLetter[];
  readonly attributes: RoundAttributes;
  /** Markdown for the Temporal UI. */
  readonly details: string;
  /** The round has ended and no letter is unsent. */
  readonly closed: boolean;
}

/** All that a workflow knows of its dossier. Made by the ledger, kept by the workflow, never computed there. */
export interface Look extends Omit<Outlook, 'letters'> {
  readonly sequence: number;
  /** What `notify` does now, in words; absent while no letter waits. */
  readonly letters?: string;
  /** The ledger's head lay below what the workflow knew: a restore. This look replaces the workflow's. */
  readonly wentBack?: true;
}

/** From the workflow to the ledger. `now` is the workflow's time, in UTC; `run` the id of its run. */
export interface LookAt {
  readonly round: Code;
  readonly known: number;
  readonly now: Instant;
  readonly run: string;
}

/** A command, as the API hands it to the ledger. */
export interface CarryOut {
  readonly round: Code;
  /** The `Idempotency-Key`. */
  readonly id: string;
  readonly by: Code;
  readonly name: string;
  readonly payload: object;
}

export interface AnsweredDuty {
  readonly key: string;
  readonly kind: string;
  readonly organisation: Code | null;
  readonly owedBy: string;
  readonly dueOn: Day | null;
  readonly dueAt: Instant | null;
  readonly outcome: string | null;
  /** The outcome by the first due day, the day that the actor gave and the day of arrival; absent from answers of before. */
  readonly outcomeByFirstDay?: string | null;
  readonly closedOn?: Day | null;
  readonly arrivedOn?: Day | null;
  /** Met on paper, by the day on which it reached the office. */
  readonly byArrival?: true;
}
/** The answer to a command, kept in the ledger with the command's id: a repetition gets the same one. */
export interface Answer {
  /** The round's sequence after this command's last event. */
  readonly sequence: number;
  readonly events: readonly {
    readonly sequence: number;
    readonly type: string;
    readonly at: Instant;
    readonly on: Day;
    readonly clause: string;
  }[];
  /** The duties that the command opened, met or extended. */
  readonly duties: readonly AnsweredDuty[];
}

/** 403 not your office · 409 not now · 422 not this. (404 and 500 come from the ledger, not from the rules.) */
export type RefusalStatus = 403 | 404 | 409 | 422 | 500;
export interface MissingFact {
  readonly fact: string;
  readonly [about: string]: string | number | boolean | undefined;
}
export interface Refused {
  readonly status: RefusalStatus;
  readonly clause: string | null;
  readonly title: string;
  /** Chinese, with the place in the opinion. */
  readonly detail: string;
  readonly missing: readonly MissingFact[];
}
export type Carried = { readonly answer: Answer } | { readonly refusal: Refused };

/** Workflow code takes values from contracts alone. */
export { MAILROOM } from '../domain/vocabulary.ts';

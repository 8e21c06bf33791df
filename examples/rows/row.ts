/** How a row of the rule book's tables is written: a command in its place, by whom it is done, what it leaves, and every gate
 *  that refuses it. Beside this file, one file per step of the process. */
import { type Code, committeePosts, type Day, organisationPosts } from '../../domain/vocabulary.ts';
import type { CommandName } from '../../contracts/requests/index.ts';
import type { Clause } from '../../opinion/clauses.ts';
import { type Post } from '../../domain/people/posts.ts';
import { addressee } from '../story/feedback.ts';
import { aPlannedItem } from '../story/rectification.ts';
import { aRound, type RoundOptions, type Story } from '../story.ts';
import { holderOf, secretary } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import type { FactName } from '../../domain/wordings.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { RoundEvent } from '../../domain/round/events.ts';
import type { Actor } from '../../domain/dossier/grammar.ts';
import type { RulePayloads } from '../../domain/round/definition.ts';
export const NEXT_WEEK = '2026-03-09T02:00:00.000Z';
export const TODAY: Day = '2026-03-02';
export const O = 'O-07';
export const [F1, F2] = ['F-0701', 'F-0702'];
export const [CLUE, MATTER, ELSEWHERE] = ['T-0701', 'T-0702', 'T-0703'];
export const principal = holderOf('PRINCIPAL', O);
export const liaison = holderOf('LIAISON', O);

/** Seats in the round's team, beside the posts of the registry. */
export const seats = { TL: 'P-LEADER', TDL: 'P-DEPUTY', INS: 'P-INSPECTOR' } as const;
export type May = Post | keyof typeof seats;
export const everyPost: readonly Post[] = [...committeePosts, ...organisationPosts];

export interface Gate<N extends CommandName> {
  readonly because: string;
  readonly given?: () => Story;
  readonly by?: Code | Actor;
  readonly with?: Partial<RulePayloads[N]>;
  readonly clause: Clause;
  readonly missing: FactName;
}
export interface Spec<N extends CommandName> {
  /** What distinguishes this row from others of the same command. */
  readonly as?: string;
  readonly given: () => Story;
  readonly by: Code | Actor;
  readonly payload: RulePayloads[N];
  readonly leaves: readonly RoundEvent['type'][];
  /** `O-07/report-1 2026-05-02`: the duties opened, with their days. */
  readonly opens?: readonly string[];
  readonly closes?: readonly string[];
  /** `on` is no day in this payload. */
  readonly undated?: true;
  /** Why not a second time; or that a repetition is another fact of its own. */
  readonly again: readonly [Clause, FactName] | 'allowed';
  readonly may: readonly May[];
  /** Whose own act it answers: they are refused for that. */
  readonly did?: readonly May[];
  /** The clause that names who may. */
  readonly whoClause: Clause;
  /** To whom its target does not exist, though another one may be theirs (T-4). */
  readonly hiddenFrom?: HiddenFrom;
  readonly gates: readonly Gate<N>[];
}

export interface HiddenFrom {
  readonly posts: readonly May[];
  readonly clause: Clause;
  readonly missing: FactName;
}
export interface GateRow {
  readonly command: CommandName;
  readonly title: string;
  readonly because: string;
  readonly refusal: () => Refusal;
  readonly clause: Clause;
  readonly missing: FactName;
}
export interface Row
  extends Pick<Spec<CommandName>, 'given' | 'by' | 'payload' | 'leaves' | 'again' | 'may' | 'whoClause'> {
  readonly command: CommandName;
  readonly title: string;
  readonly did: readonly May[];
  readonly opens: readonly string[];
  readonly closes: readonly string[];
  readonly undated: boolean;
  readonly answer: (story: Story, by: Code | Actor, on?: Day) => readonly RoundEvent[] | Refusal;
  readonly does: (story: Story) => Story;
  readonly hiddenFrom: HiddenFrom | undefined;
  readonly gates: readonly GateRow[];
}

/** Every fact that a refusal of this file named. */
export const produced = new Set<string>();
export function noted<R extends readonly RoundEvent[] | Refusal>(result: R): R {
  if ('missing' in result) for (const { fact } of result.missing) produced.add(fact);
  return result;
}

export function row<N extends CommandName>(command: N, spec: Spec<N>): Row {
  const title = spec.as === undefined ? command : `${command} · ${spec.as}`;
  const { given, by, payload } = spec;
  return {
    command,
    title,
    given,
    by,
    payload,
    leaves: spec.leaves,
    again: spec.again,
    may: spec.may,
    did: spec.did ?? [],
    whoClause: spec.whoClause,
    hiddenFrom: spec.hiddenFrom,
    opens: spec.opens ?? [],
    closes: spec.closes ?? [],
    undated: spec.undated ?? false,
    answer: (story, asker, on) =>
      noted(story.answer(asker, command, { ...payload, ...(on === undefined ? {} : { on }) })),
    does: (story) => story.does(by, command, payload),
    gates: spec.gates.map((gate) => ({
      command,
      title,
      because: gate.because,
      clause: gate.clause,
      missing: gate.missing,
      refusal: () => noted((gate.given ?? given)().refusal(gate.by ?? by, command, { ...payload, ...gate.with })),
    })),
  };
}

/** Somebody left a post at the organisation last summer, or at another one. */
export const tied = (story: Story, person: Code, place: Code = O): Story =>
  story.varied((registry) => {
    const left = { post: 'BODY_MEMBER' as const, place, person, from: '2020-01-01', to: '2025-06-30' };
    return { ...registry, former: [...registry.former, left] };
  });

export const gone = (options?: RoundOptions) =>
  aRound(options).does(secretary, 'reject-round', { reason: prose('rejected') });
export const returned = () =>
  aRound()
    .withTransfersReceived()
    .does(addressee.OD, 'return-transfer', { transfer: MATTER, reason: prose('not ours') });
export const withLetter = () => aRound().withFeedbackGiven().mailed();
export const copy = `R-2026-01/${O}/receipt-principal/copy/${addressee.DISC}`;
export const planItems = [F1, F2].map((finding) => aPlannedItem(finding, '2026-03-02T02:00:00.000Z'));

export const unknownOrganisation = {
  because: 'the organisation is not part of the round',
  with: { organisation: 'O-99' },
  clause: 'J-II.1',
  missing: 'OrganisationInRound',
} as const;
export const unknownTransfer = {
  because: 'there is no such transfer',
  with: { transfer: 'T-9999' },
  clause: 'J-V.4a',
  missing: 'TransferInRound',
} as const;
export const unknownFinding = {
  because: 'there is no such finding',
  with: { finding: 'F-9999' },
  clause: 'J-V.4a',
  missing: 'FindingInRound',
} as const;
export const roundGone = {
  because: 'the round was rejected',
  given: gone,
  clause: 'J-V.4h',
  missing: 'RoundOpen',
} as const;

/** What is owed when a team is back: an appraisal of each of its people. */
export const appraisalsOf = (outcome: string): string[] =>
  [seats.TDL, seats.INS, seats.TL].map((person) => `${person}/appraisal ${outcome}`);
export const OFFICE = ['OFFICE_DIRECTOR', 'OFFICE_STAFF'] as const;
export const COMMITTEE = ['SECRETARY', 'STANDING_COMMITTEE'] as const;
export const ORGANISATION = ['LIAISON', 'PRINCIPAL'] as const;

export const reported =
  (grade: 'NOT_DONE' | 'BASICALLY_DONE' | 'DONE', hashes: readonly string[], longTerm?: true | Day[]) => () =>
    aRound()
      .withPlanAccepted(O, longTerm)
      .does(liaison, 'report-item', { finding: F1, grade, content: prose('report'), evidence: hashes });

/** How a row of a committee's own work is written: a command in its place, by whom it is done, what it leaves, and every gate. */
import type { CommitteePost } from '../../domain/vocabulary.ts';
import type { Clause } from '../../opinion/clauses.ts';
import { aWork, type CommitteeStory } from '../committee-story.ts';
import type { FactName } from '../../domain/wordings.ts';
import type { CommitteeRuleName, CommitteeRulePayloads } from '../../domain/committee/command.ts';
import type { Actor } from '../../domain/dossier/grammar.ts';

export const TODAY = '2026-03-02';
export const OFFICE: readonly CommitteePost[] = ['OFFICE_DIRECTOR', 'OFFICE_STAFF'];
export const COMMITTEE: readonly CommitteePost[] = ['SECRETARY', 'STANDING_COMMITTEE'];

/** To whoever sees nothing of the work there is nothing in it either (T-4). */
export const toldOfNone = (fact: FactName) =>
  ({
    DISCIPLINE_SECRETARY: fact,
    ORGANISATION_HEAD: fact,
    DISCIPLINE_ORGAN: fact,
    ORGANISATION_DEPARTMENT: fact,
    FUNCTIONAL_DEPARTMENT: fact,
  }) as const;

interface Gate<N extends CommitteeRuleName> {
  readonly because: string;
  readonly given?: () => CommitteeStory;
  readonly by?: CommitteePost | Actor;
  readonly with?: Partial<CommitteeRulePayloads[N]>;
  readonly clause?: Clause;
  readonly missing: FactName;
}
export interface CommitteeRow {
  readonly command: CommitteeRuleName;
  readonly title: string;
  readonly payload: object;
  readonly given: () => CommitteeStory;
  readonly may: readonly CommitteePost[];
  readonly else: Partial<Record<CommitteePost, FactName>>;
  readonly leaves: string;
  readonly opens: readonly string[];
  readonly closes: readonly string[];
  readonly does: () => CommitteeStory;
  readonly asked: (by: CommitteePost | Actor, on?: string) => ReturnType<CommitteeStory['answer']>;
  readonly again: FactName | 'allowed';
  readonly repeated: () => ReturnType<CommitteeStory['answer']>;
  readonly gates: readonly {
    readonly because: string;
    readonly clause: Clause | undefined;
    readonly missing: FactName;
    readonly answer: () => ReturnType<CommitteeStory['answer']>;
  }[];
}
interface Spec<N extends CommitteeRuleName> {
  /** Who is told another way than that none of their posts may. */
  readonly else?: Partial<Record<CommitteePost, FactName>>;
  readonly as?: string;
  readonly given?: () => CommitteeStory;
  readonly payload: CommitteeRulePayloads[N];
  readonly may: readonly CommitteePost[];
  readonly leaves: string;
  readonly opens?: readonly string[];
  readonly closes?: readonly string[];
  readonly again: FactName | 'allowed';
  readonly gates?: readonly Gate<N>[];
}
export function row<N extends CommitteeRuleName>(command: N, spec: Spec<N>): CommitteeRow {
  const { given = aWork, payload, may, opens = [], closes = [], gates = [] } = spec;
  const [by = 'SECRETARY'] = may;
  return {
    command,
    title: spec.as ? `${command} · ${spec.as}` : command,
    payload,
    given,
    may,
    else: spec.else ?? {},
    leaves: spec.leaves,
    opens,
    closes,
    again: spec.again,
    does: () => given().does(by, command, payload),
    asked: (post, on) => given().answer(post, command, on === undefined ? payload : { ...payload, on }),
    repeated: () => given().does(by, command, payload).answer(by, command, payload),
    gates: gates.map(({ because, given: other = given, by: asker = by, with: changed, clause, missing }) => ({
      because,
      clause,
      missing,
      answer: () => other().answer(asker, command, { ...payload, ...changed }),
    })),
  };
}

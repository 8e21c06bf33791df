/** A command of a committee's file: the shared grammar, for one committee without teams and objects. */
import type { WorkPayloads } from '../../contracts/requests/committee.ts';
import type { DeliveryReport, DeliveryReportPayload } from '../../contracts/requests/delivery-report.ts';
import { type Actor, type Definition, type Rule, rolesThatMay } from '../dossier/grammar.ts';
import { refuse } from '../refusal.ts';
import { isOfSomeDepartment, postsGiving, rolesOf } from './actors.ts';
import type { CommitteeEvent, CommitteeEventData, CommitteeEventType, RecordedCommitteeEvent } from './events.ts';
import type { CommitteeFacts, CommitteeFactsNeeded } from './facts.ts';
import type { CommitteeFile } from './state.ts';

export interface CommitteeRulePayloads extends WorkPayloads, Record<DeliveryReport, DeliveryReportPayload> {}
export type CommitteeRuleName = keyof CommitteeRulePayloads;

/** A committee's file, in the grammar. */
export interface CommitteeKind {
  readonly dossier: CommitteeFile;
  readonly event: CommitteeEvent;
  readonly factsNeeded: CommitteeFactsNeeded;
  readonly facts: CommitteeFacts;
}
/** How each event changes the file: the only way that its state changes. */
export type Transitions<Events extends Partial<CommitteeEventData>> = {
  readonly [T in keyof Events & CommitteeEventType]: (
    file: CommitteeFile,
    event: RecordedCommitteeEvent<T>,
  ) => CommitteeFile;
};
type CommitteeDefinition<N extends CommitteeRuleName> = Definition<
  CommitteeKind,
  CommitteeRulePayloads[N],
  CommitteeRulePayloads[N]
>;
export interface CommitteeRule<N extends CommitteeRuleName> extends Rule<CommitteeKind, CommitteeRulePayloads[N]> {
  readonly who: CommitteeDefinition<N>['who'];
}
export type CommitteeRuleBook = { readonly [N in CommitteeRuleName]: CommitteeRule<N> };

const rolesTowards = (file: CommitteeFile, payload: CommitteeRulePayloads[CommitteeRuleName], actor: Actor) =>
  rolesOf(file, actor, aimOf(payload));
/** What a payload is aimed at. */
const aimOf = (payload: CommitteeRulePayloads[CommitteeRuleName]) => ({
  letter: 'letter' in payload ? payload.letter : undefined,
  governance: 'governance' in payload ? payload.governance : undefined,
});

export function command<N extends CommitteeRuleName>(_name: N, definition: CommitteeDefinition<N>): CommitteeRule<N> {
  return {
    clause: definition.clause,
    who: definition.who,
    undated: false,
    receipt: definition.receipt ?? false,
    ownAct: definition.ownAct ?? false,
    signs: definition.signs ?? false,
    rolesOf: rolesTowards,
    admit(file, payload, actor) {
      const may = rolesThatMay(definition.who, file, payload);
      const roles = rolesTowards(file, payload, actor);
      if (!may.some((role) => roles.has(role))) {
        const { governance } = aimOf(payload);
        // What is another department's is answered as if it were not there (T-4).
        if (governance !== undefined && isOfSomeDepartment(file, actor, may))
          return refuse(definition.clause, 'GovernanceOpened', { governance });
        return refuse(definition.clause, 'post', { oneOf: may.join(' ') });
      }
      return definition.gate(file, payload);
    },
    postsActing(file, payload, actor) {
      const may = rolesThatMay(definition.who, file, payload);
      return postsGiving(file, actor, may, aimOf(payload));
    },
    notBefore: definition.notBefore,
    facts: (file, payload) => definition.facts?.(file, payload) ?? {},
    decide: definition.decide,
  };
}

/** A command of a committee's file: the shared grammar, for one committee without teams and objects. */
import type { WorkPayloads } from '../../contracts/requests/committee.ts';
import type { DeliveryReport, DeliveryReportPayload } from '../../contracts/requests/delivery-report.ts';
import type { ProposedAct } from '../dossier/confirmation.ts';
import {
  type Actor,
  type Context,
  type Definition,
  requireAnother,
  type Rule,
  rolesThatMay,
} from '../dossier/grammar.ts';
import { proposed } from '../dossier/proposing.ts';
import type { Role } from '../people/posts.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { Code } from '../vocabulary.ts';
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
interface CommitteeDefinition<N extends CommitteeRuleName>
  extends Definition<CommitteeKind, CommitteeRulePayloads[N], CommitteeRulePayloads[N]> {
  /** What is aimed at is there, as far as the actor sees: asked before who may, where that is said by what is aimed at. */
  readonly known?: (file: CommitteeFile, payload: CommitteeRulePayloads[N], actor: Actor) => Refusal | undefined;
  /** Who completes it, where one person alone may not (T-6): the roles of the second person; none: it needs no second one. */
  readonly confirmedBy?: (
    file: CommitteeFile,
    payload: CommitteeRulePayloads[N],
    context: Context<CommitteeFacts>,
  ) => readonly Role[];
  /** A second person confirms that it happened on the day that the first one gives: what it leaves has that day (T-5). */
  readonly keepsDay?: true;
  /** Who did what the command confirms: none of them may (T-2). */
  readonly doneBy?: (file: CommitteeFile, payload: CommitteeRulePayloads[N]) => readonly Code[];
}
export interface CommitteeRule<N extends CommitteeRuleName> extends Rule<CommitteeKind, CommitteeRulePayloads[N]> {
  readonly name: N;
  readonly who: CommitteeDefinition<N>['who'];
  /** An act of this command that was proposed: what its completion needs to know, what has come in its way since, and what it brings
   *  about. */
  readonly factsOfProposed: (file: CommitteeFile, act: ProposedAct) => CommitteeFactsNeeded;
  readonly gateOfProposed: (file: CommitteeFile, act: ProposedAct) => Refusal | undefined;
  readonly complete: (
    file: CommitteeFile,
    act: ProposedAct,
    context: Context<CommitteeFacts>,
  ) => readonly CommitteeEvent[] | Refusal;
}
export type CommitteeRuleBook = { readonly [N in CommitteeRuleName]: CommitteeRule<N> };

const rolesTowards = (file: CommitteeFile, payload: CommitteeRulePayloads[CommitteeRuleName], actor: Actor) =>
  rolesOf(file, actor, aimOf(payload));
/** What a payload is aimed at. */
const aimOf = (payload: CommitteeRulePayloads[CommitteeRuleName]) => ({
  letter: 'letter' in payload ? payload.letter : undefined,
  governance: 'governance' in payload ? payload.governance : undefined,
});

export function command<N extends CommitteeRuleName>(name: N, definition: CommitteeDefinition<N>): CommitteeRule<N> {
  const factsOf = (file: CommitteeFile, payload: CommitteeRulePayloads[N]) => definition.facts?.(file, payload) ?? {};
  /** The act as it was proposed. */
  const payloadOf = (act: ProposedAct): CommitteeRulePayloads[N] => {
    if (!isOf(act, name)) throw new Error(`${act.code} proposes ${act.action}, not ${name}`);
    return act.payload;
  };
  return {
    name,
    clause: definition.clause,
    who: definition.who,
    undated: false,
    receipt: definition.receipt ?? false,
    ownAct: definition.ownAct ?? false,
    signs: definition.signs ?? false,
    rolesOf: rolesTowards,
    admit(file, payload, actor) {
      const unknown = definition.known?.(file, payload, actor);
      if (unknown) return unknown;
      const may = rolesThatMay(definition.who, file, payload);
      const roles = rolesTowards(file, payload, actor);
      if (!may.some((role) => roles.has(role))) {
        const { governance } = aimOf(payload);
        // What is another department's is answered as if it were not there (T-4).
        if (governance !== undefined && isOfSomeDepartment(file, actor, may))
          return refuse(definition.clause, 'GovernanceOpened', { governance });
        return refuse(definition.clause, 'post', { oneOf: may.join(' ') });
      }
      const doneBy = definition.doneBy?.(file, payload) ?? [];
      return requireAnother(doneBy, actor, definition.clause, may) ?? definition.gate(file, payload);
    },
    postsActing(file, payload, actor) {
      const may = rolesThatMay(definition.who, file, payload);
      return postsGiving(file, actor, may, aimOf(payload));
    },
    notBefore: definition.notBefore,
    facts: factsOf,
    decide(file, payload, context) {
      const events = definition.decide(file, payload, context);
      if (isRefusal(events)) return events;
      const confirmedBy = definition.confirmedBy?.(file, payload, context) ?? [];
      if (confirmedBy.length === 0) return events;
      return [proposed(file, { action: name, payload, organisation: null, confirmedBy }, definition.clause, context)];
    },
    factsOfProposed: (file, act) => factsOf(file, payloadOf(act)),
    gateOfProposed: (file, act) => definition.gate(file, payloadOf(act)),
    complete(file, act, given) {
      const context = definition.keepsDay ? { ...given, on: act.on } : given;
      return definition.decide(file, payloadOf(act), context);
    },
  };
}

const isOf = <N extends CommitteeRuleName>(
  act: ProposedAct,
  name: N,
): act is ProposedAct & { readonly payload: CommitteeRulePayloads[N] } => act.action === name;

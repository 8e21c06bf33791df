/** A command of a committee's file: the shared grammar, for one committee without teams and objects. */
import type { WorkPayloads } from '../../contracts/requests/committee.ts';
import type { DeliveryReport, DeliveryReportPayload } from '../../contracts/requests/delivery-report.ts';
import type { OnBehalf, ProposedAct } from '../dossier/confirmation.ts';
import {
  type Actor,
  type Context,
  type Definition,
  requireAnother,
  type Rule,
  rolesThatMay,
} from '../dossier/grammar.ts';
import { inNameOfSignatories, onBehalfOf, signatoryNeeded } from '../dossier/on-behalf.ts';
import { proposed } from '../dossier/proposing.ts';
import { mayGoOn, type Role } from '../people/posts.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { Code, Instant } from '../vocabulary.ts';
import { isOfSomeDepartment, postsGiving, rolesOf } from './actors.ts';
import type { CommitteeEvent, CommitteeEventData, CommitteeEventType, RecordedCommitteeEvent } from './events.ts';
import type { CommitteeFacts, CommitteeFactsNeeded } from './facts.ts';
import { putRightBy, requireNoObjection } from './held.ts';
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
  /** What it is about, by its code: an objection to an act holds what else is about that, and about what follows from it. */
  readonly about?: (file: CommitteeFile, payload: CommitteeRulePayloads[N]) => Code;
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
  /** Whether the office may enter it now for somebody who has signed it on paper (T-8). */
  readonly admitOnBehalf: (
    file: CommitteeFile,
    payload: CommitteeRulePayloads[N],
    onBehalf: OnBehalf,
    asked: { readonly actor: Actor; readonly facts: CommitteeFacts; readonly now: Instant },
  ) => Refusal | undefined;
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
  sequence: 'sequence' in payload ? payload.sequence : undefined,
});

export function command<N extends CommitteeRuleName>(name: N, definition: CommitteeDefinition<N>): CommitteeRule<N> {
  const { clause, who } = definition;
  const admit = admission(name, definition);
  const { decide, complete, admitOnBehalf } = carryingOut(name, definition, admit);
  const factsOf = (file: CommitteeFile, payload: CommitteeRulePayloads[N], onBehalf: OnBehalf | undefined) => ({
    ...definition.facts?.(file, payload),
    ...signatoryNeeded(file, onBehalf),
  });
  return {
    name,
    clause,
    who,
    undated: false,
    receipt: definition.receipt ?? false,
    ownAct: definition.ownAct ?? false,
    signs: definition.signs ?? false,
    rolesOf: rolesTowards,
    admit,
    admitOnBehalf,
    postsActing: (file, payload, actor) =>
      postsGiving(file, actor, onBehalfOf(payload) ? ['OFF'] : rolesThatMay(who, file, payload), aimOf(payload)),
    notBefore: definition.notBefore,
    facts: (file, payload) => factsOf(file, payload, onBehalfOf(payload)),
    decide,
    factsOfProposed: (file, act) => factsOf(file, payloadOf(name, act), act.onBehalf),
    gateOfProposed: (file, act) => definition.gate(file, payloadOf(name, act)),
    complete,
  };
}

/** Who is let in, and when. */
const admission =
  <N extends CommitteeRuleName>(name: N, definition: CommitteeDefinition<N>): CommitteeRule<N>['admit'] =>
  (file, payload, actor) => {
    const { clause } = definition;
    const unknown = definition.known?.(file, payload, actor);
    if (unknown) return unknown;
    const may = rolesThatMay(definition.who, file, payload);
    const roles = rolesTowards(file, payload, actor);
    const acting = may.filter((role) => roles.has(role));
    if (acting.length === 0) {
      const { governance } = aimOf(payload);
      // What is another department's is answered as if it were not there (T-4).
      if (governance !== undefined && isOfSomeDepartment(file, actor, may))
        return refuse(clause, 'GovernanceOpened', { governance });
      return refuse(clause, 'post', { oneOf: may.join(' ') });
    }
    const doing = { name, about: definition.about?.(file, payload), payload };
    return (
      (acting.some((role) => mayGoOn.has(role)) ? undefined : requireNoObjection(file, actor, doing)) ??
      requireAnother(definition.doneBy?.(file, payload) ?? [], actor, clause, may) ??
      definition.gate(file, payload)
    );
  };

/** What it brings about: at once, after a second person, or in the name of whoever has signed it on paper. */
function carryingOut<N extends CommitteeRuleName>(
  name: N,
  definition: CommitteeDefinition<N>,
  admit: CommitteeRule<N>['admit'],
): Pick<CommitteeRule<N>, 'decide' | 'complete' | 'admitOnBehalf'> {
  const { clause } = definition;
  const mayDo = (file: CommitteeFile, payload: CommitteeRulePayloads[N]) => rolesThatMay(definition.who, file, payload);
  const aboutOf = (file: CommitteeFile, payload: CommitteeRulePayloads[N]) => {
    const about = definition.about?.(file, payload);
    return { organisation: null, ...(about === undefined ? {} : { about }) };
  };
  const inTheirName = inNameOfSignatories<CommitteeKind, CommitteeRulePayloads[N]>({
    ...definition,
    name,
    mayDo,
    rolesTowards,
    postsGiving: (file, payload, actor, wanted) => postsGiving(file, actor, wanted, aimOf(payload)),
    aboutOf,
    admit,
  });
  const inPersonAgain = (file: CommitteeFile, payload: CommitteeRulePayloads[N], { by, on }: Context<CommitteeFacts>) =>
    putRightBy(file, { name, about: definition.about?.(file, payload), by, on });
  return {
    decide(file, payload, context) {
      const onBehalf = onBehalfOf(payload);
      if (onBehalf) return inTheirName.enter(file, payload, onBehalf, context);
      const events = definition.decide(file, payload, context);
      if (isRefusal(events)) return events;
      const confirmedBy = definition.confirmedBy?.(file, payload, context) ?? [];
      if (confirmedBy.length === 0) return [...events, ...inPersonAgain(file, payload, context)];
      return [proposed(file, { action: name, payload, ...aboutOf(file, payload), confirmedBy }, clause, context)];
    },
    complete(file, act, given) {
      const payload = payloadOf(name, act);
      const context = definition.keepsDay ? { ...given, on: act.on } : given;
      if (act.onBehalf) return inTheirName.complete(file, { ...act, onBehalf: act.onBehalf, payload }, context);
      const events = definition.decide(file, payload, context);
      return isRefusal(events) ? events : [...events, ...inPersonAgain(file, payload, context)];
    },
    admitOnBehalf: (file, payload, onBehalf, { actor, facts, now }) =>
      rolesTowards(file, payload, actor).has('OFF')
        ? inTheirName.admit(file, payload, onBehalf, { by: actor.person, facts, now })
        : refuse(clause, 'post', { oneOf: 'OFF' }),
  };
}

/** The act as it was proposed. */
function payloadOf<N extends CommitteeRuleName>(name: N, act: ProposedAct): CommitteeRulePayloads[N] {
  if (!isOf(act, name)) throw new Error(`${act.code} proposes ${act.action}, not ${name}`);
  return act.payload;
}
const isOf = <N extends CommitteeRuleName>(
  act: ProposedAct,
  name: N,
): act is ProposedAct & { readonly payload: CommitteeRulePayloads[N] } => act.action === name;

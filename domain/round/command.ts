/** A command of a round: the shared grammar, with the round's own checks. Every target is known, a suspended round halts its own
 *  side, paper is entered by the office, and a seat in a team must be fit to act from. */
import type { OnBehalf, ProposedAct } from '../dossier/confirmation.ts';
import { isEntering } from '../dossier/dossier.ts';
import type { Actor, Context, Rule } from '../dossier/grammar.ts';
import { onBehalfOf, signatoryNeeded } from '../dossier/on-behalf.ts';
import type { Refusal } from '../refusal.ts';
import type { Code, Instant } from '../vocabulary.ts';
import { postsGiving, rolesOf } from './actors.ts';
import { admission, requireInSight, requireStillIn } from './admission.ts';
import { carryingOut, payloadOf } from './carrying-out.ts';
import {
  type Aimed,
  aimed,
  type RoundDefinition,
  type RoundKind,
  type RuleName,
  type RulePayloads,
} from './definition.ts';
import type { EventData, EventType, RecordedRoundEvent, RoundEvent } from './events.ts';
import type { Facts, FactsNeeded } from './facts.ts';
import type { Round } from './state.ts';
import { placeOf, requireKnown, type Target, type TargetKey } from './targets.ts';

/** How each event changes the round: the only way that its state changes. */
export type Transitions<Events extends Partial<EventData>> = {
  readonly [T in keyof Events & EventType]: (round: Round, event: RecordedRoundEvent<T>) => Round;
};

/** A target of a command, with what stands in the way of it; nothing, where the command may be carried out. */
export interface PossibleAction {
  readonly target: Target;
  readonly refusal: Refusal | undefined;
}
export interface RoundRule<N extends RuleName> extends Rule<RoundKind, RulePayloads[N]> {
  readonly name: N;
  readonly inPerson: boolean;
  /** Entered from paper, it names the paper. */
  readonly onPaper: boolean;
  readonly recordsPaper: boolean;
  /** Whether the office may enter it now for somebody who has signed it on paper (T-8). */
  readonly admitOnBehalf: (
    round: Round,
    payload: RulePayloads[N],
    onBehalf: OnBehalf,
    asked: { readonly actor: Actor; readonly facts: Facts; readonly now: Instant },
  ) => Refusal | undefined;
  /** What stands in the way, whoever asks; and what it brings about, before any second person. */
  readonly gate: (round: Round, payload: RulePayloads[N]) => Refusal | undefined;
  readonly carryOut: RoundDefinition<N, never>['decide'];
  /** An act of this command that was proposed: what its completion needs to know, and what it brings about. */
  readonly factsOfProposed: (round: Round, act: ProposedAct) => FactsNeeded;
  /** Whether it is carried out while the round is suspended. */
  readonly goesOnProposed: (round: Round, act: ProposedAct) => boolean;
  /** What has come in its way since. */
  readonly gateOfProposed: (round: Round, act: ProposedAct) => Refusal | undefined;
  readonly complete: (round: Round, act: ProposedAct, context: Context<Facts>) => readonly RoundEvent[] | Refusal;
  readonly possibleActions: (round: Round, actor: Actor, organisation?: Code) => Generator<PossibleAction>;
}
export type RuleBook = { readonly [N in RuleName]: RoundRule<N> };

export function command<N extends RuleName, A extends TargetKey & keyof RulePayloads[N]>(
  name: N,
  targetKeys: readonly A[],
  definition: RoundDefinition<N, A>,
): RoundRule<N> {
  const { clause, receipt = false, gate } = definition;
  const ofThis = aimed(name, targetKeys, definition);
  const { inPerson, aimedAt, goesOn } = ofThis;
  const admit = admission(ofThis);
  const { decide, complete, admitOnBehalf } = carryingOut(ofThis, admit);
  const factsOf = (round: Round, payload: RulePayloads[N], onBehalf: OnBehalf | undefined): FactsNeeded => ({
    ...definition.facts?.(round, payload),
    ...signatoryNeeded(round, onBehalf),
  });
  return {
    name,
    clause,
    inPerson,
    onPaper: definition.onPaper ?? receipt,
    recordsPaper: definition.recordsPaper ?? false,
    undated: definition.undated ?? false,
    receipt,
    ownAct: definition.ownAct ?? false,
    signs: definition.signs ?? false,
    rolesOf: (round, payload, actor) => rolesOf(round, actor, aimedAt(payload)),
    admit,
    admitOnBehalf,
    postsActing: (round, payload, actor) => postsActing(ofThis, round, payload, actor),
    notBefore: definition.notBefore,
    facts: (round, payload) => factsOf(round, payload, onBehalfOf(payload)),
    decide,
    gate,
    carryOut: definition.decide,
    factsOfProposed: (round, act) => factsOf(round, payloadOf(ofThis, act), act.onBehalf),
    gateOfProposed(round, act) {
      const payload = payloadOf(ofThis, act);
      const target = aimedAt(payload);
      return (
        requireKnown(ofThis.known, round, target, new Set(act.confirmedBy)) ??
        requireStillIn(definition, round, target) ??
        gate(round, payload)
      );
    },
    complete,
    goesOnProposed: (round, act) => goesOn(round, payloadOf(ofThis, act)),
    *possibleActions(round, actor, organisation) {
      for (const aim of definition.targets(round)) {
        const target = aimedAt(aim);
        if (organisation !== undefined && placeOf(round, target) !== organisation) continue;
        if (isForActor(ofThis, round, target, actor)) yield { target, refusal: admit(round, aim, actor) };
      }
    },
  };
}

/** What the actor may not know of is not offered to them either. */
const isForActor = <N extends RuleName, A extends TargetKey & keyof RulePayloads[N]>(
  { known }: Aimed<N, A>,
  round: Round,
  target: Target,
  actor: Actor,
): boolean =>
  !requireKnown(known, round, target, rolesOf(round, actor, target)) && !requireInSight(known, round, target, actor);

/** The actor's posts that let them; the office's, where it enters what others have done. */
function postsActing<N extends RuleName, A extends TargetKey & keyof RulePayloads[N]>(
  { aimedAt, mayDo, inPerson }: Aimed<N, A>,
  round: Round,
  payload: RulePayloads[N],
  actor: Actor,
) {
  const target = aimedAt(payload);
  if (onBehalfOf(payload)) return postsGiving(round, actor, target, ['OFF']);
  const posts = postsGiving(round, actor, target, mayDo(round, payload));
  return posts.length > 0 || inPerson || !isEntering(round) ? posts : postsGiving(round, actor, target, ['OFF']);
}

/** What a command of a round brings about: at once, after a second person, or in the name of whoever has signed it on paper. */
import type { OnBehalf, ProposedAct } from '../dossier/confirmation.ts';
import type { Actor, Context } from '../dossier/grammar.ts';
import { inNameOfSignatories, onBehalfOf } from '../dossier/on-behalf.ts';
import { proposed } from '../dossier/proposing.ts';
import { isDepartment } from '../people/posts.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Instant } from '../vocabulary.ts';
import { postsGiving, requireAuthorizedDay, rolesOf } from './actors.ts';
import { isEnteredForAll, refuseToAct, requireInSight } from './admission.ts';
import type { Aimed, RoundDefinition, RoundKind, RuleName, RulePayloads } from './definition.ts';
import type { RoundEvent } from './events.ts';
import type { Facts } from './facts.ts';
import { entered, paperNamed } from './from-paper.ts';
import { putRightBy } from './held.ts';
import { requireUntied } from './recusal.ts';
import type { Round } from './state.ts';
import { placeOf, requireKnown, type TargetKey } from './targets.ts';

type Admit<P> = (round: Round, payload: P, actor: Actor) => Refusal | undefined;
interface Asked {
  readonly actor: Actor;
  readonly facts: Facts;
  readonly now: Instant;
}

export function carryingOut<N extends RuleName, A extends TargetKey & keyof RulePayloads[N]>(
  command: Aimed<N, A>,
  admit: Admit<Pick<RulePayloads[N], A>>,
) {
  const { name, definition, inPerson } = command;
  const { clause } = definition;
  const inTheirName = inNamesOf(command, admit);
  const decide: RoundDefinition<N, A>['decide'] = (round, payload, context) => {
    const onBehalf = onBehalfOf(payload);
    if (onBehalf) return inTheirName.enter(round, payload, onBehalf, context);
    const events = onItsDay(command, round, payload, context);
    if (isRefusal(events)) return events;
    if (isEnteredForAll(round, inPerson)) {
      const told = [...events, ...paperNamed(name, clause, payload, context)];
      const after = { ...context, sequence: context.sequence + told.length };
      return [...told, ...enteredForDepartment(command, round, payload, after)];
    }
    const confirmedBy = definition.confirmedBy?.(round, payload, context) ?? [];
    if (confirmedBy.length === 0) return [...events, ...inPersonAgain(command, round, payload, context)];
    const organisation = placeOf(round, command.aimedAt(payload)) ?? null;
    return [proposed(round, { action: name, payload, organisation, confirmedBy }, clause, context)];
  };

  return {
    decide,
    complete(round: Round, act: ProposedAct, given: Context<Facts>): readonly RoundEvent[] | Refusal {
      const payload = payloadOf(command, act);
      const context = definition.keepsDay ? { ...given, on: act.on } : given;
      if (act.onBehalf) return inTheirName.complete(round, { ...act, onBehalf: act.onBehalf, payload }, context);
      const events = onItsDay(command, round, payload, context);
      return isRefusal(events) ? events : [...events, ...inPersonAgain(command, round, payload, context)];
    },
    /** Whether the office may enter it now for somebody who has signed it on paper (T-8). */
    admitOnBehalf(
      round: Round,
      payload: RulePayloads[N],
      onBehalf: OnBehalf,
      { actor, facts, now }: Asked,
    ): Refusal | undefined {
      const target = command.aimedAt(payload);
      const roles = rolesOf(round, actor, target);
      if (!roles.has('OFF')) return refuseToAct(definition.whoClause ?? clause, actor, ['OFF']);
      return (
        requireKnown(command.known, round, target, roles) ??
        requireInSight(command.known, round, target, actor) ??
        requireUntied(round, actor, target, ['OFF']) ??
        inTheirName.admit(round, payload, onBehalf, { by: actor.person, facts, now })
      );
    },
  };
}

const inNamesOf = <N extends RuleName, A extends TargetKey & keyof RulePayloads[N]>(
  { name, definition, mayDo, aimedAt }: Aimed<N, A>,
  admit: Admit<Pick<RulePayloads[N], A>>,
) =>
  inNameOfSignatories<RoundKind, RulePayloads[N]>({
    ...definition,
    name,
    mayDo,
    rolesTowards: (round, payload, actor) => rolesOf(round, actor, aimedAt(payload)),
    postsGiving: (round, payload, actor, wanted) => postsGiving(round, actor, aimedAt(payload), wanted),
    aboutOf: (round, payload) => ({ organisation: placeOf(round, aimedAt(payload)) ?? null }),
    admit,
  });

/** The act itself, on a day on which it may be done. */
function onItsDay<N extends RuleName, A extends TargetKey & keyof RulePayloads[N]>(
  { definition, mayDo, aimedAt }: Aimed<N, A>,
  round: Round,
  payload: RulePayloads[N],
  context: Context<Facts>,
): readonly RoundEvent[] | Refusal {
  const may = mayDo(round, payload);
  const refused = definition.duringStay && requireAuthorizedDay(round, aimedAt(payload), may, context);
  return refused ?? definition.decide(round, payload, context);
}

/** What was found not to be somebody's act is put right once they do it themselves. */
const inPersonAgain = <N extends RuleName, A extends TargetKey & keyof RulePayloads[N]>(
  { name, aimedAt }: Aimed<N, A>,
  round: Round,
  payload: RulePayloads[N],
  { by, on }: Context<Facts>,
): RoundEvent[] => putRightBy(round, { name, place: placeOf(round, aimedAt(payload)), payload, by, on });

/** What the office enters for a department, one of its holders confirms (T-7). */
function enteredForDepartment<N extends RuleName, A extends TargetKey & keyof RulePayloads[N]>(
  { name, mayDo, aimedAt }: Aimed<N, A>,
  round: Round,
  payload: RulePayloads[N],
  context: Context<Facts>,
): RoundEvent[] {
  const may = mayDo(round, payload);
  const target = aimedAt(payload);
  const roles = rolesOf(round, context.actor, target);
  if (!may.every(isDepartment) || may.some((role) => roles.has(role))) return [];
  const organisation = placeOf(round, target) ?? null;
  return [entered(round, { action: name, payload: target, organisation, confirmedBy: may }, target.transfer, context)];
}

/** The act as it was proposed. */
export function payloadOf<N extends RuleName>({ name }: { readonly name: N }, act: ProposedAct): RulePayloads[N] {
  if (!isOf(act, name)) throw new Error(`${act.code} proposes ${act.action}, not ${name}`);
  return act.payload;
}
const isOf = <N extends RuleName>(
  act: ProposedAct,
  name: N,
): act is ProposedAct & { readonly payload: RulePayloads[N] } => act.action === name;

/** Who is let in to a command of a round, and when: asked here, once, for every command, and always in the same order. */
import type { Clause } from '../../opinion/clauses.ts';
import { isEntering } from '../dossier/dossier.ts';
import { type Actor, requireAnother } from '../dossier/grammar.ts';
import { mayGoOn, type Role, rolesOfPost } from '../people/posts.ts';
import { viewpointOf } from '../people/viewpoint.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { isOutside, requireFitForSeat, rolesAnywhere, rolesOf } from './actors.ts';
import type { Aimed, RoundDefinition, RuleName, RulePayloads } from './definition.ts';
import { requireNoObjection } from './held.ts';
import { hiddenPart } from './in-sight.ts';
import { requireTargetInRound } from './leaving.ts';
import { requireLeadingBySecretary, requireUntied } from './recusal.ts';
import type { Round } from './state.ts';
import { isSealed, type Parts, placeOf, requireKnown, type Target, type TargetKey } from './targets.ts';

type Admit<P> = (round: Round, payload: P, actor: Actor) => Refusal | undefined;

export const admission =
  <N extends RuleName, A extends TargetKey & keyof RulePayloads[N]>(
    command: Aimed<N, A>,
  ): Admit<Pick<RulePayloads[N], A>> =>
  (round, payload, actor) => {
    const { name, definition, inPerson } = command;
    const target = command.aimedAt(payload);
    const roles = rolesOf(round, actor, target);
    const nowhere = requireThere(command, round, target, { actor, roles });
    if (nowhere) return nowhere;
    const may = command.mayDo(round, payload);
    const acting = may.filter((role) => roles.has(role));
    if (acting.length === 0 && (inPerson || !entersFromPaper(round, roles)))
      return refuseToAct(definition.whoClause ?? definition.clause, actor, may);
    // From paper the office enters what others did, and they went on or waited for themselves.
    const whose = acting.length > 0 ? acting : may;
    const goesOn = command.goesOn(round, payload) || whose.some((role) => mayGoOn.has(role));
    if (round.suspendedOn !== null && !goesOn)
      return refuse('J-I.3a', 'RoundRunning', { suspendedOn: round.suspendedOn });
    const doing = { name, place: placeOf(round, target), payload };
    return (
      requireStillIn(definition, round, target) ??
      (goesOn ? undefined : requireNoObjection(round, actor, doing)) ??
      requireFitForSeat(round, actor, target, acting) ??
      (isEnteredForAll(round, inPerson) ? undefined : requireFree(round, actor, target, acting)) ??
      requireAnother(definition.doneBy?.(round, payload, acting) ?? [], actor, definition.clause, may) ??
      definition.gate(round, payload)
    );
  };

/** What the command is aimed at is there, as far as the actor sees. */
function requireThere<N extends RuleName, A extends TargetKey & keyof RulePayloads[N]>(
  { definition, known }: Aimed<N, A>,
  round: Round,
  target: Target,
  { actor, roles }: { readonly actor: Actor; readonly roles: ReadonlySet<Role> },
): Refusal | undefined {
  const whoClause = definition.whoClause ?? definition.clause;
  const unknown = requireKnown(known, round, target, roles);
  // Asking for a code tells nobody outside whether there is such a clue, paper or referral (J-V.5e).
  if (isSealed(round, target) && isOutside(round, actor)) return refuse(whoClause, 'post');
  const nowhere = unknown ?? requireInSight(known, round, target, actor);
  if (!nowhere) return undefined;
  return requireRoleAnywhere(mayAnywhere(definition, round), round, actor, target, whoClause) ?? nowhere;
}

function mayAnywhere<N extends RuleName, A extends TargetKey & keyof RulePayloads[N]>(
  { who, targets }: RoundDefinition<N, A>,
  round: Round,
): readonly Role[] {
  if (typeof who !== 'function') return who;
  return [...new Set([...targets(round)].flatMap((target) => who(round, target)))];
}

export const requireStillIn = (
  { afterLeaving }: { readonly afterLeaving?: true },
  round: Round,
  target: Target,
): Refusal | undefined => (afterLeaving ? undefined : requireTargetInRound(round, target));

/** While history is entered, its second persons have signed on paper; but what is done in person is done by two. */
export const isEnteredForAll = (round: Round, inPerson: boolean): boolean => isEntering(round) && !inPerson;

/** Free to act: neither unfit to lead nor tied to the organisation. */
const requireFree = (round: Round, actor: Actor, target: Target, acting: readonly Role[]): Refusal | undefined =>
  requireLeadingBySecretary(round, actor, acting) ?? requireUntied(round, actor, target, acting);

/** Whoever may do this to nothing in the round is told so, whatever they aim at: the answer says of no code whether it is there. */
function requireRoleAnywhere(
  who: readonly Role[],
  round: Round,
  actor: Actor,
  target: Target,
  clause: Clause,
): Refusal | undefined {
  if (who.length === 0) return undefined;
  const roles = rolesAnywhere(round, actor, target);
  if (who.some((role) => roles.has(role)) || entersFromPaper(round, roles)) return undefined;
  return refuseToAct(clause, actor, who);
}

/** None of the actor's posts may; with whether one would, elsewhere. */
export function refuseToAct(clause: Clause, { posts }: Actor, may: readonly Role[]): Refusal {
  const elsewhere = posts.some(({ post }) => rolesOfPost[post].some((role) => may.includes(role)));
  return refuse(clause, 'post', { oneOf: may.join(' '), ...(elsewhere && { elsewhere }) });
}

/** What is out of the actor's sight is answered as if it were nowhere in the round (T-4). */
export function requireInSight(known: Parts, round: Round, target: Target, actor: Actor): Refusal | undefined {
  const key = hiddenPart(round, viewpointOf(round, actor), target);
  const part = key && known[key];
  return part && refuse(part.clause, part.fact, { [key]: target[key] ?? '' });
}

/** While history is entered, the office enters what others have done on paper (docs/decisions/004-takeover.md). */
const entersFromPaper = (round: Round, roles: ReadonlySet<Role>): boolean => isEntering(round) && roles.has('OFF');

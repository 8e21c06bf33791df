/** A command of a round: the shared grammar, with the round's own checks. Every target is known, a suspended round halts its own
 *  side, paper is entered by the office, and a seat in a team must be fit to act from. All is asked here, once, for every command. */
import type { DeliveryReport, DeliveryReportPayload } from '../../contracts/requests/delivery-report.ts';
import type { CommandPayloads } from '../../contracts/requests/index.ts';
import type { Clause } from '../../opinion/clauses.ts';
import { isEntering } from '../dossier/dossier.ts';
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
import { isDepartment, mayGoOn, type Role, rolesOfPost } from '../people/posts.ts';
import { viewpointOf } from '../people/viewpoint.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { Code, Instant } from '../vocabulary.ts';
import { isOutside, postsGiving, requireAuthorizedDay, requireFitForSeat, rolesAnywhere, rolesOf } from './actors.ts';
import { hiddenPart } from './in-sight.ts';
import type { EventData, EventType, RecordedRoundEvent, RoundEvent } from './events.ts';
import type { Facts, FactsNeeded } from './facts.ts';
import { requireTargetInRound } from './leaving.ts';
import { putRightBy, requireNoObjection } from './held.ts';
import { entered, paperNamed } from './from-paper.ts';
import { requireLeadingBySecretary, requireUntied } from './recusal.ts';
import type { Round } from './state.ts';
import {
  isSealed,
  type Parts,
  parts,
  placeOf,
  requireKnown,
  type Target,
  type TargetKey,
  targetOf,
} from './targets.ts';

/** What people may ask, and what the mailroom reports. */
export interface RulePayloads extends CommandPayloads, Record<DeliveryReport, DeliveryReportPayload> {}
export type RuleName = keyof RulePayloads;

/** A round, in the grammar. */
export interface RoundKind {
  readonly dossier: Round;
  readonly event: RoundEvent;
  readonly factsNeeded: FactsNeeded;
  readonly facts: Facts;
}
/** How each event changes the round: the only way that its state changes. */
export type Transitions<Events extends Partial<EventData>> = {
  readonly [T in keyof Events & EventType]: (round: Round, event: RecordedRoundEvent<T>) => Round;
};

export interface RoundDefinition<N extends RuleName, A extends TargetKey & keyof RulePayloads[N]>
  extends Definition<RoundKind, Pick<RulePayloads[N], A>, RulePayloads[N]> {
  /** The clause that forbids it to everybody else, if it is another one. */
  readonly whoClause?: Clause;
  /** Not even the office enters it for them, when a round is taken over from paper. */
  readonly inPerson?: true;
  /** A decision or a disposal: entered from paper, it names the paper, as a receipt does unless it has evidence of its own. */
  readonly onPaper?: boolean;
  /** It records a paper whenever it is done: `document` is its own. */
  readonly recordsPaper?: true;
  /** What a key names here, where it names something else elsewhere. */
  readonly parts?: Parts;
  /** Everything in the round that the command could be aimed at. */
  readonly targets: (round: Round) => Iterable<Pick<RulePayloads[N], A>>;
  /** Who completes it, where one person alone may not (T-6): the roles of the second person; none: it needs no second one. */
  readonly confirmedBy?: (round: Round, payload: RulePayloads[N], context: Context<Facts>) => readonly Role[];
  /** A second person confirms that it happened on the day that the first one gives: what it leaves has that day (T-5). */
  readonly keepsDay?: true;
  /** Who did what the command accepts, decides on or confirms: none of them may (T-2). `acting`: as what the actor asks. */
  readonly doneBy?: (round: Round, target: Pick<RulePayloads[N], A>, acting: readonly Role[]) => readonly Code[];
  /** Carried out while the round is suspended, though it is the committee's or its office's: it halts or frees clocks. What
   *  those do who owe something is never held up (`mayGoOn`). */
  readonly goesOnSuspended?: true | ((round: Round, target: Pick<RulePayloads[N], A>) => boolean);
  /** Done of an organisation that has left the round as well: its people still answer for themselves. */
  readonly afterLeaving?: true;
  /** The team's own work of its stay: done on the days of the leader's authorization (J-III.3c). */
  readonly duringStay?: true;
}

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
  const { clause, inPerson = false } = definition;
  const known = { ...parts, ...definition.parts };
  const mayDo = (round: Round, payload: Pick<RulePayloads[N], A>): readonly Role[] =>
    rolesThatMay(definition.who, round, payload);
  const aimedAt = (payload: Pick<RulePayloads[N], A>): Target => targetOf(targetKeys, payload);

  const rolesTowards = (round: Round, payload: Pick<RulePayloads[N], A>, actor: Actor): ReadonlySet<Role> =>
    rolesOf(round, actor, aimedAt(payload));

  const goesOnSuspended = (round: Round, payload: Pick<RulePayloads[N], A>): boolean =>
    typeof definition.goesOnSuspended === 'function'
      ? definition.goesOnSuspended(round, payload)
      : definition.goesOnSuspended === true;

  const admit = (round: Round, payload: Pick<RulePayloads[N], A>, actor: Actor): Refusal | undefined => {
    const target = aimedAt(payload);
    const roles = rolesOf(round, actor, target);
    const unknown = requireKnown(known, round, target, roles);
    // Asking for a code tells nobody outside whether there is such a clue, paper or referral (J-V.5e).
    if (isSealed(round, target) && isOutside(round, actor)) return refuse(definition.whoClause ?? clause, 'post');
    const nowhere = unknown ?? requireInSight(known, round, target, actor);
    if (nowhere)
      return requireRoleAnywhere(mayAnywhere(round), round, actor, target, definition.whoClause ?? clause) ?? nowhere;
    const may = mayDo(round, payload);
    const acting = may.filter((role) => roles.has(role));
    if (acting.length === 0 && (inPerson || !entersFromPaper(round, roles)))
      return refuseToAct(definition.whoClause ?? clause, actor, may);
    // From paper the office enters what others did, and they went on or waited for themselves.
    const whose = acting.length > 0 ? acting : may;
    const goesOn = goesOnSuspended(round, payload) || whose.some((role) => mayGoOn.has(role));
    if (round.suspendedOn !== null && !goesOn)
      return refuse('J-I.3a', 'RoundRunning', { suspendedOn: round.suspendedOn });
    return (
      requireStillIn(round, target) ??
      (goesOn ? undefined : requireNoObjection(round, actor, { name, place: placeOf(round, target), payload })) ??
      requireFitForSeat(round, actor, target, acting) ??
      (isEnteredForAll(round, inPerson) ? undefined : requireFree(round, actor, target, acting)) ??
      requireAnother(definition.doneBy?.(round, payload, acting) ?? [], actor, clause, may) ??
      definition.gate(round, payload)
    );
  };

  const requireStillIn = (round: Round, target: Target): Refusal | undefined =>
    definition.afterLeaving ? undefined : requireTargetInRound(round, target);

  /** The act itself, on a day on which it may be done. */
  const onItsDay: RoundDefinition<N, A>['decide'] = (round, payload, context) => {
    const may = mayDo(round, payload);
    const refused = definition.duringStay && requireAuthorizedDay(round, aimedAt(payload), may, context);
    return refused ?? definition.decide(round, payload, context);
  };

  const inTheirName = inNameOfSignatories<RoundKind, RulePayloads[N]>({
    ...definition,
    name,
    mayDo,
    rolesTowards,
    postsGiving: (round, payload, actor, wanted) => postsGiving(round, actor, aimedAt(payload), wanted),
    aboutOf: (round, payload) => ({ organisation: placeOf(round, aimedAt(payload)) ?? null }),
    admit,
  });

  /** What was found not to be somebody's act is put right once they do it themselves. */
  const inPersonAgain = (
    round: Round,
    payload: RulePayloads[N],
    { by, on }: Context<Facts>,
    events: readonly RoundEvent[] | Refusal,
  ) =>
    isRefusal(events)
      ? events
      : [...events, ...putRightBy(round, { name, place: placeOf(round, aimedAt(payload)), payload, by, on })];

  const decide: RoundDefinition<N, A>['decide'] = (round, payload, context) => {
    const onBehalf = onBehalfOf(payload);
    if (onBehalf) return inTheirName.enter(round, payload, onBehalf, context);
    const events = onItsDay(round, payload, context);
    if (isRefusal(events)) return events;
    if (isEnteredForAll(round, inPerson)) {
      const told = [...events, ...paperNamed(name, clause, payload, context)];
      return [
        ...told,
        ...enteredForDepartment(round, payload, { ...context, sequence: context.sequence + told.length }),
      ];
    }
    const confirmedBy = definition.confirmedBy?.(round, payload, context) ?? [];
    if (confirmedBy.length === 0) return inPersonAgain(round, payload, context, events);
    const organisation = placeOf(round, aimedAt(payload)) ?? null;
    return [proposed(round, { action: name, payload, organisation, confirmedBy }, clause, context)];
  };

  /** What the office enters for a department, one of its holders confirms (T-7). */
  const enteredForDepartment = (round: Round, payload: RulePayloads[N], context: Context<Facts>): RoundEvent[] => {
    const may = rolesThatMay(definition.who, round, payload);
    const roles = rolesTowards(round, payload, context.actor);
    if (!may.every(isDepartment) || may.some((role) => roles.has(role))) return [];
    const target = aimedAt(payload);
    const organisation = placeOf(round, target) ?? null;
    return [
      entered(round, { action: name, payload: target, organisation, confirmedBy: may }, target.transfer, context),
    ];
  };

  /** The act as it was proposed. */
  const payloadOf = (act: ProposedAct): RulePayloads[N] => {
    if (!isOf(act, name)) throw new Error(`${act.code} proposes ${act.action}, not ${name}`);
    return act.payload;
  };

  const postsActing = (round: Round, payload: RulePayloads[N], actor: Actor) => {
    const target = aimedAt(payload);
    if (onBehalfOf(payload)) return postsGiving(round, actor, target, ['OFF']);
    const posts = postsGiving(round, actor, target, mayDo(round, payload));
    return posts.length > 0 || inPerson || !isEntering(round) ? posts : postsGiving(round, actor, target, ['OFF']);
  };

  const mayAnywhere = (round: Round): readonly Role[] => {
    const { who, targets } = definition;
    if (typeof who !== 'function') return who;
    return [...new Set([...targets(round)].flatMap((target) => who(round, target)))];
  };

  return {
    name,
    clause,
    inPerson,
    onPaper: definition.onPaper ?? definition.receipt ?? false,
    recordsPaper: definition.recordsPaper ?? false,
    admit,
    postsActing,
    undated: definition.undated ?? false,
    receipt: definition.receipt ?? false,
    ownAct: definition.ownAct ?? false,
    signs: definition.signs ?? false,
    rolesOf: rolesTowards,
    notBefore: definition.notBefore,
    facts: (round, payload) => ({
      ...definition.facts?.(round, payload),
      ...signatoryNeeded(round, onBehalfOf(payload)),
    }),
    admitOnBehalf(round, payload, onBehalf, { actor, facts, now }) {
      const target = aimedAt(payload);
      const roles = rolesOf(round, actor, target);
      if (!roles.has('OFF')) return refuseToAct(definition.whoClause ?? clause, actor, ['OFF']);
      return (
        requireKnown(known, round, target, roles) ??
        requireInSight(known, round, target, actor) ??
        requireUntied(round, actor, target, ['OFF']) ??
        inTheirName.admit(round, payload, onBehalf, { by: actor.person, facts, now })
      );
    },
    decide,
    gate: definition.gate,
    carryOut: definition.decide,
    factsOfProposed: (round, act) => ({
      ...definition.facts?.(round, payloadOf(act)),
      ...signatoryNeeded(round, act.onBehalf),
    }),
    gateOfProposed(round, act) {
      const payload = payloadOf(act);
      const roles = new Set(act.confirmedBy);
      const target = aimedAt(payload);
      return (
        requireKnown(known, round, target, roles) ?? requireStillIn(round, target) ?? definition.gate(round, payload)
      );
    },
    complete(round, act, given) {
      const payload = payloadOf(act);
      const context = definition.keepsDay ? { ...given, on: act.on } : given;
      return act.onBehalf
        ? inTheirName.complete(round, { ...act, onBehalf: act.onBehalf, payload }, context)
        : inPersonAgain(round, payload, context, onItsDay(round, payload, context));
    },
    goesOnProposed: (round, act) => goesOnSuspended(round, payloadOf(act)),
    *possibleActions(round, actor, organisation) {
      for (const aim of definition.targets(round)) {
        const target = aimedAt(aim);
        if (organisation !== undefined && placeOf(round, target) !== organisation) continue;
        // What the actor may not know of is not offered to them either.
        if (requireKnown(known, round, target, rolesOf(round, actor, target))) continue;
        if (requireInSight(known, round, target, actor)) continue;
        yield { target, refusal: admit(round, aim, actor) };
      }
    },
  };
}

const isOf = <N extends RuleName>(
  act: ProposedAct,
  name: N,
): act is ProposedAct & { readonly payload: RulePayloads[N] } => act.action === name;

/** While history is entered, its second persons have signed on paper; but what is done in person is done by two. */
const isEnteredForAll = (round: Round, inPerson: boolean): boolean => isEntering(round) && !inPerson;

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
function refuseToAct(clause: Clause, { posts }: Actor, may: readonly Role[]): Refusal {
  const elsewhere = posts.some(({ post }) => rolesOfPost[post].some((role) => may.includes(role)));
  return refuse(clause, 'post', { oneOf: may.join(' '), ...(elsewhere && { elsewhere }) });
}

/** What is out of the actor's sight is answered as if it were nowhere in the round (T-4). */
function requireInSight(known: Parts, round: Round, target: Target, actor: Actor): Refusal | undefined {
  const key = hiddenPart(round, viewpointOf(round, actor), target);
  const part = key && known[key];
  return part && refuse(part.clause, part.fact, { [key]: target[key] ?? '' });
}

/** While history is entered, the office enters what others have done on paper (docs/decisions/004-takeover.md). */
const entersFromPaper = (round: Round, roles: ReadonlySet<Role>): boolean => isEntering(round) && roles.has('OFF');

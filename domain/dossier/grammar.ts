/** How a rule is written: one definition per command, from which the API's action, "what may I do now" and every refusal
 *  follow. The steps of rounds and committees read like pages of the opinion; this is the grammar that they share. */
import type { Clause } from '../../opinion/clauses.ts';
import { dayOf } from '../calendar.ts';
import type { PostAt, Role } from '../people/posts.ts';
import type { Bonds } from '../people/ties.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { Code, Day, Instant } from '../vocabulary.ts';
import { arrivalDay, requireBelievedDay, withOutcomes } from './arrival.ts';
import type { Dossier } from './dossier.ts';
import type { DomainEvent } from './events.ts';
import { withdrawals } from './letters.ts';

/** Who asks: a person with the posts that they hold today. */
export interface Actor {
  readonly person: Code;
  readonly posts: readonly PostAt[];
  /** From what their ties to organisations follow, and the day on which they are asked for (T-3). Absent of whoever acts without
   *  a post: the mailroom, and somebody under protection. */
  readonly bonds?: Bonds & { readonly day: Day };
}

/** What a kind of dossier puts into the grammar: its state, its events, and what its rules know beyond it. */
export interface DossierKind {
  readonly dossier: Dossier;
  readonly event: DomainEvent;
  /** What a rule wants to know beyond its dossier, and what it gets: read under the lock, in the same transaction. */
  readonly factsNeeded: object;
  readonly facts: object;
}

export interface Context<Facts> {
  /** The day on which the thing really happened, as the actor says. */
  readonly on: Day;
  /** The day on which the ledger gets it; while history is entered, `on`. */
  readonly arrivedOn: Day;
  readonly now: Instant;
  readonly by: string;
  readonly actor: Actor;
  readonly facts: Facts;
  /** The sequence that the first event will get. */
  readonly sequence: number;
  /** Of an act that a second person completes, which `by` has proposed: who that is, and where the proposal stands. */
  readonly second?: Code;
  readonly proposedAt?: number;
  /** Of an act that came on paper, and is entered by the office: the role that it is the act of. */
  readonly insteadOf?: Role;
}

/** One command. Its target is the part of the payload that says what it is aimed at. */
export interface Definition<K extends DossierKind, Target, Payload> {
  readonly clause: Clause;
  readonly who: Who<K['dossier'], Target>;
  /** `on` is no day in this payload: the thing happens today. */
  readonly undated?: true;
  /** A receipt: signed for on paper, it may be entered under its day, as far back as the pack says (T-5). */
  readonly receipt?: true;
  /** Done for oneself, whatever duty it meets: `on` names no earlier day (T-5). */
  readonly ownAct?: true;
  /** Done with one's signature: a decision, an approval, a disposal, an authorisation, a waiver, a report, a confirmation. It needs
   *  a sign-in of a moment ago, and a person (T-1). */
  readonly signs?: true;
  /** What must already be true; sees the dossier alone. */
  readonly gate: (dossier: K['dossier'], target: Target) => Refusal | undefined;
  /** The day of what the command answers: `on` may not lie before it. */
  readonly notBefore: (dossier: K['dossier'], target: Target) => Day | null;
  readonly facts?: (dossier: K['dossier'], payload: Payload) => K['factsNeeded'];
  readonly decide: (
    dossier: K['dossier'],
    payload: Payload,
    context: Context<K['facts']>,
  ) => readonly K['event'][] | Refusal;
}

/** A definition, ready for use. */
export interface Rule<K extends DossierKind, Payload> {
  readonly clause: Clause;
  readonly undated: boolean;
  /** The actor's posts that let them. */
  readonly postsActing: (dossier: K['dossier'], payload: Payload, actor: Actor) => readonly PostAt[];
  readonly receipt: boolean;
  readonly ownAct: boolean;
  readonly signs: boolean;
  /** What the actor is towards the target. */
  readonly rolesOf: (dossier: K['dossier'], payload: Payload, actor: Actor) => ReadonlySet<Role>;
  /** Who, and whether now. */
  readonly admit: (dossier: K['dossier'], payload: Payload, actor: Actor) => Refusal | undefined;
  readonly notBefore: (dossier: K['dossier'], payload: Payload) => Day | null;
  readonly facts: (dossier: K['dossier'], payload: Payload) => K['factsNeeded'];
  readonly decide: Definition<K, Payload, Payload>['decide'];
}

type Who<D extends Dossier, Target> = readonly Role[] | ((dossier: D, target: Target) => readonly Role[]);
/** The roles that may, towards a target. */
export const rolesThatMay = <D extends Dossier, Target>(
  who: Who<D, Target>,
  dossier: D,
  target: Target,
): readonly Role[] => (typeof who === 'function' ? who(dossier, target) : who);

/** What one person did, the same person does not accept, decide on or confirm (T-2). */
export const requireAnother = (
  doneBy: readonly Code[],
  { person }: Actor,
  clause: Clause,
  may: readonly Role[],
): Refusal | undefined =>
  doneBy.includes(person) ? refuse(clause, 'AnotherPerson', { person, oneOf: may.join(' ') }) : undefined;

interface Asked<K extends DossierKind> {
  readonly actor: Actor;
  readonly facts: K['facts'];
  readonly now: Instant;
}
interface Dated {
  readonly on?: Day | undefined;
}

/** Decides by a rule whose actor has been admitted: the day first, then what happens, and what follows from it. */
export function decideBy<K extends DossierKind, Payload extends Dated>(
  rule: Rule<K, Payload>,
  dossier: K['dossier'],
  payload: Payload,
  { actor, facts, now }: Asked<K>,
  consequences: (events: readonly K['event'][], on: Day) => readonly K['event'][],
): readonly K['event'][] | Refusal {
  const today = dayOf(now);
  const on = rule.undated ? today : (payload.on ?? today);
  if (on > today) return refuse(rule.clause, 'onNotInFuture', { on, today });
  const answered = rule.notBefore(dossier, payload);
  if (answered !== null && on < answered) return refuse(rule.clause, 'onNotBeforeWhatItAnswers', { on, answered });

  const sequence = dossier.sequence + 1;
  const arrivedOn = arrivalDay(dossier, on, now);
  const events = rule.decide(dossier, payload, { on, arrivedOn, now, by: actor.person, actor, facts, sequence });
  if (isRefusal(events)) return events;
  const roles = rule.rolesOf(dossier, payload, actor);
  const { clause, receipt, ownAct } = rule;
  return (
    requireBelievedDay(dossier, events, { clause, on, arrivedOn, roles, receipt, ownAct }) ??
    withOutcomes(dossier, [...events, ...consequences(events, on)], now)
  );
}

/** The keys of the duties that some events close. */
export const closedBy = (events: readonly DomainEvent[]): ReadonlySet<string> =>
  new Set(events.flatMap(({ closes = [] }) => closes.map(({ key }) => key)));

/** Letters about duties that some events close lose their ground, as long as they are unsent. */
export const withdrawnBy = (dossier: Dossier, events: readonly DomainEvent[], on: Day) =>
  withdrawals(dossier, { closed: closedBy(events), moved: new Set(), cancelled: false }, on);

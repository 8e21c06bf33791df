/** How a rule is written: one definition per command, from which the Update, the API's action, `actions` and every refusal
 *  follow. The rule files beside this one read like pages of the opinion; this one is their grammar. */
import type { CommandPayloads } from '../../contracts/commands.ts';
import type { PostReport, PostReportPayload } from '../../contracts/messages.ts';
import type { Clause } from '../../opinion/clauses.ts';
import type { Holder, PostAt, Role, Tenure } from '../people/posts.ts';
import type { PinnedPack } from '../policy/pack.ts';
import type { Refusal } from '../refusal.ts';
import type { Code, Day, Instant } from '../vocabulary.ts';
import type { FactName } from '../wordings.ts';
import type { EventData, EventType, RecordedRoundEvent, RoundEvent } from './events.ts';
import type { Round } from './state.ts';

/** What people may ask, and what the post reports. */
export interface RulePayloads extends CommandPayloads, Record<PostReport, PostReportPayload> {}
export type RuleName = keyof RulePayloads;

// ——— Events ———

/** How each event changes the round: the only way that state changes. */
export type Transitions<Events extends Partial<EventData>> = {
  readonly [T in keyof Events & EventType]: (round: Round, event: RecordedRoundEvent<T>) => Round;
};

// ——— Facts ———

export interface Tie {
  readonly organisation: Code;
  readonly kind: 'OWN_UNIT' | 'KIN' | 'LOCALITY' | 'SERVED';
  readonly until?: Day | undefined;
}
export interface PersonFacts {
  readonly code: Code;
  readonly pools: readonly string[];
  readonly suspended: boolean;
  readonly ties: readonly Tie[];
  /** The team of another round in which the person sits at this time. */
  readonly seat: { readonly round: Code; readonly team: Code } | null;
}
/** What a rule wants to know beyond its round: read under the lock, in the same transaction. */
export interface FactsNeeded {
  readonly people?: readonly Code[];
  /** Whether an authorization decision has served an earlier round. */
  readonly decision?: string;
  readonly holders?: readonly PostAt[];
  /** Organisations and committees, by their codes: which of them the registry knows. */
  readonly bodies?: readonly Code[];
  /** An earlier round, as it stands towards an organisation that it inspected. */
  readonly earlierRound?: { readonly round: Code; readonly organisation: Code };
  /** Who has held these posts, and when. */
  readonly tenures?: readonly PostAt[];
  /** A policy pack, by its id, and what it would make of this round. */
  readonly pack?: string;
  /** The hash of the round's last event. */
  readonly head?: true;
}
/** What is known of an organisation in an earlier round, and who inspected it there. */
export interface EarlierRound {
  readonly committee: Code;
  /** null: the round did not inspect the organisation, or its results were never decided. */
  readonly decidedOn: Day | null;
  readonly inspectors: readonly Code[];
}
export interface Facts {
  readonly people: Readonly<Record<Code, PersonFacts>>;
  readonly decisionUsedBy: Code | null;
  readonly holders: readonly Holder[];
  readonly bodies: readonly Code[];
  readonly earlierRound: EarlierRound | null;
  readonly tenures: readonly Tenure[];
  /** null: there is no such pack. `shown` is the hash of the projection as it is now. */
  readonly packChange: { readonly pack: PinnedPack; readonly shown: string } | null;
  /** Empty unless asked for. */
  readonly head: string;
}
export const noFacts: Facts = {
  people: {},
  decisionUsedBy: null,
  holders: [],
  bodies: [],
  earlierRound: null,
  tenures: [],
  packChange: null,
  head: '',
};

/** Who asks: a person with the posts that they hold today. */
export interface Actor {
  readonly person: string;
  readonly posts: readonly PostAt[];
}

// ——— Refusals ———

// ——— Definitions ———

/** The fields that can say what a command is aimed at. */
export const aimKeys = [
  'organisation',
  'finding',
  'transfer',
  'paper',
  'item',
  'duty',
  'supervision',
  'target',
  'team',
  'person',
  'out',
  'from',
  'request',
  'letter',
  'referral',
  'filing',
  'guidance',
  'as',
  'to',
  'body',
  'scope',
  'on',
] as const;
export type AimKey = (typeof aimKeys)[number];
export type Target = Readonly<Partial<Record<AimKey, string>>>;

export interface Context {
  /** The day on which the thing really happened. */
  readonly on: Day;
  readonly now: Instant;
  readonly by: string;
  readonly actor: Actor;
  readonly facts: Facts;
  /** The sequence that the first event will get. */
  readonly sequence: number;
}

/** What a code of a target stands for: where it is found, and what a code that stands nowhere is answered. */
export interface Part {
  readonly has: (round: Round, code: Code, roles: ReadonlySet<Role>) => object | undefined;
  readonly clause: Clause;
  readonly fact: FactName;
}
export type Parts = Readonly<Partial<Record<AimKey, Part>>>;

export interface Definition<N extends RuleName, A extends AimKey & keyof RulePayloads[N]> {
  readonly clause: Clause;
  readonly who: readonly Role[] | ((round: Round, target: Pick<RulePayloads[N], A>) => readonly Role[]);
  /** The clause that forbids it to everybody else, if it is another one. */
  readonly whoClause?: Clause;
  /** Not even the office enters it for them, when a round is taken over from paper. */
  readonly inPerson?: true;
  /** `on` is no day in this payload: the thing happens today. */
  readonly undated?: true;
  /** What a key names here, where it names something else elsewhere. */
  readonly names?: Parts;
  /** Everything in the round that the command could be aimed at. */
  readonly targets: (round: Round) => Iterable<Pick<RulePayloads[N], A>>;
  /** What must already be true; sees the round alone. */
  readonly gate: (round: Round, target: Pick<RulePayloads[N], A>) => Refusal | undefined;
  /** The day of what the command answers: `on` may not lie before it. */
  readonly answers: (round: Round, target: Pick<RulePayloads[N], A>) => Day | null;
  readonly facts?: (round: Round, payload: RulePayloads[N]) => FactsNeeded;
  /** Carried out while the round is suspended, though it is the committee's or its office's: it halts or frees clocks. What
   *  those do who owe something is never held up (`mayGoOn`). */
  readonly goesOnSuspended?: true;
  readonly decide: (round: Round, payload: RulePayloads[N], context: Context) => readonly RoundEvent[] | Refusal;
}

/** What may stand in the way of one target, for `actions`. */
export interface Prospect {
  readonly target: Target;
  readonly refusal: Refusal | undefined;
}

/** A definition, ready for use: the payload's type is all that remains of its generics. */
export interface Rule<N extends RuleName> {
  readonly name: N;
  readonly clause: Clause;
  readonly admit: (round: Round, payload: RulePayloads[N], actor: Actor) => Refusal | undefined;
  readonly undated: boolean;
  readonly answers: (round: Round, payload: RulePayloads[N]) => Day | null;
  readonly facts: (round: Round, payload: RulePayloads[N]) => FactsNeeded;
  readonly decide: (round: Round, payload: RulePayloads[N], context: Context) => readonly RoundEvent[] | Refusal;
  readonly prospects: (round: Round, actor: Actor, organisation?: Code) => Generator<Prospect>;
}
export type RuleBook = { readonly [N in RuleName]: Rule<N> };

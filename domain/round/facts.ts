/** What a round's rules want to know beyond their round: of people, posts, other rounds and packs. Read under the lock, in the same
 *  transaction. */
import type { PostAt, Holder, Tenure } from '../people/posts.ts';
import type { SignatoryKnown, SignatoryNeeded } from '../people/signatory.ts';
import type { Bonds } from '../people/ties.ts';
import type { PinnedPack } from '../policy/pack.ts';
import type { Code, Day } from '../vocabulary.ts';

export interface PersonFacts extends Bonds {
  readonly code: Code;
  readonly pools: readonly string[];
  readonly suspended: boolean;
  /** The team of another round in which the person sits at this time. */
  readonly seat: { readonly round: Code; readonly team: Code } | null;
}
/** What a rule wants to know beyond its round: read under the lock, in the same transaction. */
export interface FactsNeeded extends SignatoryNeeded {
  readonly people?: readonly Code[];
  /** Whether an authorization decision has served an earlier round. */
  readonly decision?: string;
  readonly holders?: readonly PostAt[];
  /** With what is known of those holders as people. */
  readonly holdersAsPeople?: true;
  /** Organisations and committees, by their codes: which of them the registry knows. */
  readonly bodies?: readonly Code[];
  /** Organisations, by their codes: which the registry knows, and who manages them. */
  readonly managers?: readonly Code[];
  /** An earlier round, as it stands towards an organisation that it inspected. */
  readonly earlierRound?: { readonly round: Code; readonly organisation: Code };
  /** Who has held these posts, and when. */
  readonly tenures?: readonly PostAt[];
  /** A policy pack, by its id, and what it would make of this round. */
  readonly pack?: string;
  /** The province of the round's committee. */
  readonly region?: true;
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
export interface Facts extends SignatoryKnown {
  readonly people: Readonly<Record<Code, PersonFacts>>;
  readonly decisionUsedBy: Code | null;
  readonly holders: readonly Holder[];
  readonly bodies: readonly Code[];
  readonly managers: readonly { readonly organisation: Code; readonly committee: Code }[];
  readonly earlierRound: EarlierRound | null;
  readonly tenures: readonly Tenure[];
  /** null: there is no such pack. `shown` is the hash of the projection as it is now. */
  readonly packChange: { readonly pack: PinnedPack; readonly shown: string } | null;
  /** null: the registry does not say. */
  readonly region: string | null;
  /** Empty unless asked for. */
  readonly head: string;
}
export const noFacts: Facts = {
  people: {},
  decisionUsedBy: null,
  holders: [],
  bodies: [],
  managers: [],
  earlierRound: null,
  tenures: [],
  packChange: null,
  region: null,
  head: '',
  signatory: null,
};

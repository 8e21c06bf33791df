/** Somebody whose act the office enters from paper (T-8), as the registry knows them today. */
import type { Code, Day } from '../vocabulary.ts';
import type { Holder, PostAt } from './posts.ts';
import type { Bonds } from './ties.ts';

/** What must be known of them, and who could be reached or asked about it. */
export interface SignatoryNeeded {
  readonly signatory?: { readonly person: Code; readonly holders: readonly PostAt[] };
}
export interface Signatory {
  readonly person: Code;
  readonly posts: readonly PostAt[];
  readonly suspended: boolean;
  readonly bonds: Bonds & { readonly day: Day };
  readonly holders: readonly Holder[];
}
/** null: not asked for, or nobody of the registry. */
export interface SignatoryKnown {
  readonly signatory: Signatory | null;
}

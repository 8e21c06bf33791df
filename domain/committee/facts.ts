/** What the rules of a committee's file want to know beyond it: of posts, findings of the term and the registry. Read under the lock,
 *  in the same transaction. */
import type { PostAt, Holder } from '../people/posts.ts';
import type { SignatoryKnown, SignatoryNeeded } from '../people/signatory.ts';
import type { Code, Day } from '../vocabulary.ts';

/** What a rule wants to know beyond its dossier: read under the lock, in the same transaction. */
export interface CommitteeFactsNeeded extends SignatoryNeeded {
  readonly holders?: readonly PostAt[];
  /** Where findings of a category stand in the running term. */
  readonly category?: string;
  readonly organisation?: Code;
  readonly person?: Code;
  readonly term?: true;
}
export interface CommitteeFacts extends SignatoryKnown {
  readonly holders: readonly Holder[];
  /** The organisations of the term that have findings of the category. */
  readonly affected: readonly Code[];
  /** Whether the registry knows what was asked for. */
  readonly organisationKnown: boolean;
  readonly personKnown: boolean;
  /** The term that the registry has. */
  readonly termFrom: Day | null;
}

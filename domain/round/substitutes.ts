/** Substitutes (T-3, J-III.4a): in one round somebody acts by a post that another person holds, who is tied to what is inspected.
 *  They have its roles and see what it sees, there and nowhere else; the events that they leave say so. */
import type { Actor } from '../dossier/grammar.ts';
import { postHeldFor } from '../dossier/letters.ts';
import type { PostAt } from '../people/posts.ts';
import type { Round } from './state.ts';

/** The posts by which somebody acts in a round. */
export function postsIn({ committee, substitutes }: Round, { person, posts }: Actor): readonly PostAt[] {
  const named = substitutes.filter((substitute) => substitute.person === person);
  if (named.length === 0) return posts;
  return [...posts, ...named.map((one) => ({ ...postHeldFor(committee, one), substitute: true as const }))];
}

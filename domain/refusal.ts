/** A refusal: the clause that stands in the way, and each fact that is missing. A rule returns it; it never throws. */
import type { MissingFact } from '../contracts/messages.ts';
import type { Clause } from '../opinion/clauses.ts';
import type { FactName } from './wordings.ts';

/** Why not. The HTTP status and the texts belong to the first missing fact (`wordings.ts`). */
export interface Refusal {
  readonly clause: Clause;
  readonly missing: readonly (MissingFact & { readonly fact: FactName })[];
}
type About = Readonly<Record<string, string | number | boolean | undefined>>;

/** `refuse('J-V.4d', 'FeedbackSigned', { organisation })` */
export const refuse = (clause: Clause, fact: FactName, about: About = {}): Refusal => ({
  clause,
  missing: [{ fact, ...about }],
});
/** A refusal that lists every missing fact; undefined where none is missing. */
export const refuseAll = (clause: Clause, missing: Refusal['missing']): Refusal | undefined =>
  missing.length > 0 ? { clause, missing } : undefined;

export const isRefusal = (result: Refusal | readonly object[]): result is Refusal => 'missing' in result;

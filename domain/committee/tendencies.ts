/** Tendencies (J-V.4g): findings of one category in many organisations of a term propose special governance. They propose;
 *  the office opens it, or does not. */
import type { Area, Code } from '../vocabulary.ts';
import type { Governance } from './state.ts';

/** Where the findings of one category stand in a term. */
export interface CategoryCount {
  readonly area: Area;
  readonly category: string;
  readonly findings: number;
  readonly organisations: readonly Code[];
}
export interface Tendency extends CategoryCount {
  /** In so many organisations that special governance is proposed. */
  readonly proposed: boolean;
  /** What has been opened for it in this term, the last one first. */
  readonly governances: readonly Pick<Governance, 'code' | 'state'>[];
}

/** The most widespread first. */
export function tendencies(
  counts: readonly CategoryCount[],
  governances: readonly Governance[],
  fromOrganisations: number,
): Tendency[] {
  return counts
    .map((count) => ({
      ...count,
      proposed: count.organisations.length >= fromOrganisations,
      governances: governances
        .filter(({ category }) => category === count.category)
        .map(({ code, state }) => ({ code, state }))
        .reverse(),
    }))
    .sort((a, b) => b.organisations.length - a.organisations.length || (a.category < b.category ? -1 : 1));
}

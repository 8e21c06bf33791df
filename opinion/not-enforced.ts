/** Clauses that no rule of a round enforces, and why not. A clause that a test names may not stand here: the check of
 *  `docs/clauses.md` says so. */
import type { Clause } from './clauses.ts';

export const notEnforced: Readonly<Partial<Record<Clause, string>>> = {
  'J-III.1a': 'The group’s standing in its committee: the round keeps who leads it, and letters climb to its leader.',
  'J-VI.5': 'Departments and enterprises run the same rounds under the same rules; they have none of their own.',
};

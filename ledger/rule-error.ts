import { isOwnFault } from './database.ts';

/** What the rules throw. Rules may refuse, they may not throw: if one does, the command is answered 500, an alarm is logged,
 *  and the round goes on. */
export class RuleError extends Error {
  constructor(cause: unknown) {
    super('the rule book failed', { cause });
  }
}

/** Runs a rule; what it throws comes out as a RuleError, told from faults of the database. */
export function attempt<T>(rule: () => T): T {
  try {
    return rule();
  } catch (error) {
    throw new RuleError(error);
  }
}

/** What the rules threw, or a statement that can never work: trying again helps nobody. All else is the database's, and may pass. */
export const isOurFault = (error: unknown): boolean => error instanceof RuleError || isOwnFault(error);

/** Second persons (T-6; J-V.1b, J-I.3d). What one person alone may not do is proposed by the first and done by the second: until
 *  then it binds nobody. Naming somebody’s code is no signature. */
import type { Role } from '../people/posts.ts';
import type { Code, Day } from '../vocabulary.ts';

/** An act that waits for its second person, or has had its answer. */
export interface ProposedAct {
  readonly code: Code;
  /** The command, as its schema has read it. */
  readonly action: string;
  readonly payload: object;
  readonly by: Code;
  readonly on: Day;
  /** Of the event that proposes it. */
  readonly sequence: number;
  /** The organisation that the act is about, if it is about one. */
  readonly organisation: Code | null;
  /** Who may confirm it, towards that organisation. The proposer is never meant. */
  readonly confirmedBy: readonly Role[];
  readonly state: 'OPEN' | 'CONFIRMED' | 'DECLINED' | 'REPLACED';
}
export const isAwaited = ({ state }: Pick<ProposedAct, 'state'>): boolean => state === 'OPEN';

/** The same act of the same things, whatever the words. */
export const isSameAct = (a: Pick<ProposedAct, 'action' | 'payload'>, b: Pick<ProposedAct, 'action' | 'payload'>) =>
  a.action === b.action && subjectOf(a.payload) === subjectOf(b.payload);

const subjectOf = (payload: object): string =>
  JSON.stringify(
    Object.entries(payload)
      .filter(([field, value]) => field !== 'on' && typeof value === 'string')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** A proposal is named by the place of its event in the ledger. */
export const proposalAt = (sequence: number): Code => `PROPOSAL-${sequence}`;

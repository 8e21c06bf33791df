/** What is said of an act beside it where it is entered from paper (T-7). */
import type { Clause } from '../../opinion/clauses.ts';
import type { Context } from '../dossier/grammar.ts';
import type { DocumentOnPaper } from '../vocabulary.ts';
import { happened, type RoundEvent } from './events.ts';
import type { Facts } from './facts.ts';

/** Its paper. */
export const paperNamed = (
  action: string,
  clause: Clause,
  { document }: { readonly on?: unknown; readonly document?: DocumentOnPaper | undefined },
  { on }: Context<Facts>,
): RoundEvent[] => (document ? [happened('PaperNamed', clause, on, { action, document })] : []);

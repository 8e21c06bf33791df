/** What is said of an act beside it where it is entered from paper (T-7). */
import type { Clause } from '../../opinion/clauses.ts';
import { type ProposedAct, proposalAt } from '../dossier/confirmation.ts';
import type { Context } from '../dossier/grammar.ts';
import { get } from '../keyed.ts';
import type { Code, PaperOfEntry } from '../vocabulary.ts';
import { happened, type RoundEvent } from './events.ts';
import type { Facts } from './facts.ts';
import { confirmationOwed } from '../dossier/proposing.ts';
import type { Round } from './state.ts';

/** Its paper. */
export const paperNamed = (
  action: string,
  clause: Clause,
  { document }: { readonly on?: unknown; readonly document?: PaperOfEntry | undefined },
  { on }: Context<Facts>,
): RoundEvent[] => (document ? [happened('PaperNamed', clause, on, { action, document })] : []);

/** The event that leaves what the office entered to the department whose act it was: it holds, and is the department's to confirm. */
export function entered(
  round: Round,
  act: Pick<ProposedAct, 'action' | 'payload' | 'organisation' | 'confirmedBy'>,
  transfer: Code | undefined,
  { on, sequence }: Context<Facts>,
): RoundEvent {
  const proposal = proposalAt(sequence);
  const about = transfer === undefined ? {} : { transfer, department: get(round.transfers, transfer)?.department };
  const opens = confirmationOwed(round, act, 'J-V.5b', { event: 'ActEntered', sequence, on }, about);
  return happened('ActEntered', 'J-V.5b', on, { proposal, ...act }, { opens });
}

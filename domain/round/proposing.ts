/** The event that leaves an act to its second person, who owes the answer (T-6). */
import type { Clause } from '../../opinion/clauses.ts';
import { isAwaited, isSameAct, type ProposedAct, proposalAt } from '../dossier/confirmation.ts';
import { owe, supersedes } from '../dossier/duties.ts';
import type { Anchor, DutyOpened } from '../dossier/duty.ts';
import type { Context } from '../dossier/grammar.ts';
import { all } from '../keyed.ts';
import type { Code } from '../vocabulary.ts';
import { happened, type RoundEvent } from './events.ts';
import type { Facts } from './facts.ts';
import type { Round } from './state.ts';

export function proposed(
  round: Round,
  act: Pick<ProposedAct, 'action' | 'payload' | 'organisation' | 'confirmedBy' | 'onBehalf'>,
  clause: Clause,
  { on, sequence }: Pick<Context<Facts>, 'on' | 'sequence'>,
): RoundEvent {
  const proposal = proposalAt(sequence);
  // Asked for again, it is one proposal, the later one.
  const before = [...all(round.proposedActs)].find((other) => isAwaited(other) && isSameAct(other, act));
  const closes = before ? supersedes(round, 'confirmation', before.code, on < before.on ? before.on : on) : [];
  const opens = confirmationOwed(round, act, clause, { event: 'ActProposed', sequence, on });
  const replaces = before ? { replaces: before.code } : {};
  return happened('ActProposed', clause, on, { proposal, ...act, ...replaces }, { opens, closes });
}

/** What the second person owes, by the place of the event that leaves the act to them; `more`: of a transfer that it is about. */
export function confirmationOwed(
  round: Round,
  { organisation, confirmedBy }: Pick<ProposedAct, 'organisation' | 'confirmedBy'>,
  clause: Clause,
  anchor: Anchor,
  more: { readonly transfer?: Code; readonly department?: Code | undefined } = {},
): DutyOpened[] {
  return confirmedBy.slice(0, 1).map((owedBy) =>
    owe(round, {
      kind: 'confirmation',
      clause,
      owedBy,
      owedTo: 'OFF',
      about: proposalAt(anchor.sequence),
      ...(organisation === null ? {} : { organisation }),
      ...more,
      anchor,
    }),
  );
}

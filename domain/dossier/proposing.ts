/** The event that leaves an act to its second person, who owes the answer (T-6). */
import type { Clause } from '../../opinion/clauses.ts';
import { all } from '../keyed.ts';
import type { Code } from '../vocabulary.ts';
import { type Confirming, isAwaited, isSameAct, type ProposedAct, proposalAt } from './confirmation.ts';
import type { Dossier } from './dossier.ts';
import { owe, supersedes } from './duties.ts';
import type { Anchor, DutyOpened } from './duty.ts';
import { type ConfirmationEvents, type EventOf, happenedIn } from './events.ts';
import type { Context } from './grammar.ts';

const happened = happenedIn<ConfirmationEvents>();

export function proposed(
  dossier: Confirming,
  act: Pick<ProposedAct, 'action' | 'payload' | 'organisation' | 'about' | 'confirmedBy' | 'onBehalf'>,
  clause: Clause,
  { on, sequence }: Pick<Context<object>, 'on' | 'sequence'>,
): EventOf<ConfirmationEvents, 'ActProposed'> {
  const proposal = proposalAt(sequence);
  // Asked for again, it is one proposal, the later one.
  const before = [...all(dossier.proposedActs)].find((other) => isAwaited(other) && isSameAct(other, act));
  const closes = before ? supersedes(dossier, 'confirmation', before.code, on < before.on ? before.on : on) : [];
  const opens = confirmationOwed(dossier, act, clause, { event: 'ActProposed', sequence, on });
  const replaces = before ? { replaces: before.code } : {};
  return happened('ActProposed', clause, on, { proposal, ...act, ...replaces }, { opens, closes });
}

/** What the second person owes, by the place of the event that leaves the act to them; `more`: of a transfer that it is about. */
export function confirmationOwed(
  dossier: Dossier,
  { organisation, confirmedBy }: Pick<ProposedAct, 'organisation' | 'confirmedBy'>,
  clause: Clause,
  anchor: Anchor,
  more: { readonly transfer?: Code; readonly department?: Code | undefined } = {},
): DutyOpened[] {
  return confirmedBy.slice(0, 1).map((owedBy) =>
    owe(dossier, {
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

/** What a second person answers (T-6): who may, about which proposal, and what becomes of it. */
import { get, put } from '../keyed.ts';
import type { Role } from '../people/posts.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Code, Day } from '../vocabulary.ts';
import { type Confirming, isAwaited, type ProposedAct } from './confirmation.ts';
import type { ConfirmationEvents, EventOf, RecordedOf } from './events.ts';
import { happenedIn } from './events.ts';
import { meets } from './duties.ts';
import type { Context } from './grammar.ts';

const happened = happenedIn<ConfirmationEvents>();

interface OfProposal {
  readonly proposal: Code;
}

/** The questions that `confirm` and `decline` share. */
export const asked = {
  clause: 'J-V.1b',
  ownAct: true,
  who: (dossier: Confirming, { proposal }: OfProposal): readonly Role[] => actProposed(dossier, proposal).confirmedBy,
  doneBy(dossier: Confirming, { proposal }: OfProposal): readonly Code[] {
    const { by, onBehalf } = actProposed(dossier, proposal);
    return onBehalf ? [by, onBehalf.person] : [by];
  },
  gate: (dossier: Confirming, { proposal }: OfProposal): Refusal | undefined =>
    isAwaited(actProposed(dossier, proposal)) ? undefined : refuse('J-V.1b', 'ProposalOpen', { proposal }),
  notBefore: (dossier: Confirming, { proposal }: OfProposal): Day => actProposed(dossier, proposal).on,
} as const;

/** The answer of whoever found it right; the act itself follows. */
export function confirmed(
  dossier: Confirming,
  { code: proposal, action, by: proposedBy, onBehalf, entered }: ProposedAct,
  on: Day,
): EventOf<ConfirmationEvents, 'ActConfirmed'> {
  const data = { proposal, action, proposedBy, ...(onBehalf ? { onBehalf } : {}) };
  const closes = meets(dossier, 'confirmation', proposal, on);
  return happened('ActConfirmed', entered ? 'J-V.5b' : 'J-V.1b', on, data, { closes });
}

export function actProposed(dossier: Confirming, proposal: Code): ProposedAct {
  const act = get(dossier.proposedActs, proposal);
  if (!act) throw new Error(`${proposal} is no proposal of ${dossier.code}`);
  return act;
}

/** The rule of the command that was proposed. */
export function ruleOf<R extends { readonly name: string }>(
  acts: Readonly<Partial<Record<string, R>>>,
  { code, action }: Pick<ProposedAct, 'code' | 'action'>,
): R {
  const rule = Object.values(acts).find((known) => known?.name === action);
  if (!rule) throw new Error(`${code} proposes ${action}, which is no command`);
  return rule;
}

/** The act is carried out after the answer, as that of whoever proposed it. */
export const completing = <F>(context: Context<F>, { by, sequence: proposedAt }: ProposedAct): Context<F> => ({
  ...context,
  sequence: context.sequence + 1,
  by,
  second: context.by,
  proposedAt,
});

/** What the answers make of a proposal, in any dossier. */
export const answerTransitions = {
  ActProposed<D extends Confirming>(
    dossier: D,
    { sequence, on, by, data: { proposal: code, replaces, ...act } }: RecordedOf<ConfirmationEvents, 'ActProposed'>,
  ): D {
    const before = replaces === undefined ? dossier : withState(dossier, replaces, 'REPLACED');
    const proposed = { ...act, code, by, on, sequence, state: 'OPEN' as const };
    return { ...before, proposedActs: put(before.proposedActs, code, proposed) };
  },
  ActConfirmed<D extends Confirming>(
    dossier: D,
    { sequence, on, by, data: { proposal, onBehalf } }: RecordedOf<ConfirmationEvents, 'ActConfirmed'>,
  ): D {
    // The office has compared it with the paper: from here on it is the act of whoever signed.
    const isCompared = onBehalf !== undefined && onBehalf.compared === undefined;
    return withState(dossier, proposal, 'CONFIRMED', isCompared ? { bound: { sequence, on, by } } : {});
  },
  ActDeclined: <D extends Confirming>(dossier: D, { data }: RecordedOf<ConfirmationEvents, 'ActDeclined'>): D =>
    withState(dossier, data.proposal, 'DECLINED'),
};

function withState<D extends Confirming>(
  dossier: D,
  proposal: Code,
  state: ProposedAct['state'],
  more: Pick<ProposedAct, 'bound'> = {},
): D {
  const act = { ...actProposed(dossier, proposal), ...more, state };
  return { ...dossier, proposedActs: put(dossier.proposedActs, proposal, act) };
}

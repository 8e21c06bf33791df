/** What the office entered from paper for a department (T-7, J-V.5b): one of the department's holders confirms each act, or contests it.
 *  It holds until then, and is shown as entered by the office. Contested, a transfer is back where the department acts itself. */
import type { ProposedAct } from '../../dossier/confirmation.ts';
import { isAwaited } from '../../dossier/confirmation.ts';
import { openDuty, supersedes } from '../../dossier/duties.ts';
import { all, get, putAll } from '../../keyed.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { happened, type RoundEvent } from '../events.ts';
import { transferOf, withTransfer } from '../parts.ts';
import type { Round, Transfer } from '../state.ts';
import { answerOwed, answerTerms, receiptOwed } from './transfer.ts';

/** The transfer that an act is aimed at. */
export function transferOfAct({ payload }: Pick<ProposedAct, 'payload'>): Code | undefined {
  const transfer = 'transfer' in payload ? payload.transfer : undefined;
  return typeof transfer === 'string' ? transfer : undefined;
}

/** Acts that the office entered and nobody has confirmed yet; of one transfer, or of all. */
export const enteredActs = (round: Round, transfer?: Code): ProposedAct[] =>
  [...all(round.proposedActs)].filter(
    (act) => act.entered && isAwaited(act) && (transfer === undefined || transferOfAct(act) === transfer),
  );

/** Where the department has to act itself, if the transfer is still its own. */
export function contested(
  round: Round,
  act: ProposedAct,
  { on, sequence }: { readonly on: Day; readonly sequence: number },
): RoundEvent[] {
  const code = transferOfAct(act);
  const transfer = code === undefined ? undefined : get(round.transfers, code);
  if (!transfer || !act.confirmedBy.some((role) => role === transfer.to)) return [];
  const state = contestedTo[act.action] ?? 'RECEIVED';
  const { kind } = answerTerms[transfer.to];
  const ended = [
    ...(['transfer-receipt', 'transfer-sending', 'transfer-redirection', 'transfer-more'] as const),
    ...(state === 'SENT' ? [kind] : []),
  ];
  const closes = [
    ...ended.flatMap((each) => supersedes(round, each, transfer.code, on)),
    ...builtUpon(round, act).flatMap((later) => supersedes(round, 'confirmation', later.code, on)),
  ];
  const data = { transfer: transfer.code, proposal: act.code, state };
  return [
    happened('TransferContested', 'J-V.5b', on, data, {
      opens: owedAgain(round, transfer, state, { on, sequence }),
      closes,
    }),
  ];
}

type ContestedState = 'SENT' | 'RECEIVED' | 'HANDLING';
const contestedTo: Readonly<Partial<Record<string, ContestedState>>> = {
  'receive-transfer': 'SENT',
  'feed-back-transfer': 'HANDLING',
};

/** A receipt, or the answer by its first clock: the department has had the transfer since its receipt. */
function owedAgain(
  round: Round,
  transfer: Transfer,
  state: ContestedState,
  { on, sequence }: { readonly on: Day; readonly sequence: number },
) {
  const anchor = { event: 'TransferContested', sequence, on };
  const { code, to } = transfer;
  if (state === 'SENT') return [receiptOwed(round, transfer, anchor)];
  const { kind } = answerTerms[to];
  if (openDuty(round, kind, code)) return [];
  const before = [...all(round.duties)]
    .filter((duty) => duty.kind === kind && duty.transfer === code)
    .sort((a, b) => b.anchor.sequence - a.anchor.sequence);
  return [answerOwed(round, transfer, before[0]?.anchor ?? anchor)];
}

/** Acts of the same transfer that were entered after it lose their ground with it. */
const builtUpon = (round: Round, act: ProposedAct): ProposedAct[] =>
  enteredActs(round, transferOfAct(act)).filter(({ sequence }) => sequence > act.sequence);

/** The round with the transfer back at its department. */
export function backAtDepartment(
  round: Round,
  { transfer, proposal, state }: { readonly transfer: Code; readonly proposal: Code; readonly state: ContestedState },
  on: Day,
): Round {
  const act = get(round.proposedActs, proposal);
  const later = act ? builtUpon(round, act) : [];
  const undone = state === 'HANDLING' ? {} : { disposal: null, form: null, handled: false };
  const proposedActs = putAll(
    round.proposedActs,
    later.map((each) => [each.code, { ...each, state: 'REPLACED' as const }]),
  );
  return withEntered(withTransfer({ ...round, proposedActs }, transfer, { state, steppedOn: on, ...undone }), transfer);
}

/** The round with what of a transfer awaits its addressee's word; no field where nothing does. */
export function withEntered(round: Round, code: Code | undefined): Round {
  if (code === undefined || !get(round.transfers, code)) return round;
  const { enteredByOffice: _before, ...transfer } = transferOf(round, code);
  const entered = enteredActs(round, code)
    .sort((a, b) => a.sequence - b.sequence)
    .map((act) => act.code);
  const shown = entered.length > 0 ? { ...transfer, enteredByOffice: entered } : transfer;
  return { ...round, transfers: putAll(round.transfers, [[code, shown]]) };
}

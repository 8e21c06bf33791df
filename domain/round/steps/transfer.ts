/** Transfer (J-V.4e, J-V.4f, J-V.4h). Each clue goes to the discipline organ, each matter to the organisation department or
 *  a functional department. From the signed receipt, or from the day on which it was served, the first two answer within three months, item by item. A transfer
 *  that comes back as "not ours" stops its clock and stays open: every case lands. */
import { meets, owe, supersedes } from '../../dossier/duties.ts';
import type { Anchor, DutyOpened } from '../../dossier/duty.ts';
import { put } from '../../keyed.ts';
import { naming } from '../../people/departments.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { type Addressed, departmentsNeeded, requireDepartment } from '../departments.ts';
import { doersOf, inspectorsOf } from '../doers.ts';
import { happened, type TransferEvents } from '../events.ts';
import { requireServing, requireUnsigned } from '../../dossier/on-paper.ts';
import { eachTransfer, transferOf, withTransfer } from '../parts.ts';
import type { Round, Transfer, TransferState } from '../state.ts';
import { isRightAddressee, sendingOwed } from './hearing.ts';

interface Target {
  readonly transfer: Code;
}

export const transferRules = {
  'send-transfer': command('send-transfer', ['transfer'], {
    clause: 'J-V.4h',
    who: ['OFF'],
    targets: eachTransfer,
    gate: (round, target) => requireTransferIn(round, target, ['DECIDED'], 'TransferNotYetSent'),
    notBefore: lastStep,
    decide(round, { transfer }, { on, sequence }) {
      const sent = transferOf(round, transfer);
      const { to } = sent;
      const opens = [receiptOwed(round, sent, { event: 'TransferSent', sequence, on })];
      const closes = meets(round, 'transfer-sending', transfer, on);
      return [happened('TransferSent', 'J-V.4h', on, { transfer, to }, { opens, closes })];
    },
  }),

  'receive-transfer': command('receive-transfer', ['transfer'], {
    clause: 'J-V.4h',
    receipt: true,
    who: addressee,
    targets: eachTransfer,
    gate: requireUnsignedTransfer,
    notBefore: lastStep,
    decide(round, { transfer }, { on, sequence }) {
      const received = transferOf(round, transfer);
      const { to } = received;
      const opens = [answerOwed(round, received, { event: 'TransferReceived', sequence, on })];
      const closes = meets(round, 'transfer-receipt', transfer, on);
      return [happened('TransferReceived', answerTerms[to].clause, on, { transfer, by: to }, { opens, closes })];
    },
  }),

  'serve-transfer': command('serve-transfer', ['transfer'], {
    clause: 'J-V.4h',
    receipt: true,
    onPaper: false,
    who: ['OFF'],
    targets: eachTransfer,
    gate: (round, target) => requireServing(round, 'J-V.4h') ?? requireUnsignedTransfer(round, target),
    notBefore: lastStep,
    decide(round, { transfer, how, evidence }, { on, sequence }) {
      const served = transferOf(round, transfer);
      const { to, steppedOn } = served;
      const refused = requireUnsigned(round, 'J-V.4h', steppedOn, on);
      if (refused) return refused;
      const opens = [answerOwed(round, served, { event: 'TransferServed', sequence, on })];
      const closes = meets(round, 'transfer-receipt', transfer, on);
      return [
        happened('TransferServed', answerTerms[to].clause, on, { transfer, to, how, evidence }, { opens, closes }),
      ];
    },
  }),

  'return-transfer': command('return-transfer', ['transfer'], {
    clause: 'J-V.4h',
    who: addressee,
    targets: eachTransfer,
    gate: (round, target) =>
      requireTransferIn(round, target, ['RECEIVED', 'HANDLING', 'MORE_ASKED'], 'TransferReceived'),
    notBefore: lastStep,
    decide(round, { transfer, reason }, { on, sequence }) {
      const { to, department, organisation } = transferOf(round, transfer);
      const back = owe(round, {
        kind: 'transfer-redirection',
        clause: 'J-V.4h',
        owedBy: 'OFF',
        owedTo: to,
        department,
        organisation,
        transfer,
        anchor: { event: 'TransferReturned', sequence, on },
      });
      const closes = [
        ...supersedes(round, answerTerms[to].kind, transfer, on),
        ...supersedes(round, 'transfer-more', transfer, on),
      ];
      return [happened('TransferReturned', 'J-V.4h', on, { transfer, reason }, { opens: [back], closes })];
    },
  }),

  'redirect-transfer': command('redirect-transfer', ['transfer'], {
    clause: 'J-V.4h',
    signs: true,
    who: ['OFF'],
    targets: eachTransfer,
    gate: (round, target) => requireTransferIn(round, target, ['RETURNED_NOT_OURS'], 'TransferReturned'),
    notBefore: lastStep,
    facts: (round, named) => departmentsNeeded(round, [named]),
    decide(round, { transfer, to, department, kind }, { on, sequence, facts }) {
      const returned = transferOf(round, transfer);
      const { kind: decided } = returned;
      if ((kind !== undefined && kind !== decided) || !isRightAddressee({ to, kind: decided }))
        return refuse('J-V.4a', 'KindAsDecided', { transfer, to, kind: decided });
      const addressed = { ...returned, to, department };
      const refused = requireDepartment(round, addressed, facts);
      if (refused) return refused;
      const opens = [receiptOwed(round, addressed, { event: 'TransferRedirected', sequence, on })];
      const closes = meets(round, 'transfer-redirection', transfer, on);
      const redirected = { transfer, to, kind: decided, ...naming({ department }) };
      return [happened('TransferRedirected', 'J-V.4h', on, redirected, { opens, closes })];
    },
  }),

  // Whether something is a clue or a matter was decided, and only whoever decides says otherwise (T-7).
  'decide-transfer': command('decide-transfer', ['transfer'], {
    clause: 'J-V.4a',
    signs: true,
    onPaper: true,
    who: ['SEC', 'PSC'],
    targets: eachTransfer,
    gate: (round, target) => requireTransferIn(round, target, ['DECIDED', 'RETURNED_NOT_OURS'], 'TransferWithNobody'),
    notBefore: lastStep,
    facts: (round, named) => departmentsNeeded(round, [named]),
    decide(round, { transfer, kind, to, department, decision }, { on, sequence, facts }) {
      const before = transferOf(round, transfer);
      const addressed = { ...before, to, department };
      if (!isRightAddressee({ to, kind })) return refuse('J-V.4a', 'AddresseeOfKind', { transfer, to, kind });
      if (kind === before.kind && to === before.to && department === before.department)
        return refuse('J-V.4a', 'DecidedOtherwise', { transfer, to, kind });
      const refused = requireDepartment(round, addressed, facts);
      if (refused) return refused;
      const anchor = { event: 'TransferRedecided', sequence, on };
      const opens = [sendingOwed(round, addressed, anchor)];
      const closes = [
        ...supersedes(round, 'transfer-sending', transfer, on),
        ...supersedes(round, 'transfer-redirection', transfer, on),
      ];
      const redecided = { transfer, to, kind, ...naming({ department }), decision };
      return [happened('TransferRedecided', 'J-V.4a', on, redecided, { opens, closes })];
    },
  }),

  'set-disposal': command('set-disposal', ['transfer'], {
    clause: 'J-V.4e',
    signs: true,
    onPaper: true,
    // The team does no disciplinary examination, the office neither: only the discipline organ disposes of a clue.
    who: ['DISC'],
    whoClause: 'J-V.5b',
    doneBy: (round, { transfer }) => inspectorsOf(round, transferOf(round, transfer).organisation),
    targets: eachTransfer,
    gate(round, { transfer }) {
      if (transferOf(round, transfer).kind !== 'CLUE') return refuse('J-V.4e', 'Clue', { transfer });
      return requireTransferIn(round, { transfer }, ['RECEIVED', 'HANDLING', 'MORE_ASKED'], 'TransferReceived');
    },
    notBefore: lastStep,
    decide: (_round, { transfer, disposal, form = null }, { on }) => [
      happened('DisposalSet', 'J-V.4e', on, { transfer, disposal, form }),
    ],
  }),

  'set-handling': command('set-handling', ['transfer'], {
    clause: 'J-V.4f',
    signs: true,
    onPaper: true,
    who: (round, { transfer }) => (transferOf(round, transfer).to === 'FD' ? ['FD'] : ['OD']),
    targets: eachTransfer,
    gate(round, { transfer }) {
      if (transferOf(round, transfer).kind !== 'MATTER') return refuse('J-V.4f', 'Matter', { transfer });
      return requireTransferIn(round, { transfer }, ['RECEIVED', 'HANDLING', 'MORE_ASKED'], 'TransferReceived');
    },
    notBefore: lastStep,
    decide: (_round, { transfer, content }, { on }) => [happened('HandlingSet', 'J-V.4f', on, { transfer, content })],
  }),

  'feed-back-transfer': command('feed-back-transfer', ['transfer'], {
    clause: 'J-V.4h',
    signs: true,
    who: addressee,
    targets: eachTransfer,
    gate(round, { transfer }) {
      const { to, handled } = transferOf(round, transfer);
      const refused = requireTransferIn(
        round,
        { transfer },
        ['RECEIVED', 'HANDLING', 'MORE_ASKED'],
        'TransferReceived',
      );
      if (refused) return refused;
      if (!handled) return refuse(answerTerms[to].clause, to === 'DISC' ? 'DisposalSet' : 'HandlingSet', { transfer });
      return undefined;
    },
    notBefore: lastStep,
    decide(round, { transfer, content, counts = {} }, { on }) {
      const { to } = transferOf(round, transfer);
      const closes = [
        ...meets(round, answerTerms[to].kind, transfer, on),
        ...meets(round, 'transfer-more', transfer, on),
      ];
      return [happened('TransferFedBack', answerTerms[to].clause, on, { transfer, content, counts }, { closes })];
    },
  }),

  'accept-transfer': command('accept-transfer', ['transfer'], {
    clause: 'J-V.4h',
    signs: true,
    who: ['OFF'],
    doneBy: (round, { transfer }) => doersOf(round, ['TransferFedBack'], transfer),
    targets: eachTransfer,
    gate: (round, target) => requireTransferIn(round, target, ['FED_BACK'], 'TransferFedBack'),
    notBefore: lastStep,
    decide: (_round, { transfer }, { on }) => [happened('TransferAccepted', 'J-V.4h', on, { transfer })],
  }),

  'ask-more': command('ask-more', ['transfer'], {
    clause: 'J-V.4h',
    signs: true,
    who: ['OFF'],
    doneBy: (round, { transfer }) => doersOf(round, ['TransferFedBack'], transfer),
    targets: eachTransfer,
    gate: (round, target) => requireTransferIn(round, target, ['FED_BACK'], 'TransferFedBack'),
    notBefore: lastStep,
    decide(round, { transfer, reason = null }, { on, sequence }) {
      const { to, department, organisation } = transferOf(round, transfer);
      const more = owe(round, {
        kind: 'transfer-more',
        clause: 'J-V.4h',
        owedBy: to,
        department,
        owedTo: 'OFF',
        organisation,
        transfer,
        anchor: { event: 'MoreAsked', sequence, on },
      });
      return [happened('MoreAsked', 'J-V.4h', on, { transfer, reason }, { opens: [more] })];
    },
  }),
};

const step = (round: Round, code: Code, on: Day, change: Partial<Transfer>): Round =>
  withTransfer(round, code, { ...change, steppedOn: on });

/** It goes to another addressee: the department that it named before is not its own any more. */
function readdressed(round: Round, { transfer: code, to, department, kind, steppedOn, state }: Readdressed): Round {
  const { department: _before, ...rest } = transferOf(round, code);
  const transfer = { ...rest, ...naming({ department }), to, kind, steppedOn, state };
  return { ...round, transfers: put(round.transfers, code, transfer) };
}
type Readdressed = Pick<Transfer, 'to' | 'department' | 'kind' | 'steppedOn' | 'state'> & { readonly transfer: Code };

export const transferTransitions: Transitions<TransferEvents> = {
  TransferSent: (round, { on, data }) => step(round, data.transfer, on, { state: 'SENT' }),
  TransferReceived: (round, { on, data }) => step(round, data.transfer, on, { state: 'RECEIVED' }),
  TransferServed: (round, { on, data }) => step(round, data.transfer, on, { state: 'RECEIVED' }),
  TransferReturned: (round, { on, data }) =>
    step(round, data.transfer, on, { state: 'RETURNED_NOT_OURS', disposal: null, form: null, handled: false }),
  TransferRedirected: (round, { on, data }) => readdressed(round, { ...data, steppedOn: on, state: 'SENT' }),
  TransferRedecided: (round, { on, data }) => readdressed(round, { ...data, steppedOn: on, state: 'DECIDED' }),
  DisposalSet: (round, { on, data: { transfer, disposal, form } }) =>
    step(round, transfer, on, { state: 'HANDLING', disposal, form, handled: true }),
  HandlingSet: (round, { on, data }) => step(round, data.transfer, on, { state: 'HANDLING', handled: true }),
  TransferFedBack: (round, { on, data }) => step(round, data.transfer, on, { state: 'FED_BACK' }),
  TransferAccepted: (round, { on, data }) => step(round, data.transfer, on, { state: 'ACCEPTED' }),
  MoreAsked: (round, { on, data }) => step(round, data.transfer, on, { state: 'MORE_ASKED' }),
};

/** What each addressee owes from its receipt, and by which clause. */
export const answerTerms = {
  DISC: { kind: 'transfer-answer-disc', clause: 'J-V.4e' },
  OD: { kind: 'transfer-answer-od', clause: 'J-V.4f' },
  FD: { kind: 'transfer-answer-fd', clause: 'J-V.4h' },
} as const;

function addressee(round: Round, { transfer }: Target) {
  return [transferOf(round, transfer).to];
}

function lastStep(round: Round, { transfer }: Target): Day {
  return transferOf(round, transfer).steppedOn;
}

type StateFact =
  | 'TransferNotYetSent'
  | 'TransferNotYetReceived'
  | 'TransferReceived'
  | 'TransferReturned'
  | 'TransferWithNobody'
  | 'TransferFedBack';

function requireTransferIn(
  round: Round,
  { transfer }: Target,
  states: readonly TransferState[],
  fact: StateFact,
): Refusal | undefined {
  const { state } = transferOf(round, transfer);
  return states.includes(state) ? undefined : refuse('J-V.4h', fact, { transfer, state });
}

function requireUnsignedTransfer(round: Round, { transfer }: Target): Refusal | undefined {
  const { state } = transferOf(round, transfer);
  if (state === 'DECIDED') return refuse('J-V.4h', 'TransferSent', { transfer });
  return requireTransferIn(round, { transfer }, ['SENT'], 'TransferNotYetReceived');
}

const owedForTransfer = ({ code: transfer, to: owedBy, department, organisation }: Addressed) =>
  ({ owedBy, owedTo: 'OFF', department, organisation, transfer }) as const;

export const receiptOwed = (round: Round, transfer: Addressed, anchor: Anchor): DutyOpened =>
  owe(round, { kind: 'transfer-receipt', clause: 'J-V.4h', ...owedForTransfer(transfer), anchor });

export const answerOwed = (round: Round, transfer: Addressed, anchor: Anchor): DutyOpened =>
  owe(round, { ...answerTerms[transfer.to], ...owedForTransfer(transfer), anchor });

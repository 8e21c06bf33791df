/** Approval (J-VI.2c): the Party committee approves the round that the office has planned, or rejects it. */
import { supersedesAll } from '../../dossier/duties.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type ApprovalEvents } from '../events.ts';
import type { Round } from '../state.ts';
import { filingOpened } from './filing.ts';
import { lastAnchor } from './suspension.ts';

const requirePlanned = (round: Round): Refusal | undefined =>
  round.approvedOn === null ? undefined : refuse('J-VI.2c', 'RoundNotYetApproved', { approvedOn: round.approvedOn });

export const approvalRules = {
  'approve-round': command('approve-round', [], {
    clause: 'J-VI.2c',
    signs: true,
    onPaper: true,
    who: ['SEC', 'PSC'],
    doneBy: (round) => (round.plannedBy === null ? [] : [round.plannedBy]),
    targets: () => [{}],
    gate: requirePlanned,
    notBefore: (round) => round.plannedOn,
    decide(round, { decision }, { on, sequence }) {
      const opens = [filingOpened(round, 'filing-arrangement', { event: 'RoundApproved', sequence, on })];
      return [happened('RoundApproved', 'J-VI.2c', on, { decision }, { opens })];
    },
  }),

  'reject-round': command('reject-round', [], {
    clause: 'J-VI.2c',
    signs: true,
    onPaper: true,
    who: ['SEC', 'PSC'],
    targets: () => [{}],
    gate: requirePlanned,
    notBefore: lastAnchor,
    decide: (round, { reason }, { on }) => [
      happened('RoundRejected', 'J-VI.2c', on, { reason }, { closes: supersedesAll(round, on) }),
    ],
  }),
};

export const approvalTransitions: Transitions<ApprovalEvents> = {
  RoundApproved: (round, { on }) => ({ ...round, approvedOn: on }),
  RoundRejected: (round) => ({ ...round, ended: 'REJECTED' }),
};

/** The phase that people see: each organisation's own, and the round's, which is the least advanced of them. */
import { type Organisation, type Round, teamOf } from './state.ts';
import { bothSigned } from './steps/feedback.ts';

export const phases = [
  'PLANNED',
  'APPROVED',
  'AUTHORIZED',
  'MOBILISED',
  'ONSITE',
  'WITHDRAWN',
  'REPORTED',
  'HEARD',
  'DECIDED',
  'FED_BACK',
  'RECTIFYING',
  'CLOSED',
] as const;
export type Phase = (typeof phases)[number];

export function phaseOfOrganisation(round: Round, organisation: Organisation): Phase {
  const { feedback, decidedOn, heardOn, reportSubmittedOn, withdrawnOn, enteredOn } = organisation;
  if (round.ended === 'CLOSED') return 'CLOSED';
  if (bothSigned(organisation)) return 'RECTIFYING';
  if (feedback.PRINCIPAL && feedback.BODY) return 'FED_BACK';
  if (decidedOn !== null) return 'DECIDED';
  if (round.pack.hearingOrder.every((body) => heardOn[body] !== undefined)) return 'HEARD';
  if (reportSubmittedOn !== null) return 'REPORTED';
  if (withdrawnOn !== null) return 'WITHDRAWN';
  if (enteredOn !== null) return 'ONSITE';
  if (round.mobilisedOn !== null) return 'MOBILISED';
  if (teamOf(round, organisation)?.authorization) return 'AUTHORIZED';
  return round.approvedOn === null ? 'PLANNED' : 'APPROVED';
}

export function phaseOf(round: Round): Phase | 'REJECTED' | 'CANCELLED' | 'SUSPENDED' {
  if (round.ended === 'REJECTED' || round.ended === 'CANCELLED') return round.ended;
  if (round.suspendedOn !== null) return 'SUSPENDED';
  return leastAdvanced(Object.values(round.organisations).map((each) => phaseOfOrganisation(round, each)));
}

export const leastAdvanced = (all: readonly Phase[]): Phase =>
  phases[Math.min(...all.map((phase) => phases.indexOf(phase)))] ?? 'PLANNED';

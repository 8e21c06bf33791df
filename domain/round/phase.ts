/** The phase that people see: each organisation's own, and the round's, which is the least advanced of them. */
import { latestOf } from '../calendar.ts';
import type { Titles } from '../dossier/titles.ts';
import type { Day, Code } from '../vocabulary.ts';
import { organisationsIn } from './leaving.ts';
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
  const there = organisationsIn(round);
  const counted = there.length > 0 ? there : Object.values(round.organisations);
  return leastAdvanced(counted.map((each) => phaseOfOrganisation(round, each)));
}

export const leastAdvanced = (all: readonly Phase[]): Phase =>
  phases[Math.min(...all.map((phase) => phases.indexOf(phase)))] ?? 'PLANNED';

export const phaseTitles: Readonly<Record<ReturnType<typeof phaseOf>, Titles>> = {
  PLANNED: { zh: '已列入计划', en: 'Planned' },
  APPROVED: { zh: '已批准', en: 'Approved' },
  AUTHORIZED: { zh: '已授权', en: 'Authorised' },
  MOBILISED: { zh: '已动员部署', en: 'Mobilised' },
  ONSITE: { zh: '驻点巡察', en: 'On site' },
  WITHDRAWN: { zh: '已撤离', en: 'Withdrawn' },
  REPORTED: { zh: '已报送巡察报告', en: 'Reported' },
  HEARD: { zh: '已听取汇报', en: 'Heard' },
  DECIDED: { zh: '已研究决定', en: 'Decided' },
  FED_BACK: { zh: '已反馈', en: 'Fed back' },
  RECTIFYING: { zh: '整改中', en: 'Rectifying' },
  CLOSED: { zh: '已归档', en: 'Closed' },
  REJECTED: { zh: '未获批准', en: 'Rejected' },
  CANCELLED: { zh: '已取消', en: 'Cancelled' },
  SUSPENDED: { zh: '已中止', en: 'Suspended' },
};

export interface PhaseChange {
  readonly on: Day;
  readonly phase: Phase;
  /** The organisations that came into the phase on this day; none: the whole round did. */
  readonly organisations: readonly Code[];
}

/** The last changes of phase, the newest first, as the days of the round and its organisations have them. */
export function lastPhaseChanges(round: Round, count: number): PhaseChange[] {
  const changes = new Map<string, PhaseChange>();
  const add = (phase: Phase, on: Day | null, organisation?: Code) => {
    if (on === null) return;
    const organisations = changes.get(`${on} ${phase}`)?.organisations ?? [];
    const all = organisation === undefined ? organisations : [...organisations, organisation];
    changes.set(`${on} ${phase}`, { on, phase, organisations: all });
  };
  add('PLANNED', round.plannedOn);
  add('APPROVED', round.approvedOn);
  add('MOBILISED', round.mobilisedOn);
  for (const organisation of organisationsIn(round)) {
    const { code, enteredOn, withdrawnOn, reportSubmittedOn, heardOn, decidedOn, feedback } = organisation;
    const heard = round.pack.hearingOrder.map((body) => heardOn[body] ?? null);
    const { PRINCIPAL, BODY } = feedback;
    add('AUTHORIZED', teamOf(round, organisation)?.authorization?.on ?? null, code);
    add('ONSITE', enteredOn, code);
    add('WITHDRAWN', withdrawnOn, code);
    add('REPORTED', reportSubmittedOn, code);
    add('HEARD', heard.includes(null) ? null : latestOf(heard), code);
    add('DECIDED', decidedOn, code);
    add('FED_BACK', PRINCIPAL && BODY ? latestOf([PRINCIPAL.givenOn, BODY.givenOn]) : null, code);
    add(
      'RECTIFYING',
      bothSigned(organisation) ? latestOf([PRINCIPAL?.signedOn ?? null, BODY?.signedOn ?? null]) : null,
      code,
    );
  }
  const newestFirst = (a: PhaseChange, b: PhaseChange) =>
    a.on === b.on ? phases.indexOf(b.phase) - phases.indexOf(a.phase) : a.on < b.on ? 1 : -1;
  return [...changes.values()].sort(newestFirst).slice(0, count);
}

/** `evolve`: the only way that a round's state changes. Folds every event ever written. */
import type { Dossier } from '../dossier/dossier.ts';
import { timeTransitions } from '../dossier/due.ts';
import { opened, paused } from '../dossier/duty.ts';
import type { DutyChanges } from '../dossier/events.ts';
import { atOpening, wakeAt } from '../dossier/ladder.ts';
import { row, withRow } from '../keyed.ts';
import { THE_POST, TIME } from '../people/posts.ts';
import type { Instant } from '../vocabulary.ts';
import type { EventData, EventType, RecordedRoundEvent } from './events.ts';
import type { Transitions } from './rule.ts';
import type { Round } from './state.ts';
import { accountabilityTransitions } from './steps/accountability.ts';
import { appraisalTransitions } from './steps/appraisal.ts';
import { approvalTransitions } from './steps/approval.ts';
import { closingTransitions } from './steps/closing.ts';
import { disclosureTransitions } from './steps/disclosure.ts';
import { evaluationTransitions } from './steps/evaluation.ts';
import { extensionTransitions } from './steps/extension.ts';
import { feedbackTransitions } from './steps/feedback.ts';
import { filingTransitions } from './steps/filing.ts';
import { handOverTransitions } from './steps/hand-over.ts';
import { hearingTransitions } from './steps/hearing.ts';
import { immediateTransitions } from './steps/immediate.ts';
import { instructionTransitions } from './steps/instructions.ts';
import { keyPersonTransitions } from './steps/key-persons.ts';
import { landingTransitions } from './steps/landing.ts';
import { letterTransitions } from './steps/letters.ts';
import { memberTransitions } from './steps/members.ts';
import { missedFindingTransitions } from './steps/missed-finding.ts';
import { opinionTransitions } from './steps/opinion.ts';
import { packChangeTransitions } from './steps/pack-change.ts';
import { paperTransitions } from './steps/papers.ts';
import { partnerRequestTransitions } from './steps/partner-requests.ts';
import { planTransitions } from './steps/plan.ts';
import { plannedRound } from './steps/planning.ts';
import { progressTransitions } from './steps/progress.ts';
import { rectificationTransitions } from './steps/rectification.ts';
import { reportTransitions } from './steps/report.ts';
import { scopeTransitions } from './steps/scope.ts';
import { silenceTransitions } from './steps/silence.ts';
import { stayTransitions } from './steps/stay.ts';
import { subsequentTransitions } from './steps/subsequent.ts';
import { supervisionTransitions } from './steps/supervision.ts';
import { suspensionTransitions } from './steps/suspension.ts';
import { takeoverTransitions } from './steps/takeover.ts';
import { teamTransitions } from './steps/team.ts';
import { transferTransitions } from './steps/transfer.ts';
import { verificationTransitions } from './steps/verification.ts';

const transitions: Transitions<EventData> = {
  RoundPlanned: (_round, event) => plannedRound(event),
  ...approvalTransitions,
  ...scopeTransitions,
  ...teamTransitions,
  ...memberTransitions,
  ...partnerRequestTransitions,
  ...stayTransitions,
  ...paperTransitions,
  ...keyPersonTransitions,
  ...instructionTransitions,
  ...immediateTransitions,
  ...progressTransitions,
  ...appraisalTransitions,
  ...reportTransitions,
  ...hearingTransitions,
  ...feedbackTransitions,
  ...transferTransitions,
  ...opinionTransitions,
  ...planTransitions,
  ...rectificationTransitions,
  ...landingTransitions,
  ...subsequentTransitions,
  ...verificationTransitions,
  ...evaluationTransitions,
  ...disclosureTransitions,
  ...accountabilityTransitions,
  ...missedFindingTransitions,
  ...filingTransitions,
  ...extensionTransitions,
  ...packChangeTransitions,
  ...handOverTransitions,
  ...supervisionTransitions,
  ...suspensionTransitions,
  ...letterTransitions,
  ...closingTransitions,
  ...takeoverTransitions,
  ...timeTransitions,
  ...silenceTransitions,
};

/** The round after one more event. */
export function evolve<T extends EventType>(round: Round, event: RecordedRoundEvent<T>): Round {
  const transition = transitions[event.type];
  const changed = transition(withClocks(round, event), event);
  const lastActAt = isAct(event) ? event.at : round.lastActAt;
  return { ...changed, sequence: event.sequence, at: event.at, lastActAt };
}

/** Somebody has done it: neither time nor the post. */
const isAct = ({ by }: Pick<RecordedRoundEvent, 'by'>): boolean => by !== TIME && by !== THE_POST;

/** The fold of a ledger. Its first event is the plan. */
export function fold(first: RecordedRoundEvent<'RoundPlanned'>, rest: Iterable<RecordedRoundEvent>): Round {
  let round = plannedRound(first);
  for (const event of rest) round = evolve(round, event);
  return round;
}

/** Whatever an event says, the duties that it opens and closes are opened and closed here. */
export function withClocks<D extends Dossier>(
  round: D,
  { at, opens = [], closes = [] }: DutyChanges & { readonly at: Instant },
): D {
  let duties = round.duties;
  for (const { key, outcome, on } of closes) {
    const duty = row(duties, key);
    if (!duty) throw new Error(`${key} is not a duty of ${round.code}`);
    duties = withRow(duties, key, { ...duty, outcome, closedOn: on, wakeAt: null });
  }
  for (const terms of opens) {
    const fresh = atOpening(opened(terms, at), round.pack, round.code);
    const since = round.suspendedOn ?? null;
    const standsStill = since !== null && fresh.basis === 'T' && fresh.dueOn !== null;
    const duty = standsStill ? paused(fresh, since) : fresh;
    duties = withRow(duties, duty.key, { ...duty, wakeAt: wakeAt(duty, round.pack, round.code) });
  }
  return duties === round.duties ? round : { ...round, duties };
}

/** `evolve`: the only way that a round's state changes. Folds every event ever written. */
import type { Instant } from '../vocabulary.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { opened, paused } from '../dossier/duty.ts';
import { atOpening, wakeAt } from '../dossier/ladder.ts';
import { THE_POST, TIME } from '../people/posts.ts';
import { row, withRow } from '../keyed.ts';
import { accountabilityTransitions } from './steps/accountability.ts';
import { approvalTransitions } from './steps/approval.ts';
import { closingTransitions } from './steps/closing.ts';
import { disclosureTransitions } from './steps/disclosure.ts';
import type { Clocks, EventData } from './events.ts';
import { extensionTransitions } from './steps/extension.ts';
import { evaluationTransitions } from './steps/evaluation.ts';
import { feedbackTransitions } from './steps/feedback.ts';
import { filingTransitions } from './steps/filing.ts';
import { handOverTransitions } from './steps/hand-over.ts';
import { hearingTransitions } from './steps/hearing.ts';
import { immediateTransitions } from './steps/immediate.ts';
import { instructionTransitions } from './steps/instructions.ts';
import { keyPersonTransitions } from './steps/key-persons.ts';
import { letterTransitions } from './steps/letters.ts';
import { missedFindingTransitions } from './steps/missed-finding.ts';
import { paperTransitions } from './steps/papers.ts';
import { packChangeTransitions } from './steps/pack-change.ts';
import { landingTransitions } from './steps/landing.ts';
import { opinionTransitions } from './steps/opinion.ts';
import { memberTransitions } from './steps/members.ts';
import { appraisalTransitions } from './steps/appraisal.ts';
import { partnerRequestTransitions } from './steps/partner-requests.ts';
import { progressTransitions } from './steps/progress.ts';
import { scopeTransitions } from './steps/scope.ts';
import { planTransitions } from './steps/plan.ts';
import { plannedRound } from './steps/planning.ts';
import { rectificationTransitions } from './steps/rectification.ts';
import { reportTransitions } from './steps/report.ts';
import type { EventType, Recorded, Transitions } from './rule.ts';
import type { Round } from './state.ts';
import { stayTransitions } from './steps/stay.ts';
import { takeoverTransitions } from './steps/takeover.ts';
import { supervisionTransitions } from './steps/supervision.ts';
import { suspensionTransitions } from './steps/suspension.ts';
import { subsequentTransitions } from './steps/subsequent.ts';
import { teamTransitions } from './steps/team.ts';
import { silenceTransitions } from './steps/silence.ts';
import { timeTransitions } from '../dossier/due.ts';
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
export function evolve<T extends EventType>(round: Round, event: Recorded<T>): Round {
  const transition = transitions[event.type];
  const changed = transition(withClocks(round, event), event);
  const lastActAt = isAct(event) ? event.at : round.lastActAt;
  return { ...changed, sequence: event.sequence, at: event.at, lastActAt };
}

/** Somebody has done it: neither time nor the post. */
const isAct = ({ by }: Pick<Recorded, 'by'>): boolean => by !== TIME && by !== THE_POST;

/** The fold of a ledger. Its first event is the plan. */
export function fold(first: Recorded<'RoundPlanned'>, rest: Iterable<Recorded>): Round {
  let round = plannedRound(first);
  for (const event of rest) round = evolve(round, event);
  return round;
}

/** Whatever an event says, the duties that it opens and closes are opened and closed here. */
export function withClocks<D extends Dossier>(
  round: D,
  { at, opens = [], closes = [] }: Clocks & { readonly at: Instant },
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

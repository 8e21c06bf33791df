/** `evolve`: the only way that a round's state changes. Folds every event ever written. */
import type { Instant } from '../../contracts/basics.ts';
import type { Dossier } from '../dossier.ts';
import { opened, paused } from '../duty/duty.ts';
import { atOpening, wakeAt } from '../duty/ladder.ts';
import { THE_POST, TIME } from '../posts.ts';
import { row, withRow } from '../table.ts';
import { accountabilityTransitions } from './accountability.ts';
import { approvalTransitions } from './approval.ts';
import { closingTransitions } from './closing.ts';
import { disclosureTransitions } from './disclosure.ts';
import type { Clocks, EventData } from './events.ts';
import { extensionTransitions } from './extension.ts';
import { evaluationTransitions } from './evaluation.ts';
import { feedbackTransitions } from './feedback.ts';
import { filingTransitions } from './filing.ts';
import { handOverTransitions } from './hand-over.ts';
import { hearingTransitions } from './hearing.ts';
import { immediateTransitions } from './immediate.ts';
import { instructionTransitions } from './instructions.ts';
import { keyPersonTransitions } from './key-persons.ts';
import { letterTransitions } from './letters.ts';
import { missedFindingTransitions } from './missed-finding.ts';
import { paperTransitions } from './papers.ts';
import { packChangeTransitions } from './pack-change.ts';
import { landingTransitions } from './landing.ts';
import { opinionTransitions } from './opinion.ts';
import { memberTransitions } from './members.ts';
import { appraisalTransitions } from './appraisal.ts';
import { partnerRequestTransitions } from './partner-requests.ts';
import { progressTransitions } from './progress.ts';
import { scopeTransitions } from './scope.ts';
import { planTransitions } from './plan.ts';
import { plannedRound } from './planning.ts';
import { rectificationTransitions } from './rectification.ts';
import { reportTransitions } from './report.ts';
import type { EventType, Recorded, Transitions } from './rule.ts';
import type { Round } from './state.ts';
import { stayTransitions } from './stay.ts';
import { takeoverTransitions } from './takeover.ts';
import { supervisionTransitions } from './supervision.ts';
import { suspensionTransitions } from './suspension.ts';
import { subsequentTransitions } from './subsequent.ts';
import { teamTransitions } from './team.ts';
import { silenceTransitions } from './silence.ts';
import { timeTransitions } from './time.ts';
import { transferTransitions } from './transfer.ts';
import { verificationTransitions } from './verification.ts';

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

/** The registry of a round's steps, in the order of the process: the rules and the transitions of each. A command without a rule
 *  and an event without a transition do not compile. */
import { letterTransitions } from '../../dossier/letters.ts';
import { objectionTransitions } from '../../dossier/objecting.ts';
import type { RuleBook, Transitions } from '../command.ts';
import type { EventData } from '../events.ts';
import { approvalRules, approvalTransitions } from './approval.ts';
import { scopeRules, scopeTransitions } from './scope.ts';
import { leavingRules, leavingTransitions } from './leaving.ts';
import { teamRules, teamTransitions } from './team.ts';
import { memberRules, memberTransitions } from './members.ts';
import { substituteRules, substituteTransitions } from './substitute.ts';
import { partnerRequestRules, partnerRequestTransitions } from './partner-requests.ts';
import { stayRules, stayTransitions } from './stay.ts';
import { paperRules, paperTransitions } from './papers.ts';
import { keyPersonRules, keyPersonTransitions } from './key-persons.ts';
import { instructionRules, instructionTransitions } from './instructions.ts';
import { immediateRules, immediateTransitions } from './immediate.ts';
import { progressRules, progressTransitions } from './progress.ts';
import { appraisalRules, appraisalTransitions } from './appraisal.ts';
import { reportRules, reportTransitions } from './report.ts';
import { hearingRules, hearingTransitions } from './hearing.ts';
import { feedbackRules, feedbackTransitions } from './feedback.ts';
import { transferRules, transferTransitions } from './transfer.ts';
import { opinionRules, opinionTransitions } from './opinion.ts';
import { planRules, planTransitions } from './plan.ts';
import { rectificationRules, rectificationTransitions } from './rectification.ts';
import { landingRules, landingTransitions } from './landing.ts';
import { subsequentRules, subsequentTransitions } from './subsequent.ts';
import { verificationRules, verificationTransitions } from './verification.ts';
import { evaluationRules, evaluationTransitions } from './evaluation.ts';
import { disclosureRules, disclosureTransitions } from './disclosure.ts';
import { accountabilityRules, accountabilityTransitions } from './accountability.ts';
import { missedFindingRules, missedFindingTransitions } from './missed-finding.ts';
import { filingRules, filingTransitions } from './filing.ts';
import { extensionRules, extensionTransitions } from './extension.ts';
import { packChangeRules, packChangeTransitions } from './pack-change.ts';
import { handOverRules, handOverTransitions } from './hand-over.ts';
import { supervisionRules, supervisionTransitions } from './supervision.ts';
import { suspensionRules, suspensionTransitions } from './suspension.ts';
import { closingRules, closingTransitions } from './closing.ts';
import { arrivalRules, arrivalTransitions } from './arrival.ts';
import { confirmationRules, confirmationTransitions } from './confirmation.ts';
import { correctionRules, correctionTransitions } from './correction.ts';
import { objectionRules } from './objections.ts';
import { takeoverRules, takeoverTransitions } from './takeover.ts';
import { letterRules } from './letters.ts';
import { plannedRound } from './planning.ts';
import { rungTransitions } from './rungs.ts';
import { silenceTransitions } from './silence.ts';

/** Every command that can be proposed and completed. */
const acts = {
  ...approvalRules,
  ...scopeRules,
  ...leavingRules,
  ...teamRules,
  ...memberRules,
  ...substituteRules,
  ...partnerRequestRules,
  ...stayRules,
  ...paperRules,
  ...keyPersonRules,
  ...instructionRules,
  ...immediateRules,
  ...progressRules,
  ...appraisalRules,
  ...reportRules,
  ...hearingRules,
  ...feedbackRules,
  ...transferRules,
  ...opinionRules,
  ...planRules,
  ...rectificationRules,
  ...landingRules,
  ...subsequentRules,
  ...verificationRules,
  ...evaluationRules,
  ...disclosureRules,
  ...accountabilityRules,
  ...missedFindingRules,
  ...filingRules,
  ...extensionRules,
  ...packChangeRules,
  ...handOverRules,
  ...supervisionRules,
  ...suspensionRules,
  ...objectionRules,
  ...arrivalRules,
  ...letterRules,
  ...correctionRules,
  ...closingRules,
  ...takeoverRules,
};
export const ruleBook: RuleBook = { ...acts, ...confirmationRules(acts) };

export const transitions: Transitions<EventData> = {
  RoundPlanned: (_round, event) => plannedRound(event),
  ...approvalTransitions,
  ...scopeTransitions,
  ...leavingTransitions,
  ...teamTransitions,
  ...memberTransitions,
  ...substituteTransitions,
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
  ...arrivalTransitions,
  ...confirmationTransitions,
  ...correctionTransitions,
  ...objectionTransitions,
  ...rungTransitions,
  ...silenceTransitions,
};

/** The rule book: every command of a round, one definition each. A name in `contracts/commands.ts` without a definition
 *  here does not compile. */
import type { RuleBook } from '../rule.ts';
import { accountabilityRules } from './accountability.ts';
import { appraisalRules } from './appraisal.ts';
import { approvalRules } from './approval.ts';
import { closingRules } from './closing.ts';
import { disclosureRules } from './disclosure.ts';
import { evaluationRules } from './evaluation.ts';
import { extensionRules } from './extension.ts';
import { feedbackRules } from './feedback.ts';
import { filingRules } from './filing.ts';
import { handOverRules } from './hand-over.ts';
import { hearingRules } from './hearing.ts';
import { immediateRules } from './immediate.ts';
import { instructionRules } from './instructions.ts';
import { keyPersonRules } from './key-persons.ts';
import { landingRules } from './landing.ts';
import { letterRules } from './letters.ts';
import { memberRules } from './members.ts';
import { missedFindingRules } from './missed-finding.ts';
import { opinionRules } from './opinion.ts';
import { packChangeRules } from './pack-change.ts';
import { paperRules } from './papers.ts';
import { partnerRequestRules } from './partner-requests.ts';
import { planRules } from './plan.ts';
import { progressRules } from './progress.ts';
import { rectificationRules } from './rectification.ts';
import { reportRules } from './report.ts';
import { scopeRules } from './scope.ts';
import { stayRules } from './stay.ts';
import { subsequentRules } from './subsequent.ts';
import { supervisionRules } from './supervision.ts';
import { suspensionRules } from './suspension.ts';
import { takeoverRules } from './takeover.ts';
import { teamRules } from './team.ts';
import { transferRules } from './transfer.ts';
import { verificationRules } from './verification.ts';

export const ruleBook: RuleBook = {
  ...approvalRules,
  ...scopeRules,
  ...teamRules,
  ...memberRules,
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
  ...letterRules,
  ...closingRules,
  ...takeoverRules,
};

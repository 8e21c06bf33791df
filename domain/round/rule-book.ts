/** The rule book: every command of a round, one definition each. A name in `contracts/commands.ts` without a definition
 *  here does not compile. */
import { approvalRules } from './approval.ts';
import { closingRules } from './closing.ts';
import { disclosureRules } from './disclosure.ts';
import { feedbackRules } from './feedback.ts';
import { hearingRules } from './hearing.ts';
import { letterRules } from './letters.ts';
import { memberRules } from './members.ts';
import { appraisalRules } from './appraisal.ts';
import { partnerRequestRules } from './partner-requests.ts';
import { progressRules } from './progress.ts';
import { scopeRules } from './scope.ts';
import { planRules } from './plan.ts';
import { rectificationRules } from './rectification.ts';
import { reportRules } from './report.ts';
import type { RuleBook } from './rule.ts';
import { stayRules } from './stay.ts';
import { teamRules } from './team.ts';
import { transferRules } from './transfer.ts';

export const ruleBook: RuleBook = {
  ...approvalRules,
  ...scopeRules,
  ...teamRules,
  ...memberRules,
  ...partnerRequestRules,
  ...stayRules,
  ...progressRules,
  ...appraisalRules,
  ...reportRules,
  ...hearingRules,
  ...feedbackRules,
  ...transferRules,
  ...planRules,
  ...rectificationRules,
  ...disclosureRules,
  ...letterRules,
  ...closingRules,
};

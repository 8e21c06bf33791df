/** The rule book: every command of a round, one definition each. A name in `contracts/commands.ts` without a definition
 *  here does not compile. */
import { approvalRules } from './approval.ts';
import { closingRules } from './closing.ts';
import { disclosureRules } from './disclosure.ts';
import { evaluationRules } from './evaluation.ts';
import { feedbackRules } from './feedback.ts';
import { hearingRules } from './hearing.ts';
import { landingRules } from './landing.ts';
import { letterRules } from './letters.ts';
import { opinionRules } from './opinion.ts';
import { planRules } from './plan.ts';
import { rectificationRules } from './rectification.ts';
import { reportRules } from './report.ts';
import type { RuleBook } from './rule.ts';
import { stayRules } from './stay.ts';
import { subsequentRules } from './subsequent.ts';
import { teamRules } from './team.ts';
import { transferRules } from './transfer.ts';
import { verificationRules } from './verification.ts';

export const ruleBook: RuleBook = {
  ...approvalRules,
  ...teamRules,
  ...stayRules,
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
  ...letterRules,
  ...closingRules,
};

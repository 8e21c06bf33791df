/** The rule book: every command of a round, one definition each. A name in `contracts/commands.ts` without a definition
 *  here does not compile. */
import { accountabilityRules } from './accountability.ts';
import { approvalRules } from './approval.ts';
import { closingRules } from './closing.ts';
import { disclosureRules } from './disclosure.ts';
import { extensionRules } from './extension.ts';
import { feedbackRules } from './feedback.ts';
import { filingRules } from './filing.ts';
import { handOverRules } from './hand-over.ts';
import { hearingRules } from './hearing.ts';
import { immediateRules } from './immediate.ts';
import { instructionRules } from './instructions.ts';
import { keyPersonRules } from './key-persons.ts';
import { letterRules } from './letters.ts';
import { missedFindingRules } from './missed-finding.ts';
import { paperRules } from './papers.ts';
import { packChangeRules } from './pack-change.ts';
import { planRules } from './plan.ts';
import { rectificationRules } from './rectification.ts';
import { reportRules } from './report.ts';
import type { RuleBook } from './rule.ts';
import { stayRules } from './stay.ts';
import { takeoverRules } from './takeover.ts';
import { supervisionRules } from './supervision.ts';
import { suspensionRules } from './suspension.ts';
import { teamRules } from './team.ts';
import { transferRules } from './transfer.ts';

export const ruleBook: RuleBook = {
  ...approvalRules,
  ...teamRules,
  ...stayRules,
  ...paperRules,
  ...keyPersonRules,
  ...instructionRules,
  ...immediateRules,
  ...reportRules,
  ...hearingRules,
  ...feedbackRules,
  ...transferRules,
  ...planRules,
  ...rectificationRules,
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

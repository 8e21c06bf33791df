/** The registry of a committee's steps: the rules and the transitions of each. A command without a rule and an event without a
 *  transition do not compile. */
import { dueTransitions } from '../../dossier/due.ts';
import { letterTransitions } from '../../dossier/letters.ts';
import { objectionTransitions } from '../../dossier/objecting.ts';
import type { CommitteeRuleBook, Transitions } from '../command.ts';
import type { CommitteeEventData } from '../events.ts';
import { beginningRules, beginningTransitions } from './beginning.ts';
import { confirmationRules, confirmationTransitions } from './confirmation.ts';
import { documentRules, documentTransitions } from './documents.ts';
import { filingRules, filingTransitions } from './filing.ts';
import { governanceRules, governanceTransitions } from './governance.ts';
import { letterRules } from './letters.ts';
import { objectionRules } from './objections.ts';
import { studyRules, studyTransitions } from './study.ts';

/** Every rule but those by which a second person answers. */
const acts = {
  ...beginningRules,
  ...studyRules,
  ...documentRules,
  ...filingRules,
  ...governanceRules,
  ...objectionRules,
  ...letterRules,
};

export const committeeRules: CommitteeRuleBook = { ...acts, ...confirmationRules(acts) };

export const transitions: Transitions<CommitteeEventData> = {
  ...beginningTransitions,
  ...studyTransitions,
  ...documentTransitions,
  ...filingTransitions,
  ...governanceTransitions,
  ...confirmationTransitions,
  ...objectionTransitions,
  ...letterTransitions,
  ...dueTransitions,
};

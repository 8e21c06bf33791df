/** The facts that only a committee's own work asks for: `committee.test.ts` produces each, so `commands.test.ts` need not. */
import type { FactName } from '../domain/wordings.ts';

export const committeeFacts: readonly FactName[] = [
  'YearOfDocument',
  'DocumentNotYetAdopted',
  'NewTermRegistered',
  'DirectorInRegistry',
  'DirectorNotInRegistry',
  'DirectorChangeNotYetReported',
  'FilingOpened',
  'FilingNotYetSent',
  'FiledUpward',
  'FilingNotYetReceipted',
  'TendencyProposed',
  'GovernanceNotYetOpen',
  'GovernanceOpened',
  'GovernanceUnderWay',
  'GovernanceAnswered',
];

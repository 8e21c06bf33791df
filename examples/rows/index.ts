/** Every row, in the order of the process. */
import { accountability } from './accountability.ts';
import { arrivals } from './arrival.ts';
import { approval } from './approval.ts';
import { closing } from './closing.ts';
import { confirmations } from './confirmation.ts';
import { corrections } from './correction.ts';
import { disclosure } from './disclosure.ts';
import { extensions } from './extension.ts';
import { feedback } from './feedback.ts';
import { filings } from './filing.ts';
import { handOvers } from './hand-over.ts';
import { hearings } from './hearing.ts';
import { immediateItems } from './immediate.ts';
import { instructions } from './instructions.ts';
import { keyPersons } from './key-persons.ts';
import { letters } from './letters.ts';
import { papers } from './papers.ts';
import { packChanges } from './pack-change.ts';
import { landing } from './landing.ts';
import { onBehalf } from './on-behalf.ts';
import { opinions } from './opinion.ts';
import { leavings } from './leaving.ts';
import { members } from './members.ts';
import { appraisals } from './appraisal.ts';
import { partnerRequests } from './partner-requests.ts';
import { progress } from './progress.ts';
import { scope } from './scope.ts';
import { plans } from './plan.ts';
import { rectification } from './rectification.ts';
import { report } from './report.ts';
import type { Row } from './row.ts';
import { stay } from './stay.ts';
import { takeover } from './takeover.ts';
import { substitutes } from './substitute.ts';
import { supervisions } from './supervision.ts';
import { suspension } from './suspension.ts';
import { teams } from './team.ts';
import { transfers } from './transfer.ts';
import { verification } from './verification.ts';

export const rows: readonly Row[] = [
  ...approval,
  ...scope,
  ...leavings,
  ...teams,
  ...members,
  ...substitutes,
  ...partnerRequests,
  ...stay,
  ...papers,
  ...keyPersons,
  ...instructions,
  ...immediateItems,
  ...progress,
  ...appraisals,
  ...report,
  ...hearings,
  ...feedback,
  ...transfers,
  ...plans,
  ...opinions,
  ...rectification,
  ...landing,
  ...verification,
  ...disclosure,
  ...accountability,
  ...filings,
  ...extensions,
  ...packChanges,
  ...handOvers,
  ...supervisions,
  ...arrivals,
  ...confirmations,
  ...corrections,
  ...onBehalf,
  ...suspension,
  ...letters,
  ...closing,
  ...takeover,
];

/** Every row, in the order of the process. */
import { accountability } from './accountability.ts';
import { approval } from './approval.ts';
import { closing } from './closing.ts';
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
import { plans } from './plan.ts';
import { rectification } from './rectification.ts';
import { report } from './report.ts';
import type { Row } from './row.ts';
import { stay } from './stay.ts';
import { takeover } from './takeover.ts';
import { supervisions } from './supervision.ts';
import { suspension } from './suspension.ts';
import { teams } from './team.ts';
import { transfers } from './transfer.ts';

export const rows: readonly Row[] = [
  ...approval,
  ...teams,
  ...stay,
  ...papers,
  ...keyPersons,
  ...instructions,
  ...immediateItems,
  ...report,
  ...hearings,
  ...feedback,
  ...transfers,
  ...plans,
  ...rectification,
  ...disclosure,
  ...accountability,
  ...filings,
  ...extensions,
  ...packChanges,
  ...handOvers,
  ...supervisions,
  ...suspension,
  ...letters,
  ...closing,
  ...takeover,
];

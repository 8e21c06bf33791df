/** Every row, in the order of the process. */
import { approval } from './approval.ts';
import { closing } from './closing.ts';
import { disclosure } from './disclosure.ts';
import { feedback } from './feedback.ts';
import { hearings } from './hearing.ts';
import { landing } from './landing.ts';
import { letters } from './letters.ts';
import { opinions } from './opinion.ts';
import { plans } from './plan.ts';
import { rectification } from './rectification.ts';
import { report } from './report.ts';
import type { Row } from './row.ts';
import { stay } from './stay.ts';
import { teams } from './team.ts';
import { transfers } from './transfer.ts';
import { verification } from './verification.ts';

export const rows: readonly Row[] = [
  ...approval,
  ...teams,
  ...stay,
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
  ...letters,
  ...closing,
];

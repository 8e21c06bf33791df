/** Every row, in the order of the process. */
import { approval } from './approval.ts';
import { closing } from './closing.ts';
import { disclosure } from './disclosure.ts';
import { feedback } from './feedback.ts';
import { hearings } from './hearing.ts';
import { letters } from './letters.ts';
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
import { teams } from './team.ts';
import { transfers } from './transfer.ts';

export const rows: readonly Row[] = [
  ...approval,
  ...scope,
  ...teams,
  ...members,
  ...partnerRequests,
  ...stay,
  ...progress,
  ...appraisals,
  ...report,
  ...hearings,
  ...feedback,
  ...transfers,
  ...plans,
  ...rectification,
  ...disclosure,
  ...letters,
  ...closing,
];

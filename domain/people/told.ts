/** What the inspected, and a department, are told of an organisation in a round (T-4). */
import type { Phase } from '../round/phase.ts';
import type { Organisation } from '../round/state.ts';

/** What the committee does with the report is not for the inspected: to them the team has left, until there is feedback. */
export const hiddenPhases: readonly Phase[] = ['REPORTED', 'HEARD', 'DECIDED'];
export const phaseForInspected = (phase: Phase): Phase => (hiddenPhases.includes(phase) ? 'WITHDRAWN' : phase);

/** What people of an inspected organisation are told of it: nothing of those who spoke to the team, of the hearings, or of who
 *  thought what of its plan. */
const told = [
  'code',
  'nextLower',
  'noticeOn',
  'enteredOn',
  'withdrawnOn',
  'feedback',
  'planSubmittedOn',
  'planAcceptedOn',
  'planReturnedOn',
  'report1On',
  'report2On',
  'disclosedOn',
  'exemptedOn',
  'principals',
  'handOver',
  'evaluation',
] as const satisfies readonly (keyof Organisation)[];
export const organisationForInspected = (organisation: Organisation): object =>
  Object.fromEntries(told.map((field) => [field, organisation[field]]));

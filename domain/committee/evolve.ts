/** `evolve` of a committee's work: the only way that its state changes. */
import { withClocks } from '../round/evolve.ts';
import { letterTransitions } from '../round/steps/letters.ts';
import { climbedIn, wentOverdueIn } from '../dossier/due.ts';
import { beginningTransitions, newWork } from './steps/beginning.ts';
import { documentTransitions } from './steps/documents.ts';
import { filingTransitions } from './steps/filing.ts';
import { governanceTransitions } from './steps/governance.ts';
import type { WorkEventData, WorkEventType, WorkRecorded, WorkTransitions } from './rule.ts';
import type { Work } from './state.ts';
import { studyTransitions } from './steps/study.ts';

const transitions: WorkTransitions<WorkEventData> = {
  ...beginningTransitions,
  ...studyTransitions,
  ...documentTransitions,
  ...filingTransitions,
  ...governanceTransitions,
  ...letterTransitions,
  DutyWentOverdue: wentOverdueIn,
  RungReached: climbedIn,
};

/** The work after one more event. */
export function evolve<T extends WorkEventType>(work: Work, event: WorkRecorded<T>): Work {
  const transition = transitions[event.type];
  const changed = transition(withClocks(work, event), event);
  return { ...changed, sequence: event.sequence, at: event.at };
}

/** The work as its first event leaves it, with the duties that it opens. */
export const begun = (first: WorkRecorded<'WorkBegan'>): Work => evolve(newWork(first), first);

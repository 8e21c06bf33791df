/** `evolve` of a committee's work: the only way that its state changes. */
import { climbedIn, wentOverdueIn } from '../dossier/due.ts';
import { withClocks } from '../round/evolve.ts';
import { letterTransitions } from '../round/steps/letters.ts';
import type { CommitteeEventData, CommitteeEventType, RecordedCommitteeEvent } from './events.ts';
import type { WorkTransitions } from './rule.ts';
import type { Work } from './state.ts';
import { beginningTransitions, newWork } from './steps/beginning.ts';
import { documentTransitions } from './steps/documents.ts';
import { filingTransitions } from './steps/filing.ts';
import { governanceTransitions } from './steps/governance.ts';
import { studyTransitions } from './steps/study.ts';

const transitions: WorkTransitions<CommitteeEventData> = {
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
export function evolve<T extends CommitteeEventType>(work: Work, event: RecordedCommitteeEvent<T>): Work {
  const transition = transitions[event.type];
  const changed = transition(withClocks(work, event), event);
  return { ...changed, sequence: event.sequence, at: event.at };
}

/** The work as its first event leaves it, with the duties that it opens. */
export const begun = (first: RecordedCommitteeEvent<'WorkBegan'>): Work => evolve(newWork(first), first);

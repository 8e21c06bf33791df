/** Regular study (J-VI.1a): the committee, whose secretary is commander-in-chief, studies inspection work and solves what is
 *  in its way. */
import { meets, openDuty } from '../../dossier/duties.ts';
import { happened, type StudyEvents } from '../events.ts';
import type { WorkRule, WorkRulePayloads, WorkTransitions } from '../rule.ts';
import { owesStudy } from './beginning.ts';

export const recordStudy: WorkRule<WorkRulePayloads['record-study']> = {
  clause: 'J-VI.1a',
  who: ['PSC'],
  gate: () => undefined,
  answers: (work) => openDuty(work, 'regular-study', 'STUDY')?.anchor.on ?? null,
  decide: (work, { content }, { on, sequence }) => [
    happened(
      'StudyRecorded',
      'J-VI.1a',
      on,
      { content },
      {
        closes: meets(work, 'regular-study', 'STUDY', on),
        opens: [owesStudy(work, { event: 'StudyRecorded', sequence, on })],
      },
    ),
  ],
};

export const studyTransitions: WorkTransitions<StudyEvents> = {
  StudyRecorded: (work, { on }) => ({ ...work, studies: work.studies + 1, studiedOn: on }),
};

/** Regular study (J-VI.1a): the committee, whose secretary is commander-in-chief, studies inspection work and solves what is
 *  in its way. */
import type { Prose } from '../../vocabulary.ts';
import { meets, openDuty } from '../../dossier/duties.ts';
import { owesStudy } from './beginning.ts';
import { happened, type WorkRule, type WorkRulePayloads, type WorkTransitions } from '../rule.ts';

export interface StudyEvents {
  StudyRecorded: { readonly content: Prose };
}

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

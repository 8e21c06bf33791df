/** Regular study (J-VI.1a): the committee, whose secretary is commander-in-chief, studies inspection work and solves what is
 *  in its way. */
import { meets, openDuty } from '../../dossier/duties.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type StudyEvents } from '../events.ts';
import { owesStudy } from './beginning.ts';

export const studyRules = {
  'record-study': command('record-study', {
    clause: 'J-VI.1a',
    who: ['PSC'],
    about: () => 'STUDY',
    gate: () => undefined,
    notBefore: (file) => openDuty(file, 'regular-study', 'STUDY')?.anchor.on ?? null,
    decide: (file, { content }, { on, sequence }) => [
      happened(
        'StudyRecorded',
        'J-VI.1a',
        on,
        { content },
        {
          closes: meets(file, 'regular-study', 'STUDY', on),
          opens: [owesStudy(file, { event: 'StudyRecorded', sequence, on })],
        },
      ),
    ],
  }),
};

export const studyTransitions: Transitions<StudyEvents> = {
  StudyRecorded: (file, { on }) => ({ ...file, studies: file.studies + 1, studiedOn: on }),
};

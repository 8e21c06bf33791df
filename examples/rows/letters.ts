/** Letters. */
import { aRound } from '../story.ts';
import { addressee } from '../story/feedback.ts';
import { copy, row, withLetter, type Row } from './row.ts';

export const letters: readonly Row[] = [
  row('sign-letter', {
    given: withLetter,
    by: addressee.DISC,
    payload: { letter: copy },
    leaves: ['LetterSigned'],
    again: ['J-V.4h', 'LetterNotYetSigned'],
    may: ['DISCIPLINE_ORGAN'],
    whoClause: 'J-V.4h',
    // Each of them has a copy of their own.
    hiddenFrom: {
      posts: ['ORGANISATION_DEPARTMENT', 'FUNCTIONAL_DEPARTMENT', 'LEADER_IN_CHARGE'],
      clause: 'J-V.4h',
      missing: 'LetterInRound',
    },
    gates: [
      {
        because: 'there is no such letter',
        with: { letter: 'R-2026-01/O-07/nothing' },
        clause: 'J-V.4h',
        missing: 'LetterInRound',
      },
      {
        because: 'it has not been sent',
        given: () => aRound().withFeedbackGiven(),
        clause: 'J-V.4h',
        missing: 'LetterSent',
      },
    ],
  }),
];

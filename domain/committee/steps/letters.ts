/** Letters of a committee's work: the rules of a round's, without the round. */
import { row } from '../../keyed.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import { officePosts, attemptFailed, maySign, notYetSent, onItsWay, sentOn } from '../../round/steps/letters.ts';
import { happened } from '../events.ts';
import type { WorkRules } from '../rule.ts';
import type { Work } from '../state.ts';

interface OfLetter {
  readonly letter: string;
}
const known =
  (gate: (work: Work, of: OfLetter) => Refusal | undefined) =>
  (work: Work, { letter }: OfLetter): Refusal | undefined =>
    row(work.letters, letter) ? gate(work, { letter }) : refuse('J-V.4h', 'LetterInRound', { letter });

export const letterRules: Pick<WorkRules, 'sign-letter' | 'letter-sent' | 'letter-failed'> = {
  'sign-letter': {
    clause: 'J-V.4h',
    who: ['ADDRESSEE'],
    gate: known(maySign),
    answers: sentOn,
    decide: (_work, { letter }, { on }) => [happened('LetterSigned', 'J-V.4h', on, { letter })],
  },
  'letter-sent': {
    clause: 'J-V.4h',
    who: ['POST'],
    gate: known(notYetSent),
    answers: () => null,
    decide: (_work, { letter, attempt }, { on }) => [happened('LetterSent', 'J-V.4h', on, { letter, attempt })],
  },
  'letter-failed': {
    clause: 'J-V.4h',
    who: ['POST'],
    gate: known(onItsWay),
    answers: () => null,
    facts: (work) => ({ holders: officePosts(work) }),
    decide: attemptFailed,
  },
};

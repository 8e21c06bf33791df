/** Letters of a committee's work: the rules of a round's, without the round. */
import {
  officePosts,
  attemptFailed,
  requireSignable,
  requireUnsent,
  requireOnItsWay,
  sentOn,
} from '../../dossier/letters.ts';
import { get } from '../../keyed.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import { command } from '../command.ts';
import { happened } from '../events.ts';
import type { CommitteeFile } from '../state.ts';

interface OfLetter {
  readonly letter: string;
}
/** The rules of letters, after the letter is known. */
const known =
  (gate: (file: CommitteeFile, of: OfLetter) => Refusal | undefined) =>
  (file: CommitteeFile, { letter }: OfLetter): Refusal | undefined =>
    get(file.letters, letter) ? gate(file, { letter }) : refuse('J-V.4h', 'LetterInRound', { letter });

export const letterRules = {
  'sign-letter': command('sign-letter', {
    clause: 'J-V.4h',
    receipt: true,
    who: ['ADDRESSEE'],
    gate: known(requireSignable),
    notBefore: sentOn,
    decide: (_file, { letter }, { on }) => [happened('LetterSigned', 'J-V.4h', on, { letter })],
  }),

  'letter-sent': command('letter-sent', {
    clause: 'J-V.4h',
    who: ['POST'],
    gate: known(requireUnsent),
    notBefore: () => null,
    decide: (_file, { letter, attempt }, { on }) => [happened('LetterSent', 'J-V.4h', on, { letter, attempt })],
  }),

  'letter-failed': command('letter-failed', {
    clause: 'J-V.4h',
    who: ['POST'],
    gate: known(requireOnItsWay),
    notBefore: () => null,
    facts: (file) => ({ holders: officePosts(file) }),
    decide: attemptFailed,
  }),
};

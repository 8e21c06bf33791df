/** Letters (J-V.4h): written to a post, addressed to its holder of that day, one per recipient, never dropped.
 *
 *  Addressees sign for them, the mailroom reports each attempt. How a letter is written, tried again and withdrawn is the same in
 *  every dossier (`dossier/letters.ts`). */
import {
  requireSignable,
  sentOn,
  requireUnsent,
  requireOnItsWay,
  officePosts,
  attemptFailed,
} from '../../dossier/letters.ts';
import { all } from '../../keyed.ts';
import { command } from '../command.ts';
import { happened } from '../events.ts';
import type { Round } from '../state.ts';

const onTheirWay = (round: Round) => round.outbox.map((letter) => ({ letter }));

export const letterRules = {
  'sign-letter': command('sign-letter', ['letter'], {
    clause: 'J-V.4h',
    receipt: true,
    who: ['ADDRESSEE'],
    inPerson: true,
    targets: (round) => [...all(round.letters)].map(({ key }) => ({ letter: key })),
    gate: requireSignable,
    notBefore: sentOn,
    decide: (_round, { letter }, { on }) => [happened('LetterSigned', 'J-V.4h', on, { letter })],
  }),

  'letter-sent': command('letter-sent', ['letter'], {
    clause: 'J-V.4h',
    who: ['POST'],
    inPerson: true,
    targets: onTheirWay,
    gate: requireUnsent,
    notBefore: () => null,
    decide: (_round, { letter, attempt }, { on }) => [happened('LetterSent', 'J-V.4h', on, { letter, attempt })],
  }),

  'letter-failed': command('letter-failed', ['letter'], {
    clause: 'J-V.4h',
    who: ['POST'],
    inPerson: true,
    targets: onTheirWay,
    gate: requireOnItsWay,
    notBefore: () => null,
    facts: (round) => ({ holders: officePosts(round) }),
    decide: attemptFailed,
  }),
};

/** Clauses that no rule of a round enforces, and why not. A clause that a test names may not stand here: the check of
 *  `docs/clauses.md` says so. */
import type { Clause } from './clauses.ts';

export const notEnforced: Readonly<Partial<Record<Clause, string>>> = {
  'J-I.2':
    'A policy, not a rule: what was found, transferred and rectified is counted by the round, and judged by people.',
  'J-III.1a': 'The group’s standing in its committee: the round keeps who leads it, and letters climb to its leader.',
  'J-V.4g': 'Special governance spans rounds and sectors: a work of its own, which no single round can owe.',
  'J-V.5a': 'A committee’s own rules are its policy pack; each round pins the one under which it was planned.',
  'J-VI.1a': 'The committee’s recurring study and its means are no act of a round.',
  'J-VI.1c':
    'Who answers for poor inspection work is decided above the committee; the round’s figures are there to be read.',
  'J-VI.2b': 'Implementing opinions and work plans are documents of the committee, written before any round.',
  'J-VI.5': 'Departments and enterprises run the same rounds under the same rules; they have none of their own.',

  // Their commands are still to come into the rule book.
  'J-III.4c': 'Awaits `appraise-member`.',
  'J-III.4e': 'Awaits `file-upward`.',
  'J-IV': 'Awaits `open-paper`.',
  'J-V.1a': 'Awaits `link-missed-finding`.',
  'J-V.2a': 'Awaits `seal-key-person`.',
  'J-V.2b': 'Awaits `open-paper`.',
  'J-V.2c': 'Awaits `open-paper`.',
  'J-V.3b': 'Awaits `request-material`.',
  'J-V.3c': 'Awaits `request-support`.',
  'J-V.5c': 'Awaits `raise-request`.',
  'J-VI.1b': 'Awaits `request-material`.',
  'J-VI.3': 'Awaits `guide`.',
  'J-VI.4a': 'Awaits `provide-material`.',
  'J-VI.4b': 'Awaits `raise-referral`.',
};

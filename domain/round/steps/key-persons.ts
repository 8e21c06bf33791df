/** Key persons (J-V.2a): what a sheet says, and of whom, is sealed before the rule book sees it. A round knows that there is a
 *  sheet, and no more. */
import type { KeyPersonSheet } from '../../../contracts/key-person.ts';
import { refuse } from '../../refusal.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type KeyPersonEvents } from '../events.ts';
import { teamLedBy } from '../parts.ts';

export const keyPersonRules = {
  'seal-key-person': command('seal-key-person', [], {
    clause: 'J-V.2a',
    who: ['TL'],
    duringStay: true,
    inPerson: true,
    targets: () => [{}],
    gate: () => undefined,
    notBefore: (round) => round.approvedOn,
    facts: (_round, { sheet }) => ({ people: [sheet] }),
    decide(round, { sheet, content }, { on, by, facts }) {
      // The sheet's code stands in the ledger: it must not be the code of the person.
      if (facts.people[sheet]) return refuse('J-V.2a', 'SheetNamesNobody');
      if (round.sheets.includes(sheet)) return refuse('J-V.5d', 'FreshCode', { sheet });
      return [happened('KeyPersonSealed', 'J-V.2a', on, { sheet, team: teamLedBy(round, by).code, content })];
    },
  }),
};

export const keyPersonTransitions: Transitions<KeyPersonEvents> = {
  KeyPersonSealed: (round, { data: { sheet } }) => ({ ...round, sheets: [...round.sheets, sheet] }),
};

/** 三类情况同时具备的作为重中之重. */
export const isTopPriority = ({ interwoven, concentrated, rising }: KeyPersonSheet): boolean =>
  interwoven && concentrated && rising;

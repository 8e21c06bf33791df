/** Key-person sheets: all that the rule book sees of one is its code. */
import { aRound } from '../story.ts';
import { leader } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { row, type Row } from './row.ts';

export const keyPersons: readonly Row[] = [
  row('seal-key-person', {
    given: () => aRound().entered(),
    by: leader,
    payload: { sheet: 'KP-1', content: prose('sheet') },
    leaves: ['KeyPersonSealed'],
    again: ['J-V.5d', 'FreshCode'],
    may: ['TL'],
    whoClause: 'J-V.2a',
    gates: [
      {
        because: 'the sheet bears the code of a person',
        with: { sheet: 'P-NOBODY' },
        clause: 'J-V.2a',
        missing: 'SheetNamesNobody',
      },
    ],
  }),
];

/** Progress of the stay. */
import { aRound } from '../story.ts';
import { leader } from '../story/registry.ts';
import { O, row, type Row, unknownOrganisation } from './row.ts';

export const counts = { talks: 12, visits: 3, petitions: 7, papers: 2 };

export const progress: readonly Row[] = [
  row('report-progress', {
    given: () => aRound().entered(),
    by: leader,
    payload: { organisation: O, counts },
    leaves: ['ProgressReported'],
    again: 'allowed',
    may: ['TL'],
    whoClause: 'J-III.3d',
    gates: [
      unknownOrganisation,
      {
        because: 'the team has not entered',
        given: () => aRound().withNotice().undertakingsSigned(),
        clause: 'J-III.3c',
        missing: 'TeamEntered',
      },
      {
        because: 'the team has withdrawn',
        given: () => aRound().withdrawn(),
        clause: 'J-III.3d',
        missing: 'TeamStillOnSite',
      },
    ],
  }),
];

/** The working papers of a round: the team's and the committee's side's. The inspected never see that there are any. */
import { paperSchema } from '../../contracts/schemas/responses.ts';
import type { Paper } from '../../domain/round/state.ts';
import { keyMatterTitles, powerTitles, wordsOf } from '../../opinion/focus-areas.ts';
import { listOfRound } from './list-of-round.ts';
import { paperInSight } from './in-sight.ts';

export const papers = listOfRound<Paper>({
  summary: 'The working papers of the team',
  item: paperSchema,
  table: 'papers',
  rows: (round) => round.papers,
  key: 'code',
  inSight: paperInSight,
  show: ({ keyMatter, power, ...paper }) => ({
    ...paper,
    ...wordsOf(paper.area, paper.category),
    keyMatter,
    keyMatterTitle: keyMatter && keyMatterTitles[keyMatter],
    power,
    powerTitle: power && powerTitles[power],
  }),
});

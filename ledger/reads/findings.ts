/** The findings of a round, with the words of the opinion for their area and category. */
import { findingSchema } from '../../contracts/schemas/responses.ts';
import type { Finding } from '../../domain/round/state.ts';
import { wordsOf } from '../../opinion/focus-areas.ts';
import { listOfRound } from './list-of-round.ts';
import { findingInSight } from './in-sight.ts';

export const findings = listOfRound<Finding>({
  summary: 'The findings of the round',
  item: findingSchema,
  table: 'findings',
  rows: (round) => round.findings,
  key: 'code',
  inSight: findingInSight,
  show: (finding) => ({ ...finding, ...wordsOf(finding.area, finding.category) }),
});

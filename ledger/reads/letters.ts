/** The letters of a round with what became of them; an organisation sees those to its own posts. */
import { letterSchema } from '../../contracts/schemas/responses.ts';
import type { Letter } from '../../domain/dossier/letter.ts';
import { letterInSight } from './in-sight.ts';
import { listOfRound } from './list-of-round.ts';

export const letters = listOfRound<Letter>({
  summary: 'The letters of the round',
  item: letterSchema,
  table: 'letters',
  key: 'key',
  inSight: letterInSight,
  show: ({ key, state, failure, ...letter }) => ({
    letter: key,
    state,
    ...letter,
    failed: state === 'BOUNCED' ? failure : null,
  }),
});

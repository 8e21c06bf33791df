/** Where in a round an objection to what the office has entered for somebody holds the committee, the office and the teams (T-8). */
import * as objections from '../dossier/objections.ts';
import type { Objection } from '../dossier/confirmation.ts';
import type { Actor } from '../dossier/grammar.ts';
import { type Refusal } from '../refusal.ts';
import type { Code, Day } from '../vocabulary.ts';
import type { RoundEvent } from './events.ts';
import type { Round } from './state.ts';

/** A command with its payload, and the organisation that it is aimed at. */
interface Doing {
  readonly name: string;
  readonly place: Code | undefined;
  readonly payload: object;
}
const placesOf = ({ place, payload }: Doing): readonly Code[] =>
  place === undefined ? objections.organisationsIn(payload) : [place];

/** At the organisations of the act; everywhere, where it names none. The round does not close over one either. */
export const requireNoObjection = (round: Round, actor: Actor, doing: Doing): Refusal | undefined =>
  objections.requireNoObjection(round, actor, doing.payload, ({ organisations }, proposal) => {
    const places = proposal ? objections.organisationsOf(proposal) : placesOf(doing);
    return (
      organisations.length === 0 || doing.name === 'close-round' || places.some((code) => organisations.includes(code))
    );
  });

/** The same act, of the same organisations. */
export function putRightBy(
  round: Round,
  { by, on, ...doing }: Doing & { readonly by: Code; readonly on: Day },
): RoundEvent[] {
  const places = placesOf(doing).join(' ');
  const isSame = ({ organisations }: Objection): boolean => organisations.join(' ') === places;
  return objections.putRightBy(round, { name: doing.name, by, on }, isSame);
}

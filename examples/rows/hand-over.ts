/** Hand-over to a new principal. */
import { aPerson, office, type Registry } from '../story/registry.ts';
import { aRound } from '../story.ts';
import { liaison, O, OFFICE, ORGANISATION, principal, row, unknownOrganisation, type Row } from './row.ts';

const NEW = 'P-SOMEBODY';
/** The registry knows the new principal, who does not hold the post yet. */
const withPerson = (registry: Registry, person: string): Registry => ({
  ...registry,
  people: { ...registry.people, [person]: aPerson(person, []) },
});
const known = (registry: Registry): Registry => withPerson(registry, NEW);
const owing = () => aRound({ registry: known }).withFeedbackSigned();
const handed = () => owing().does(liaison, 'hand-over', { organisation: O, newPrincipal: NEW });

export const handOvers: readonly Row[] = [
  row('hand-over', {
    as: 'the first time',
    given: owing,
    by: office,
    payload: { organisation: O, newPrincipal: NEW },
    leaves: ['HandedOver'],
    opens: ['O-07/hand-over null'],
    again: ['J-V.4b', 'HandOverNotYetOpen'],
    may: [...OFFICE, ...ORGANISATION],
    whoClause: 'J-V.4b',
    gates: [
      unknownOrganisation,
      {
        because: 'the registry does not know the new principal',
        with: { newPrincipal: 'P-STRANGER' },
        clause: 'J-V.4b',
        missing: 'PersonInRegistry',
      },
      {
        because: 'the new principal is the one in office',
        given: () => handed().withPostHeldBy('PRINCIPAL', NEW).does(NEW, 'sign-hand-over', { organisation: O }),
        clause: 'J-V.4b',
        missing: 'AnotherPrincipal',
      },
      {
        because: 'nobody else has held the post since before the round',
        given: () => aRound({ registry: (all) => withPerson(all, principal) }).withFeedbackSigned(),
        with: { newPrincipal: principal },
        clause: 'J-V.4b',
        missing: 'AnotherPrincipal',
      },
    ],
  }),
  row('hand-over', {
    as: 'to somebody else than was to sign',
    given: () => handed().does(liaison, 'hand-over', { organisation: O, newPrincipal: 'P-NOBODY' }),
    by: liaison,
    payload: { organisation: O, newPrincipal: NEW },
    leaves: ['HandedOver'],
    opens: ['O-07/hand-over.3 null'],
    closes: ['O-07/hand-over.2 SUPERSEDED'],
    again: ['J-V.4b', 'HandOverNotYetOpen'],
    may: [...OFFICE, ...ORGANISATION],
    whoClause: 'J-V.4b',
    gates: [],
  }),
  row('sign-hand-over', {
    given: handed,
    by: { person: NEW, posts: [{ post: 'PRINCIPAL', place: O }] },
    payload: { organisation: O },
    leaves: ['HandOverSigned'],
    closes: ['O-07/hand-over MET'],
    again: ['J-V.4b', 'HandedOver'],
    may: ['PRINCIPAL'],
    whoClause: 'J-V.4b',
    gates: [
      unknownOrganisation,
      { because: 'nothing is handed over', given: owing, by: principal, clause: 'J-V.4b', missing: 'HandedOver' },
      { because: 'it is the old principal who signs', by: principal, clause: 'J-V.4b', missing: 'post' },
      {
        because: 'the new principal does not hold the post yet',
        by: { person: NEW, posts: [] },
        clause: 'J-V.4b',
        missing: 'post',
      },
    ],
  }),
];

/** Scope. */
import { aRound } from '../story.ts';
import { holderOf, office, secretary } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { liaison, O, OFFICE, principal, roundGone, row, type Row, unknownOrganisation } from './row.ts';

/** A round whose organisations have none below them. */
export const withNothingBelow = () =>
  aRound({
    registry: (registry) => ({
      ...registry,
      organisations: Object.fromEntries(
        Object.entries(registry.organisations).map(([code, known]) => [code, { ...known, nextLower: [] }]),
      ),
    }),
  });

export const lowerPrincipal = holderOf('PRINCIPAL', 'O-071');

export const scope: readonly Row[] = [
  row('remove-from-scope', {
    given: aRound,
    by: office,
    payload: { organisation: O, person: lowerPrincipal, reason: prose('seconded') },
    leaves: ['ActProposed'],
    opens: ['PROPOSAL-2/confirmation null'],
    again: 'allowed',
    may: OFFICE,
    whoClause: 'J-II.5',
    gates: [
      unknownOrganisation,
      roundGone,
      {
        because: 'the person is the principal of the inspected organisation itself',
        with: { person: principal },
        clause: 'J-II.5',
        missing: 'PrincipalInScope',
      },
      {
        because: 'the person holds another post',
        with: { person: liaison },
        clause: 'J-II.5',
        missing: 'PrincipalInScope',
      },
      {
        because: 'the person is principal no more',
        given: () => aRound().withPostHeldBy('PRINCIPAL', 'P-NEW', { place: 'O-071' }),
        clause: 'J-II.5',
        missing: 'PrincipalInScope',
      },
      {
        because: 'the person is in the scope of another organisation',
        given: () => aRound({ organisations: 2 }),
        with: { person: holderOf('PRINCIPAL', 'O-081') },
        clause: 'J-II.5',
        missing: 'PrincipalInScope',
      },
      {
        because: 'the person has been taken out before',
        given: () =>
          aRound()
            .does(office, 'remove-from-scope', { organisation: O, person: lowerPrincipal, reason: prose('seconded') })
            .confirmed(secretary),
        clause: 'J-II.5',
        missing: 'StillInScope',
      },
      {
        because: 'there is no organisation below',
        given: withNothingBelow,
        clause: 'J-II.5',
        missing: 'PrincipalInScope',
      },
      {
        because: 'the team has come and gone',
        given: () => aRound().withdrawn(),
        clause: 'J-II.5',
        missing: 'TeamStillOnSite',
      },
    ],
  }),
];

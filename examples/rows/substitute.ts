/** Substitutes for those who are tied. */
import { prose } from '../story/prose.ts';
import { aPerson, executive, holderOf, psc, secretary } from '../story/registry.ts';
import { aRound, type Story } from '../story.ts';
import { ANOTHER, BUREAU, ofBureau, withDepartments } from './departments.ts';
import { O, row, type Row, tied } from './row.ts';

export const discipline = holderOf('DISCIPLINE_ORGAN');
const organTied = () => tied(aRound().approved(), discipline);
const leaderTied = () => tied(aRound().approved(), secretary);
const reason = prose('the holder was head of the unit until last summer');
export const forOrgan = { for: 'DISCIPLINE_ORGAN', person: 'P-SPARE', reason } as const;
export const forLeader = { for: 'LG_LEADER', person: executive, reason } as const;

const bureauTied = () => tied(withDepartments(aRound()).approved(), ofBureau);
export const forBureau = { for: 'FUNCTIONAL_DEPARTMENT', department: BUREAU, person: 'P-SPARE', reason } as const;

const withSpare = (story: Story, change: Partial<ReturnType<typeof aPerson>>) =>
  story.varied((registry) => ({
    ...registry,
    people: { ...registry.people, 'P-SPARE': aPerson('P-SPARE', [], change) },
  }));

export const substitutes: readonly Row[] = [
  row('name-substitute', {
    as: 'for the discipline organ',
    given: organTied,
    by: secretary,
    payload: forOrgan,
    leaves: ['SubstituteNamed'],
    again: ['J-III.4a', 'NotYetActing'],
    may: ['LG_LEADER', 'UPPER_OFFICE'],
    whoClause: 'J-III.4a',
    gates: [
      {
        because: 'the holder is free to act',
        given: () => aRound().approved(),
        clause: 'J-III.4a',
        missing: 'HolderBarred',
      },
      {
        because: 'another holder of the same role is free to act',
        given: () => tied(aRound().approved(), holderOf('OFFICE_STAFF')),
        with: { for: 'OFFICE_STAFF' },
        clause: 'J-III.4a',
        missing: 'HolderBarred',
      },
      {
        because: 'nobody holds the post: it is for the registry to fill',
        given: () => organTied().withPostHeldBy('DISCIPLINE_ORGAN', null),
        clause: 'J-III.4a',
        missing: 'HolderBarred',
      },
      {
        because: 'the leader names themselves',
        with: { person: secretary },
        clause: 'J-III.4a',
        missing: 'NamedByAnother',
      },
      {
        because: 'nobody knows the substitute',
        with: { person: 'P-99' },
        clause: 'J-III.4a',
        missing: 'PersonInRegistry',
      },
      {
        because: 'the substitute is suspended',
        given: () => withSpare(organTied(), { suspended: true }),
        clause: 'J-III.4d',
        missing: 'NotSuspended',
      },
      {
        because: 'the substitute is tied as well',
        given: () => tied(organTied(), 'P-SPARE'),
        clause: 'J-III.4a',
        missing: 'NoTie',
      },
      {
        because: 'the substitute is kin of somebody there',
        given: () => withSpare(organTied(), { ties: [{ organisation: O, kind: 'KIN' }] }),
        clause: 'J-III.4a',
        missing: 'NoTie',
      },
      {
        because: 'the substitute holds the post',
        given: () => organTied().withPostHeldBy('DISCIPLINE_ORGAN', 'P-SPARE'),
        clause: 'J-III.4a',
        missing: 'NotYetActing',
      },
      {
        because: 'the leader is tied to the same organisation',
        given: () => tied(organTied(), secretary),
        clause: 'J-III.4a',
        missing: 'Recused',
      },
    ],
  }),
  row('name-substitute', {
    as: 'for the leader of the leading group',
    given: leaderTied,
    by: psc,
    payload: forLeader,
    leaves: ['SubstituteNamed'],
    again: ['J-III.4a', 'NotYetActing'],
    may: ['SECRETARY', 'STANDING_COMMITTEE', 'UPPER_OFFICE'],
    whoClause: 'J-III.4a',
    gates: [
      {
        because: 'the substitute is not of the leading group',
        with: { person: 'P-SPARE' },
        clause: 'J-III.1b',
        missing: 'DeputyOfLeadingGroup',
      },
      {
        because: 'the leader is free, and secretary',
        given: () => aRound().approved(),
        clause: 'J-III.4a',
        missing: 'HolderBarred',
      },
    ],
  }),
  row('name-substitute', {
    as: 'for a functional department that has a name',
    given: bureauTied,
    by: secretary,
    payload: forBureau,
    leaves: ['SubstituteNamed'],
    again: ['J-III.4a', 'NotYetActing'],
    may: ['LG_LEADER', 'UPPER_OFFICE'],
    whoClause: 'J-III.4a',
    gates: [
      {
        because: 'the holder of another department is free to act',
        with: { department: ANOTHER },
        clause: 'J-III.4a',
        missing: 'HolderBarred',
      },
      {
        because: 'it is another post, which has no department',
        with: { for: 'DISCIPLINE_ORGAN' },
        clause: 'J-III.4a',
        missing: 'DepartmentOfPost',
      },
    ],
  }),
  row('name-substitute', {
    as: 'for a leader who is no secretary any more',
    given: () => aRound().approved().withPostHeldBy('SECRETARY', 'P-NEW'),
    by: 'P-NEW',
    payload: forLeader,
    leaves: ['SubstituteNamed'],
    again: ['J-III.4a', 'NotYetActing'],
    may: ['SECRETARY', 'STANDING_COMMITTEE', 'UPPER_OFFICE'],
    whoClause: 'J-III.4a',
    gates: [],
  }),
];

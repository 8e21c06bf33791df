/** Teams, authorisation, undertakings. */
import type { Code } from '../../domain/vocabulary.ts';
import { aPerson, CITY, leader, office, secretary } from '../story/registry.ts';
import { aRound } from '../story.ts';
import { prose } from '../story/prose.ts';
import { begun, left, OTHER } from './leaving.ts';
import { COMMITTEE, O, OFFICE, type Row, row, TODAY, unknownOrganisation } from './row.ts';

export const team = { team: 'TEAM-1', leader, deputies: ['P-DEPUTY'], members: ['P-INSPECTOR'], organisations: [O] };
export const without = (person: Code, change: Partial<ReturnType<typeof aPerson>>) => () =>
  aRound()
    .varied((registry) => {
      const known = registry.people[person] ?? aPerson(person, []);
      return { ...registry, people: { ...registry.people, [person]: { ...known, ...change } } };
    })
    .approved();
const ties = (kind: 'OWN_UNIT' | 'KIN' | 'LOCALITY' | 'SERVED') => ({
  because: `a member is bound to the organisation: ${kind}`,
  given: without('P-INSPECTOR', { ties: [{ organisation: O, kind, until: '2001-01-01' }] }),
  clause: 'J-III.4a' as const,
  missing: 'NoTie' as const,
});

export const teams: readonly Row[] = [
  row('form-team', {
    given: () => aRound().approved(),
    by: office,
    payload: team,
    leaves: ['TeamFormed'],
    again: ['J-III.3b', 'OrganisationWithoutTeam'],
    may: OFFICE,
    whoClause: 'J-III.3b',
    gates: [
      { because: 'the round is not approved', given: aRound, clause: 'J-VI.2c', missing: 'RoundApproved' },
      {
        because: 'the code of the team is taken',
        given: () =>
          aRound({ organisations: 2 })
            .approved()
            .does(office, 'form-team', { ...team, organisations: ['O-08'] }),
        clause: 'J-III.3b',
        missing: 'TeamNotYetFormed',
      },
      {
        because: 'somebody has two seats in it',
        with: { members: ['P-DEPUTY'] },
        clause: 'J-III.3b',
        missing: 'OneSeatPerPerson',
      },
      { ...unknownOrganisation, with: { organisations: ['O-99'] } },
      {
        because: 'one organisation has left the round',
        given: () => left('DISSOLVED')(begun({ organisations: 2 }).approved()),
        with: { organisations: [OTHER, O] },
        clause: 'J-II.1',
        missing: 'OrganisationStillInRound',
      },
      {
        because: 'one organisation has its team already',
        given: () => aRound({ organisations: 2 }).approved().does(office, 'form-team', team),
        with: {
          team: 'TEAM-2',
          leader: 'P-LEADER-2',
          deputies: [],
          members: ['P-INSPECTOR-2'],
          organisations: ['O-08', O],
        },
        clause: 'J-III.3b',
        missing: 'OrganisationWithoutTeam',
      },
      { because: 'nobody knows the leader', with: { leader: 'P-99' }, clause: 'J-III.4b', missing: 'PersonInRegistry' },
      {
        because: 'the leader is not from the leader pool',
        with: { leader: 'P-INSPECTOR-2' },
        clause: 'J-III.4b',
        missing: 'LeaderPool',
      },
      {
        because: 'a member is not from the talent pool',
        with: { members: ['P-NOBODY'] },
        clause: 'J-III.4b',
        missing: 'TalentPool',
      },
      {
        because: 'a member comes from the leader pool alone',
        with: { members: ['P-LEADER-2'] },
        clause: 'J-III.4b',
        missing: 'TalentPool',
      },
      {
        because: 'a member is suspended',
        given: without('P-INSPECTOR', { suspended: true }),
        clause: 'J-III.4d',
        missing: 'NotSuspended',
      },
      {
        because: 'a suspended leader is no exception',
        given: without('P-LEADER', { suspended: true }),
        with: { exceptions: [{ person: leader, reason: prose('why') }] },
        clause: 'J-III.4d',
        missing: 'NotSuspended',
      },
      {
        because: 'a member sits in the team of another round',
        given: without('P-INSPECTOR', { seat: { round: 'R-2026-02', team: 'TEAM-9' } }),
        clause: 'J-I.3c',
        missing: 'FreeAtThatTime',
      },
      {
        because: 'a member sits in another team of this round',
        given: () => aRound({ organisations: 2 }).approved().does(office, 'form-team', team),
        with: { team: 'TEAM-2', leader: 'P-LEADER-2', deputies: [], members: ['P-INSPECTOR'], organisations: ['O-08'] },
        clause: 'J-I.3c',
        missing: 'FreeAtThatTime',
      },
      ties('OWN_UNIT'),
      ties('KIN'),
      ties('LOCALITY'),
      ties('SERVED'),
    ],
  }),
  row('authorize-leader', {
    given: () => aRound().withTeam(),
    by: secretary,
    payload: { team: 'TEAM-1', decision: 'D-2026-2', organisations: [O], from: TODAY, to: '2026-09-02' },
    leaves: ['LeaderAuthorized'],
    opens: ['FIL-APPOINTMENT-0001/filing-appointment null'],
    again: ['J-III.3c', 'LeaderNotYetAuthorized'],
    may: [...COMMITTEE, 'LG_LEADER'],
    whoClause: 'J-III.3c',
    gates: [
      { because: 'there is no such team', with: { team: 'TEAM-9' }, clause: 'J-III.3b', missing: 'TeamInRound' },
      {
        because: 'an organisation is missing from the authorization',
        given: () => aRound({ organisations: 2 }).withTeam(),
        clause: 'J-III.3c',
        missing: 'TeamsOrganisation',
      },
      {
        because: 'an organisation is not the team’s',
        with: { organisations: [O, 'O-99'] },
        clause: 'J-III.3c',
        missing: 'TeamsOrganisation',
      },
      { because: 'it ends before it begins', with: { to: '2026-03-01' }, clause: 'J-III.3c', missing: 'PeriodInOrder' },
      {
        because: 'the decision has served an earlier round',
        given: () =>
          aRound()
            .withTeam()
            .varied((registry) => ({ ...registry, usedDecisions: { 'D-2026-2': 'R-2025-03' } })),
        clause: 'J-III.3c',
        missing: 'DecisionNotUsedBefore',
      },
    ],
  }),
  row('extend-authorization', {
    given: () => aRound().authorised(),
    by: secretary,
    payload: { team: 'TEAM-1', decision: 'D-2026-3', to: '2026-10-31' },
    leaves: ['AuthorizationExtended'],
    again: ['J-III.3c', 'LaterEnd'],
    may: [...COMMITTEE, 'LG_LEADER'],
    whoClause: 'J-III.3c',
    gates: [
      { because: 'there is no such team', with: { team: 'TEAM-9' }, clause: 'J-III.3b', missing: 'TeamInRound' },
      {
        because: 'there is no authorization yet',
        given: () => aRound().withTeam(),
        clause: 'J-III.3c',
        missing: 'LeaderAuthorized',
      },
      { because: 'it would end earlier', with: { to: '2026-09-02' }, clause: 'J-III.3c', missing: 'LaterEnd' },
      {
        because: 'the decision is the one that authorised the leader',
        with: { decision: 'D-2026-2' },
        clause: 'J-III.3c',
        missing: 'FreshDecision',
      },
      {
        because: 'the decision has extended it before',
        given: () =>
          aRound()
            .authorised()
            .does(secretary, 'extend-authorization', { team: 'TEAM-1', decision: 'D-2026-3', to: '2026-09-30' }),
        clause: 'J-III.3c',
        missing: 'FreshDecision',
      },
      {
        because: 'the decision has served an earlier round',
        given: () =>
          aRound()
            .authorised()
            .varied((registry) => ({ ...registry, usedDecisions: { 'D-2026-3': 'R-2025-03' } })),
        clause: 'J-III.3c',
        missing: 'DecisionNotUsedBefore',
      },
      {
        because: 'the leader is secretary as well, and would extend their own',
        by: { person: leader, posts: [{ post: 'SECRETARY', place: CITY }] },
        clause: 'J-III.3c',
        missing: 'AnotherPerson',
      },
    ],
  }),
  row('sign-undertaking', {
    given: () => aRound().withTeam(),
    by: 'P-INSPECTOR',
    payload: { person: 'P-INSPECTOR' },
    leaves: ['UndertakingSigned'],
    again: ['J-V.5e', 'UndertakingNotYetSigned'],
    may: ['INS'],
    whoClause: 'J-V.5e',
    gates: [
      {
        because: 'the person is in no team',
        by: 'P-NOBODY',
        with: { person: 'P-NOBODY' },
        clause: 'J-V.5e',
        missing: 'TeamMember',
      },
      {
        because: 'somebody else signs in their place',
        by: leader,
        clause: 'J-V.5e',
        missing: 'post',
      },
    ],
  }),
  row('mobilise', {
    given: () => aRound().authorised(),
    by: office,
    payload: {},
    leaves: ['RoundMobilised'],
    again: ['J-III.3c', 'RoundNotYetMobilised'],
    may: OFFICE,
    whoClause: 'J-III.3c',
    gates: [
      { because: 'the round is not approved', given: aRound, clause: 'J-VI.2c', missing: 'RoundApproved' },
      {
        because: 'an organisation has no team',
        given: () => aRound().approved(),
        clause: 'J-III.3c',
        missing: 'TeamFormed',
      },
      {
        because: 'a leader is not authorised',
        given: () => aRound().withTeam(),
        clause: 'J-III.3c',
        missing: 'LeaderAuthorized',
      },
    ],
  }),
];

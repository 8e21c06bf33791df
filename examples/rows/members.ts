/** Members replaced. */
import { aRound, type Story } from '../story.ts';
import { aPerson, office, secretary } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { COMMITTEE, O, OFFICE, row, TODAY, type Row } from './row.ts';
import { team, without } from './team.ts';

const replacement = { team: 'TEAM-1', out: 'P-INSPECTOR', in: 'P-INSPECTOR-2', reason: prose('unfit') };
export const newLeader = { team: 'TEAM-1', out: 'P-LEADER', in: 'P-LEADER-2', reason: prose('unfit') };
const formed = (story: Story) => story.does(office, 'form-team', team);
const spare = (change: Partial<ReturnType<typeof aPerson>>) => () => formed(without('P-INSPECTOR-2', change)());

export const members: readonly Row[] = [
  row('replace-member', {
    given: () => aRound().withTeam(),
    by: office,
    payload: replacement,
    leaves: ['MemberReplaced'],
    again: ['J-III.4d', 'TeamMember'],
    may: OFFICE,
    whoClause: 'J-III.4d',
    gates: [
      { because: 'there is no such team', with: { team: 'TEAM-9' }, clause: 'J-III.3b', missing: 'TeamInRound' },
      {
        because: 'whoever leaves sits elsewhere',
        with: { out: 'P-LEADER-2' },
        clause: 'J-III.4d',
        missing: 'TeamMember',
      },
      { because: 'nobody knows the new one', with: { in: 'P-99' }, clause: 'J-III.4b', missing: 'PersonInRegistry' },
      {
        because: 'the new one sits in the team already',
        with: { in: 'P-DEPUTY' },
        clause: 'J-III.3b',
        missing: 'OneSeatPerPerson',
      },
      {
        because: 'the new one sits there already, though the team has withdrawn',
        given: () => aRound().withdrawn(),
        with: { in: 'P-DEPUTY' },
        clause: 'J-III.3b',
        missing: 'OneSeatPerPerson',
      },
      {
        because: 'the new one is suspended',
        given: spare({ suspended: true }),
        clause: 'J-III.4d',
        missing: 'NotSuspended',
      },
      {
        because: 'the new one is suspended, and an exception is made',
        given: spare({ suspended: true }),
        with: { exceptions: [{ person: 'P-SPARE', reason: prose('why') }] },
        clause: 'J-III.4d',
        missing: 'NotSuspended',
      },
      {
        because: 'the new one sits in the team of another round',
        given: spare({ seat: { round: 'R-2026-02', team: 'TEAM-9' } }),
        clause: 'J-I.3c',
        missing: 'FreeAtThatTime',
      },
      {
        because: 'the new one sits in another team of this round',
        given: () =>
          formed(aRound({ organisations: 2 }).approved()).does(office, 'form-team', {
            ...team,
            team: 'TEAM-2',
            leader: 'P-LEADER-2',
            deputies: [],
            members: ['P-INSPECTOR-2'],
            organisations: ['O-08'],
          }),
        clause: 'J-I.3c',
        missing: 'FreeAtThatTime',
      },
      {
        because: 'the new one is bound to an organisation of the team',
        given: spare({ ties: [{ organisation: O, kind: 'KIN' }] }),
        clause: 'J-III.4a',
        missing: 'NoTie',
      },
      {
        because: 'a new member is not from the talent pool',
        with: { in: 'P-LEADER-2' },
        clause: 'J-III.4b',
        missing: 'TalentPool',
      },
      {
        because: 'a new leader is not from the leader pool',
        with: { out: 'P-LEADER' },
        clause: 'J-III.4b',
        missing: 'LeaderPool',
      },
    ],
  }),
  row('replace-member', {
    as: 'who is suspended',
    given: () => aRound().entered().suspending('P-INSPECTOR'),
    by: office,
    payload: replacement,
    leaves: ['MemberReplaced'],
    closes: ['P-INSPECTOR/replacement MET'],
    again: ['J-III.4d', 'TeamMember'],
    may: OFFICE,
    whoClause: 'J-III.4d',
    gates: [],
  }),
  row('replace-member', {
    as: 'who leads the team',
    given: () => aRound().entered(),
    by: office,
    payload: newLeader,
    leaves: ['MemberReplaced'],
    opens: ['FIL-APPOINTMENT-0002/filing-appointment null'],
    again: ['J-III.4d', 'TeamMember'],
    may: OFFICE,
    whoClause: 'J-III.4d',
    gates: [],
  }),
  row('replace-member', {
    as: 'who leads a team that is back',
    given: () => aRound().withdrawn(),
    by: office,
    payload: newLeader,
    leaves: ['MemberReplaced'],
    opens: ['FIL-APPOINTMENT-0002/filing-appointment null', 'P-LEADER-2/appraisal null'],
    closes: ['P-LEADER/appraisal SUPERSEDED'],
    again: ['J-III.4d', 'TeamMember'],
    may: OFFICE,
    whoClause: 'J-III.4d',
    gates: [],
  }),
  row('authorize-leader', {
    as: 'another leader',
    given: () => aRound().entered().does(office, 'replace-member', newLeader),
    by: secretary,
    payload: { team: 'TEAM-1', decision: 'D-2026-9', organisations: [O], from: TODAY, to: '2026-09-02' },
    leaves: ['LeaderAuthorized'],
    opens: ['FIL-APPOINTMENT-0003/filing-appointment null'],
    again: ['J-III.3c', 'LeaderNotYetAuthorized'],
    may: [...COMMITTEE, 'LG_LEADER'],
    whoClause: 'J-III.3c',
    gates: [
      {
        because: 'the decision authorised the leader before',
        with: { decision: 'D-2026-2' },
        clause: 'J-III.3c',
        missing: 'FreshDecision',
      },
    ],
  }),
];

/** Members (J-III.4d–e). Whoever does not fit is adjusted in time: another takes the seat, by the same checks as when the team
 *  was formed. An authorization is a leader's own, so with the leader it goes; the next one needs another decision. */
import type { Code, Prose } from '../../contracts/basics.ts';
import { command } from './command.ts';
import { happened } from './events.ts';
import { refuse, type Transitions } from './rule.ts';
import type { Round, Team } from './state.ts';
import { formedTeam, fromThePool, joinedOn, membersOf, unfitness } from './team.ts';

export interface MemberEvents {
  MemberReplaced: {
    readonly team: Code;
    readonly out: Code;
    readonly in: Code;
    /** Whether the seat is the leader's. */
    readonly leader: boolean;
    readonly reason: Prose;
    readonly exception: { readonly reason: Prose; readonly approver: Code } | null;
  };
}

export const memberRules = {
  'replace-member': command('replace-member', ['team', 'out'], {
    clause: 'J-III.4d',
    who: ['OFF'],
    targets: (round) =>
      Object.values(round.teams).flatMap((team) => membersOf(team).map((out) => ({ team: team.code, out }))),
    gate(round, { team, out }) {
      return membersOf(formedTeam(round, team)).includes(out)
        ? undefined
        : refuse('J-III.4d', 'TeamMember', { team, person: out });
    },
    answers: (round, { team, out }) => joinedOn(formedTeam(round, team), out),
    facts: (_round, payload) => ({ people: [payload.in] }),
    decide(round, { team: code, out, in: person, reason, exception = null }, { on, facts }) {
      const team = formedTeam(round, code);
      const known = facts.people[person];
      if (!known) return refuse('J-III.4b', 'PersonInRegistry', { person });
      if (membersOf(team).includes(person)) return refuse('J-III.3b', 'OneSeatPerPerson', { team: code, person });
      const unfit = unfitness(round, known, on, team.organisations);
      if (unfit) return unfit;
      const leader = team.leader === out;
      if (!fromThePool(known, leader, team.deputies.includes(out)) && exception === null)
        return refuse('J-III.4b', leader ? 'LeaderPool' : 'TalentPool', { person });
      const replaced = { team: code, out, in: person, leader, reason, exception };
      return [happened('MemberReplaced', 'J-III.4d', on, replaced)];
    },
  }),
};

export const memberTransitions: Transitions<MemberEvents> = {
  MemberReplaced(round, { on, data: { team: code, out, in: person, leader } }) {
    const team = formedTeam(round, code);
    const inPlace = (seated: Code): Code => (seated === out ? person : seated);
    return withTeam(round, code, {
      leader: inPlace(team.leader),
      deputies: team.deputies.map(inPlace),
      members: team.members.map(inPlace),
      joinedOn: { ...team.joinedOn, [person]: on },
      ...(leader && team.authorization
        ? { authorization: null, formerDecisions: [...team.formerDecisions, team.authorization.decision] }
        : {}),
    });
  },
};

function withTeam(round: Round, code: Code, change: Partial<Team>): Round {
  return { ...round, teams: { ...round.teams, [code]: { ...formedTeam(round, code), ...change } } };
}

/** Members (J-III.4d–e). Whoever does not fit is adjusted in time: another takes the seat, by the same checks as when the team
 *  was formed. An authorization is a leader's own, so with the leader it goes; the next one needs another decision. */
import { dayOf } from '../../calendar.ts';
import { isEntering } from '../../dossier/dossier.ts';
import { openDuty, owe, supersedes } from '../../dossier/duties.ts';
import { type Anchor, type Duty, type DutyClosed, type DutyOpened, met } from '../../dossier/duty.ts';
import { refuse } from '../../refusal.ts';
import type { Code, Day, Instant } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type RoundEvent, type MemberEvents } from '../events.ts';
import { isAtTask } from '../parts.ts';
import { membersOf, type Round, type Team } from '../state.ts';
import { appraisalsOwed } from './appraisal.ts';
import { filingOpened } from './filing.ts';
import { approvedBy, formedTeam, fromThePool, joinedOn, requireFitForTeam } from './team.ts';

export const memberRules = {
  'replace-member': command('replace-member', ['team', 'out'], {
    clause: 'J-III.4d',
    signs: true,
    who: ['OFF'],
    confirmedBy: (_round, { exceptions = [] }) => (exceptions.length > 0 ? ['LGL'] : []),
    targets: (round) =>
      Object.values(round.teams).flatMap((team) => membersOf(team).map((out) => ({ team: team.code, out }))),
    gate(round, { team, out }) {
      return membersOf(formedTeam(round, team)).includes(out)
        ? undefined
        : refuse('J-III.4d', 'TeamMember', { team, person: out });
    },
    notBefore: (round, { team, out }) => joinedOn(formedTeam(round, team), out),
    facts: (_round, payload) => ({ people: [payload.in] }),
    decide(
      round,
      { team: code, out, in: person, reason, exceptions = [] },
      { on, arrivedOn, facts, sequence, second },
    ) {
      const excepted = exceptions.find((exception) => exception.person === person);
      const exception = excepted ? approvedBy(second, { reason: excepted.reason }) : null;
      const team = formedTeam(round, code);
      const known = facts.people[person];
      if (!known) return refuse('J-III.4b', 'PersonInRegistry', { person });
      if (membersOf(team).includes(person)) return refuse('J-III.3b', 'OneSeatPerPerson', { team: code, person });
      const unfit = requireFitForTeam(round, known, { on, arrivedOn }, team.organisations);
      if (unfit) return unfit;
      const leader = team.leader === out;
      if (!fromThePool(known, leader, team.deputies.includes(out)) && exception === null)
        return refuse('J-III.4b', leader ? 'LeaderPool' : 'TalentPool', { person });
      const replaced = { team: code, out, in: person, leader, reason, exception };
      // That a leader goes is reported upward, as it was that they came (J-III.4e).
      const anchor = { event: 'MemberReplaced', sequence, on };
      const after = { ...team, leader: leader ? person : team.leader };
      const opens = [
        ...(leader ? [filingOpened(round, 'filing-appointment', anchor)] : []),
        // A new member of a team that has withdrawn is appraised with it.
        ...(isAtTask(round, team) ? [] : appraisalsOwed(round, after, [person], anchor)),
      ];
      return [happened('MemberReplaced', 'J-III.4d', on, replaced, { opens, closes: adjusted(round, out, on) })];
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
      suspended: team.suspended.filter((suspended) => suspended !== out),
      ...(leader && team.authorization
        ? { authorization: null, formerDecisions: [...team.formerDecisions, team.authorization.decision] }
        : {}),
    });
  },
  MemberSuspended: (round, { data: { team, person } }) =>
    withTeam(round, team, { suspended: [...formedTeam(round, team).suspended, person] }),
  SuspensionLifted: (round, { data: { team, person } }) =>
    withTeam(round, team, { suspended: formedTeam(round, team).suspended.filter((suspended) => suspended !== person) }),
};

/** What the registry's list of suspended people means for the round: for each seat whose holder is on it the office owes a
 *  replacement. Of a team that has withdrawn only the leader counts, who still reports. No event where nothing changed. */
export function suspensions(round: Round, suspended: readonly Code[], now: Instant): RoundEvent[] {
  if (round.ended !== null || isEntering(round)) return [];
  const on = dayOf(now);
  const teams = Object.values(round.teams);
  const fresh = teams.flatMap((team) => {
    const seated = isAtTask(round, team) ? membersOf(team) : [team.leader];
    return seated
      .filter((person) => suspended.includes(person) && !team.suspended.includes(person))
      .map((person) => ({ team: team.code, person }));
  });
  const lifted = teams.flatMap(({ code, suspended: noted }) =>
    noted.filter((person) => !suspended.includes(person)).map((person) => ({ team: code, person })),
  );
  return [
    ...fresh.map((seat, i) => {
      const anchor = { event: 'MemberSuspended', sequence: round.sequence + 1 + i, on };
      return happened('MemberSuspended', 'J-III.4d', on, seat, {
        opens: [replacementOwed(round, seat.person, anchor)],
      });
    }),
    ...lifted.map((seat) => {
      const closes = supersedes(round, 'replacement', seat.person, on);
      return happened('SuspensionLifted', 'J-III.4d', on, seat, { closes });
    }),
  ];
}

function replacementOwed(round: Round, about: Code, anchor: Anchor): DutyOpened {
  return owe(round, { kind: 'replacement', clause: 'J-III.4d', owedBy: 'OFF', owedTo: 'LGL', about, anchor });
}

/** The seat is filled: whatever was owed is met, also by a replacement that the registry's list came to know of later. Whoever
 *  has left is not appraised for it any more. */
function adjusted(round: Round, out: Code, on: Day): DutyClosed[] {
  const notBefore = ({ anchor }: Duty): Day => (on < anchor.on ? anchor.on : on);
  const owed = openDuty(round, 'replacement', out);
  const appraisal = openDuty(round, 'appraisal', out);
  return [
    ...(owed ? [met(owed, notBefore(owed))] : []),
    ...(appraisal ? [{ key: appraisal.key, on: notBefore(appraisal), outcome: 'SUPERSEDED' as const }] : []),
  ];
}

function withTeam(round: Round, code: Code, change: Partial<Team>): Round {
  return { ...round, teams: { ...round.teams, [code]: { ...formedTeam(round, code), ...change } } };
}

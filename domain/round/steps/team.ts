/** Teams and their leaders (J-III.3, J-III.4). A team is formed for one task, from the pools, of people free to judge;
 *  its leader is authorised for this task alone; everybody signs the undertaking; then the round is mobilised. */
import { isEntering } from '../../dossier/dossier.ts';
import type { Context } from '../../dossier/grammar.ts';
import { tieTo } from '../../people/ties.ts';
import { type Refusal, refuse, refuseAll } from '../../refusal.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type TeamEvents } from '../events.ts';
import type { Facts, PersonFacts } from '../facts.ts';
import { organisationsIn, requireInRound } from '../leaving.ts';
import { isAtTask } from '../parts.ts';
import { membersOf, type Round, type Team } from '../state.ts';
import { filingOpened } from './filing.ts';

export const teamRules = {
  'form-team': command('form-team', [], {
    clause: 'J-III.3b',
    signs: true,
    who: ['OFF'],
    // An exception to the pools is not the office's alone to make.
    confirmedBy: (_round, { exceptions = [] }) => (exceptions.length > 0 ? ['LGL'] : []),
    targets: () => [{}],
    gate(round) {
      if (round.approvedOn === null) return refuse('J-VI.2c', 'RoundApproved');
      if (organisationsIn(round).every(({ team }) => team !== null))
        return refuse('J-III.3b', 'OrganisationWithoutTeam');
      return undefined;
    },
    notBefore: (round) => round.approvedOn,
    facts: (_round, { leader, deputies, members }) => ({ people: [leader, ...deputies, ...members] }),
    decide(round, payload, { on, arrivedOn, facts, second }) {
      const { team, leader, deputies, members, organisations } = payload;
      const exceptions = (payload.exceptions ?? []).map((exception) => approvedBy(second, exception));
      const everybody = [leader, ...deputies, ...members];
      if (round.teams[team]) return refuse('J-III.3b', 'TeamNotYetFormed', { team });
      if (new Set(everybody).size < everybody.length) return refuse('J-III.3b', 'OneSeatPerPerson');
      for (const organisation of organisations) {
        const inspected = round.organisations[organisation];
        if (!inspected) return refuse('J-II.1', 'OrganisationInRound', { organisation });
        const gone = requireInRound(round, organisation);
        if (gone) return gone;
        if (inspected.team !== null)
          return refuse('J-III.3b', 'OrganisationWithoutTeam', { organisation, team: inspected.team });
      }
      const excepted = new Set(exceptions.map(({ person }) => person));
      for (const person of everybody) {
        const known = facts.people[person];
        if (!known) return refuse('J-III.4b', 'PersonInRegistry', { person });
        const unfit = requireFitForTeam(round, known, { on, arrivedOn }, organisations);
        if (unfit) return unfit;
        if (!fromThePool(known, person === leader, deputies.includes(person)) && !excepted.has(person))
          return refuse('J-III.4b', person === leader ? 'LeaderPool' : 'TalentPool', { person });
      }
      return [happened('TeamFormed', 'J-III.3b', on, { team, leader, deputies, members, organisations, exceptions })];
    },
  }),

  'authorize-leader': command('authorize-leader', ['team'], {
    clause: 'J-III.3c',
    signs: true,
    onPaper: true,
    who: ['SEC', 'PSC', 'LGL'],
    doneBy: (round, { team }) => [formedTeam(round, team).leader],
    targets: (round) => Object.keys(round.teams).map((team) => ({ team })),
    gate(round, { team }) {
      if (formedTeam(round, team).authorization) return refuse('J-III.3c', 'LeaderNotYetAuthorized', { team });
      return undefined;
    },
    notBefore(round, { team }) {
      const formed = formedTeam(round, team);
      return joinedOn(formed, formed.leader);
    },
    facts: (_round, { decision }) => ({ decision }),
    decide(round, { team, decision, organisations, from, to }, { on, facts, sequence }) {
      const { leader, organisations: assigned } = formedTeam(round, team);
      const others = organisations.filter((organisation) => !assigned.includes(organisation));
      const left = assigned.filter((organisation) => !organisations.includes(organisation));
      const differing = [...others, ...left].map((organisation) => ({
        fact: 'TeamsOrganisation' as const,
        organisation,
      }));
      if (differing.length > 0) return { clause: 'J-III.3c', missing: differing };
      if (to < from) return refuse('J-III.3c', 'PeriodInOrder', { from, to });
      const used = requireFreshDecision(round, team, decision, facts);
      if (used) return used;
      const authorized = { team, leader, decision, organisations, from, to };
      const opens = [filingOpened(round, 'filing-appointment', { event: 'LeaderAuthorized', sequence, on })];
      return [happened('LeaderAuthorized', 'J-III.3c', on, authorized, { opens })];
    },
  }),

  'extend-authorization': command('extend-authorization', ['team'], {
    clause: 'J-III.3c',
    signs: true,
    who: ['SEC', 'PSC', 'LGL'],
    doneBy: (round, { team }) => [formedTeam(round, team).leader],
    targets: (round) => Object.keys(round.teams).map((team) => ({ team })),
    gate(round, { team }) {
      const { authorization, leader } = formedTeam(round, team);
      return authorization ? undefined : refuse('J-III.3c', 'LeaderAuthorized', { team, person: leader });
    },
    notBefore: (round, { team }) => formedTeam(round, team).authorization?.on ?? null,
    facts: (_round, { decision }) => ({ decision }),
    decide(round, { team, decision, to }, { on, facts }) {
      const { authorization } = formedTeam(round, team);
      // The gate has refused a team whose leader has none.
      if (!authorization) throw new Error(`the leader of ${team} has no authorization`);
      if (to <= authorization.to) return refuse('J-III.3c', 'LaterEnd', { team, to, until: authorization.to });
      const used = requireFreshDecision(round, team, decision, facts);
      if (used) return used;
      const extended = { team, decision, before: authorization.to, to };
      return [happened('AuthorizationExtended', 'J-III.3c', on, extended)];
    },
  }),

  'sign-undertaking': command('sign-undertaking', ['person'], {
    clause: 'J-V.5e',
    signs: true,
    who: ['SELF'],
    targets: (round) => everyMember(round).map((person) => ({ person })),
    gate(round, { person }) {
      if (!everyMember(round).includes(person)) return refuse('J-V.5e', 'TeamMember', { person });
      if (round.undertakings[person]) return refuse('J-V.5e', 'UndertakingNotYetSigned', { person });
      return undefined;
    },
    notBefore(round, { person }) {
      const team = Object.values(round.teams).find((candidate) => membersOf(candidate).includes(person));
      return team ? joinedOn(team, person) : null;
    },
    decide: (_round, { person }, { on }) => [happened('UndertakingSigned', 'J-V.5e', on, { person })],
  }),

  mobilise: command('mobilise', [], {
    clause: 'J-III.3c',
    who: ['OFF'],
    targets: () => [{}],
    gate(round) {
      if (round.approvedOn === null) return refuse('J-VI.2c', 'RoundApproved');
      if (round.mobilisedOn !== null) return refuse('J-III.3c', 'RoundNotYetMobilised');
      const withoutTeam = organisationsIn(round)
        .filter(({ team }) => team === null)
        .map(({ code: organisation }) => ({ fact: 'TeamFormed' as const, organisation }));
      const unauthorized = Object.values(round.teams)
        .filter(({ authorization }) => authorization === null)
        .map(({ code, leader }) => ({ fact: 'LeaderAuthorized' as const, team: code, person: leader }));
      return refuseAll('J-III.3c', [...withoutTeam, ...unauthorized]);
    },
    notBefore: (round) =>
      Object.values(round.teams).reduce<Day | null>((latest, { authorization }) => {
        const on = authorization?.on ?? null;
        return latest !== null && (on === null || on < latest) ? latest : on;
      }, null),
    decide: (_round, _payload, { on }) => [happened('RoundMobilised', 'J-III.3c', on, {})],
  }),
};

export const teamTransitions: Transitions<TeamEvents> = {
  TeamFormed(round, { on, data }) {
    const { team, leader, deputies, members, organisations } = data;
    const assigned = Object.entries(round.organisations).map(([code, organisation]) => [
      code,
      organisations.includes(code) ? { ...organisation, team } : organisation,
    ]);
    return {
      ...round,
      organisations: Object.fromEntries(assigned),
      teams: {
        ...round.teams,
        [team]: {
          code: team,
          leader,
          deputies,
          members,
          organisations,
          formedOn: on,
          joinedOn: {},
          suspended: [],
          formerDecisions: [],
          authorization: null,
        },
      },
    };
  },
  LeaderAuthorized: (round, { on, data: { team, decision, from, to } }) => ({
    ...round,
    teams: { ...round.teams, [team]: { ...formedTeam(round, team), authorization: { decision, from, to, on } } },
  }),
  AuthorizationExtended(round, { data: { team: code, decision, to } }) {
    const team = formedTeam(round, code);
    const { authorization } = team;
    const extended = {
      ...team,
      authorization: authorization && { ...authorization, to },
      formerDecisions: [...team.formerDecisions, decision],
    };
    return { ...round, teams: { ...round.teams, [code]: extended } };
  },
  UndertakingSigned: (round, { on, data: { person } }) => ({
    ...round,
    undertakings: { ...round.undertakings, [person]: on },
  }),
  RoundMobilised: (round, { on }) => ({ ...round, mobilisedOn: on }),
};

/** One authorization per task: the decision of an earlier round authorises no leader of this one, and none serves a team twice. */
function requireFreshDecision(
  round: Round,
  code: Code,
  decision: string,
  { decisionUsedBy }: Pick<Facts, 'decisionUsedBy'>,
): Refusal | undefined {
  if (decisionUsedBy !== null) return refuse('J-III.3c', 'DecisionNotUsedBefore', { decision, round: decisionUsedBy });
  const { authorization, formerDecisions } = formedTeam(round, code);
  const isUsed = formerDecisions.includes(decision) || authorization?.decision === decision;
  return isUsed ? refuse('J-III.3c', 'FreshDecision', { team: code, decision }) : undefined;
}

/** An exception with who has confirmed it. */
export const approvedBy = <E extends object>(approver: Code | undefined, exception: E): E & { approver?: Code } => ({
  ...exception,
  ...(approver === undefined ? {} : { approver }),
});

/** Suspended, sitting in another team, or bound to an organisation that the team inspects (J-III.4a, d; J-I.3c). */
export function requireFitForTeam(
  round: Round,
  person: PersonFacts,
  { on, arrivedOn }: Pick<Context<unknown>, 'on' | 'arrivedOn'>,
  organisations: readonly Code[],
): Refusal | undefined {
  const { code } = person;
  if (person.suspended) return refuse('J-III.4d', 'NotSuspended', { person: code });
  // Of the paper years only the present is known elsewhere: the seats are compared when the round goes live.
  if (person.seat && !isEntering(round)) return refuse('J-I.3c', 'FreeAtThatTime', { person: code, ...person.seat });
  if (seatsOf(round).some((seat) => seat.person === code))
    return refuse('J-I.3c', 'FreeAtThatTime', { person: code, round: round.code });
  // Of the paper years the registry may not have every post: what follows from it is not asked of them.
  const { ties, service } = person;
  const bonds = { ties, service: isEntering(round) ? [] : service };
  for (const organisation of organisations) {
    const tie = tieTo(organisation, bonds, round.pack, on) ?? tieTo(organisation, bonds, round.pack, arrivedOn);
    if (tie) return refuse('J-III.4a', 'NoTie', { person: code, organisation, tie });
  }
  return undefined;
}

export function fromThePool({ pools }: PersonFacts, leads: boolean, assists: boolean): boolean {
  if (leads) return pools.includes('LEADER');
  return pools.includes('TALENT') || (assists && pools.includes('LEADER'));
}

export function formedTeam(round: Round, code: Code): Team {
  const team = round.teams[code];
  if (!team) throw new Error(`${code} is not a team of ${round.code}`);
  return team;
}

/** The day since which a person has sat in the team. */
export const joinedOn = (team: Team, person: Code): Day => team.joinedOn[person] ?? team.formedOn;

const everyMember = (round: Round): readonly Code[] => Object.values(round.teams).flatMap(membersOf);

/** Who sits in a team that is still at its task: from its forming to its last withdrawal (J-I.3c). */
export function seatsOf(round: Round): { readonly person: Code; readonly team: Code }[] {
  if (round.ended !== null) return [];
  return Object.values(round.teams)
    .filter((team) => isAtTask(round, team))
    .flatMap((team) => membersOf(team).map((person) => ({ person, team: team.code })));
}

/** The seats that keep their people from other rounds: a history that is still being entered keeps no seat. */
export const seatsTaken = (round: Round): ReturnType<typeof seatsOf> => (isEntering(round) ? [] : seatsOf(round));

/** The decisions by which leaders are authorised in this round; each serves no other (J-III.3c). */
export function decisionsOf(round: Pick<Round, 'teams'>): readonly string[] {
  const used = Object.values(round.teams).flatMap(({ authorization, formerDecisions }) =>
    authorization ? [...formerDecisions, authorization.decision] : formerDecisions,
  );
  return [...new Set(used)];
}

/** Appraisal (J-III.4c): once the team is back, each of its people is to be appraised once in the round, by the leader or the
 *  office, and the leader by the office. The appraisals of all rounds are the person's record in the pool. */
import { latestOf } from '../../calendar.ts';
import { meets, openDuty, owe } from '../../dossier/duties.ts';
import type { Anchor, DutyOpened } from '../../dossier/duty.ts';
import { refuse } from '../../refusal.ts';
import type { Code } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type AppraisalEvents } from '../events.ts';
import { membersOf, type Round, type Team } from '../state.ts';

interface Target {
  readonly person: Code;
}

export const appraisalRules = {
  'appraise-member': command('appraise-member', ['person'], {
    clause: 'J-III.4c',
    who: (round, { person }) => (leadsATeam(round, person) ? ['OFF'] : ['TL', 'OFF']),
    targets: (round) => [...new Set(Object.values(round.teams).flatMap(membersOf))].map((person) => ({ person })),
    gate(round, { person }) {
      const teams = teamsOf(round, { person });
      if (teams.length === 0) return refuse('J-III.4c', 'TeamMember', { person });
      const away = teams.flatMap(({ organisations }) => organisations).find((code) => !hasWithdrawn(round, code));
      if (away !== undefined) return refuse('J-III.4c', 'TeamWithdrawn', { person, organisation: away });
      if (round.appraisals[person] !== undefined) return refuse('J-III.4c', 'NotYetAppraised', { person });
      return undefined;
    },
    notBefore: (round, target) =>
      latestOf([lastWithdrawal(round, target), openDuty(round, 'appraisal', target.person)?.anchor.on ?? null]),
    decide(round, { person, verdict, content }, { on, by }) {
      if (by === person) return refuse('J-III.4a', 'AppraisedByAnother', { person });
      const team = teamsOf(round, { person }).at(-1)?.code ?? '';
      const closes = meets(round, 'appraisal', person, on);
      return [happened('MemberAppraised', 'J-III.4c', on, { person, team, verdict, content }, { closes })];
    },
  }),
};

export const appraisalTransitions: Transitions<AppraisalEvents> = {
  MemberAppraised: (round, { on, data: { person } }) => ({
    ...round,
    appraisals: { ...round.appraisals, [person]: on },
  }),
};

/** Whom the leader, and of the leader whom the office, has to appraise once a team has left its last organisation: nobody
 *  twice in a round. */
export function appraisalsOwed(round: Round, { leader }: Team, people: readonly Code[], anchor: Anchor): DutyOpened[] {
  const appraisal = { kind: 'appraisal', clause: 'J-III.4c', owedTo: 'LGL', anchor } as const;
  return people
    .filter((person) => round.appraisals[person] === undefined && !openDuty(round, 'appraisal', person))
    .map((about) => owe(round, { ...appraisal, owedBy: about === leader ? 'OFF' : 'TL', about }));
}

const leadsATeam = (round: Round, person: Code): boolean =>
  Object.values(round.teams).some(({ leader }) => leader === person);

const teamsOf = (round: Round, { person }: Target): Team[] =>
  Object.values(round.teams).filter((team) => membersOf(team).includes(person));

const hasWithdrawn = (round: Round, organisation: Code): boolean => {
  const inspected = round.organisations[organisation];
  return inspected !== undefined && (inspected.withdrawnOn !== null || inspected.left !== undefined);
};

function lastWithdrawal(round: Round, target: Target) {
  const days = teamsOf(round, target).flatMap(({ organisations }) =>
    organisations.flatMap((code) => round.organisations[code]?.withdrawnOn ?? []),
  );
  return days.sort().at(-1) ?? null;
}

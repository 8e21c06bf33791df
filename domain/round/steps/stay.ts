/** On site (J-I.3e, J-III.3c, J-V.5e): the notice is published, the authorised team enters, stays and withdraws. */
import { owe } from '../../dossier/duties.ts';
import { refuse, refuseAll } from '../../refusal.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type StayEvents } from '../events.ts';
import {
  eachOrganisation,
  isAtTask,
  requireOnSite,
  organisationOf,
  unansweredItems,
  withOrganisation,
} from '../parts.ts';
import { membersOf, type Round, teamOf } from '../state.ts';
import { appraisalsOwed } from './appraisal.ts';

export const stayRules = {
  'publish-entry-notice': command('publish-entry-notice', ['organisation'], {
    clause: 'J-I.3e',
    who: ['OFF'],
    targets: eachOrganisation,
    gate(round, { organisation }) {
      if (round.mobilisedOn === null) return refuse('J-III.3c', 'RoundMobilised');
      if (organisationOf(round, organisation).noticeOn !== null)
        return refuse('J-I.3e', 'NoticeNotYetPublished', { organisation });
      return undefined;
    },
    notBefore: (round) => round.mobilisedOn,
    decide(_round, { organisation, channels, intakeClosesOn }, { on }) {
      if (intakeClosesOn < on) return refuse('J-I.3e', 'IntakeOpenAfterNotice', { organisation, intakeClosesOn });
      return [happened('EntryNoticePublished', 'J-I.3e', on, { organisation, channels, intakeClosesOn })];
    },
  }),

  enter: command('enter', ['organisation'], {
    clause: 'J-III.3c',
    who: ['TL'],
    duringStay: true,
    targets: eachOrganisation,
    gate(round, { organisation }) {
      const inspected = organisationOf(round, organisation);
      if (inspected.noticeOn === null) return refuse('J-I.3e', 'EntryNoticePublished', { organisation });
      if (inspected.enteredOn !== null) return refuse('J-III.3a', 'TeamNotYetEntered', { organisation });
      const team = teamOf(round, inspected);
      // Entered from paper by the office: the leader's authorization has not been asked for yet.
      if (!team?.authorization) return refuse('J-III.3c', 'LeaderAuthorized', { organisation });
      const suspended = refuseAll(
        'J-III.4d',
        team.suspended.map((person) => ({ fact: 'NotSuspended' as const, person })),
      );
      if (suspended) return suspended;
      const unsigned = membersOf(team).filter((person) => !round.undertakings[person]);
      return refuseAll(
        'J-V.5e',
        unsigned.map((person) => ({ fact: 'UndertakingSigned' as const, person })),
      );
    },
    notBefore(round, { organisation }) {
      const inspected = organisationOf(round, organisation);
      const team = teamOf(round, inspected);
      const signed = team ? membersOf(team).map((person) => round.undertakings[person] ?? null) : [];
      const authorizedOn = team?.authorization?.on ?? null;
      return [inspected.noticeOn, authorizedOn, ...signed].reduce((latest, day) => later(latest, day), null);
    },
    decide(round, { organisation }, { on }) {
      const { code: team, from, to } = authorizedTeam(round, organisation);
      if (on < from || on > to) return refuse('J-III.3c', 'WithinAuthorization', { organisation, from, to });
      return [happened('TeamEntered', 'J-III.3c', on, { organisation, team })];
    },
  }),

  'withdraw-team': command('withdraw-team', ['organisation'], {
    clause: 'J-III.3d',
    who: ['TL'],
    duringStay: true,
    targets: eachOrganisation,
    gate: (round, { organisation }) => requireOnSite(organisationOf(round, organisation)),
    notBefore: (round, { organisation }) => organisationOf(round, organisation).enteredOn,
    decide(round, { organisation, reason }, { on, sequence }) {
      const unanswered = unansweredItems(round, organisation).map(({ code, dueOn }) => ({
        fact: 'ItemAnswered' as const,
        organisation,
        item: code,
        dueOn,
      }));
      const refused = reason === undefined ? refuseAll('J-V.4b', unanswered) : undefined;
      if (refused) return refused;
      const anchor = { event: 'TeamWithdrawn', sequence, on };
      const report = { kind: 'inspection-report', clause: 'J-V.1b', owedBy: 'TL', owedTo: 'OFF' } as const;
      const inspected = organisationOf(round, organisation);
      const team = teamOf(round, inspected);
      const others = team?.organisations.filter((code) => code !== organisation) ?? [];
      const isBack = team && !isAtTask(round, { organisations: others });
      const opens = [
        owe(round, { ...report, organisation, anchor }),
        ...(isBack ? appraisalsOwed(round, team, membersOf(team), anchor) : []),
      ];
      const withdrawn = { organisation, team: inspected.team ?? '', ...(reason === undefined ? {} : { reason }) };
      return [happened('TeamWithdrawn', 'J-III.3d', on, withdrawn, { opens })];
    },
  }),
};

/** The gate has refused an organisation whose team has no authorised leader. */
function authorizedTeam(round: Round, organisation: Code) {
  const team = teamOf(round, organisationOf(round, organisation));
  if (!team?.authorization) throw new Error(`${organisation} has no authorised team in ${round.code}`);
  return { code: team.code, ...team.authorization };
}

const later = (a: Day | null, b: Day | null): Day | null => (a === null || (b !== null && b > a) ? b : a);

export const stayTransitions: Transitions<StayEvents> = {
  EntryNoticePublished: (round, { on, data }) => withOrganisation(round, data.organisation, { noticeOn: on }),
  TeamEntered: (round, { on, data }) => withOrganisation(round, data.organisation, { enteredOn: on }),
  TeamWithdrawn: (round, { on, data }) => withOrganisation(round, data.organisation, { withdrawnOn: on }),
};

/** The inspection report (J-V.1b, J-III.3d): the team leader submits it, the office passes it or returns it.
 *  Every working paper is used in it or listed with a reason: a found problem that is not reported is malfeasance. */
import { meets, openDuty, owe } from '../../dossier/duties.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Code } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { inspectorsOf } from '../doers.ts';
import { happened, type ReportEvents } from '../events.ts';
import { eachOrganisation, organisationOf, withOrganisation } from '../parts.ts';
import type { Round } from '../state.ts';
import {
  lastStepOfPapers,
  requireEachPaperReported,
  requirePapersSettled,
  withPapersReported,
  withPapersReturned,
} from './papers.ts';

/** The office reviews a report once: it must have been submitted, and not passed yet. */
function requireReportToReview(round: Round, { organisation }: { readonly organisation: Code }): Refusal | undefined {
  const { reportSubmittedOn, reportReviewedOn } = organisationOf(round, organisation);
  if (reportSubmittedOn === null) return refuse('J-V.1b', 'ReportSubmitted', { organisation });
  if (reportReviewedOn !== null) return refuse('J-V.4h', 'ReportNotYetReviewed', { organisation });
  return undefined;
}

export const reportRules = {
  'submit-report': command('submit-report', ['organisation'], {
    clause: 'J-V.1b',
    signs: true,
    who: ['TL'],
    whoClause: 'J-III.3d',
    targets: eachOrganisation,
    gate(round, { organisation }) {
      const { withdrawnOn, reportSubmittedOn } = organisationOf(round, organisation);
      if (withdrawnOn === null) return refuse('J-III.3d', 'TeamWithdrawn', { organisation });
      if (reportSubmittedOn !== null) return refuse('J-V.1b', 'ReportNotYetSubmitted', { organisation });
      return requirePapersSettled(round, organisation);
    },
    notBefore(round, { organisation }) {
      const { withdrawnOn } = organisationOf(round, organisation);
      const owedSince = openDuty(round, 'inspection-report', organisation)?.anchor.on ?? withdrawnOn;
      return lastStepOfPapers(round, organisation, owedSince);
    },
    decide(round, { organisation, used, unused, content }, { on }) {
      const notUsed = unused.map(({ paper }) => paper);
      const refused = requireEachPaperReported(round, organisation, used, notUsed);
      if (refused) return refused;
      const closes = meets(round, 'inspection-report', organisation, on);
      return [happened('ReportSubmitted', 'J-V.1b', on, { organisation, used, unused, content }, { closes })];
    },
  }),

  'review-report': command('review-report', ['organisation'], {
    clause: 'J-V.4h',
    signs: true,
    who: ['OFF'],
    doneBy: (round, { organisation }) => inspectorsOf(round, organisation),
    targets: eachOrganisation,
    gate: requireReportToReview,
    notBefore: (round, { organisation }) => organisationOf(round, organisation).reportSubmittedOn,
    decide: (_round, { organisation }, { on }) => [happened('ReportReviewed', 'J-V.4h', on, { organisation })],
  }),

  'return-report': command('return-report', ['organisation'], {
    clause: 'J-V.4h',
    signs: true,
    who: ['OFF'],
    doneBy: (round, { organisation }) => inspectorsOf(round, organisation),
    targets: eachOrganisation,
    gate: requireReportToReview,
    notBefore: (round, { organisation }) => organisationOf(round, organisation).reportSubmittedOn,
    decide(round, { organisation, reason }, { on, sequence }) {
      const anchor = { event: 'ReportReturned', sequence, on };
      const again = { kind: 'inspection-report', clause: 'J-V.1b', owedBy: 'TL', owedTo: 'OFF' } as const;
      const opens = [owe(round, { ...again, organisation, anchor })];
      return [happened('ReportReturned', 'J-V.4h', on, { organisation, reason }, { opens })];
    },
  }),
};

export const reportTransitions: Transitions<ReportEvents> = {
  ReportSubmitted(round, { on, data: { organisation, used, unused } }) {
    const submitted = withOrganisation(round, organisation, { reportSubmittedOn: on });
    const notUsed = unused.map(({ paper }) => paper);
    return withPapersReported(submitted, used, notUsed, on);
  },
  ReportReviewed: (round, { on, data }) => withOrganisation(round, data.organisation, { reportReviewedOn: on }),
  ReportReturned(round, { on, data: { organisation } }) {
    const returned = withOrganisation(round, organisation, { reportSubmittedOn: null });
    return withPapersReturned(returned, organisation, on);
  },
};

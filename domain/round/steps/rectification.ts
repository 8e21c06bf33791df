/** Rectification (J-V.4b, J-V.4d, J-V.4h): items are reported and struck off one by one; two separate reports are owed
 *  within two months, and one of two is not done. Late is accepted, and marked late. How a finding lands otherwise stands
 *  in `landing.ts`, what is reported later in `subsequent.ts`, what is looked at again in `verification.ts`. */
import { latestOf } from '../../calendar.ts';
import { meets, openDuty, owe, supersedes } from '../../dossier/duties.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import { command, type Transitions } from '../command.ts';
import { doersOf } from '../doers.ts';
import { happened, type RectificationEvents } from '../events.ts';
import { eachFinding, eachOrganisation, findingOf, organisationOf, withFinding, withOrganisation } from '../parts.ts';
import type { Finding, Organisation } from '../state.ts';
import { bothSigned, signedOn } from './feedback.ts';
import { requireStillOpen } from './landing.ts';
import { opinionsAsked } from './opinion.ts';
import { subsequentReports } from './subsequent.ts';

export const rectificationRules = {
  'report-item': command('report-item', ['finding'], {
    clause: 'J-V.4b',
    signs: true,
    who: ['ORG'],
    targets: eachFinding,
    gate(round, { finding }) {
      const { organisation } = findingOf(round, finding);
      if (organisationOf(round, organisation).planAcceptedOn === null)
        return refuse('J-V.4h', 'PlanAccepted', { organisation, finding });
      return requireStillOpen(findingOf(round, finding));
    },
    notBefore(round, { finding }) {
      const { organisation, returnedOn, rearrangedOn } = findingOf(round, finding);
      return latestOf([organisationOf(round, organisation).planAcceptedOn, returnedOn, rearrangedOn]);
    },
    decide(round, { finding, grade, content, evidence }, { on }) {
      // A report that cannot be accepted meets no duty.
      const isDone = grade === 'DONE' && evidence.length > 0;
      const closes = isDone ? meets(round, 'second-rectification', finding, on) : [];
      return [happened('ItemReported', 'J-V.4b', on, { finding, grade, content, evidence }, { closes })];
    },
  }),

  'submit-report-1': command('submit-report-1', ['organisation'], {
    clause: 'J-V.4d',
    signs: true,
    who: ['ORG'],
    targets: eachOrganisation,
    // A second time only after an evaluation that failed.
    gate: (round, { organisation }) =>
      openDuty(round, 'second-report', organisation)
        ? undefined
        : requireReportOwed(organisationOf(round, organisation), 'report1On'),
    notBefore: (round, { organisation }) =>
      openDuty(round, 'second-report', organisation)?.anchor.on ?? signedOn(organisationOf(round, organisation)),
    decide(round, { organisation, content }, { on, sequence }) {
      const anchor = { event: 'RectificationReportSubmitted', sequence, on };
      const second = meets(round, 'second-report', organisation, on);
      const closes = [...meets(round, 'report-1', organisation, on), ...second];
      const opens = opinionsAsked(round, organisation, 'REPORT', anchor);
      const evaluation = { kind: 'second-evaluation', clause: 'J-V.4h', owedBy: 'OFF', owedTo: 'ORG' } as const;
      if (second.length > 0) opens.push(owe(round, { ...evaluation, organisation, anchor }));
      return [happened('RectificationReportSubmitted', 'J-V.4d', on, { organisation, content }, { opens, closes })];
    },
  }),

  'submit-report-2': command('submit-report-2', ['organisation'], {
    clause: 'J-V.4d',
    signs: true,
    who: ['PR'],
    targets: eachOrganisation,
    gate: (round, { organisation }) => requireReportOwed(organisationOf(round, organisation), 'report2On'),
    notBefore: (round, { organisation }) => signedOn(organisationOf(round, organisation)),
    decide(round, { organisation, content }, { on }) {
      const closes = meets(round, 'report-2', organisation, on);
      return [happened('PrincipalReportSubmitted', 'J-V.4d', on, { organisation, content }, { closes })];
    },
  }),

  'accept-finding': command('accept-finding', ['finding'], {
    clause: 'J-V.4h',
    signs: true,
    who: ['OFF'],
    doneBy: (round, { finding }) => doersOf(round, ['ItemReported', 'SubsequentReported'], finding),
    targets: eachFinding,
    gate(round, { finding }) {
      const { organisation } = findingOf(round, finding);
      if (organisationOf(round, organisation).planAcceptedOn === null)
        return refuse('J-V.4h', 'PlanAccepted', { organisation, finding });
      return requireAcceptable(findingOf(round, finding));
    },
    notBefore(round, { finding }) {
      const { organisation, reportedOn, rearrangedOn } = findingOf(round, finding);
      return latestOf([organisationOf(round, organisation).planAcceptedOn, reportedOn, rearrangedOn]);
    },
    decide(round, { finding }, { on, sequence }) {
      const longTerm = findingOf(round, finding).grade !== 'DONE';
      const anchor = { event: 'FindingAccepted', sequence, on };
      const opens = longTerm ? subsequentReports(round, findingOf(round, finding), anchor) : [];
      if (longTerm && opens.length === 0) return refuse('J-V.4b', 'ScheduleOfReports', { finding, on });
      const closes = supersedes(round, 'second-rectification', finding, on);
      return [happened('FindingAccepted', 'J-V.4h', on, { finding, longTerm }, { opens, closes })];
    },
  }),

  'return-finding': command('return-finding', ['finding'], {
    clause: 'J-V.4h',
    signs: true,
    who: ['OFF'],
    doneBy: (round, { finding }) => doersOf(round, ['ItemReported'], finding),
    targets: eachFinding,
    gate(round, { finding }) {
      const { state } = findingOf(round, finding);
      const refused = requireStillOpen(findingOf(round, finding));
      if (refused) return refused;
      if (state !== 'IN_PROGRESS' && state !== 'SUBMITTED') return refuse('J-V.4b', 'ItemReported', { finding });
      return undefined;
    },
    notBefore(round, { finding }) {
      const { reportedOn, rearrangedOn } = findingOf(round, finding);
      return latestOf([reportedOn, rearrangedOn]);
    },
    decide(round, { finding, reason, dueOn }, { on, sequence }) {
      if (dueOn < on) return refuse('J-V.4h', 'NewDayAhead', { finding, dueOn });
      const second = owe(round, {
        kind: 'second-rectification',
        clause: 'J-V.4h',
        owedBy: 'ORG',
        owedTo: 'OFF',
        organisation: findingOf(round, finding).organisation,
        finding,
        anchor: { event: 'FindingReturned', sequence, on },
        dueOn,
      });
      const closes = supersedes(round, 'second-rectification', finding, on);
      return [happened('FindingReturned', 'J-V.4h', on, { finding, reason, dueOn }, { opens: [second], closes })];
    },
  }),
};

export const rectificationTransitions: Transitions<RectificationEvents> = {
  ItemReported: (round, { on, data: { finding, grade, evidence } }) =>
    withFinding(round, finding, {
      state: grade === 'DONE' ? 'SUBMITTED' : 'IN_PROGRESS',
      grade,
      evidence: evidence.length,
      reportedOn: on,
    }),
  RectificationReportSubmitted(round, { on, data: { organisation } }) {
    const { report1On, opinions } = organisationOf(round, organisation);
    // The day of the first one is what the two months are measured by.
    return withOrganisation(round, organisation, { report1On: report1On ?? on, opinions: { ...opinions, REPORT: {} } });
  },
  PrincipalReportSubmitted: (round, { on, data }) => withOrganisation(round, data.organisation, { report2On: on }),
  FindingAccepted: (round, { on, data }) => withFinding(round, data.finding, { state: 'ACCEPTED', acceptedOn: on }),
  FindingReturned: (round, { on, data: { finding, dueOn } }) =>
    withFinding(round, finding, {
      state: 'RETURNED',
      planDueOn: dueOn,
      grade: null,
      evidence: 0,
      returnedOn: on,
      returns: findingOf(round, finding).returns + 1,
    }),
};

function requireReportOwed(organisation: Organisation, report: 'report1On' | 'report2On'): Refusal | undefined {
  const { code } = organisation;
  if (!bothSigned(organisation)) return refuse('J-V.4d', 'FeedbackSigned', { organisation: code });
  if (organisation[report] !== null) return refuse('J-V.4d', 'ReportNotYetIn', { organisation: code, report });
  return undefined;
}

/** Done, with evidence; or long-term, with a schedule of later reports (条条要整改). */
function requireAcceptable(finding: Finding): Refusal | undefined {
  const { code, state, grade, evidence, longTerm, reportsOn } = finding;
  const refused = requireStillOpen(finding);
  if (refused) return refused;
  if (longTerm && grade !== 'DONE') {
    if (state === 'RETURNED') return refuse('J-V.4b', 'ItemReported', { finding: code });
    return reportsOn.length > 0 ? undefined : refuse('J-V.4b', 'ScheduleOfReports', { finding: code });
  }
  if (grade !== 'DONE') return refuse('J-V.4b', 'ItemDone', { finding: code, state });
  if (evidence === 0) return refuse('J-I.3d', 'Evidence', { finding: code });
  return undefined;
}

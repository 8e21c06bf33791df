/** Subsequent rectification (J-V.4b): a long-term item is struck off with a schedule of later reports. Each of its days is a
 *  duty of the organisation, with letters; late is accepted, and marked late. The round stays open until the last one. */
import { latestOf } from '../../calendar.ts';
import { meets, openDuty, owe, supersedes } from '../../dossier/duties.ts';
import type { Anchor, DutyClosed, DutyOpened } from '../../dossier/duty.ts';
import { refuse } from '../../refusal.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type SubsequentEvents } from '../events.ts';
import { eachFinding, findingOf, withFinding } from '../parts.ts';
import type { Finding, Round } from '../state.ts';

export const subsequentRules = {
  'report-subsequent': command('report-subsequent', ['finding'], {
    clause: 'J-V.4b',
    signs: true,
    who: ['ORG'],
    targets: eachFinding,
    gate(round, { finding }) {
      const { state } = findingOf(round, finding);
      if (state !== 'ACCEPTED') return refuse('J-V.4b', 'FindingAccepted', { finding, state });
      return nextReport(round, finding) === undefined
        ? refuse('J-V.4b', 'SubsequentReportOwed', { finding })
        : undefined;
    },
    notBefore(round, { finding }) {
      const { acceptedOn, reportedOn } = findingOf(round, finding);
      return latestOf([acceptedOn, reportedOn]);
    },
    decide(round, { finding, content }, { on }) {
      const dueOn = nextReport(round, finding);
      // The gate has refused a finding of which no report is owed.
      if (dueOn === undefined) throw new Error(`${finding} owes no report`);
      // Each report tells of its own time, since the striking off or the day of the one before: nobody hands in a whole
      // schedule on one day.
      const { acceptedOn } = findingOf(round, finding);
      const before = scheduleOf(findingOf(round, finding)).filter((day) => day < dueOn);
      const after = latestOf([acceptedOn, ...before]);
      if (after !== null && on <= after) return refuse('J-V.4b', 'ReportOfItsPeriod', { finding, dueOn, after });
      const closes = meets(round, 'subsequent-report', finding, on, dueOn);
      return [happened('SubsequentReported', 'J-V.4b', on, { finding, content, dueOn }, { closes })];
    },
  }),
};

export const subsequentTransitions: Transitions<SubsequentEvents> = {
  SubsequentReported: (round, { on, data }) => withFinding(round, data.finding, { reportedOn: on }),
};

/** The days of a schedule, each once, in order. */
const scheduleOf = ({ reportsOn }: Finding): Day[] => [...new Set(reportsOn)].sort();

/** A duty for each day of the schedule that has not passed when the item is struck off. */
export function subsequentReports(round: Round, finding: Finding, anchor: Anchor): DutyOpened[] {
  const { code, organisation } = finding;
  const report = { kind: 'subsequent-report', clause: 'J-V.4b', owedBy: 'ORG', owedTo: 'OFF', anchor } as const;
  return scheduleOf(finding)
    .filter((day) => day >= anchor.on)
    .map((day) => owe(round, { ...report, organisation, finding: code, apart: day, dueOn: day }));
}

/** The schedule of an item that is open again has lost its ground. */
export function scheduleLapsed(round: Round, finding: Code, on: Day): DutyClosed[] {
  return scheduleOf(findingOf(round, finding)).flatMap((day) =>
    supersedes(round, 'subsequent-report', finding, on, day),
  );
}

/** The day of the next report that is still owed. */
function nextReport(round: Round, finding: Code): Day | undefined {
  return scheduleOf(findingOf(round, finding)).find((day) => openDuty(round, 'subsequent-report', finding, day));
}

/** The inspection report. */
import { aRound, leader, office, prose } from '../../support/rounds.ts';
import { O, OFFICE, row, unknownOrganisation, type Row } from './row.ts';

export const report: readonly Row[] = [
  row('submit-report', {
    given: () => aRound().withdrawn(),
    by: leader,
    payload: { organisation: O, used: [], unused: [], content: prose('report') },
    leaves: ['ReportSubmitted'],
    closes: ['O-07/inspection-report MET'],
    again: ['J-V.1b', 'ReportNotYetSubmitted'],
    may: ['TL'],
    whoClause: 'J-III.3d',
    gates: [
      unknownOrganisation,
      { because: 'the team is on site', given: () => aRound().entered(), clause: 'J-III.3d', missing: 'TeamWithdrawn' },
      { because: 'a paper is unknown', with: { used: ['PAPER-1'] }, clause: 'J-V.1b', missing: 'PaperSigned' },
      {
        because: 'a paper left out is unknown',
        with: { unused: [{ paper: 'PAPER-1', reason: prose('why') }] },
        clause: 'J-V.1b',
        missing: 'PaperSigned',
      },
    ],
  }),
  row('review-report', {
    given: () => aRound().withReport(),
    by: office,
    payload: { organisation: O },
    leaves: ['ReportReviewed'],
    again: ['J-V.4h', 'ReportNotYetReviewed'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownOrganisation,
      {
        because: 'there is no report',
        given: () => aRound().withdrawn(),
        clause: 'J-V.1b',
        missing: 'ReportSubmitted',
      },
    ],
  }),
  row('return-report', {
    given: () => aRound().withReport(),
    by: office,
    payload: { organisation: O, reason: prose('why') },
    leaves: ['ReportReturned'],
    opens: ['O-07/inspection-report.2 null'],
    again: ['J-V.1b', 'ReportSubmitted'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownOrganisation,
      {
        because: 'the report has passed',
        given: () => aRound().withReportReviewed(),
        clause: 'J-V.4h',
        missing: 'ReportNotYetReviewed',
      },
    ],
  }),
];

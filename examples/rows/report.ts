/** The inspection report. */
import { aRound } from '../story.ts';
import { leader, office } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
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
  row('submit-report', {
    as: 'with papers used and left out',
    given: () => aRound().withPaper('PAPER-1').withPaper('PAPER-2').withdrawn(),
    by: leader,
    payload: {
      organisation: O,
      used: ['PAPER-2'],
      unused: [{ paper: 'PAPER-1', reason: prose('not proved') }],
      content: prose('report'),
    },
    leaves: ['ReportSubmitted'],
    closes: ['O-07/inspection-report MET'],
    again: ['J-V.1b', 'ReportNotYetSubmitted'],
    may: ['TL'],
    whoClause: 'J-III.3d',
    gates: [
      {
        because: 'a paper is only open',
        given: () => aRound().withPaper('PAPER-1').withPaper('PAPER-2').withPaper('PAPER-3', 'DRAFT').withdrawn(),
        clause: 'J-V.1b',
        missing: 'PaperSettled',
      },
      {
        because: 'a paper is reviewed but not signed',
        given: () => aRound().withPaper('PAPER-1').withPaper('PAPER-2', 'TEAM_REVIEWED').withdrawn(),
        clause: 'J-V.1b',
        missing: 'PaperSettled',
      },
      { because: 'a signed paper is forgotten', with: { unused: [] }, clause: 'J-V.1b', missing: 'PaperReported' },
      {
        because: 'a paper is both used and left out',
        with: { used: ['PAPER-1', 'PAPER-2'] },
        clause: 'J-V.1b',
        missing: 'PaperListedOnce',
      },
      {
        because: 'a paper is used twice',
        with: { used: ['PAPER-2', 'PAPER-2'] },
        clause: 'J-V.1b',
        missing: 'PaperListedOnce',
      },
      {
        because: 'a paper has been withdrawn',
        given: () =>
          aRound()
            .withPaper('PAPER-1')
            .withPaper('PAPER-2')
            .does(leader, 'withdraw-paper', { paper: 'PAPER-2', reason: prose('mistaken') })
            .confirmed('P-DEPUTY')
            .withdrawn(),
        clause: 'J-V.1b',
        missing: 'PaperSigned',
      },
      {
        because: 'a paper is about another organisation',
        given: () =>
          aRound({ organisations: 2 }).withPaper('PAPER-1').withPaper('PAPER-2', 'SIGNED', 'O-08').withdrawn(),
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

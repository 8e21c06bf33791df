/** Later reports on long-term items, the re-check of what was struck off, the evaluation. */
import { aRound, type Story } from '../story.ts';
import { evidence, prose } from '../story/prose.ts';
import { office, secretary } from '../story/registry.ts';
import {
  F1,
  F2,
  liaison,
  O,
  OFFICE,
  ORGANISATION,
  reported,
  row,
  unknownFinding,
  unknownOrganisation,
  type Row,
} from './row.ts';

const schedule = ['2026-09-01', '2027-03-01'];
export const longTerm = () => reported('NOT_DONE', [], schedule)().does(office, 'accept-finding', { finding: F1 });
/** The days after an acceptance, on which a later report has something to tell. */
const TOMORROW = '2026-03-03T02:00:00.000Z';
const DAYS_LATER = '2026-03-06T02:00:00.000Z';

/** Every accepted finding is drawn, unless another rate is given. */
export const drawn = (percent = 100) =>
  aRound({ pack: { sampling: { percent, minimum: 1, raisedBy: 50 } } })
    .withFindingsAccepted()
    .does(office, 'draw-verification', { organisation: O });
export const verified = (story: Story, finding: string, passed: boolean) =>
  story.does(office, 'record-verification', { finding, passed, content: prose('seen on the spot') });

export const full = { leadership: 15, measures: 15, results: 60, lasting: 10 };
export const poor = { ...full, results: 40 };
const bothReports = () => aRound().withReport1().withReport2();
export const evaluated = (story: Story, scores: Readonly<Record<string, number>>) =>
  story.does(office, 'evaluate', { organisation: O, scores, content: prose('evaluation') });

export const verification: readonly Row[] = [
  row('report-subsequent', {
    given: () => longTerm().at(TOMORROW),
    by: liaison,
    payload: { finding: F1, content: prose('still so') },
    leaves: ['SubsequentReported'],
    closes: ['F-0701/subsequent-report/2026-09-01 MET'],
    again: ['J-V.4b', 'ReportOfItsPeriod'],
    may: ORGANISATION,
    whoClause: 'J-V.4b',
    gates: [
      unknownFinding,
      {
        because: 'the finding has not been struck off',
        given: reported('NOT_DONE', [], schedule),
        clause: 'J-V.4b',
        missing: 'FindingAccepted',
      },
      {
        because: 'the finding was done for good',
        given: () => aRound().withFindingsAccepted(),
        clause: 'J-V.4b',
        missing: 'SubsequentReportOwed',
      },
      {
        because: 'it was struck off today',
        given: longTerm,
        clause: 'J-V.4b',
        missing: 'ReportOfItsPeriod',
      },
      {
        because: 'every report of the schedule is in',
        given: () =>
          schedule.reduce(
            (told) => told.does(liaison, 'report-subsequent', { finding: F1, content: prose('still so') }),
            longTerm().at('2026-09-02T02:00:00.000Z'),
          ),
        clause: 'J-V.4b',
        missing: 'SubsequentReportOwed',
      },
    ],
  }),
  row('accept-finding', {
    as: 'long-term, with a day of its schedule that has passed',
    given: () => reported('NOT_DONE', [], ['2026-03-05', '2026-09-01'])().at(DAYS_LATER),
    by: office,
    payload: { finding: F1 },
    leaves: ['FindingAccepted'],
    opens: ['F-0701/subsequent-report/2026-09-01 2026-09-01'],
    again: ['J-V.4h', 'FindingNotYetAccepted'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      {
        because: 'every day of the schedule has passed',
        given: () => reported('NOT_DONE', [], ['2026-03-05'])().at(DAYS_LATER),
        clause: 'J-V.4b',
        missing: 'ScheduleOfReports',
      },
    ],
  }),
  row('draw-verification', {
    given: () => aRound({ pack: { sampling: { percent: 100, minimum: 1, raisedBy: 0 } } }).withFindingsAccepted(),
    by: office,
    payload: { organisation: O },
    leaves: ['VerificationDrawn'],
    opens: ['F-0701/verification null', 'F-0702/verification null'],
    again: ['J-V.4h', 'VerificationRecorded'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownOrganisation,
      {
        because: 'nothing has been struck off',
        given: () => aRound().withItemsDone(),
        clause: 'J-V.4h',
        missing: 'FindingToVerify',
      },
      {
        because: 'everything has been verified',
        given: () => [F1, F2].reduce((told, finding) => verified(told, finding, true), drawn()),
        clause: 'J-V.4h',
        missing: 'FindingToVerify',
      },
    ],
  }),
  row('record-verification', {
    as: 'of a finding that held',
    given: drawn,
    by: office,
    payload: { finding: F1, passed: true, content: prose('seen on the spot') },
    leaves: ['VerificationRecorded'],
    closes: ['F-0701/verification MET'],
    again: ['J-V.4h', 'FindingDrawn'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownFinding,
      {
        because: 'nothing was drawn',
        given: () => aRound().withFindingsAccepted(),
        clause: 'J-V.4h',
        missing: 'FindingDrawn',
      },
    ],
  }),
  row('record-verification', {
    as: 'of a finding that did not hold',
    given: drawn,
    by: office,
    payload: { finding: F1, passed: false, content: prose('of seven asked, four knew nothing of it') },
    leaves: ['VerificationRecorded', 'FindingReopened'],
    opens: ['F-0701/second-rectification null', 'O-07/further-draw null'],
    closes: ['F-0701/verification MET'],
    again: ['J-V.4h', 'FindingDrawn'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [],
  }),
  row('record-verification', {
    as: 'of a long-term finding that did not hold',
    given: () => longTerm().does(office, 'draw-verification', { organisation: O }),
    by: office,
    payload: { finding: F1, passed: false, content: prose('given up') },
    leaves: ['VerificationRecorded', 'FindingReopened'],
    opens: ['F-0701/second-rectification null', 'O-07/further-draw null'],
    closes: [
      'F-0701/verification MET',
      'F-0701/subsequent-report/2026-09-01 SUPERSEDED',
      'F-0701/subsequent-report/2027-03-01 SUPERSEDED',
    ],
    again: ['J-V.4h', 'FindingDrawn'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [],
  }),
  row('report-item', {
    as: 'of a finding that did not hold',
    given: () => verified(drawn(), F1, false),
    by: liaison,
    payload: { finding: F1, grade: 'DONE', content: prose('really'), evidence: [evidence('really')] },
    leaves: ['ItemReported'],
    closes: ['F-0701/second-rectification MET'],
    again: 'allowed',
    may: ORGANISATION,
    whoClause: 'J-V.4b',
    gates: [],
  }),
  row('evaluate', {
    as: 'and passed',
    given: bothReports,
    by: secretary,
    payload: { organisation: O, scores: full, content: prose('good') },
    leaves: ['RectificationEvaluated'],
    closes: ['DISC', 'OD', 'TL'].map((reviewer) => `O-07/report-opinion/${reviewer} SUPERSEDED`),
    again: 'allowed',
    may: [...OFFICE, 'LG_LEADER'],
    whoClause: 'J-V.4h',
    gates: [
      unknownOrganisation,
      {
        because: 'the rectification report is not in',
        given: () => aRound().withReport2(),
        clause: 'J-V.4d',
        missing: 'RectificationReportSubmitted',
      },
      {
        because: "the principal's report is not in",
        given: () => aRound().withReport1(),
        clause: 'J-V.4d',
        missing: 'PrincipalReportSubmitted',
      },
      {
        because: 'the pack has no scheme',
        given: () =>
          aRound({ pack: { evaluation: undefined } })
            .withReport1()
            .withReport2(),
        clause: 'J-V.4h',
        missing: 'EvaluationScheme',
      },
      {
        because: 'a criterion has no score',
        with: { scores: { leadership: 15, measures: 15, results: 60 } },
        clause: 'J-V.4h',
        missing: 'ScoresOfScheme',
      },
      {
        because: 'a score is above its weight',
        with: { scores: { ...full, lasting: 11 } },
        clause: 'J-V.4h',
        missing: 'ScoresOfScheme',
      },
      {
        because: 'a score is below nothing',
        with: { scores: { ...full, lasting: -1 } },
        clause: 'J-V.4h',
        missing: 'ScoresOfScheme',
      },
      {
        because: 'a score belongs to no criterion',
        with: { scores: { ...full, constructor: 0 } },
        clause: 'J-V.4h',
        missing: 'ScoresOfScheme',
      },
    ],
  }),
  row('evaluate', {
    as: 'and found under the line',
    given: bothReports,
    by: office,
    payload: { organisation: O, scores: poor, content: prose('poor') },
    leaves: ['RectificationEvaluated'],
    opens: ['O-07/second-report null'],
    closes: ['DISC', 'OD', 'TL'].map((reviewer) => `O-07/report-opinion/${reviewer} SUPERSEDED`),
    again: ['J-V.4h', 'SecondReportSubmitted'],
    may: [...OFFICE, 'LG_LEADER'],
    whoClause: 'J-V.4h',
    gates: [],
  }),
  row('submit-report-1', {
    as: 'after an evaluation that failed',
    given: () => evaluated(bothReports(), poor),
    by: liaison,
    payload: { organisation: O, content: prose('second report') },
    leaves: ['RectificationReportSubmitted'],
    opens: [
      ...['DISC', 'OD', 'TL'].map((reviewer) => `O-07/report-opinion/${reviewer}.2 null`),
      'O-07/second-evaluation null',
    ],
    closes: ['O-07/second-report MET'],
    again: ['J-V.4d', 'ReportNotYetIn'],
    may: ORGANISATION,
    whoClause: 'J-V.4d',
    gates: [],
  }),
];

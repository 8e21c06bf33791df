/** Extensions. */
import { jilin2017Watched } from '../../domain/policy/packs/jilin-2017-watched.ts';
import { addressee } from '../story/feedback.ts';
import { aRound } from '../story.ts';
import { office, secretary } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { CLUE, liaison, MATTER, ELSEWHERE, O, ORGANISATION, principal, row, type Row, tied } from './row.ts';

const REPORT_1 = `R-2026-01/${O}/report-1`;
const REPORT_2 = `R-2026-01/${O}/report-2`;
const ANSWER = `R-2026-01/${CLUE}/transfer-answer-disc`;

const owing = () => aRound().withFeedbackSigned();
const asked = () =>
  owing().does(liaison, 'request-extension', { duty: REPORT_1, to: '2026-06-02', reason: prose('flood') });

const unknownDuty = {
  because: 'there is no such duty',
  with: { duty: `R-2026-01/${O}/nothing` },
  clause: 'J-V.4h',
  missing: 'DutyInRound',
} as const;
const reportIn = {
  because: 'the report is in',
  given: () => owing().withReport1(),
  clause: 'J-VI.2a',
  missing: 'DutyOpen',
} as const;
const noFigure = {
  because: 'the duty has no figure',
  given: () => aRound().withTransfersReceived(),
  with: { duty: `R-2026-01/${ELSEWHERE}/transfer-answer-fd` },
  clause: 'J-VI.2a',
  missing: 'DutyWithDay',
} as const;
const silence = {
  because: 'the silence is over with it, as with every act',
  given: () => {
    const { silentDays, clocks } = jilin2017Watched;
    return aRound({ pack: { silentDays, clocks } }).withFeedbackSigned().passTime('2026-04-01T00:30:00.000Z');
  },
  with: { duty: 'R-2026-01/round/silence', to: '2026-04-20' },
  clause: 'J-V.4h',
  missing: 'DutyEndedByAct',
} as const;
const extendedOnce = {
  because: 'the pack lets it be extended once',
  given: () =>
    aRound({ pack: { extensions: 1 } })
      .withFeedbackSigned()
      .does(secretary, 'grant-extension', { duty: REPORT_1, to: '2026-05-20', reason: prose('flood') }),
  clause: 'J-VI.2a',
  missing: 'ExtensionLeft',
} as const;
const overdue = {
  because: 'it is overdue',
  given: () => asked().passTime('2026-05-04T02:00:00.000Z'),
  clause: 'J-VI.2a',
  missing: 'ExtensionInTime',
} as const;
const unnoticed = {
  because: 'it is overdue, and nobody has looked since',
  given: () => asked().at('2026-05-04T02:00:00.000Z'),
  clause: 'J-VI.2a',
  missing: 'ExtensionInTime',
} as const;
const tooLong = {
  because: 'the new day is more than two months after the first one',
  with: { to: '2026-07-03' },
  clause: 'J-VI.2a',
  missing: 'ExtensionWithinLongest',
} as const;
const notLater = {
  because: 'the new day is not after the old one',
  with: { to: '2026-05-02' },
  clause: 'J-VI.2a',
  missing: 'LaterDay',
} as const;

const leaderTied = {
  because: 'the leader of the leading group was at the organisation last year',
  given: () => tied(asked(), secretary),
  clause: 'J-III.4a',
  missing: 'Recused',
} as const;
const leaderIsNoSecretary = {
  because: 'the leader of the leading group is not secretary or discipline secretary any more',
  given: () => asked().withPostHeldBy('SECRETARY', 'P-NEW'),
  clause: 'J-III.1b',
  missing: 'LeaderOfLeadingGroup',
} as const;

export const extensions: readonly Row[] = [
  row('request-extension', {
    as: 'of the report',
    given: owing,
    by: liaison,
    payload: { duty: REPORT_1, to: '2026-06-02', reason: prose('flood') },
    leaves: ['ExtensionRequested'],
    opens: ['O-07/report-1/extension-decision null'],
    again: ['J-VI.2a', 'ExtensionNotYetRequested'],
    may: ORGANISATION,
    whoClause: 'J-VI.2a',
    gates: [
      {
        because: 'the organisation asks for a duty that is not its own',
        with: unknownDuty.with,
        clause: 'J-VI.2a',
        missing: 'post',
      },
      reportIn,
      { ...noFigure, by: addressee.FD },
      { ...silence, by: office },
      extendedOnce,
      notLater,
      {
        because: 'the new day is past',
        given: () =>
          aRound({ pack: { extension: undefined } })
            .withFeedbackSigned()
            .at('2026-06-20T02:00:00.000Z'),
        clause: 'J-VI.2a',
        missing: 'LaterDay',
      },
      { ...overdue, given: () => owing().passTime('2026-05-04T02:00:00.000Z') },
      { ...unnoticed, given: () => owing().at('2026-05-04T02:00:00.000Z') },
      tooLong,
      {
        because: 'it is said to have been asked before the day had passed',
        given: () => owing().passTime('2026-03-03T02:00:00.000Z'),
        with: { on: '2026-03-02' },
        clause: 'J-VI.2a',
        missing: 'OwnActToday',
      },
    ],
  }),
  row('request-extension', {
    as: "of the principal's own report",
    given: owing,
    by: principal,
    payload: { duty: REPORT_2, to: '2026-06-02', reason: prose('flood') },
    leaves: ['ExtensionRequested'],
    opens: ['O-07/report-2/extension-decision null'],
    again: ['J-VI.2a', 'ExtensionNotYetRequested'],
    may: ['PRINCIPAL'],
    whoClause: 'J-VI.2a',
    gates: [],
  }),
  row('request-extension', {
    as: 'of the answer about a clue',
    given: () => aRound().withTransfersReceived(),
    by: addressee.DISC,
    payload: { duty: ANSWER, to: '2026-07-02', reason: prose('abroad') },
    leaves: ['ExtensionRequested'],
    opens: [`${CLUE}/transfer-answer-disc/extension-decision null`],
    again: ['J-VI.2a', 'ExtensionNotYetRequested'],
    may: ['DISCIPLINE_ORGAN'],
    whoClause: 'J-VI.2a',
    // It has a transfer of its own.
    hiddenFrom: { posts: ['ORGANISATION_DEPARTMENT'], clause: 'J-V.4h', missing: 'DutyInRound' },
    gates: [unknownDuty],
  }),
  row('grant-extension', {
    as: 'as requested',
    given: asked,
    by: secretary,
    payload: { duty: REPORT_1, reason: prose('granted') },
    leaves: ['ExtensionGranted', 'LetterWritten', 'LetterWritten'],
    closes: ['O-07/report-1/extension-decision MET'],
    again: ['J-VI.2a', 'ExtensionRequested'],
    may: ['LG_LEADER'],
    whoClause: 'J-VI.2a',
    gates: [
      leaderTied,
      leaderIsNoSecretary,
      unknownDuty,
      reportIn,
      extendedOnce,
      overdue,
      unnoticed,
      { ...overdue, because: 'it was overdue when entered', with: { on: '2026-05-01' } },
      tooLong,
    ],
  }),
  row('grant-extension', {
    as: 'to another day, unasked',
    given: () => aRound().withTransfersReceived(),
    by: secretary,
    payload: { duty: `R-2026-01/${MATTER}/transfer-answer-od`, to: '2026-07-02', reason: prose('granted') },
    leaves: ['ExtensionGranted', 'LetterWritten', 'LetterWritten'],
    again: ['J-VI.2a', 'LaterDay'],
    may: ['LG_LEADER'],
    whoClause: 'J-VI.2a',
    gates: [noFigure, silence, { ...notLater, with: { to: '2026-06-02' } }, { ...tooLong, with: { to: '2026-08-03' } }],
  }),
  row('refuse-extension', {
    given: asked,
    by: secretary,
    payload: { duty: REPORT_1, reason: prose('refused') },
    leaves: ['ExtensionRefused', 'LetterWritten', 'LetterWritten'],
    closes: ['O-07/report-1/extension-decision MET'],
    again: ['J-VI.2a', 'ExtensionRequested'],
    may: ['LG_LEADER'],
    whoClause: 'J-VI.2a',
    gates: [
      leaderTied,
      leaderIsNoSecretary,
      unknownDuty,
      { because: 'nothing is requested', given: owing, clause: 'J-VI.2a', missing: 'ExtensionRequested' },
    ],
  }),
];

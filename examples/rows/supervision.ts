/** Supervision. */
import { addressee } from '../story/feedback.ts';
import { aRound } from '../story.ts';
import { leader, office } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { CLUE, ELSEWHERE, F1, liaison, MATTER, O, OFFICE, ORGANISATION, principal, row, type Row } from './row.ts';

const order = { dueOn: '2026-03-20', content: prose('order') };
const owing = () => aRound().withFeedbackSigned();
const received = () => aRound().withTransfersReceived();
const pressed = () => owing().does(office, 'supervise', { target: F1, ...order });

const landed = (because: string, given: () => ReturnType<typeof aRound>, target: string) =>
  ({ because, given, with: { target }, clause: 'J-V.4h', missing: 'TargetOpen' }) as const;
const ours = (because: string, given: () => ReturnType<typeof aRound>, target: string) =>
  ({ because, given, with: { target }, clause: 'J-V.4h', missing: 'HeldByAddressee' }) as const;

export const supervisions: readonly Row[] = [
  row('supervise', {
    as: 'a finding',
    given: owing,
    by: office,
    payload: { target: F1, ...order },
    leaves: ['SupervisionOrdered', 'LetterWritten', 'LetterWritten'],
    opens: ['SUP-0001/supervision-org 2026-03-20'],
    again: ['J-V.4h', 'SupervisionAnswered'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      {
        because: 'there is no such item',
        with: { target: 'F-9999' },
        clause: 'J-V.4h',
        missing: 'TargetInRound',
      },
      {
        because: 'it would press the answer to a supervision',
        given: pressed,
        with: { target: 'R-2026-01/SUP-0001/supervision-org' },
        clause: 'J-V.4h',
        missing: 'TargetInRound',
      },
      { because: 'the day is past', with: { dueOn: '2026-03-01' }, clause: 'J-V.4h', missing: 'AnswerDayAhead' },
      landed('the finding has been struck off', () => aRound().withFindingsAccepted(), F1),
      landed('the report is in', () => owing().withReport1(), `R-2026-01/${O}/report-1`),
      landed('the transfer has landed', () => aRound().withTransfersAccepted(), CLUE),
      ours('the finding is not fed back', () => aRound().decided(), F1),
      ours('the transfer has not left the office', () => aRound().decided(), CLUE),
      ours('the team owes it', () => aRound().withdrawn(), `R-2026-01/${O}/inspection-report`),
    ],
  }),
  row('supervise', {
    as: "the principal's report",
    given: owing,
    by: office,
    payload: { target: `R-2026-01/${O}/report-2`, ...order },
    leaves: ['SupervisionOrdered', 'LetterWritten'],
    opens: ['SUP-0001/supervision-org 2026-03-20'],
    again: ['J-V.4h', 'SupervisionAnswered'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [],
  }),
  row('supervise', {
    as: 'a clue with the discipline organ',
    given: received,
    by: office,
    payload: { target: CLUE, ...order },
    leaves: ['SupervisionOrdered', 'LetterWritten', 'LetterWritten'],
    opens: ['SUP-0001/supervision-disc 2026-03-20'],
    again: ['J-V.4h', 'SupervisionAnswered'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [],
  }),
  row('answer-supervision', {
    as: 'by the organisation',
    given: pressed,
    by: liaison,
    payload: { supervision: 'SUP-0001', content: prose('answer') },
    leaves: ['SupervisionAnswered'],
    closes: ['SUP-0001/supervision-org MET'],
    again: ['J-V.4h', 'SupervisionNotYetAnswered'],
    may: ORGANISATION,
    whoClause: 'J-V.4h',
    gates: [
      {
        because: 'the organisation asks for one that is not its own',
        with: { supervision: 'SUP-9999' },
        clause: 'J-V.4h',
        missing: 'post',
      },
      { because: 'the team answers', by: leader, clause: 'J-V.4h', missing: 'post' },
    ],
  }),
  row('answer-supervision', {
    as: 'by the principal alone',
    given: () => owing().does(office, 'supervise', { target: `R-2026-01/${O}/report-2`, ...order }),
    by: principal,
    payload: { supervision: 'SUP-0001', content: prose('answer') },
    leaves: ['SupervisionAnswered'],
    closes: ['SUP-0001/supervision-org MET'],
    again: ['J-V.4h', 'SupervisionNotYetAnswered'],
    may: ['PRINCIPAL'],
    whoClause: 'J-V.4h',
    gates: [],
  }),
  row('answer-supervision', {
    as: 'by the organisation department',
    given: () => received().does(office, 'supervise', { target: MATTER, ...order }),
    by: addressee.OD,
    payload: { supervision: 'SUP-0001', content: prose('answer') },
    leaves: ['SupervisionAnswered'],
    closes: ['SUP-0001/supervision-od MET'],
    again: ['J-V.4h', 'SupervisionNotYetAnswered'],
    may: ['ORGANISATION_DEPARTMENT'],
    whoClause: 'J-V.4h',
    gates: [
      {
        because: 'there is no such supervision',
        with: { supervision: 'SUP-9999' },
        clause: 'J-V.4h',
        missing: 'SupervisionInRound',
      },
    ],
  }),
  row('answer-supervision', {
    as: 'by a functional department',
    given: () =>
      received().does(office, 'supervise', { target: `R-2026-01/${ELSEWHERE}/transfer-answer-fd`, ...order }),
    by: addressee.FD,
    payload: { supervision: 'SUP-0001', content: prose('answer') },
    leaves: ['SupervisionAnswered'],
    closes: ['SUP-0001/supervision-fd MET'],
    again: ['J-V.4h', 'SupervisionNotYetAnswered'],
    may: ['FUNCTIONAL_DEPARTMENT'],
    whoClause: 'J-V.4h',
    gates: [],
  }),
];

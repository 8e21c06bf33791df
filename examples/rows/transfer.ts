/** Transfers. */
import type { Pack } from '../../domain/policy/pack.ts';
import { aRound } from '../story.ts';
import { addressee } from '../story/feedback.ts';
import { office, secretary } from '../story/registry.ts';
import { ANOTHER, BUREAU, decidedFor, ofAnother, ofBureau, returnedBy, sentTo } from './departments.ts';
import { evidence, prose } from '../story/prose.ts';
import {
  CLUE,
  COMMITTEE,
  ELSEWHERE,
  MATTER,
  NEXT_WEEK,
  O,
  OFFICE,
  returned,
  row,
  unknownTransfer,
  type Row,
} from './row.ts';
import { transferAddressees } from '../../domain/vocabulary.ts';

/** While the history of a round is entered from paper, the office enters what the departments did. */
const enteredFromPaper = () => aRound({ takeover: true }).withTransfersReceived();

/** Sent on Monday, and unsigned three days later, which are the days of this pack. */
const unsigned = (pack: Partial<Pack> = { servedAfterDays: 3 }) =>
  aRound({ pack }).withTransfersSent().at('2026-03-05T02:00:00.000Z');

const transferRows = transferAddressees.flatMap((to): Row[] => {
  const transfer = { DISC: CLUE, OD: MATTER, FD: ELSEWHERE }[to];
  const post = { DISC: 'DISCIPLINE_ORGAN', OD: 'ORGANISATION_DEPARTMENT', FD: 'FUNCTIONAL_DEPARTMENT' } as const;
  const answerClause = { DISC: 'J-V.4e', OD: 'J-V.4f', FD: 'J-V.4h' } as const;
  const answer = `${transfer}/transfer-answer-${to.toLowerCase()}`;
  const due = to === 'FD' ? 'null' : '2026-06-02';
  const by = addressee[to];
  const others = Object.values(post).filter((each) => each !== post[to]);
  const hiddenFrom = { posts: others, clause: 'J-V.4a', missing: 'TransferInRound' } as const;
  const notReceived = {
    because: 'it has not been received',
    given: () => aRound().withTransfersSent(),
    clause: 'J-V.4h',
    missing: 'TransferReceived',
  } as const;
  return [
    row('receive-transfer', {
      as: to,
      given: () => aRound().withTransfersSent(),
      by,
      payload: { transfer },
      leaves: ['TransferReceived'],
      opens: [`${answer} ${due}`],
      closes: [`${transfer}/transfer-receipt MET`],
      again: ['J-V.4h', 'TransferNotYetReceived'],
      may: [post[to]],
      hiddenFrom,
      whoClause: 'J-V.4h',
      gates: [
        unknownTransfer,
        { because: 'it has not been sent', given: () => aRound().decided(), clause: 'J-V.4h', missing: 'TransferSent' },
      ],
    }),
    row('serve-transfer', {
      as: to,
      given: () => unsigned(),
      by: office,
      payload: { transfer, how: 'POSTED', evidence: [evidence('slip')] },
      leaves: ['TransferServed'],
      opens: [`${answer} ${to === 'FD' ? 'null' : '2026-06-05'}`],
      closes: [`${transfer}/transfer-receipt MET`],
      again: ['J-V.4h', 'TransferNotYetReceived'],
      may: OFFICE,
      whoClause: 'J-V.4h',
      gates: [
        unknownTransfer,
        { because: 'it has not been sent', given: () => aRound().decided(), clause: 'J-V.4h', missing: 'TransferSent' },
        {
          because: 'its addressee has signed',
          given: () => unsigned().does(by, 'receive-transfer', { transfer }),
          clause: 'J-V.4h',
          missing: 'TransferNotYetReceived',
        },
        {
          because: 'it has lain there for six days of seven',
          given: () => aRound().withTransfersSent().at('2026-03-08T02:00:00.000Z'),
          clause: 'J-V.4h',
          missing: 'UnsignedForDays',
        },
        {
          because: 'the pack knows no serving',
          given: () => unsigned({ servedAfterDays: undefined }),
          clause: 'J-V.4h',
          missing: 'ServingInPack',
        },
        {
          because: 'it is said to have been served longer ago than the pack lets',
          given: () => unsigned().at(NEXT_WEEK),
          with: { on: '2026-03-05' },
          clause: 'J-V.4h',
          missing: 'WithinPaperDays',
        },
      ],
    }),
    row('return-transfer', {
      as: to,
      given: () => aRound().withTransfersReceived(),
      by,
      payload: { transfer, reason: prose('not ours') },
      leaves: ['TransferReturned'],
      opens: [`${transfer}/transfer-redirection null`],
      closes: [`${answer} SUPERSEDED`],
      again: ['J-V.4h', 'TransferReceived'],
      may: [post[to]],
      hiddenFrom,
      whoClause: 'J-V.4h',
      gates: [unknownTransfer, notReceived],
    }),
    row('feed-back-transfer', {
      as: to,
      given: () => aRound().withTransfersHandled(),
      by,
      payload: { transfer, content: prose('outcome'), counts: { persons: 2 } },
      leaves: ['TransferFedBack'],
      closes: [`${answer} MET`],
      again: ['J-V.4h', 'TransferReceived'],
      may: [post[to]],
      hiddenFrom,
      whoClause: 'J-V.4h',
      gates: [
        unknownTransfer,
        notReceived,
        {
          because: 'nothing has been done about it',
          given: () => aRound().withTransfersReceived(),
          clause: answerClause[to],
          missing: to === 'DISC' ? 'DisposalSet' : 'HandlingSet',
        },
        {
          because: 'it is late, and said to have been fed back before',
          given: () => aRound().withTransfersHandled().at('2026-06-03T02:00:00.000Z'),
          with: { on: '2026-06-02' },
          clause: 'J-V.4h',
          missing: 'OwnActToday',
        },
      ],
    }),
    to === 'DISC'
      ? row('set-disposal', {
          given: () => aRound().withTransfersReceived(),
          by,
          payload: { transfer, disposal: 'HELD', form: 1 },
          leaves: ['DisposalSet'],
          again: 'allowed',
          may: ['DISCIPLINE_ORGAN'],
          whoClause: 'J-V.5b',
          gates: [
            unknownTransfer,
            notReceived,
            {
              because: 'it is a matter of another',
              with: { transfer: MATTER },
              clause: 'J-V.4a',
              missing: 'TransferInRound',
            },
            {
              because: 'it is a matter, entered from paper',
              given: enteredFromPaper,
              by: office,
              with: { transfer: MATTER, on: '2026-03-02' },
              clause: 'J-V.4e',
              missing: 'Clue',
            },
          ],
        })
      : row('set-handling', {
          as: to,
          given: () => aRound().withTransfersReceived(),
          by,
          payload: { transfer, content: prose('handling') },
          leaves: ['HandlingSet'],
          again: 'allowed',
          may: [post[to]],
          hiddenFrom: { ...hiddenFrom, posts: others.filter((each) => each !== 'DISCIPLINE_ORGAN') },
          whoClause: 'J-V.4f',
          gates: [
            unknownTransfer,
            notReceived,
            {
              because: 'it is a clue of another',
              by: addressee.OD,
              with: { transfer: CLUE },
              clause: 'J-V.4a',
              missing: 'TransferInRound',
            },
            {
              because: 'it is a clue, entered from paper',
              given: enteredFromPaper,
              by: office,
              with: { transfer: CLUE, on: '2026-03-02' },
              clause: 'J-V.4f',
              missing: 'Matter',
            },
          ],
        }),
  ];
});

export const transfers: readonly Row[] = [
  row('send-transfer', {
    given: () => aRound().decided(),
    by: office,
    payload: { transfer: CLUE },
    leaves: ['TransferSent'],
    opens: ['T-0701/transfer-receipt null'],
    closes: ['T-0701/transfer-sending MET'],
    again: ['J-V.4h', 'TransferNotYetSent'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [unknownTransfer],
  }),
  ...transferRows,
  row('redirect-transfer', {
    given: returned,
    by: office,
    payload: { transfer: MATTER, to: 'FD' },
    leaves: ['TransferRedirected'],
    opens: ['T-0702/transfer-receipt.2 null'],
    closes: ['T-0702/transfer-redirection MET'],
    again: ['J-V.4h', 'TransferReturned'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownTransfer,
      {
        because: 'it has not been returned',
        given: () => aRound().withTransfersReceived(),
        clause: 'J-V.4h',
        missing: 'TransferReturned',
      },
      {
        because: 'a matter becomes a clue by a decision alone',
        with: { to: 'DISC', kind: 'CLUE' },
        clause: 'J-V.4a',
        missing: 'KindAsDecided',
      },
      {
        because: 'its kind is said to be another, though its addressee would fit',
        with: { kind: 'CLUE' },
        clause: 'J-V.4a',
        missing: 'KindAsDecided',
      },
      {
        because: 'a matter does not go to the discipline organ',
        with: { to: 'DISC' },
        clause: 'J-V.4a',
        missing: 'KindAsDecided',
      },
    ],
  }),
  row('redirect-transfer', {
    as: 'to another department',
    given: () => returnedBy(ofBureau, BUREAU),
    by: office,
    payload: { transfer: ELSEWHERE, to: 'FD', department: ANOTHER },
    leaves: ['TransferRedirected'],
    opens: ['T-0703/transfer-receipt.2 null'],
    closes: ['T-0703/transfer-redirection MET'],
    again: ['J-V.4h', 'TransferReturned'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      {
        because: 'nobody holds the post of that department',
        with: { department: 'O-NOBODY' },
        clause: 'J-V.4f',
        missing: 'DepartmentHeld',
      },
      {
        because: 'the organisation department is none',
        with: { to: 'OD' },
        clause: 'J-V.4a',
        missing: 'DepartmentIsFunctional',
      },
      {
        because: 'the department is what is inspected',
        with: { department: O },
        clause: 'J-III.4a',
        missing: 'DepartmentNotInspected',
      },
    ],
  }),
  row('receive-transfer', {
    as: 'as the department that it names',
    given: () => sentTo(BUREAU),
    by: ofBureau,
    payload: { transfer: ELSEWHERE },
    leaves: ['TransferReceived'],
    opens: ['T-0703/transfer-answer-fd null'],
    closes: ['T-0703/transfer-receipt MET'],
    again: ['J-V.4h', 'TransferNotYetReceived'],
    // Nobody does by the post alone, which has no name.
    may: [],
    hiddenFrom: {
      posts: ['FUNCTIONAL_DEPARTMENT'],
      clause: 'J-V.4a',
      missing: 'TransferInRound',
    },
    whoClause: 'J-V.4h',
    gates: [
      {
        because: 'it is of another department',
        by: ofAnother,
        clause: 'J-V.4a',
        missing: 'TransferInRound',
      },
      {
        because: 'it names no department',
        given: () => sentTo(),
        clause: 'J-V.4a',
        missing: 'TransferInRound',
      },
    ],
  }),
  row('decide-transfer', {
    as: 'for another department',
    given: () => decidedFor(BUREAU),
    by: secretary,
    payload: { transfer: ELSEWHERE, kind: 'MATTER', to: 'FD', department: ANOTHER, decision: 'D-2026-4' },
    leaves: ['TransferRedecided'],
    opens: ['T-0703/transfer-sending.2 null'],
    closes: ['T-0703/transfer-sending SUPERSEDED'],
    again: ['J-V.4a', 'DecidedOtherwise'],
    may: COMMITTEE,
    whoClause: 'J-V.4a',
    gates: [
      {
        because: 'it stays with the department that it names',
        with: { department: BUREAU },
        clause: 'J-V.4a',
        missing: 'DecidedOtherwise',
      },
      {
        because: 'nobody holds the post of that department',
        with: { department: 'O-NOBODY' },
        clause: 'J-V.4f',
        missing: 'DepartmentHeld',
      },
      {
        because: 'the organisation department is none',
        with: { to: 'OD' },
        clause: 'J-V.4a',
        missing: 'DepartmentIsFunctional',
      },
    ],
  }),
  row('decide-transfer', {
    as: 'that was returned',
    given: returned,
    by: secretary,
    payload: { transfer: MATTER, kind: 'CLUE', to: 'DISC', decision: 'D-2026-4' },
    leaves: ['TransferRedecided'],
    opens: ['T-0702/transfer-sending.2 null'],
    closes: ['T-0702/transfer-redirection SUPERSEDED'],
    again: ['J-V.4a', 'DecidedOtherwise'],
    may: COMMITTEE,
    whoClause: 'J-V.4a',
    gates: [
      unknownTransfer,
      { because: 'a clue goes to nobody else', with: { to: 'OD' }, clause: 'J-V.4a', missing: 'AddresseeOfKind' },
      {
        because: 'it stays the matter that it is',
        with: { kind: 'MATTER', to: 'OD' },
        clause: 'J-V.4a',
        missing: 'DecidedOtherwise',
      },
      {
        because: 'its addressee has it',
        given: () => aRound().withTransfersReceived(),
        clause: 'J-V.4h',
        missing: 'TransferWithNobody',
      },
      {
        because: 'it is on its way',
        given: () => aRound().withTransfersSent(),
        clause: 'J-V.4h',
        missing: 'TransferWithNobody',
      },
    ],
  }),
  row('decide-transfer', {
    as: 'that was not sent yet',
    given: () => aRound().decided(),
    by: secretary,
    payload: { transfer: CLUE, kind: 'MATTER', to: 'FD', decision: 'D-2026-4' },
    leaves: ['TransferRedecided'],
    opens: ['T-0701/transfer-sending.2 null'],
    closes: ['T-0701/transfer-sending SUPERSEDED'],
    again: ['J-V.4a', 'DecidedOtherwise'],
    may: COMMITTEE,
    whoClause: 'J-V.4a',
    gates: [],
  }),
  row('accept-transfer', {
    given: () => aRound().withTransfersFedBack(),
    by: office,
    payload: { transfer: CLUE },
    leaves: ['TransferAccepted'],
    again: ['J-V.4h', 'TransferFedBack'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownTransfer,
      {
        because: 'no outcome was fed back',
        given: () => aRound().withTransfersHandled(),
        clause: 'J-V.4h',
        missing: 'TransferFedBack',
      },
    ],
  }),
  row('ask-more', {
    given: () => aRound().withTransfersFedBack(),
    by: office,
    payload: { transfer: CLUE, reason: prose('too thin') },
    leaves: ['MoreAsked'],
    opens: ['T-0701/transfer-more null'],
    again: ['J-V.4h', 'TransferFedBack'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      unknownTransfer,
      {
        because: 'its outcome has been accepted',
        given: () => aRound().withTransfersAccepted(),
        clause: 'J-V.4h',
        missing: 'TransferFedBack',
      },
    ],
  }),
];

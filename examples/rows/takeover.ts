/** Taking over a round that was begun on paper. */
import { aPerson, leader, office, secretary } from '../story/registry.ts';
import { aRound, FIRST_MORNING, type Story } from '../story.ts';
import { aDocument } from '../story/telling.ts';
import { prose } from '../story/prose.ts';
import { newLeader } from './members.ts';
import { CLUE, COMMITTEE, OFFICE, O, row, type Row, TODAY } from './row.ts';

const entering = () => aRound({ takeover: true });
/** A member of the team that is still on site sits in a team of another round by now. */
const onSiteElsewhere = (): Story =>
  entering()
    .entered()
    .varied((registry) => ({
      ...registry,
      people: {
        ...registry.people,
        'P-INSPECTOR': aPerson('P-INSPECTOR', ['TALENT'], { seat: { round: 'R-2026-02', team: 'TEAM-9' } }),
      },
    }));
const onPaper = { document: aDocument, on: TODAY };
const noPaper = {
  because: 'the paper is not named',
  with: { document: undefined },
  missing: 'PaperNamed',
} as const;
const tooLate = {
  because: 'it happened on the day on which the round was entered here',
  given: () => aRound({ takeover: true, enteredAt: FIRST_MORNING }),
  missing: 'PaperBeforeEntry',
} as const;
const noDay = { because: 'the day on the paper is missing', with: { on: undefined }, missing: 'DayOnPaper' } as const;

export const takeover: readonly Row[] = [
  row('go-live', {
    given: entering,
    by: office,
    payload: {},
    leaves: ['ActProposed'],
    opens: ['PROPOSAL-2/confirmation null'],
    again: 'allowed',
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      { because: 'the round was begun here', given: aRound, clause: 'J-V.4h', missing: 'HistoryBeingEntered' },
      {
        because: 'the round ended on paper',
        given: () => entering().closed(),
        clause: 'J-V.4h',
        missing: 'RoundOpen',
      },
      {
        because: 'a member of a team on site sits in another team',
        given: onSiteElsewhere,
        clause: 'J-I.3c',
        missing: 'FreeAtThatTime',
      },
    ],
  }),

  // Whoever may do a thing may enter it; beside them the office may enter everything.
  row('approve-round', {
    as: 'from paper',
    given: entering,
    by: office,
    payload: { decision: 'D-2026-1', ...onPaper },
    leaves: ['RoundApproved', 'PaperNamed'],
    opens: ['FIL-ARRANGEMENT-0001/filing-arrangement null'],
    again: ['J-VI.2c', 'RoundNotYetApproved'],
    may: [...COMMITTEE, ...OFFICE],
    whoClause: 'J-VI.2c',
    gates: [
      { ...noDay, clause: 'J-VI.2c' },
      { ...noPaper, clause: 'J-VI.2c' },
      { ...tooLate, clause: 'J-VI.2c' },
      {
        because: 'a paper is named where nothing is entered from paper',
        given: aRound,
        by: secretary,
        clause: 'J-VI.2c',
        missing: 'HistoryBeingEntered',
      },
    ],
  }),
  row('enter', {
    as: 'from paper',
    given: () => entering().withNotice().undertakingsSigned(),
    by: office,
    payload: { organisation: O, on: TODAY },
    leaves: ['TeamEntered'],
    again: ['J-III.3a', 'TeamNotYetEntered'],
    may: ['TL', ...OFFICE],
    whoClause: 'J-III.3c',
    gates: [
      { ...noDay, clause: 'J-III.3c' },
      {
        because: 'the leader was replaced, and the new one is not authorised',
        given: () => entering().withNotice().undertakingsSigned().does(office, 'replace-member', newLeader),
        clause: 'J-III.3c',
        missing: 'LeaderAuthorized',
      },
    ],
  }),
  row('sign-undertaking', {
    as: 'from paper',
    given: () => entering().withTeam(),
    by: office,
    payload: { person: leader, on: TODAY },
    leaves: ['UndertakingSigned'],
    again: ['J-V.5e', 'UndertakingNotYetSigned'],
    may: ['TL', ...OFFICE],
    whoClause: 'J-V.5e',
    gates: [{ ...noDay, clause: 'J-V.5e' }],
  }),
  row('give-feedback', {
    as: 'from paper, without its copies',
    given: () => entering().decided(),
    by: office,
    payload: { organisation: O, to: 'PRINCIPAL', content: prose('feedback'), on: TODAY },
    leaves: ['FeedbackGiven'],
    opens: ['O-07/receipt-principal null'],
    again: ['J-V.4a', 'FeedbackNotYetGiven'],
    may: ['TL', ...OFFICE],
    whoClause: 'J-V.4a',
    gates: [{ ...noDay, clause: 'J-V.4a' }],
  }),
  row('sign-feedback', {
    as: 'from paper',
    given: () => entering().withFeedbackGiven(),
    by: office,
    payload: { organisation: O, as: 'PRINCIPAL', ...onPaper },
    leaves: ['FeedbackSigned', 'PaperNamed'],
    closes: ['O-07/receipt-principal MET'],
    again: ['J-V.4d', 'FeedbackNotYetSigned'],
    may: ['PRINCIPAL', ...OFFICE],
    whoClause: 'J-V.4d',
    gates: [
      { ...noDay, clause: 'J-V.4d' },
      { ...noPaper, clause: 'J-V.4d' },
    ],
  }),
  row('set-disposal', {
    as: 'from paper',
    given: () => entering().withTransfersReceived(),
    by: office,
    payload: { transfer: CLUE, disposal: 'PRELIMINARY_CHECK', form: 2, ...onPaper },
    leaves: ['DisposalSet', 'PaperNamed', 'ActEntered'],
    opens: [`PROPOSAL-${entering().withTransfersReceived().round.sequence + 3}/confirmation null`],
    again: 'allowed',
    may: ['DISCIPLINE_ORGAN', ...OFFICE],
    whoClause: 'J-V.5b',
    gates: [
      { ...noDay, clause: 'J-V.4e' },
      { ...noPaper, clause: 'J-V.4e' },
      {
        because: 'the round has gone live: the office decides no clue',
        given: () => entering().withTransfersReceived().does(office, 'go-live', {}).confirmed(secretary),
        clause: 'J-V.5b',
        missing: 'post',
      },
    ],
  }),
];

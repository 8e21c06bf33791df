/** Working papers. */
import { aPaper } from '../story/stay.ts';
import { aRound } from '../story.ts';
import { leader, office } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { O, row, tied, unknownOrganisation, type Row } from './row.ts';

export const PAPER = 'PAPER-1';
export const unknownPaper = {
  because: 'there is no such paper',
  with: { paper: 'PAPER-99' },
  clause: 'J-V.1b',
  missing: 'PaperInRound',
} as const;
const withdrawn = () =>
  aRound()
    .withPaper(PAPER)
    .does(leader, 'withdraw-paper', { paper: PAPER, reason: prose('mistaken') })
    .confirmed('P-DEPUTY');
const gone = {
  because: 'it has been withdrawn',
  given: withdrawn,
  clause: 'J-V.1b',
  missing: 'PaperNotWithdrawn',
} as const;

const reported = (used: readonly string[]) => () =>
  aRound()
    .withPaper(PAPER)
    .withdrawn()
    .does(leader, 'submit-report', {
      organisation: O,
      used,
      unused: used.length > 0 ? [] : [{ paper: PAPER, reason: prose('not proved') }],
      content: prose('report'),
    });

export const papers: readonly Row[] = [
  row('open-paper', {
    given: () => aRound().entered(),
    by: 'P-INSPECTOR',
    payload: aPaper(PAPER, O),
    leaves: ['ActProposed'],
    opens: ['PROPOSAL-11/confirmation null'],
    again: 'allowed',
    may: ['INS', 'TDL', 'TL'],
    whoClause: 'J-I.3d',
    gates: [
      {
        because: 'whoever opens it has come to be tied to the organisation',
        given: () => tied(aRound().entered(), 'P-INSPECTOR'),
        clause: 'J-III.4a',
        missing: 'Recused',
      },
      {
        because: 'whoever opens it came later, and has not signed the undertaking',
        given: () =>
          aRound()
            .entered()
            .does(office, 'replace-member', {
              team: 'TEAM-1',
              out: 'P-INSPECTOR',
              in: 'P-INSPECTOR-2',
              reason: prose('ill'),
            }),
        by: 'P-INSPECTOR-2',
        clause: 'J-V.5e',
        missing: 'UndertakingSigned',
      },
      {
        because: 'the leader’s authorization has ended',
        given: () => aRound().entered().at('2026-09-03T02:00:00.000Z'),
        clause: 'J-III.3c',
        missing: 'WithinAuthorization',
      },
      {
        because: 'it is said to be of the last day, and entered four days later',
        given: () => aRound().entered().at('2026-09-06T02:00:00.000Z'),
        with: { on: '2026-09-02' },
        clause: 'J-III.3c',
        missing: 'WithinAuthorization',
      },
      unknownOrganisation,
      {
        because: 'the team has not entered',
        given: () => aRound().withNotice().undertakingsSigned(),
        clause: 'J-III.3c',
        missing: 'TeamEntered',
      },
      {
        because: 'the team has withdrawn',
        given: () => aRound().withdrawn(),
        clause: 'J-III.3d',
        missing: 'TeamStillOnSite',
      },
      {
        because: 'the category belongs to another area',
        with: { area: 'LEAD' },
        clause: 'J-I.3b',
        missing: 'CategoryOfArea',
      },
      {
        because: 'no area has such a category',
        with: { category: 'CLEAN-5' },
        clause: 'J-I.3b',
        missing: 'CategoryOfArea',
      },
      {
        because: 'the code is taken',
        given: () => aRound().withPaper(PAPER, 'DRAFT'),
        clause: 'J-V.5d',
        missing: 'FreshCode',
      },
      { because: 'there is no evidence', with: { evidence: [] }, clause: 'J-I.3d', missing: 'PaperEvidence' },
    ],
  }),
  row('review-paper', {
    given: () => aRound().withPaper(PAPER, 'DRAFT'),
    by: leader,
    payload: { paper: PAPER },
    leaves: ['PaperReviewed'],
    again: ['J-III.3d', 'PaperNotYetReviewed'],
    may: ['TL'],
    whoClause: 'J-III.3d',
    gates: [unknownPaper, gone],
  }),
  row('sign-paper', {
    given: () => aRound().withPaper(PAPER, 'TEAM_REVIEWED'),
    by: leader,
    payload: { paper: PAPER },
    leaves: ['PaperSigned'],
    again: ['J-III.3d', 'PaperNotYetSigned'],
    may: ['TL'],
    whoClause: 'J-III.3d',
    gates: [
      unknownPaper,
      gone,
      {
        because: 'the team meeting has not reviewed it',
        given: () => aRound().withPaper(PAPER, 'DRAFT'),
        clause: 'J-III.3d',
        missing: 'PaperReviewed',
      },
    ],
  }),
  row('withdraw-paper', {
    given: () => aRound().withPaper(PAPER),
    by: leader,
    payload: { paper: PAPER, reason: prose('mistaken') },
    leaves: ['ActProposed'],
    opens: ['PROPOSAL-16/confirmation null'],
    again: 'allowed',
    may: ['TL'],
    whoClause: 'J-III.3d',
    gates: [
      unknownPaper,
      { because: 'the report used it', given: reported([PAPER]), clause: 'J-V.1b', missing: 'PaperNotYetReported' },
      {
        because: 'the report says why it was not used',
        given: reported([]),
        clause: 'J-V.1b',
        missing: 'PaperNotYetReported',
      },
    ],
  }),
];

/** On site. */
import { aRound } from '../story.ts';
import { leader, office, secretary } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { withItem } from './immediate.ts';
import { O, OFFICE, row, unknownOrganisation, type Row, seats } from './row.ts';

/** Each member’s, the leader’s own by the office. */
const appraisals = [seats.TL, seats.TDL, seats.INS].map((person) => `${person}/appraisal null`);

const ofNextYear = () =>
  aRound()
    .withTeam()
    .does(secretary, 'authorize-leader', {
      team: 'TEAM-1',
      decision: 'D-2026-2',
      organisations: [O],
      from: '2027-01-01',
      to: '2027-06-30',
    });

export const stay: readonly Row[] = [
  row('publish-entry-notice', {
    given: () => aRound().mobilised(),
    by: office,
    payload: { organisation: O, channels: ['LETTER', prose('a wall')], intakeClosesOn: '2026-05-02' },
    leaves: ['EntryNoticePublished'],
    again: ['J-I.3e', 'NoticeNotYetPublished'],
    may: OFFICE,
    whoClause: 'J-I.3e',
    gates: [
      unknownOrganisation,
      {
        because: 'the round is not mobilised',
        given: () => aRound().authorised(),
        clause: 'J-III.3c',
        missing: 'RoundMobilised',
      },
      {
        because: 'the intake closes before it opens',
        with: { intakeClosesOn: '2026-03-01' },
        clause: 'J-I.3e',
        missing: 'IntakeOpenAfterNotice',
      },
    ],
  }),
  row('enter', {
    given: () => aRound().withNotice().undertakingsSigned(),
    by: leader,
    payload: { organisation: O },
    leaves: ['TeamEntered'],
    again: ['J-III.3a', 'TeamNotYetEntered'],
    may: ['TL'],
    whoClause: 'J-III.3c',
    gates: [
      unknownOrganisation,
      {
        because: 'the leader is not authorised',
        given: () => aRound().undertakingsSigned(),
        clause: 'J-III.3c',
        missing: 'LeaderAuthorized',
      },
      {
        because: 'the notice is not published',
        given: () => aRound().mobilised().undertakingsSigned(),
        clause: 'J-I.3e',
        missing: 'EntryNoticePublished',
      },
      {
        because: 'a member has been suspended',
        given: () => aRound().withNotice().undertakingsSigned().suspending('P-INSPECTOR'),
        clause: 'J-III.4d',
        missing: 'NotSuspended',
      },
      {
        because: 'a member has not signed the undertaking',
        given: () => aRound().withNotice().does(leader, 'sign-undertaking', { person: leader }),
        clause: 'J-V.5e',
        missing: 'UndertakingSigned',
      },
      {
        because: 'the authorisation has not begun',
        given: () => ofNextYear().withNotice().undertakingsSigned(),
        clause: 'J-III.3c',
        missing: 'WithinAuthorization',
      },
      {
        because: 'the authorisation is over',
        given: () => ofNextYear().withNotice().undertakingsSigned().at('2027-07-01T02:00:00.000Z'),
        clause: 'J-III.3c',
        missing: 'WithinAuthorization',
      },
    ],
  }),
  row('withdraw-team', {
    given: () => aRound().entered(),
    by: leader,
    payload: { organisation: O },
    leaves: ['TeamWithdrawn'],
    opens: ['O-07/inspection-report null', ...appraisals],
    again: ['J-III.3d', 'TeamStillOnSite'],
    may: ['TL'],
    whoClause: 'J-III.3d',
    gates: [
      unknownOrganisation,
      {
        because: 'the leader has been suspended',
        given: () => aRound().entered().suspending('P-LEADER'),
        clause: 'J-III.4d',
        missing: 'NotSuspended',
      },
      {
        because: 'the team has not entered',
        given: () => aRound().withNotice().undertakingsSigned(),
        clause: 'J-III.3c',
        missing: 'TeamEntered',
      },
      {
        because: 'an immediate item has not been signed for',
        given: () => withItem('ISSUED'),
        clause: 'J-V.4b',
        missing: 'ItemAnswered',
      },
      {
        because: 'an immediate item has been signed for, and not answered',
        given: () => withItem('SIGNED_FOR'),
        clause: 'J-V.4b',
        missing: 'ItemAnswered',
      },
    ],
  }),
  row('withdraw-team', {
    as: 'with a reason, though an immediate item is unanswered',
    given: () => withItem('ISSUED'),
    by: leader,
    payload: { organisation: O, reason: prose('the stay is over') },
    leaves: ['TeamWithdrawn'],
    opens: ['O-07/inspection-report null', ...appraisals],
    again: ['J-III.3d', 'TeamStillOnSite'],
    may: ['TL'],
    whoClause: 'J-III.3d',
    gates: [],
  }),
];

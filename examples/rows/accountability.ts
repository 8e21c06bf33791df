/** Referrals, retaliation, and what an earlier round missed. */
import { aRound, type Story } from '../story.ts';
import { addressee } from '../story/feedback.ts';
import { evidence, prose } from '../story/prose.ts';
import { office, secretary } from '../story/registry.ts';
import { theReporter } from '../story/telling.ts';
import { O, OFFICE, roundGone, row, unknownOrganisation, type Row } from './row.ts';

const referral = 'REF-0001';
const raised = {
  organisation: O,
  trigger: 'T2',
  evidence: [evidence('one')],
  content: prose('referral'),
} as const;
/** Before a team stands, its leader may refer nobody. */
const given = () => aRound().withTeam().does(office, 'raise-referral', raised);
const accepted = () => given().does(secretary, 'accept-referral', { referral });
const declined = () => given().does(secretary, 'decline-referral', { referral, reason: prose('thin') });
const retaliation = () =>
  aRound().does(theReporter, 'report-retaliation', { content: prose('retaliation'), reporter: prose('reporter') });
const unknownReferral = {
  because: 'there is no such referral',
  with: { referral: 'REF-9999' },
  clause: 'J-VI.4b',
  missing: 'ReferralInRound',
} as const;
const notYet = (because: string, story: () => Story) =>
  ({ because, given: story, clause: 'J-VI.4b', missing: 'ReferralNotYetDecided' }) as const;

export const accountability: readonly Row[] = [
  row('raise-referral', {
    given: () => aRound().authorised().undertakingsSigned(),
    by: office,
    payload: raised,
    leaves: ['ReferralRaised'],
    again: 'allowed',
    may: [...OFFICE, 'TL'],
    whoClause: 'J-VI.4b',
    gates: [
      unknownOrganisation,
      { because: 'the round has not been approved', given: aRound, clause: 'J-VI.2c', missing: 'RoundApproved' },
      { because: 'there is no evidence', with: { evidence: [] }, clause: 'J-VI.4b', missing: 'ReferralEvidence' },
    ],
  }),
  row('accept-referral', {
    given,
    by: secretary,
    payload: { referral },
    leaves: ['ReferralAccepted'],
    opens: ['REF-0001/referral-outcome null'],
    again: ['J-VI.4b', 'ReferralNotYetDecided'],
    may: ['LG_LEADER'],
    whoClause: 'J-VI.4b',
    gates: [unknownReferral, notYet('it has been declined', declined)],
  }),
  row('decline-referral', {
    given,
    by: secretary,
    payload: { referral, reason: prose('thin') },
    leaves: ['ReferralDeclined'],
    again: ['J-VI.4b', 'ReferralNotYetDecided'],
    may: ['LG_LEADER'],
    whoClause: 'J-VI.4b',
    gates: [unknownReferral, notYet('it has been accepted', accepted)],
  }),
  row('record-referral-outcome', {
    given: accepted,
    by: addressee.DISC,
    payload: { referral, content: prose('outcome') },
    leaves: ['ReferralOutcomeRecorded'],
    closes: ['REF-0001/referral-outcome MET'],
    again: ['J-VI.4b', 'ReferralAccepted'],
    may: ['DISCIPLINE_ORGAN'],
    whoClause: 'J-VI.4b',
    gates: [
      unknownReferral,
      { because: 'it has not been accepted', given, clause: 'J-VI.4b', missing: 'ReferralInRound' },
      { because: 'it has been declined', given: declined, clause: 'J-VI.4b', missing: 'ReferralInRound' },
      {
        because: 'it is protected, and not yet accepted',
        given: retaliation,
        with: { referral: 'PREF-0001' },
        clause: 'J-VI.4b',
        missing: 'ReferralInRound',
      },
    ],
  }),
  // Nobody may by name, whatever their post; everybody may under protection.
  row('report-retaliation', {
    given: aRound,
    by: theReporter,
    payload: { organisation: O, content: prose('retaliation'), reporter: prose('reporter') },
    leaves: ['RetaliationReported'],
    again: 'allowed',
    may: [],
    whoClause: 'J-VI.4b',
    gates: [
      unknownOrganisation,
      { ...roundGone, clause: 'J-VI.4b', missing: 'RoundOpenToReports' },
      {
        because: 'the reporter has not been sealed',
        with: { reporter: undefined },
        clause: 'J-VI.4b',
        missing: 'ReporterSealed',
      },
      { because: 'it is reported by name', by: 'P-INSPECTOR', clause: 'J-VI.4b', missing: 'post' },
    ],
  }),

  row('link-missed-finding', {
    given: aRound,
    by: office,
    payload: { organisation: O, earlierRound: 'R-2025-09', source: 'ROUND', content: prose('missed') },
    leaves: ['MissedFindingLinked'],
    again: 'allowed',
    may: OFFICE,
    whoClause: 'J-V.1a',
    gates: [
      roundGone,
      { ...unknownOrganisation, because: 'this round exposed it, and does not inspect the organisation' },
      {
        because: 'there is no such round',
        with: { earlierRound: 'R-2020-99' },
        clause: 'J-V.1a',
        missing: 'EarlierRoundOfCommittee',
      },
      {
        because: 'the round is another committee’s',
        with: { earlierRound: 'R-2025-88' },
        clause: 'J-V.1a',
        missing: 'EarlierRoundOfCommittee',
      },
      {
        because: 'the round is this one',
        with: { earlierRound: 'R-2026-01' },
        clause: 'J-V.1a',
        missing: 'EarlierRoundOfCommittee',
      },
      {
        because: 'the results of the earlier round were never decided',
        with: { organisation: 'O-08', source: 'AUDIT' },
        clause: 'J-V.1a',
        missing: 'CoveredByEarlierRound',
      },
    ],
  }),
];

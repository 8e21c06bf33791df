/** Closing. */
import { aRound, type Story } from '../story.ts';
import { evidence, prose } from '../story/prose.ts';
import { office, secretary, upper } from '../story/registry.ts';
import { live } from './confirmation.ts';
import { withItem } from './immediate.ts';
import { F1, liaison, O, OFFICE, row, type Row, appraisalsOf } from './row.ts';
import { drawn, evaluated, longTerm, poor, verified } from './verification.ts';
import type { FactName } from '../../domain/wordings.ts';

const notLanded = (because: string, missing: FactName, given: () => Story) => ({
  because,
  given,
  clause: 'J-V.4h' as const,
  missing,
});
const unfiled = () => aRound().withTransfersAccepted().withFindingsAccepted().withReport1().withReport2().disclosed();
const referred = (trigger: 'T4' | 'T5') =>
  aRound()
    .landed()
    .does(office, 'raise-referral', {
      organisation: O,
      trigger,
      evidence: [evidence('one')],
      content: prose('referral'),
    });

export const closing: readonly Row[] = [
  row('close-round', {
    given: () => aRound().landed(),
    by: office,
    payload: {},
    leaves: ['RoundClosed'],
    closes: [
      ...['DISC', 'OD', 'TL'].map((reviewer) => `O-07/report-opinion/${reviewer} SUPERSEDED`),
      ...appraisalsOf('SUPERSEDED'),
    ],
    again: ['J-V.4h', 'RoundOpen'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      notLanded('the discipline organ has not confirmed what was entered for it', 'EnteredConfirmed', live),
      notLanded('nothing is decided', 'ResultsDecided', aRound),
      notLanded('a finding has not landed', 'FindingAccepted', () =>
        aRound().withTransfersAccepted().withItemsDone().withReport1().withReport2().disclosed(),
      ),
      notLanded('a transfer has not landed', 'TransferAccepted', () =>
        aRound().withTransfersFedBack().withFindingsAccepted().withReport1().withReport2().disclosed(),
      ),
      notLanded('the rectification report is not in', 'RectificationReportSubmitted', () =>
        aRound().withTransfersAccepted().withFindingsAccepted().withReport2(),
      ),
      notLanded("the principal's report is not in", 'PrincipalReportSubmitted', () =>
        aRound().withTransfersAccepted().withFindingsAccepted().disclosed(),
      ),
      notLanded('an immediate item is answered, and not confirmed', 'ItemConfirmed', () => withItem('DONE').landed()),
      notLanded('a later report on a long-term finding is owed', 'SubsequentReported', longTerm),
      notLanded('a finding that was drawn has not been verified', 'VerificationRecorded', drawn),
      notLanded('a verification failed, and nothing was drawn since', 'VerificationDrawn', () =>
        verified(drawn(), F1, false),
      ),
      notLanded('an evaluation failed, and the second report is not in', 'SecondReportSubmitted', () =>
        evaluated(aRound().landed(), poor),
      ),
      notLanded('the second report is in, and not evaluated', 'EvaluationPassed', () =>
        evaluated(aRound().landed(), poor).does(liaison, 'submit-report-1', {
          organisation: O,
          content: prose('again'),
        }),
      ),
      notLanded('nothing is disclosed', 'Disclosed', () =>
        aRound().withTransfersAccepted().withFindingsAccepted().withReport1().withReport2(),
      ),
      notLanded('a referral is undecided', 'ReferralLanded', () => referred('T5')),
      notLanded('a referral has no outcome', 'ReferralLanded', () =>
        referred('T5').does(secretary, 'accept-referral', { referral: 'REF-0001' }),
      ),
      notLanded('a protected referral is undecided', 'ProtectedReferralLanded', () => referred('T4')),
      notLanded('a protected referral has no outcome', 'ProtectedReferralLanded', () =>
        referred('T4').does(secretary, 'accept-referral', { referral: 'PREF-0001' }),
      ),
      notLanded('a filing has not been sent', 'FilingReceipted', () => unfiled()),
      notLanded('a filing has not been signed for', 'FilingReceipted', () =>
        unfiled().does(office, 'file-upward', { filing: 'FIL-APPOINTMENT-0001', content: prose('filing') }),
      ),
      notLanded('guidance has not been answered', 'GuidanceAnswered', () =>
        aRound()
          .landed()
          .does(upper, 'guide', { content: prose('guidance') }),
      ),
    ],
  }),
];

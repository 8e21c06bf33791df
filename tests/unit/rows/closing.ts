/** Closing. */
import type { FactName } from '../../../domain/refusals.ts';
import { aRound, office, type Story } from '../../support/rounds.ts';
import { withItem } from './immediate.ts';
import { OFFICE, row, type Row } from './row.ts';

const notLanded = (because: string, missing: FactName, given: () => Story) => ({
  because,
  given,
  clause: 'J-V.4h' as const,
  missing,
});
export const closing: readonly Row[] = [
  row('close-round', {
    given: () => aRound().landed(),
    by: office,
    payload: {},
    leaves: ['RoundClosed'],
    again: ['J-V.4h', 'RoundOpen'],
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
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
      notLanded('nothing is disclosed', 'Disclosed', () =>
        aRound().withTransfersAccepted().withFindingsAccepted().withReport1().withReport2(),
      ),
    ],
  }),
];

/** Disclosure and exemption. */
import { aRound } from '../story.ts';
import { prose } from '../story/prose.ts';
import { secretary } from '../story/registry.ts';
import { F1, O, ORGANISATION, TODAY, liaison, row, unknownOrganisation, type Row } from './row.ts';
import { disclosureScopes } from '../../domain/vocabulary.ts';

const notice = {
  organisation: O,
  channel: 'ONLINE',
  from: TODAY,
  to: '2026-03-17',
  content: prose('disclosed'),
} as const;
export const disclosure: readonly Row[] = disclosureScopes.flatMap((scope): Row[] => [
  row('disclose', {
    as: scope,
    given: () => aRound().withReport1(),
    by: liaison,
    payload: { ...notice, scope },
    leaves: ['Disclosed'],
    again: ['J-V.4c', 'NotYetDisclosed'],
    may: ORGANISATION,
    whoClause: 'J-V.4c',
    gates: [
      unknownOrganisation,
      {
        because: 'the rectification report is not in',
        given: () => aRound().withReport2(),
        clause: 'J-V.4d',
        missing: 'RectificationReportSubmitted',
      },
      { because: 'it ends before it begins', with: { to: '2026-03-01' }, clause: 'J-V.4c', missing: 'PeriodInOrder' },
      {
        because: 'it is exempt',
        given: () =>
          aRound()
            .withReport1()
            .does(secretary, 'exempt-disclosure', { organisation: O, scope, reason: prose('why') }),
        clause: 'J-V.4c',
        missing: 'NotYetDisclosed',
      },
    ],
  }),
  row('exempt-disclosure', {
    as: `${scope}, as a whole`,
    given: () => aRound().withReport1(),
    by: secretary,
    payload: { organisation: O, scope, reason: prose('why') },
    leaves: ['DisclosureExempted'],
    again: ['J-V.4c', 'NotYetDisclosed'],
    may: ['LG_LEADER'],
    whoClause: 'J-V.4c',
    gates: [
      unknownOrganisation,
      {
        because: 'it has been disclosed',
        given: () => aRound().disclosed(),
        clause: 'J-V.4c',
        missing: 'NotYetDisclosed',
      },
    ],
  }),
  row('exempt-disclosure', {
    as: `${scope}, one finding`,
    given: () => aRound().withReport1(),
    by: secretary,
    payload: { organisation: O, scope, finding: F1, reason: prose('why') },
    leaves: ['DisclosureExempted'],
    again: ['J-V.4c', 'FindingNotYetExempt'],
    may: ['LG_LEADER'],
    whoClause: 'J-V.4c',
    gates: [
      {
        because: 'the finding is another organisation’s',
        given: () => aRound({ organisations: 2 }).withReport1(),
        with: { finding: 'F-0801' },
        clause: 'J-V.4c',
        missing: 'FindingOfOrganisation',
      },
    ],
  }),
]);

/** Material and support that is asked for. */
import { addressee } from '../story/feedback.ts';
import { aRound, type Story } from '../story.ts';
import { leader, office } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { liaison, O, OFFICE, ORGANISATION, roundGone, row, type Row } from './row.ts';

export const DUE = '2026-03-09';
export const asked = (from: string, dueOn?: string) =>
  aRound()
    .authorised()
    .undertakingsSigned()
    .does(office, 'request-material', { from, content: prose('material'), ...(dueOn ? { dueOn } : {}) });
export const supportAsked = () =>
  aRound()
    .authorised()
    .undertakingsSigned()
    .does(leader, 'request-support', { from: 'FD', content: prose('support'), dueOn: DUE });
const ofOrganisation = () => asked(O, DUE);
const provided = (story: Story) => () => story.does(liaison, 'provide-material', { request: 'M-0001' });

const requestGates = [
  { ...roundGone },
  {
    because: 'the round is not approved',
    given: aRound,
    clause: 'J-VI.2c' as const,
    missing: 'RoundApproved' as const,
  },
];
const unknown = (clause: 'J-V.3b' | 'J-VI.4a' | 'J-V.3c', request: string) => ({
  because: `${request} is no such request`,
  with: { request },
  clause,
  missing: 'RequestInRound' as const,
});
/** One request of each kind. */
const both = () => ofOrganisation().does(leader, 'request-support', { from: 'FD', content: prose('support') });

export const partnerRequests: readonly Row[] = [
  row('request-material', {
    as: 'of the organisation',
    given: () => aRound().authorised().undertakingsSigned(),
    by: leader,
    payload: { from: O, content: prose('material'), dueOn: DUE },
    leaves: ['MaterialRequested'],
    opens: [`M-0001/material ${DUE}`],
    again: 'allowed',
    may: [...OFFICE, 'TL'],
    whoClause: 'J-V.3b',
    gates: [
      ...requestGates.map((gate) => ({ ...gate, by: office })),
      {
        because: 'the organisation is not part of the round',
        with: { from: 'O-99' },
        clause: 'J-II.1',
        missing: 'OrganisationInRound',
      },
      {
        because: 'the day given has passed',
        with: { dueOn: '2026-03-01' },
        clause: 'J-V.3b',
        missing: 'DueAfterAsked',
      },
      {
        because: 'the leader is not authorised',
        given: () => aRound().withTeam().undertakingsSigned(),
        clause: 'J-III.3c',
        missing: 'LeaderAuthorized',
      },
    ],
  }),
  row('request-material', {
    as: 'of a department, without a day',
    given: () => aRound().authorised().undertakingsSigned(),
    by: office,
    payload: { from: 'DISC', content: prose('material') },
    leaves: ['MaterialRequested'],
    opens: ['M-0001/material-disc null'],
    again: 'allowed',
    may: [...OFFICE, 'TL'],
    whoClause: 'J-V.3b',
    gates: requestGates,
  }),
  row('provide-material', {
    as: 'by the organisation',
    given: ofOrganisation,
    by: liaison,
    payload: { request: 'M-0001' },
    leaves: ['MaterialProvided'],
    closes: ['M-0001/material MET'],
    again: ['J-VI.4a', 'NotYetProvided'],
    may: ORGANISATION,
    whoClause: 'J-VI.4a',
    gates: [unknown('J-V.3b', 'M-0002'), { ...unknown('J-VI.4a', 'S-0001'), given: both, by: addressee.FD }],
  }),
  row('provide-material', {
    as: 'by a department',
    given: () => asked('OD', DUE),
    by: addressee.OD,
    payload: { request: 'M-0001' },
    leaves: ['MaterialProvided'],
    closes: ['M-0001/material-od MET'],
    again: ['J-VI.4a', 'NotYetProvided'],
    may: ['ORGANISATION_DEPARTMENT'],
    whoClause: 'J-VI.4a',
    gates: [unknown('J-V.3b', 'M-0002')],
  }),
  row('refuse-material', {
    given: ofOrganisation,
    by: liaison,
    payload: { request: 'M-0001', reason: prose('no') },
    leaves: ['MaterialRefused'],
    closes: ['M-0001/material SUPERSEDED'],
    again: ['J-VI.4a', 'NotYetRefused'],
    may: ORGANISATION,
    whoClause: 'J-VI.4a',
    gates: [
      unknown('J-V.3b', 'M-0002'),
      {
        because: 'it has been provided',
        given: provided(ofOrganisation()),
        clause: 'J-VI.4a',
        missing: 'NotYetProvided',
      },
    ],
  }),
  row('request-support', {
    given: () => aRound().authorised().undertakingsSigned(),
    by: leader,
    payload: { from: 'FD', content: prose('support'), dueOn: DUE },
    leaves: ['SupportRequested'],
    opens: [`S-0001/support ${DUE}`],
    again: 'allowed',
    may: [...OFFICE, 'TL'],
    whoClause: 'J-V.3c',
    gates: [
      ...requestGates.map((gate) => ({ ...gate, by: office })),
      {
        because: 'the day given has passed',
        with: { dueOn: '2026-03-01' },
        clause: 'J-V.3c',
        missing: 'DueAfterAsked',
      },
    ],
  }),
  row('give-support', {
    given: supportAsked,
    by: addressee.FD,
    payload: { request: 'S-0001' },
    leaves: ['SupportGiven'],
    closes: ['S-0001/support MET'],
    again: ['J-V.3c', 'NotYetProvided'],
    may: ['FUNCTIONAL_DEPARTMENT'],
    whoClause: 'J-V.3c',
    gates: [
      unknown('J-V.3b', 'S-0002'),
      {
        ...unknown('J-V.3c', 'M-0001'),
        given: () => supportAsked().does(office, 'request-material', { from: 'FD', content: prose('material') }),
      },
    ],
  }),
];

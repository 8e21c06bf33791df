/** Feedback and its receipts. */
import type { Pack } from '../../domain/policy/pack.ts';
import { aRound } from '../story.ts';
import { leader, office } from '../story/registry.ts';
import { evidence, prose } from '../story/prose.ts';
import { answered, REQUEST, requested } from './instructions.ts';
import {
  liaison,
  NEXT_WEEK,
  O,
  OFFICE,
  ORGANISATION,
  principal,
  type Row,
  row,
  TODAY,
  unknownOrganisation,
} from './row.ts';

const givenTo = (to: 'PRINCIPAL' | 'BODY') =>
  aRound()
    .decided()
    .does(office, 'give-feedback', { organisation: O, to, content: prose('feedback') });

/** Given on Monday, and unsigned three days later, which are the days of this pack. */
export const unsigned = (pack: Partial<Pack> = { servedAfterDays: 3 }) =>
  aRound({ pack }).withFeedbackGiven().at('2026-03-05T02:00:00.000Z');
export const served = (as: 'PRINCIPAL' | 'BODY') =>
  ({ organisation: O, as, how: 'LEFT', witnesses: ['P-LEADER', 'P-NOBODY'], evidence: [evidence('photo')] }) as const;

export const feedback: readonly Row[] = [
  row('give-feedback', {
    as: 'the first, with copies',
    given: () => aRound().decided(),
    by: office,
    payload: { organisation: O, to: 'PRINCIPAL', content: prose('feedback') },
    leaves: ['FeedbackGiven', 'LetterWritten', 'LetterWritten', 'LetterWritten', 'LetterWritten'],
    opens: ['O-07/receipt-principal null'],
    again: ['J-V.4a', 'FeedbackNotYetGiven'],
    may: ['TL', ...OFFICE],
    whoClause: 'J-V.4a',
    gates: [
      unknownOrganisation,
      {
        because: 'the results are not decided',
        given: () => aRound().heard(),
        clause: 'J-V.4a',
        missing: 'ResultsDecided',
      },
      {
        because: 'the pack calls it major, and it names no request',
        given: () => aRound({ pack: { majorActs: ['give-feedback'] } }).decided(),
        clause: 'J-V.5c',
        missing: 'RequestApproved',
      },
      {
        because: 'the request that it names is not answered',
        given: () => requested('OUTGOING_TEXT', aRound().decided()),
        with: { request: REQUEST },
        clause: 'J-V.5c',
        missing: 'RequestApproved',
      },
      {
        because: 'the request that it names covers immediate items',
        given: () => answered('IMMEDIATE_ITEM', 'approve-request', aRound().decided()),
        with: { request: REQUEST },
        clause: 'J-V.5c',
        missing: 'RequestCovers',
      },
    ],
  }),
  row('give-feedback', {
    as: 'the second',
    given: () => givenTo('PRINCIPAL'),
    by: leader,
    payload: { organisation: O, to: 'BODY', content: prose('feedback') },
    leaves: ['FeedbackGiven'],
    opens: ['O-07/receipt-body null'],
    closes: ['O-07/feedback MET'],
    again: ['J-V.4a', 'FeedbackNotYetGiven'],
    may: ['TL', ...OFFICE],
    whoClause: 'J-V.4a',
    gates: [],
  }),
  row('sign-feedback', {
    as: 'the principal, first',
    given: () => aRound().withFeedbackGiven(),
    by: principal,
    payload: { organisation: O, as: 'PRINCIPAL' },
    leaves: ['FeedbackSigned'],
    closes: ['O-07/receipt-principal MET'],
    again: ['J-V.4d', 'FeedbackNotYetSigned'],
    may: ['PRINCIPAL'],
    whoClause: 'J-V.4d',
    gates: [
      unknownOrganisation,
      {
        because: 'only the other feedback is given',
        given: () => givenTo('BODY'),
        clause: 'J-V.4a',
        missing: 'FeedbackGiven',
      },
      {
        because: 'it is said to have been signed for longer ago than the pack lets',
        given: () => aRound().withFeedbackGiven().at(NEXT_WEEK),
        with: { on: TODAY },
        clause: 'J-V.4d',
        missing: 'WithinPaperDays',
      },
    ],
  }),
  row('sign-feedback', {
    as: 'the body, last: two clocks of two months run',
    given: () => aRound().withFeedbackGiven().does(principal, 'sign-feedback', { organisation: O, as: 'PRINCIPAL' }),
    by: liaison,
    payload: { organisation: O, as: 'BODY' },
    leaves: ['FeedbackSigned'],
    opens: ['O-07/report-1 2026-05-02', 'O-07/report-2 2026-05-02'],
    closes: ['O-07/receipt-body MET'],
    again: ['J-V.4d', 'FeedbackNotYetSigned'],
    may: ORGANISATION,
    whoClause: 'J-V.4d',
    gates: [
      { because: 'nothing is given', given: () => aRound().decided(), clause: 'J-V.4a', missing: 'FeedbackGiven' },
    ],
  }),
  row('serve-feedback', {
    as: 'on the principal, who does not sign',
    given: () => unsigned(),
    by: office,
    payload: served('PRINCIPAL'),
    leaves: ['FeedbackServed'],
    closes: ['O-07/receipt-principal MET'],
    again: ['J-V.4d', 'FeedbackNotYetSigned'],
    may: OFFICE,
    whoClause: 'J-V.4d',
    gates: [
      unknownOrganisation,
      { because: 'nothing is given', given: () => aRound().decided(), clause: 'J-V.4a', missing: 'FeedbackGiven' },
      {
        because: 'the principal has signed',
        given: () => unsigned().does(principal, 'sign-feedback', { organisation: O, as: 'PRINCIPAL' }),
        clause: 'J-V.4d',
        missing: 'FeedbackNotYetSigned',
      },
      {
        because: 'it has lain there for six days of seven',
        given: () => aRound().withFeedbackGiven().at('2026-03-08T02:00:00.000Z'),
        clause: 'J-V.4d',
        missing: 'UnsignedForDays',
      },
      {
        because: 'the pack knows no serving',
        given: () => unsigned({ servedAfterDays: undefined }),
        clause: 'J-V.4d',
        missing: 'ServingInPack',
      },
      {
        because: 'it is said to have been served longer ago than the pack lets',
        given: () => unsigned().at(NEXT_WEEK),
        with: { on: '2026-03-05' },
        clause: 'J-V.4d',
        missing: 'WithinPaperDays',
      },
      {
        because: 'one person witnesses it twice',
        with: { witnesses: ['P-LEADER', 'P-LEADER'] },
        clause: 'J-V.4d',
        missing: 'TwoWitnesses',
      },
      {
        because: 'whoever enters it is a witness',
        with: { witnesses: ['P-LEADER', office] },
        clause: 'J-V.4d',
        missing: 'TwoWitnesses',
      },
      {
        because: 'a witness is not in the registry',
        with: { witnesses: ['P-LEADER', 'P-UNKNOWN'] },
        clause: 'J-V.4d',
        missing: 'PersonInRegistry',
      },
      {
        because: 'a witness is of the inspected organisation',
        given: () => unsigned().withPostHeldBy('BODY_MEMBER', 'P-NOBODY'),
        clause: 'J-V.4d',
        missing: 'WitnessOutside',
      },
    ],
  }),
  row('serve-feedback', {
    as: 'on the body, last: two clocks of two months run',
    given: () => unsigned().does(principal, 'sign-feedback', { organisation: O, as: 'PRINCIPAL' }),
    by: office,
    payload: served('BODY'),
    leaves: ['FeedbackServed'],
    opens: ['O-07/report-1 2026-05-05', 'O-07/report-2 2026-05-05'],
    closes: ['O-07/receipt-body MET'],
    again: ['J-V.4d', 'FeedbackNotYetSigned'],
    may: OFFICE,
    whoClause: 'J-V.4d',
    gates: [],
  }),
];

/** 立行立改. */
import { aRound, type Story } from '../story.ts';
import { leader } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { answered, REQUEST, requested } from './instructions.ts';
import { liaison, O, ORGANISATION, row, type Row, unknownOrganisation } from './row.ts';

export const ITEM = 'I-1';
const issue = { item: ITEM, organisation: O, content: prose('item'), dueOn: '2026-03-20' };

/** An item brought as far as asked. */
export function withItem(state: 'ISSUED' | 'SIGNED_FOR' | 'DONE' | 'CONFIRMED', story = aRound().entered()): Story {
  const steps = [
    (told: Story) => told.does(leader, 'issue-immediate-item', issue),
    (told: Story) => told.does(liaison, 'sign-immediate-item', { item: ITEM }),
    (told: Story) => told.does(liaison, 'answer-immediate-item', { item: ITEM, content: prose('answer') }),
    (told: Story) => told.does(leader, 'confirm-immediate-item', { item: ITEM }),
  ];
  return steps
    .slice(0, ['ISSUED', 'SIGNED_FOR', 'DONE', 'CONFIRMED'].indexOf(state) + 1)
    .reduce((told, step) => step(told), story);
}

const unknownItem = {
  because: 'there is no such item',
  with: { item: 'I-99' },
  clause: 'J-V.4b',
  missing: 'ItemInRound',
} as const;
const confirmed = {
  because: 'it has been confirmed',
  given: () => withItem('CONFIRMED'),
  clause: 'J-V.4b',
  missing: 'ItemNotYetConfirmed',
} as const;
const outside = (because: string, dueOn: string) =>
  ({ because, with: { dueOn }, clause: 'J-V.4b', missing: 'DueInsideStay' }) as const;

export const immediateItems: readonly Row[] = [
  row('issue-immediate-item', {
    given: () => aRound().entered(),
    by: leader,
    payload: issue,
    leaves: ['ImmediateItemIssued', 'LetterWritten', 'LetterWritten'],
    opens: ['I-1/immediate-item 2026-03-20'],
    again: ['J-V.5d', 'FreshCode'],
    may: ['TL'],
    whoClause: 'J-V.4b',
    gates: [
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
      outside('its day is past', '2026-03-01'),
      outside('its day lies after the end of the stay', '2026-09-03'),
      {
        because: 'the pack calls it major, and it names no request',
        given: () => aRound({ pack: { majorActs: ['issue-immediate-item'] } }).entered(),
        clause: 'J-V.5c',
        missing: 'RequestApproved',
      },
      { because: 'it names an unknown request', with: { request: 'Q-99' }, clause: 'J-V.5c', missing: 'RequestRaised' },
      {
        because: 'the request that it names is not answered',
        given: () => requested('IMMEDIATE_ITEM'),
        with: { request: REQUEST },
        clause: 'J-V.5c',
        missing: 'RequestApproved',
      },
      {
        because: 'the request that it names was rejected',
        given: () => answered('MAJOR_POSITION', 'reject-request'),
        with: { request: REQUEST },
        clause: 'J-V.5c',
        missing: 'RequestApproved',
      },
      {
        because: 'the request that it names is about something else',
        given: () => answered('EXTEND_STAY', 'approve-request'),
        with: { request: REQUEST },
        clause: 'J-V.5c',
        missing: 'RequestCovers',
      },
      {
        because: 'the request that it names covers another item',
        given: () =>
          answered('IMMEDIATE_ITEM', 'approve-request').does(leader, 'issue-immediate-item', {
            ...issue,
            item: 'I-2',
            request: REQUEST,
          }),
        with: { request: REQUEST },
        clause: 'J-V.5c',
        missing: 'RequestNotYetUsed',
      },
    ],
  }),
  row('issue-immediate-item', {
    as: 'a major one, as instructed',
    given: () => answered('IMMEDIATE_ITEM', 'approve-request'),
    by: leader,
    payload: { ...issue, request: REQUEST },
    leaves: ['ImmediateItemIssued', 'LetterWritten', 'LetterWritten'],
    opens: ['I-1/immediate-item 2026-03-20'],
    again: ['J-V.5d', 'FreshCode'],
    may: ['TL'],
    whoClause: 'J-V.4b',
    gates: [],
  }),
  row('sign-immediate-item', {
    given: () => withItem('ISSUED'),
    by: liaison,
    payload: { item: ITEM },
    leaves: ['ImmediateItemSigned'],
    again: ['J-V.4b', 'ItemNotYetSigned'],
    may: ORGANISATION,
    whoClause: 'J-V.4b',
    gates: [unknownItem],
  }),
  row('answer-immediate-item', {
    given: () => withItem('SIGNED_FOR'),
    by: liaison,
    payload: { item: ITEM, content: prose('answer') },
    leaves: ['ImmediateItemAnswered'],
    closes: ['I-1/immediate-item MET'],
    again: 'allowed',
    may: ORGANISATION,
    whoClause: 'J-V.4b',
    gates: [
      unknownItem,
      { because: 'nobody has signed for it', given: () => withItem('ISSUED'), clause: 'J-V.4b', missing: 'ItemSigned' },
      confirmed,
    ],
  }),
  row('confirm-immediate-item', {
    given: () => withItem('DONE'),
    by: leader,
    payload: { item: ITEM },
    leaves: ['ImmediateItemConfirmed'],
    again: ['J-V.4b', 'ItemNotYetConfirmed'],
    may: ['TL'],
    whoClause: 'J-V.4b',
    gates: [
      unknownItem,
      {
        because: 'it has not been answered',
        given: () => withItem('SIGNED_FOR'),
        clause: 'J-V.4b',
        missing: 'ItemAnswered',
      },
    ],
  }),
];

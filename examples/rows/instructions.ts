/** Requests for instruction. */
import type { RequestSubject } from '../../domain/vocabulary.ts';
import { aRound, type Story } from '../story.ts';
import { leader, office, secretary } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { OFFICE, row, type Row } from './row.ts';

export const REQUEST = 'Q-1';
/** The secretary leads the leading group in these rounds. */
const approver = (subject: RequestSubject) =>
  subject === 'MAJOR_POSITION' || subject === 'IMMEDIATE_ITEM' ? secretary : office;
export const requested = (subject: RequestSubject, story: Story = aRound().entered()): Story =>
  story.does(leader, 'raise-request', { request: REQUEST, subject, content: prose('request') });
export const answered = (subject: RequestSubject, how: 'approve-request' | 'reject-request', story?: Story): Story =>
  requested(subject, story).does(approver(subject), how, { request: REQUEST });

const unknownRequest = {
  because: 'there is no such request',
  with: { request: 'Q-99' },
  clause: 'J-V.5c',
  missing: 'RequestRaised',
} as const;

const answering = (how: 'approve-request' | 'reject-request', subject: RequestSubject, may: Row['may']) =>
  row(how, {
    as: subject,
    given: () => requested(subject),
    by: approver(subject),
    payload: { request: REQUEST, reason: prose('reason') },
    leaves: [how === 'approve-request' ? 'RequestApproved' : 'RequestRejected'],
    closes: ['Q-1/instruction MET'],
    again: ['J-V.5c', 'RequestNotYetAnswered'],
    may,
    whoClause: 'J-V.5c',
    gates: [
      unknownRequest,
      {
        because: 'it has been rejected',
        given: () => answered(subject, 'reject-request'),
        clause: 'J-V.5c',
        missing: 'RequestNotYetAnswered',
      },
    ],
  });

export const instructions: readonly Row[] = [
  row('raise-request', {
    given: () => aRound().entered(),
    by: leader,
    payload: { request: REQUEST, subject: 'MAJOR_POSITION', content: prose('request') },
    leaves: ['RequestRaised'],
    opens: ['Q-1/instruction null'],
    again: ['J-V.5d', 'FreshCode'],
    may: ['TL'],
    whoClause: 'J-V.5c',
    gates: [
      {
        because: 'the request is known',
        given: () => requested('OTHER'),
        clause: 'J-V.5d',
        missing: 'FreshCode',
      },
    ],
  }),
  answering('approve-request', 'MAJOR_POSITION', ['LG_LEADER']),
  answering('approve-request', 'IMMEDIATE_ITEM', ['LG_LEADER']),
  answering('approve-request', 'OUTGOING_TEXT', OFFICE),
  answering('approve-request', 'EXTEND_STAY', OFFICE),
  answering('approve-request', 'OTHER', OFFICE),
  answering('reject-request', 'MAJOR_POSITION', ['LG_LEADER']),
  answering('reject-request', 'OTHER', OFFICE),
];

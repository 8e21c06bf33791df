/** Appraisals. */
import { aRound } from '../story.ts';
import { CITY, leader, office } from '../story/registry.ts';
import { prose } from '../story/prose.ts';
import { OFFICE, row, type Row } from './row.ts';

const appraisal = { person: 'P-INSPECTOR', verdict: 'COMPETENT', content: prose('appraisal') } as const;

export const appraisals: readonly Row[] = [
  row('appraise-member', {
    as: 'a member',
    given: () => aRound().withdrawn(),
    by: leader,
    payload: appraisal,
    leaves: ['MemberAppraised'],
    closes: ['P-INSPECTOR/appraisal MET'],
    again: ['J-III.4c', 'NotYetAppraised'],
    may: [...OFFICE, 'TL'],
    whoClause: 'J-III.4c',
    gates: [
      {
        because: 'the person is in no team',
        by: office,
        with: { person: 'P-NOBODY' },
        clause: 'J-III.4c',
        missing: 'TeamMember',
      },
      {
        because: 'the team is on site',
        given: () => aRound().entered(),
        clause: 'J-III.4c',
        missing: 'TeamWithdrawn',
      },
      {
        because: 'the team has withdrawn from one of its organisations only',
        given: () => aRound({ organisations: 2 }).entered().withdrawn('O-07'),
        clause: 'J-III.4c',
        missing: 'TeamWithdrawn',
      },
      {
        because: 'somebody of the office appraises themselves',
        by: { person: 'P-INSPECTOR', posts: [{ post: 'OFFICE_STAFF', place: CITY }] },
        clause: 'J-III.4a',
        missing: 'AppraisedByAnother',
      },
    ],
  }),
  row('appraise-member', {
    as: 'the leader',
    given: () => aRound().withdrawn(),
    by: office,
    payload: { ...appraisal, person: leader },
    leaves: ['MemberAppraised'],
    closes: ['P-LEADER/appraisal MET'],
    again: ['J-III.4c', 'NotYetAppraised'],
    may: OFFICE,
    whoClause: 'J-III.4c',
    gates: [
      {
        because: 'the team is on site',
        given: () => aRound().entered(),
        clause: 'J-III.4c',
        missing: 'TeamWithdrawn',
      },
    ],
  }),
];

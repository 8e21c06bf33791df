/** What leaders sign on paper in a committee's own work, and objections to it. */
import { objectionAt, proposalAt } from '../../domain/dossier/confirmation.ts';
import type { Actor } from '../../domain/dossier/grammar.ts';
import type { Code, CommitteePost } from '../../domain/vocabulary.ts';
import { aWork, type CommitteeStory, WORK } from '../committee-story.ts';
import { prose } from '../story/prose.ts';
import { CITY } from '../story/registry.ts';
import { type CommitteeRow, OFFICE, row, toldOfNone } from './committee-row.ts';
import { signedBy } from './on-behalf.ts';

export const PLAN: Code = 'YEARLY-PLAN-2026';
export const plan = { kind: 'YEARLY_PLAN', year: 2026, decision: 'D-1', content: prose('plan') } as const;
export const planned = () => aWork().does('SECRETARY', 'adopt-document', plan);

const [secretary, clerk, comparer, leader, psc] = [
  'P-SECRETARY',
  'P-OFFICE-STAFF',
  'P-OFFICE-DIRECTOR',
  'P-LG-LEADER',
  'P-STANDING-COMMITTEE',
] as const;
/** Somebody as the holder of one post. */
const as = (person: Code, post: CommitteePost): Actor => ({ person, posts: [{ post, place: CITY }] });
const heldBy = (story: CommitteeStory, post: CommitteePost, person: Code): CommitteeStory =>
  story.without(post).alsoHeldBy({ post, place: CITY, person });

export const entering = (story = aWork()) =>
  story.does('OFFICE_STAFF', 'adopt-document', { ...plan, ...signedBy(secretary) });
export const ENTERED = { proposal: proposalAt(entering().work.sequence) };
export const adoptedOnPaper = () => entering().does('OFFICE_DIRECTOR', 'confirm', ENTERED);
/** The event since which the plan is the secretary's. */
export const SIGNED = entering().work.sequence + 1;
const OBJECTION = objectionAt(adoptedOnPaper().work.sequence + 1);
const objecting = { sequence: SIGNED, reason: prose('not mine') };
const settling = (upheld: boolean) => ({ sequence: SIGNED, upheld, reason: prose('asked') });
export const objected = (story = adoptedOnPaper()) => story.does('SECRETARY', 'object-to-act', objecting);
const settled = (upheld: boolean) => objected().does('LG_EXECUTIVE_DEPUTY', 'settle-objection', settling(upheld));
const filing = { filing: PLAN, content: prose('to the city') };

const study = { content: prose('studied') };
/** A study that was entered for the secretary, and found not to be theirs. */
const studiedOnPaper = () =>
  aWork()
    .does('OFFICE_STAFF', 'record-study', { ...study, ...signedBy(secretary) })
    .does('OFFICE_DIRECTOR', 'confirm', ENTERED)
    .does('SECRETARY', 'object-to-act', objecting)
    .does('LG_EXECUTIVE_DEPUTY', 'settle-objection', settling(true));

const leftOpen = {
  leaves: 'ActProposed',
  opens: [`${WORK}/${ENTERED.proposal}/confirmation`],
  again: 'allowed',
  may: OFFICE,
} as const;
const proposedHere = toldOfNone('ProposalInRound');
const enteredHere = toldOfNone('ActOnBehalfInRound');

export const committeeOnBehalf: readonly CommitteeRow[] = [
  row('adopt-document', {
    ...leftOpen,
    as: 'a plan that was signed on paper',
    payload: { ...plan, ...signedBy(secretary) },
    gates: [
      {
        because: 'the clerk has signed it',
        given: () => heldBy(aWork(), 'SECRETARY', clerk),
        by: { person: clerk, posts: (['OFFICE_STAFF', 'SECRETARY'] as const).map((post) => ({ post, place: CITY })) },
        with: signedBy(clerk),
        missing: 'SignedByAnother',
      },
      {
        because: 'whoever has signed it has no post that may',
        with: signedBy(clerk),
        missing: 'SignatoryInPost',
      },
      {
        because: 'the post of whoever has signed it may not do this',
        with: signedBy(leader),
        missing: 'SignatoryInPost',
      },
      { because: 'whoever has signed it held the post', with: signedBy('P-FORMER'), missing: 'SignatoryInPost' },
      { because: 'nobody of the registry has signed it', with: signedBy('P-UNKNOWN'), missing: 'PersonInRegistry' },
      {
        because: 'whoever has signed it is suspended',
        given: () => aWork().suspending(secretary),
        clause: 'J-III.4d',
        missing: 'NotSuspended',
      },
      { because: 'it is signed tomorrow', with: signedBy(secretary, '2026-03-03'), missing: 'onNotInFuture' },
      { because: 'it has no year', with: { year: undefined }, clause: 'J-VI.2c', missing: 'YearOfDocument' },
      { because: 'it is adopted already', given: planned, clause: 'J-VI.2c', missing: 'DocumentNotYetAdopted' },
      { because: 'it lies before its year began', with: { on: '2025-12-31' }, missing: 'onNotBeforeWhatItAnswers' },
    ],
  }),
  row('record-study', {
    ...leftOpen,
    as: 'signed by the standing committee on paper',
    payload: { ...study, ...signedBy(psc) },
    gates: [
      {
        because: 'the leader of the leading group has signed it',
        with: signedBy(leader),
        missing: 'SignatoryInPost',
      },
      { because: 'it was before the work began', with: { on: '2026-03-01' }, missing: 'onNotBeforeWhatItAnswers' },
      {
        because: 'it meets a duty of whoever has signed it, under an earlier day',
        given: () => aWork().at('2026-03-05T02:00:00.000Z'),
        with: { on: '2026-03-04' },
        missing: 'OwnActToday',
      },
    ],
  }),
  row('report-director-change', {
    ...leftOpen,
    as: 'signed by the standing committee on paper',
    payload: { person: comparer, change: 'APPOINTED', decision: 'D-2', ...signedBy(psc) },
    gates: [
      { because: 'a colleague of the office has signed it', with: signedBy(clerk), missing: 'SignatoryInPost' },
      { because: 'somebody else directs the office', with: { person: 'P-FORMER' }, missing: 'DirectorInRegistry' },
    ],
  }),
  row('file-upward', {
    ...leftOpen,
    as: 'signed by the leading group’s leader on paper',
    given: planned,
    opens: [`${WORK}/${proposalAt(planned().work.sequence + 1)}/confirmation`],
    payload: { ...filing, ...signedBy(leader) },
    gates: [
      { because: 'the standing committee has signed it', with: signedBy(psc), missing: 'SignatoryInPost' },
      { because: 'nothing has opened it', given: aWork, missing: 'FilingOpened' },
    ],
  }),
  row('confirm', {
    as: 'of a plan that was signed on paper, by another of the office',
    given: entering,
    payload: ENTERED,
    may: ['OFFICE_DIRECTOR'],
    else: { OFFICE_STAFF: 'AnotherPerson', ...proposedHere },
    leaves: 'LetterWritten',
    again: 'ProposalOpen',
    gates: [
      { because: 'whoever entered it compares it', by: 'OFFICE_STAFF', missing: 'AnotherPerson' },
      {
        because: 'whoever has signed it compares it',
        by: as(secretary, 'OFFICE_DIRECTOR'),
        missing: 'AnotherPerson',
      },
      {
        because: 'whoever has signed it has left the post',
        given: () => heldBy(entering(), 'SECRETARY', 'P-NEXT').knowing({ people: [secretary] }),
        missing: 'SignatoryInPost',
      },
      {
        because: 'whoever has signed it is suspended by now',
        given: () => entering().suspending(secretary),
        clause: 'J-III.4d',
        missing: 'NotSuspended',
      },
      {
        because: 'the secretary has adopted it meanwhile',
        given: () => entering().does('SECRETARY', 'adopt-document', plan),
        missing: 'DocumentNotYetAdopted',
      },
    ],
  }),
  row('confirm', {
    as: 'of a plan that was signed on paper, in an office of one',
    given: () => entering(aWork().without('OFFICE_DIRECTOR')),
    payload: ENTERED,
    may: ['LG_DEPUTY', 'LG_EXECUTIVE_DEPUTY'],
    else: proposedHere,
    leaves: 'LetterWritten',
    again: 'ProposalOpen',
    gates: [
      {
        because: 'the clerk alone is also deputy of the leading group',
        by: as(clerk, 'LG_DEPUTY'),
        missing: 'AnotherPerson',
      },
    ],
  }),
  row('object-to-act', {
    given: adoptedOnPaper,
    payload: objecting,
    may: ['SECRETARY'],
    else: enteredHere,
    leaves: 'ActObjected',
    opens: [`${WORK}/${OBJECTION}/objection`],
    again: 'ObjectionNotYetRaised',
    gates: [
      { because: 'it is no such act', with: { sequence: 1 }, missing: 'ActOnBehalfInRound' },
      { because: 'it is not compared yet', given: entering, missing: 'ActOnBehalfInRound' },
      { because: 'it is somebody else’s act', by: as('P-OTHER', 'SECRETARY'), missing: 'post' },
      {
        because: 'the days of objection are over',
        given: () => adoptedOnPaper().at('2026-03-13T02:00:00.000Z'),
        missing: 'WithinObjectionDays',
      },
    ],
  }),
  row('settle-objection', {
    as: 'dismissed',
    given: () => objected(),
    payload: settling(false),
    may: ['LG_EXECUTIVE_DEPUTY'],
    else: enteredHere,
    leaves: 'ObjectionSettled',
    closes: [`${WORK}/${OBJECTION}/objection`],
    again: 'ObjectionOpen',
    gates: [
      { because: 'it is no such act', with: { sequence: 1 }, missing: 'ActOnBehalfInRound' },
      { because: 'nobody has objected', given: adoptedOnPaper, missing: 'ObjectionRaised' },
      ...([secretary, clerk, comparer] as const).map((person) => ({
        because: `whoever settles it is ${person}, who has objected, entered or compared it`,
        by: as(person, 'LG_EXECUTIVE_DEPUTY'),
        missing: 'AnotherPerson' as const,
      })),
    ],
  }),
  row('settle-objection', {
    as: 'upheld, by the standing committee where there is no executive deputy',
    given: () => objected(adoptedOnPaper().without('LG_EXECUTIVE_DEPUTY')),
    payload: settling(true),
    // The secretary is of the standing committee, and has objected.
    may: ['STANDING_COMMITTEE'],
    else: { SECRETARY: 'AnotherPerson', ...enteredHere },
    leaves: 'ObjectionSettled',
    opens: [`${WORK}/${OBJECTION}/objection.2`],
    closes: [`${WORK}/${OBJECTION}/objection`],
    again: 'ObjectionOpen',
  }),
  row('file-upward', {
    as: 'after an objection to what is filed was dismissed',
    given: () => settled(false),
    payload: filing,
    may: [...OFFICE, 'LG_LEADER'],
    leaves: 'FiledUpward',
    closes: [`${WORK}/${PLAN}/filing`],
    opens: [`${WORK}/${PLAN}/filing-receipt`],
    again: 'FilingNotYetSent',
    gates: [
      {
        because: 'somebody objects to what was entered for them',
        given: () => objected(),
        clause: 'J-V.5b',
        missing: 'ObjectionSettled',
      },
      {
        because: 'an objection was upheld, and nothing put right yet',
        given: () => settled(true),
        clause: 'J-V.5b',
        missing: 'ObjectionPutRight',
      },
      {
        because: 'it is signed on paper, and the objection stands all the same',
        given: () => objected(),
        with: signedBy(leader),
        clause: 'J-V.5b',
        missing: 'ObjectionSettled',
      },
    ],
  }),
  row('record-study', {
    as: 'by whoever had objected to one that was entered for them',
    given: studiedOnPaper,
    payload: study,
    may: ['SECRETARY'],
    else: { STANDING_COMMITTEE: 'ObjectionPutRight' },
    leaves: 'ObjectionSettled',
    closes: [`${WORK}/${OBJECTION}/objection.2`],
    again: 'allowed',
  }),
];

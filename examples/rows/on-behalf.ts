/** What leaders sign on paper and the office enters; objections to it. */
import { aRound, type Story } from '../story.ts';
import { evidence, prose } from '../story/prose.ts';
import { CITY, executive, holderOf, office, psc, secretary } from '../story/registry.ts';
import { COMMITTEE, F1, O, OFFICE, reported, roundGone, row, type Row, TODAY } from './row.ts';

export const director = holderOf('OFFICE_DIRECTOR');
const deputy = holderOf('ORGANISATION_HEAD');
export const paper = { number: '市委〔2026〕12号', on: TODAY, evidence: evidence('scan') };
export const signedBy = (person: string, on = TODAY) => ({ onBehalf: { person, document: { ...paper, on } } });

const alsoHolding = (story: Story, person: string, post: 'SECRETARY' | 'OFFICE_DIRECTOR'): Story =>
  story.varied((registry) => ({
    ...registry,
    holders: [...registry.holders, { post, place: CITY, person, hasAddress: true }],
  }));
const withOfficeOfOne = (story: Story): Story => story.withPostHeldBy('OFFICE_DIRECTOR', null);

const decision = { decision: 'D-2026-1' };
export const approving = (story = aRound()) =>
  story.does(office, 'approve-round', { ...decision, ...signedBy(secretary) });
const ofApproval = { proposal: `PROPOSAL-${approving().round.sequence}` };
export const approvedOnPaper = () => approving().confirmed(director);
/** The event since which the approval is the secretary's. */
export const SIGNED = approving().round.sequence + 1;
export const objected = () =>
  approvedOnPaper().does(secretary, 'object-to-act', { sequence: SIGNED, reason: prose('not mine') });
export const upheld = () =>
  objected().does(executive, 'settle-objection', { sequence: SIGNED, upheld: true, reason: prose('he was away') });

const waiving = (story = reported('DONE', [evidence('one')])()) =>
  story.does(office, 'waive-finding', { finding: F1, reason: prose('closed down'), ...signedBy(secretary) });
const ofWaiver = { proposal: `PROPOSAL-${waiving().round.sequence}` };
const waivedOnPaper = () => waiving().confirmed(director);
const ofWaiverItself = { proposal: `PROPOSAL-${waiving().round.sequence + 2}` };

const byClerk = {
  because: 'whoever entered it compares it with the paper',
  by: office,
  clause: 'J-V.1b',
  missing: 'AnotherPerson',
} as const;

export const onBehalf: readonly Row[] = [
  row('approve-round', {
    as: 'signed by the secretary on paper',
    given: () => aRound(),
    by: office,
    payload: { ...decision, ...signedBy(secretary) },
    leaves: ['ActProposed'],
    opens: ['PROPOSAL-2/confirmation null'],
    again: 'allowed',
    may: OFFICE,
    whoClause: 'J-VI.2c',
    gates: [
      roundGone,
      {
        because: 'the clerk has signed it',
        given: () => alsoHolding(aRound(), office, 'SECRETARY'),
        with: signedBy(office),
        clause: 'J-VI.2c',
        missing: 'SignedByAnother',
      },
      {
        because: 'whoever has signed it has no post that may',
        with: signedBy(director),
        clause: 'J-VI.2c',
        missing: 'SignatoryInPost',
      },
      {
        because: 'the post of whoever has signed it may not do this',
        with: signedBy(executive),
        clause: 'J-VI.2c',
        missing: 'SignatoryInPost',
      },
      {
        because: 'nobody of the registry has signed it',
        with: signedBy('P-UNKNOWN'),
        clause: 'J-VI.2c',
        missing: 'PersonInRegistry',
      },
      {
        because: 'whoever has signed it is suspended',
        given: () => aRound().suspending(secretary),
        clause: 'J-III.4d',
        missing: 'NotSuspended',
      },
      {
        because: 'it is signed tomorrow',
        with: signedBy(secretary, '2026-03-03'),
        clause: 'J-VI.2c',
        missing: 'onNotInFuture',
      },
      {
        because: 'whoever has signed it has planned the round',
        given: () => alsoHolding(aRound(), office, 'SECRETARY'),
        by: director,
        with: signedBy(office),
        clause: 'J-VI.2c',
        missing: 'AnotherPerson',
      },
      {
        because: 'the round is approved',
        given: () => aRound().approved(),
        clause: 'J-VI.2c',
        missing: 'RoundNotYetApproved',
      },
      {
        because: 'history is being entered',
        given: () => aRound({ takeover: true }),
        with: { on: TODAY },
        clause: 'J-VI.2c',
        missing: 'EnteredAsHistory',
      },
    ],
  }),
  row('waive-finding', {
    as: 'signed by the leading group’s leader on paper',
    given: () => reported('DONE', [evidence('one')])(),
    by: office,
    payload: { finding: F1, reason: prose('closed down'), ...signedBy(secretary) },
    leaves: ['ActProposed'],
    opens: [`${ofWaiver.proposal}/confirmation null`],
    again: 'allowed',
    may: OFFICE,
    whoClause: 'J-V.4h',
    gates: [
      {
        because: 'the standing committee’s clerk has signed it',
        with: signedBy(psc),
        clause: 'J-V.4h',
        missing: 'SignatoryInPost',
      },
      {
        because: 'there is no such finding',
        with: { finding: 'F-9999' },
        clause: 'J-V.4a',
        missing: 'FindingInRound',
      },
    ],
  }),
  row('confirm', {
    as: 'of an act that was signed on paper, by another of the office',
    given: approving,
    by: director,
    payload: ofApproval,
    leaves: ['ActConfirmed', 'RoundApproved', 'LetterWritten'],
    opens: ['FIL-ARRANGEMENT-0001/filing-arrangement null'],
    closes: [`${ofApproval.proposal}/confirmation MET`],
    again: ['J-V.1b', 'ProposalOpen'],
    may: OFFICE,
    whoClause: 'J-V.1b',
    gates: [
      byClerk,
      {
        because: 'whoever has signed it compares it',
        given: () => approving(alsoHolding(aRound(), secretary, 'OFFICE_DIRECTOR')),
        by: secretary,
        clause: 'J-V.1b',
        missing: 'AnotherPerson',
      },
      {
        because: 'whoever has signed it has left the post',
        given: () => approving().withPostHeldBy('SECRETARY', 'P-NEXT'),
        clause: 'J-VI.2c',
        missing: 'SignatoryInPost',
      },
      {
        because: 'whoever has signed it is suspended by now',
        given: () => approving().suspending(secretary),
        clause: 'J-III.4d',
        missing: 'NotSuspended',
      },
      {
        because: 'the secretary has approved the round meanwhile',
        given: () => approving().does(secretary, 'approve-round', decision),
        clause: 'J-VI.2c',
        missing: 'RoundNotYetApproved',
      },
    ],
  }),
  row('confirm', {
    as: 'of an act that was signed on paper, in an office of one',
    given: () => approving(withOfficeOfOne(aRound())),
    by: deputy,
    payload: ofApproval,
    leaves: ['ActConfirmed', 'RoundApproved', 'LetterWritten'],
    opens: ['FIL-ARRANGEMENT-0001/filing-arrangement null'],
    closes: [`${ofApproval.proposal}/confirmation MET`],
    again: ['J-V.1b', 'ProposalOpen'],
    may: ['LG_DEPUTY', 'LG_EXECUTIVE_DEPUTY'],
    whoClause: 'J-V.1b',
    gates: [
      {
        because: 'the clerk alone is also deputy of the leading group',
        given: () => approving(withOfficeOfOne(aRound()).withPostHeldBy('LG_DEPUTY', office)),
        by: office,
        clause: 'J-V.1b',
        missing: 'AnotherPerson',
      },
    ],
  }),
  row('confirm', {
    as: 'of a waiver that was signed on paper: it still needs its own second person',
    given: () => waiving(),
    by: director,
    payload: ofWaiver,
    leaves: ['ActConfirmed', 'ActProposed', 'LetterWritten'],
    opens: [`${ofWaiverItself.proposal}/confirmation null`],
    closes: [`${ofWaiver.proposal}/confirmation MET`],
    again: ['J-V.1b', 'ProposalOpen'],
    may: OFFICE,
    whoClause: 'J-V.1b',
    gates: [byClerk],
  }),
  row('confirm', {
    as: 'of a waiver that was signed on paper, by its own second person',
    given: waivedOnPaper,
    by: executive,
    payload: ofWaiverItself,
    leaves: ['ActConfirmed', 'FindingWaived'],
    closes: [`${ofWaiverItself.proposal}/confirmation MET`],
    again: ['J-V.1b', 'ProposalOpen'],
    may: ['LG_EXECUTIVE_DEPUTY'],
    whoClause: 'J-V.1b',
    gates: [
      {
        because: 'the waiver’s own second person is who has signed it',
        given: () => waivedOnPaper().withPostHeldBy('LG_EXECUTIVE_DEPUTY', secretary),
        by: secretary,
        clause: 'J-V.1b',
        missing: 'AnotherPerson',
      },
    ],
  }),
  row('object-to-act', {
    given: approvedOnPaper,
    by: secretary,
    payload: { sequence: SIGNED, reason: prose('not mine') },
    leaves: ['ActObjected'],
    opens: [`OBJECTION-${SIGNED + 3}/objection null`],
    again: ['J-V.5b', 'ObjectionNotYetRaised'],
    may: [],
    whoClause: 'J-V.5b',
    gates: [
      {
        because: 'it is no such act',
        with: { sequence: 1 },
        clause: 'J-V.5b',
        missing: 'ActOnBehalfInRound',
      },
      {
        because: 'it is somebody else’s act',
        by: { person: 'P-OTHER', posts: [{ post: 'SECRETARY', place: CITY }] },
        clause: 'J-V.5b',
        missing: 'post',
      },
      {
        because: 'the days of objection are over',
        given: () => approvedOnPaper().at('2026-03-13T02:00:00.000Z'),
        clause: 'J-V.5b',
        missing: 'WithinObjectionDays',
      },
    ],
  }),
  row('settle-objection', {
    as: 'dismissed',
    given: objected,
    by: executive,
    payload: { sequence: SIGNED, upheld: false, reason: prose('his signature') },
    leaves: ['ObjectionSettled'],
    closes: [`OBJECTION-${SIGNED + 3}/objection MET`],
    again: ['J-V.5b', 'ObjectionOpen'],
    may: ['LG_EXECUTIVE_DEPUTY'],
    whoClause: 'J-V.5b',
    gates: [
      {
        because: 'nobody has objected',
        given: approvedOnPaper,
        clause: 'J-V.5b',
        missing: 'ObjectionRaised',
      },
      {
        because: 'whoever settles it has objected',
        given: () => objected().withPostHeldBy('LG_EXECUTIVE_DEPUTY', secretary),
        by: secretary,
        clause: 'J-V.5b',
        missing: 'AnotherPerson',
      },
      {
        because: 'whoever settles it has entered it',
        given: () => objected().withPostHeldBy('LG_EXECUTIVE_DEPUTY', office),
        by: office,
        clause: 'J-V.5b',
        missing: 'AnotherPerson',
      },
    ],
  }),
  row('settle-objection', {
    as: 'upheld',
    given: objected,
    by: executive,
    payload: { sequence: SIGNED, upheld: true, reason: prose('he was away') },
    leaves: ['ObjectionSettled'],
    opens: [`OBJECTION-${SIGNED + 3}/objection.2 null`],
    closes: [`OBJECTION-${SIGNED + 3}/objection MET`],
    again: ['J-V.5b', 'ObjectionOpen'],
    may: ['LG_EXECUTIVE_DEPUTY'],
    whoClause: 'J-V.5b',
    gates: [],
  }),
  row('settle-objection', {
    as: 'put right, without an executive deputy',
    given: () =>
      approvedOnPaper()
        .withPostHeldBy('LG_EXECUTIVE_DEPUTY', null)
        .does(secretary, 'object-to-act', { sequence: SIGNED, reason: prose('not mine') })
        .does(psc, 'settle-objection', { sequence: SIGNED, upheld: true, reason: prose('he was away') }),
    by: psc,
    payload: { sequence: SIGNED, upheld: false, reason: prose('he has looked at it') },
    leaves: ['ObjectionSettled'],
    closes: [`OBJECTION-${SIGNED + 3}/objection.2 MET`],
    again: ['J-V.5b', 'ObjectionOpen'],
    may: COMMITTEE,
    whoClause: 'J-V.5b',
    gates: [],
  }),
  row('remove-from-scope', {
    as: 'after an objection was dismissed',
    given: () =>
      objected().does(executive, 'settle-objection', { sequence: SIGNED, upheld: false, reason: prose('his own') }),
    by: office,
    payload: { organisation: O, person: holderOf('PRINCIPAL', 'O-071'), reason: prose('seconded') },
    leaves: ['ActProposed'],
    opens: [`PROPOSAL-${SIGNED + 5}/confirmation null`],
    again: 'allowed',
    may: OFFICE,
    whoClause: 'J-II.5',
    gates: [
      {
        because: 'somebody objects to what was entered for them',
        given: objected,
        clause: 'J-V.5b',
        missing: 'ObjectionSettled',
      },
      {
        because: 'an objection was upheld, and nothing put right yet',
        given: upheld,
        clause: 'J-V.5b',
        missing: 'ObjectionPutRight',
      },
    ],
  }),
];

/** What one person can do alone, whatever posts and seats meet in them (T-2, T-6): nothing that is to be accepted, confirmed or
 *  disposed of by another. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { confirmersOf, entererOf, type HeldPost, rulingOn } from '../../domain/registry/rules.ts';
import type { EventType, RecordedRoundEvent } from '../../domain/round/events.ts';
import { committeePosts, organisationPosts } from '../../domain/vocabulary.ts';
import { CITY, leader } from '../../examples/story/registry.ts';
import { aRound } from '../../examples/story.ts';
import { aStart, goesOnAlone, startOf } from '../support/lives.ts';

const ALONE = { numRuns: 60, interruptAfterTimeLimit: 20_000 };
const moves = fc.array(fc.record({ n: fc.nat(9_999), m: fc.nat(9_999) }), {
  minLength: 20,
  maxLength: 60,
  size: 'max',
});
/** Any posts at the committee, and perhaps one at an organisation. */
const posts = fc
  .tuple(fc.subarray([...committeePosts], { minLength: 1 }), fc.subarray([...organisationPosts], { maxLength: 2 }))
  .map(([here, there]) => [
    ...here.map((post) => ({ post, place: CITY })),
    ...there.map((post) => ({ post, place: 'O-07' })),
  ]);
/** Somebody from outside, or the leader of the team. */
const somebody = fc.record({ person: fc.constantFrom('P-ONE', leader), posts });

/** What answers what somebody did, and the field by which the two belong together. */
const answers: Partial<Record<EventType, { readonly to: readonly EventType[]; readonly about: string }>> = {
  PlanAccepted: { to: ['PlanSubmitted'], about: 'organisation' },
  PlanReturned: { to: ['PlanSubmitted'], about: 'organisation' },
  FindingAccepted: { to: ['ItemReported'], about: 'finding' },
  FindingReturned: { to: ['ItemReported'], about: 'finding' },
  TransferAccepted: { to: ['TransferFedBack'], about: 'transfer' },
  MoreAsked: { to: ['TransferFedBack'], about: 'transfer' },
  ExtensionGranted: { to: ['ExtensionRequested'], about: 'duty' },
  ExtensionRefused: { to: ['ExtensionRequested'], about: 'duty' },
  RequestApproved: { to: ['RequestRaised'], about: 'request' },
  ReferralAccepted: { to: ['ReferralRaised'], about: 'referral' },
  ReferralDeclined: { to: ['ReferralRaised'], about: 'referral' },
  ImmediateItemConfirmed: { to: ['ImmediateItemAnswered'], about: 'item' },
  FilingReceipted: { to: ['FiledUpward'], about: 'filing' },
  ActConfirmed: { to: ['ActProposed'], about: 'proposal' },
};
const about = ({ data }: RecordedRoundEvent, field: string): unknown =>
  Object.entries(data).find(([key]) => key === field)?.[1];

describe('one person alone', () => {
  property.prop([aStart, somebody, moves], ALONE)('answers nothing of their own', (start, by, steps) => {
    const before = startOf(start);
    const { events } = goesOnAlone(before, by, steps);
    events.forEach((event, i) => {
      const answer = answers[event.type];
      if (i < before.events.length || event.by !== by.person || !answer) return;
      const isAsked = (earlier: RecordedRoundEvent) =>
        answer.to.includes(earlier.type) && about(earlier, answer.about) === about(event, answer.about);
      const asked = events.slice(0, i).findLast(isAsked);
      if (asked && before.round.takeover === null) expect(asked.by, `${event.type} ${i}`).not.toBe(by.person);
    });
  });

  property.prop([somebody, moves], ALONE)(
    'brings no round that they have planned to the entry of a team, let alone to its end',
    (by, steps) => {
      const { events } = goesOnAlone(aRound(), by, steps);
      const reached = new Set(events.filter((event) => event.by === by.person).map(({ type }) => type));
      for (const type of [
        'TeamEntered',
        'ResultsDecided',
        'PlanAccepted',
        'FindingAccepted',
        'TransferAccepted',
      ] as const)
        expect(reached).not.toContain(type);
      expect(events.map(({ type }) => type)).not.toContain('RoundClosed');
    },
  );

  property.prop(
    [
      fc.subarray([...committeePosts], { minLength: 1 }),
      fc.subarray([...committeePosts]),
      fc.constantFrom(...committeePosts),
      fc.boolean(),
    ],
    { numRuns: 500 },
  )('gives nobody a post at a committee, themselves least of all', (mine, others, post, forMyself) => {
    const holders: HeldPost[] = [
      ...mine.map((held) => ({ person: 'P-ONE', post: held, place: CITY })),
      ...others.map((held) => ({ person: 'P-OTHER', post: held, place: CITY })),
    ];
    const hierarchy = { upperOf: () => null, holders };
    const enterer = entererOf(hierarchy, 'P-ONE');
    if (!enterer) return;
    const beneficiary = forMyself ? 'P-ONE' : 'P-THIRD';
    const draft = {
      aspect: 'POST_AT_COMMITTEE',
      before: null,
      change: {},
      committee: CITY,
      beneficiary,
      post,
    } as const;
    const ruling = rulingOn(draft, enterer, hierarchy);
    if (ruling.effect === 'REFUSED') return;
    expect(ruling.effect).toBe('AWAITS');
    const awaits = 'awaits' in ruling ? ruling.awaits : null;
    const { people, by } = confirmersOf({ awaits, by: 'P-ONE', posts: enterer.posts, beneficiary }, hierarchy);
    expect(people).not.toContain('P-ONE');
    expect(people).not.toContain(beneficiary);
    if (people.length === 0) expect(by).toBe('OPERATOR');
  });
});

/** A functional department has an identity (T-4): what names it is its own, and nobody else's. */
import { describe, expect, test } from 'vitest';
import { dayOf } from '../../domain/calendar.ts';
import { all } from '../../domain/keyed.ts';
import { findingSight, organisationSight, transferSight } from '../../domain/people/readers.ts';
import { isInSight } from '../../domain/people/sight.ts';
import { mayRead } from '../../domain/people/texts.ts';
import { viewpointOf } from '../../domain/people/viewpoint.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { seesDuty, seesLetter } from '../../domain/round/in-sight.ts';
import {
  ANOTHER,
  BUREAU,
  ofAnother,
  ofBureau,
  receivedBy,
  returnedBy,
  sentTo,
  unnamed,
  withDepartments,
} from '../../examples/rows/departments.ts';
import { ELSEWHERE, O, tied } from '../../examples/rows/row.ts';
import { forBureau } from '../../examples/rows/substitute.ts';
import { prose } from '../../examples/story/prose.ts';
import { actorIn, CITY, office, secretary } from '../../examples/story/registry.ts';
import { aRound, type Story } from '../../examples/story.ts';

const transfer = ELSEWHERE;
const hidden = { clause: 'J-V.4a', missing: [{ fact: 'TransferInRound', transfer }] };
const actor = (story: Story, person: string) => actorIn(story.registry, person, dayOf(story.now));

/** Everything of the transfer that somebody has in sight. */
function sightOf(story: Story, person: string): string[] {
  const { round } = story;
  const asker = actor(story, person);
  const viewpoint = viewpointOf(round, asker);
  const text = { type: 'HandlingSet', transfer, field: 'content' } as const;
  return [
    ...[...all(round.transfers)].filter((item) => isInSight(transferSight(viewpoint), item)).map(({ code }) => code),
    ...[...all(round.duties)]
      .filter((duty) => seesDuty(viewpoint, duty))
      .map(({ kind }) => kind)
      .sort(),
    ...[...all(round.letters)].filter((letter) => seesLetter(round, viewpoint, letter)).map(({ kind }) => kind),
    ...(isInSight(organisationSight(viewpoint), { code: O }) ? [O] : []),
    ...(isInSight(findingSight(viewpoint), { organisation: O, state: 'FED_BACK' }) ? ['findings'] : []),
    ...(mayRead(round, asker, text) ? ['text'] : []),
    ...(viewpoint.sees === 'NOTHING' ? ['nothing'] : []),
  ];
}

/** Its answer is pressed, so that a letter goes out as well. */
const pressed = (story: Story): Story =>
  story.does(office, 'supervise', { target: transfer, dueOn: '2026-03-20', content: prose('order') });
const kinds = ['supervision-fd', 'transfer-answer-fd', 'transfer-receipt', 'transfer-sending'];

describe('a transfer that names a department', () => {
  test('is seen, with its text, duties and letters, by that department alone', () => {
    const story = pressed(receivedBy(ofBureau, BUREAU));
    expect(sightOf(story, ofBureau)).toEqual([transfer, ...kinds, 'supervision', O, 'text']);
    for (const other of [ofAnother, unnamed]) expect(sightOf(story, other), other).toEqual(['nothing']);
  });
  test('that names none is the business of the department without a name, as it was', () => {
    const story = pressed(receivedBy(unnamed));
    expect(sightOf(story, unnamed)).toEqual([transfer, ...kinds, 'supervision', O, 'text']);
    for (const other of [ofBureau, ofAnother]) expect(sightOf(story, other), other).toEqual(['nothing']);
  });

  test('is handled, fed back and asked about by it alone', () => {
    const received = receivedBy(ofBureau, BUREAU);
    const handling = { transfer, content: prose('handling') };
    for (const other of [ofAnother, unnamed]) {
      expect(received.refusal(other, 'set-handling', handling), other).toEqual(hidden);
      expect(received.refusal(other, 'return-transfer', { transfer, reason: prose('not ours') })).toEqual(hidden);
    }
    const handled = received.does(ofBureau, 'set-handling', handling);
    for (const other of [ofAnother, unnamed])
      expect(handled.refusal(other, 'feed-back-transfer', handling), other).toEqual(hidden);
    const more = handled
      .does(ofBureau, 'feed-back-transfer', handling)
      .does(office, 'ask-more', { transfer })
      .does(ofBureau, 'feed-back-transfer', handling);
    expect(more.duty(`${transfer}/transfer-more`)).toMatchObject({ department: BUREAU, outcome: 'MET' });
    expect(more.eventsOf('TransferFedBack').map(({ posts }) => posts)).toEqual([
      [{ post: 'FUNCTIONAL_DEPARTMENT', place: CITY, organisation: BUREAU }],
      [{ post: 'FUNCTIONAL_DEPARTMENT', place: CITY, organisation: BUREAU }],
    ]);
  });
  test('answers of a code that is nowhere as of one that is another’s', () => {
    const story = sentTo(BUREAU);
    const nowhere = story.refusal(ofAnother, 'receive-transfer', { transfer: 'T-9999' });
    expect(nowhere).toEqual({ clause: 'J-V.4a', missing: [{ fact: 'TransferInRound', transfer: 'T-9999' }] });
    expect(story.refusal(ofAnother, 'receive-transfer', { transfer })).toEqual(hidden);
  });

  test('is pressed with those who hold its post, and answered by them', () => {
    const story = pressed(receivedBy(ofBureau, BUREAU));
    expect(story.letters().map(({ to }) => to)).toEqual([
      { post: 'FUNCTIONAL_DEPARTMENT', place: CITY, organisation: BUREAU, person: ofBureau },
    ]);
    const answer = { supervision: 'SUP-0001', content: prose('answer') };
    for (const other of [ofAnother, unnamed])
      expect(story.refusal(other, 'answer-supervision', answer).missing, other).toMatchObject([
        { fact: 'SupervisionInRound' },
      ]);
    expect(isRefusal(story.answer(ofBureau, 'answer-supervision', answer))).toBe(false);
  });
  test('is chased by letters to it, also once its post has changed hands', () => {
    const story = pressed(receivedBy(ofBureau, BUREAU)).mailed();
    const late = story.varied((registry) => ({
      ...registry,
      holders: registry.holders.map((one) => (one.person === ofBureau ? { ...one, person: 'P-SPARE' } : one)),
    }));
    const chased = late.live('2026-03-25T02:00:00.000Z').letters().slice(1);
    expect(chased.filter(({ copy }) => !copy).map(({ kind, to }) => [kind, to.person, to.organisation])).toEqual([
      ['yellow', 'P-SPARE', BUREAU],
      ['red', 'P-SPARE', BUREAU],
    ]);
  });

  test('passes with its redirection to the other department, and leaves the first what it did', () => {
    const redirected = returnedBy(ofBureau, BUREAU).does(office, 'redirect-transfer', {
      transfer,
      to: 'FD',
      department: ANOTHER,
    });
    expect(redirected.refusal(ofBureau, 'receive-transfer', { transfer })).toEqual(hidden);
    expect(sightOf(redirected, ofBureau)).not.toContain(transfer);
    expect(sightOf(redirected, ofAnother)).toEqual([transfer, 'transfer-receipt', O, 'text']);
    expect(isRefusal(redirected.answer(ofAnother, 'receive-transfer', { transfer }))).toBe(false);
  });
  test('that is sent on without a name is the unnamed department’s', () => {
    const redirected = returnedBy(ofBureau, BUREAU).does(office, 'redirect-transfer', { transfer, to: 'FD' });
    expect(redirected.refusal(ofBureau, 'receive-transfer', { transfer })).toEqual(hidden);
    expect(isRefusal(redirected.answer(unnamed, 'receive-transfer', { transfer }))).toBe(false);
  });
});

test('whoever holds a named department’s post has nothing to do with what is asked of the unnamed one', () => {
  const story = withDepartments(aRound().approved()).does(office, 'request-material', {
    from: 'FD',
    content: prose('material'),
  });
  const [request = ''] = [...all(story.round.partnerRequests)].map(({ code }) => code);
  expect(isRefusal(story.answer(unnamed, 'provide-material', { request }))).toBe(false);
  expect(isRefusal(story.answer(ofBureau, 'provide-material', { request }))).toBe(true);
  expect(sightOf(story, ofBureau)).toEqual(['nothing']);
});

test('one person of two departments sees and does what either may', () => {
  const story = sentTo(BUREAU).varied((registry) => ({
    ...registry,
    holders: registry.holders.map((one) => (one.person === ofBureau ? { ...one, person: unnamed } : one)),
  }));
  expect(isRefusal(story.answer(unnamed, 'receive-transfer', { transfer }))).toBe(false);
  expect(sightOf(story, unnamed)).toContain(transfer);
});

test('a substitute of a named department acts in its place, and not in another’s', () => {
  const story = tied(sentTo(BUREAU), ofBureau).does(secretary, 'name-substitute', forBureau);
  expect(story.refusal(ofBureau, 'receive-transfer', { transfer }).missing).toMatchObject([{ fact: 'Recused' }]);
  const received = story.does('P-SPARE', 'receive-transfer', { transfer });
  expect(received.eventsOf('TransferReceived')[0]?.posts).toEqual([
    { post: 'FUNCTIONAL_DEPARTMENT', place: CITY, organisation: BUREAU, substitute: true },
  ]);
  const other = tied(sentTo(ANOTHER), ofBureau).does(secretary, 'name-substitute', forBureau);
  expect(other.refusal('P-SPARE', 'receive-transfer', { transfer })).toEqual(hidden);
});

test('a transfer that is sent on without a name has no department at all in the state', () => {
  const redirected = returnedBy(ofBureau, BUREAU).does(office, 'redirect-transfer', { transfer, to: 'FD' });
  expect(JSON.parse(JSON.stringify(redirected.round))).toStrictEqual(redirected.round);
  expect([...all(redirected.round.transfers)].map((item) => 'department' in item)).toEqual([false]);
});

/** Material and support (J-V.3b–c, J-VI.1b, J-VI.4a): codes, days, letters to the asked, and what a refusal proposes. */
import { describe, expect, test } from 'vitest';
import { readersOf } from '../../domain/people/texts.ts';
import { addressee } from '../../examples/story/feedback.ts';
import { aRound } from '../../examples/story.ts';
import { leader, office } from '../../examples/story/registry.ts';
import { prose } from '../../examples/story/prose.ts';
import { asked, DUE, supportAsked } from '../../examples/rows/partner-requests.ts';
import { liaison, O } from '../../examples/rows/row.ts';
import { isRefusal } from '../../domain/refusal.ts';

const content = prose('more');
const lettersOf = (story: ReturnType<typeof asked>, duty: string) =>
  story
    .letters()
    .filter((letter) => letter.duty.endsWith(duty))
    .map(({ kind, to }) => `${kind} ${to.post}`);

describe('requests', () => {
  test('are numbered in the order in which they were made, each kind by itself', () => {
    const story = supportAsked()
      .does(office, 'request-material', { from: O, content })
      .does(office, 'request-material', { from: 'DISC', content })
      .does(office, 'request-support', { from: 'FD', content });
    expect(
      [...story.eventsOf('MaterialRequested'), ...story.eventsOf('SupportRequested')].map(({ data }) => data.request),
    ).toEqual(['M-0001', 'M-0002', 'S-0001', 'S-0002']);
  });
  test('never share a code with a request for instruction', () => {
    const instruction = { request: 'M-0001', subject: 'OTHER', content: prose('may we') } as const;
    const raised = aRound().entered().does(leader, 'raise-request', instruction);
    const both = raised.does(office, 'request-material', { from: O, content });
    expect(both.eventsOf('MaterialRequested')[0]?.data.request).toBe('M-0002');
    const taken = both.refusal(leader, 'raise-request', { ...instruction, request: 'M-0002' });
    expect(taken.missing).toMatchObject([{ fact: 'FreshCode', request: 'M-0002' }]);
  });
  test('without a day are never late', () => {
    const story = asked(O).passTime('2028-03-02T02:00:00.000Z');
    expect(story.duty('M-0001/material')).toMatchObject({ dueOn: null, overdueNoted: false, rung: 0 });
    expect(story.letters()).toEqual([]);
  });
  test('that are late get letters to the asked, and then to the leading group', () => {
    const red = asked(O, DUE).live('2026-03-11T02:00:00.000Z');
    expect(lettersOf(red, 'M-0001/material')).toEqual(['red LIAISON', 'red PRINCIPAL', 'red OFFICE_DIRECTOR']);
    const top = red.live('2026-03-20T02:00:00.000Z');
    expect(lettersOf(top, 'M-0001/material').at(-1)).toBe('top LG_LEADER');
    expect(top.round.proposals).toMatchObject([{ organisation: O, trigger: 'T1' }]);
  });
  test('to a department climb to the department, and propose supervision', () => {
    const story = asked('DISC', DUE).live('2026-03-20T02:00:00.000Z');
    expect(lettersOf(story, 'M-0001/material-disc')).toEqual([
      'red DISCIPLINE_ORGAN',
      'red OFFICE_DIRECTOR',
      'top LG_LEADER',
    ]);
    expect(story.letters().at(-1)?.proposes).toBe('SUPERVISION');
    expect(story.round.proposals).toEqual([]);
  });
  test('for support that are late get letters to the functional department', () => {
    const story = supportAsked().live('2026-03-11T02:00:00.000Z');
    expect(lettersOf(story, 'S-0001/support')[0]).toBe('red FUNCTIONAL_DEPARTMENT');
  });
  test('met late are accepted, and marked late', () => {
    const story = asked(O, DUE)
      .live('2026-03-11T02:00:00.000Z')
      .does(liaison, 'provide-material', { request: 'M-0001' });
    expect(story.duty('M-0001/material').outcome).toBe('MET_LATE');
  });
  test('are answered by whoever was asked, not by another organisation or department', () => {
    const ofOther = aRound({ organisations: 2 }).approved().does(office, 'request-material', { from: 'O-08', content });
    expect(isRefusal(ofOther.answer(liaison, 'provide-material', { request: 'M-0001' }))).toBe(true);
    expect(isRefusal(asked('OD').answer(addressee.DISC, 'provide-material', { request: 'M-0001' }))).toBe(true);
  });
});

describe('a refusal', () => {
  const refuse = { request: 'M-0001', reason: prose('no') };
  const refused = asked(O, DUE).does(liaison, 'refuse-material', refuse);

  test('of the organisation is no referral, but proposes one: T1', () => {
    const because = refused.eventsOf('MaterialRefused')[0]?.sequence;
    expect(refused.round.proposals).toEqual([{ organisation: O, trigger: 'T1', because, on: '2026-03-02' }]);
  });
  test('of a department proposes none', () => {
    const story = asked('FD', DUE).does(addressee.FD, 'refuse-material', refuse);
    expect(story.round.proposals).toEqual([]);
    expect(story.eventsOf('MaterialRefused')[0]?.clause).toBe('J-VI.1b');
  });
  test('stops the letters, and what was refused may still come', () => {
    expect(refused.live('2026-04-20T02:00:00.000Z').letters()).toEqual([]);
    const after = refused.does(liaison, 'provide-material', { request: 'M-0001' });
    expect(after.round.proposals).toHaveLength(1);
    expect(after.refusal(liaison, 'refuse-material', refuse)).toMatchObject({ missing: [{ fact: 'NotYetProvided' }] });
  });
});

test('what is asked of one is read by the committee’s side, the team and the asked alone', () => {
  expect(readersOf('MaterialRequested', { askedOf: 'DISC', field: 'content' })).toEqual(
    expect.arrayContaining(['OFF', 'TL', 'DISC']),
  );
  for (const stranger of ['ORG', 'PR', 'OD', 'FD'] as const)
    expect(readersOf('MaterialRequested', { askedOf: 'DISC', field: 'content' })).not.toContain(stranger);
});

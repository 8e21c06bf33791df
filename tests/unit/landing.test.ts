/** No finding leaves the count: what becomes of findings that are merged, split and waived, told as sentences. */
import { describe, expect, test } from 'vitest';
import { outlook } from '../../domain/round/round.ts';
import { findingOf } from '../../domain/round/parts.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { evidence, prose } from '../../examples/story/prose.ts';
import { office, secretary, executive } from '../../examples/story/registry.ts';
import { merged, returnedOnce } from '../../examples/rows/landing.ts';
import { F1, F2, liaison, NEXT_WEEK, O, planItems, TODAY } from '../../examples/rows/row.ts';
import { isRefusal } from '../../domain/refusal.ts';

const [F3, F4] = ['F-0703', 'F-0704'];
const split = (story: Story) => story.does(office, 'split-finding', { finding: F1, into: [F3, F4] });
const openItems = (story: Story) =>
  story
    .filed()
    .refusal(office, 'close-round', {})
    .missing.flatMap(({ fact, finding }) => (fact === 'FindingAccepted' ? finding : []));

test('a merged finding lands with the one that took it in', () => {
  const story = merged().withTransfersAccepted().withReport1().withReport2().disclosed();
  expect(openItems(story)).toEqual([F2]);
  const closed = story.withFindingsAccepted().filed().does(office, 'close-round', {});
  expect(closed.eventsOf('RoundClosed')[0]?.data).toEqual({
    findings: 2,
    transfers: 3,
    landed: { accepted: 1, merged: 1, split: 0, waived: 0 },
  });
});

test('a split finding lands when every part has landed', () => {
  const story = split(aRound().withItemsDone()).withTransfersAccepted().withReport1().withReport2().disclosed();
  expect(openItems(story)).toEqual([F2, F3, F4]);
  const butOne = [F2, F3].reduce((told, finding) => told.does(office, 'accept-finding', { finding }), story);
  expect(openItems(butOne)).toEqual([F4]);
  const closed = butOne.does(office, 'accept-finding', { finding: F4 }).filed().does(office, 'close-round', {});
  expect(closed.eventsOf('RoundClosed')[0]?.data.landed).toEqual({ accepted: 3, merged: 0, split: 1, waived: 0 });
});

test('the parts of a split finding begin as the whole stood', () => {
  const whole = findingOf(aRound().withItemsDone().round, F1);
  const { round } = split(aRound().withItemsDone());
  for (const code of [F3, F4])
    expect(findingOf(round, code)).toEqual({ ...whole, code, splitFrom: F1, rearrangedOn: TODAY });
  expect(findingOf(round, F1)).toMatchObject({ state: 'SPLIT', splitInto: [F3, F4], settledOn: TODAY });
});

test('a part of a split finding may be split again, and merged', () => {
  const again = split(aRound().withItemsDone())
    .does(office, 'split-finding', { finding: F3, into: ['F-0705', 'F-0706'] })
    .does(office, 'merge-finding', { finding: 'F-0706', into: F4 });
  expect(findingOf(again.round, 'F-0705').splitFrom).toBe(F3);
  expect(outlook(again.round).details).toContain('Findings landed 3 of 6');
});

test('the page of the round counts what landed in whatever way', () => {
  const story = merged()
    .does(secretary, 'waive-finding', { finding: F2, reason: prose('why') })
    .confirmed(executive);
  expect(outlook(story.round).details).toContain('Findings landed 2 of 2');
});

describe('what has landed in another way than being accepted', () => {
  const mergedAndWaived = () =>
    merged()
      .does(secretary, 'waive-finding', { finding: F2, reason: prose('why') })
      .confirmed(executive);

  test('is held by nobody whom the office could press', () => {
    const pressing = { dueOn: NEXT_WEEK, content: prose('order') };
    for (const target of [F1, F2])
      expect(mergedAndWaived().refusal(office, 'supervise', { target, ...pressing }).missing[0]?.fact).toBe(
        'TargetOpen',
      );
  });

  test('is not handed over to a new principal', () => {
    const story = merged().does(liaison, 'hand-over', { organisation: O, newPrincipal: 'P-INSPECTOR' });
    expect(story.eventsOf('HandedOver')[0]?.data.findings).toEqual([F2]);
  });
});

describe('a second rectification that moves', () => {
  const bothReturned = (first: string, second: string) =>
    returnedOnce(F1, first).does(office, 'return-finding', { finding: F2, reason: prose('thin'), dueOn: second });
  const merge = (story: Story) => story.does(office, 'merge-finding', { finding: F1, into: F2 });

  test('keeps the earlier of two days: the other’s', () => {
    const story = merge(bothReturned('2026-05-01', '2026-04-01'));
    expect(story.duty('F-0702/second-rectification')).toMatchObject({ dueOn: '2026-04-01', outcome: null });
    expect(story.eventsOf('FindingMerged')[0]?.opens ?? []).toEqual([]);
  });

  test('keeps the earlier of two days: its own', () => {
    const story = merge(bothReturned('2026-04-01', '2026-05-01'));
    expect(story.duty('F-0702/second-rectification')).toMatchObject({ outcome: 'SUPERSEDED' });
    expect(story.duty('F-0702/second-rectification.2')).toMatchObject({ dueOn: '2026-04-01', outcome: null });
  });

  test('is met where it went', () => {
    const story = merge(returnedOnce()).does(liaison, 'report-item', {
      finding: F2,
      grade: 'DONE',
      content: prose('both'),
      evidence: [evidence('both')],
    });
    expect(story.duty('F-0702/second-rectification').outcome).toBe('MET');
  });
});

test('no merging is dated before the other finding was returned', () => {
  const story = aRound()
    .withItemsDone()
    .at(NEXT_WEEK)
    .does(office, 'return-finding', { finding: F2, reason: prose('thin'), dueOn: '2026-04-01' });
  expect(story.refusal(office, 'merge-finding', { finding: F1, into: F2, on: TODAY })).toMatchObject({
    missing: [{ fact: 'onNotBeforeWhatItAnswers' }],
  });
});

describe('nothing is done to what did not exist yet', () => {
  const later = () => aRound().withItemsDone().at(NEXT_WEEK);
  const dated = { missing: [{ fact: 'onNotBeforeWhatItAnswers' }] };

  test('a part is neither reported nor accepted before the day of the split', () => {
    const story = split(later());
    const item = { finding: F3, grade: 'DONE', content: prose('done'), evidence: [evidence('done')] } as const;
    expect(story.refusal(liaison, 'report-item', { ...item, on: TODAY })).toMatchObject(dated);
    expect(story.refusal(office, 'accept-finding', { finding: F3, on: TODAY })).toMatchObject(dated);
  });

  test('a finding that took another in is not accepted before that day', () => {
    const story = later().does(office, 'merge-finding', { finding: F1, into: F2 });
    expect(story.refusal(office, 'accept-finding', { finding: F2, on: TODAY })).toMatchObject(dated);
  });

  test('a plan is not dated before the last merging that it reckons with', () => {
    const story = aRound().withFeedbackSigned().at(NEXT_WEEK).does(office, 'merge-finding', { finding: F1, into: F2 });
    const plan = { organisation: O, items: planItems.slice(1), on: TODAY };
    expect(story.refusal(liaison, 'submit-plan', plan)).toMatchObject(dated);
  });
});

test('a plan covers what still counts, and nothing else', () => {
  const story = aRound().withFeedbackSigned().does(office, 'merge-finding', { finding: F1, into: F2 });
  expect(story.refusal(liaison, 'submit-plan', { organisation: O, items: planItems })).toMatchObject({
    missing: [{ fact: 'FindingStillCounts', finding: F1 }],
  });
  expect(isRefusal(story.answer(liaison, 'submit-plan', { organisation: O, items: planItems.slice(1) }))).toBe(false);
});

test('a returned plan leaves what was waived where it landed', () => {
  const story = aRound()
    .withPlan()
    .does(secretary, 'waive-finding', { finding: F1, reason: prose('why') })
    .confirmed(executive)
    .does(office, 'return-plan', { organisation: O, reason: prose('thin') });
  expect(findingOf(story.round, F1).state).toBe('WAIVED');
  expect(findingOf(story.round, F2).state).toBe('FED_BACK');
});

describe('a disclosure', () => {
  const exempt = (story: Story, finding: string) =>
    (['INSIDE', 'PUBLIC'] as const).reduce(
      (told, scope) =>
        told.does(secretary, 'exempt-disclosure', { organisation: O, scope, finding, reason: prose('why') }),
      story,
    );
  const unsettled = (story: Story) =>
    story
      .filed()
      .refusal(office, 'close-round', {})
      .missing.some(({ fact }) => fact === 'Disclosed');

  test('is settled when each finding that still counts is exempt', () => {
    expect(unsettled(merged())).toBe(true);
    expect(unsettled(exempt(merged(), F2))).toBe(false);
  });

  test('is not settled by waiving everything that could have been disclosed', () => {
    const waived = [F1, F2].reduce(
      (told, finding) => told.does(secretary, 'waive-finding', { finding, reason: prose('why') }).confirmed(executive),
      aRound().withPlanAccepted(),
    );
    expect(unsettled(waived)).toBe(true);
  });

  test('is exempt for each part of a finding that was exempt as a whole', () => {
    const parts = split(exempt(exempt(aRound().withPlanAccepted(), F1), F2));
    expect(unsettled(parts)).toBe(false);
  });
});

test('a finding is not merged before its own last step, whatever the other one’s was', () => {
  const story = aRound()
    .withPlanAccepted()
    .at(NEXT_WEEK)
    .does(liaison, 'report-item', {
      finding: F1,
      grade: 'NOT_DONE',
      content: prose('report'),
      evidence: [],
    });
  expect(story.refusal(office, 'merge-finding', { finding: F1, into: F2, on: TODAY })).toMatchObject({
    missing: [{ fact: 'onNotBeforeWhatItAnswers' }],
  });
});

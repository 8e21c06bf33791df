/** A wrong day is corrected and not overwritten (T-5, J-V.5d): by two people, with both days kept, and without making anything timely. */
import { describe, expect, test } from 'vitest';
import { outcomeByFirstDay } from '../../domain/dossier/duty.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { O, principal } from '../../examples/rows/row.ts';
import { prose } from '../../examples/story/prose.ts';
import { director, office, secretary } from '../../examples/story/registry.ts';
import { aRound } from '../../examples/story.ts';

const REPORT = `${O}/report-1`;
/** Given on 2 March, signed for on the 6th and entered on the 9th; the body’s signature under another day. */
const signedOn = (bodyOn: string) =>
  aRound()
    .withFeedbackGiven()
    .at('2026-03-09T02:00:00.000Z')
    .withFeedbackSigned(O, { principalOn: '2026-03-06', bodyOn });
type Told = ReturnType<typeof signedOn>;
const correction = (story: Told, to: string) =>
  ({
    sequence: story.eventsOf('FeedbackSigned').at(-1)?.sequence ?? 0,
    field: 'on',
    to,
    reason: prose('misread'),
  }) as const;
const corrected = (story: Told, to: string) =>
  story.does(principal, 'correct', correction(story, to)).confirmed(secretary);

describe('the day of a signature', () => {
  test('moves the clocks of both reports once the leading group’s leader has confirmed it', () => {
    const story = signedOn('2026-03-09');
    expect(story.duty(REPORT)).toMatchObject({ dueOn: '2026-05-09', anchor: { on: '2026-03-09' } });
    const proposed = story.does(principal, 'correct', correction(story, '2026-03-07'));
    expect(proposed.duty(REPORT).dueOn).toBe('2026-05-09');
    const right = proposed.confirmed(secretary);
    for (const report of [REPORT, `${O}/report-2`])
      expect(right.duty(report)).toMatchObject({
        dueOn: '2026-05-07',
        originalDueOn: '2026-05-07',
        anchor: { on: '2026-03-07' },
      });
    expect(right.duty(`${O}/receipt-body`)).toMatchObject({ closedOn: '2026-03-07', arrivedOn: '2026-03-09' });
  });

  test('stays in the ledger as it was, beside the right one', () => {
    const right = corrected(signedOn('2026-03-09'), '2026-03-07');
    expect(right.eventsOf('FeedbackSigned').at(-1)).toMatchObject({ on: '2026-03-09' });
    expect(right.eventsOf('EntryCorrected')).toMatchObject([
      {
        data: { from: '2026-03-09', to: '2026-03-07', moved: [{ from: '2026-05-09', to: '2026-05-07' }, {}] },
      },
    ]);
  });

  test('of the two signatures the later one counts, whichever is corrected', () => {
    const right = corrected(signedOn('2026-03-09'), '2026-03-06');
    expect(right.duty(REPORT).dueOn).toBe('2026-05-06');
    const early = signedOn('2026-03-06');
    const sequence = early.eventsOf('FeedbackSigned').at(0)?.sequence ?? 0;
    const later = early
      .does(principal, 'correct', { ...correction(early, '2026-03-08'), sequence })
      .confirmed(secretary);
    expect(later.duty(REPORT)).toMatchObject({ dueOn: '2026-05-08', anchor: { on: '2026-03-08' } });
  });

  test('is not the business of whoever else signed nothing, nor confirmed by who asks for it', () => {
    const story = signedOn('2026-03-09');
    expect(story.refusal(office, 'correct', correction(story, '2026-03-07')).missing[0]?.fact).toBe('post');
    const proposal = { proposal: `PROPOSAL-${story.round.sequence + 1}` };
    const proposed = story.does(principal, 'correct', correction(story, '2026-03-07'));
    for (const by of [principal, office, director])
      expect(isRefusal(proposed.answer(by, 'confirm', proposal))).toBe(true);
  });

  test('lists the letters that have left, and withdraws those that have not', () => {
    const reminded = signedOn('2026-03-09').live('2026-04-30T02:00:00.000Z');
    const sent = reminded.letters().filter(({ duty, sentAt }) => duty.endsWith('/report-1') && sentAt !== null);
    expect(sent.length).toBeGreaterThan(1);
    const [event] = corrected(reminded, '2026-03-07').eventsOf('EntryCorrected');
    expect(event?.data.letters).toEqual(expect.arrayContaining(sent.map(({ key }) => key)));
  });

  test('makes nothing timely that was late', () => {
    const late = signedOn('2026-03-06').live('2026-05-08T02:00:00.000Z');
    expect(late.duty(REPORT)).toMatchObject({ dueOn: '2026-05-06', overdueNoted: true });
    const right = corrected(late, '2026-03-09');
    expect(right.duty(REPORT)).toMatchObject({ dueOn: '2026-05-09', originalDueOn: '2026-05-06' });
    const reported = right.does(principal, 'submit-report-1', { organisation: O, content: prose('report') });
    expect(reported.duty(REPORT).outcome).toBe('MET');
    expect(outcomeByFirstDay(reported.duty(REPORT))).toBe('MET_LATE');
    expect(reported.eventsOf('DutyWentOverdue').some(({ data }) => data.duty.endsWith(REPORT))).toBe(true);
  });
});

test('a day of the office is confirmed by another one of the office', () => {
  const noticed = aRound()
    .mobilised()
    .at('2026-03-09T02:00:00.000Z')
    .does(office, 'publish-entry-notice', { organisation: O, channels: ['LETTER'], intakeClosesOn: '2026-04-30' });
  const sequence = noticed.eventsOf('EntryNoticePublished').at(-1)?.sequence ?? 0;
  const proposed = noticed.does(office, 'correct', {
    sequence,
    field: 'on',
    to: '2026-03-06',
    reason: prose('misread'),
  });
  const proposal = { proposal: `PROPOSAL-${proposed.round.sequence}` };
  expect(proposed.refusal(office, 'confirm', proposal).missing).toMatchObject([{ fact: 'AnotherPerson' }]);
  expect(proposed.confirmed(director).round.organisations[O]?.noticeOn).toBe('2026-03-06');
});

test('while history is entered, the outcome follows the right day', () => {
  const entering = aRound({ takeover: true }).withFeedbackSigned().at('2026-09-01T02:00:00.000Z');
  const wrong = entering.does(office, 'submit-report-1', {
    organisation: O,
    content: prose('report'),
    on: '2026-07-20',
  });
  expect(wrong.duty(REPORT).outcome).toBe('MET_LATE');
  const sequence = wrong.eventsOf('RectificationReportSubmitted').at(-1)?.sequence ?? 0;
  const right = wrong.does(office, 'correct', { sequence, field: 'on', to: '2026-04-20', reason: prose('misread') });
  expect(right.duty(REPORT)).toMatchObject({ outcome: 'MET', closedOn: '2026-04-20' });
});

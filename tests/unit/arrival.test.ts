/** Which day is believed (T-5): the day on which the ledger gets an act decides whether a duty was met in time; the day that the
 *  actor gives stands beside it. */
import { describe, expect, test } from 'vitest';
import { shownDuty } from '../../ledger/reads/shared.ts';
import { standing } from '../../mail/texts/term.ts';
import { get } from '../../domain/keyed.ts';
import { outcomeByFirstDay } from '../../domain/dossier/duty.ts';
import { fold, outlook } from '../../domain/round/round.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { prose } from '../../examples/story/prose.ts';
import { holderOf, secretary } from '../../examples/story/registry.ts';

const O = 'O-07';
const principal = holderOf('PRINCIPAL', O);
const receiptInAWeek = {
  pack: { clocks: { 'receipt-principal': { basis: 'T', span: { days: 7 }, ladder: [] } } },
} as const;
/** Given on 2 March, to be signed for by the 9th. */
const given = () => aRound(receiptInAWeek).withFeedbackGiven();
const signed = (story: Story, on?: string) =>
  story.does(principal, 'sign-feedback', { organisation: O, as: 'PRINCIPAL', ...(on === undefined ? {} : { on }) });
const receipt = (story: Story) => story.duty(`${O}/receipt-principal`);

describe('the outcome of a duty', () => {
  test.each([
    ['on its last day', '2026-03-09T15:59:59.000Z', undefined, 'MET', '2026-03-09', undefined],
    ['one second later', '2026-03-09T16:00:01.000Z', undefined, 'MET_LATE', '2026-03-10', undefined],
    ['later, under an earlier day', '2026-03-11T02:00:00.000Z', '2026-03-08', 'MET_LATE', '2026-03-08', '2026-03-11'],
    ['in time, under an earlier day', '2026-03-08T02:00:00.000Z', '2026-03-07', 'MET', '2026-03-07', '2026-03-08'],
  ])('is decided by the arrival: %s', (_how, now, on, outcome, closedOn, arrivedOn) => {
    const story = signed(given().at(now), on);
    expect(receipt(story)).toMatchObject({ outcome, closedOn });
    expect(receipt(story).arrivedOn).toBe(arrivedOn);
    expect(story.eventsOf('FeedbackSigned')[0]?.closes).toEqual([
      { key: receipt(story).key, on: closedOn, outcome, ...(arrivedOn === undefined ? {} : { arrivedOn }) },
    ]);
  });

  test('says in the event what it says in the round: an event of before is not judged again', () => {
    const story = signed(given().at('2026-03-11T02:00:00.000Z'), '2026-03-08');
    const [first, ...rest] = story.events;
    if (first?.type !== 'RoundPlanned') throw new Error('a round begins with its plan');
    const before = rest.map((event) => {
      if (event.type !== 'FeedbackSigned') return event;
      return { ...event, closes: [{ key: receipt(story).key, on: '2026-03-08', outcome: 'MET' as const }] };
    });
    const duty = get(fold(first, before).duties, receipt(story).key);
    expect(duty).toMatchObject({ outcome: 'MET', closedOn: '2026-03-08' });
    expect(duty).not.toHaveProperty('arrivedOn');
    expect(duty && shownDuty(duty, story.now)).toMatchObject({ arrivedOn: '2026-03-08', outcomeByFirstDay: 'MET' });
  });

  test('takes the day on the paper while history is entered', () => {
    const story = signed(
      aRound({ ...receiptInAWeek, takeover: true })
        .withFeedbackGiven()
        .at('2026-04-20T02:00:00.000Z'),
      '2026-03-08',
    );
    expect(receipt(story)).toMatchObject({ outcome: 'MET', closedOn: '2026-03-08' });
    expect(receipt(story)).not.toHaveProperty('arrivedOn');
  });
});

describe('the outcome by the first day', () => {
  const REPORT = `R-2026-01/${O}/report-1`;
  /** Due on 2 May; extended by a month in time. */
  const extended = () =>
    aRound()
      .withFeedbackSigned()
      .withReport2()
      .live('2026-04-30T02:00:00.000Z')
      .does(secretary, 'grant-extension', { duty: REPORT, to: '2026-06-02', reason: prose('flood') });
  const inOn = (now: string) => extended().live(now).withReport1();

  test.each([
    ['2026-05-02T15:59:59.000Z', 'MET', 'MET'],
    ['2026-05-02T16:00:01.000Z', 'MET', 'MET_LATE'],
    ['2026-06-02T15:59:59.000Z', 'MET', 'MET_LATE'],
    ['2026-06-02T16:00:01.000Z', 'MET_LATE', 'MET_LATE'],
  ])('is kept beside the one by the day in force: in at %s', (now, outcome, byFirstDay) => {
    const duty = inOn(now).duty(`${O}/report-1`);
    expect([duty.outcome, outcomeByFirstDay(duty)]).toEqual([outcome, byFirstDay]);
  });

  test('is none while the duty is open, and that of the duty where nothing met it', () => {
    const story = extended();
    expect(outcomeByFirstDay(story.duty(`${O}/report-1`))).toBeNull();
    const superseded = { ...story.duty(`${O}/report-1`), outcome: 'SUPERSEDED', closedOn: '2026-04-01' } as const;
    expect(outcomeByFirstDay(superseded)).toBe('SUPERSEDED');
  });

  test('leaves out the days on which the clock stood still', () => {
    const duty = { ...inOn('2026-05-09T02:00:00.000Z').duty(`${O}/report-1`), pausedDays: 7 };
    expect(outcomeByFirstDay(duty)).toBe('MET');
    expect(outcomeByFirstDay({ ...duty, pausedDays: 6 })).toBe('MET_LATE');
  });

  test('is on the page and in the letters, with both days', () => {
    const late = inOn('2026-05-10T02:00:00.000Z');
    const plain = (text: string) => text.replaceAll('\u2011', '-');
    expect(plain(outlook(late.round).details)).toContain('in 2026-05-10, **late by the first day**');
    expect(plain(outlook(late.round, 'zh').details)).toContain('已报2026-05-10，**按原期限逾期**');
    const duty = late.duty(`${O}/report-1`);
    expect(standing(duty, '2026-05-11')).toBe('已办结（2026年5月10日；按原期限为逾期）');
    expect(standing({ ...duty, closedOn: '2026-05-01', arrivedOn: '2026-05-10' }, '2026-05-11')).toBe(
      '已办结（2026年5月1日，2026年5月10日收到，以收到日为准；按原期限为逾期）',
    );
  });
});

/** Months, days and midnights (J-V.4d–f): calendar months clamped to the last day, days that end at 24:00 in Beijing, the
 *  same in whatever zone the machine runs. */
import { execFileSync } from 'node:child_process';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  addToDay,
  atBeijingTime,
  dayOf,
  daysBetween,
  earlier,
  endOfDay,
  hasCome,
  isBefore,
  later,
} from '../../domain/calendar.ts';
import { isOverdue } from '../../domain/dossier/duty.ts';
import { aRound } from '../../examples/story.ts';
import { holderOf, secretary } from '../../examples/story/registry.ts';
import { prose } from '../../examples/story/prose.ts';

describe('a span of months', () => {
  test.each([
    ['2026-11-23', 2, '2027-01-23', 'the same day of the month'],
    ['2025-12-31', 2, '2026-02-28', 'clamped, not 60 days'],
    ['2027-12-31', 2, '2028-02-29', 'clamped, in a leap year'],
    ['2026-12-29', 2, '2027-02-28', 'clamped by one day'],
    ['2026-12-30', 2, '2027-02-28', 'clamped by two days'],
    ['2027-12-29', 2, '2028-02-29', 'not clamped: 29 February exists'],
    ['2026-08-31', 3, '2026-11-30', 'clamped to November'],
    ['2026-11-30', 3, '2027-02-28', 'clamped to February'],
    ['2028-02-29', 2, '2028-04-29', 'from 29 February, not from the end of the month'],
    ['2028-02-29', 12, '2029-02-28', 'a year from 29 February'],
    ['2026-02-28', 2, '2026-04-28', 'the last day does not stick'],
    ['2025-10-21', 3, '2026-01-21', 'as an office printed it (Xuchang, 2025)'],
    ['2022-01-27', 2, '2022-03-27', 'a Sunday stays a Sunday'],
  ])('from %s, %i months, is %s: %s', (from, months, to) => {
    expect(addToDay(from, { months })).toBe(to);
  });

  test('days are days', () => {
    expect(addToDay('2026-02-28', { days: 1 })).toBe('2026-03-01');
    expect(addToDay('2026-03-01', { days: -20 })).toBe('2026-02-09');
    expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
    expect(daysBetween('2026-03-01', '2026-02-28')).toBe(-1);
    expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365);
  });
});

describe('a day in Beijing', () => {
  test('ends at its 24:00, sixteen hundred in Greenwich', () => {
    expect(endOfDay('2027-01-23')).toBe('2027-01-23T16:00:00.000Z');
    expect(endOfDay('2026-12-31')).toBe('2026-12-31T16:00:00.000Z');
    expect(endOfDay('2028-02-28')).toBe('2028-02-28T16:00:00.000Z');
  });

  test.each([
    ['2026-11-23T15:59:59.999Z', '2026-11-23', '23:59:59.999'],
    ['2026-11-23T16:00:00.000Z', '2026-11-24', '00:00'],
    ['2026-11-23T15:59:00.000Z', '2026-11-23', '23:59'],
    ['2026-11-23T16:01:00.000Z', '2026-11-24', '00:01'],
    ['2026-12-31T16:01:00.000Z', '2027-01-01', 'the new year, while it is last year in Greenwich'],
  ])('at %s it is %s (%s)', (instant, day) => {
    expect(dayOf(instant)).toBe(day);
  });

  test('begins letters at 08:30', () => {
    expect(atBeijingTime('2027-01-03', '08:30')).toBe('2027-01-03T00:30:00.000Z');
  });

  test('instants are compared as moments, never as strings', () => {
    expect(isBefore('2026-01-01T08:00:00.000+08:00', '2026-01-01T00:00:00.001Z')).toBe(true);
    expect(hasCome('2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z')).toBe(true);
    expect(later('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z')).toBe('2026-01-02T00:00:00.000Z');
    expect(earlier(null, '2026-01-02T00:00:00.000Z')).toBe('2026-01-02T00:00:00.000Z');
    expect(earlier('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z')).toBe('2026-01-01T00:00:00.000Z');
    expect(earlier(null, null)).toBeNull();
  });
});

const anyDay = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

property.prop([anyDay, fc.integer({ min: 1, max: 36 })])(
  'months never reach beyond the month they end in',
  (day, months) => {
    const due = addToDay(day, { months });
    const monthsOn =
      (Number(due.slice(0, 4)) - Number(day.slice(0, 4))) * 12 + Number(due.slice(5, 7)) - Number(day.slice(5, 7));
    expect(monthsOn).toBe(months);
    expect(Number(due.slice(8)) <= Number(day.slice(8))).toBe(true);
    if (due.slice(8) !== day.slice(8)) expect(addToDay(due, { days: 1 }).slice(8)).toBe('01');
  },
);

property.prop([anyDay])('every instant of a day lies before its end, and the end belongs to the next', (day) => {
  const end = endOfDay(day);
  expect(dayOf(end)).toBe(addToDay(day, { days: 1 }));
  expect(dayOf(new Date(Date.parse(end) - 1).toISOString())).toBe(day);
});

describe('the clock of two months', () => {
  const signedAt = (now: string) =>
    aRound({ now: '2025-12-01T02:00:00.000Z' }).withFeedbackGiven().at(now).withFeedbackSigned();

  test.each([
    ['2025-12-31T15:59:00.000Z', '2025-12-31', '2026-02-28', '23:59 Beijing'],
    ['2025-12-31T16:01:00.000Z', '2026-01-01', '2026-03-01', '00:01 Beijing'],
  ])('feedback signed at %s counts from %s and ends on %s: %s', (now, anchor, dueOn) => {
    const duty = signedAt(now).duty('O-07/report-1');
    expect(duty).toMatchObject({ dueOn, originalDueOn: dueOn, anchor: { event: 'FeedbackSigned', on: anchor } });
    expect(duty.dueAt).toBe(endOfDay(dueOn));
  });

  test.each([
    ['2026-01-05', '2026-01-19', '2026-03-19'],
    ['2026-01-19', '2026-01-05', '2026-03-19'],
    ['2026-01-19', '2026-01-19', '2026-03-19'],
  ])('runs from the later receipt: principal %s, body %s, due %s', (principalOn, bodyOn, dueOn) => {
    const story = aRound({ now: '2025-12-01T02:00:00.000Z', pack: { paperDays: 30 } })
      .withFeedbackGiven()
      .at('2026-02-01T02:00:00.000Z')
      .withFeedbackSigned('O-07', { principalOn, bodyOn });
    for (const report of ['report-1', 'report-2']) {
      const { anchor, dueOn: due } = story.duty(`O-07/${report}`);
      expect(due).toBe(dueOn);
      const event = story.events.find(({ sequence }) => sequence === anchor.sequence);
      expect(event).toMatchObject({ type: 'FeedbackSigned', on: anchor.on });
    }
  });

  test('is late one second after the end of the last day, and not one second before', () => {
    const story = signedAt('2025-12-31T04:00:00.000Z');
    const duty = story.duty('O-07/report-1');
    expect(isOverdue(duty, '2026-02-28T15:59:59.000Z')).toBe(false);
    expect(isOverdue(duty, '2026-02-28T16:00:01.000Z')).toBe(true);
    const reportedAt = (now: string) => story.passTime(now).withReport1().duty('O-07/report-1').outcome;
    expect(reportedAt('2026-02-28T15:59:59.000Z')).toBe('MET');
    expect(reportedAt('2026-02-28T16:00:01.000Z')).toBe('MET_LATE');
  });

  test('one of two reports is not done; both in late is done, late', () => {
    const story = signedAt('2025-12-31T04:00:00.000Z').passTime('2026-03-05T04:00:00.000Z').withReport1();
    expect(story.duty('O-07/report-1').outcome).toBe('MET_LATE');
    expect(isOverdue(story.duty('O-07/report-2'), story.now)).toBe(true);
    expect(story.withReport2().duty('O-07/report-2').outcome).toBe('MET_LATE');
  });
});

describe('the clock of three months', () => {
  test('does not run before the transfer is received', () => {
    const story = aRound().withTransfersSent().passTime('2029-03-02T02:00:00.000Z');
    expect(story.duty('T-0701/transfer-receipt')).toMatchObject({ dueOn: null, outcome: null });
    expect(story.eventsOf('RungReached')).toEqual([]);
  });

  test('runs from each receipt, item by item, clamped', () => {
    const story = aRound().withTransfersSent().at('2026-08-31T02:00:00.000Z').withTransfersReceived();
    expect(story.duty('T-0701/transfer-answer-disc').dueOn).toBe('2026-11-30');
    expect(story.duty('T-0702/transfer-answer-od').dueOn).toBe('2026-11-30');
    expect(story.duty('T-0703/transfer-answer-fd').dueOn).toBeNull();
  });

  test('stops when the transfer comes back, and starts anew where it is sent', () => {
    const story = aRound()
      .withTransfersReceived()
      .at('2026-05-02T02:00:00.000Z')
      .does(holderOf('DISCIPLINE_ORGAN'), 'return-transfer', { transfer: 'T-0701', reason: prose('not ours') });
    expect(story.duty('T-0701/transfer-answer-disc').outcome).toBe('SUPERSEDED');
    const overdue = story.passTime('2027-05-02T02:00:00.000Z').eventsOf('DutyWentOverdue');
    expect(overdue.map(({ data }) => data.duty)).toEqual(['R-2026-01/T-0702/transfer-answer-od']);
    const again = story
      .does(secretary, 'decide-transfer', { transfer: 'T-0701', to: 'OD', kind: 'MATTER', decision: 'D-2026-4' })
      .does(holderOf('OFFICE_STAFF'), 'send-transfer', { transfer: 'T-0701' })
      .does(holderOf('ORGANISATION_DEPARTMENT'), 'receive-transfer', { transfer: 'T-0701' });
    expect(again.duty('T-0701/transfer-answer-od').dueOn).toBe('2026-08-02');
  });
});

test('a duty without a figure is never late', () => {
  const story = aRound().withFeedbackGiven().passTime('2046-03-02T02:00:00.000Z');
  expect(story.eventsOf('DutyWentOverdue')).toEqual([]);
  for (const key of ['O-07/receipt-principal', 'O-07/receipt-body'])
    expect(isOverdue(story.duty(key), story.now)).toBe(false);
});

describe('the zone of the machine', () => {
  const script = `
    import { addToDay, atBeijingTime, dayOf, endOfDay } from './domain/calendar.ts';
    import { aRound } from './examples/story.ts';
    const story = aRound({ now: '2025-12-01T02:00:00.000Z' })
      .withFeedbackGiven().at('2025-12-31T15:59:00.000Z').withFeedbackSigned().live('2026-04-01T00:00:00.000Z');
    console.log(JSON.stringify({
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      offset: new Date('2026-01-15T12:00:00Z').getTimezoneOffset(),
      values: [
        addToDay('2025-12-31', { months: 2 }), addToDay('2026-08-31', { months: 3 }), endOfDay('2026-03-29'),
        atBeijingTime('2026-11-01', '08:30'), dayOf('2026-11-23T15:59:00.000Z'), dayOf('2026-11-23T16:01:00.000Z'),
        story.events.filter(({ type }) => type === 'RungReached' || type === 'DutyWentOverdue').map(({ at, on, data }) => [at, on, data]),
        story.letters().map(({ key, writtenAt }) => [key, writtenAt]),
      ],
    }));`;
  const inZone = (TZ: string) => {
    const printed = execFileSync('node', ['--import', 'tsx', '--input-type=module', '-e', script], {
      env: { ...process.env, TZ },
      encoding: 'utf8',
    });
    const answer: { zone: string; offset: number; values: unknown } = JSON.parse(printed);
    return answer;
  };

  test('changes nothing: UTC, Shanghai and New York agree', { timeout: 60_000 }, () => {
    const [utc, shanghai, newYork] = ['UTC', 'Asia/Shanghai', 'America/New_York'].map(inZone);
    expect([utc?.offset, shanghai?.offset, newYork?.offset]).toEqual([0, -480, 300]);
    expect(shanghai?.values).toEqual(utc?.values);
    expect(newYork?.values).toEqual(utc?.values);
    expect(utc?.values).toMatchObject([
      '2026-02-28',
      '2026-11-30',
      '2026-03-29T16:00:00.000Z',
      '2026-11-01T00:30:00.000Z',
      '2026-11-23',
      '2026-11-24',
      expect.any(Array),
      expect.any(Array),
    ]);
  });
});

/** The letter that climbs (J-V.4h, J-VI.2a): which rung on which day, to whom, once; and how it ends. */
import { describe, expect, test } from 'vitest';
import { spread } from '../../domain/keyed.ts';
import { outlook } from '../../domain/round/round.ts';
import { addressee } from '../../examples/story/feedback.ts';
import { aRound } from '../../examples/story.ts';
import { evidence, prose } from '../../examples/story/prose.ts';
import { holderOf, office, secretary } from '../../examples/story/registry.ts';
import { theMailroom } from '../../examples/story/telling.ts';
import {
  REPORT,
  CLUE,
  MATTER,
  onTime,
  owing,
  GREEN,
  YELLOW,
  MIDNIGHT,
  RED,
  TOP,
  justBefore,
  rungsOf,
  lettersOf,
  onRung,
} from '../support/ladder.ts';

describe('the ladder of the organisation’s reports', () => {
  test.each([
    [1, GREEN],
    [2, YELLOW],
    [3, RED],
    [4, TOP],
  ])('rung %i is reached at %s, 08:30 in Beijing, and not a moment earlier', (rung, moment) => {
    const before = owing().live(justBefore(moment));
    expect(rungsOf(before).map((reached) => reached.rung)).not.toContain(rung);
    const reached = rungsOf(before.live(moment)).find((each) => each.rung === rung);
    expect(reached).toMatchObject({ due: moment, actual: moment, overtaken: false, repetition: 1 });
  });

  test('goes overdue at midnight, between yellow and red', () => {
    expect(owing().live(justBefore(MIDNIGHT)).eventsOf('DutyWentOverdue')).toEqual([]);
    const overdue = owing().live(MIDNIGHT).eventsOf('DutyWentOverdue');
    expect(overdue.map(({ at, data }) => [at, data.duty, data.since])).toEqual([
      [MIDNIGHT, REPORT, MIDNIGHT],
      [MIDNIGHT, 'R-2026-01/O-07/report-2', MIDNIGHT],
    ]);
  });

  test('spreads the rungs of different rounds over the minutes of the pack, the same for every rung of a round', () => {
    const minutesOf = (code: string) =>
      rungsOf(
        aRound({ code, pack: { spreadMinutes: 15 } })
          .withFeedbackSigned()
          .live('2026-06-01T00:00:00.000Z'),
        `${code}/O-07/report-1`,
      ).map(({ due }) => ((Date.parse(due) - Date.parse(GREEN)) / 60_000) % 1_440);
    const codes = ['R-2026-01', 'R-2026-02', 'R-2026-03', 'R-2026-04', 'R-2026-05'];
    for (const code of codes) {
      const expected = spread(code, 15);
      expect(minutesOf(code)).toEqual(
        [expected, expected, expected, expected, expected].slice(0, minutesOf(code).length),
      );
      expect(expected).toBeLessThan(15);
    }
    expect(new Set(codes.map((code) => spread(code, 15))).size).toBeGreaterThan(1);
  });

  test('repeats its top rung every ten days until the report is in', () => {
    const story = owing().live('2026-06-15T00:00:00.000Z');
    expect(rungsOf(story).map(({ rung, repetition, due }) => [rung, repetition, due])).toEqual([
      [1, 1, GREEN],
      [2, 1, YELLOW],
      [3, 1, RED],
      [4, 1, TOP],
      [4, 2, '2026-05-22T00:30:00.000Z'],
      [4, 3, '2026-06-01T00:30:00.000Z'],
      [4, 4, '2026-06-11T00:30:00.000Z'],
    ]);
    expect(onRung(story, 4)).toEqual(Array.from({ length: 4 }, () => `top ${secretary}`));
    const after = story.withReport1().live('2026-12-31T00:00:00.000Z');
    expect(rungsOf(after)).toHaveLength(7);
  });

  test('is silent when the report is in', () => {
    const story = owing().withReport1().live('2027-03-02T00:00:00.000Z');
    expect(rungsOf(story)).toEqual([]);
    expect(lettersOf(story)).toEqual([]);
  });

  test('one day late and two hundred days late stand on different rungs', () => {
    expect(owing().live('2026-05-03T16:00:00.000Z').duty('O-07/report-1')).toMatchObject({ rung: 3, repetition: 1 });
    expect(owing().live('2026-11-18T16:00:00.000Z').duty('O-07/report-1')).toMatchObject({ rung: 4, repetition: 20 });
  });

  test('writes to the right posts on each rung', () => {
    const story = owing().live(TOP);
    expect(onRung(story, 1)).toEqual(['green P-PERSON-IN-CHARGE-07']);
    expect(onRung(story, 2)).toEqual(['yellow P-PERSON-IN-CHARGE-07', 'yellow P-LEADER-IN-CHARGE-07']);
    expect(onRung(story, 3)).toEqual(['red P-LIAISON-07', 'red P-PRINCIPAL-07', 'red copy P-OFFICE-DIRECTOR']);
    expect(onRung(story, 4)).toEqual([`top ${secretary}`]);
    for (const letter of lettersOf(story)) expect(letter.state).toBe('SENT');
  });

  test('proposes a referral to the first responsible person of inspection work, by J-VI.2a', () => {
    const story = owing().live(TOP);
    expect(lettersOf(story).map(({ rung, proposes }) => [rung, proposes])).toContainEqual([4, 'REFERRAL_T5']);
    const top = story.eventsOf('LetterWritten').find(({ data }) => data.duty === REPORT && data.rung === 4);
    expect(top?.clause).toBe('J-VI.2a');
    expect(top?.data.letter).toBe(`${REPORT}/rung-4/${secretary}`);
    expect(story.round.proposals).toMatchObject([{ organisation: 'O-07', trigger: 'T5', on: '2026-05-12' }]);
  });

  test('names its letters by duty, rung, repetition and reader', () => {
    const keys = lettersOf(owing().live('2026-05-23T00:00:00.000Z')).map(({ key }) => key.slice(REPORT.length + 1));
    expect(keys).toEqual([
      'rung-1/P-PERSON-IN-CHARGE-07',
      'rung-2/P-PERSON-IN-CHARGE-07',
      'rung-2/P-LEADER-IN-CHARGE-07',
      'rung-3/P-LIAISON-07',
      'rung-3/P-PRINCIPAL-07',
      'rung-3/P-OFFICE-DIRECTOR',
      `rung-4/${secretary}`,
      `rung-4.2/${secretary}`,
    ]);
  });
});

describe('the ladders of the transfers', () => {
  // Received on 2 March, due on 2 June.
  const story = aRound({ pack: onTime }).withTransfersReceived().mailed().live('2026-06-12T00:30:00.000Z');

  test('climb from the discipline organ to its secretary', () => {
    expect(rungsOf(story, CLUE).map(({ due }) => due.slice(0, 10))).toEqual([
      '2026-05-13',
      '2026-05-23',
      '2026-06-03',
      '2026-06-12',
    ]);
    expect(onRung(story, 1, CLUE)).toEqual(['green P-DISCIPLINE-ORGAN']);
    expect(onRung(story, 2, CLUE)).toEqual(['yellow P-DISCIPLINE-ORGAN', 'yellow P-DISCIPLINE-SECRETARY']);
    expect(onRung(story, 3, CLUE)).toEqual([
      'red P-DISCIPLINE-ORGAN',
      'red P-DISCIPLINE-SECRETARY',
      'red copy P-OFFICE-DIRECTOR',
    ]);
    expect(onRung(story, 4, CLUE)).toEqual([`top ${secretary}`]);
  });

  test('climb from the organisation department to its head, and propose supervision', () => {
    expect(onRung(story, 2, MATTER)).toEqual(['yellow P-ORGANISATION-DEPARTMENT', 'yellow P-ORGANISATION-HEAD']);
    expect(lettersOf(story, MATTER).at(-1)?.proposes).toBe('SUPERVISION');
  });

  test('a functional department has no figure, and gets no reminder', () => {
    expect(lettersOf(story, 'R-2026-01/T-0703/transfer-answer-fd')).toEqual([]);
  });
});

describe('an outage, and paper that arrives late', () => {
  test('records the overtaken rungs, and only the highest writes', () => {
    const back = '2026-05-04T03:00:00.000Z';
    const story = owing().passTime(back);
    expect(rungsOf(story).map(({ rung, due, actual, overtaken }) => [rung, due, actual, overtaken])).toEqual([
      [1, GREEN, back, true],
      [2, YELLOW, back, true],
      [3, RED, back, false],
    ]);
    expect(lettersOf(story).map(({ rung }) => rung)).toEqual([3, 3, 3]);
    expect(lettersOf(story).map(({ rungDueAt }) => rungDueAt)).toEqual([RED, RED, RED]);
    expect(story.eventsOf('DutyWentOverdue')[0]?.data.since).toBe(MIDNIGHT);
  });

  test('of many repetitions of the top rung only the last writes', () => {
    const story = owing().passTime('2026-08-01T00:00:00.000Z');
    expect(rungsOf(story).filter(({ overtaken }) => !overtaken)).toMatchObject([{ rung: 4, repetition: 9 }]);
    expect(lettersOf(story)).toMatchObject([{ rung: 4, repetition: 9, key: `${REPORT}/rung-4.9/${secretary}` }]);
    expect(rungsOf(story.passTime('2026-08-10T00:30:00.000Z')).at(-1)).toMatchObject({
      repetition: 10,
      overtaken: false,
    });
  });

  test('a receipt entered two months later starts a clock that is already overdue, where the pack lets it', () => {
    const story = aRound({ pack: { ...onTime, paperDays: undefined } })
      .withFeedbackGiven()
      .mailed()
      .at('2026-05-20T02:00:00.000Z')
      .withFeedbackSigned('O-07', { principalOn: '2026-03-02', bodyOn: '2026-03-10' });
    expect(story.duty('O-07/report-1')).toMatchObject({ dueOn: '2026-05-10', rung: 0 });
    const { wakeAt } = outlook(story.round);
    expect(wakeAt && Date.parse(wakeAt) <= Date.parse(story.now)).toBe(true);
    const woken = story.passTime(story.now);
    expect(rungsOf(woken).map(({ rung, overtaken }) => [rung, overtaken])).toEqual([
      [1, true],
      [2, true],
      [3, true],
      [4, false],
    ]);
    expect(outlook(woken.round).wakeAt).toBe('2026-05-30T00:30:00.000Z');
  });

  test('waking twice at the same moment does nothing the second time', () => {
    const once = owing().passTime(RED);
    expect(once.passTime(RED).events).toHaveLength(once.events.length);
  });
});

describe('who gets a letter', () => {
  test('a person who holds two posts gets one', () => {
    const story = owing().withPostHeldBy('PRINCIPAL', holderOf('LIAISON', 'O-07')).live(RED);
    expect(onRung(story, 3)).toEqual(['red P-LIAISON-07', 'red copy P-OFFICE-DIRECTOR']);
  });

  test('a person who is addressed gets no copy as well', () => {
    const story = aRound({ pack: onTime })
      .withTransfersReceived()
      .withPostHeldBy('OFFICE_DIRECTOR', holderOf('DISCIPLINE_ORGAN'))
      .mailed()
      .live('2026-06-04T00:30:00.000Z');
    expect(onRung(story, 3, CLUE)).toEqual(['red P-DISCIPLINE-ORGAN', 'red P-DISCIPLINE-SECRETARY']);
  });

  test('two holders of one post get one each', () => {
    const story = owing()
      .varied((registry) => ({
        ...registry,
        holders: [...registry.holders, { post: 'LIAISON', place: 'O-07', person: 'P-2', hasAddress: true }],
      }))
      .live(RED);
    expect(onRung(story, 3)).toEqual([
      'red P-LIAISON-07',
      'red P-2',
      'red P-PRINCIPAL-07',
      'red copy P-OFFICE-DIRECTOR',
    ]);
  });

  test('whoever holds the post on the day it is written', () => {
    const story = owing().withPostHeldBy('PERSON_IN_CHARGE', 'P-NEW').live(GREEN);
    expect(onRung(story, 1)).toEqual(['green P-NEW']);
  });

  test('the holder at the organisation concerned, not at another', () => {
    const story = owing({ organisations: 2 }).live(GREEN);
    expect(onRung(story, 1, 'R-2026-01/O-08/report-1')).toEqual(['green P-PERSON-IN-CHARGE-08']);
  });
});

describe('a duty that is met', () => {
  const key = `${REPORT}/rung-1/P-PERSON-IN-CHARGE-07`;

  test('withdraws its unsent letters, waiting or due, and no other’s', () => {
    const story = owing().passTime(GREEN);
    const met = story.withReport1();
    expect(met.eventsOf('LetterWithdrawn').map(({ data }) => data)).toEqual([{ letter: key, reason: 'DUTY_CLOSED' }]);
    expect(met.unsent().map(({ duty }) => duty)).toEqual(['R-2026-01/O-07/report-2']);
    const waiting = story.fails(key).withReport1();
    expect(waiting.eventsOf('LetterWithdrawn')).toHaveLength(1);
    expect(outlook(waiting.mailed().round).wakeAt).toBe(YELLOW);
  });

  test('leaves a sent letter as it is', () => {
    const story = owing().passTime(GREEN).mailed().withReport1();
    expect(story.eventsOf('LetterWithdrawn')).toEqual([]);
  });

  test('a letter on its way when it is met is recorded as sent, if it was', () => {
    const story = owing().passTime(GREEN).withReport1().does(theMailroom, 'letter-sent', { letter: key, attempt: 1 });
    expect(story.letters().find((letter) => letter.key === key)?.state).toBe('SENT');
  });

  test('a letter on its way when it is met, and not delivered, troubles nobody', () => {
    const met = owing().passTime(GREEN).withReport1();
    const report = met.answer(theMailroom, 'letter-failed', { letter: key, attempt: 1, permanent: true });
    const written = 'missing' in report ? [] : report.filter(({ type }) => type === 'LetterWritten');
    expect(written).toEqual([]);
  });

  test('second rectification: the day given climbs the ladder, and stops when the item is done', () => {
    const liaison = holderOf('LIAISON', 'O-07');
    const done = { finding: 'F-0701', grade: 'DONE', content: prose('done'), evidence: [evidence('one')] } as const;
    const story = aRound({ pack: onTime })
      .withPlanAccepted()
      .does(liaison, 'report-item', done)
      .does(office, 'return-finding', { finding: 'F-0701', reason: prose('thin'), dueOn: '2026-04-01' })
      .withReport1()
      .withReport2()
      .mailed();
    const second = 'R-2026-01/F-0701/second-rectification';
    const climbing = story.live('2026-04-02T00:30:00.000Z');
    expect(rungsOf(climbing, second).map(({ rung, due }) => [rung, due])).toEqual([
      [1, '2026-03-12T00:30:00.000Z'],
      [2, '2026-03-22T00:30:00.000Z'],
      [3, '2026-04-02T00:30:00.000Z'],
    ]);
    expect(onRung(climbing, 3, second)).toEqual([
      'red P-LIAISON-07',
      'red P-PRINCIPAL-07',
      'red copy P-OFFICE-DIRECTOR',
    ]);
    const met = climbing.does(liaison, 'report-item', done);
    expect(met.duty('F-0701/second-rectification').outcome).toBe('MET_LATE');
    expect(rungsOf(met.live('2026-12-31T00:00:00.000Z'), second)).toHaveLength(3);
  });
});

describe('signing for a letter', () => {
  const story = owing().live(RED);
  const red = `${REPORT}/rung-3/P-PRINCIPAL-07`;
  test('is for its addressee, and for who holds the post now', () => {
    const successor = { person: 'P-NEW', posts: [{ post: 'PRINCIPAL', place: 'O-07' } as const] };
    for (const by of ['P-PRINCIPAL-07', successor])
      expect(story.does(by, 'sign-letter', { letter: red }).eventsOf('LetterSigned')).toHaveLength(1);
    for (const by of [office, secretary])
      expect(story.refusal(by, 'sign-letter', { letter: red })).toMatchObject({ missing: [{ fact: 'post' }] });
    // Of a letter that is out of their sight nobody learns that it is there.
    for (const by of [addressee.DISC, holderOf('PRINCIPAL', 'O-08')])
      expect(['post', 'LetterInRound']).toContain(story.refusal(by, 'sign-letter', { letter: red }).missing[0]?.fact);
  });
});

/** What becomes of a letter that cannot be delivered (J-V.4h): further attempts, a new holder of the post, a notice. */
import { describe, expect, test } from 'vitest';
import { outlook } from '../../domain/round/round.ts';
import type { Story } from '../../examples/story.ts';
import { secretary } from '../../examples/story/registry.ts';
import {
  REPORT,
  owing,
  GREEN,
  RED,
  justBefore,
  minutesAfter,
  rungsOf,
  lettersOf,
  noticesOf,
  failures,
} from '../support/ladder.ts';

describe('a letter that cannot be delivered', () => {
  const told = (story: Story) => noticesOf(story).map(({ to, about }) => [to.person, about]);

  test('tells the office of a vacant post', () => {
    const story = owing().withPostHeldBy('PERSON_IN_CHARGE', null).passTime(GREEN);
    const key = `${REPORT}/rung-1/PERSON_IN_CHARGE`;
    expect(failures(story)).toContainEqual(
      expect.objectContaining({ letter: key, reason: 'POST_VACANT', final: true, told: true }),
    );
    expect(told(story)).toContainEqual(['P-OFFICE-DIRECTOR', key]);
    expect(story.round.unreachable).toBe(0);
    expect(story.mailed().unsent()).toEqual([]);
  });

  test('tells the office of a person without an address', () => {
    const story = owing().withPostHeldBy('PERSON_IN_CHARGE', 'P-9', { hasAddress: false }).passTime(GREEN);
    expect(failures(story)[0]).toMatchObject({ letter: `${REPORT}/rung-1/P-9`, reason: 'NO_ADDRESS', told: true });
    expect(told(story)[0]).toEqual(['P-OFFICE-DIRECTOR', `${REPORT}/rung-1/P-9`]);
  });

  const nobody = (...posts: readonly ('OFFICE_DIRECTOR' | 'OFFICE_STAFF' | 'LG_LEADER')[]) =>
    posts.reduce(
      (story, post) => story.withPostHeldBy(post, null),
      owing().withReport2().withPostHeldBy('PERSON_IN_CHARGE', null),
    );

  test('tells the staff when nobody directs the office', () => {
    expect(told(nobody('OFFICE_DIRECTOR').passTime(GREEN)).map(([who]) => who)).toEqual(['P-OFFICE-STAFF']);
  });
  test('tells the leading group’s leader when the office is empty', () => {
    const story = nobody('OFFICE_DIRECTOR', 'OFFICE_STAFF').passTime(GREEN);
    expect(told(story).map(([who]) => who)).toEqual([secretary]);
    expect(story.round.unreachable).toBe(0);
  });
  test('is counted when nobody at all can be told, and shown', () => {
    const story = nobody('OFFICE_DIRECTOR', 'OFFICE_STAFF', 'LG_LEADER').passTime(GREEN);
    expect(failures(story)).toMatchObject([{ told: false, final: true }]);
    expect(story.round.unreachable).toBe(1);
    expect(outlook(story.round).details).toContain('letters that reached nobody 1');
  });
  test('passes over a director without an address', () => {
    const story = owing()
      .withReport2()
      .withPostHeldBy('PERSON_IN_CHARGE', null)
      .withPostHeldBy('OFFICE_DIRECTOR', 'P-9', { hasAddress: false })
      .passTime(GREEN);
    expect(told(story).map(([who]) => who)).toEqual(['P-OFFICE-STAFF']);
  });
});

describe('a failed attempt', () => {
  const key = `${REPORT}/rung-1/P-PERSON-IN-CHARGE-07`;
  const written = owing().withReport2().passTime(GREEN);

  test('waits as long as the pack says, then tries again under the same key', () => {
    let story = written;
    for (const [attempt, minutes] of story.round.pack.retryAfterMinutes.entries()) {
      story = story.fails(key);
      expect(failures(story).at(-1)).toMatchObject({ attempt: attempt + 1, reason: 'NOT_DELIVERED', final: false });
      expect(story.unsent()).toEqual([]);
      const again = minutesAfter(story.now, minutes);
      expect(outlook(story.round).wakeAt).toBe(again);
      expect(story.passTime(justBefore(again)).unsent()).toEqual([]);
      story = story.passTime(again);
      expect(story.unsent()).toMatchObject([{ key, attempt: attempt + 2 }]);
    }
    const givenUp = story.fails(key);
    expect(failures(givenUp).at(-1)).toMatchObject({ attempt: 7, reason: 'GIVEN_UP', final: true, told: true });
    expect(givenUp.unsent()).toMatchObject([{ kind: 'undelivered', about: key, to: { person: 'P-OFFICE-DIRECTOR' } }]);
    expect(lettersOf(givenUp).filter(({ rung }) => rung === 1)).toHaveLength(1);
  });

  test('never stops the next rung', () => {
    const story = written.fails(key).live(RED);
    expect(rungsOf(story).map(({ rung }) => rung)).toEqual([1, 2, 3]);
  });

  test('that the server refuses for good climbs at once', () => {
    const story = written.fails(key, { permanent: true });
    expect(failures(story)).toMatchObject([{ letter: key, attempt: 1, reason: 'REFUSED', final: true, told: true }]);
    expect(story.unsent().map(({ to }) => to.person)).toEqual(['P-OFFICE-DIRECTOR']);
    expect(story.round.outbox).not.toContain(key);
  });

  test('of a notice climbs from the director to the staff to the leader, and then counts as unreachable', () => {
    let story = written.fails(key, { permanent: true });
    const readers: unknown[] = [];
    for (let [notice] = story.unsent(); notice; [notice] = story.unsent()) {
      readers.push(notice.to.person);
      story = story.fails(notice.key, { permanent: true });
    }
    expect(readers).toEqual(['P-OFFICE-DIRECTOR', 'P-OFFICE-STAFF', secretary]);
    expect(story.round.unreachable).toBe(1);
  });

  test('of a notice waits like any other', () => {
    const story = written.fails(key, { permanent: true });
    const [notice] = story.unsent();
    const waiting = story.fails(notice?.key ?? '');
    expect(waiting.passTime(minutesAfter(story.now, 30)).unsent()).toMatchObject([{ key: notice?.key, attempt: 2 }]);
  });
});

describe('a post that changes hands between two attempts', () => {
  const key = (person: string, rung = 3) => `${REPORT}/rung-${rung}/${person}`;
  /** The red letters are written, and all fail once. */
  const failing = () =>
    owing()
      .withReport2()
      .passTime(RED)
      .fails(key('P-LIAISON-07'))
      .fails(key('P-PRINCIPAL-07'))
      .fails(key('P-OFFICE-DIRECTOR'));
  const again = minutesAfter(RED, 30);
  const open = (story: Story) => story.unsent().map(({ to }) => to.person);

  test('withdraws the letter, and writes it to the new holder', () => {
    const story = failing().withPostHeldBy('PRINCIPAL', 'P-NEW').passTime(again);
    expect(story.eventsOf('LetterWithdrawn').map(({ data }) => data)).toEqual([
      { letter: key('P-PRINCIPAL-07'), reason: 'HOLDER_CHANGED' },
    ]);
    expect(story.unsent().map((letter) => [letter.key, letter.attempt])).toEqual([
      [key('P-LIAISON-07'), 2],
      [key('P-OFFICE-DIRECTOR'), 2],
      [key('P-NEW'), 1],
    ]);
    expect(story.letters().at(-1)).toMatchObject({ kind: 'red', rung: 3, rungDueAt: RED, duty: REPORT });
  });

  test('keeps a copy a copy', () => {
    const story = failing().withPostHeldBy('OFFICE_DIRECTOR', 'P-NEW').passTime(again);
    expect(story.letters().find((letter) => letter.key === key('P-NEW'))).toMatchObject({ copy: true });
  });

  test('keeps naming who gets copies', () => {
    const story = failing().withPostHeldBy('PRINCIPAL', 'P-NEW').passTime(again);
    const copied = story.letters().find((letter) => letter.key === key('P-NEW'))?.cc;
    expect(copied).toMatchObject([{ person: 'P-OFFICE-DIRECTOR' }]);
  });

  test('writes one letter to one person who takes over both posts', () => {
    const story = failing().withPostHeldBy('PRINCIPAL', 'P-NEW').withPostHeldBy('LIAISON', 'P-NEW').passTime(again);
    expect(open(story).filter((person) => person === 'P-NEW')).toHaveLength(1);
    expect(new Set(story.round.outbox).size).toBe(story.round.outbox.length);
  });

  test('finds the former holder again when the post comes back', () => {
    const story = failing().withPostHeldBy('PRINCIPAL', 'P-NEW').passTime(again).fails(key('P-NEW'));
    const back = story.withPostHeldBy('PRINCIPAL', 'P-PRINCIPAL-07').passTime(minutesAfter(again, 30));
    expect(open(back)).toContain('P-PRINCIPAL-07');
  });

  test('tells the office when the post is vacant by then', () => {
    const story = failing().withPostHeldBy('PRINCIPAL', null).passTime(again);
    expect(failures(story).at(-1)).toMatchObject({ letter: `${REPORT}/rung-3/PRINCIPAL`, reason: 'POST_VACANT' });
    expect(noticesOf(story)).toHaveLength(1);
  });

  test('does not write twice to a new holder who has had the letter', () => {
    const story = owing()
      .withReport2()
      .passTime(RED)
      .fails(key('P-PRINCIPAL-07'))
      .mailed()
      .withPostHeldBy('PRINCIPAL', 'P-LIAISON-07')
      .passTime(again);
    expect(story.letters().filter(({ to }) => to.person === 'P-LIAISON-07')).toHaveLength(1);
    expect(story.unsent()).toEqual([]);
  });
});

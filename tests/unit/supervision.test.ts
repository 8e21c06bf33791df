/** An item that the office presses (督办): who gets the letter, how its answer is chased, and what it leaves alone. */
import { describe, expect, test } from 'vitest';
import { outlook } from '../../domain/round/round.ts';
import { all } from '../../domain/keyed.ts';
import { compose } from '../../mail/compose.ts';
import { addressee } from '../../examples/story/feedback.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { holderOf, office } from '../../examples/story/registry.ts';
import { prose } from '../../examples/story/prose.ts';

const liaison = holderOf('LIAISON', 'O-07');
const REPORT = 'R-2026-01/O-07/report-1';
const owing = () =>
  aRound({ pack: { spreadMinutes: 0 } })
    .withFeedbackSigned()
    .mailed();
const pressed = (story: Story, target: string, dueOn = '2026-03-20') =>
  story.does(office, 'supervise', { target, dueOn, content: prose('order') });
const about = (story: Story, code: string) =>
  story
    .letters()
    .filter(({ duty }) => duty.includes(code))
    .map(({ kind, to, copy }) => `${kind} ${copy ? 'copy ' : ''}${to.person}`);

describe('a supervision', () => {
  test('is numbered in the order of the round', () => {
    const story = pressed(pressed(owing(), 'F-0701'), REPORT);
    expect([...all(story.round.supervisions)].map(({ code, target }) => `${code} ${target}`).sort()).toEqual([
      'SUP-0001 F-0701',
      `SUP-0002 ${REPORT}`,
    ]);
  });

  test.each([
    ['F-0701', owing, ['supervision P-LIAISON-07', 'supervision P-PRINCIPAL-07']],
    ['R-2026-01/O-07/report-2', owing, ['supervision P-PRINCIPAL-07']],
    [
      'T-0701',
      () => aRound().withTransfersReceived(),
      ['supervision P-DISCIPLINE-ORGAN', 'supervision P-DISCIPLINE-SECRETARY'],
    ],
    ['T-0703', () => aRound().withTransfersReceived(), ['supervision P-FUNCTIONAL-DEPARTMENT']],
  ])('of %s goes out to whoever holds it', (target, given, letters) => {
    expect(about(pressed(given(), target), 'SUP-0001')).toEqual(letters);
  });

  test('is chased by the day given, up to the leading group', () => {
    const story = pressed(owing(), 'F-0701').live('2026-03-31T02:00:00.000Z');
    const reached = story.eventsOf('RungReached').filter(({ data }) => data.duty.includes('SUP-0001'));
    expect(reached.map(({ at, data }) => `${at.slice(0, 10)} ${data.colour}`)).toEqual([
      '2026-03-17 yellow',
      '2026-03-21 red',
      '2026-03-30 top',
    ]);
    expect(about(story, 'SUP-0001').slice(-1)).toEqual(['top P-SECRETARY']);
    expect(story.round.proposals).toMatchObject([{ organisation: 'O-07', trigger: 'T5', on: '2026-03-30' }]);
  });

  test('leaves the clock of the item alone, and outlives the item until it is answered', () => {
    const story = pressed(owing(), REPORT);
    expect(story.duty('O-07/report-1')).toMatchObject({ dueOn: '2026-05-02', outcome: null });
    const met = story.withReport1();
    expect(met.duty('SUP-0001/supervision-org').outcome).toBeNull();
    const answered = met
      .live('2026-03-22T02:00:00.000Z')
      .does(liaison, 'answer-supervision', { supervision: 'SUP-0001', content: prose('late') });
    expect(answered.duty('SUP-0001/supervision-org').outcome).toBe('MET_LATE');
  });

  test('may follow one that has been answered', () => {
    const answered = pressed(owing(), 'F-0701').does(liaison, 'answer-supervision', {
      supervision: 'SUP-0001',
      content: prose('answer'),
    });
    expect(pressed(answered, 'F-0701').duty('SUP-0002/supervision-org').outcome).toBeNull();
  });

  test('that nobody answered does not hold up a round in which everything has landed, and the closing says so', () => {
    const story = pressed(aRound().withTransfersReceived(), 'T-0701').landed().does(office, 'close-round', {});
    expect(story.duty('SUP-0001/supervision-disc').outcome).toBe('SUPERSEDED');
    expect(story.eventsOf('RoundClosed')[0]?.data.unanswered).toEqual(['SUP-0001']);
    expect(story.mailed().round.outbox).toEqual([]);
  });

  test('is answered by its addressee alone', () => {
    const story = pressed(aRound().withTransfersReceived(), 'T-0701');
    const answer = { supervision: 'SUP-0001', content: prose('answer') };
    for (const by of [liaison, office, addressee.OD])
      expect(story.refusal(by, 'answer-supervision', answer).missing).toMatchObject([{ fact: 'post' }]);
  });

  test('stands on the page of the workflow like any duty', () => {
    expect(outlook(pressed(owing(), 'F-0701').round).details).toContain('O-07 · F-0701 · Answer to a supervision');
  });

  test('says in its letter what is pressed, and by when; not what the office has written', () => {
    const story = pressed(owing(), REPORT);
    const letter = story.letters().find(({ kind }) => kind === 'supervision');
    if (!letter) throw new Error('no letter was written');
    const { subject, text } = compose({
      letter,
      duty: story.duty('SUP-0001/supervision-org'),
      round: 'R-2026-01',
      committeeName: '中共清溪县委',
      organisation: { code: 'O-07', name: '清溪县交通运输局党组' },
      placeName: '清溪县交通运输局党组',
      addresseeName: '张三',
      today: '2026-03-02',
      lost: null,
      rungDueAt: null,
    });
    expect(subject).toBe('督办函：督办答复（整改情况报告）（R-2026-01/O-07）');
    expect(text).toContain('督办编号SUP-0001');
    expect(text).toContain('清溪县交通运输局党组应于2026年3月20日24时前（北京时间）就督办事项的办理情况答复巡察办');
    expect(text).toContain('督办内容不随函载明');
  });
});

/** Silence (J-V.4h): nobody does anything in a round, and that is noticed. */
import { describe, expect, test } from 'vitest';
import { jilin2017Watched } from '../../domain/policy/packs/jilin-2017-watched.ts';
import { outlook } from '../../domain/round/round.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { office, secretary, psc } from '../../examples/story/registry.ts';
import { prose } from '../../examples/story/prose.ts';
import { liaison, O, principal } from '../../examples/rows/row.ts';

const { silentDays, clocks } = jilin2017Watched;
const watched = { pack: { silentDays, clocks, spreadMinutes: 0 } };
/** Everything so far happened on 2 March: the thirtieth day after it is 1 April. */
const inRectification = () => aRound(watched).withFeedbackSigned().mailed();
const NOTICED = '2026-04-01T00:30:00.000Z';
const registryChanges = (story: Story) =>
  story.eventsOf('SilenceNoticed').map(({ at, data }) => [at, data.since, data.days]);
const letters = (story: Story) =>
  story
    .letters()
    .filter(({ duty }) => duty.endsWith('/round/silence'))
    .map(({ kind, to, writtenAt }) => `${writtenAt.slice(0, 10)} ${kind} ${to.post}`);

describe('a round in which nobody acts', () => {
  test('is called silent on the thirtieth day at 08:30, and not a moment earlier', () => {
    const before = inRectification();
    expect(outlook(before.round)).toMatchObject({ wakeAt: NOTICED, why: 'Nobody has acted since 2026-03-02' });
    expect(registryChanges(before.live('2026-04-01T00:29:59.999Z'))).toEqual([]);
    expect(registryChanges(before.live(NOTICED))).toEqual([[NOTICED, '2026-03-02', 30]]);
  });

  test('is the office’s to look after: its director hears of it, then the leading group, again and again', () => {
    const story = inRectification().live('2026-04-22T00:00:00.000Z');
    expect(story.duty('round/silence')).toMatchObject({ owedBy: 'OFF', dueOn: '2026-04-01', outcome: null });
    expect(letters(story)).toEqual([
      '2026-04-02 red OFFICE_DIRECTOR',
      '2026-04-11 top LG_LEADER',
      '2026-04-21 top LG_LEADER',
    ]);
    expect(registryChanges(story)).toHaveLength(1);
  });

  test('is silent no longer when anybody acts, in whatever post; the days count anew', () => {
    const story = inRectification().live('2026-04-05T02:00:00.000Z');
    const broken = story.does(principal, 'submit-report-2', { organisation: O, content: prose('duty') });
    expect(broken.eventsOf('SilenceBroken').map(({ data }) => data.days)).toEqual([34]);
    expect(broken.duty('round/silence').outcome).toBe('MET_LATE');
    const again = broken.live('2026-05-06T00:00:00.000Z');
    expect(registryChanges(again).at(-1)).toEqual(['2026-05-05T00:30:00.000Z', '2026-04-05', 30]);
    expect(again.duty('round/silence.2').outcome).toBeNull();
  });

  test('is silent no longer when somebody enters what they did before it fell silent', () => {
    const story = inRectification().live('2026-04-05T02:00:00.000Z');
    const granted = { duty: `R-2026-01/${O}/report-1`, to: '2026-05-20', reason: prose('flood'), on: '2026-03-10' };
    const broken = story.does(secretary, 'grant-extension', granted);
    expect(broken.duty('round/silence')).toMatchObject({ outcome: 'MET_LATE', closedOn: '2026-04-05' });
    expect(broken.eventsOf('SilenceBroken').map(({ data }) => data.days)).toEqual([34]);
  });

  test('is owed a look from the day on which it is noticed, after an outage as well', () => {
    const late = '2026-04-03T02:00:00.000Z';
    const story = inRectification().passTime(late);
    expect(registryChanges(story)).toEqual([[late, '2026-03-02', 32]]);
    expect(story.duty('round/silence')).toMatchObject({ anchor: { on: '2026-04-03' }, dueOn: '2026-04-03' });
    expect(outlook(story.round).wakeAt).toBe('2026-04-03T16:00:00.000Z');
    expect(letters(story.live('2026-04-05T00:00:00.000Z'))).toEqual(['2026-04-04 red OFFICE_DIRECTOR']);
  });

  test('is not extended: whoever asks for that has acted, and it is over', () => {
    const story = inRectification().live('2026-04-01T02:00:00.000Z');
    const asked = { duty: 'R-2026-01/round/silence', to: '2026-04-20', reason: prose('later') };
    expect(story.refusal(office, 'request-extension', asked).missing).toEqual([
      { fact: 'DutyEndedByAct', duty: asked.duty },
    ]);
    expect(story.refusal(secretary, 'grant-extension', asked).missing[0]?.fact).toBe('DutyEndedByAct');
  });

  test('is not brought to life by its own letters and clocks', () => {
    const story = inRectification().live('2026-05-20T00:00:00.000Z');
    expect(story.eventsOf('RungReached').length).toBeGreaterThan(4);
    expect(story.eventsOf('SilenceBroken')).toEqual([]);
  });

  test('withdraws a letter about the silence that has not left when somebody acts', () => {
    const story = inRectification().live('2026-04-01T02:00:00.000Z').passTime('2026-04-02T00:30:00.000Z');
    const broken = story.does(liaison, 'submit-report-1', { organisation: O, content: prose('report') });
    expect(broken.eventsOf('LetterWithdrawn').map(({ data }) => data.reason)).toContain('DUTY_CLOSED');
  });
});

describe('a round is never called silent', () => {
  const late = '2026-12-31T00:00:00.000Z';
  test.each<[string, () => Story]>([
    ['by a pack that gives no figure', () => aRound().withFeedbackSigned()],
    [
      'while it is suspended',
      () =>
        inRectification()
          .does(secretary, 'suspend-round', { reason: prose('halted') })
          .confirmed(psc),
    ],
    ['when it has been rejected', () => aRound(watched).does(secretary, 'reject-round', { reason: prose('no') })],
    ['when it is closed', () => aRound(watched).closed()],
    ['while its history is entered from paper', () => aRound({ ...watched, takeover: true })],
  ])('%s', (_when, given) => {
    expect(registryChanges(given().live(late))).toEqual([]);
  });

  test('for what it was when it is resumed: the days count from the resumption', () => {
    const resumed = inRectification()
      .does(secretary, 'suspend-round', { reason: prose('halted') })
      .confirmed(psc)
      .live('2026-06-01T02:00:00.000Z')
      .does(secretary, 'resume-round', { reason: prose('on') });
    expect(outlook(resumed.round).wakeAt && registryChanges(resumed)).toEqual([]);
    expect(registryChanges(resumed.live('2026-07-02T00:00:00.000Z'))).toEqual([
      ['2026-07-01T00:30:00.000Z', '2026-06-01', 30],
    ]);
  });

  test('and its closing leaves no silence open', () => {
    const story = aRound(watched).landed().live('2026-04-03T02:00:00.000Z').does(office, 'close-round', {});
    expect(story.duty('round/silence').outcome).toBe('SUPERSEDED');
    expect(story.eventsOf('SilenceBroken')).toEqual([]);
  });
});

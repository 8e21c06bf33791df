/** A round that is halted: the clocks of the office stand still, those of the opinion run on; and a round that is given up. */
import { describe, expect, test } from 'vitest';
import type { Day } from '../../domain/vocabulary.ts';
import { isOpen, isOverdue, outcomeBy, outcomeByFirstDay } from '../../domain/dossier/duty.ts';
import { outlook } from '../../domain/round/round.ts';
import { seatsOf } from '../../domain/round/steps/team.ts';
import { evolve } from '../../domain/round/round.ts';
import { get, all } from '../../domain/keyed.ts';
import { addressee } from '../../examples/story/feedback.ts';
import { asked, DUE } from '../../examples/rows/partner-requests.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { holderOf, leader, office, secretary, psc } from '../../examples/story/registry.ts';
import { prose } from '../../examples/story/prose.ts';
import { isRefusal } from '../../domain/refusal.ts';

const SECOND = 'R-2026-01/F-0701/second-rectification';
const reason = { reason: prose('flood') };
/** The office's own day is 1 May (green on 11 April, yellow on the 21st); the opinion's is 2 May. */
const returned = () =>
  aRound({ pack: { spreadMinutes: 0 } })
    .withItemsDone()
    .does(office, 'return-finding', { finding: 'F-0701', reason: prose('thin'), dueOn: '2026-05-01' })
    .mailed();
const suspended = (story: Story, on?: Day) =>
  story.does(secretary, 'suspend-round', { ...reason, ...(on ? { on } : {}) }).confirmed(psc, on);
const resumed = (story: Story, on?: Day) => story.does(secretary, 'resume-round', { ...reason, ...(on ? { on } : {}) });
const rungs = (story: Story, duty: string) =>
  story
    .eventsOf('RungReached')
    .filter(({ data }) => data.duty === duty)
    .map(({ at, data }) => `${at.slice(0, 10)} ${data.colour} ${data.repetition}`);

describe('a suspended round', () => {
  const halted = () => suspended(returned().live('2026-04-12T02:00:00.000Z'));

  test('shows it, and since when', () => {
    const { attributes, details } = outlook(halted().round);
    expect(attributes.phase).toBe('SUSPENDED');
    expect(details.replaceAll('\u2011', '-')).toContain('Suspended since 2026-04-12');
    expect(details).toContain('stands still');
  });

  test('stops the clocks of the office, and lets those of the opinion run', () => {
    const story = halted().live('2026-06-01T02:00:00.000Z');
    expect(rungs(story, SECOND)).toEqual(['2026-04-11 green 1']);
    expect(rungs(story, 'R-2026-01/O-07/report-1')).toHaveLength(6);
    const duty = story.duty('F-0701/second-rectification');
    expect(duty).toMatchObject({ dueOn: '2026-05-01', dueAt: null, wakeAt: null, pausedOn: '2026-04-12' });
    expect(isOverdue(duty, story.now)).toBe(false);
    expect(story.eventsOf('RoundSuspended')[0]?.data.stopped).toEqual([SECOND]);
  });

  test('adds the days that it stood still, keeps the first day, and goes on with the ladder where it stood', () => {
    const story = resumed(halted().live('2026-05-12T02:00:00.000Z'));
    expect(story.duty('F-0701/second-rectification')).toMatchObject({
      dueOn: '2026-05-31',
      originalDueOn: '2026-05-01',
      pausedOn: null,
      pausedDays: 30,
      rung: 1,
    });
    expect(story.eventsOf('RoundResumed')[0]?.data).toMatchObject({
      days: 30,
      moved: [{ duty: SECOND, from: '2026-05-01', to: '2026-05-31' }],
    });
    expect(story.duty('O-07/report-1')).toMatchObject({ dueOn: '2026-05-02', pausedDays: 0 });
    expect(rungs(story.live('2026-06-02T02:00:00.000Z'), SECOND)).toEqual([
      '2026-04-11 green 1',
      '2026-05-21 yellow 1',
      '2026-06-01 red 1',
    ]);
  });

  test('can be suspended again, and the days add up', () => {
    const once = resumed(halted().live('2026-04-22T02:00:00.000Z'));
    const twice = resumed(suspended(once).live('2026-04-27T02:00:00.000Z'));
    expect(twice.duty('F-0701/second-rectification')).toMatchObject({ dueOn: '2026-05-16', pausedDays: 15 });
    expect(twice.refusal(secretary, 'suspend-round', { ...reason, on: '2026-04-26' }).missing).toMatchObject([
      { fact: 'onNotBeforeWhatItAnswers' },
    ]);
  });

  test('counts nothing as late that is done while the clock stands still', () => {
    const duty = halted().live('2026-06-01T02:00:00.000Z').duty('F-0701/second-rectification');
    expect(outcomeBy(duty, '2026-06-01')).toBe('MET');
    expect(outcomeBy({ ...duty, pausedOn: null }, '2026-06-01')).toBe('MET_LATE');
  });

  test('entered late reaches no further back than what has gone overdue: lateness stays', () => {
    const late = returned().live('2026-05-06T02:00:00.000Z');
    expect(late.duty('F-0701/second-rectification').overdueNoted).toBe(true);
    expect(late.refusal(secretary, 'suspend-round', { ...reason, on: '2026-05-01' }).missing).toMatchObject([
      { fact: 'onNotBeforeWhatItAnswers', answered: '2026-05-02' },
    ]);
    const going = resumed(suspended(late).live('2026-06-01T02:00:00.000Z'));
    expect(going.duty('F-0701/second-rectification')).toMatchObject({ dueOn: '2026-05-27', overdueNoted: true });
    const done = going.does(holderOf('LIAISON', 'O-07'), 'report-item', {
      finding: 'F-0701',
      grade: 'DONE',
      content: prose('done'),
      evidence: ['a'.repeat(64)],
    });
    const duty = done.duty('F-0701/second-rectification');
    expect([duty.outcome, outcomeByFirstDay(duty)]).toEqual(['MET_LATE', 'MET_LATE']);
  });

  test('holds back the unsent letters of the clocks that stand still, and no others', () => {
    const story = suspended(returned().passTime('2026-04-22T02:00:00.000Z'));
    const leaving = () => outlook(story.round).letters.map(({ key }) => key);
    expect(story.round.outbox.some((key) => key.startsWith(SECOND))).toBe(true);
    expect(leaving().some((key) => key.startsWith(SECOND))).toBe(false);
    expect(leaving().some((key) => key.includes('report-1'))).toBe(true);
    const again = outlook(resumed(story).round).letters.map(({ key }) => key);
    expect(again.some((key) => key.startsWith(SECOND))).toBe(true);
  });

  test('takes what the organisation and the departments owe, and nothing that the office or the team does next', () => {
    const story = suspended(aRound().withPlan().withTransfersSent());
    const goesOn = [
      story.answer(holderOf('LIAISON', 'O-07'), 'submit-report-1', { organisation: 'O-07', content: prose('report') }),
      story.answer(addressee.DISC, 'receive-transfer', { transfer: 'T-0701' }),
      story.answer(secretary, 'grant-extension', {
        duty: 'R-2026-01/O-07/report-1',
        to: '2026-06-02',
        reason: prose('flood'),
      }),
    ];
    for (const answer of goesOn) expect(isRefusal(answer), JSON.stringify(answer)).toBe(false);
    const waits = [
      story.answer(office, 'accept-plan', { organisation: 'O-07' }),
      story.answer(office, 'close-round', {}),
      suspended(aRound().entered()).answer(leader, 'withdraw-team', { organisation: 'O-07' }),
      suspended(aRound()).answer(secretary, 'approve-round', { decision: 'D-1' }),
    ];
    for (const answer of waits) expect(answer).toMatchObject({ clause: 'J-I.3a', missing: [{ fact: 'RoundRunning' }] });
  });

  test('stops the clock of a duty that arises meanwhile from its own day on', () => {
    const { round } = returned();
    const [event] = returned().eventsOf('FindingReturned');
    if (!event) throw new Error('nothing was returned');
    const at = '2026-03-10T02:00:00.000Z';
    const [owed] = event.opens ?? [];
    if (!owed) throw new Error('nothing is owed');
    const opens = [{ ...owed, key: `${SECOND}.2`, anchor: { ...owed.anchor, on: '2026-03-10' } }];
    const halted = { ...round, suspendedOn: '2026-03-05' };
    const story = evolve(halted, { ...event, sequence: round.sequence + 1, at, opens });
    expect(get(story.duties, `${SECOND}.2`)).toMatchObject({ pausedOn: '2026-03-10', dueAt: null, wakeAt: null });
  });
});

describe('a cancelled round', () => {
  const cancelled = () =>
    asked('O-07', DUE).passTime('2026-03-21T02:00:00.000Z').does(secretary, 'cancel-round', reason);

  test('has ended: no duty open, no letter unsent, its workflow over', () => {
    const { round } = cancelled();
    expect([...all(round.duties)].filter(isOpen)).toEqual([]);
    expect(round.outbox).toEqual([]);
    expect(outlook(round)).toMatchObject({ closed: true, attributes: { phase: 'CANCELLED', overdueCount: 0 } });
    expect(outlook(round).wakeAt).toBeUndefined();
  });

  test('withdraws each letter once, and says why', () => {
    const withdrawn = cancelled()
      .eventsOf('LetterWithdrawn')
      .map(({ data }) => data);
    expect(withdrawn.length).toBeGreaterThan(0);
    expect(new Set(withdrawn.map(({ letter }) => letter)).size).toBe(withdrawn.length);
    expect(new Set(withdrawn.map(({ reason: why }) => why))).toEqual(new Set(['ROUND_CANCELLED']));
  });

  test('leaves no finding and no transfer: none was decided', () => {
    const { round } = cancelled();
    expect([...all(round.findings), ...all(round.transfers)]).toEqual([]);
  });

  test('frees the seats of its team', () => {
    const story = aRound().entered();
    expect(seatsOf(story.round)).toHaveLength(3);
    expect(seatsOf(suspended(story).round)).toHaveLength(3);
    expect(seatsOf(story.does(secretary, 'cancel-round', reason).round)).toEqual([]);
  });
});

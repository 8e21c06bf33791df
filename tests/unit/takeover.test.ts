/** Taking over: what was begun on paper is entered in silence, and from `go-live` on it is a round like any other. */
import { describe, expect, test } from 'vitest';
import { dayOf } from '../../domain/calendar.ts';
import { commandNames, commands } from '../../contracts/requests/index.ts';
import { ruleBook } from '../../domain/round/steps/index.ts';
import { decide, possibleActions, outlook } from '../../domain/round/round.ts';
import { seatsTaken } from '../../domain/round/steps/team.ts';
import { aPerson, CITY, holderOf, leader, office, secretary } from '../../examples/story/registry.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { prose } from '../../examples/story/prose.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { noFacts } from '../../domain/round/facts.ts';

const [SETTLED, OWING] = ['O-07', 'O-08'];
const FED_BACK = '2026-03-02';
/** Two months are over on 2 May; the tenth day after it lies behind, the twentieth ahead. */
const MID_MAY = '2026-05-16T02:00:00.000Z';

const entering = () => aRound({ takeover: true, organisations: [SETTLED, OWING] });
/** Feedback signed on 2 March; by the middle of May one organisation has reported, late, and all of it is on paper. */
const tenWeeksOfPaper = (): Story =>
  entering().withFeedbackSigned().at(MID_MAY).withReport1(SETTLED, '2026-05-10').withReport2(SETTLED, '2026-04-20');
const live = (story: Story): Story => story.does(office, 'go-live', {}).confirmed(secretary).passTime(story.now);

describe('while history is entered', () => {
  test('time brings nothing about, however much is past', () => {
    const story = tenWeeksOfPaper();
    expect(outlook(story.round).wakeAt).toBeUndefined();
    expect(story.passTime('2027-01-01T00:00:00.000Z').events).toEqual(story.events);
  });

  test('no letter is written, not even the copies of the feedback', () => {
    expect(tenWeeksOfPaper().letters()).toEqual([]);
    expect(tenWeeksOfPaper().withTransfersAccepted().landed().closed().letters()).toEqual([]);
  });

  test('clocks are counted from the days on paper: in time, and late', () => {
    const story = tenWeeksOfPaper();
    expect(story.duty(`${SETTLED}/report-1`)).toMatchObject({ dueOn: '2026-05-02', outcome: 'MET_LATE' });
    expect(story.duty(`${SETTLED}/report-2`)).toMatchObject({ outcome: 'MET', closedOn: '2026-04-20' });
    expect(story.duty(`${OWING}/report-1`)).toMatchObject({ dueOn: '2026-05-02', outcome: null, rung: 0 });
  });

  test('the page says so, and awaits nothing', () => {
    const { details, why, attributes } = outlook(tenWeeksOfPaper().round);
    expect(details).toContain('Entering history from paper; letters are held');
    expect(why).toBe('History is being entered');
    expect(attributes).toMatchObject({ nextDeadline: null, overdueCount: 0, escalationLevel: 0 });
  });

  test('a suspension on paper holds up the office and the team, and nobody who owed', () => {
    const halted = entering()
      .withFeedbackSigned()
      .at(MID_MAY)
      .does(office, 'suspend-round', {
        reason: prose('flood'),
        on: '2026-04-01',
      });
    const report = { organisation: SETTLED, content: prose('report'), on: '2026-04-20' };
    const reported = halted.does(office, 'submit-report-1', report);
    expect(reported.duty(`${SETTLED}/report-1`)).toMatchObject({ outcome: 'MET', closedOn: '2026-04-20' });
    expect(halted.refusal(office, 'approve-round', { decision: 'D-2' }).missing[0]?.fact).toBe('RoundRunning');
  });

  /** The team's own papers stay in its files; who reports under protection does so in person. */
  const inPerson: readonly string[] = [
    'open-paper',
    'review-paper',
    'sign-paper',
    'withdraw-paper',
    'raise-request',
    'seal-key-person',
    'report-retaliation',
    'sign-letter',
    'confirm',
    'decline',
    'name-substitute',
  ];
  test('the office may do whatever others did, but what only they can know, and nobody else may do more than ever', () => {
    const told = tenWeeksOfPaper().withTransfersReceived();
    const clerk = { person: office, posts: [{ post: 'OFFICE_STAFF' as const, place: CITY }] };
    const liaison = holderOf('LIAISON', OWING);
    const stranger = { person: liaison, posts: [{ post: 'LIAISON' as const, place: OWING }] };
    const mine = told.does(office, 'go-live', {}).confirmed(secretary);
    for (const name of commandNames) {
      const denied = (story: Story, actor: typeof clerk | typeof stranger) =>
        [...possibleActions(story.round, name, actor)].filter(({ refusal }) => refusal?.missing[0]?.fact === 'post')
          .length;
      if (inPerson.includes(name)) expect(denied(told, clerk), name).toBe(denied(mine, clerk));
      else expect(denied(told, clerk), name).toBe(0);
      if (name !== 'go-live') expect(denied(told, stranger), name).toBe(denied(mine, stranger));
    }
  });

  test('the office neither reports for the mailroom nor signs for an addressee', () => {
    const { round, now } = aRound().withFeedbackGiven();
    const [letter = ''] = round.outbox;
    const clerk = { person: office, posts: [{ post: 'OFFICE_STAFF' as const, place: CITY }] };
    const report = { letter, attempt: 1 };
    expect(decide({ ...round, takeover: 'ENTERING' }, 'letter-sent', report, clerk, noFacts, now)).toMatchObject({
      missing: [{ fact: 'post', oneOf: 'POST' }],
    });
    const sent = aRound().withFeedbackGiven().mailed();
    const signature = { letter, on: FED_BACK };
    expect(
      decide({ ...sent.round, takeover: 'ENTERING' }, 'sign-letter', signature, clerk, noFacts, now),
    ).toMatchObject({ missing: [{ fact: 'post', oneOf: 'ADDRESSEE' }] });
  });

  test('decisions, receipts and disposals name their paper, as their schemas let them and no other', () => {
    for (const name of commandNames) {
      const { onPaper, recordsPaper } = ruleBook[name];
      const names = (onPaper && name !== 'sign-letter') || recordsPaper;
      expect('document' in commands[name].payload.shape, name).toBe(names);
    }
    const paper = entering().approved().eventsOf('PaperNamed');
    expect(paper.map(({ data }) => [data.action, data.document.number])).toEqual([['approve-round', 'D-2026-PAPER']]);
  });

  test('who enters is who stands in the ledger', () => {
    const story = entering()
      .approved()
      .does(office, 'form-team', {
        team: 'TEAM-1',
        leader,
        deputies: [],
        members: [],
        organisations: [SETTLED, OWING],
      });
    const signed = story.does(office, 'sign-undertaking', { person: leader });
    expect(signed.eventsOf('UndertakingSigned')).toMatchObject([{ by: office, data: { person: leader } }]);
  });

  test('people keep their seats elsewhere, and lend none: only the present counts', () => {
    const busy = entering()
      .approved()
      .varied((registry) => ({
        ...registry,
        people: {
          ...registry.people,
          [leader]: aPerson(leader, ['LEADER'], { seat: { round: 'R-2026-02', team: 'TEAM-9' } }),
        },
      }));
    const withdrawn = busy.withdrawn();
    expect(seatsTaken(busy.entered().round)).toEqual([]);
    expect(isRefusal(withdrawn.answer(office, 'go-live', {}))).toBe(false);
    expect(
      seatsTaken(aRound({ takeover: true }).entered().does(office, 'go-live', {}).confirmed(secretary).round),
    ).toHaveLength(3);
  });
});

describe('going live', () => {
  test('writes one letter for each thing still owed, at the rung where it stands, and none for what is settled', () => {
    const story = live(tenWeeksOfPaper());
    expect(story.letters().map(({ duty, kind, to }) => [duty, kind, to.post])).toEqual([
      [`R-2026-01/${OWING}/report-1`, 'top', 'LG_LEADER'],
      [`R-2026-01/${OWING}/report-2`, 'top', 'LG_LEADER'],
    ]);
    expect(story.eventsOf('DutyWentOverdue')).toHaveLength(2);
    expect(
      story
        .eventsOf('RungReached')
        .map(({ data }) => [data.colour, data.overtaken])
        .slice(0, 4),
    ).toEqual([
      ['green', true],
      ['yellow', true],
      ['red', true],
      ['top', false],
    ]);
  });

  test('counts the repetitions of the paper years for one: the letter is the first, and the next is ten days off', () => {
    const years = '2029-03-02T02:00:00.000Z';
    const story = live(entering().withFeedbackSigned().at(years));
    expect(story.letters().map(({ repetition }) => repetition)).toEqual([1, 1, 1, 1]);
    expect(story.eventsOf('RungReached')).toHaveLength(4 * 4);
    // 12 May 2026 and 102 times ten days.
    expect(new Set(story.letters().map(({ rungDueAt }) => dayOf(rungDueAt ?? '')))).toEqual(new Set(['2029-02-25']));
    expect(dayOf(outlook(story.round).wakeAt ?? '')).toBe('2029-03-07');
    const further = story.live('2029-03-18T02:00:00.000Z').letters();
    expect(further.slice(4).map(({ repetition }) => repetition)).toEqual([2, 2, 2, 2, 3, 3, 3, 3]);
  });

  test('of a top rung whose hour comes later that day writes it then', () => {
    // Due on 2 May; the tenth day's hour is half past eight in Beijing, and it is only seven.
    const story = live(entering().withFeedbackSigned().at('2026-05-11T23:00:00.000Z'));
    expect(new Set(story.letters().map(({ kind }) => kind))).toEqual(new Set(['red']));
    const later = story.live('2026-05-12T02:00:00.000Z').letters();
    expect(later.filter(({ kind }) => kind === 'top').map(({ repetition }) => repetition)).toEqual([1, 1, 1, 1]);
  });

  test('of a clock that is not over writes what its day says, and nothing before its first rung', () => {
    const reminded = live(entering().withFeedbackSigned().at('2026-04-23T02:00:00.000Z'));
    expect(new Set(reminded.letters().map(({ kind }) => kind))).toEqual(new Set(['yellow']));
    expect(live(entering().withFeedbackSigned().at('2026-03-20T02:00:00.000Z')).letters()).toEqual([]);
  });

  test('makes the past a moment to wake for, at once', () => {
    const story = tenWeeksOfPaper().does(office, 'go-live', {}).confirmed(secretary);
    const { wakeAt, details } = outlook(story.round);
    expect(Date.parse(wakeAt ?? '')).toBeLessThan(Date.parse(story.now));
    expect(details).toContain('Taken over from paper');
    expect(details).not.toContain('letters are held');
  });

  test('gives everybody their own business back', () => {
    const story = live(tenWeeksOfPaper());
    const report = { organisation: OWING, content: prose('report') };
    expect(story.refusal(office, 'submit-report-1', report)).toMatchObject({ missing: [{ fact: 'post' }] });
    const reported = story.does(holderOf('LIAISON', OWING), 'submit-report-1', report);
    expect(reported.duty(`${OWING}/report-1`)).toMatchObject({ outcome: 'MET_LATE', closedOn: dayOf(MID_MAY) });
    // The letter about it had not left yet.
    expect(reported.letters().map(({ state }) => state)).toEqual(['WITHDRAWN', 'PREPARED']);
  });

  test('and life goes on: the next rung is reached on its day', () => {
    const story = live(tenWeeksOfPaper()).live('2026-05-23T02:00:00.000Z');
    expect(story.letters().map(({ repetition }) => repetition)).toEqual([1, 1, 2, 2]);
  });

  test('a round whose history is as it would have been lived has the same duties', () => {
    const days = { principalOn: FED_BACK, bodyOn: FED_BACK };
    const paper = entering().withFeedbackSigned(undefined, days).does(office, 'go-live', {}).confirmed(secretary);
    const lived = aRound({ organisations: [SETTLED, OWING] }).withFeedbackSigned(undefined, days);
    for (const key of [`${SETTLED}/report-1`, `${OWING}/report-2`]) {
      const { liveAt, anchor, ...duty } = paper.duty(key);
      const { anchor: livedFrom, ...same } = lived.duty(key);
      expect([liveAt, anchor.on, duty]).toEqual([paper.now, livedFrom.on, same]);
    }
  });
});

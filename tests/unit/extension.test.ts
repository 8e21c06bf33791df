/** What an extension does to a duty (Q10): both days stand side by side, the ladder is aimed at the new one, and whatever
 *  happened under the old one stays in the ledger. */
import { describe, expect, test } from 'vitest';
import type { Day, Instant } from '../../domain/vocabulary.ts';
import { isOverdue } from '../../domain/dossier/duty.ts';
import { outlook } from '../../domain/round/round.ts';
import { get } from '../../domain/keyed.ts';
import { addressee } from '../../examples/story/feedback.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { holderOf, office, secretary } from '../../examples/story/registry.ts';
import { prose } from '../../examples/story/prose.ts';

const REPORT = 'R-2026-01/O-07/report-1';
const liaison = holderOf('LIAISON', 'O-07');
/** As under the first version of the pack: at any time, and as far as the leader decides. */
const unlimited = { extension: undefined } as const;
/** Signed for on 2 March, due on 2 May: rungs on 12 and 22 April, 3, 12 and 22 May, at 08:30 in Beijing. */
const owing = () =>
  aRound({ pack: { spreadMinutes: 0, ...unlimited } })
    .withFeedbackSigned()
    .withReport2()
    .mailed();
const extended = (story: Story, to: Day, on?: Day) =>
  story.does(secretary, 'grant-extension', { duty: REPORT, to, reason: prose('flood'), ...(on ? { on } : {}) });
const reported = (story: Story) =>
  story
    .eventsOf('RungReached')
    .filter(({ data }) => data.duty === REPORT)
    .map(({ at, data }) => `${at.slice(0, 10)} ${data.colour} ${data.repetition}${data.overtaken ? ' overtaken' : ''}`);
const keys = (story: Story) =>
  story
    .letters()
    .filter(({ duty, rung }) => duty === REPORT && rung > 0)
    .map(({ key, state }) => `${key.slice(REPORT.length + 1)} ${state}`);
const YELLOW_PAST: Instant = '2026-04-25T02:00:00.000Z';
const LATE: Instant = '2026-05-04T02:00:00.000Z';

describe('the decision on an extension', () => {
  const written = (story: Story) =>
    story
      .letters()
      .filter(({ kind }) => kind.startsWith('extension'))
      .map(({ kind, duty, to }) => `${kind} of ${duty.slice('R-2026-01/'.length)} to ${to.post}`);

  test('goes by letter to whoever owes, each time anew', () => {
    const twice = extended(extended(owing(), '2026-06-02'), '2026-06-16');
    expect(written(twice)).toEqual([
      'extension-granted of O-07/report-1 to LIAISON',
      'extension-granted of O-07/report-1 to PRINCIPAL',
      'extension-granted of O-07/report-1 to LIAISON',
      'extension-granted of O-07/report-1 to PRINCIPAL',
    ]);
  });

  test('of the principal’s own report goes to the principal alone, and of a transfer to its addressee', () => {
    const reason = prose('reason');
    const to = '2026-12-01';
    const story = aRound({ pack: unlimited })
      .withFeedbackSigned()
      .withTransfersReceived()
      .does(secretary, 'grant-extension', { duty: 'R-2026-01/O-07/report-2', to, reason })
      .does(secretary, 'grant-extension', { duty: 'R-2026-01/T-0701/transfer-answer-disc', to, reason });
    expect(written(story)).toEqual([
      'extension-granted of O-07/report-2 to PRINCIPAL',
      'extension-granted of T-0701/transfer-answer-disc to DISCIPLINE_ORGAN',
      'extension-granted of T-0701/transfer-answer-disc to DISCIPLINE_SECRETARY',
    ]);
  });
});

describe('an extended duty', () => {
  test('shows both days, and how often it was extended', () => {
    const duty = extended(owing(), '2026-06-02').duty('O-07/report-1');
    expect(duty).toMatchObject({
      dueOn: '2026-06-02',
      dueAt: '2026-06-02T16:00:00.000Z',
      originalDueOn: '2026-05-02',
      extensions: 1,
      extendedTo: '2026-06-02',
      requested: null,
    });
  });

  test('gets its reminders again before the new day, each under a key of its own', () => {
    const story = extended(owing().live(YELLOW_PAST), '2026-06-02').live('2026-06-03T02:00:00.000Z');
    expect(reported(story)).toEqual([
      '2026-04-12 green 1',
      '2026-04-22 yellow 1',
      '2026-05-13 green 2',
      '2026-05-23 yellow 2',
      '2026-06-03 red 1',
    ]);
    expect(keys(story).slice(0, 6)).toEqual([
      'rung-1/P-PERSON-IN-CHARGE-07 SENT',
      'rung-2/P-PERSON-IN-CHARGE-07 SENT',
      'rung-2/P-LEADER-IN-CHARGE-07 SENT',
      'rung-1.2/P-PERSON-IN-CHARGE-07 SENT',
      'rung-2.2/P-PERSON-IN-CHARGE-07 SENT',
      'rung-2.2/P-LEADER-IN-CHARGE-07 SENT',
    ]);
  });

  test('is spared the reminders whose moment under the new day is past', () => {
    const story = extended(owing().live(YELLOW_PAST), '2026-05-04').live('2026-05-20T02:00:00.000Z');
    expect(reported(story).slice(2)).toEqual(['2026-05-05 red 1', '2026-05-14 top 1']);
  });

  test('that was late is late no more, and what happened stays', () => {
    const story = extended(owing().live(LATE), '2026-06-02');
    expect(story.duty('O-07/report-1')).toMatchObject({ rung: 0, overdueNoted: false });
    expect(isOverdue(story.duty('O-07/report-1'), story.now)).toBe(false);
    expect(outlook(story.round).attributes).toMatchObject({
      overdueCount: 0,
      nextDeadline: '2026-06-02T16:00:00.000Z',
    });
    const late = story.live('2026-06-13T02:00:00.000Z');
    expect(late.eventsOf('DutyWentOverdue').map(({ data }) => data.since)).toEqual([
      '2026-05-02T16:00:00.000Z',
      '2026-06-02T16:00:00.000Z',
    ]);
    expect(reported(late).slice(3)).toEqual([
      '2026-05-13 green 2',
      '2026-05-23 yellow 2',
      '2026-06-03 red 2',
      '2026-06-12 top 1',
    ]);
  });

  test('repeats its top rung from the new day, and counts on', () => {
    const story = extended(owing().live('2026-05-23T02:00:00.000Z'), '2026-05-25').live('2026-06-20T02:00:00.000Z');
    expect(reported(story).slice(3)).toEqual([
      '2026-05-12 top 1',
      '2026-05-22 top 2',
      '2026-05-26 red 2',
      '2026-06-04 top 3',
      '2026-06-14 top 4',
    ]);
    expect(keys(story).filter((key) => key.startsWith('rung-4'))).toEqual([
      `rung-4/${secretary} SENT`,
      `rung-4.2/${secretary} SENT`,
      `rung-4.3/${secretary} SENT`,
      `rung-4.4/${secretary} SENT`,
    ]);
  });

  test('can be extended again, and its first day is still the first', () => {
    const story = extended(extended(owing(), '2026-06-02').live('2026-06-04T02:00:00.000Z'), '2026-07-02');
    expect(story.duty('O-07/report-1')).toMatchObject({
      dueOn: '2026-07-02',
      originalDueOn: '2026-05-02',
      extensions: 2,
      rung: 0,
    });
    const after = story.live('2026-07-03T02:00:00.000Z');
    expect(reported(after)).toEqual([
      '2026-05-13 green 1',
      '2026-05-23 yellow 1',
      '2026-06-03 red 1',
      '2026-06-12 green 2',
      '2026-06-22 yellow 2',
      '2026-07-03 red 2',
    ]);
  });

  test('is met in time by the new day, and late after it', () => {
    const story = extended(owing(), '2026-06-02');
    const outcomeOn = (on: Instant) => story.live(on).withReport1().duty('O-07/report-1').outcome;
    expect(outcomeOn('2026-06-02T15:59:59.000Z')).toBe('MET');
    expect(outcomeOn('2026-06-02T16:00:01.000Z')).toBe('MET_LATE');
  });

  test('whose new day is past when the paper arrives is climbed at once, like any other', () => {
    const story = extended(owing().live('2026-05-30T02:00:00.000Z'), '2026-05-10', '2026-05-01');
    const climbed = story.passTime('2026-05-30T02:00:00.000Z');
    expect(reported(climbed).slice(-3)).toEqual([
      '2026-05-30 red 2 overtaken',
      '2026-05-30 top 3 overtaken',
      '2026-05-30 top 4',
    ]);
    expect(climbed.duty('O-07/report-1').overdueNoted).toBe(true);
  });

  test('has the letters withdrawn that were written for the old day and have not left', () => {
    const story = extended(owing().passTime('2026-05-03T00:30:00.000Z'), '2026-06-02');
    expect(story.eventsOf('LetterWithdrawn').map(({ data }) => data.reason)).toEqual(Array(3).fill('DAY_MOVED'));
    expect(story.unsent().map(({ kind }) => kind)).toEqual(['extension-granted', 'extension-granted']);
    const again = story.live('2026-06-03T02:00:00.000Z');
    expect(keys(again).filter((key) => key.startsWith('rung-3'))).toEqual([
      'rung-3/P-LIAISON-07 WITHDRAWN',
      'rung-3/P-PRINCIPAL-07 WITHDRAWN',
      'rung-3/P-OFFICE-DIRECTOR WITHDRAWN',
      'rung-3.2/P-LIAISON-07 SENT',
      'rung-3.2/P-PRINCIPAL-07 SENT',
      'rung-3.2/P-OFFICE-DIRECTOR SENT',
    ]);
  });

  test('shows both days on the page of its workflow', () => {
    const { details } = outlook(extended(owing(), '2026-06-02').round);
    expect(details.replaceAll('\u2011', '-')).toContain('due 2026-06-02 (first 2026-05-02)');
  });

  test('of a returned finding moves the day of its plan', () => {
    const story = aRound()
      .withItemsDone()
      .does(office, 'return-finding', { finding: 'F-0701', reason: prose('thin'), dueOn: '2026-04-01' })
      .does(secretary, 'grant-extension', {
        duty: 'R-2026-01/F-0701/second-rectification',
        to: '2026-05-01',
        reason: prose('flood'),
      });
    expect(get(story.round.findings, 'F-0701')?.planDueOn).toBe('2026-05-01');
  });
});

describe('a request', () => {
  const asked = () =>
    owing().does(liaison, 'request-extension', { duty: REPORT, to: '2026-06-02', reason: prose('flood') });

  test('changes no day until it is decided', () => {
    const story = asked().live(LATE);
    expect(story.duty('O-07/report-1')).toMatchObject({
      dueOn: '2026-05-02',
      overdueNoted: true,
      requested: { to: '2026-06-02', awaits: `${REPORT}/extension-decision` },
    });
  });

  test('is granted as asked, or with another day', () => {
    const grant = (to?: Day) =>
      asked()
        .does(secretary, 'grant-extension', { duty: REPORT, reason: prose('yes'), ...(to ? { to } : {}) })
        .duty('O-07/report-1').dueOn;
    expect(grant()).toBe('2026-06-02');
    expect(grant('2026-05-20')).toBe('2026-05-20');
  });

  test('may follow one that was refused', () => {
    const refused = asked().does(secretary, 'refuse-extension', { duty: REPORT, reason: prose('no') });
    expect(refused.duty('O-07/report-1')).toMatchObject({ dueOn: '2026-05-02', requested: null, extensions: 0 });
    const again = refused.does(liaison, 'request-extension', {
      duty: REPORT,
      to: '2026-05-09',
      reason: prose('please'),
    });
    expect(again.duty('O-07/report-1/extension-decision.2').outcome).toBeNull();
  });

  test('lapses when its duty is met', () => {
    const story = aRound()
      .withFeedbackSigned()
      .at('2026-03-20T02:00:00.000Z')
      .does(liaison, 'request-extension', { duty: REPORT, to: '2026-06-02', reason: prose('flood') })
      .withReport1();
    expect(story.eventsOf('ExtensionLapsed')).toMatchObject([{ on: '2026-03-20', data: { duty: REPORT } }]);
    expect(story.duty('O-07/report-1')).toMatchObject({ outcome: 'MET', requested: null });
    expect(story.duty('O-07/report-1/extension-decision')).toMatchObject({
      outcome: 'SUPERSEDED',
      closedOn: '2026-03-20',
    });
  });

  test('of a transfer is the business of whoever has it', () => {
    const story = aRound().withTransfersReceived();
    const answer = 'R-2026-01/T-0701/transfer-answer-disc';
    const payload = { duty: answer, to: '2026-07-02', reason: prose('abroad') };
    expect(story.refusal(addressee.OD, 'request-extension', payload).missing).toMatchObject([{ fact: 'DutyInRound' }]);
    expect(story.refusal(liaison, 'request-extension', payload).missing).toMatchObject([{ fact: 'post' }]);
    expect(
      story.does(addressee.DISC, 'request-extension', payload).duty('T-0701/transfer-answer-disc').requested,
    ).toMatchObject({
      to: '2026-07-02',
    });
  });
});

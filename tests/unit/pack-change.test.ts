/** Another pack for a running round: what is shown is what happens, and every duty keeps its first day. */
import { describe, expect, test } from 'vitest';
import { outlook } from '../../domain/round/round.ts';
import { reprojected } from '../../domain/round/steps/pack-change.ts';
import { packChange } from '../../ledger/pack-change.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { inRegion, office, secretary, psc } from '../../examples/story/registry.ts';
import { prose } from '../../examples/story/prose.ts';

const REPORT = 'R-2026-01/O-07/report-1';
const inAnhui = { registry: inRegion('CN-34') };
const owing = () =>
  aRound({ ...inAnhui, pack: { spreadMinutes: 0 } })
    .withFeedbackSigned()
    .mailed();
function changed(story: Story, pack = 'county-dingyuan'): Story {
  const { shown = '' } = packChange(story.round, pack) ?? {};
  return story.does(secretary, 'change-pack', { pack, reason: prose('reason'), approver: secretary, shown });
}
const daysShown = (story: Story, pack = 'county-dingyuan') =>
  (packChange(story.round, pack)?.duties ?? []).map(({ duty, from, to }) => `${duty.slice(10)} ${from} ${to}`);

describe('the dry run', () => {
  test('shows every open duty with its day now and then, and changes nothing', () => {
    const story = aRound(inAnhui).withFeedbackSigned().withTransfersReceived().withReport2().filed();
    expect(daysShown(story)).toEqual([
      'O-07/report-1 2026-05-02 2026-06-02',
      'P-DEPUTY/appraisal null null',
      'P-INSPECTOR/appraisal null null',
      'P-LEADER/appraisal null null',
      'T-0701/transfer-answer-disc 2026-06-02 2026-06-02',
      'T-0702/transfer-answer-od 2026-06-02 2026-06-02',
      'T-0703/transfer-answer-fd null null',
    ]);
    expect(story.round.pack.id).toBe('jilin-2017');
  });

  test('has another hash as soon as the round is another one, and the same as long as it is not', () => {
    const hash = (story: Story) => packChange(story.round, 'county-dingyuan')?.shown;
    expect(hash(owing())).toBe(hash(owing()));
    expect(hash(owing().withReport1())).not.toBe(hash(owing()));
  });
});

describe('a change of pack', () => {
  test('does what was shown, to every duty that is open', () => {
    const before = owing().withTransfersReceived().withReport2();
    const shown = packChange(before.round, 'county-dingyuan')?.duties ?? [];
    const story = changed(before);
    for (const { duty, to } of shown) expect(story.duty(duty.slice('R-2026-01/'.length)).dueOn, duty).toBe(to);
    expect(story.duty('O-07/report-2')).toMatchObject({ outcome: 'MET', dueOn: '2026-05-02' });
    expect(reprojected(story.round, story.round.pack).filter(({ from, to }) => from !== to)).toEqual([]);
  });

  test('keeps the first day, says what the new one is, and pins the whole pack', () => {
    const story = changed(owing());
    expect(story.duty('O-07/report-1')).toMatchObject({
      dueOn: '2026-06-02',
      originalDueOn: '2026-05-02',
      // A county's figure is not the opinion's.
      basis: 'T',
    });
    expect(story.round.pack).toMatchObject({ id: 'county-dingyuan', version: 3 });
    expect(story.eventsOf('PackChanged')[0]?.data).toMatchObject({
      from: { id: 'jilin-2017', version: 2 },
      approver: secretary,
      moved: [
        { duty: REPORT, from: '2026-05-02', to: '2026-06-02' },
        { duty: 'R-2026-01/O-07/report-2', from: '2026-05-02', to: '2026-06-02' },
      ],
    });
    expect(outlook(story.round).details).toContain('pack county-dingyuan');
  });

  test('aims the ladder at the new day; a duty that was late is late no more', () => {
    const story = changed(owing().live('2026-05-04T02:00:00.000Z'));
    expect(story.duty('O-07/report-1')).toMatchObject({ rung: 0, overdueNoted: false });
    const reached = story
      .live('2026-06-03T02:00:00.000Z')
      .eventsOf('RungReached')
      .filter(({ data }) => data.duty === REPORT);
    expect(reached.slice(3).map(({ at, data }) => `${at.slice(0, 10)} ${data.colour} ${data.repetition}`)).toEqual([
      '2026-05-13 green 2',
      '2026-05-23 yellow 2',
      '2026-06-03 red 2',
    ]);
  });

  test('can be taken back: the day is again the one from the anchor', () => {
    const story = changed(changed(owing()), 'jilin-2017');
    expect(story.duty('O-07/report-1')).toMatchObject({ dueOn: '2026-05-02', originalDueOn: '2026-05-02', basis: 'L' });
  });

  test('to a shorter figure that is past already makes a duty overdue at once', () => {
    const story = changed(changed(owing()).live('2026-05-10T02:00:00.000Z'), 'jilin-2017');
    const late = story.passTime(story.now);
    expect(late.duty('O-07/report-1')).toMatchObject({ dueOn: '2026-05-02', overdueNoted: true, rung: 3 });
  });

  test('leaves a day alone that a person gave', () => {
    const story = aRound(inAnhui)
      .withItemsDone()
      .does(office, 'return-finding', { finding: 'F-0701', reason: prose('thin'), dueOn: '2026-04-01' });
    expect(changed(story).duty('F-0701/second-rectification').dueOn).toBe('2026-04-01');
  });

  test('never brings a duty before the day that an extension gave', () => {
    const extended = (to: string) =>
      owing().does(secretary, 'grant-extension', { duty: REPORT, to, reason: prose('flood') });
    expect(changed(extended('2026-07-02')).duty('O-07/report-1').dueOn).toBe('2026-07-02');
    expect(changed(extended('2026-05-20')).duty('O-07/report-1').dueOn).toBe('2026-06-02');
  });

  test('counts the days that an office clock has stood still', () => {
    const county = changed(owing());
    const halted = county.does(secretary, 'suspend-round', { reason: prose('flood') }).confirmed(psc);
    const story = halted.live('2026-03-12T02:00:00.000Z').does(secretary, 'resume-round', { reason: prose('over') });
    expect(story.duty('O-07/report-1').dueOn).toBe('2026-06-12');
    expect(daysShown(story)).toContain('O-07/report-1 2026-06-12 2026-06-12');
  });

  test('holds for what is opened afterwards', () => {
    const story = changed(aRound(inAnhui).withFeedbackGiven()).withFeedbackSigned();
    expect(story.duty('O-07/report-1')).toMatchObject({ dueOn: '2026-06-02', originalDueOn: '2026-06-02' });
  });

  test('withdraws the letters for the old day that have not left', () => {
    const story = changed(owing().passTime('2026-05-03T00:30:00.000Z'));
    const reasons = story.eventsOf('LetterWithdrawn').map(({ data }) => data.reason);
    expect(new Set(reasons)).toEqual(new Set(['DAY_MOVED']));
    expect(story.unsent()).toEqual([]);
  });
});

/** What was struck off and is looked at again; what is reported later; what an evaluation brings: told as sentences. */
import { all } from '../../domain/keyed.ts';
import { describe, expect, test } from 'vitest';
import { draw, sampleSize } from '../../domain/lottery.ts';
import { jilin2017 } from '../../domain/policy/packs/jilin-2017.ts';
import { findingOf, organisationOf } from '../../domain/round/parts.ts';
import { addressee } from '../../examples/story/feedback.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { evidence, prose } from '../../examples/story/prose.ts';
import { itemCode } from '../../examples/story/hearing.ts';
import { leader, office, secretary, executive } from '../../examples/story/registry.ts';
import { F1, F2, liaison, O } from '../../examples/rows/row.ts';
import { drawn, evaluated, full, longTerm, poor, verified } from '../../examples/rows/verification.ts';

/** What stands between the round and its end, with its holder. */
const awaited = (story: Story) =>
  story
    .filed()
    .refusal(office, 'close-round', {})
    .missing.map(({ fact, finding, organisation, heldBy }) => [fact, finding ?? organisation, heldBy].join(' '));
const ready = (story: Story) => story.withTransfersAccepted().withReport1().withReport2().disclosed();
const closes = (story: Story) => story.filed().does(office, 'close-round', {}).round.ended;
const secondReport = (story: Story) =>
  story.does(liaison, 'submit-report-1', { organisation: O, content: prose('again') });
const doneAgain = (story: Story, finding: string) =>
  story
    .does(liaison, 'report-item', { finding, grade: 'DONE', content: prose('really'), evidence: [evidence('really')] })
    .does(office, 'accept-finding', { finding });

describe('a draw', () => {
  const many = Array.from({ length: 40 }, (_, i) => itemCode('F', O, i + 1));

  test('takes the rate, rounded up, and never fewer than the minimum while there are so many', () => {
    expect([0, 1, 5, 6, 40].map((population) => sampleSize(population, 20, 1))).toEqual([0, 1, 1, 2, 8]);
    expect([1, 2, 40].map((population) => sampleSize(population, 20, 3))).toEqual([1, 2, 8]);
    expect(sampleSize(7, 100, 1)).toBe(7);
  });

  test('draws the same with the same seed, in whatever order the population is given', () => {
    const sample = draw('one', many, 8);
    expect(draw('one', [...many].reverse(), 8)).toEqual(sample);
    expect(sample).toEqual([...new Set(sample)].sort());
    expect(draw('two', many, 8)).not.toEqual(sample);
    // Written down: whoever draws it again in another language must come to the same codes.
    expect(draw('0'.repeat(64) + '@2026-03-02T02:00:00.000Z', ['F-0701', 'F-0702', 'F-0703', 'F-0704'], 2)).toEqual([
      'F-0702',
      'F-0704',
    ]);
  });

  test('favours nobody, and no neighbours', () => {
    const draws = 4_000;
    const times = new Map<string, number>();
    let neighbours = 0;
    for (let i = 0; i < draws; i++) {
      const sample = draw(`seed ${i}`, many, 8);
      for (const code of sample) times.set(code, (times.get(code) ?? 0) + 1);
      if (sample.includes('F-0711') && sample.includes('F-0712')) neighbours += 1;
    }
    // 800 expected, with a deviation of 25; the pair in 8/40 × 7/39 of all draws: 144, with a deviation of 12.
    for (const code of many) expect(Math.abs((times.get(code) ?? 0) - 800), code).toBeLessThan(125);
    expect(Math.abs(neighbours - 144)).toBeLessThan(60);
  });

  test('is in the ledger with everything that it can be repeated with', () => {
    const story = aRound({ pack: { sampling: { percent: 20, minimum: 1, raisedBy: 20 } } })
      .decided(O, { findings: many })
      .withFindingsAccepted()
      .does(office, 'draw-verification', { organisation: O });
    const [event] = story.eventsOf('VerificationDrawn');
    if (!event) throw new Error('nothing drawn');
    const { seed, population, percent, sample } = event.data;
    expect(seed).toMatch(new RegExp(`^[0-9a-f]{64}@${event.at}$`));
    expect([population, percent, sample.length]).toEqual([many, 20, 8]);
    expect(draw(seed, population, 8)).toEqual(sample);
    expect(event.opens?.map(({ finding }) => finding)).toEqual(sample);
  });

  test('of a round whose pack is older than the draw takes everything', () => {
    const story = aRound({ pack: { sampling: undefined } }).withFindingsAccepted();
    expect(
      story.does(office, 'draw-verification', { organisation: O }).eventsOf('VerificationDrawn')[0]?.data,
    ).toMatchObject({ percent: 100, sample: [F1, F2] });
  });
});

describe('a verification', () => {
  test('that is awaited keeps the round open', () => {
    const story = ready(drawn());
    expect(awaited(story)).toEqual([`VerificationRecorded ${F1} OFF`, `VerificationRecorded ${F2} OFF`]);
    expect(closes([F1, F2].reduce((told, finding) => verified(told, finding, true), story))).toBe('CLOSED');
  });

  test('that failed opens the finding again, raises the rate and proposes T5', () => {
    const story = verified(drawn(50), drawn(50).eventsOf('VerificationDrawn')[0]?.data.sample[0] ?? '', false);
    const [reopened] = story.eventsOf('FindingReopened');
    const finding = reopened?.data.finding ?? '';
    expect(findingOf(story.round, finding)).toMatchObject({
      state: 'RETURNED',
      grade: null,
      acceptedOn: null,
      returns: 1,
    });
    expect(story.round.proposals).toEqual([
      { organisation: O, trigger: 'T5', because: reopened?.sequence, on: reopened?.on },
    ]);
    const again = doneAgain(story, finding).does(office, 'draw-verification', { organisation: O });
    expect(again.eventsOf('VerificationDrawn').map(({ data }) => [data.percent, data.sample.length])).toEqual([
      [50, 1],
      [100, 2],
    ]);
    expect(again.duty('O-07/further-draw').outcome).toBe('MET');
  });

  test('that failed keeps the round open until there was a further draw', () => {
    const story = doneAgain(verified(verified(ready(drawn()), F1, false), F2, true), F1);
    expect(awaited(story)).toEqual([`VerificationDrawn ${O} OFF`]);
    const again = story.does(office, 'draw-verification', { organisation: O });
    expect(closes(verified(again, F1, true))).toBe('CLOSED');
  });

  test('that failed asks for no further draw where nothing is left to draw', () => {
    const story = verified(verified(ready(drawn()), F1, false), F2, true);
    const waived = story
      .does('P-SECRETARY', 'waive-finding', { finding: F1, reason: prose('dissolved') })
      .confirmed(executive);
    expect(closes(waived)).toBe('CLOSED');
  });
});

describe('a long-term finding', () => {
  test('is reported on day by day; late is accepted, and marked late', () => {
    const late = longTerm().at('2026-09-02T02:00:00.000Z');
    const story = ['first', 'second'].reduce(
      (told, content) => told.does(liaison, 'report-subsequent', { finding: F1, content: prose(content) }),
      late,
    );
    expect(story.duty('F-0701/subsequent-report/2026-09-01').outcome).toBe('MET_LATE');
    expect(story.duty('F-0701/subsequent-report/2027-03-01').outcome).toBe('MET');
  });

  test('keeps the round open until its last report, and each day has its letters', () => {
    const story = doneAgain(ready(longTerm()), F2);
    expect(awaited(story)).toEqual([`SubsequentReported ${F1} ORG`, `SubsequentReported ${F1} ORG`]);
    const warned = story.passTime('2026-08-13T01:00:00.000Z');
    expect(warned.eventsOf('RungReached').at(-1)?.data).toMatchObject({
      duty: 'R-2026-01/F-0701/subsequent-report/2026-09-01',
      colour: 'green',
    });
    const once = warned.does(liaison, 'report-subsequent', { finding: F1, content: prose('first') });
    expect(awaited(once)).toEqual([`SubsequentReported ${F1} ORG`]);
    const twice = once
      .at('2026-12-01T02:00:00.000Z')
      .does(liaison, 'report-subsequent', { finding: F1, content: prose('second') });
    expect(closes(twice)).toBe('CLOSED');
  });
});

describe('a long-term finding that did not hold', () => {
  const reopened = () => {
    const story = longTerm().at('2026-09-02T02:00:00.000Z').does(office, 'draw-verification', { organisation: O });
    return verified(story, F1, false);
  };

  test('owes no later report while it is open again', () => {
    const left = [...all(reopened().round.duties)].filter(({ kind }) => kind === 'subsequent-report');
    expect(left.map(({ outcome }) => outcome)).toEqual(['SUPERSEDED', 'SUPERSEDED']);
  });

  test('is struck off again with what is left of its schedule', () => {
    const story = reopened()
      .does(liaison, 'report-item', { finding: F1, grade: 'BASICALLY_DONE', content: prose('again'), evidence: [] })
      .does(office, 'accept-finding', { finding: F1 });
    expect(story.duty('F-0701/subsequent-report/2027-03-01.2')).toMatchObject({ dueOn: '2027-03-01', outcome: null });
    const reported = story
      .at('2026-09-03T02:00:00.000Z')
      .does(liaison, 'report-subsequent', { finding: F1, content: prose('still so') });
    expect(reported.duty('F-0701/subsequent-report/2027-03-01.2').outcome).toBe('MET');
  });
});

describe('an evaluation', () => {
  const both = () => ready(aRound().withFindingsAccepted());

  test('adds up its scores, halves included, and passes on the line', () => {
    const story = evaluated(both(), { ...full, results: 50.5, lasting: 9.5 });
    expect(story.eventsOf('RectificationEvaluated')[0]?.data).toMatchObject({ total: 90, passed: true, vetoes: [] });
    expect(closes(story)).toBe('CLOSED');
  });

  test('under the line is followed by a second report, then by a second evaluation, and only then by the closing', () => {
    const failed = evaluated(both(), { ...full, results: 50.5, lasting: 9 });
    expect(awaited(failed)).toEqual([`SecondReportSubmitted ${O} ORG`]);
    const reported = secondReport(failed);
    expect(awaited(reported)).toEqual([`EvaluationPassed ${O} OFF`]);
    expect(awaited(evaluated(reported, poor))).toEqual([`SecondReportSubmitted ${O} ORG`]);
    expect(closes(evaluated(reported, full))).toBe('CLOSED');
  });

  test('leaves the day of the first report standing when the second comes in', () => {
    const failed = evaluated(both(), poor);
    const { report1On } = organisationOf(failed.round, O);
    const reported = secondReport(failed.at('2026-07-01T02:00:00.000Z'));
    expect(organisationOf(reported.round, O).report1On).toBe(report1On);
    expect(reported.duty('O-07/report-1').outcome).toBe('MET');
  });

  test('is vetoed, whatever its score, by a verification that failed since the last one', () => {
    const held = verified(verified(ready(drawn()), F1, false), F2, true);
    const vetoed = evaluated(held, full);
    expect(vetoed.eventsOf('RectificationEvaluated')[0]?.data).toMatchObject({
      total: 100,
      passed: false,
      vetoes: ['VERIFICATION_FAILED'],
    });
    const again = evaluated(secondReport(vetoed), full);
    expect(organisationOf(again.round, O).evaluation).toMatchObject({ passed: true, vetoes: [] });
  });

  test('is vetoed by a referral that was proposed since the last one', () => {
    const scheme = {
      criteria: { results: 100 },
      passingScore: 90,
      vetoes: { failedVerifications: 9, triggers: ['T5'] },
    } as const;
    const story = ready(
      aRound({
        pack: { evaluation: scheme, sampling: { percent: 100, minimum: 1, raisedBy: 0 } },
      }).withFindingsAccepted(),
    ).does(office, 'draw-verification', { organisation: O });
    const vetoed = evaluated(verified(story, F1, false), { results: 100 });
    expect(organisationOf(vetoed.round, O).evaluation).toMatchObject({ passed: false, vetoes: ['T5'] });
    expect(organisationOf(evaluated(secondReport(vetoed), { results: 100 }).round, O).evaluation?.passed).toBe(true);
  });

  test('is vetoed by a referral for refusing to rectify, unless it was declined', () => {
    const referral = 'REF-0001';
    const raised = both().does(office, 'raise-referral', {
      organisation: O,
      trigger: 'T6',
      evidence: [evidence('refused')],
      content: prose('refused'),
    });
    expect(organisationOf(evaluated(raised, full).round, O).evaluation).toMatchObject({
      passed: false,
      vetoes: ['T6'],
    });
    const declined = raised.does(secretary, 'decline-referral', { referral, reason: prose('thin') });
    expect(organisationOf(evaluated(declined, full).round, O).evaluation).toMatchObject({ passed: true, vetoes: [] });
  });

  test('closes the question for those who were asked about the report; a second report asks anew', () => {
    const story = both().does(leader, 'give-opinion', {
      organisation: O,
      on: 'REPORT',
      verdict: 'DISAGREE',
      content: prose('why'),
    });
    expect(organisationOf(story.round, O).opinions.REPORT).toEqual({ TL: 'DISAGREE' });
    const again = secondReport(evaluated(story, poor));
    expect(organisationOf(again.round, O).opinions.REPORT).toEqual({});
    expect(again.duty('O-07/report-opinion/TL').outcome).toBe('MET');
    expect(again.duty('O-07/report-opinion/DISC').outcome).toBe('SUPERSEDED');
    expect(again.duty('O-07/report-opinion/TL.2').outcome).toBeNull();
  });

  test('has a scheme in the pack whose weights are a hundred, and a line within them', () => {
    const { criteria, passingScore } = jilin2017.evaluation ?? { criteria: {}, passingScore: 0 };
    expect(Object.values(criteria).reduce((sum, weight) => sum + weight, 0)).toBe(100);
    expect(passingScore).toBeGreaterThan(0);
    expect(passingScore).toBeLessThanOrEqual(100);
  });
});

describe('an opinion', () => {
  const opinion = { organisation: O, on: 'PLAN', verdict: 'AGREE', content: prose('opinion') } as const;

  test('may be changed: the last one counts', () => {
    const story = aRound({ pack: { planQuorum: 1 } })
      .withPlan()
      .does(addressee.OD, 'give-opinion', opinion)
      .does(addressee.OD, 'give-opinion', { ...opinion, verdict: 'DISAGREE' });
    expect(story.refusal(office, 'accept-plan', { organisation: O })).toMatchObject({
      missing: [{ fact: 'PlanQuorum', needed: 1, agreeing: 0 }],
    });
  });

  test('of one person with two offices is given for each of them, one after the other', () => {
    const story = ['first', 'second'].reduce(
      (told) => told.does(addressee.DISC, 'give-opinion', opinion),
      aRound().withPlan().withPostHeldBy('ORGANISATION_DEPARTMENT', addressee.DISC),
    );
    expect(story.eventsOf('OpinionGiven').map(({ data }) => data.from)).toEqual(['DISC', 'OD']);
  });

  test('of the leader of another team is none', () => {
    const story = aRound({ organisations: 2 }).withPlan('O-07');
    expect(story.refusal('P-LEADER-2', 'give-opinion', opinion)).toMatchObject({ missing: [{ fact: 'post' }] });
  });
});

/** How far back an act may be dated (T-5), for every row of the rule book: whoever acts for themselves names no earlier day, a receipt
 *  lies at most the pack's days back, and what concerns nobody's own clock keeps the day on which it really happened. */
import { describe, expect, test } from 'vitest';
import type { CommandName } from '../../contracts/requests/index.ts';
import { addToDay, dayOf } from '../../domain/calendar.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { holder, aWork, type CommitteeStory } from '../../examples/committee-story.ts';
import { rows } from '../../examples/rows/index.ts';
import { NEXT_WEEK, O, TODAY } from '../../examples/rows/row.ts';
import { aRound } from '../../examples/story.ts';
import { prose } from '../../examples/story/prose.ts';
import { holderOf, leader, office } from '../../examples/story/registry.ts';

const [YESTERDAY, THIS_DAY, PAPER_DAY, TOO_FAR] = ['2026-03-08', '2026-03-09', '2026-03-06', '2026-03-05'];

const receipts: readonly CommandName[] = [
  'sign-feedback',
  'serve-feedback',
  'serve-transfer',
  'receive-transfer',
  'sign-immediate-item',
  'sign-hand-over',
  'sign-letter',
  'receipt-filing',
];
/** By command, or by the title of the one row that is meant: each meets a duty of whoever does it, ends a clock of theirs, asks for a
 *  longer one, or is a second signature. */
const forThemselves: readonly string[] = [
  'accept-plan',
  'answer-guidance',
  'answer-immediate-item',
  'answer-supervision',
  'appraise-member',
  'approve-request',
  'confirm · of a removal from the scope, by the leading group’s leader',
  'confirm · of a suspension by a secretary who is alone and leads, by a deputy leader',
  'confirm · of a waiver where there is no executive deputy, by a deputy leader',
  'confirm · of what the office entered for the discipline organ',
  'confirm · of a working paper, by its second handler',
  'confirm · of an organisation that leaves, which is the act itself',
  'decline',
  'feed-back-transfer',
  'file-upward',
  'give-support',
  'confirm · of a waiver that was signed on paper, by its own second person',
  'confirm · of a waiver that was signed on paper: it still needs its own second person',
  'confirm · of an act that was signed on paper, by another of the office',
  'confirm · of an act that was signed on paper, in an office of one',
  'grant-extension · as requested',
  'object-to-act',
  'provide-material',
  'record-referral-outcome',
  'record-verification',
  'redirect-transfer',
  'refuse-extension',
  'refuse-material',
  'reject-request',
  'replace-member · who is suspended',
  'report-item · done at the second rectification',
  'report-item · of a finding that did not hold',
  'report-subsequent',
  'request-extension',
  'return-plan',
  'return-transfer · DISC',
  'return-transfer · OD',
  'send-transfer',
  'settle-objection',
  'submit-report',
  'submit-report-1',
  'submit-report-2',
];

/** What a second person confirms today, and what happened on the day that the first one gave. */
const kept: Readonly<Record<string, string>> = {
  'confirm · of what came on paper, by another one of the office': TODAY,
  'confirm · of what came on paper, and had gone overdue here, by the leading group’s leader': '2026-03-03',
};

describe.each(rows.filter(({ undated }) => !undated).map((rule) => [rule.title, rule] as const))(
  '%s',
  (title, rule) => {
    const later = () => rule.given().at(NEXT_WEEK);
    const on = (day: string) => {
      const answer = rule.answer(later(), rule.by, day);
      return isRefusal(answer) ? answer.missing.map(({ fact }) => fact) : [...new Set(answer.map((event) => event.on))];
    };

    if (receipts.includes(rule.command) && !title.endsWith('from paper'))
      test('is a receipt: dated back by the days of the pack, and no further', () => {
        expect(on(PAPER_DAY)).toEqual([PAPER_DAY]);
        expect(on(TOO_FAR)).toEqual(['WithinPaperDays']);
      });
    else if (kept[title])
      test('is confirmed today, and keeps the day of its arrival', () => {
        expect(on(YESTERDAY)).toEqual(['OwnActToday']);
        expect(on(THIS_DAY)).toEqual([THIS_DAY, kept[title]]);
      });
    else if (forThemselves.includes(rule.command) || forThemselves.includes(title))
      test('is done by those whose duty it is, hence today', () => {
        expect(on(YESTERDAY)).toEqual(['OwnActToday']);
        expect(on(THIS_DAY)).toEqual([THIS_DAY]);
      });
    else
      test('keeps the day on which it really happened', () => {
        const today = dayOf(rule.given().now);
        expect(on(today)).toEqual([today]);
      });
  },
);

describe('a clock that an act starts', () => {
  const within = (days: number) => ({ basis: 'T', span: { days }, ladder: [] }) as const;

  test('begins at most the days of the pack back, whoever acts', () => {
    const story = aRound({ pack: { clocks: { 'inspection-report': within(10) } } })
      .entered()
      .at(NEXT_WEEK);
    const withdrawn = (on: string) => story.answer(leader, 'withdraw-team', { organisation: O, on });
    expect(withdrawn(TOO_FAR)).toMatchObject({ missing: [{ fact: 'OwnActToday' }] });
    const given = aRound({ pack: { clocks: { 'receipt-body': within(5) } } })
      .decided()
      .at(NEXT_WEEK);
    const feedback = (on: string) =>
      given.answer(office, 'give-feedback', { organisation: O, to: 'BODY', content: prose('feedback'), on });
    expect(feedback(TOO_FAR)).toMatchObject({
      missing: [{ fact: 'WithinPaperDays', earliest: PAPER_DAY, paperDays: 3 }],
    });
    expect(isRefusal(feedback(PAPER_DAY))).toBe(false);
  });

  test('runs from the receipt, not from its arrival', () => {
    const given = aRound().withFeedbackGiven().at(NEXT_WEEK);
    const signed = given.withFeedbackSigned(O, { principalOn: PAPER_DAY, bodyOn: '2026-03-07' });
    expect(signed.duty(`${O}/report-1`)).toMatchObject({ anchor: { on: '2026-03-07' }, dueOn: '2026-05-07' });
    expect(signed.duty(`${O}/receipt-body`)).toMatchObject({ closedOn: '2026-03-07', arrivedOn: THIS_DAY });
  });

  test('never begins before what it answers', () => {
    const story = aRound().decided().at('2026-03-04T02:00:00.000Z').withFeedbackGiven().at('2026-03-05T02:00:00.000Z');
    const signed = { organisation: O, as: 'PRINCIPAL', on: '2026-03-03' } as const;
    expect(story.refusal(holderOf('PRINCIPAL', O), 'sign-feedback', signed).missing).toMatchObject([
      { fact: 'onNotBeforeWhatItAnswers', answered: '2026-03-04' },
    ]);
  });

  test('may begin any day back under a pack that is older than the figure', () => {
    const given = aRound({ pack: { paperDays: undefined } })
      .withFeedbackGiven()
      .at('2026-05-20T02:00:00.000Z');
    const signed = given.withFeedbackSigned(O, { principalOn: TODAY, bodyOn: TODAY });
    expect(signed.duty(`${O}/report-1`).dueOn).toBe('2026-05-02');
  });
});

describe('while history is entered', () => {
  test('every day on the paper is taken', () => {
    const entering = aRound({ takeover: true }).withFeedbackSigned().at('2026-09-01T02:00:00.000Z');
    const report = { organisation: O, content: prose('report'), on: addToDay(TODAY, { days: 20 }) };
    const reported = entering.does(office, 'submit-report-1', report);
    expect(reported.duty(`${O}/report-1`)).toMatchObject({ outcome: 'MET', closedOn: '2026-03-22' });
  });
});

describe('in the committee’s own file', () => {
  const factOf = (answer: ReturnType<CommitteeStory['answer']>) =>
    'missing' in answer ? answer.missing[0]?.fact : 'allowed';

  test('whose duty it is records it today; another may give the day', () => {
    const work = aWork().at(NEXT_WEEK);
    const studied = { content: prose('studied') };
    expect(factOf(work.answer('STANDING_COMMITTEE', 'record-study', { ...studied, on: YESTERDAY }))).toBe(
      'OwnActToday',
    );
    expect(factOf(work.answer('STANDING_COMMITTEE', 'record-study', studied))).toBe('allowed');
    const summary = { kind: 'YEARLY_SUMMARY', year: 2026, decision: 'D-1', content: prose('summary') } as const;
    expect(factOf(work.answer('LG_LEADER', 'adopt-document', { ...summary, on: YESTERDAY }))).toBe('OwnActToday');
    expect(factOf(work.answer('STANDING_COMMITTEE', 'adopt-document', { ...summary, on: YESTERDAY }))).toBe('allowed');
  });

  test('a receipt lies at most the days of the pack back', () => {
    const plan = { kind: 'YEARLY_PLAN', year: 2026, decision: 'D-1', content: prose('plan') } as const;
    const adopted = aWork().does('STANDING_COMMITTEE', 'adopt-document', plan);
    const filing = Object.keys(adopted.work.filings)[0] ?? '';
    const sent = adopted.does('OFFICE_STAFF', 'file-upward', { filing, content: prose('plan') }).at(NEXT_WEEK);
    const receipt = (on: string) => factOf(sent.answer(holder('UPPER_OFFICE'), 'receipt-filing', { filing, on }));
    expect([receipt(TOO_FAR), receipt(PAPER_DAY)]).toEqual(['WithinPaperDays', 'allowed']);
  });
});

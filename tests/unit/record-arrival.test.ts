/** Paper that did arrive in time (T-5; J-V.4d–f): the office records it, a second person compares it, the day of its arrival decides,
 *  and everything downstream is as if whoever owed it had acted. */
import { describe, expect, test } from 'vitest';
import type { CommandName } from '../../contracts/requests/index.ts';
import { outcomeByFirstDay } from '../../domain/dossier/duty.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { outlook } from '../../domain/round/round.ts';
import type { RulePayloads } from '../../domain/round/definition.ts';
import { keyOf, REPORT } from '../../examples/rows/arrival.ts';
import { withItem } from '../../examples/rows/immediate.ts';
import { asked, supportAsked } from '../../examples/rows/partner-requests.ts';
import { evaluated, longTerm, poor } from '../../examples/rows/verification.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { aDocument, evidence, prose } from '../../examples/story/prose.ts';
import { addressee } from '../../examples/story/feedback.ts';
import { director, holderOf, leader, office, secretary } from '../../examples/story/registry.ts';
import { textsIn } from '../../ledger/contents/text-events.ts';
import { shownDuty } from '../../ledger/reads/shared.ts';
import { standing } from '../../mail/texts/term.ts';

const O = 'O-07';
const LAST_DAY = '2026-05-02';
const liaison = holderOf('LIAISON', O);
const paper = { on: LAST_DAY, document: aDocument(LAST_DAY), content: prose('report') };
const factsOf = (answer: ReturnType<Story['answer']>) =>
  isRefusal(answer) ? answer.missing.map(({ fact }) => fact) : 'allowed';
const proposal = (story: Story) => ({ proposal: `PROPOSAL-${story.round.sequence}` });
const owing = () => aRound().withFeedbackSigned();
const overdue = () => owing().live('2026-05-04T02:00:00.000Z');

describe('a report that was handed in on paper on its last day', () => {
  const recorded = () => overdue().does(office, 'record-arrival', { duty: REPORT, ...paper });

  test('meets its duty in time once the leading group’s leader has confirmed it, though it had gone overdue here', () => {
    const proposed = recorded();
    expect(proposed.duty(`${O}/report-1`).outcome).toBeNull();
    const story = proposed.at('2026-05-06T02:00:00.000Z').confirmed(secretary);
    const duty = story.duty(`${O}/report-1`);
    expect(duty).toMatchObject({ outcome: 'MET', closedOn: LAST_DAY, byArrival: true, overdueNoted: true });
    expect(outcomeByFirstDay(duty)).toBe('MET');
    expect(story.eventsOf('DutyWentOverdue').map(({ data }) => data.duty)).toContain(REPORT);
    expect(story.eventsOf('ArrivalRecorded')).toMatchObject([
      { on: LAST_DAY, data: { duty: REPORT, document: aDocument(LAST_DAY), action: 'submit-report-1' } },
    ]);
    const [report] = story.eventsOf('RectificationReportSubmitted');
    expect(report).toMatchObject({ on: LAST_DAY, data: { organisation: O, content: prose('report') } });
    expect(story.round.organisations[O]?.report1On).toBe(LAST_DAY);
    expect(story.duty(`${O}/report-opinion/DISC`).anchor).toEqual({
      event: 'RectificationReportSubmitted',
      sequence: report?.sequence,
      on: LAST_DAY,
    });
  });

  test('is marked by arrival in the lists, on the page and in the letters', () => {
    const story = recorded().at('2026-05-06T02:00:00.000Z').confirmed(secretary);
    const duty = story.duty(`${O}/report-1`);
    expect(shownDuty(duty, story.now)).toMatchObject({
      arrivedOn: LAST_DAY,
      byArrival: true,
      outcomeByFirstDay: 'MET',
    });
    const plain = (text: string) => text.replaceAll('\u2011', '-');
    expect(plain(outlook(story.round).details)).toContain(`in ${LAST_DAY} (on paper, by arrival)`);
    expect(plain(outlook(story.round, 'zh').details)).toContain(`已报${LAST_DAY}（纸质，以收到日为准）`);
    expect(standing(duty, '2026-05-06')).toBe('已办结（2026年5月2日收到纸质材料，以收到日为准）');
  });

  test('is confirmed neither by the clerk who recorded it nor by another one of the office', () => {
    const proposed = recorded();
    for (const person of [office, director])
      expect(factsOf(proposed.answer(person, 'confirm', proposal(proposed))), person).not.toBe('allowed');
    const early = owing().does(office, 'record-arrival', {
      duty: REPORT,
      ...paper,
      on: '2026-03-02',
      document: aDocument('2026-03-02'),
    });
    expect(factsOf(early.answer(office, 'confirm', proposal(early)))).toEqual(['AnotherPerson']);
  });

  test('is late where it reached the office late', () => {
    const late = { duty: REPORT, ...paper, on: '2026-05-03' };
    const story = overdue().does(office, 'record-arrival', late).confirmed(secretary);
    expect(story.duty(`${O}/report-1`)).toMatchObject({ outcome: 'MET_LATE', closedOn: '2026-05-03' });
  });

  test('is late by the first day where only an extension would make it timely', () => {
    const extended = owing()
      .live('2026-04-30T02:00:00.000Z')
      .does(secretary, 'grant-extension', { duty: REPORT, to: '2026-06-02', reason: prose('flood') })
      .live('2026-05-20T02:00:00.000Z');
    const late = { duty: REPORT, ...paper, on: '2026-05-10' };
    const duty = extended.does(office, 'record-arrival', late).confirmed(director).duty(`${O}/report-1`);
    expect([duty.outcome, outcomeByFirstDay(duty)]).toEqual(['MET', 'MET_LATE']);
  });

  test('is recorded again, and confirmed by the leader, where it goes overdue before anybody has compared it', () => {
    const before = owing()
      .live('2026-05-02T02:00:00.000Z')
      .does(office, 'record-arrival', { duty: REPORT, ...paper });
    const late = before.live('2026-05-04T02:00:00.000Z');
    expect(factsOf(late.answer(director, 'confirm', proposal(before)))).toEqual(['LeaderCompares']);
    const again = late.does(office, 'record-arrival', { duty: REPORT, ...paper });
    expect(factsOf(again.answer(director, 'confirm', proposal(before)))).toEqual(['ProposalOpen']);
    expect(again.confirmed(secretary).duty(`${O}/report-1`).outcome).toBe('MET');
  });

  test('binds nobody when it is declined, and the organisation reports itself', () => {
    const proposed = recorded();
    const declined = proposed.does(secretary, 'decline', { ...proposal(proposed), reason: prose('no stamp') });
    expect(declined.duty(`${O}/report-1`).outcome).toBeNull();
    expect(declined.withReport1().duty(`${O}/report-1`).outcome).toBe('MET_LATE');
  });

  test('goes in while the round is suspended', () => {
    const suspended = owing()
      .does(secretary, 'suspend-round', { reason: prose('merged') })
      .confirmed(holderOf('STANDING_COMMITTEE'));
    const today = { duty: REPORT, ...paper, on: '2026-03-02', document: aDocument('2026-03-02') };
    expect(suspended.does(office, 'record-arrival', today).confirmed(director).duty(`${O}/report-1`).outcome).toBe(
      'MET',
    );
  });

  test('has readers of a report, also while it waits', () => {
    const [proposed] = recorded().eventsOf('ActProposed');
    expect(textsIn('ActProposed', proposed?.data)).toMatchObject([
      { type: 'RectificationReportSubmitted', duty: REPORT, field: 'content' },
    ]);
  });
});

describe('a receipt that was signed on paper', () => {
  test('starts the clocks on the day of its arrival, however long ago', () => {
    const given = aRound().withFeedbackGiven().at('2026-04-20T02:00:00.000Z');
    const signed = (story: Story, party: 'principal' | 'body', on: string) =>
      story
        .does(office, 'record-arrival', { duty: keyOf(`${O}/receipt-${party}`), on, document: aDocument(on) })
        .confirmed(director);
    const both = signed(signed(given, 'principal', '2026-03-05'), 'body', '2026-03-04');
    expect(both.duty(`${O}/report-1`)).toMatchObject({ dueOn: '2026-05-05', anchor: { on: '2026-03-05' } });
    expect(both.duty(`${O}/receipt-body`)).toMatchObject({ closedOn: '2026-03-04', byArrival: true });
  });
});

type Arrival = RulePayloads['record-arrival'];
interface Case {
  readonly duty: string;
  readonly given: () => Story;
  readonly with?: Partial<Arrival>;
  readonly stands: CommandName;
  readonly leaves: readonly string[];
}
const text = { content: prose('answer') };
const received = () => aRound().withTransfersReceived();
const pressed = () =>
  owing().does(office, 'supervise', { target: 'F-0701', dueOn: '2026-03-20', content: prose('order') });
const returned = () =>
  aRound()
    .withItemsDone()
    .does(office, 'return-finding', { finding: 'F-0701', reason: prose('thin'), dueOn: '2026-03-20' });
const moreAsked = () => aRound().withTransfersFedBack().does(office, 'ask-more', { transfer: 'T-0702' });
const failed = () => evaluated(aRound().withFindingsAccepted().withReport1().withReport2(), poor);
const later = (story: Story) => story.at('2026-03-04T02:00:00.000Z');

const cases: readonly Case[] = [
  {
    duty: `${O}/receipt-principal`,
    given: () => aRound().withFeedbackGiven(),
    stands: 'sign-feedback',
    leaves: ['FeedbackSigned'],
  },
  {
    duty: `${O}/receipt-body`,
    given: () => aRound().withFeedbackGiven(),
    stands: 'sign-feedback',
    leaves: ['FeedbackSigned'],
  },
  {
    duty: `${O}/report-1`,
    given: owing,
    with: text,
    stands: 'submit-report-1',
    leaves: ['RectificationReportSubmitted'],
  },
  { duty: `${O}/report-2`, given: owing, with: text, stands: 'submit-report-2', leaves: ['PrincipalReportSubmitted'] },
  {
    duty: `${O}/second-report`,
    given: failed,
    with: text,
    stands: 'submit-report-1',
    leaves: ['RectificationReportSubmitted'],
  },
  { duty: 'F-0701/second-rectification', given: returned, with: text, stands: 'report-item', leaves: ['ItemReported'] },
  {
    duty: 'F-0701/subsequent-report/2026-09-01',
    given: longTerm,
    with: text,
    stands: 'report-subsequent',
    leaves: ['SubsequentReported'],
  },
  {
    duty: `${O}/plan-opinion/OD`,
    given: () => aRound().withPlan(),
    with: { ...text, outcome: 'DISAGREE' },
    stands: 'give-opinion',
    leaves: ['OpinionGiven'],
  },
  {
    duty: `${O}/report-opinion/TL`,
    given: () => aRound().withReport1(),
    with: { ...text, outcome: 'AGREE' },
    stands: 'give-opinion',
    leaves: ['OpinionGiven'],
  },
  { duty: 'M-0001/material', given: () => asked(O), stands: 'provide-material', leaves: ['MaterialProvided'] },
  {
    duty: 'M-0001/material-disc',
    given: () => asked('DISC'),
    stands: 'provide-material',
    leaves: ['MaterialProvided'],
  },
  { duty: 'M-0001/material-od', given: () => asked('OD'), stands: 'provide-material', leaves: ['MaterialProvided'] },
  { duty: 'M-0001/material-fd', given: () => asked('FD'), stands: 'provide-material', leaves: ['MaterialProvided'] },
  { duty: 'S-0001/support', given: supportAsked, stands: 'give-support', leaves: ['SupportGiven'] },
  {
    duty: 'I-1/immediate-item',
    given: () => withItem('SIGNED_FOR'),
    with: text,
    stands: 'answer-immediate-item',
    leaves: ['ImmediateItemAnswered'],
  },
  {
    duty: 'I-1/immediate-item',
    given: () => withItem('ISSUED'),
    with: text,
    stands: 'answer-immediate-item',
    leaves: ['ImmediateItemSigned', 'ImmediateItemAnswered'],
  },
  {
    duty: 'SUP-0001/supervision-org',
    given: pressed,
    with: text,
    stands: 'answer-supervision',
    leaves: ['SupervisionAnswered'],
  },
  {
    duty: 'T-0701/transfer-receipt',
    given: () => aRound().withTransfersSent(),
    stands: 'receive-transfer',
    leaves: ['TransferReceived'],
  },
  {
    duty: 'T-0701/transfer-answer-disc',
    given: received,
    with: { ...text, outcome: 'CONCLUDED' },
    stands: 'feed-back-transfer',
    leaves: ['DisposalSet', 'TransferFedBack'],
  },
  {
    duty: 'T-0702/transfer-answer-od',
    given: received,
    with: text,
    stands: 'feed-back-transfer',
    leaves: ['HandlingSet', 'TransferFedBack'],
  },
  {
    duty: 'T-0703/transfer-answer-fd',
    given: () => aRound().withTransfersHandled(),
    with: text,
    stands: 'feed-back-transfer',
    leaves: ['TransferFedBack'],
  },
  {
    duty: 'T-0702/transfer-more',
    given: moreAsked,
    with: text,
    stands: 'feed-back-transfer',
    leaves: ['TransferFedBack'],
  },
];

describe.each(cases.map((each) => [`${each.duty} ${each.leaves.join(' ')}`, each] as const))('%s', (_title, each) => {
  const on = '2026-03-03';
  const arrival: Arrival = { duty: keyOf(each.duty), on, document: aDocument(on), ...each.with };

  test('is met by what came on paper, by the rule of the act itself', () => {
    const before = later(each.given()).does(office, 'record-arrival', arrival);
    const story = before.confirmed(director);
    const [confirmed, recorded, ...acts] = story.events.slice(before.events.length);
    expect([confirmed?.type, recorded?.type]).toEqual(['ActConfirmed', 'ArrivalRecorded']);
    expect(recorded).toMatchObject({ on, data: { duty: arrival.duty, action: each.stands } });
    const left = acts.filter(({ type }) => type !== 'LetterWithdrawn');
    expect(left.map(({ type }) => type)).toEqual(each.leaves);
    expect(left.map((event) => event.on)).toEqual(each.leaves.map(() => on));
    expect(story.duty(each.duty)).toMatchObject({ outcome: 'MET', closedOn: on, byArrival: true });
  });

  if (each.with)
    test('is not recorded when what the act needs is missing, and the field is named', () => {
      const { content, outcome, ...bare } = arrival;
      const story = later(each.given());
      const refused = [
        ...(content === undefined ? [] : [['content', { ...bare, outcome }] as const]),
        ...(outcome === undefined ? [] : [['outcome', { ...bare, content }] as const]),
      ].map(([field, less]) => [field, story.answer(office, 'record-arrival', less)] as const);
      expect(refused).toHaveLength(Object.keys(each.with ?? {}).length);
      for (const [field, answer] of refused)
        expect(answer).toMatchObject({ missing: [{ fact: 'NeededByAct', duty: arrival.duty, field }] });
    });
});

test('an opinion on paper is that of whoever was asked, whoever compares it', () => {
  const on = '2026-03-03';
  const opinion = {
    duty: keyOf(`${O}/plan-opinion/OD`),
    on,
    document: aDocument(on),
    ...text,
    outcome: 'AGREE',
  } as const;
  const story = later(aRound().withPlan()).does(office, 'record-arrival', opinion).confirmed(director);
  expect(story.eventsOf('OpinionGiven')).toMatchObject([{ data: { from: 'OD', verdict: 'AGREE' } }]);
  expect(story.round.organisations[O]?.opinions.PLAN).toEqual({ OD: 'AGREE' });
});

test('the evidence of an item that was reported on paper is the paper', () => {
  const on = '2026-03-03';
  const item = { duty: keyOf('F-0701/second-rectification'), on, document: aDocument(on), ...text };
  const story = later(returned()).does(office, 'record-arrival', item).confirmed(director);
  expect(story.eventsOf('ItemReported').at(-1)?.data).toMatchObject({ grade: 'DONE', evidence: [evidence('scan')] });
});

test('an answer about a clue is compared by nobody who reads no clue', () => {
  const on = '2026-03-03';
  const alone = later(received()).withPostHeldBy('OFFICE_DIRECTOR', office);
  const recorded = (transfer: string) =>
    alone.does(office, 'record-arrival', {
      duty: keyOf(transfer),
      on,
      document: aDocument(on),
      ...text,
      outcome: 'HELD',
    });
  const confirmedBy = (story: Story) => story.eventsOf('ActProposed').at(-1)?.data.confirmedBy;
  expect(confirmedBy(recorded('T-0701/transfer-answer-disc'))).toEqual(['XDL']);
  expect(confirmedBy(recorded('T-0702/transfer-answer-od'))).toEqual(['LGD', 'XDL']);
});

test('whoever compares it is not whoever owes it', () => {
  const on = '2026-03-03';
  const answer = { duty: keyOf('T-0702/transfer-answer-od'), on, document: aDocument(on), ...text };
  const proposed = later(received())
    .withPostHeldBy('OFFICE_DIRECTOR', addressee.OD)
    .does(office, 'record-arrival', answer);
  expect(factsOf(proposed.answer(addressee.OD, 'confirm', proposal(proposed)))).toEqual(['AnotherRecords']);
});

test('whoever is late is told that the office records what was handed in on paper', () => {
  const refusal = overdue().refusal(liaison, 'submit-report-1', {
    organisation: O,
    content: prose('report'),
    on: LAST_DAY,
  });
  expect(refusal.missing).toMatchObject([{ fact: 'OwnActToday' }]);
});

test('the inspected, the teams and the departments record nothing', () => {
  for (const person of [liaison, leader, addressee.DISC, secretary])
    expect(factsOf(overdue().answer(person, 'record-arrival', { duty: REPORT, ...paper })), person).toEqual(['post']);
});

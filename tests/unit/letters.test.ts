import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { committeePosts, organisationPosts } from '../../domain/vocabulary.ts';
import { dutyKinds } from '../../domain/policy/pack.ts';
import { type Post, roles } from '../../domain/people/posts.ts';
import { compose } from '../../mail/compose.ts';
import { dayInWords, momentInWords } from '../../mail/dates.ts';
import type { LetterKind } from '../../domain/dossier/letter.ts';
import { postTitles } from '../../domain/dossier/titles.ts';
import { dutyActions } from '../../mail/titles.ts';
import { aDuty, aLetter, ORGANISATION } from '../support/letter-facts.ts';

const LETTER_KINDS: readonly LetterKind[] = [
  'green',
  'yellow',
  'red',
  'top',
  'feedback-copy',
  'undelivered',
  'immediate-item',
  'supervision',
  'extension-granted',
  'extension-refused',
  'act-on-behalf',
];

describe('a letter that climbs', () => {
  const rungs = [
    {
      kind: 'green',
      rung: 1,
      post: 'PERSON_IN_CHARGE',
      today: '2027-01-03',
      heading: '绿色提醒函',
      stands: '距期限还有20天',
    },
    {
      kind: 'yellow',
      rung: 2,
      post: 'LEADER_IN_CHARGE',
      today: '2027-01-13',
      heading: '黄色预警函',
      stands: '距期限还有10天',
    },
    { kind: 'red', rung: 3, post: 'PRINCIPAL', today: '2027-01-24', heading: '红色催办函', stands: '已逾期1天' },
    { kind: 'top', rung: 4, post: 'LG_LEADER', today: '2027-02-02', heading: '逐级升级呈报函', stands: '已逾期10天' },
  ] as const;
  const duties = [
    { kind: 'report-1', owes: '清溪县交通运输局党组应于', what: '整改情况报告', rule: '五（四）[J-V.4d]' },
    {
      kind: 'report-2',
      owes: '清溪县交通运输局党组主要负责人应于',
      what: '主要负责人履行整改第一责任人责任情况报告',
      rule: '五（四）[J-V.4d]',
    },
    {
      kind: 'transfer-answer-disc',
      owes: '纪检监察机关应于',
      what: '移交问题线索办理情况（T-0003）',
      rule: '五（四）[J-V.4e]',
    },
    { kind: 'transfer-answer-od', owes: '组织部门应于', what: '移交事项办理情况（T-0003）', rule: '五（四）[J-V.4f]' },
    {
      kind: 'second-rectification',
      owes: '清溪县交通运输局党组应于',
      what: '二次整改（F-0031）',
      rule: '五（四）[J-V.4h]',
    },
  ] as const;
  const table = rungs.flatMap((rung) =>
    duties.map((duty) => ({ rung, duty, named: `${rung.kind} about ${duty.kind}` })),
  );

  test.each(table)('says who owes what, by which rule, until when: $named', ({ rung, duty }) => {
    const { subject, text } = compose(
      aLetter({ kind: rung.kind, rung: rung.rung, post: rung.post, today: rung.today, duty: aDuty(duty.kind) }),
    );
    expect(subject).toBe(`${rung.heading}：${duty.what}，${rung.stands}（R-2026-01/O-07）`);
    expect(text).toContain(rung.heading);
    expect(text).toContain(`${postTitles[rung.post].zh}张三同志：`);
    expect(text).toContain(`所涉事项：${duty.what}。${duty.owes}2027年1月23日24时前（北京时间）`);
    expect(text).toContain(dutyActions[duty.kind]);
    expect(text).toContain(`截至${dayInWords(rung.today)}，${rung.stands}，台账尚无办结记录。`);
    expect(text).toContain(`《中共吉林省委关于建立巡察制度的意见》${duty.rule}`);
    expect(text).toContain('计时起点：2026年11月23日，');
    expect(text).toContain('（台账第42号）');
    expect(text).toContain('巡察办');
    expect(text).toContain(`文号：R-2026-01/O-07/${duty.kind}/rung-${rung.rung}/P-014`);
    expect(text).toContain('轮次：R-2026-01　被巡察党组织：O-07');
    expect(text).not.toContain('抄送件');
    expect(text).not.toContain('特此说明');
  });

  test('of a round that came from paper blames nobody for the paper years', () => {
    const duty = { ...aDuty('report-1'), liveAt: '2028-05-01T02:00:00.000Z' };
    const late = { duty, writtenAt: '2028-05-01T02:00:01.000Z', rungDueAt: '2028-04-28T00:30:00.000Z' };
    const { text } = compose(aLetter({ kind: 'top', ...late }));
    expect(text).toContain('本轮巡察此前以纸质方式办理');
    expect(text).not.toContain('本函应于');
    const outage = { ...late, rungDueAt: '2028-05-08T00:30:00.000Z', writtenAt: '2028-05-09T00:30:00.000Z' };
    expect(compose(aLetter({ kind: 'top', ...outage })).text).toContain('本函应于2028年5月8日');
  });

  test('names the signed receipt that started the clock', () => {
    expect(compose(aLetter({ duty: aDuty('report-1') })).text).toContain(
      '计时起点：2026年11月23日，主要负责人和领导班子均已签收反馈意见，以较晚一份签收为准（台账第42号）。',
    );
    expect(compose(aLetter({ duty: aDuty('transfer-answer-od') })).text).toContain('承办单位签收移交事项');
  });

  test('of an office target says that the date is no figure of the opinion', () => {
    const remark = '上述日期系巡察办工作目标，并非《意见》规定的期限';
    expect(compose(aLetter({ duty: aDuty('second-rectification') })).text).toContain(remark);
    expect(compose(aLetter({ duty: aDuty('report-1') })).text).not.toContain(remark);
  });

  test.each([
    { today: '2027-01-22', stands: '距期限还有1天' },
    { today: '2027-01-23', stands: '今日24时到期' },
    { today: '2027-01-24', stands: '已逾期1天' },
    { today: '2027-08-11', stands: '已逾期200天' },
  ])('counts the days on $today: $stands', ({ today, stands }) => {
    const { subject, text } = compose(aLetter({ kind: 'red', today }));
    expect(subject).toContain(stands);
    expect(text).toContain(stands);
  });

  test('is never late without a due day', () => {
    const { text } = compose(aLetter({ kind: 'red', duty: aDuty('transfer-receipt', { dueOn: null }) }));
    expect(text).toContain('未设具体期限');
    expect(text).not.toContain('24时');
  });

  test('shows both due days when the day was moved', () => {
    const duty = { ...aDuty('report-1'), originalDueOn: '2027-01-13' };
    expect(compose(aLetter({ duty })).text).toContain('原期限为2027年1月13日24时前，现期限为2027年1月23日24时前。');
  });

  test('to the leading group proposes accountability, and leaves the decision to its leader', () => {
    const { text } = compose(aLetter({ kind: 'top', post: 'LG_LEADER', proposes: 'REFERRAL_T5' }));
    expect(text).toContain('中共清溪县委巡察工作领导小组组长张三同志：');
    expect(text).toContain('六（二）[J-VI.2a]');
    expect(text).toContain('追责建议：建议就清溪县交通运输局党组整改不力（T5）');
    expect(text).toContain('六（四）[J-VI.4b]');
    expect(text).toContain('是否启动，请审定');
  });

  test('to the leading group proposes supervision of a department', () => {
    const duty = aDuty('transfer-answer-disc');
    const { text } = compose(aLetter({ kind: 'top', post: 'LG_LEADER', proposes: 'SUPERVISION', duty }));
    expect(text).toContain('督办建议：');
    expect(text).toContain('对纪检监察机关予以督办');
    expect(text).not.toContain('追责');
  });

  test('says how often the top rung has repeated', () => {
    expect(compose(aLetter({ kind: 'top', repetition: 2 })).subject).toMatch(/^逐级升级呈报函（第2次）：/);
    expect(compose(aLetter({ kind: 'top', repetition: 1 })).subject).toMatch(/^逐级升级呈报函：/);
  });

  test('says both times when it was written more than an hour late', () => {
    const facts = { rungDueAt: '2027-01-03T00:30:00.000Z', writtenAt: '2027-01-04T02:05:00.000Z' };
    expect(compose(aLetter(facts)).text).toContain(
      '本函应于2027年1月3日8时30分（北京时间）制发，实际于2027年1月4日10时05分（北京时间）制发',
    );
    const onTime = { ...facts, writtenAt: '2027-01-03T01:30:00.000Z' };
    expect(compose(aLetter(onTime)).text).not.toContain('实际于');
  });

  test('says who else gets it, each post once', () => {
    const clerk = { post: 'OFFICE_STAFF', place: 'C-01', person: 'P-004' } as const;
    const cc = [
      { post: 'OFFICE_DIRECTOR', place: 'C-01', person: null },
      clerk,
      { ...clerk, person: 'P-005' },
    ] as const;
    expect(compose(aLetter({ kind: 'red', cc })).text).toContain(
      '抄送：中共清溪县委巡察办主任（暂缺）、中共清溪县委巡察办工作人员。',
    );
    expect(compose(aLetter({ kind: 'red', cc: [] })).text).not.toContain('抄送');
  });

  test('says of a copy that it is one', () => {
    const { subject, text } = compose(aLetter({ kind: 'red', copy: true, post: 'OFFICE_DIRECTOR' }));
    expect(subject).toMatch(/^红色催办函（抄送件）：/);
    expect(text).toContain('本件为抄送件');
    expect(text).toContain('中共清溪县委巡察办主任张三同志：');
  });

  test('is written even about a duty that the caller did not find', () => {
    expect(compose(aLetter({ kind: 'red', duty: null })).text).toContain('所涉事项：R-2026-01/O-07/report-1');
  });
});

describe('the copy of the feedback', () => {
  test.each([
    { kind: 'receipt-principal', owedBy: 'PR', to: '清溪县交通运输局党组主要负责人' },
    { kind: 'receipt-body', owedBy: 'ORG', to: '清溪县交通运输局党组领导班子' },
  ] as const)('tells the day and to whom feedback was given: $kind', ({ kind, owedBy, to }) => {
    const duty = aDuty(kind, { dueOn: null, owedBy, event: 'FeedbackGiven' });
    const { subject, text } = compose(
      aLetter({ kind: 'feedback-copy', rung: 0, post: 'ORGANISATION_DEPARTMENT', duty }),
    );
    expect(subject).toBe('巡察反馈抄告函：巡察意见已反馈（R-2026-01/O-07）');
    expect(text).toContain(`已于2026年11月23日向${to}反馈`);
    expect(text).toContain('五（四）[J-V.4h]');
    expect(text).toContain('中共清溪县委组织部门经办负责人张三同志：');
  });
});

describe('the notice of a letter that reached nobody', () => {
  const lost = {
    to: { post: 'PRINCIPAL', place: 'O-07', person: 'P-014' },
    addresseeName: '王五',
    kind: 'red',
  } as const;
  const notice = {
    kind: 'undelivered',
    rung: 0,
    post: 'OFFICE_DIRECTOR',
    about: 'R-2026-01/O-07/report-1/rung-3/P-014',
  } as const;

  test.each([
    { failure: 'POST_VACANT', reason: '职务暂缺', remedy: '登记该职务任职人员及其收件地址' },
    { failure: 'NO_ADDRESS', reason: '没有登记收件地址', remedy: '登记任职人员的收件地址' },
    { failure: 'REFUSED', reason: '邮件服务器明确拒收', remedy: '核对并更正登记的收件地址' },
    { failure: 'GIVEN_UP', reason: '连日多次投递均未成功', remedy: '检查邮件服务器' },
    { failure: 'SOMETHING_NEW', reason: '台账所记代码SOMETHING_NEW', remedy: '核对收件职务' },
  ])('says why, and what to do: $failure', ({ failure, reason, remedy }) => {
    const { subject, text } = compose(aLetter({ ...notice, lost: { ...lost, failure } }));
    expect(subject).toBe('文书未送达通知：红色催办函未能送达主要负责人（R-2026-01/O-07）');
    expect(text).toContain('红色催办函，文号R-2026-01/O-07/report-1/rung-3/P-014');
    expect(text).toContain('收件职务：清溪县交通运输局党组主要负责人，王五同志');
    expect(text).toContain('所涉事项：整改情况报告，距期限还有20天');
    expect(text).toContain(reason);
    expect(text).toContain(remedy);
    expect(text).toContain('当面送交');
    expect(text).toContain('轮次R-2026-01');
  });

  test('says of a vacant post that nobody is registered', () => {
    const vacant = { to: { ...lost.to, person: null }, failure: 'POST_VACANT', addresseeName: null };
    const { subject, text } = compose(aLetter({ ...notice, lost: vacant }));
    expect(subject).toContain('文书未能送达主要负责人');
    expect(text).toContain('收件职务：清溪县交通运输局党组主要负责人，任职人员未登记。');
  });

  test('says when its matter has been settled meanwhile', () => {
    const duty = { ...aDuty('report-1'), outcome: 'MET_LATE', closedOn: '2027-01-25' } as const;
    const { text } = compose(aLetter({ ...notice, duty, lost: { ...lost, failure: 'GIVEN_UP' } }));
    expect(text).toContain('所涉事项：整改情况报告，已逾期办结（2027年1月25日）。');
  });
});

describe('whatever the facts', () => {
  const posts: readonly Post[] = [...committeePosts, ...organisationPosts];
  const anyDay = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const anyDuty = fc
    .record({
      kind: fc.constantFrom(...dutyKinds),
      owedBy: fc.constantFrom(...roles),
      dueOn: fc.option(anyDay),
      event: fc.constantFrom('FeedbackSigned', 'TransferReceived', 'SomethingLater'),
      outcome: fc.option(fc.constantFrom('MET', 'MET_LATE', 'WAIVED', 'SUPERSEDED')),
    })
    .map(({ kind, outcome, ...rest }) => ({ ...aDuty(kind, rest), outcome }));
  const anyFacts = fc.record({
    kind: fc.constantFrom(...LETTER_KINDS),
    rung: fc.nat(4),
    repetition: fc.integer({ min: 1, max: 20 }),
    post: fc.constantFrom(...posts),
    today: anyDay,
    duty: fc.option(anyDuty),
    proposes: fc.option(fc.constantFrom('REFERRAL_T5', 'SUPERVISION', 'OTHER')),
    copy: fc.boolean(),
    organisation: fc.option(fc.constant(ORGANISATION)),
    lost: fc.option(
      fc.record({
        to: fc.record({ post: fc.constantFrom(...posts), place: fc.constant('O-07'), person: fc.constant(null) }),
        failure: fc.constantFrom('POST_VACANT', 'NO_ADDRESS', 'REFUSED', 'GIVEN_UP', 'NOT_DELIVERED', 'X'),
        addresseeName: fc.option(fc.constant('王五')),
      }),
    ),
    rungDueAt: fc.option(fc.constant('2027-01-01T00:30:00.000Z')),
  });

  property.prop([anyFacts])('no letter shows the seams of the program', (facts) => {
    const { subject, text } = compose(aLetter(facts));
    expect(`${subject}\n${text}`).not.toMatch(/undefined|null|NaN|\[object|Invalid|。。|，，|-\d+天/);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject).not.toContain(ORGANISATION.name);
    expect(text).toContain('文号：');
  });
});

test('moments are in Beijing time', () => {
  expect(momentInWords('2026-12-31T16:05:00.000Z')).toBe('2027年1月1日0时05分（北京时间）');
});

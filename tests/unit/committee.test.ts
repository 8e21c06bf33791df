/** A committee's own work (J-VI.1a, J-VI.2b–c, J-III.4e, J-V.4g): every command allowed once, refused by every gate, and to
 *  every post that may not; years that begin by themselves; figures that a pack may give. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type Code, type CommitteePost, committeePosts } from '../../contracts/basics.ts';
import { workCommandNames } from '../../contracts/committee.ts';
import { workPayloadSchemas } from '../../contracts/committee-requests.ts';
import { beginWork } from '../../domain/committee/beginning.ts';
import { begun, evolve } from '../../domain/committee/evolve.ts';
import { outlook } from '../../domain/committee/outlook.ts';
import type { WorkRuleName, WorkRulePayloads } from '../../domain/committee/rule.ts';
import { tendencies } from '../../domain/committee/tendencies.ts';
import type { Clause } from '../../domain/clauses.ts';
import { isOpen } from '../../domain/duty/duty.ts';
import type { FactName } from '../../domain/refusals.ts';
import { FIRST_MORNING, prose, TERM } from '../support/rounds.ts';
import { letterOf } from '../../domain/round/letters.ts';
import { row as find } from '../../domain/table.ts';
import { compose } from '../../letters/compose.ts';
import { committeeFacts } from './committee-facts.ts';
import { aPack, aWork, holder, within, WORK, type WorkStory } from '../support/works.ts';

const TODAY = '2026-03-02';
const TOMORROW = '2026-03-03';
const OFFICE: readonly CommitteePost[] = ['OFFICE_DIRECTOR', 'OFFICE_STAFF'];
const COMMITTEE: readonly CommitteePost[] = ['SECRETARY', 'STANDING_COMMITTEE'];

interface Gate<N extends WorkRuleName> {
  readonly because: string;
  readonly given?: () => WorkStory;
  readonly with?: Partial<WorkRulePayloads[N]>;
  readonly clause?: Clause;
  readonly missing: FactName;
}
interface Row {
  readonly command: WorkRuleName;
  readonly title: string;
  readonly may: readonly CommitteePost[];
  readonly leaves: string;
  readonly opens: readonly string[];
  readonly closes: readonly string[];
  readonly does: () => WorkStory;
  readonly asked: (post: CommitteePost, on?: string) => ReturnType<WorkStory['answer']>;
  readonly again: FactName | 'allowed';
  readonly repeated: () => ReturnType<WorkStory['answer']>;
  readonly gates: readonly {
    readonly because: string;
    readonly clause: Clause | undefined;
    readonly missing: FactName;
    readonly answer: () => ReturnType<WorkStory['answer']>;
  }[];
}
interface Spec<N extends WorkRuleName> {
  readonly as?: string;
  readonly given?: () => WorkStory;
  readonly payload: WorkRulePayloads[N];
  readonly may: readonly CommitteePost[];
  readonly leaves: string;
  readonly opens?: readonly string[];
  readonly closes?: readonly string[];
  readonly again: FactName | 'allowed';
  readonly gates?: readonly Gate<N>[];
}
function row<N extends WorkRuleName>(command: N, spec: Spec<N>): Row {
  const { given = aWork, payload, may, opens = [], closes = [], gates = [] } = spec;
  const [by = 'SECRETARY'] = may;
  return {
    command,
    title: spec.as ? `${command} · ${spec.as}` : command,
    may,
    leaves: spec.leaves,
    opens,
    closes,
    again: spec.again,
    does: () => given().does(by, command, payload),
    asked: (post, on) => given().answer(post, command, on === undefined ? payload : { ...payload, on }),
    repeated: () => given().does(by, command, payload).answer(by, command, payload),
    gates: gates.map(({ because, given: other = given, with: changed, clause, missing }) => ({
      because,
      clause,
      missing,
      answer: () => other().answer(by, command, { ...payload, ...changed }),
    })),
  };
}

const GOV: Code = 'G-2026-1';
const opening = { governance: GOV, category: 'GOV-2', department: 'O-09', content: prose('how'), dueOn: '2026-06-01' };
const governed = () => aWork().does('OFFICE_STAFF', 'open-governance', opening);
const answered = () =>
  governed().does('FUNCTIONAL_DEPARTMENT', 'answer-governance', { governance: GOV, content: prose('done') });
const planned = () =>
  aWork().does('SECRETARY', 'adopt-document', {
    kind: 'YEARLY_PLAN',
    year: 2026,
    decision: 'D-1',
    content: prose('plan'),
  });
const PLAN: Code = 'YEARLY-PLAN-2026';
const filed = () => planned().does('OFFICE_STAFF', 'file-upward', { filing: PLAN, content: prose('to the city') });
const appointed = { person: 'P-OFFICE_DIRECTOR', change: 'APPOINTED', decision: 'D-2' } as const;
const nextTerm = () => aWork().knowing({ term: '2026-01-01' });
const noGovernance = { governance: 'G-9-9' };

const table: readonly Row[] = [
  row('begin-term', {
    given: nextTerm,
    payload: {},
    may: OFFICE,
    leaves: 'TermBegan',
    opens: [`${WORK}/TERM-PLAN-2026-01-01/term-plan`],
    again: 'NewTermRegistered',
    gates: [
      { because: 'the registry has no newer term', given: aWork, missing: 'NewTermRegistered' },
      {
        because: 'the registry has no term',
        given: () => aWork().knowing({ term: null }),
        missing: 'NewTermRegistered',
      },
    ],
  }),
  row('record-study', {
    payload: { content: prose('studied') },
    may: COMMITTEE,
    leaves: 'StudyRecorded',
    closes: [`${WORK}/STUDY/regular-study`],
    opens: [`${WORK}/STUDY/regular-study.2`],
    again: 'allowed',
    gates: [
      { because: 'it was before the work began', with: { on: '2026-03-01' }, missing: 'onNotBeforeWhatItAnswers' },
    ],
  }),
  row('adopt-document', {
    as: 'yearly plan',
    payload: { kind: 'YEARLY_PLAN', year: 2026, decision: 'D-1', content: prose('plan') },
    may: COMMITTEE,
    leaves: 'DocumentAdopted',
    closes: [`${WORK}/${PLAN}/yearly-plan`],
    opens: [`${WORK}/${PLAN}/filing`],
    again: 'DocumentNotYetAdopted',
    gates: [
      { because: 'it has no year', with: { year: undefined }, clause: 'J-VI.2c', missing: 'YearOfDocument' },
      { because: 'its year is far away', with: { year: 2028 }, clause: 'J-VI.2c', missing: 'YearOfDocument' },
      {
        because: 'it lies before its year began',
        with: { on: '2025-12-31' },
        missing: 'onNotBeforeWhatItAnswers',
      },
    ],
  }),
  row('adopt-document', {
    as: 'yearly summary',
    payload: { kind: 'YEARLY_SUMMARY', year: 2026, decision: 'D-1', content: prose('summary') },
    may: ['LG_LEADER', ...COMMITTEE],
    leaves: 'DocumentAdopted',
    closes: [`${WORK}/YEARLY-SUMMARY-2026/yearly-summary`],
    opens: [`${WORK}/YEARLY-SUMMARY-2026/filing`],
    again: 'DocumentNotYetAdopted',
  }),
  row('adopt-document', {
    as: 'term plan',
    payload: { kind: 'TERM_PLAN', decision: 'D-1', content: prose('plan') },
    may: COMMITTEE,
    leaves: 'DocumentAdopted',
    closes: [`${WORK}/TERM-PLAN-${TERM}/term-plan`],
    opens: [`${WORK}/TERM-PLAN-${TERM}/filing`],
    again: 'DocumentNotYetAdopted',
    gates: [{ because: 'a term plan has no year', with: { year: 2026 }, clause: 'J-VI.2c', missing: 'YearOfDocument' }],
  }),
  row('adopt-document', {
    as: 'implementing opinions',
    payload: { kind: 'IMPLEMENTING_OPINIONS', decision: 'D-1', content: prose('opinions') },
    may: ['LG_LEADER', ...COMMITTEE],
    leaves: 'DocumentAdopted',
    closes: [`${WORK}/OPINIONS/implementing-opinions`],
    // Drawn up anew whenever they need to be; nobody upward is owed them.
    again: 'allowed',
  }),
  row('report-director-change', {
    payload: appointed,
    may: [...OFFICE, ...COMMITTEE],
    leaves: 'DirectorChanged',
    opens: [`${WORK}/DIRECTOR-1/filing`],
    again: 'DirectorChangeNotYetReported',
    gates: [
      { because: 'nobody is called so', with: { person: 'P-NOBODY' }, missing: 'PersonInRegistry' },
      { because: 'somebody else directs the office', with: { person: 'P-FORMER' }, missing: 'DirectorInRegistry' },
      { because: 'they direct it still', with: { change: 'REMOVED' }, missing: 'DirectorNotInRegistry' },
      {
        because: 'a later change has been reported',
        given: () => aWork().does('OFFICE_STAFF', 'report-director-change', { ...appointed, on: TODAY }),
        with: { person: 'P-FORMER', change: 'REMOVED', on: '2026-03-01' },
        missing: 'onNotBeforeWhatItAnswers',
      },
    ],
  }),
  row('file-upward', {
    given: planned,
    payload: { filing: PLAN, content: prose('to the city') },
    may: [...OFFICE, 'LG_LEADER'],
    leaves: 'FiledUpward',
    closes: [`${WORK}/${PLAN}/filing`],
    opens: [`${WORK}/${PLAN}/filing-receipt`],
    again: 'FilingNotYetSent',
    gates: [
      { because: 'nothing has opened it', given: aWork, missing: 'FilingOpened' },
      { because: 'it lies before its occasion', with: { on: '2026-03-01' }, missing: 'onNotBeforeWhatItAnswers' },
    ],
  }),
  row('receipt-filing', {
    given: filed,
    payload: { filing: PLAN },
    may: ['UPPER_OFFICE'],
    leaves: 'FilingReceipted',
    closes: [`${WORK}/${PLAN}/filing-receipt`],
    again: 'FilingNotYetReceipted',
    gates: [
      { because: 'nothing has opened it', with: { filing: 'NO-1' }, missing: 'FilingOpened' },
      { because: 'it was not sent', given: planned, missing: 'FiledUpward' },
      { because: 'it lies before the filing', with: { on: '2026-03-01' }, missing: 'onNotBeforeWhatItAnswers' },
    ],
  }),
  row('open-governance', {
    payload: opening,
    may: OFFICE,
    leaves: 'GovernanceOpened',
    opens: [`${WORK}/${GOV}/governance 2026-06-01`],
    again: 'FreshCode',
    gates: [
      { because: 'two organisations are no tendency', with: { category: 'LEAD-1' }, missing: 'TendencyProposed' },
      { because: 'nobody has such findings', with: { category: 'CLEAN-1' }, missing: 'TendencyProposed' },
      { because: 'the department is not registered', with: { department: 'O-77' }, missing: 'OrganisationInRegistry' },
      { because: 'its day has passed', with: { dueOn: '2026-03-01' }, missing: 'NewDayAhead' },
      {
        because: 'the category is being governed',
        given: governed,
        with: { governance: 'G-2026-2' },
        missing: 'GovernanceNotYetOpen',
      },
    ],
  }),
  row('answer-governance', {
    given: governed,
    payload: { governance: GOV, content: prose('systems improved') },
    may: ['FUNCTIONAL_DEPARTMENT'],
    leaves: 'GovernanceAnswered',
    closes: [`${WORK}/${GOV}/governance`],
    again: 'GovernanceUnderWay',
    gates: [
      { because: 'there is none', with: noGovernance, missing: 'GovernanceOpened' },
      { because: 'it lies before the opening', with: { on: '2026-03-01' }, missing: 'onNotBeforeWhatItAnswers' },
    ],
  }),
  row('return-governance', {
    given: answered,
    payload: { governance: GOV, reason: prose('thin'), dueOn: '2026-07-01' },
    may: OFFICE,
    leaves: 'GovernanceReturned',
    opens: [`${WORK}/${GOV}/governance.2 2026-07-01`],
    again: 'GovernanceAnswered',
    gates: [
      { because: 'there is none', with: noGovernance, missing: 'GovernanceOpened' },
      { because: 'nothing has been answered', given: governed, missing: 'GovernanceAnswered' },
      { because: 'its day has passed', with: { dueOn: '2026-03-01' }, missing: 'NewDayAhead' },
    ],
  }),
  row('close-governance', {
    given: answered,
    payload: { governance: GOV, content: prose('the outcome') },
    may: OFFICE,
    leaves: 'GovernanceClosed',
    again: 'GovernanceAnswered',
    gates: [
      { because: 'there is none', with: noGovernance, missing: 'GovernanceOpened' },
      { because: 'nothing has been answered', given: governed, missing: 'GovernanceAnswered' },
    ],
  }),
];
const factOf = (answer: ReturnType<WorkStory['answer']>) => ('missing' in answer ? answer.missing[0]?.fact : 'allowed');

describe.each(table.map((spec) => [spec.title, spec] as const))('%s', (_title, spec) => {
  test('is allowed once, and does what it says', () => {
    const story = spec.does();
    const last = story.events.at(-1);
    expect(last?.type).toBe(spec.leaves);
    expect((last?.opens ?? []).map(({ key, dueOn }) => (dueOn === null ? key : `${key} ${dueOn}`))).toEqual(spec.opens);
    expect((last?.closes ?? []).map(({ key }) => key)).toEqual(spec.closes);
    expect(factOf(spec.repeated())).toBe(spec.again);
  });

  test.each(committeePosts)('%s may, or may not', (post) => {
    expect(factOf(spec.asked(post))).toBe(spec.may.includes(post) ? 'allowed' : 'post');
  });

  test('is never of tomorrow', () => {
    const [by = 'SECRETARY'] = spec.may;
    expect(factOf(spec.asked(by, TOMORROW))).toBe('onNotInFuture');
  });

  test.each(spec.gates.map((gate) => [gate.because, gate] as const))('is refused: %s', (_because, gate) => {
    const refusal = gate.answer();
    expect(factOf(refusal)).toBe(gate.missing);
    if (gate.clause) expect(refusal).toMatchObject({ clause: gate.clause });
  });
});

test('every command has a row, and every fact of this work is produced by one', () => {
  const inRows = new Set(table.map(({ command }) => command));
  expect([...workCommandNames].filter((name) => !inRows.has(name))).toEqual(['sign-letter']);
  expect(Object.keys(workPayloadSchemas).sort()).toEqual([...workCommandNames].sort());
  const produced = new Set(table.flatMap(({ gates, again }) => [again, ...gates.map(({ missing }) => missing)]));
  expect(committeeFacts.filter((fact) => !produced.has(fact))).toEqual([]);
});

describe('the work begins', () => {
  test('with the duties that recur, none with a figure in jilin-2017', () => {
    const [began] = aWork().events;
    expect((began?.opens ?? []).map(({ key, owedBy, dueOn }) => [key, owedBy, dueOn])).toEqual([
      [`${WORK}/STUDY/regular-study`, 'PSC', null],
      [`${WORK}/TERM-PLAN-${TERM}/term-plan`, 'PSC', null],
      [`${WORK}/OPINIONS/implementing-opinions`, 'LGL', null],
      [`${WORK}/${PLAN}/yearly-plan`, 'PSC', null],
      [`${WORK}/YEARLY-SUMMARY-2026/yearly-summary`, 'LGL', null],
    ]);
    expect(aWork().duties()).toHaveLength(5);
  });

  const refused: readonly [
    string,
    Partial<Parameters<typeof beginWork>[2]>,
    CommitteePost,
    string | undefined,
    FactName,
  ][] = [
    ['an unknown committee', { known: false }, 'OFFICE_STAFF', undefined, 'CommitteeInRegistry'],
    ['somebody else than the office', {}, 'SECRETARY', undefined, 'post'],
    ['an unknown pack', { pack: null }, 'OFFICE_STAFF', undefined, 'PackInUse'],
    ['no term', { termFrom: null }, 'OFFICE_STAFF', undefined, 'NewTermRegistered'],
    ['a day to come', {}, 'OFFICE_STAFF', TOMORROW, 'onNotInFuture'],
  ];
  test.each(refused)('not for %s', (_why, changed, post, on, fact) => {
    const facts = { known: true, termFrom: TERM, pack: aPack({}), ...changed };
    const answer = beginWork({ code: WORK, committee: 'C-CITY' }, holder(post), facts, FIRST_MORNING, on);
    expect('missing' in answer && answer.missing[0]?.fact).toBe(fact);
  });
});

describe('years', () => {
  test('begin at midnight in Beijing, each with its plan and its summary, and go on for ever', () => {
    const story = aWork().live('2028-06-01T00:00:00.000Z');
    const years = story.events.flatMap((event) => (event.type === 'YearBegan' ? [[event.data.year, event.at]] : []));
    expect(years).toEqual([
      [2027, '2026-12-31T16:00:00.000Z'],
      [2028, '2027-12-31T16:00:00.000Z'],
    ]);
    expect(story.duties().map(({ key }) => key)).toContain(`${WORK}/YEARLY-SUMMARY-2028/yearly-summary`);
    expect(outlook(story.work)).toMatchObject({ wakeAt: '2028-12-31T16:00:00.000Z', why: 'the year 2029 begins' });
  });

  test('that passed in an outage all begin, and what they brought climbs at once', () => {
    const story = aWork({ clocks: { 'yearly-plan': within({ months: 2 }) } }).passTime('2028-06-01T00:00:00.000Z');
    expect(story.types().filter((type) => type === 'YearBegan')).toHaveLength(2);
    const letters = story.events.flatMap((event) => (event.type === 'LetterWritten' ? [event.data.duty] : []));
    expect(letters).toEqual([2026, 2027, 2028].map((year) => `${WORK}/YEARLY-PLAN-${year}/yearly-plan`));
    expect(Date.parse(outlook(story.work).wakeAt ?? '')).toBeGreaterThan(Date.parse(story.now));
  });

  test('do not ask again for a plan that was adopted in December', () => {
    const plan = { kind: 'YEARLY_PLAN', year: 2027, decision: 'D-9', content: prose('plan') } as const;
    const story = aWork()
      .at('2026-12-15T02:00:00.000Z')
      .does('SECRETARY', 'adopt-document', plan)
      .passTime('2027-01-02T00:00:00.000Z');
    const opened = story.duties().map(({ key }) => key);
    expect(opened).not.toContain(`${WORK}/YEARLY-PLAN-2027/yearly-plan`);
    expect(opened).toContain(`${WORK}/YEARLY-SUMMARY-2027/yearly-summary`);
  });
});

describe('figures, where a pack gives them', () => {
  test('a study every three months falls due, climbs, and is late when it comes late', () => {
    const story = aWork({ clocks: { 'regular-study': within({ months: 3 }) } });
    expect(story.duties().find(({ kind }) => kind === 'regular-study')?.dueOn).toBe('2026-06-02');
    const late = story.live('2026-06-10T02:00:00.000Z').posted();
    expect(late.types()).toEqual(
      expect.arrayContaining(['DutyWentOverdue', 'RungReached', 'LetterWritten', 'LetterSent']),
    );
    expect(outlook(late.work).attributes).toMatchObject({ overdueCount: 1, escalationLevel: 1 });
    const studied = late.does('SECRETARY', 'record-study', { content: prose('at last') });
    expect(studied.duties().map(({ kind, outcome, dueOn }) => [kind, outcome, dueOn])).toEqual(
      expect.arrayContaining([
        ['regular-study', 'MET_LATE', '2026-06-02'],
        ['regular-study', null, '2026-09-10'],
      ]),
    );
  });

  test('without one nothing is ever late', () => {
    const story = aWork().live('2036-01-01T00:00:00.000Z');
    expect(story.types().filter((type) => type === 'DutyWentOverdue' || type === 'LetterWritten')).toEqual([]);
  });
});

describe('special governance', () => {
  test('climbs to the department and the leading group when its day passes', () => {
    const story = governed().live('2026-06-15T00:00:00.000Z');
    const colours = story.events.flatMap((event) => (event.type === 'RungReached' ? [event.data.colour] : []));
    expect(colours).toEqual(['green', 'yellow', 'red', 'top']);
    const to = story.events.flatMap((event) => (event.type === 'LetterWritten' ? [event.data.to.post] : []));
    expect(to).toContain('FUNCTIONAL_DEPARTMENT');
    expect(to.at(-1)).toBe('LG_LEADER');
  });

  test('an unsent letter is withdrawn when the department answers', () => {
    const story = governed()
      .passTime('2026-05-13T00:00:00.000Z')
      .does('FUNCTIONAL_DEPARTMENT', 'answer-governance', { governance: GOV, content: prose('done') });
    expect(story.types().slice(-2)).toEqual(['GovernanceAnswered', 'LetterWithdrawn']);
    expect(story.work.outbox).toEqual([]);
  });

  test('once closed, the category may be governed again', () => {
    const again = answered()
      .does('OFFICE_STAFF', 'close-governance', { governance: GOV, content: prose('outcome') })
      .does('OFFICE_STAFF', 'open-governance', { ...opening, governance: 'G-2026-2' });
    expect(Object.values(again.work.governances).map(({ code, state }) => [code, state])).toEqual([
      [GOV, 'CLOSED'],
      ['G-2026-2', 'OPEN'],
    ]);
  });

  test('is proposed from three organisations on, the most widespread first', () => {
    const count = (category: string, organisations: readonly string[]) =>
      ({ area: 'GOV', category, findings: organisations.length, organisations }) as const;
    const counts = [count('GOV-1', ['O-1', 'O-2']), count('GOV-2', ['O-1', 'O-2', 'O-3'])];
    const governances = Object.values(governed().work.governances);
    expect(tendencies(counts, governances, 3)).toMatchObject([
      { category: 'GOV-2', proposed: true, governances: [{ code: GOV, state: 'OPEN' }] },
      { category: 'GOV-1', proposed: false, governances: [] },
    ]);
  });
});

test('a letter says what it is about, in which dossier, and by which clause', () => {
  const { work, events } = governed().passTime('2026-05-13T00:00:00.000Z');
  const [written] = events.flatMap((event) => (event.type === 'LetterWritten' ? [event.data.letter] : []));
  const letter = letterOf(work, written ?? '');
  const { subject, text } = compose({
    letter,
    duty: find(work.duties, letter.duty) ?? null,
    round: WORK,
    committeeName: '示例市委',
    organisation: null,
    placeName: '示例市委',
    addresseeName: '某某',
    today: '2026-05-13',
    lost: null,
    rungDueAt: letter.rungDueAt,
  });
  expect(subject).toBe(`绿色提醒函：专项治理（${GOV}），距期限还有19天（${WORK}）`);
  expect(text).toContain('有关职能部门应于2026年6月1日24时前（北京时间）完成专项治理并向巡察办反馈情况');
  expect(text).toContain('五（四）[J-V.4g]');
  expect(text).toContain('2026年3月2日，启动专项治理（台账第2号）');
  expect(text).toContain(`台账：${WORK}`);
});

test('a letter is signed by whoever holds its post, and by nobody else', () => {
  const story = governed().passTime('2026-05-13T00:00:00.000Z').posted();
  const [letter = ''] = story.events.flatMap((event) => (event.type === 'LetterSent' ? [event.data.letter] : []));
  expect(factOf(story.answer('OFFICE_STAFF', 'sign-letter', { letter }))).toBe('post');
  const signed = story.does('FUNCTIONAL_DEPARTMENT', 'sign-letter', { letter });
  expect(factOf(signed.answer('FUNCTIONAL_DEPARTMENT', 'sign-letter', { letter }))).toBe('LetterNotYetSigned');
});

describe('every life of a committee', () => {
  const steps: readonly ((story: WorkStory, n: number) => ReturnType<WorkStory['answer']>)[] = [
    (story) => story.answer('SECRETARY', 'record-study', { content: prose('s') }),
    (story, n) =>
      story.answer('SECRETARY', 'adopt-document', {
        kind: n % 2 ? 'YEARLY_PLAN' : 'YEARLY_SUMMARY',
        year: 2026 + (n % 4),
        decision: 'D-1',
        content: prose('d'),
      }),
    (story, n) => story.answer('OFFICE_STAFF', 'file-upward', { filing: filingOf(story, n), content: prose('f') }),
    (story, n) => story.answer('UPPER_OFFICE', 'receipt-filing', { filing: filingOf(story, n) }),
    (story, n) =>
      story.answer('OFFICE_STAFF', 'open-governance', { ...opening, governance: `G-1-${n}`, dueOn: '2030-01-01' }),
    (story) =>
      story.answer('FUNCTIONAL_DEPARTMENT', 'answer-governance', { governance: lastOf(story), content: prose('a') }),
    (story) =>
      story.answer('OFFICE_STAFF', 'return-governance', {
        governance: lastOf(story),
        reason: prose('r'),
        dueOn: '2030-02-01',
      }),
    (story) => story.answer('OFFICE_STAFF', 'close-governance', { governance: lastOf(story), content: prose('c') }),
  ];
  const filingOf = (story: WorkStory, n: number) => Object.keys(story.work.filings)[n % 5] ?? 'NO-1';
  const lastOf = (story: WorkStory) => Object.keys(story.work.governances).at(-1) ?? 'G-0-0';
  const aMove = fc.record({ step: fc.nat(steps.length), n: fc.nat(30), days: fc.nat(60) });

  property.prop([fc.array(aMove, { maxLength: 60 })], { numRuns: 60 })(
    'is the fold of its events, sleeps ahead, stays small, and closes no duty twice',
    (moves) => {
      const clocks = {
        'regular-study': within({ months: 3 }),
        'yearly-summary': within({ months: 12 }),
        filing: within({ days: 15 }),
      };
      let story = aWork({ clocks });
      for (const { step, n, days } of moves) {
        const act = steps[step];
        if (!act) story = story.passTime(new Date(Date.parse(story.now) + days * 86_400_000).toISOString());
        else {
          const answer = act(story, n);
          if (!('missing' in answer)) story = story.takes(answer);
        }
        const { wakeAt } = outlook(story.work);
        if (!act) expect(Date.parse(wakeAt ?? '')).toBeGreaterThan(Date.parse(story.now));
      }
      const [first, ...rest] = story.events;
      if (first?.type !== 'WorkBegan') throw new Error('begins with WorkBegan');
      expect(rest.reduce((work, event) => evolve(work, event), begun(first))).toEqual(story.work);
      expect(JSON.parse(JSON.stringify(story.work))).toStrictEqual(story.work);
      const closed = story.events.flatMap(({ closes = [] }) => closes.map(({ key }) => key));
      expect(new Set(closed).size).toBe(closed.length);
      expect(story.duties().filter((duty) => duty.kind === 'regular-study' && isOpen(duty))).toHaveLength(1);
      for (const { code, sentOn, receiptedOn } of Object.values(story.work.filings)) {
        const open = story.duties().filter((duty) => isOpen(duty) && duty.key.startsWith(`${WORK}/${code}/filing`));
        expect(open).toHaveLength(receiptedOn === null ? 1 : 0);
        expect(receiptedOn !== null && sentOn === null).toBe(false);
      }
      expect(Buffer.byteLength(JSON.stringify(outlook(story.work)))).toBeLessThan(8_192);
    },
  );
});

/** A committee's own work (J-VI.1a, J-VI.2b–c, J-III.4e, J-V.4g): every command allowed once, refused by every gate, and to
 *  every post that may not; years that begin by themselves; figures that a pack may give. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type CommitteePost, committeePosts, MAILROOM } from '../../domain/vocabulary.ts';
import { workCommandNames } from '../../contracts/requests/committee.ts';
import { countyDingyuan } from '../../domain/policy/packs/county-dingyuan.ts';
import { beginFile } from '../../domain/committee/steps/beginning.ts';
import { begun, evolve, outlook } from '../../domain/committee/committee.ts';
import { tendencies } from '../../domain/committee/tendencies.ts';
import { isOpen } from '../../domain/dossier/duty.ts';
import { FIRST_MORNING } from '../../examples/story.ts';
import { aDocument, prose } from '../../examples/story/prose.ts';
import { CITY, TERM } from '../../examples/story/registry.ts';
import { letterOf } from '../../domain/dossier/letters.ts';
import { mayReadOfWork } from '../../domain/people/texts.ts';
import { governancesFor, viewpointOfWork } from '../../domain/people/viewpoint.ts';
import { compose } from '../../mail/compose.ts';
import { committeeFacts } from '../../examples/committee-facts.ts';
import {
  answered,
  committeeRows,
  entered,
  filedToNobody,
  GOV,
  governed,
  onPaper,
  opening,
  RECEIPT,
} from '../../examples/rows/committee.ts';
import { PLAN } from '../../examples/rows/committee-on-behalf.ts';
import { signedBy } from '../../examples/rows/on-behalf.ts';
import { aPack, aWork, holder, within, WORK, type CommitteeStory } from '../../examples/committee-story.ts';
import type { FactName } from '../../domain/wordings.ts';
import { all, get } from '../../domain/keyed.ts';
import { dayOf } from '../../domain/calendar.ts';
import { proposalAt } from '../../domain/dossier/confirmation.ts';
import { boundActs } from '../../domain/dossier/objections.ts';

const TOMORROW = '2026-03-03';

const factOf = (answer: ReturnType<CommitteeStory['answer']>) =>
  'missing' in answer ? answer.missing[0]?.fact : 'allowed';

describe.each(committeeRows.map((spec) => [spec.title, spec] as const))('%s', (_title, spec) => {
  test('is allowed once, and does what it says', () => {
    const story = spec.does();
    const last = story.events.at(-1);
    expect(last?.type).toBe(spec.leaves);
    expect((last?.opens ?? []).map(({ key, dueOn }) => (dueOn === null ? key : `${key} ${dueOn}`))).toEqual(spec.opens);
    expect((last?.closes ?? []).map(({ key }) => key)).toEqual(spec.closes);
    expect(factOf(spec.repeated())).toBe(spec.again);
  });

  test.each(committeePosts)('%s may, or may not', (post) => {
    expect(factOf(spec.asked(post))).toBe(spec.may.includes(post) ? 'allowed' : (spec.else[post] ?? 'post'));
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
  const inRows = new Set(committeeRows.map(({ command }) => command));
  expect([...workCommandNames].filter((name) => !inRows.has(name))).toEqual(['sign-letter']);
  const produced = new Set(
    committeeRows.flatMap(({ gates, again }) => [again, ...gates.map(({ missing }) => missing)]),
  );
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
    Partial<Parameters<typeof beginFile>[2]>,
    CommitteePost,
    string | undefined,
    FactName,
  ][] = [
    ['an unknown committee', { known: false }, 'OFFICE_STAFF', undefined, 'CommitteeInRegistry'],
    ['somebody else than the office', {}, 'SECRETARY', undefined, 'post'],
    ['an unknown pack', { pack: null }, 'OFFICE_STAFF', undefined, 'PackInUse'],
    [
      'a looser pack of another province',
      { pack: { ...aPack({}), ...countyDingyuan } },
      'OFFICE_STAFF',
      undefined,
      'PackForRegion',
    ],
    ['no term', { termFrom: null }, 'OFFICE_STAFF', undefined, 'NewTermRegistered'],
    ['a day to come', {}, 'OFFICE_STAFF', TOMORROW, 'onNotInFuture'],
  ];
  test.each(refused)('not for %s', (_why, changed, post, on, fact) => {
    const facts = { known: true, termFrom: TERM, region: 'CN-22', pack: aPack({}), ...changed };
    const answer = beginFile({ code: WORK, committee: 'C-CITY' }, holder(post), facts, FIRST_MORNING, on);
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
    expect(outlook(story.work)).toMatchObject({ wakeAt: '2028-12-31T16:00:00.000Z', why: 'The year 2029 begins' });
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
    const late = story.live('2026-06-10T02:00:00.000Z').mailed();
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

  describe('where the department that it names holds a post of its own', () => {
    const post = { post: 'FUNCTIONAL_DEPARTMENT', place: CITY } as const;
    const [own, other] = [opening.department, 'O-OTHER'].map((organisation, i) => ({
      person: `P-DEPARTMENT-${i}`,
      posts: [{ ...post, organisation }],
    }));
    const unnamed = holder('FUNCTIONAL_DEPARTMENT');
    if (!own || !other) throw new Error('there are two departments');
    const withOwn = aWork().alsoHeldBy({ ...post, person: own.person, organisation: opening.department });
    const named = withOwn.does('OFFICE_STAFF', 'open-governance', opening);
    const answer = { governance: GOV, content: prose('done') };
    const nowhere = (code: string) => ({ clause: 'J-V.4g', missing: [{ fact: 'GovernanceOpened', governance: code }] });
    const text = { type: 'GovernanceOpened', governance: GOV, field: 'content' } as const;

    test('is answered, read and seen by that department alone', () => {
      for (const stranger of [other, unnamed]) {
        expect(named.answer(stranger, 'answer-governance', answer)).toEqual(nowhere(GOV));
        expect(named.answer(stranger, 'answer-governance', { ...answer, governance: 'G-9-9' })).toEqual(
          nowhere('G-9-9'),
        );
        expect(viewpointOfWork(named.work, stranger)).toEqual({ sees: 'NOTHING' });
        expect(mayReadOfWork(named.work, stranger, text)).toBe(false);
      }
      const viewpoint = viewpointOfWork(named.work, own);
      expect(governancesFor(named.work, viewpoint).map(({ code }) => code)).toEqual([GOV]);
      expect(mayReadOfWork(named.work, own, text)).toBe(true);
      expect(named.does(own, 'answer-governance', answer).types()).toContain('GovernanceAnswered');
    });
    test('is theirs still when it is returned, and they are written to', () => {
      const returned = named
        .does(own, 'answer-governance', answer)
        .does('OFFICE_STAFF', 'return-governance', { governance: GOV, reason: prose('thin'), dueOn: '2026-07-01' });
      expect(returned.answer(unnamed, 'answer-governance', answer)).toEqual(nowhere(GOV));
      const to = returned
        .live('2026-07-15T00:00:00.000Z')
        .events.flatMap((event) => (event.type === 'LetterWritten' ? [event.data.to] : []))
        .filter(({ post: read }) => read === 'FUNCTIONAL_DEPARTMENT');
      expect(new Set(to.map(({ person }) => person))).toEqual(new Set([own.person]));
    });
    test('stays with the department without a name where it was opened before', () => {
      expect(governed().answer(own, 'answer-governance', answer)).toEqual(nowhere(GOV));
      expect(viewpointOfWork(governed().work, own)).toEqual({ sees: 'NOTHING' });
      expect(viewpointOfWork(governed().work, unnamed)).toMatchObject({ sees: 'OWN' });
    });
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
    duty: get(work.duties, letter.duty) ?? null,
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
  const story = governed().passTime('2026-05-13T00:00:00.000Z').mailed();
  const [letter = ''] = story.events.flatMap((event) => (event.type === 'LetterSent' ? [event.data.letter] : []));
  expect(factOf(story.answer('OFFICE_STAFF', 'sign-letter', { letter }))).toBe('post');
  const theMailroom = { person: MAILROOM, posts: [] };
  expect(factOf(story.answer(theMailroom, 'letter-sent', { letter: 'W-C-CITY/nothing', attempt: 1 }))).toBe(
    'LetterInRound',
  );
  const early = { letter, on: '2026-03-02' };
  expect(factOf(story.answer('FUNCTIONAL_DEPARTMENT', 'sign-letter', early))).toBe('onNotBeforeWhatItAnswers');
  const signed = story.does('FUNCTIONAL_DEPARTMENT', 'sign-letter', { letter });
  expect(factOf(signed.answer('FUNCTIONAL_DEPARTMENT', 'sign-letter', { letter }))).toBe('LetterNotYetSigned');
});

test.each(['letter-sent', 'letter-failed'] as const)('%s is reported by the mailroom alone', (report) => {
  const story = governed().passTime('2026-05-13T00:00:00.000Z');
  const letter = story.work.outbox[0] ?? '';
  expect(factOf(story.answer('OFFICE_STAFF', report, { letter, attempt: 1 }))).toBe('post');
  expect(factOf(story.answer({ person: MAILROOM, posts: [] }, report, { letter, attempt: 1 }))).toBe('allowed');
});

describe('the receipt of an office above that has nobody here', () => {
  const alone = (...lacking: readonly CommitteePost[]) => filedToNobody().without('OFFICE_STAFF', ...lacking);

  test('is entered from paper, and counts from its arrival once another person has compared it', () => {
    const proposed = entered();
    const receipt = (story: CommitteeStory) => get(story.work.duties, `${WORK}/${PLAN}/filing-receipt`);
    expect(receipt(proposed)?.outcome).toBeNull();
    expect(proposed.work.filings[PLAN]).toMatchObject({ receiptedOn: null });
    const story = proposed.at('2026-03-12T02:00:00.000Z').does('OFFICE_DIRECTOR', 'confirm', RECEIPT);
    expect(story.events.slice(-2)).toMatchObject([
      { type: 'ActConfirmed', on: '2026-03-12', data: { action: 'receipt-filing', proposedBy: 'P-OFFICE-STAFF' } },
      { type: 'FilingReceipted', on: '2026-03-02', by: 'P-OFFICE-DIRECTOR', data: onPaper },
    ]);
    expect(receipt(story)).toMatchObject({ outcome: 'MET', closedOn: '2026-03-02', byArrival: true });
    expect(story.work.filings[PLAN]).toMatchObject({ receiptedOn: '2026-03-02', document: onPaper.document });
    expect(story.duties().filter((duty) => isOpen(duty) && duty.kind === 'confirmation')).toEqual([]);
  });

  test('waits once, however often it is entered', () => {
    const twice = entered().does('OFFICE_DIRECTOR', 'receipt-filing', onPaper);
    expect(factOf(twice.answer('OFFICE_DIRECTOR', 'confirm', RECEIPT))).toBe('ProposalOpen');
    const later = { proposal: proposalAt(twice.work.sequence) };
    expect(factOf(twice.answer('OFFICE_DIRECTOR', 'confirm', later))).toBe('AnotherPerson');
    expect(factOf(twice.answer('OFFICE_STAFF', 'confirm', later))).toBe('allowed');
    expect(twice.duties().filter((duty) => isOpen(duty) && duty.kind === 'confirmation')).toHaveLength(1);
  });

  test('stays owed where the paper is declined, and may be entered again', () => {
    const declined = entered().does('OFFICE_DIRECTOR', 'decline', { ...RECEIPT, reason: prose('no seal') });
    expect(declined.work.filings[PLAN]).toMatchObject({ receiptedOn: null });
    expect(factOf(declined.answer('OFFICE_STAFF', 'receipt-filing', onPaper))).toBe('allowed');
  });

  test.each([
    ['a deputy of the leading group', [], 'LG_DEPUTY', 'LG_LEADER'],
    ['its executive deputy, where there is no other', ['LG_DEPUTY'], 'LG_EXECUTIVE_DEPUTY', 'LG_LEADER'],
    ['its leader, where there is neither', ['LG_DEPUTY', 'LG_EXECUTIVE_DEPUTY'], 'LG_LEADER', 'STANDING_COMMITTEE'],
  ] as const)('is compared in an office of one by %s', (_who, lacking, may, mayNot) => {
    const proposed = alone(...lacking).does('OFFICE_DIRECTOR', 'receipt-filing', onPaper);
    expect(factOf(proposed.answer(may, 'confirm', RECEIPT))).toBe('allowed');
    expect(factOf(proposed.answer(mayNot, 'confirm', RECEIPT))).toBe('post');
    expect(factOf(proposed.answer('OFFICE_DIRECTOR', 'confirm', RECEIPT))).toBe('post');
    expect(proposed.events.at(-1)?.opens).toMatchObject([{ owedTo: 'OFF' }]);
  });
});

describe('every life of a committee', () => {
  const steps: readonly ((story: CommitteeStory, n: number) => ReturnType<CommitteeStory['answer']>)[] = [
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
      story.without('UPPER_OFFICE').answer('OFFICE_STAFF', 'receipt-filing', {
        filing: filingOf(story, n),
        document: aDocument(dayOf(story.now)),
      }),
    (story) => story.without('UPPER_OFFICE').answer('OFFICE_DIRECTOR', 'confirm', lastProposalOf(story)),
    (story) => story.answer('OFFICE_DIRECTOR', 'decline', { ...lastProposalOf(story), reason: prose('d') }),
    (story, n) =>
      story.answer('OFFICE_STAFF', 'record-study', {
        content: prose('s'),
        ...signedBy(n % 2 ? 'P-SECRETARY' : 'P-STANDING-COMMITTEE', dayOf(story.now)),
      }),
    (story, n) =>
      story.answer('OFFICE_STAFF', 'file-upward', {
        filing: filingOf(story, n),
        content: prose('f'),
        ...signedBy('P-LG-LEADER', dayOf(story.now)),
      }),
    (story, n) =>
      story.answer(n % 3 ? 'SECRETARY' : 'LG_LEADER', 'object-to-act', {
        sequence: lastEntered(story),
        reason: prose('o'),
      }),
    (story, n) =>
      story.answer('LG_EXECUTIVE_DEPUTY', 'settle-objection', {
        sequence: lastEntered(story),
        upheld: n % 2 === 0,
        reason: prose('e'),
      }),
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
  const filingOf = (story: CommitteeStory, n: number) => Object.keys(story.work.filings)[n % 5] ?? 'NO-1';
  const lastProposalOf = (story: CommitteeStory) => ({
    proposal: [...all(story.work.proposedActs)].at(-1)?.code ?? 'PROPOSAL-0',
  });
  const lastEntered = (story: CommitteeStory) => boundActs(story.work).at(-1)?.bound.sequence ?? 1;
  const lastOf = (story: CommitteeStory) => Object.keys(story.work.governances).at(-1) ?? 'G-0-0';
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

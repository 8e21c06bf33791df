/** The rule book, row by row: each command is allowed once in its place, refused the second time, refused by each gate with
 *  its clause and the missing fact, and refused to every post and seat that may not. `commands.md` is what is checked
 *  here, not the code: who may is written out post by post. */
import { describe, expect, test } from 'vitest';
import { type CommandName, commandNames } from '../../contracts/requests/index.ts';
import { isAtOrganisation } from '../../domain/people/posts.ts';
import { possibleActions } from '../../domain/round/round.ts';
import { letterOf } from '../../domain/dossier/letters.ts';
import { addressee } from '../../examples/story/feedback.ts';
import { CITY, leader, office, secretary } from '../../examples/story/registry.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { evidence, prose } from '../../examples/story/prose.ts';
import { theMailroom } from '../../examples/story/telling.ts';
import { committeeFacts } from '../../examples/committee-facts.ts';
import { planningFacts } from '../../examples/planning-facts.ts';
import { rows } from '../../examples/rows/index.ts';
import { promisedRefusals, strangersTo } from '../../examples/rows/refusals.ts';
import {
  everyPost,
  F1,
  F2,
  gone,
  liaison,
  NEXT_WEEK,
  TODAY,
  noted,
  O,
  planItems,
  principal,
  produced,
  reported,
  seats,
  copy,
} from '../../examples/rows/row.ts';
import { withNothingBelow } from '../../examples/rows/scope.ts';
import { wordings } from '../../domain/wordings.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { RoundEvent } from '../../domain/round/events.ts';
import type { Actor } from '../../domain/dossier/grammar.ts';

const gates = rows.flatMap((each) => each.gates);
const strangers = rows.flatMap((rule) => strangersTo(rule).map(() => rule));

const stripped = (key: string) => key.slice('R-2026-01/'.length);
const eventsOf = (result: readonly RoundEvent[] | Refusal): readonly RoundEvent[] => {
  if (isRefusal(result)) throw new Error(JSON.stringify(result));
  return result;
};
const refusalOf = (result: readonly RoundEvent[] | Refusal): Refusal => {
  if (!isRefusal(result)) throw new Error(`allowed: ${JSON.stringify(result)}`);
  return result;
};

describe.each(rows.map((rule) => [rule.title, rule] as const))('%s', (_title, rule) => {
  test('is allowed in its place, and leaves its events and duties', () => {
    const events = eventsOf(rule.answer(rule.given(), rule.by));
    expect(events.map(({ type }) => type)).toEqual(rule.leaves);
    const opened = events.flatMap(({ opens = [] }) => opens.map(({ key, dueOn }) => `${stripped(key)} ${dueOn}`));
    const closed = events.flatMap(({ closes = [] }) => closes.map(({ key, outcome }) => `${stripped(key)} ${outcome}`));
    expect(opened).toEqual(rule.opens);
    expect(closed).toEqual(rule.closes);
  });

  if (rule.again === 'allowed')
    test('may be repeated', () => {
      expect(isRefusal(rule.answer(rule.does(rule.given()), rule.by))).toBe(false);
    });

  test.each(promisedRefusals(rule))('is refused when $because: $clause $missing', ({ answer, clause, missing }) => {
    const refusal = refusalOf(answer());
    if (clause !== undefined) expect(refusal.clause).toBe(clause);
    expect(refusal.missing.map(({ fact }) => fact)).toContain(missing);
  });

  test.each(rule.may)('is the business of %s', (who) => {
    const posts = everyPost.filter((post) => post === who);
    // Whoever leads the leading group is secretary or discipline secretary as well (J-III.1b).
    const further = who === 'LG_LEADER' ? (['DISCIPLINE_SECRETARY'] as const) : [];
    const held = [...posts, ...further].map((post) => ({ post, place: isAtOrganisation(post) ? O : CITY }));
    const seat = Object.entries(seats).find(([name]) => name === who);
    expect(isRefusal(rule.answer(rule.given(), { person: seat?.[1] ?? 'P-SOMEBODY', posts: held }))).toBe(false);
  });
});

test('a round is its own committee’s business: the right posts of another may do nothing in it (J-I.3a)', () => {
  const forSome = rows.filter(({ may }) => everyPost.some((post) => !may.includes(post)));
  for (const rule of forSome) {
    const posts = everyPost.map((post) => ({ post, place: isAtOrganisation(post) ? 'O-99' : 'C-OTHER' }));
    const answer = rule.answer(rule.given(), { person: 'P-STRANGER', posts });
    expect(answer, rule.title).toMatchObject({ missing: [{ fact: 'post' }] });
  }
});

describe('the reports of the mailroom', () => {
  const letter = `R-2026-01/${O}/receipt-principal/copy/${addressee.DISC}`;
  const given = () => aRound().withFeedbackGiven();

  test('are taken from the mailroom alone', () => {
    for (const report of ['letter-sent', 'letter-failed'] as const)
      for (const by of [office, secretary, leader, principal, addressee.DISC])
        expect(noted(given().refusal(by, report, { letter, attempt: 1 }))).toMatchObject({
          missing: [{ fact: 'post' }],
        });
  });

  test.each([
    ['letter-sent', 'LetterNotYetSent'],
    ['letter-failed', 'LetterOnItsWay'],
  ] as const)('%s is refused for a letter that has been sent', (report, fact) => {
    expect(noted(given().mailed().refusal(theMailroom, report, { letter, attempt: 1 }))).toMatchObject({
      clause: 'J-V.4h',
      missing: [{ fact }],
    });
  });

  test.each(['letter-sent', 'letter-failed'] as const)('%s is refused for an unknown letter', (report) => {
    expect(noted(given().refusal(theMailroom, report, { letter: `${letter}-99`, attempt: 1 }))).toMatchObject({
      missing: [{ fact: 'LetterInRound' }],
    });
  });

  test('letter-failed is refused for a letter that the mailroom has given up', () => {
    const bounced = given().fails(letter, { permanent: true });
    expect(isRefusal(bounced.answer(theMailroom, 'letter-failed', { letter, attempt: 1, permanent: true }))).toBe(true);
  });

  test('letter-failed is refused for an attempt that another has followed', () => {
    const tried = given().fails(letter).passTime('2026-03-02T03:00:00.000Z');
    expect(letterOf(tried.round, letter).attempt).toBe(2);
    expect(tried.refusal(theMailroom, 'letter-failed', { letter, attempt: 1 })).toMatchObject({
      clause: 'J-V.4h',
      missing: [{ fact: 'LetterOnItsWay', attempt: 1 }],
    });
  });

  test('are still taken when the round has closed', () => {
    const closed = aRound().closed();
    expect(closed.unsent()).toHaveLength(4);
    expect(closed.mailed().unsent()).toHaveLength(0);
    expect(isRefusal(closed.answer(theMailroom, 'letter-failed', { letter, attempt: 1 }))).toBe(false);
  });
});

describe('paper that arrives late is never dated before what it answers', () => {
  const dated = { missing: [{ fact: 'onNotBeforeWhatItAnswers' }] };

  test('entering, before the last member signed the undertaking', () => {
    const story = aRound().withNotice().at(NEXT_WEEK).undertakingsSigned();
    expect(noted(story.answer(leader, 'enter', { organisation: O, on: TODAY }))).toMatchObject(dated);
  });

  test('a report submitted again, before it was returned', () => {
    const story = aRound()
      .withReport()
      .at(NEXT_WEEK)
      .does(office, 'return-report', { organisation: O, reason: prose('thin') });
    const again = { organisation: O, used: [], unused: [], content: prose('again'), on: TODAY };
    expect(noted(story.answer(leader, 'submit-report', again))).toMatchObject(dated);
  });

  test('a plan submitted again, before it was returned', () => {
    const story = aRound()
      .withPlan()
      .at(NEXT_WEEK)
      .does(office, 'return-plan', { organisation: O, reason: prose('thin') });
    const again = { organisation: O, items: planItems, on: TODAY };
    expect(noted(story.answer(liaison, 'submit-plan', again))).toMatchObject(dated);
  });

  test('a hearing, before the one that comes before it', () => {
    const story = aRound()
      .withReportReviewed()
      .at(NEXT_WEEK)
      .does(secretary, 'hear', {
        body: 'LG',
        organisations: [O],
        minutes: prose('minutes'),
      });
    const next = { body: 'SSM', organisations: [O], minutes: prose('minutes'), on: TODAY } as const;
    expect(noted(story.answer(secretary, 'hear', next))).toMatchObject(dated);
  });

  test('a letter signed for, before it was sent', () => {
    const story = aRound().withFeedbackGiven().at(NEXT_WEEK).mailed();
    expect(noted(story.answer(addressee.DISC, 'sign-letter', { letter: copy, on: TODAY }))).toMatchObject(dated);
  });

  test('the closing, before the last item landed', () => {
    const story = aRound().withItemsDone().at(NEXT_WEEK).landed();
    expect(noted(story.answer(office, 'close-round', { on: TODAY }))).toMatchObject(dated);
  });
});

describe('what is foretold is what stands in the way', () => {
  const clerk: Actor = { person: office, posts: [{ post: 'OFFICE_STAFF', place: CITY }] };
  const foretold = (story: Story, name: CommandName) =>
    [...possibleActions(story.round, name, clerk)].map(({ refusal }) => refusal?.missing[0]?.fact);

  test('of a finding that is long-term without a schedule', () => {
    const story = reported('NOT_DONE', [evidence('one')], true)();
    expect(foretold(story, 'accept-finding')[0]).toBe('ScheduleOfReports');
  });

  test('of an organisation that has no other below it', () => {
    expect(foretold(withNothingBelow(), 'remove-from-scope')).toEqual(['PrincipalInScope']);
    expect(foretold(aRound(), 'remove-from-scope')).toEqual([undefined]);
  });

  test('of everything in a round that has ended', () => {
    expect(foretold(aRound().approved(), 'form-team')).toEqual([undefined]);
    expect(foretold(gone(), 'form-team')).toEqual(['RoundOpen']);
  });
});

test('of a hearing its obstacle is foretold', () => {
  const posts = (['LG_LEADER', 'SECRETARY'] as const).map((post) => ({ post, place: CITY }));
  const chair: Actor = { person: secretary, posts };
  const foretold = (story: Story) =>
    [...possibleActions(story.round, 'hear', chair)].filter(({ target }) => target.body === 'LG');
  expect(foretold(aRound().withReport())).toMatchObject([{ refusal: { missing: [{ fact: 'ReportReviewed' }] } }]);
  expect(foretold(aRound().withReportReviewed())).toMatchObject([{ refusal: undefined }]);
});

describe('what lands', () => {
  test('stays landed: a plan is not returned over a finding that has been struck off', () => {
    const story = aRound().withPlan(O, ['2026-09-01']);
    const accepted = story.answer(office, 'accept-finding', { finding: F1 });
    expect(isRefusal(noted(accepted))).toBe(true);
  });

  test('an organisation without findings still has its plan looked at, or owes none, when the round closes', () => {
    const story = aRound()
      .decided(O, { findings: [], transfers: [] })
      .withFeedbackSigned()
      .does(liaison, 'submit-plan', { organisation: O, items: [] })
      .withReport1()
      .withReport2()
      .disclosed();
    const closing = story.answer(office, 'close-round', {});
    if (isRefusal(closing)) return;
    expect(story.does(office, 'close-round', {}).duty('O-07/plan-review').outcome).not.toBeNull();
  });

  test('a finding returned with a schedule of reports lacks the report, not the schedule', () => {
    const story = reported('NOT_DONE', [evidence('one')], ['2026-09-01'])().does(office, 'return-finding', {
      finding: F1,
      reason: prose('thin'),
      dueOn: '2026-04-01',
    });
    expect(noted(story.refusal(office, 'accept-finding', { finding: F1 })).missing).not.toContainEqual(
      expect.objectContaining({ fact: 'ScheduleOfReports' }),
    );
  });

  test('exemptions of every finding settle the disclosure', () => {
    const story = aRound().withTransfersAccepted().withFindingsAccepted().withReport1().withReport2().filed();
    const exempt = [F1, F2].flatMap((finding) => (['INSIDE', 'PUBLIC'] as const).map((scope) => ({ finding, scope })));
    const settled = exempt.reduce(
      (told, { finding, scope }) =>
        told.does(secretary, 'exempt-disclosure', { organisation: O, scope, finding, reason: prose('why') }),
      story,
    );
    expect(isRefusal(settled.answer(office, 'close-round', {}))).toBe(false);
    const [, ...butOne] = exempt;
    const unsettled = butOne.reduce(
      (told, { finding, scope }) =>
        told.does(secretary, 'exempt-disclosure', { organisation: O, scope, finding, reason: prose('why') }),
      story,
    );
    expect(noted(unsettled.refusal(office, 'close-round', {})).missing).toMatchObject([
      { fact: 'Disclosed', scope: 'INSIDE', heldBy: 'ORG' },
    ]);
  });

  test('the refusal to close names each item, and who holds it', () => {
    const story = aRound({ organisations: 2 }).withPlan('O-07').decided('O-08').withTransfersSent();
    const { missing } = noted(story.refusal(office, 'close-round', {}));
    const held = missing.map(({ fact, finding, transfer, organisation, heldBy }) =>
      [fact, finding ?? transfer ?? organisation, heldBy].join(' '),
    );
    expect(held).toContain('FindingAccepted F-0701 ORG');
    expect(held).toContain('FindingAccepted F-0801 OFF');
    expect(held).toContain('TransferAccepted T-0701 DISC');
    expect(held).toContain('TransferAccepted T-0803 FD');
    expect(held).toContain('PrincipalReportSubmitted O-08 PR');
  });
});

describe('the rule book', () => {
  test('has, for every command, a row that is allowed, a gate and a wrong post', () => {
    for (const name of commandNames) {
      const ofName = (row: { command: CommandName }) => row.command === name;
      expect(rows.filter(ofName), `${name} allowed`).not.toHaveLength(0);
      expect(gates.filter(ofName), `${name} gates`).not.toHaveLength(0);
      expect(strangers.filter(ofName), `${name} wrong posts`).not.toHaveLength(0);
    }
    console.log(
      `${commandNames.length} commands: ${rows.length} rows allowed, ${gates.length} gates, ` +
        `${rows.reduce((sum, { may }) => sum + may.length, 0)} right posts, ${strangers.length} wrong posts`,
    );
  });

  test('names every fact for which it has words', () => {
    const unheard = Object.keys(wordings).filter(
      (fact) => !produced.has(fact) && ![...planningFacts, ...committeeFacts].some((name) => name === fact),
    );
    expect(unheard).toEqual([]);
  });
});

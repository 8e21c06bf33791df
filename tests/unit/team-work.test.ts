/** The team's work on site, beyond what the rows ask of each command alone. */
import { describe, expect, test } from 'vitest';
import { type Area, areas, keyMatters, powers } from '../../domain/vocabulary.ts';
import { commands } from '../../contracts/requests/index.ts';
import { plainHash, readRequest } from '../../contracts/schemas/texts.ts';
import { isCategoryOf, keyMatterTitles, powerTitles } from '../../opinion/focus-areas.ts';
import { approverOf } from '../../domain/policy/pack.ts';
import { isTopPriority } from '../../domain/round/steps/key-persons.ts';
import { get, all } from '../../domain/keyed.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { aFinding } from '../../examples/story/hearing.ts';
import { aPaper } from '../../examples/story/stay.ts';
import { aRound } from '../../examples/story.ts';
import { leader, office, secretary } from '../../examples/story/registry.ts';
import { prose } from '../../examples/story/prose.ts';
import { ITEM, withItem } from '../../examples/rows/immediate.ts';
import { answered, REQUEST } from '../../examples/rows/instructions.ts';
import { CLUE, F1, liaison, NEXT_WEEK, O, TODAY } from '../../examples/rows/row.ts';

test('the opinion lists fourteen categories in four areas, and no other is one (J-IV)', () => {
  const counts: Record<Area, number> = { LEAD: 4, BUILD: 3, GOV: 3, CLEAN: 4 };
  for (const area of areas) {
    const numbers = Array.from({ length: 12 }, (_, i) => `${area}-${i}`);
    expect(numbers.filter((category) => isCategoryOf(area, category))).toEqual(numbers.slice(1, counts[area] + 1));
    for (const other of areas) if (other !== area) expect(isCategoryOf(area, `${other}-1`)).toBe(false);
    for (const strange of ['', 'toString', 'constructor']) expect(isCategoryOf(area, strange)).toBe(false);
  }
});

const taken = (field: 'keyMatter' | 'power') => (value: string | undefined) => {
  const written = { ...aPaper('PAPER-1', O), content: 'found', [field]: value };
  return 'payload' in readRequest(commands['open-paper'].request, written, 'R-2026-01/paper', plainHash);
};

test('a paper names one of five key matters, or none (J-V.2b)', () => {
  expect(Object.keys(keyMatterTitles)).toEqual([...keyMatters]);
  expect(keyMatters).toHaveLength(5);
  expect([...keyMatters, undefined].map(taken('keyMatter'))).not.toContain(false);
  expect(['WEATHER', '', 'toString'].map(taken('keyMatter'))).not.toContain(true);
});

test('a paper names one of five powers, or none (J-V.2c)', () => {
  expect(Object.keys(powerTitles)).toEqual([...powers]);
  expect(powers).toHaveLength(5);
  expect([...powers, undefined].map(taken('power'))).not.toContain(false);
  expect(['WEATHER', '', 'toString'].map(taken('power'))).not.toContain(true);
});

test('a key person is of the first rank when all three criteria are met, and in no other case', () => {
  const yesNo = [true, false];
  const sheets = yesNo.flatMap((interwoven) =>
    yesNo.flatMap((concentrated) => yesNo.map((rising) => ({ interwoven, concentrated, rising, content: 'text' }))),
  );
  expect(sheets.filter(isTopPriority)).toEqual([
    { interwoven: true, concentrated: true, rising: true, content: 'text' },
  ]);
});

describe('working papers', () => {
  test('are the work of two: one opens it, another one of the team confirms it', () => {
    const opened = aRound().entered().does(leader, 'open-paper', aPaper('PAPER-1', O));
    expect(get(opened.round.papers, 'PAPER-1')).toBeUndefined();
    const { proposal } = opened.eventsOf('ActProposed')[0]?.data ?? { proposal: '' };
    for (const alone of [leader, 'P-INSPECTOR-2', office])
      expect(isRefusal(opened.answer(alone, 'confirm', { proposal })), alone).toBe(true);
    const confirmed = opened.confirmed('P-INSPECTOR');
    expect(get(confirmed.round.papers, 'PAPER-1')).toMatchObject({ handlers: [leader, 'P-INSPECTOR'], state: 'DRAFT' });
  });

  test('of a returned report are signed ones again: they may be withdrawn, and must be reported anew', () => {
    const reported = aRound().withPaper('PAPER-1').withPaper('PAPER-2').withReport();
    const states = ({ round }: typeof reported) => [...all(round.papers)].map(({ code, state }) => `${code} ${state}`);
    expect(states(reported).sort()).toEqual(['PAPER-1 USED', 'PAPER-2 USED']);
    const returned = reported.does(office, 'return-report', { organisation: O, reason: prose('thin') });
    expect(states(returned).sort()).toEqual(['PAPER-1 SIGNED', 'PAPER-2 SIGNED']);
    const withdrawal = { paper: 'PAPER-2', reason: prose('mistaken') };
    const again = returned.does(leader, 'withdraw-paper', withdrawal).confirmed('P-DEPUTY');
    const report = { organisation: O, used: [], unused: [], content: prose('again') };
    expect(again.refusal(leader, 'submit-report', report).missing).toEqual([
      { fact: 'PaperReported', paper: 'PAPER-1' },
    ]);
    expect(states(again.does(leader, 'submit-report', { ...report, used: ['PAPER-1'] })).sort()).toEqual([
      'PAPER-1 USED',
      'PAPER-2 WITHDRAWN',
    ]);
  });

  test('are in no report that is dated before they were signed', () => {
    const later = aRound().withPaper('PAPER-1', 'TEAM_REVIEWED').withdrawn().at(NEXT_WEEK).does(leader, 'sign-paper', {
      paper: 'PAPER-1',
    });
    const report = { organisation: O, used: ['PAPER-1'], unused: [], content: prose('report') };
    expect(later.refusal(leader, 'submit-report', { ...report, on: TODAY })).toMatchObject({
      missing: [{ fact: 'onNotBeforeWhatItAnswers' }],
    });
  });

  test('of one organisation do not hold up the report on another', () => {
    const story = aRound({ organisations: 2 }).withPaper('PAPER-1', 'DRAFT', 'O-08').withdrawn();
    expect(story.withReport(O).round.organisations[O]?.reportSubmittedOn).toBe(TODAY);
  });
});

describe('a request for instruction', () => {
  const feedback = (to: 'PRINCIPAL' | 'BODY', organisation = O) => ({
    organisation,
    to,
    content: prose('feedback'),
    request: REQUEST,
  });
  const approved = (story = aRound().decided()) => answered('MAJOR_POSITION', 'approve-request', story);

  test('covers one feedback, to the principal and to the body', () => {
    const given = approved().does(leader, 'give-feedback', feedback('PRINCIPAL'));
    expect(given.does(leader, 'give-feedback', feedback('BODY')).eventsOf('FeedbackGiven')).toMatchObject([
      { data: { request: REQUEST } },
      { data: { request: REQUEST } },
    ]);
  });

  test('does not cover the feedback to a second organisation', () => {
    const given = approved(aRound({ organisations: 2 }).decided()).does(leader, 'give-feedback', feedback('PRINCIPAL'));
    expect(given.refusal(office, 'give-feedback', feedback('PRINCIPAL', 'O-08'))).toMatchObject({
      clause: 'J-V.5c',
      missing: [{ fact: 'RequestNotYetUsed' }],
    });
  });

  test('of another team covers nothing here', () => {
    const team = { leader, deputies: ['P-DEPUTY'], members: ['P-INSPECTOR'], organisations: [O] };
    const other = { leader: 'P-LEADER-2', deputies: [], members: ['P-INSPECTOR-2'], organisations: ['O-08'] };
    const story = aRound({ organisations: 2 })
      .approved()
      .does(office, 'form-team', { team: 'TEAM-1', ...team })
      .does(office, 'form-team', { team: 'TEAM-2', ...other })
      .withNotice()
      .undertakingsSigned()
      .does(leader, 'enter', { organisation: O })
      .does('P-LEADER-2', 'raise-request', { request: REQUEST, subject: 'MAJOR_POSITION', content: prose('request') })
      .does(secretary, 'approve-request', { request: REQUEST });
    const item = { item: ITEM, organisation: O, content: prose('item'), dueOn: '2026-03-20', request: REQUEST };
    expect(story.refusal(leader, 'issue-immediate-item', item)).toMatchObject({
      missing: [{ fact: 'RequestCovers', request: REQUEST }],
    });
  });

  test('covers no act that is dated before its approval', () => {
    const story = approved(aRound().decided().at(NEXT_WEEK));
    expect(story.refusal(leader, 'give-feedback', { ...feedback('BODY'), on: TODAY })).toMatchObject({
      clause: 'J-V.5c',
      missing: [{ fact: 'onNotBeforeWhatItAnswers' }],
    });
  });

  test('goes to the leading group’s leader under a pack that does not say', () => {
    expect(approverOf({}, 'OTHER')).toBe('LGL');
  });
});

describe('an immediate item', () => {
  test('climbs like the organisation’s reports until it is answered, but for a reminder that lies before the item', () => {
    const overdue = withItem('ISSUED').live('2026-03-22T04:00:00.000Z');
    const letters = overdue.letters().filter(({ duty }) => duty === 'R-2026-01/I-1/immediate-item');
    expect(letters.map(({ kind, to }) => `${kind} ${to.post}`)).toEqual([
      'immediate-item LIAISON',
      'immediate-item PRINCIPAL',
      'yellow PERSON_IN_CHARGE',
      'yellow LEADER_IN_CHARGE',
      'red LIAISON',
      'red PRINCIPAL',
      'red OFFICE_DIRECTOR',
    ]);
  });

  test('left unanswered by a team that had a reason is answered late, and keeps the round open', () => {
    const left = withItem('ISSUED')
      .does(leader, 'withdraw-team', { organisation: O, reason: prose('recalled') })
      .live('2026-03-25T04:00:00.000Z')
      .does(liaison, 'sign-immediate-item', { item: ITEM });
    const unanswered = left.landed().refusal(office, 'close-round', {}).missing;
    expect(unanswered).toEqual([
      { fact: 'ItemConfirmed', item: ITEM, organisation: O, state: 'SIGNED_FOR', heldBy: 'ORG' },
    ]);
    const late = left.does(liaison, 'answer-immediate-item', { item: ITEM, content: prose('answer') });
    expect(late.duty('I-1/immediate-item').outcome).toBe('MET_LATE');
    expect(late.landed().refusal(office, 'close-round', {}).missing).toMatchObject([{ heldBy: 'TL' }]);
    const confirmed = late.does(leader, 'confirm-immediate-item', { item: ITEM });
    expect(confirmed.closed().round.ended).toBe('CLOSED');
  });

  test('answered again keeps the day of its first answer', () => {
    const more = withItem('DONE')
      .at(NEXT_WEEK)
      .does(liaison, 'answer-immediate-item', { item: ITEM, content: prose('more') });
    expect(get(more.round.immediateItems, ITEM)).toMatchObject({ answeredOn: TODAY, state: 'DONE' });
  });

  test('put right does not replace the finding on the same matter', () => {
    const story = withItem('CONFIRMED')
      .decided(O, { findings: [F1], transfers: [] })
      .withPlanAccepted();
    expect(get(story.round.findings, F1)).toMatchObject({ state: 'PLANNED', category: aFinding(F1).category });
    expect(story.refusal(office, 'close-round', {}).missing).toContainEqual(
      expect.objectContaining({ fact: 'FindingAccepted', finding: F1 }),
    );
  });

  test('may fall due on the last day of the leader’s authorisation', () => {
    const story = aRound().entered();
    const item = { item: ITEM, organisation: O, content: prose('item') };
    expect(
      story.does(leader, 'issue-immediate-item', { ...item, dueOn: '2026-09-02' }).duty('I-1/immediate-item'),
    ).toMatchObject({ dueOn: '2026-09-02', owedBy: 'ORG', owedTo: 'TL', about: ITEM });
    expect(story.does(leader, 'issue-immediate-item', { ...item, dueOn: TODAY }).duty('I-1/immediate-item').dueOn).toBe(
      TODAY,
    );
  });
});

describe('the inspected, asking for codes,', () => {
  test('are answered alike, whether there is such a paper or clue, or none', () => {
    const story = aRound().withPaper('PAPER-1').withTransfersSent();
    const asked = [
      [{ paper: 'PAPER-1' }, { paper: 'PAPER-9' }].map((at) => story.refusal(liaison, 'sign-paper', at)),
      [{ transfer: CLUE }, { transfer: 'T-9999' }].map((at) => story.refusal(liaison, 'receive-transfer', at)),
    ];
    for (const [there, none] of asked) {
      expect(there?.missing).toEqual([{ fact: 'post' }]);
      expect(none).toEqual(there);
    }
  });
});

/** What leaders sign on paper (T-8): which commands may be entered for them, whose act it then is, what they are told, what an
 *  objection holds up, and that no clerk alone completes an act for a leader. */
import { describe, expect, test } from 'vitest';
import { type CommandName, commandNames, commands } from '../../contracts/requests/index.ts';
import { dayOf } from '../../domain/calendar.ts';
import { all, get } from '../../domain/keyed.ts';
import { isAtOrganisation } from '../../domain/people/posts.ts';
import { boundActs } from '../../domain/dossier/objections.ts';
import { compose } from '../../mail/compose.ts';
import { rows } from '../../examples/rows/index.ts';
import { approvedOnPaper, director, objected, paper, SIGNED, signedBy, upheld } from '../../examples/rows/on-behalf.ts';
import { everyPost, F1, liaison, O, planItems, reported } from '../../examples/rows/row.ts';
import { evidence, prose } from '../../examples/story/prose.ts';
import { CITY, executive, office, psc, secretary } from '../../examples/story/registry.ts';
import { aPlannedItem } from '../../examples/story/rectification.ts';
import { theReporter } from '../../examples/story/telling.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { COMMITTEE } from '../support/letter-facts.ts';
import { signable } from '../support/signable.ts';

const leaders: readonly string[] = ['SECRETARY', 'STANDING_COMMITTEE', 'LG_LEADER', 'LG_EXECUTIVE_DEPUTY'];
/** Done by those who owe it, or a second signature itself. */
const neverSigned: readonly CommandName[] = [
  'file-upward',
  'request-extension',
  'confirm',
  'decline',
  'settle-objection',
];

describe('`onBehalf`', () => {
  test('is taken by every command that a leader may do, and by no other', () => {
    const inPerson = rows.filter(({ payload }) => !('onBehalf' in payload));
    const wanted = inPerson
      .filter(({ may }) => may.some((post) => leaders.includes(post)))
      .map(({ command }) => command);
    const allowed = new Set(wanted.filter((name) => !neverSigned.includes(name)));
    expect([...signable].sort()).toEqual([...allowed].sort());
    expect(signable).toHaveLength(21);
  });

  test('is an unknown field of receipts, reports, disposals, answers and confirmations', () => {
    for (const name of commandNames.filter((each) => !signable.includes(each))) {
      const { error } = commands[name].request.safeParse(signedBy(secretary));
      const unknown = error?.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
      expect(unknown, name).toContain('onBehalf');
    }
  });

  test('names the paper: its number, its day and its scan', () => {
    const { onBehalf } = signedBy(secretary);
    const isRead = (document: object) =>
      commands['reject-round'].request.safeParse({ reason: 'why', onBehalf: { ...onBehalf, document } }).success;
    expect(isRead(paper)).toBe(true);
    for (const field of Object.keys(paper)) expect(isRead({ ...paper, [field]: undefined }), field).toBe(false);
    expect(isRead({ ...paper, kept: 'archive' })).toBe(false);
  });
});

/** Each row of a leader's own act, as the office would enter it for them. */
const entered = rows.flatMap((row) => {
  const { command, by, payload, given, title } = row;
  const isOwn = typeof by === 'string' && by !== office && !('onBehalf' in payload);
  if (!isOwn || !signable.includes(command) || given().round.takeover === 'ENTERING') return [];
  const onBehalf = { person: by, document: { ...paper, on: dayOf(given().now) } };
  return [{ title, command, by, given, payload: { ...payload, onBehalf } }];
});
const lastProposal = (story: Story): string => story.eventsOf('ActProposed').at(-1)?.data.proposal ?? '';

describe.each(entered)('$title, entered for whoever signed it', ({ command, by, given, payload }) => {
  const told = () => given().does(office, command, payload);

  test('binds nobody before another of the office has compared it', () => {
    const proposal = lastProposal(told());
    expect(get(told().round.proposedActs, proposal)).toMatchObject({
      by: office,
      onBehalf: { person: by },
      confirmedBy: ['OFF'],
      state: 'OPEN',
    });
    expect(told().eventsOf('ActConfirmed')).toHaveLength(given().eventsOf('ActConfirmed').length);
    for (const person of [office, by])
      expect(told().refusal(person, 'confirm', { proposal }).missing[0]?.fact).toMatch(/^(AnotherPerson|post)$/);
  });

  test('is then the act of that person, entered by the office, and they are told', () => {
    const story = told().confirmed(director);
    const [confirmed, ...acts] = story.events.slice(told().events.length);
    const about = { onBehalf: { person: by, document: { number: paper.number } } };
    expect(confirmed).toMatchObject({ type: 'ActConfirmed', by: director, data: about });
    expect(confirmed).not.toHaveProperty('for');
    expect(acts[0]).toMatchObject({ by: office, for: by });
    const before = told().letters().length;
    const notices = story
      .letters()
      .slice(before)
      .filter(({ kind }) => kind === 'act-on-behalf');
    expect(notices.map(({ to }) => to.person)).toEqual([by]);
    expect(notices[0]?.entered).toMatchObject({ action: command, sequence: confirmed?.sequence });
  });
});

test('a clerk alone completes no act for a leader, whatever posts they hold at the committee', () => {
  const others = everyPost.filter((post) => !isAtOrganisation(post)).map((post) => ({ post, place: CITY }));
  for (const { command, given, payload, title } of entered) {
    const clerk = { person: office, posts: others };
    const story = given().does(clerk, command, payload);
    const alone = story.refusal(clerk, 'confirm', { proposal: lastProposal(story) });
    expect(alone.missing, title).toMatchObject([{ fact: 'AnotherPerson', person: office }]);
  }
  expect(entered.length).toBeGreaterThan(20);
});

test('a protected matter is unknown to the office, on paper too', () => {
  const retaliation = { content: prose('retaliation'), reporter: prose('who') };
  const story = aRound().approved().does(theReporter, 'report-retaliation', retaliation);
  const [referral] = [...all(story.round.referrals)].map(({ code }) => code);
  const accepting = { referral: referral ?? '' };
  expect(story.answer(secretary, 'accept-referral', accepting)).toMatchObject([{ type: 'ReferralAccepted' }]);
  const entering = story.refusal(office, 'accept-referral', { ...accepting, ...signedBy(secretary) });
  expect(entering.missing).toMatchObject([{ fact: 'ReferralInRound' }]);
});

describe('an act that needs a second person anyhow', () => {
  const finding = { finding: F1, reason: prose('closed down') };
  const given = () => reported('DONE', [evidence('one')])();
  const stateOf = (story: Story) => get(story.round.findings, F1)?.state;

  test('binds only when that one confirms too, and is the signatory’s', () => {
    const compared = given()
      .does(office, 'waive-finding', { ...finding, ...signedBy(secretary) })
      .confirmed(director);
    expect(stateOf(compared)).toBe(stateOf(given()));
    const waived = compared.confirmed(executive);
    expect(stateOf(waived)).toBe('WAIVED');
    expect(waived.events.at(-1)).toMatchObject({ type: 'FindingWaived', by: office, for: secretary });
  });

  test('takes the place of nothing that the leader has proposed in person', () => {
    const own = given().does(secretary, 'waive-finding', finding);
    const both = own.does(office, 'waive-finding', { ...finding, ...signedBy(secretary) });
    expect(get(both.round.proposedActs, lastProposal(own))?.state).toBe('OPEN');
    const again = both.does(office, 'waive-finding', { ...finding, ...signedBy(secretary) });
    expect(get(again.round.proposedActs, lastProposal(both))?.state).toBe('REPLACED');
  });
});

test('a hearing of other organisations is another act', () => {
  const story = aRound({ organisations: 2 }).withReportReviewed();
  const hearing = (organisation: string) =>
    ({ body: 'LG', organisations: [organisation], minutes: prose('minutes'), ...signedBy(secretary) }) as const;
  const first = story.does(office, 'hear', hearing('O-07'));
  const both = first.does(office, 'hear', hearing('O-08'));
  expect(get(both.round.proposedActs, lastProposal(first))?.state).toBe('OPEN');
});

test('its day is that of the comparison, or the earlier one that the paper gives', () => {
  const days = (on: string) => {
    const entering = aRound().at('2026-03-05T02:00:00.000Z');
    const story = entering.does(office, 'approve-round', { decision: 'D-1', on, ...signedBy(secretary) });
    return story.at('2026-03-09T02:00:00.000Z').confirmed(director).eventsOf('RoundApproved')[0]?.on;
  };
  expect([days('2026-03-05'), days('2026-03-03')]).toEqual(['2026-03-09', '2026-03-03']);
});

describe('an objection', () => {
  const exempting = { organisation: O, scope: 'PUBLIC', reason: prose('secret') } as const;
  const signed = () =>
    aRound({ organisations: 2 })
      .withFeedbackSigned()
      .does(office, 'exempt-disclosure', { ...exempting, ...signedBy(secretary) })
      .confirmed(director);
  const sequence = boundActs(signed().round)[0]?.bound.sequence ?? 0;
  const held = () => signed().does(secretary, 'object-to-act', { sequence, reason: prose('not mine') });
  const submitted = () => held().does(liaison, 'submit-plan', { organisation: O, items: planItems });
  const settled = (upholding: boolean) =>
    submitted().does(executive, 'settle-objection', { sequence, upheld: upholding, reason: prose('asked') });

  test('holds the office in that organisation, and the closing; not those who owe, and no clock', () => {
    expect(submitted().refusal(office, 'accept-plan', { organisation: O })).toMatchObject({
      clause: 'J-V.5b',
      missing: [{ fact: 'ObjectionSettled', heldBy: 'XDL', person: secretary, sequence }],
    });
    expect(submitted().refusal(office, 'close-round', {}).missing[0]?.fact).toBe('ObjectionSettled');
    const { dueOn, pausedOn } = held().duty(`${O}/report-1`);
    expect({ dueOn, pausedOn }).toEqual({ dueOn: signed().duty(`${O}/report-1`).dueOn, pausedOn: null });
  });

  test('holds nothing in another organisation, and nothing of the committee’s stopping the round', () => {
    const story = held().does('P-LIAISON-08', 'submit-plan', {
      organisation: 'O-08',
      items: ['F-0801', 'F-0802'].map((finding) => aPlannedItem(finding, held().now)),
    });
    expect(story.does(office, 'return-plan', { organisation: 'O-08', reason: prose('thin') })).toBeDefined();
    const stopping = held().does(psc, 'suspend-round', { reason: prose('reason') });
    expect(stopping.confirmed(secretary).round.suspendedOn).not.toBeNull();
  });

  test('may name the first event of the act itself', () => {
    const story = signed().does(secretary, 'object-to-act', { sequence: sequence + 1, reason: prose('not mine') });
    expect(story.eventsOf('ActObjected')).toMatchObject([{ data: { act: sequence } }]);
  });

  test('that is dismissed holds nothing any more', () => {
    expect(settled(false).does(office, 'return-plan', { organisation: O, reason: prose('thin') })).toBeDefined();
  });

  test('that is upheld holds until whoever settles it finds it put right', () => {
    const refused = settled(true).refusal(office, 'accept-plan', { organisation: O });
    expect(refused.missing).toMatchObject([{ fact: 'ObjectionPutRight', heldBy: 'XDL', person: secretary }]);
    const right = settled(true).does(executive, 'settle-objection', {
      sequence,
      upheld: false,
      reason: prose('agreed'),
    });
    expect(right.eventsOf('ObjectionSettled').at(-1)).toMatchObject({ data: { putRight: 'SETTLED' } });
    expect(right.does(office, 'return-plan', { organisation: O, reason: prose('thin') })).toBeDefined();
  });

  test('that is upheld holds until the person does the act themselves', () => {
    const right = settled(true).does(secretary, 'exempt-disclosure', { ...exempting, scope: 'INSIDE' });
    expect(right.eventsOf('ObjectionSettled').at(-1)).toMatchObject({ data: { putRight: 'IN_PERSON', upheld: false } });
    expect(right.does(office, 'return-plan', { organisation: O, reason: prose('thin') })).toBeDefined();
  });

  test('is settled by the standing committee where there is no executive deputy, or where it is theirs', () => {
    const owedBy = (story: Story) => story.eventsOf('ActObjected').at(-1)?.data.owedBy;
    const objecting = { sequence, reason: prose('not mine') };
    expect(owedBy(held())).toBe('XDL');
    expect(
      owedBy(signed().withPostHeldBy('LG_EXECUTIVE_DEPUTY', null).does(secretary, 'object-to-act', objecting)),
    ).toBe('PSC');
    const theirs = signed().withPostHeldBy('LG_EXECUTIVE_DEPUTY', secretary);
    expect(owedBy(theirs.does(secretary, 'object-to-act', objecting))).toBe('PSC');
    // Whoever has compared it settles it no more than whoever has entered it.
    const compared = signed().withPostHeldBy('LG_EXECUTIVE_DEPUTY', director);
    expect(owedBy(compared.does(secretary, 'object-to-act', objecting))).toBe('PSC');
  });

  test('is heard after the round has ended by what was entered', () => {
    const rejecting = { reason: prose('no need'), ...signedBy(secretary) };
    const ended = aRound().does(office, 'reject-round', rejecting).confirmed(director);
    const act = boundActs(ended.round)[0]?.bound.sequence ?? 0;
    const story = ended.does(secretary, 'object-to-act', { sequence: act, reason: prose('not mine') });
    expect(story.eventsOf('ActObjected')[0]).not.toMatchObject({ opens: [{}] });
    const answered = story.does(executive, 'settle-objection', { sequence: act, upheld: true, reason: prose('away') });
    expect(answered.eventsOf('ObjectionSettled')).toHaveLength(1);
  });

  test('over the whole round holds every organisation', () => {
    expect(
      objected().refusal(office, 'remove-from-scope', { organisation: O, person: 'P-X', reason: prose('r') }),
    ).toMatchObject({
      missing: [{ fact: 'ObjectionSettled' }],
    });
    expect(upheld().refusal(psc, 'reject-round', { reason: prose('r') }).missing[0]?.fact).toBe('ObjectionPutRight');
  });
});

test('the notice says what was entered, when, by which paper, and until when they may object', () => {
  const [letter] = approvedOnPaper()
    .letters()
    .filter(({ kind }) => kind === 'act-on-behalf');
  if (!letter) throw new Error('no notice was written');
  const { subject, text } = compose({
    letter,
    duty: null,
    round: 'R-2026-01',
    committeeName: COMMITTEE,
    organisation: null,
    placeName: COMMITTEE,
    addresseeName: '李四',
    today: '2026-03-02',
    lost: null,
    rungDueAt: null,
  });
  expect(subject).toBe(`代为录入事项告知书：批准本轮巡察（台账第${SIGNED}号）（R-2026-01）`);
  expect(text).toContain('李四同志：');
  expect(text).toContain(
    '根据您签署的书面文件（市委〔2026〕12号，2026年3月2日），巡察办于2026年3月2日代您录入：批准本轮巡察。',
  );
  expect(text).toContain('请于2026年3月12日24时前（北京时间）在系统中提出');
});

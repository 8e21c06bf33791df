/** Whoever is tied to an organisation does not act on it, whatever post or seat they hold (T-3, J-III.4a); and whoever acts from a
 *  seat, or as the leading group's leader, is fit to on that day (T-7). */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { CommandName } from '../../contracts/requests/index.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { possibleActions } from '../../domain/round/round.ts';
import { dayOf } from '../../domain/calendar.ts';
import { rows } from '../../examples/rows/index.ts';
import { O, type Row, seats, tied } from '../../examples/rows/row.ts';
import { aPaper } from '../../examples/story/stay.ts';
import { prose } from '../../examples/story/prose.ts';
import { actorIn, CITY, executive, leader, office, psc, secretary, upper } from '../../examples/story/registry.ts';
import { director, signedBy } from '../../examples/rows/on-behalf.ts';
import { discipline, forLeader, forOrgan } from '../../examples/rows/substitute.ts';
import { viewpointOf } from '../../domain/people/viewpoint.ts';
import { ruleBook } from '../../domain/round/steps/index.ts';
import { aRound, type Story } from '../../examples/story.ts';
import { isEntering } from '../../domain/dossier/dossier.ts';
import { placeOf, type Target, type TargetKey, targetKeys } from '../../domain/round/targets.ts';
import { LIVES } from '../support/lived.ts';
import { aStart, live, someMoves, startOf } from '../support/lives.ts';

/** What is done to one organisation by a team, a department, the office or the leading group's leader. */
const acts: readonly CommandName[] = [
  'request-material',
  'publish-entry-notice',
  'remove-from-scope',
  'leave-scope',
  'enter',
  'open-paper',
  'review-paper',
  'sign-paper',
  'withdraw-paper',
  'issue-immediate-item',
  'confirm-immediate-item',
  'report-progress',
  'withdraw-team',
  'submit-report',
  'review-report',
  'return-report',
  'give-feedback',
  'send-transfer',
  'receive-transfer',
  'return-transfer',
  'redirect-transfer',
  'set-disposal',
  'set-handling',
  'feed-back-transfer',
  'accept-transfer',
  'ask-more',
  'give-opinion',
  'accept-plan',
  'return-plan',
  'accept-finding',
  'return-finding',
  'merge-finding',
  'split-finding',
  'waive-finding',
  'draw-verification',
  'record-verification',
  'evaluate',
  'exempt-disclosure',
  'raise-referral',
  'accept-referral',
  'decline-referral',
  'record-referral-outcome',
  'request-extension',
  'grant-extension',
  'refuse-extension',
  'hand-over',
  'supervise',
  'answer-supervision',
  'record-arrival',
  'serve-feedback',
  'serve-transfer',
];
/** Asked of a department, or about nobody's organisation. */
const ofNobody = (row: Row): boolean => row.title.startsWith('request-material · of a department');

/** Who does it, if by a post at the committee or a seat. */
function byCommittee({ by }: Row, story: Story): string | undefined {
  if (typeof by !== 'string') return undefined;
  const { posts } = actorIn(story.registry, by, dayOf(story.now));
  return posts.some(({ place }) => place === O) ? undefined : by;
}
const isRecused = (answer: ReturnType<Story['answer']>): boolean =>
  isRefusal(answer) && answer.missing.some(({ fact }) => fact === 'Recused');
const told = (mine: boolean) =>
  rows.filter((row) => row.given().round.takeover === null && (acts.includes(row.command) && !ofNobody(row)) === mine);

describe('whoever has come to be tied to the organisation', () => {
  test.each(acts)('may not %s', (command) => {
    const done = told(true).filter((row) => row.command === command && byCommittee(row, row.given()) !== undefined);
    expect(done.length).toBeGreaterThan(0);
    for (const row of done) {
      const by = byCommittee(row, row.given()) ?? '';
      expect(isRecused(row.answer(tied(row.given(), by), by)), row.title).toBe(true);
      expect(isRecused(row.answer(tied(row.given(), by, 'O-99'), by)), `${row.title}, tied elsewhere`).toBe(false);
    }
  });

  test('is not hindered in what is about no organisation, is the committee’s, or is their own', () => {
    for (const row of told(false)) {
      const by = byCommittee(row, row.given());
      if (by === undefined || ['confirm', 'decline', 'name-substitute'].includes(row.command)) continue;
      expect(isRecused(row.answer(tied(row.given(), by), by)), row.title).toBe(false);
    }
  });

  test('is told who may act instead, and what is to be done for it', () => {
    expect(tied(aRound().withPlan(), office).refusal(office, 'accept-plan', { organisation: O }).missing).toEqual([
      {
        fact: 'Recused',
        person: office,
        organisation: O,
        tie: 'SERVED',
        oneOf: 'OFF',
        command: 'name-substitute',
        namedBy: 'LGL UP',
      },
    ]);
  });

  test('does not confirm what another proposes about it either', () => {
    const proposed = aRound().entered().does('P-INSPECTOR', 'open-paper', aPaper('PAPER-1', O));
    expect(tied(proposed, 'P-DEPUTY').refusal('P-DEPUTY', 'confirm', { proposal: 'PROPOSAL-11' })).toMatchObject({
      clause: 'J-III.4a',
      missing: [{ fact: 'Recused', command: 'replace-member', namedBy: 'OFF' }],
    });
    expect(isRefusal(proposed.answer('P-DEPUTY', 'confirm', { proposal: 'PROPOSAL-11' }))).toBe(false);
  });

  test('is told beforehand', () => {
    const story = tied(aRound({ organisations: 2 }).withPlan(), office);
    const foretold = [
      ...possibleActions(story.round, 'accept-plan', actorIn(story.registry, office, dayOf(story.now))),
    ];
    expect(foretold.map(({ target, refusal }) => [target.organisation, refusal?.missing[0]?.fact])).toEqual([
      [O, 'Recused'],
      ['O-08', undefined],
    ]);
  });

  test('leaves the act to another holder of the post', () => {
    const plan = { organisation: O };
    expect(isRefusal(tied(aRound().withPlan(), office).answer('P-OFFICE-DIRECTOR', 'accept-plan', plan))).toBe(false);
  });

  test('under a pack without the figure is bound by a typed tie, and by no post', () => {
    const first = () => aRound({ pack: { servedYears: undefined } }).withPlan();
    expect(isRefusal(tied(first(), office).answer(office, 'accept-plan', { organisation: O }))).toBe(false);
    const kin = first().suspending(office, false);
    const people = { ...kin.registry.people };
    const known = people[office];
    if (!known) throw new Error('the clerk is not in the registry');
    people[office] = { ...known, ties: [{ organisation: O, kind: 'KIN' }] };
    const typed = kin.varied((registry) => ({ ...registry, people }));
    expect(isRecused(typed.answer(office, 'accept-plan', { organisation: O }))).toBe(true);
  });

  test('enters what others did on paper, as long as history is entered', () => {
    const entering = tied(aRound({ takeover: true }).withFeedbackSigned().withPlan(), office);
    expect(isRecused(entering.answer(office, 'accept-plan', { organisation: O, on: dayOf(entering.now) }))).toBe(false);
  });
});

describe('what a leader signs on paper and the office enters', () => {
  const extension = { duty: `R-2026-01/${O}/report-1`, to: '2026-06-02', reason: prose('flood') };
  const onPaper = { ...extension, ...signedBy(secretary) };
  const owing = () => aRound().withFeedbackSigned();

  test('is refused where the leader is tied, and where the leader is no secretary', () => {
    expect(isRefusal(owing().answer(office, 'grant-extension', onPaper))).toBe(false);
    expect(tied(owing(), secretary).refusal(office, 'grant-extension', onPaper)).toMatchObject({
      clause: 'J-III.4a',
      missing: [{ fact: 'Recused', person: secretary }],
    });
    expect(owing().withPostHeldBy('SECRETARY', 'P-NEW').refusal(office, 'grant-extension', onPaper)).toMatchObject({
      clause: 'J-III.1b',
      missing: [{ fact: 'LeaderOfLeadingGroup', person: secretary }],
    });
  });

  test('is neither entered nor compared by a clerk who is tied', () => {
    expect(tied(owing(), office).refusal(office, 'grant-extension', onPaper)).toMatchObject({
      missing: [{ fact: 'Recused', person: office }],
    });
    const entered = owing().does(office, 'grant-extension', onPaper);
    const proposal = entered.eventsOf('ActProposed').at(-1)?.data.proposal ?? '';
    expect(isRecused(tied(entered, director).answer(director, 'confirm', { proposal }))).toBe(true);
    expect(isRefusal(entered.answer(director, 'confirm', { proposal }))).toBe(false);
  });
});

describe('whoever leads the leading group', () => {
  const extension = { duty: `R-2026-01/${O}/report-1`, to: '2026-06-02', reason: prose('flood') };
  const owing = () => aRound().withFeedbackSigned();

  test('is secretary or discipline secretary that day', () => {
    const led = (by: string) => owing().withPostHeldBy('LG_LEADER', by).answer(by, 'grant-extension', extension);
    expect(led('P-NEW')).toMatchObject({
      clause: 'J-III.1b',
      missing: [{ fact: 'LeaderOfLeadingGroup', person: 'P-NEW' }],
    });
    expect(isRefusal(led(executive))).toBe(false);
    expect(isRefusal(owing().answer(secretary, 'grant-extension', extension))).toBe(false);
  });

  test('is asked for it only as the leader', () => {
    const story = owing().withPostHeldBy('LG_LEADER', office).withItemsDone().withReport1().withReport2();
    const scores = { leadership: 15, measures: 15, results: 60, lasting: 10 };
    expect(isRefusal(story.answer(office, 'evaluate', { organisation: O, scores, content: prose('good') }))).toBe(
      false,
    );
  });
});

describe('whoever acts from a seat', () => {
  const after = '2026-09-03T02:00:00.000Z';
  const progress = { organisation: O, counts: { talks: 1, visits: 1, petitions: 1, papers: 1 } };
  const extended = (story: Story) =>
    story.does(psc, 'extend-authorization', { team: 'TEAM-1', decision: 'D-2026-7', to: '2026-12-31' });

  test('acts on the days of the authorization, which is extended in time or later', () => {
    const onSite = aRound().entered();
    expect(onSite.at(after).refusal(leader, 'report-progress', progress)).toMatchObject({
      clause: 'J-III.3c',
      missing: [{ fact: 'WithinAuthorization', team: 'TEAM-1', from: '2026-03-02', to: '2026-09-02' }],
    });
    expect(isRefusal(extended(onSite).at(after).answer(leader, 'report-progress', progress))).toBe(false);
    expect(isRefusal(extended(onSite.at(after)).answer(leader, 'report-progress', progress))).toBe(false);
  });

  test('enters what was done on its last day within the days that paper takes', () => {
    const onSite = aRound().entered();
    const entered = (now: string) =>
      onSite.at(now).answer(leader, 'report-progress', { ...progress, on: '2026-09-02' });
    expect(isRefusal(entered('2026-09-05T02:00:00.000Z'))).toBe(false);
    expect(isRefusal(entered('2026-09-06T02:00:00.000Z'))).toBe(true);
  });

  test('does not act before its first day', () => {
    const ahead = aRound()
      .withTeam()
      .undertakingsSigned()
      .does(secretary, 'authorize-leader', {
        team: 'TEAM-1',
        decision: 'D-2026-2',
        organisations: [O],
        from: '2026-03-09',
        to: '2026-06-30',
      });
    const material = { from: O, content: prose('material') };
    expect(ahead.refusal(leader, 'request-material', material)).toMatchObject({
      missing: [{ fact: 'WithinAuthorization' }],
    });
    expect(isRefusal(ahead.answer(office, 'request-material', material))).toBe(false);
    expect(isRefusal(ahead.at('2026-03-09T02:00:00.000Z').answer(leader, 'request-material', material))).toBe(false);
  });

  test('does what follows the stay without a longer authorization: no round is locked', () => {
    const back = aRound().withPaper('PAPER-1', 'DRAFT').withdrawn().at(after);
    const reported = back
      .does(leader, 'review-paper', { paper: 'PAPER-1' })
      .does(leader, 'sign-paper', { paper: 'PAPER-1' })
      .does(leader, 'submit-report', { organisation: O, used: ['PAPER-1'], unused: [], content: prose('report') });
    expect(reported.eventsOf('ReportSubmitted')).toHaveLength(1);
  });

  test('confirms nothing of the stay after it either', () => {
    const proposed = extended(aRound().entered()).does('P-INSPECTOR', 'open-paper', aPaper('PAPER-1', O));
    const [act] = proposed.eventsOf('ActProposed');
    const confirmed = { proposal: act?.data.proposal ?? '' };
    expect(proposed.at('2027-01-01T02:00:00.000Z').refusal('P-DEPUTY', 'confirm', confirmed)).toMatchObject({
      missing: [{ fact: 'WithinAuthorization' }],
    });
    expect(isRefusal(proposed.at(after).answer('P-DEPUTY', 'confirm', confirmed))).toBe(false);
  });

  test('has signed their own undertaking, also who came later', () => {
    const unsigned = aRound().authorised();
    const material = { from: O, content: prose('material') };
    expect(unsigned.refusal(leader, 'request-material', material)).toMatchObject({
      clause: 'J-V.5e',
      missing: [{ fact: 'UndertakingSigned', person: leader, team: 'TEAM-1' }],
    });
    const joined = aRound()
      .entered()
      .does(office, 'replace-member', { team: 'TEAM-1', out: seats.INS, in: 'P-INSPECTOR-2', reason: prose('ill') });
    const paper = aPaper('PAPER-1', O);
    expect(joined.refusal('P-INSPECTOR-2', 'open-paper', paper)).toMatchObject({ clause: 'J-V.5e' });
    const signed = joined.does('P-INSPECTOR-2', 'sign-undertaking', { person: 'P-INSPECTOR-2' });
    expect(isRefusal(signed.answer('P-INSPECTOR-2', 'open-paper', paper))).toBe(false);
  });
});

describe('a substitute', () => {
  const [spare] = ['P-SPARE'];
  /** The office has one clerk, who is tied. */
  const officeOfOne = () => tied(aRound().withPlan(), office).withPostHeldBy('OFFICE_DIRECTOR', null);
  const actingBy = (story: Story, person: string) => actorIn(story.registry, person, dayOf(story.now));
  const plan = { organisation: O };

  test('lets an office of one live on, whose only clerk is tied', () => {
    const locked = officeOfOne();
    expect(locked.refusal(office, 'accept-plan', plan).missing).toMatchObject([
      { fact: 'Recused', command: 'name-substitute', namedBy: 'LGL UP' },
    ]);
    const named = locked.does(secretary, 'name-substitute', {
      for: 'OFFICE_STAFF',
      person: spare,
      reason: prose('tied'),
    });
    expect(isRefusal(named.answer(spare, 'accept-plan', plan))).toBe(false);
    expect(isRecused(named.answer(office, 'accept-plan', plan))).toBe(true);
    expect(isRefusal(locked.answer(spare, 'accept-plan', plan))).toBe(true);
  });

  test('is recorded as one, by the post in whose place they act', () => {
    const named = officeOfOne().does(secretary, 'name-substitute', {
      for: 'OFFICE_STAFF',
      person: spare,
      reason: prose('tied'),
    });
    expect(ruleBook['accept-plan'].postsActing(named.round, plan, actingBy(named, spare))).toEqual([
      { post: 'OFFICE_STAFF', place: CITY, substitute: true },
    ]);
    expect(ruleBook['accept-plan'].postsActing(named.round, plan, actingBy(named, office))).toEqual([
      { post: 'OFFICE_STAFF', place: CITY },
    ]);
  });

  test('sees in that round what the post sees, and disposes of its clue', () => {
    const sent = tied(aRound().withTransfersReceived(), discipline);
    const disposal = { transfer: 'T-0701', disposal: 'HELD' } as const;
    expect(viewpointOf(sent.round, actingBy(sent, spare)).sees).toBe('NOTHING');
    expect(isRecused(sent.answer(discipline, 'set-disposal', disposal))).toBe(true);
    const named = sent.does(secretary, 'name-substitute', forOrgan);
    const viewpoint = viewpointOf(named.round, actingBy(named, spare));
    expect(viewpoint).toMatchObject({ sees: 'OWN', departments: ['DISC'] });
    expect(isRefusal(named.answer(spare, 'set-disposal', disposal))).toBe(false);
    expect(isRefusal(named.answer(spare, 'set-handling', { transfer: 'T-0702', content: prose('no') }))).toBe(true);
  });

  test('who becomes tied themselves is recused like anybody', () => {
    const named = tied(aRound().withTransfersReceived(), discipline).does(secretary, 'name-substitute', forOrgan);
    const disposal = { transfer: 'T-0701', disposal: 'HELD' } as const;
    expect(isRecused(tied(named, spare).answer(spare, 'set-disposal', disposal))).toBe(true);
  });

  test('of the leading group’s leader is one of its deputies, and then leads, also in naming others', () => {
    const both = tied(tied(aRound().withTransfersReceived(), discipline), secretary);
    expect(isRecused(both.answer(secretary, 'name-substitute', forOrgan))).toBe(true);
    const led = both.does(psc, 'name-substitute', forLeader);
    expect(isRefusal(led.answer(executive, 'name-substitute', forOrgan))).toBe(false);
    // Who has left the leading group since leads no longer.
    const left = led.withPostHeldBy('DISCIPLINE_SECRETARY', 'P-NEW').withPostHeldBy('LG_EXECUTIVE_DEPUTY', 'P-NEW');
    expect(left.refusal(executive, 'name-substitute', forOrgan)).toMatchObject({
      clause: 'J-III.1b',
      missing: [{ fact: 'LeaderOfLeadingGroup' }],
    });
  });

  test('is named by the office above as well, also while the round is suspended', () => {
    const halted = tied(aRound().withTransfersReceived(), discipline)
      .does(secretary, 'suspend-round', { reason: prose('flood') })
      .confirmed(psc);
    expect(halted.does(upper, 'name-substitute', forOrgan).round.substitutes).toEqual([
      { for: 'DISCIPLINE_ORGAN', person: spare, on: '2026-03-02' },
    ]);
  });
});

/** What else an act brings about, by the same hand: not done to the organisation for its own sake. */
const followed: readonly string[] = ['LetterWithdrawn', 'LetterWritten', 'ExtensionLapsed', 'SilenceBroken'];
const codeIn = (data: object, key: TargetKey): Target => {
  const code: unknown = Object.entries(data).find(([field]) => field === key)?.[1];
  return typeof code === 'string' ? { [key]: code } : {};
};
const someoneTied = fc.constantFrom(
  'P-OFFICE-DIRECTOR',
  'P-ORGANISATION-DEPARTMENT',
  'P-INSPECTOR',
  'P-DEPUTY',
  discipline,
);

property.prop([aStart, someMoves, someoneTied], { ...LIVES, numRuns: 20 })(
  'in every life of a round, whoever is tied does nothing to that organisation',
  (start, moves, person) => {
    const begun = tied(startOf(start), person);
    const story = live(begun, moves);
    if (isEntering(begun.round)) return;
    for (const { type, by, data } of story.events.slice(begun.events.length)) {
      if (by !== person || followed.includes(type)) continue;
      const target = targetKeys.reduce<Target>((codes, key) => ({ ...codes, ...codeIn(data, key) }), {});
      expect(placeOf(story.round, target), `${type} ${JSON.stringify(data)}`).not.toBe(O);
    }
  },
);

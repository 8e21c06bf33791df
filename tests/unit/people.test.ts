/** People in a round (J-III.3c, J-III.4c–e): another takes the place of somebody who does not fit, and a leader's authorization
 *  goes with the leader. */
import { describe, expect, test } from 'vitest';
import { decisionsOf, seatsOf } from '../../domain/round/steps/team.ts';
import { aRound } from '../../examples/story.ts';
import { leader, office, secretary } from '../../examples/story/registry.ts';
import { prose } from '../../examples/story/prose.ts';
import { newLeader } from '../../examples/rows/members.ts';
import { NEXT_WEEK, O, TODAY } from '../../examples/rows/row.ts';
import { lowerPrincipal } from '../../examples/rows/scope.ts';
import { team } from '../../examples/rows/team.ts';
import { isRefusal } from '../../domain/refusal.ts';

const another = { team: 'TEAM-1', out: 'P-INSPECTOR', in: 'P-INSPECTOR-2', reason: prose('unfit') };
const again = { team: 'TEAM-1', decision: 'D-2026-9', organisations: [O], from: TODAY, to: '2026-09-02' };

describe('a member who was replaced', () => {
  const replaced = aRound().withNotice().undertakingsSigned().does(office, 'replace-member', another);

  test('has left the seat, and the new one sits in it', () => {
    expect(seatsOf(replaced.round).map(({ person }) => person)).toEqual(['P-LEADER', 'P-DEPUTY', 'P-INSPECTOR-2']);
    expect(replaced.eventsOf('MemberReplaced')[0]?.data).toMatchObject({ leader: false, exception: null });
  });
  test('leaves an undertaking that binds nobody else: the new one signs before the team enters', () => {
    expect(replaced.refusal(leader, 'enter', { organisation: O })).toEqual({
      clause: 'J-V.5e',
      missing: [{ fact: 'UndertakingSigned', person: 'P-INSPECTOR-2' }],
    });
    const signed = replaced.does('P-INSPECTOR-2', 'sign-undertaking', { person: 'P-INSPECTOR-2' });
    expect(isRefusal(signed.answer(leader, 'enter', { organisation: O }))).toBe(false);
  });
  test('signs no undertaking any more, and the new one none before coming', () => {
    const story = aRound().withTeam().at(NEXT_WEEK).does(office, 'replace-member', another);
    const sign = (person: string, on?: string) =>
      story.answer(person, 'sign-undertaking', { person, ...(on ? { on } : {}) });
    expect(sign('P-INSPECTOR')).toMatchObject({ missing: [{ fact: 'TeamMember' }] });
    expect(sign('P-INSPECTOR-2', TODAY)).toMatchObject({ missing: [{ fact: 'onNotBeforeWhatItAnswers' }] });
    expect(isRefusal(sign('P-INSPECTOR-2'))).toBe(false);
  });
  test('may be replaced from outside the pools by an exception that the leading group’s leader confirms', () => {
    const exceptions = [{ person: 'P-NOBODY', reason: prose('why') }];
    const proposed = aRound()
      .withTeam()
      .does(office, 'replace-member', { ...another, in: 'P-NOBODY', exceptions });
    expect(proposed.eventsOf('MemberReplaced')).toEqual([]);
    expect(proposed.confirmed(secretary).eventsOf('MemberReplaced')[0]?.data.exception).toEqual({
      reason: prose('why'),
      approver: secretary,
    });
  });
  test('keeps the authorization of a leader who stays', () => {
    expect(replaced.round.teams['TEAM-1']?.authorization).toMatchObject({ decision: 'D-2026-2' });
  });
});

describe('a leader who was replaced', () => {
  const onSite = aRound().entered().does(office, 'replace-member', newLeader);
  const authorised = onSite
    .does(secretary, 'authorize-leader', again)
    .does('P-LEADER-2', 'sign-undertaking', { person: 'P-LEADER-2' });

  test('takes the authorization along: the new one leads nothing before being authorised', () => {
    expect(onSite.eventsOf('MemberReplaced')[0]?.data.leader).toBe(true);
    expect(onSite.refusal('P-LEADER-2', 'withdraw-team', { organisation: O })).toEqual({
      clause: 'J-III.3c',
      missing: [{ fact: 'LeaderAuthorized', team: 'TEAM-1', person: 'P-LEADER-2' }],
    });
    expect(isRefusal(authorised.answer('P-LEADER-2', 'withdraw-team', { organisation: O }))).toBe(false);
  });
  test('has no say any more', () => {
    for (const story of [onSite, authorised])
      expect(story.refusal(leader, 'withdraw-team', { organisation: O })).toMatchObject({
        missing: [{ fact: 'post' }],
      });
  });
  test('is followed in the report and the feedback as well', () => {
    const reporting = aRound().withdrawn().does(office, 'replace-member', newLeader);
    const report = { organisation: O, used: [], unused: [], content: prose('report') };
    expect(reporting.refusal('P-LEADER-2', 'submit-report', report)).toMatchObject({ clause: 'J-III.3c' });
    const then = reporting
      .does(secretary, 'authorize-leader', again)
      .does('P-LEADER-2', 'sign-undertaking', { person: 'P-LEADER-2' });
    expect(isRefusal(then.answer('P-LEADER-2', 'submit-report', report))).toBe(false);
  });
  test('keeps nobody with a post of the office from acting by that post', () => {
    const story = aRound()
      .decided()
      .does(office, 'replace-member', { ...newLeader, in: 'P-LEADER-2' });
    const both = { person: 'P-LEADER-2', posts: [{ post: 'OFFICE_STAFF' as const, place: 'C-CITY' }] };
    const feedback = { organisation: O, to: 'BODY' as const, content: prose('feedback') };
    expect(isRefusal(story.answer('P-LEADER-2', 'give-feedback', feedback))).toBe(true);
    expect(isRefusal(story.answer(both, 'give-feedback', feedback))).toBe(false);
  });
  test('is authorised no earlier than he came, and enters no earlier than he was authorised', () => {
    const late = aRound().withNotice().undertakingsSigned().at(NEXT_WEEK).does(office, 'replace-member', newLeader);
    const dated = { missing: [{ fact: 'onNotBeforeWhatItAnswers' }] };
    expect(late.answer(secretary, 'authorize-leader', { ...again, on: TODAY })).toMatchObject(dated);
    const ready = late
      .does('P-LEADER-2', 'sign-undertaking', { person: 'P-LEADER-2' })
      .does(secretary, 'authorize-leader', again);
    expect(ready.answer('P-LEADER-2', 'enter', { organisation: O, on: TODAY })).toMatchObject(dated);
    expect(isRefusal(ready.answer('P-LEADER-2', 'enter', { organisation: O }))).toBe(false);
  });
  test('leaves the round both decisions: neither serves another round', () => {
    expect(decisionsOf(authorised.round)).toEqual(['D-2026-2', 'D-2026-9']);
  });
});

describe('an appraisal', () => {
  const appraisal = { person: 'P-INSPECTOR', verdict: 'EXCELLENT', content: prose('appraisal') } as const;

  test('is made once in a round, whoever makes it', () => {
    const appraised = aRound().withdrawn().does(office, 'appraise-member', appraisal);
    expect(appraised.refusal(leader, 'appraise-member', appraisal)).toMatchObject({
      clause: 'J-III.4c',
      missing: [{ fact: 'NotYetAppraised' }],
    });
    expect(appraised.round.appraisals).toEqual({ 'P-INSPECTOR': TODAY });
  });
  test('of one team is none of the business of the leader of another', () => {
    const story = aRound({ organisations: 2 })
      .approved()
      .does(office, 'form-team', { ...team, organisations: [O] })
      .does(office, 'form-team', {
        team: 'TEAM-2',
        leader: 'P-LEADER-2',
        deputies: [],
        members: ['P-INSPECTOR-2'],
        organisations: ['O-08'],
      })
      .withdrawn(O);
    expect(story.refusal('P-LEADER-2', 'appraise-member', appraisal)).toMatchObject({ missing: [{ fact: 'post' }] });
    expect(isRefusal(story.answer(leader, 'appraise-member', appraisal))).toBe(false);
  });
});

describe('progress', () => {
  const report = (talks: number, on?: string) => ({
    organisation: O,
    counts: { talks, visits: 1, petitions: 0, papers: 0 },
    ...(on ? { on } : {}),
  });
  test('is shown as reported last', () => {
    const story = aRound().entered().does(leader, 'report-progress', report(3)).at(NEXT_WEEK);
    const later = story.does(leader, 'report-progress', report(9));
    expect(later.round.organisations[O]?.progress).toMatchObject({ talks: 9, on: '2026-03-09' });
    expect(later.answer(leader, 'report-progress', report(5, TODAY))).toMatchObject({
      missing: [{ fact: 'onNotBeforeWhatItAnswers' }],
    });
  });
});

describe('scope', () => {
  test('shows who was left out, and since when', () => {
    const reduced = aRound()
      .does(office, 'remove-from-scope', {
        organisation: O,
        person: lowerPrincipal,
        reason: prose('seconded'),
      })
      .confirmed(secretary);
    expect(reduced.round.organisations[O]).toMatchObject({
      nextLower: ['O-071', 'O-072'],
      outOfScope: { [lowerPrincipal]: TODAY },
    });
    expect(reduced.eventsOf('ScopeReduced')[0]?.data).toMatchObject({ principalOf: 'O-071' });
  });
});

describe('somebody in a team who is suspended', () => {
  const suspended = aRound().entered().suspending('P-INSPECTOR');
  const owed = 'P-INSPECTOR/replacement';

  test('is noticed once, and the office owes a replacement, without a figure', () => {
    expect(suspended.eventsOf('MemberSuspended')).toHaveLength(1);
    expect(suspended.passTime(NEXT_WEEK).eventsOf('MemberSuspended')).toHaveLength(1);
    expect(suspended.duty(owed)).toMatchObject({
      owedBy: 'OFF',
      about: 'P-INSPECTOR',
      dueOn: null,
      clause: 'J-III.4d',
    });
  });
  test('who is replaced, blocks the team no more', () => {
    const ready = aRound().withNotice().undertakingsSigned().suspending('P-INSPECTOR');
    expect(ready.refusal(leader, 'enter', { organisation: O })).toEqual({
      clause: 'J-III.4d',
      missing: [{ fact: 'NotSuspended', person: 'P-INSPECTOR' }],
    });
    const replaced = ready
      .does(office, 'replace-member', another)
      .does('P-INSPECTOR-2', 'sign-undertaking', { person: 'P-INSPECTOR-2' });
    expect(replaced.duty(owed).outcome).toBe('MET');
    expect(isRefusal(replaced.answer(leader, 'enter', { organisation: O }))).toBe(false);
  });
  test('and whose suspension is lifted, sits there as before', () => {
    const lifted = suspended.suspending('P-INSPECTOR', false);
    expect(lifted.duty(owed).outcome).toBe('SUPERSEDED');
    expect(lifted.round.teams['TEAM-1']?.suspended).toEqual([]);
    expect(lifted.suspending('P-INSPECTOR').duty(`${owed}.2`).outcome).toBeNull();
  });
  test('leads nothing, while a member who is suspended keeps the leader from nothing but entering', () => {
    const withdraw = { organisation: O };
    expect(aRound().entered().suspending(leader).refusal(leader, 'withdraw-team', withdraw)).toMatchObject({
      clause: 'J-III.4d',
      missing: [{ fact: 'NotSuspended', person: leader }],
    });
    expect(isRefusal(suspended.answer(leader, 'withdraw-team', withdraw))).toBe(false);
  });
  test('after the team has withdrawn, owes no seat; its leader, who reports, does', () => {
    const back = aRound().withdrawn();
    expect(back.suspending('P-INSPECTOR').eventsOf('MemberSuspended')).toEqual([]);
    expect(back.suspending(leader).eventsOf('MemberSuspended')).toHaveLength(1);
  });
  test('is replaced today, and not before the registry said so', () => {
    const late = aRound().entered().at(NEXT_WEEK).suspending('P-INSPECTOR');
    expect(late.refusal(office, 'replace-member', { ...another, on: TODAY })).toMatchObject({
      missing: [{ fact: 'OwnActToday', today: '2026-03-09' }],
    });
    const replaced = late.does(office, 'replace-member', another);
    expect(replaced.duty(owed)).toMatchObject({ outcome: 'MET', closedOn: '2026-03-09' });
  });
  test('in a round that has ended, is nobody’s business any more', () => {
    expect(aRound().closed().suspending(leader).eventsOf('MemberSuspended')).toEqual([]);
  });
});

/** Who may sit in a team, and what a team may do. */
import { describe, expect, test } from 'vitest';
import { aPerson, office, secretary } from '../../examples/story/registry.ts';
import { aRound } from '../../examples/story.ts';
import { prose } from '../../examples/story/prose.ts';
import { noted, O } from '../../examples/rows/row.ts';
import { team, without } from '../../examples/rows/team.ts';
import { isRefusal } from '../../domain/refusal.ts';

describe('teams', () => {
  const exception = { person: 'P-NOBODY', reason: prose('why') };
  test('an exception stands in for the pool once the leading group’s leader has confirmed it', () => {
    const payload = { ...team, members: ['P-NOBODY'], exceptions: [exception] };
    const proposed = aRound().approved().does(office, 'form-team', payload);
    expect(proposed.round.teams).toEqual({});
    expect(proposed.confirmed(secretary).eventsOf('TeamFormed')[0]?.data.exceptions).toEqual([
      { ...exception, approver: secretary },
    ]);
  });
  test('earlier service binds for the years of the pack, and then no more', () => {
    const under = (servedBindsYears: number) =>
      aRound({
        pack: { servedBindsYears },
        registry: (registry) => ({
          ...registry,
          people: {
            ...registry.people,
            'P-INSPECTOR': aPerson('P-INSPECTOR', ['TALENT'], {
              ties: [{ organisation: O, kind: 'SERVED', until: '2023-03-02' }],
            }),
          },
        }),
      }).approved();
    expect(isRefusal(under(3).answer(office, 'form-team', team))).toBe(true);
    expect(isRefusal(under(3).at('2026-03-03T02:00:00.000Z').answer(office, 'form-team', team))).toBe(false);
    expect(isRefusal(under(2).answer(office, 'form-team', team))).toBe(false);
  });
  test('a tie to an organisation that another team inspects does not bind', () => {
    const story = without('P-INSPECTOR', { ties: [{ organisation: 'O-99', kind: 'KIN' }] })();
    expect(isRefusal(story.answer(office, 'form-team', team))).toBe(false);
  });
  test('the leader of one team has no say over the organisation of another', () => {
    const story = aRound({ organisations: 2 })
      .approved()
      .does(office, 'form-team', team)
      .does(office, 'form-team', {
        team: 'TEAM-2',
        leader: 'P-LEADER-2',
        deputies: [],
        members: [],
        organisations: ['O-08'],
      })
      .withNotice()
      .undertakingsSigned();
    expect(noted(story.refusal('P-LEADER-2', 'enter', { organisation: O }))).toMatchObject({
      clause: 'J-II.1',
      missing: [{ fact: 'OrganisationInRound' }],
    });
    expect(isRefusal(story.answer('P-LEADER-2', 'enter', { organisation: 'O-08' }))).toBe(false);
  });
});

/** Who is tied to an organisation: ties follow from the posts of the registry, besides those typed in (T-3, J-III.4a). */
import { describe, expect, test } from 'vitest';
import { isAtOrganisation, type Post, type Tenure } from '../../domain/people/posts.ts';
import { type Bonds, tieTo } from '../../domain/people/ties.ts';
import { jilin2017, jilin2017First } from '../../domain/policy/packs/jilin-2017.ts';
import type { Code, Day } from '../../domain/vocabulary.ts';
import { noted, O } from '../../examples/rows/row.ts';
import { newLeader } from '../../examples/rows/members.ts';
import { team } from '../../examples/rows/team.ts';
import { aRound, type RoundOptions } from '../../examples/story.ts';
import { office } from '../../examples/story/registry.ts';

const DAY = '2026-03-02';
const held = (from: Day, to: Day | null, more: Partial<Bonds['service'][number]> = {}): Bonds => ({
  ties: [],
  service: [{ organisation: O, from, to, ...more }],
});
const typed = (tie: Partial<Bonds['ties'][number]>): Bonds => ({
  ties: [{ organisation: O, kind: 'KIN', ...tie }],
  service: [],
});
const elsewhere = { organisation: 'O-99' };
const near = { ...elsewhere, reaches: [O] };

describe('a tie to an organisation', () => {
  test.each([
    ['a post held there now', held('2020-01-01', null), 'OWN_UNIT', undefined],
    ['a post whose last day is today', held('2020-01-01', DAY), 'OWN_UNIT', undefined],
    ['a post that ended yesterday', held('2020-01-01', '2026-03-01'), 'SERVED', undefined],
    ['a post that ended three years ago', held('2020-01-01', '2023-03-02'), 'SERVED', undefined],
    ['a post that ended a day more than three years ago', held('2020-01-01', '2023-03-01'), undefined, undefined],
    ['a post that ended four years ago', held('2020-01-01', '2022-03-01'), undefined, undefined],
    ['a post that has not begun', held('2026-03-03', null), undefined, undefined],
    ['a post one level above or below', held('2020-01-01', null, near), 'OWN_UNIT', undefined],
    ['a post that ended there last year', held('2020-01-01', '2025-03-01', near), 'SERVED', undefined],
    ['a post elsewhere', held('2020-01-01', null, elsewhere), undefined, undefined],
    ['kin, typed in', typed({}), 'KIN', 'KIN'],
    ['kin one level above or below', typed(near), 'KIN', undefined],
    ['kin elsewhere', typed(elsewhere), undefined, undefined],
    ['service that is typed in without an end', typed({ kind: 'SERVED' }), 'SERVED', 'SERVED'],
    ['service of long ago, typed in', typed({ kind: 'SERVED', until: '2001-01-01' }), 'SERVED', 'SERVED'],
  ] as const)('%s', (_what, bonds, tie, tieBefore) => {
    expect(tieTo(O, bonds, jilin2017, DAY)).toBe(tie);
    // The first version has no figure: no tie follows from a post, and none reaches further.
    expect(tieTo(O, bonds, jilin2017First, DAY)).toBe(tieBefore);
  });

  test('of typed service ends after the years that the pack has for it, whatever it says of posts', () => {
    const served = typed({ kind: 'SERVED', until: '2024-03-01' });
    for (const pack of [jilin2017, jilin2017First]) {
      expect(tieTo(O, served, { ...pack, servedBindsYears: 2 }, DAY)).toBeUndefined();
      expect(tieTo(O, served, { ...pack, servedBindsYears: 3 }, DAY)).toBe('SERVED');
    }
  });
});

const was = (post: Post, place: Code, to: Day | null): Tenure => ({
  person: 'P-INSPECTOR',
  post,
  place,
  from: '2020-01-01',
  to,
});
const parented = (tenure: Tenure, options: RoundOptions = {}) =>
  aRound({
    ...options,
    registry: (registry) => ({ ...registry, former: [tenure], parents: { [O]: 'O-BUREAU' } }),
  });

describe('whoever is tied does not sit in the team', () => {
  test.each([
    ['holds a post at the organisation', was('BODY_MEMBER', O, null), 'OWN_UNIT'],
    ['left it yesterday', was('LIAISON', O, '2026-03-01'), 'SERVED'],
    ['left the unit one level below', was('PRINCIPAL', 'O-071', '2025-03-01'), 'SERVED'],
    ['left the bureau one level above', was('BODY_MEMBER', 'O-BUREAU', '2025-03-01'), 'SERVED'],
  ] as const)('who %s', (_what, tenure, tie) => {
    expect(isAtOrganisation(tenure.post)).toBe(true);
    const story = parented(tenure).approved();
    expect(noted(story.refusal(office, 'form-team', team))).toMatchObject({
      clause: 'J-III.4a',
      missing: [{ fact: 'NoTie', person: 'P-INSPECTOR', organisation: O, tie }],
    });
    // With another it can be formed, and who is tied does not come in later either.
    const formed = story.does(office, 'form-team', { ...team, members: ['P-INSPECTOR-2'] });
    const replacing = { ...newLeader, out: 'P-INSPECTOR-2', in: 'P-INSPECTOR' };
    expect(noted(formed.refusal(office, 'replace-member', replacing))).toMatchObject({ missing: [{ fact: 'NoTie' }] });
  });

  test('but who left four years ago may', () => {
    const formed = parented(was('LIAISON', O, '2022-03-01'))
      .approved()
      .does(office, 'form-team', team);
    expect(Object.keys(formed.round.teams)).toEqual(['TEAM-1']);
  });

  test('nor who was tied on the day on which it was formed, or is on the day on which that is entered', () => {
    const late = parented(was('LIAISON', O, '2023-03-03'))
      .approved()
      .at('2026-03-05T02:00:00.000Z');
    expect(late.refusal(office, 'form-team', { ...team, on: '2026-03-03' }).missing).toMatchObject([{ fact: 'NoTie' }]);
    const fresh = parented({ ...was('LIAISON', O, null), from: '2026-03-04' })
      .approved()
      .at('2026-03-05T02:00:00.000Z');
    expect(fresh.refusal(office, 'form-team', { ...team, on: '2026-03-03' }).missing).toMatchObject([
      { fact: 'NoTie' },
    ]);
  });

  test('under a pack without the figure the posts of the registry bind nobody', () => {
    const before = parented(was('BODY_MEMBER', O, null), { pack: { servedYears: undefined } }).approved();
    expect(Object.keys(before.does(office, 'form-team', team).round.teams)).toEqual(['TEAM-1']);
  });

  test('of the paper years the registry is not asked', () => {
    const entering = parented(was('BODY_MEMBER', O, null), { takeover: true }).approved();
    expect(Object.keys(entering.does(office, 'form-team', team).round.teams)).toEqual(['TEAM-1']);
  });
});

/** Who may enter what in the registry, and who must confirm it (T-2): the table, with the wrong act tried for each line, and that
 *  nobody is ever locked out. */
import { describe, expect, test } from 'vitest';
import type { Aspect, Fields } from '../../domain/registry/events.ts';
import { draftsOf, type Wanted } from '../../domain/registry/drafts.ts';
import {
  confirmersOf,
  type Draft,
  entererOf,
  type HeldPost,
  type Hierarchy,
  rulingOn,
} from '../../domain/registry/rules.ts';
import type { Post } from '../../domain/people/posts.ts';

/** Two cities, a county under each, and a province above the first. */
const UPPERS: Readonly<Record<string, string>> = { 'C-CITY': 'C-PROV', 'C-COUNTY': 'C-CITY', 'C-BESIDE': 'C-OTHER' };
const holder = (person: string, post: Post, place: string): HeldPost => ({ person, post, place });
const FULL: readonly HeldPost[] = ['PROV', 'CITY', 'COUNTY', 'OTHER', 'BESIDE'].flatMap((place) => [
  holder(`P-${place}-DIR`, 'OFFICE_DIRECTOR', `C-${place}`),
  holder(`P-${place}-STAFF`, 'OFFICE_STAFF', `C-${place}`),
  holder(`P-${place}-OD`, 'ORGANISATION_DEPARTMENT', `C-${place}`),
  holder(`P-${place}-OH`, 'ORGANISATION_HEAD', `C-${place}`),
  holder(`P-${place}-SEC`, 'SECRETARY', `C-${place}`),
]);
const hierarchy = (holders = FULL): Hierarchy => ({ upperOf: (committee) => UPPERS[committee] ?? null, holders });
const without = (...people: string[]) => FULL.filter(({ person }) => !people.includes(person));

const draft = (aspect: Aspect, further: Partial<Draft> = {}): Draft => ({
  aspect,
  before: {},
  change: {},
  committee: 'C-COUNTY',
  beneficiary: null,
  ...further,
});
const atCommittee = (post: string, further: Partial<Draft> = {}) =>
  draft('POST_AT_COMMITTEE', { before: null, post, beneficiary: 'P-NEW', ...further });

/** In a few words: what becomes of an entry. */
function told(by: string, wanted: Draft, holders = FULL): string {
  const enterer = entererOf(hierarchy(holders), by);
  if (!enterer) return 'keeps nothing';
  const ruling = rulingOn(wanted, enterer, hierarchy(holders));
  if (ruling.effect !== 'AWAITS') return ruling.effect;
  const waiting = { awaits: ruling.awaits, by, posts: enterer.posts, beneficiary: wanted.beneficiary };
  const { by: body, committee, people } = confirmersOf(waiting, hierarchy(holders));
  return body === 'OPERATOR' ? 'OPERATOR' : `${body} ${committee}: ${people.join(' ')}`;
}
const ORGANISATION = 'ORGANISATION C-COUNTY: P-COUNTY-OD P-COUNTY-OH';
const ABOVE = 'OFFICE C-CITY: P-CITY-DIR P-CITY-STAFF';

describe('a post at a committee', () => {
  test.each([
    'STANDING_COMMITTEE',
    'LG_LEADER',
    'LG_EXECUTIVE_DEPUTY',
    'LG_DEPUTY',
    'OFFICE_DIRECTOR',
    'OFFICE_STAFF',
    'FUNCTIONAL_DEPARTMENT',
  ])('%s waits for the organisation department or its head', (post) => {
    expect(told('P-COUNTY-STAFF', atCommittee(post))).toBe(ORGANISATION);
  });

  test.each(['SECRETARY', 'DISCIPLINE_SECRETARY', 'DISCIPLINE_ORGAN', 'ORGANISATION_DEPARTMENT', 'ORGANISATION_HEAD'])(
    '%s waits for the office above',
    (post) => {
      expect(told('P-COUNTY-STAFF', atCommittee(post))).toBe(ABOVE);
    },
  );

  test('is never confirmed by who gets it, by who entered it, or by somebody of the body that entered it', () => {
    expect(told('P-COUNTY-STAFF', atCommittee('LG_LEADER', { beneficiary: 'P-COUNTY-OD' }))).toBe(
      'ORGANISATION C-COUNTY: P-COUNTY-OH',
    );
    const both = [...without('P-COUNTY-OD', 'P-COUNTY-OH'), holder('P-COUNTY-STAFF', 'ORGANISATION_HEAD', 'C-COUNTY')];
    expect(told('P-COUNTY-STAFF', atCommittee('LG_LEADER'), both)).toBe(ABOVE);
    expect(told('P-COUNTY-DIR', atCommittee('LG_LEADER'), both)).toBe(ABOVE);
    // Entered by the office above: that office does not confirm it as well.
    expect(told('P-CITY-STAFF', atCommittee('SECRETARY'))).toBe('OPERATOR');
  });

  test.each(['P-BESIDE-DIR', 'P-OTHER-DIR'])('of another tree is not entered by %s', (by) => {
    expect(told(by, atCommittee('LG_LEADER'))).toBe('REFUSED');
  });

  test.each(['P-COUNTY-SEC', 'P-COUNTY-OD', 'P-NEW'])('is not entered by %s, who is of no office', (by) => {
    expect(told(by, atCommittee('LG_LEADER'))).toBe('keeps nothing');
  });
});

describe('what its office enters', () => {
  test.each<[string, Draft]>([
    ['a person', draft('PERSON', { beneficiary: 'P-NEW' })],
    ['a person’s restraint', draft('RESTRAINT', { beneficiary: 'P-NEW' })],
    ['an organisation', draft('ORGANISATION')],
    ['a post at an organisation', draft('POST_AT_ORGANISATION', { beneficiary: 'P-NEW' })],
    ['a letterhead', draft('LETTERHEAD')],
  ])('%s takes effect at once, from the office above as well, and from no other', (_what, wanted) => {
    expect(told('P-COUNTY-STAFF', wanted)).toBe('AT_ONCE');
    expect(told('P-PROV-DIR', wanted)).toBe('AT_ONCE');
    expect(told('P-BESIDE-DIR', wanted)).toBe('REFUSED');
  });

  test.each<Aspect>(['PERSON', 'POST_AT_ORGANISATION'])('%s for oneself waits', (aspect) => {
    expect(told('P-COUNTY-STAFF', draft(aspect, { beneficiary: 'P-COUNTY-STAFF' }))).toBe(ORGANISATION);
  });

  test.each<Aspect>(['CLEARING', 'SIGN_IN'])('%s waits', (aspect) => {
    expect(told('P-COUNTY-STAFF', draft(aspect, { beneficiary: 'P-NEW' }))).toBe(ORGANISATION);
    expect(told('P-BESIDE-DIR', draft(aspect, { beneficiary: 'P-NEW' }))).toBe('REFUSED');
  });

  test.each<Aspect>(['COMMITTEE', 'PROVINCIAL_TARGET'])(
    '%s is the office above’s: the own one’s waits for it',
    (aspect) => {
      expect(told('P-CITY-STAFF', draft(aspect))).toBe('AT_ONCE');
      expect(told('P-COUNTY-STAFF', draft(aspect))).toBe(ABOVE);
      expect(told('P-BESIDE-DIR', draft(aspect))).toBe('REFUSED');
    },
  );
});

describe('another committee above', () => {
  const moves = (from: string | null, to: string | null) =>
    draft('UPPER', { before: { upper: from }, change: { upper: to } });

  test('is entered by the office above and confirmed by the other one, or the other way round', () => {
    expect(told('P-CITY-DIR', moves('C-CITY', 'C-OTHER'))).toBe('OFFICE C-OTHER: P-OTHER-DIR P-OTHER-STAFF');
    expect(told('P-OTHER-DIR', moves('C-CITY', 'C-OTHER'))).toBe(ABOVE);
    expect(told('P-PROV-DIR', moves('C-CITY', 'C-PROV'))).toBe('AT_ONCE');
  });

  test('is not chosen by the committee’s own office, which leaves no supervision by itself', () => {
    expect(told('P-COUNTY-DIR', moves('C-CITY', 'C-OTHER'))).toBe('REFUSED');
    expect(told('P-COUNTY-DIR', moves('C-CITY', null))).toBe('REFUSED');
    expect(told('P-BESIDE-DIR', moves('C-CITY', 'C-PROV'))).toBe('REFUSED');
  });

  test('none at all is confirmed by the operator', () => {
    expect(told('P-CITY-DIR', moves('C-CITY', null))).toBe('OPERATOR');
  });

  test('of one that had none: its own office takes part', () => {
    const joins = { ...moves(null, 'C-CITY'), committee: 'C-OTHER' };
    expect(told('P-OTHER-DIR', joins)).toBe(ABOVE);
    expect(told('P-CITY-DIR', joins)).toBe('OFFICE C-OTHER: P-OTHER-DIR P-OTHER-STAFF');
  });

  test('a new committee is entered from above; a tree of its own is founded', () => {
    const begun = (upper: string | null) => draft('COMMITTEE', { before: null, change: { upper }, committee: 'C-NEW' });
    expect(told('P-CITY-STAFF', begun('C-COUNTY'))).toBe('AT_ONCE');
    expect(told('P-COUNTY-STAFF', begun('C-CITY'))).toBe('REFUSED');
    const enterer = entererOf(hierarchy(), 'P-COUNTY-STAFF');
    if (!enterer) throw new Error('it has an office');
    expect(rulingOn(begun(null), enterer, hierarchy())).toMatchObject({
      detail: expect.stringContaining('npm run found'),
    });
  });
});

describe('from one office to another', () => {
  test.each<[Aspect, string]>([
    ['MANAGER', 'managedBy'],
    ['KEEPER', 'keptBy'],
  ])('%s takes both, unless one is above both', (aspect, field) => {
    const moved = draft(aspect, { before: { [field]: 'C-COUNTY' }, change: { [field]: 'C-BESIDE' } });
    expect(told('P-COUNTY-STAFF', moved)).toBe('OFFICE C-BESIDE: P-BESIDE-DIR P-BESIDE-STAFF');
    expect(told('P-BESIDE-STAFF', moved)).toBe('OFFICE C-COUNTY: P-COUNTY-DIR P-COUNTY-STAFF');
    const upward = draft(aspect, { before: { [field]: 'C-COUNTY' }, change: { [field]: 'C-CITY' } });
    expect(told('P-CITY-STAFF', upward)).toBe('AT_ONCE');
    expect(told('P-PROV-OD', upward)).toBe('keeps nothing');
  });

  test('whom nobody keeps yet is anybody’s to take up', () => {
    expect(told('P-BESIDE-STAFF', draft('PERSON', { committee: null }))).toBe('AT_ONCE');
  });
});

describe('nobody is locked out', () => {
  const clerk = FULL.filter(({ person, place }) => place !== 'C-OTHER' || person === 'P-OTHER-STAFF');

  test('a topmost committee with one clerk and nobody else: the operator confirms', () => {
    for (const post of ['SECRETARY', 'LG_LEADER', 'OFFICE_DIRECTOR', 'ORGANISATION_HEAD'])
      expect(told('P-OTHER-STAFF', atCommittee(post, { committee: 'C-OTHER' }), clerk), post).toBe('OPERATOR');
    const own = draft('PERSON', { committee: 'C-OTHER', beneficiary: 'P-OTHER-STAFF' });
    expect(told('P-OTHER-STAFF', own, clerk)).toBe('OPERATOR');
    expect(told('P-OTHER-STAFF', draft('COMMITTEE', { committee: 'C-OTHER' }), clerk)).toBe('OPERATOR');
  });

  test('one without an organisation department: its head, then the office above, then the operator', () => {
    const wanted = atCommittee('LG_LEADER');
    expect(told('P-COUNTY-STAFF', wanted, without('P-COUNTY-OD'))).toBe('ORGANISATION C-COUNTY: P-COUNTY-OH');
    expect(told('P-COUNTY-STAFF', wanted, without('P-COUNTY-OD', 'P-COUNTY-OH'))).toBe(ABOVE);
    const alone = without('P-COUNTY-OD', 'P-COUNTY-OH', 'P-CITY-DIR', 'P-CITY-STAFF');
    expect(told('P-COUNTY-STAFF', wanted, alone)).toBe('OPERATOR');
  });

  test('one whose upper committee has no office here: the operator confirms what that office would', () => {
    expect(told('P-COUNTY-STAFF', atCommittee('SECRETARY'), without('P-CITY-DIR', 'P-CITY-STAFF'))).toBe('OPERATOR');
    expect(told('P-COUNTY-STAFF', draft('COMMITTEE'), without('P-CITY-DIR', 'P-CITY-STAFF'))).toBe('OPERATOR');
  });

  test('one without an office, under none: its organisation department or secretary enters, and somebody else confirms', () => {
    const empty = without('P-OTHER-DIR', 'P-OTHER-STAFF');
    const director = atCommittee('OFFICE_DIRECTOR', { committee: 'C-OTHER' });
    expect(told('P-OTHER-OD', director, empty)).toBe('OPERATOR');
    expect(told('P-OTHER-SEC', director, empty)).toBe('OPERATOR');
    // As long as there is an office, also one above, it is the office’s.
    expect(told('P-OTHER-OD', director)).toBe('keeps nothing');
    expect(told('P-COUNTY-OD', atCommittee('OFFICE_DIRECTOR'), without('P-COUNTY-DIR', 'P-COUNTY-STAFF'))).toBe(
      'keeps nothing',
    );
  });

  test('a refusal names who could instead', () => {
    const enterer = entererOf(hierarchy(), 'P-BESIDE-DIR');
    if (!enterer) throw new Error('it has an office');
    expect(rulingOn(draft('PERSON'), enterer, hierarchy())).toMatchObject({
      detail: expect.stringContaining('the office of C-COUNTY, or one above it, enters this'),
    });
  });
});

describe('what a document would change', () => {
  const person = { code: 'P-1', name: '甲', pools: [], suspended: true, ties: [{ organisation: 'O-1', kind: 'KIN' }] };
  const drafts = (current: Fields | undefined, wanted: Fields, part: Wanted['part'] = 'people') =>
    draftsOf({ part, pointer: '/x/0', current, wanted, committee: 'C-COUNTY' }).map(({ aspect, before, change }) => ({
      aspect,
      before,
      change,
    }));

  test('is nothing, where nothing differs', () => {
    expect(drafts(person, { ...person, email: null })).toEqual([]);
    expect(drafts({ ...person, keptBy: 'C-1', signIn: 's', kind: 'PERSON' }, person)).toEqual([]);
  });

  test('is divided: a name takes effect, while what is cleared waits', () => {
    expect(drafts(person, { ...person, name: '乙', suspended: false, ties: [] })).toEqual([
      { aspect: 'PERSON', before: { name: '甲' }, change: { name: '乙' } },
      {
        aspect: 'CLEARING',
        before: { suspended: true, ties: person.ties },
        change: { suspended: false, ties: [] },
      },
    ]);
  });

  test('of ties adds at once, and takes away later', () => {
    const served = { organisation: 'O-2', kind: 'SERVED' };
    expect(drafts(person, { ...person, ties: [served] })).toEqual([
      { aspect: 'RESTRAINT', before: { ties: person.ties }, change: { ties: [...person.ties, served] } },
      { aspect: 'CLEARING', before: { ties: [...person.ties, served] }, change: { ties: [served] } },
    ]);
    expect(drafts(person, { ...person, ties: [...person.ties, served] })).toEqual([
      { aspect: 'RESTRAINT', before: { ties: person.ties }, change: { ties: [...person.ties, served] } },
    ]);
  });

  test('of a new organisation that the province inspects is the organisation, and its mark apart', () => {
    const organisation = { code: 'O-1', name: '局', kind: 'DEPARTMENT', managedBy: 'C-1', provincialTarget: true };
    expect(drafts(undefined, organisation, 'organisations').map(({ aspect }) => aspect)).toEqual([
      'ORGANISATION',
      'PROVINCIAL_TARGET',
    ]);
  });

  test('of a committee is its letterhead, its place and the rest', () => {
    const committee = { code: 'C-1', name: '县委', level: 'COUNTY', upper: 'C-2' };
    const wanted = { ...committee, name: '县委会', upper: null, documentMark: '示巡' };
    expect(
      drafts(committee, wanted, 'committees')
        .map(({ aspect }) => aspect)
        .sort(),
    ).toEqual(['COMMITTEE', 'LETTERHEAD', 'UPPER']);
  });

  test('of a post that is known is its last day', () => {
    const post = { person: 'P-1', post: 'LG_LEADER', committee: 'C-1', from: '2026-01-01' };
    expect(drafts(post, { ...post, to: '2026-03-01' }, 'posts')).toEqual([
      { aspect: 'POST_AT_COMMITTEE', before: { to: null }, change: { to: '2026-03-01' } },
    ]);
  });
});

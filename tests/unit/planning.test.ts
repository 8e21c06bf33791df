/** Who may inspect whom, and with which bodies (J-II.1–5, J-III.0–2, J-V.3a). */
import { afterAll, describe, expect, test } from 'vitest';
import type { Code, CommitteeLevel, OrganisationKind } from '../../domain/vocabulary.ts';
import { jurisdiction, requireInspectingCommittee } from '../../domain/people/jurisdiction.ts';
import { type Bodies, leadingGroup } from '../../domain/people/leading-group.ts';
import type { Post } from '../../domain/people/posts.ts';
import { countyDingyuan } from '../../domain/policy/packs/county-dingyuan.ts';
import { type PlanFacts, planRound, type RoundPlan } from '../../domain/round/steps/planning.ts';
import { aPack, aRegistry, CITY, managed, TERM } from '../../examples/story/registry.ts';
import { aRound, FIRST_MORNING } from '../../examples/story.ts';
import { prose } from '../../examples/story/prose.ts';
import { planningGates } from '../../examples/planning-facts.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { RoundEvent } from '../../domain/round/events.ts';
import type { Actor } from '../../domain/dossier/grammar.ts';

const produced = new Set<string>();
function noted<R extends object>(result: R | Refusal): R | Refusal {
  if ('missing' in result) for (const { fact } of result.missing) produced.add(`${result.clause} ${fact}`);
  return result;
}

const pack = aPack();
const looser = { ...aPack(), ...countyDingyuan };
const REGULAR = 'regular';
const OPTIONAL = 'optional';

/** What a committee may do with an organisation that another one manages, or itself. */
const reach = (
  level: CommitteeLevel,
  kind: OrganisationKind,
  managedBy: 'itself' | 'below it' | 'elsewhere',
  more: { readonly reason?: true; readonly provincialTarget?: true; readonly villageByCity?: true } = {},
) => {
  const result = noted(
    jurisdiction(
      { code: 'C-1', level, namedByProvince: { document: '吉委〔2017〕9号', on: '2017-08-01' } },
      {
        code: 'O-1',
        kind,
        managedBy: managedBy === 'itself' ? 'C-1' : 'C-2',
        managedUnder: managedBy === 'below it' ? ['C-1', 'C-PROV'] : ['C-PROV'],
        provincialTarget: more.provincialTarget ?? false,
      },
      more.reason ?? false,
      more.villageByCity ? { ...pack, villageByCity: true } : pack,
    ),
  );
  if ('missing' in result) return `${result.clause} ${result.missing[0]?.fact}`;
  return result.optional ? OPTIONAL : REGULAR;
};

describe('jurisdiction', () => {
  const reason = { reason: true } as const;
  const target = { provincialTarget: true } as const;
  test.each([
    // What it manages (J-II.1)
    ['CITY', 'DEPARTMENT', 'itself', {}, REGULAR],
    ['CITY', 'LOCALITY', 'itself', {}, REGULAR],
    ['CITY', 'ENTERPRISE', 'itself', {}, REGULAR],
    ['CITY', 'INSTITUTION', 'itself', {}, REGULAR],
    ['WORKING_COMMITTEE', 'DEPARTMENT', 'itself', {}, REGULAR],
    ['COUNTY', 'DEPARTMENT', 'itself', {}, REGULAR],
    ['COUNTY', 'TOWNSHIP', 'itself', {}, REGULAR],
    ['DEPARTMENT', 'INSTITUTION', 'itself', {}, REGULAR],
    ['ENTERPRISE', 'ENTERPRISE', 'itself', {}, REGULAR],
    ['DEPARTMENT', 'STATION', 'itself', {}, REGULAR],
    // A provincial target is nobody else's (J-II.1)
    ['CITY', 'LOCALITY', 'itself', target, 'J-II.1 NotProvincialTarget'],
    ['COUNTY', 'DEPARTMENT', 'itself', { ...target, ...reason }, 'J-II.1 NotProvincialTarget'],
    ['CITY', 'TOWNSHIP', 'below it', { ...target, ...reason }, 'J-II.1 NotProvincialTarget'],
    // What another manages
    ['CITY', 'DEPARTMENT', 'elsewhere', reason, 'J-II.1 ManagedByCommittee'],
    ['CITY', 'DEPARTMENT', 'below it', reason, 'J-II.1 ManagedByCommittee'],
    ['COUNTY', 'TOWNSHIP', 'elsewhere', reason, 'J-II.1 ManagedByCommittee'],
    ['COUNTY', 'VILLAGE', 'elsewhere', reason, 'J-II.1 ManagedByCommittee'],
    ['CITY', 'TOWNSHIP', 'elsewhere', reason, 'J-II.1 ManagedByCommittee'],
    ['DEPARTMENT', 'TOWNSHIP', 'below it', reason, 'J-II.1 ManagedByCommittee'],
    // Townships by the city, as work requires (J-II.2)
    ['CITY', 'TOWNSHIP', 'below it', reason, OPTIONAL],
    ['WORKING_COMMITTEE', 'TOWNSHIP', 'below it', reason, OPTIONAL],
    ['CITY', 'TOWNSHIP', 'below it', {}, 'J-II.2 ReasonForOptionalObject'],
    // Villages and stations by the county (J-II.3)
    ['COUNTY', 'VILLAGE', 'below it', reason, OPTIONAL],
    ['COUNTY', 'STATION', 'below it', reason, OPTIONAL],
    ['COUNTY', 'VILLAGE', 'below it', {}, 'J-II.3 ReasonForOptionalObject'],
    ['COUNTY', 'VILLAGE', 'itself', reason, OPTIONAL],
    ['CITY', 'VILLAGE', 'below it', reason, 'J-II.3 VillageByCounty'],
    ['CITY', 'STATION', 'below it', reason, 'J-II.3 VillageByCounty'],
    ['WORKING_COMMITTEE', 'VILLAGE', 'below it', reason, 'J-II.3 VillageByCounty'],
    // Another pack lets the city inspect villages itself (提级巡察)
    ['CITY', 'VILLAGE', 'below it', { ...reason, villageByCity: true }, OPTIONAL],
    ['CITY', 'VILLAGE', 'below it', { villageByCity: true }, 'J-II.3 ReasonForOptionalObject'],
    ['CITY', 'VILLAGE', 'elsewhere', { ...reason, villageByCity: true }, 'J-II.1 ManagedByCommittee'],
  ] as const)('a %s inspecting a %s managed by %s (%o): %s', (level, kind, managedBy, more, expected) => {
    expect(reach(level, kind, managedBy, more)).toBe(expected);
  });

  test.each([
    ['CITY', null, undefined],
    ['WORKING_COMMITTEE', null, undefined],
    ['COUNTY', null, undefined],
    ['PROVINCE', null, 'J-II.1'],
    ['PROVINCE', '2017-08-01', 'J-II.1'],
    ['DEPARTMENT', '2017-08-01', undefined],
    ['ENTERPRISE', '2026-03-02', undefined],
    ['ENTERPRISE', '2026-03-03', 'J-II.4'],
    ['DEPARTMENT', null, 'J-II.4'],
    ['ENTERPRISE', null, 'J-II.4'],
  ] as const)('a %s, named by the province on %s, is refused by %s', (level, on, clause) => {
    const namedByProvince = on === null ? null : { document: '吉委〔2017〕9号', on };
    const refusal = requireInspectingCommittee({ code: 'C-1', level, namedByProvince }, '2026-03-02');
    expect(refusal?.clause).toBe(clause);
    if (refusal) noted(refusal);
  });
});

describe('the leading group', () => {
  const office = { workingDepartment: true, inDisciplineCommission: true, fullTimeStaff: 1 };
  /** Who holds what: `secretary: 'SECRETARY LG_LEADER'`. */
  const group = (people: Readonly<Record<Code, string>>, change: Bodies['office'] = office) => {
    const allPosts: readonly Post[] = [
      'SECRETARY',
      'DISCIPLINE_SECRETARY',
      'ORGANISATION_HEAD',
      'LG_LEADER',
      'LG_DEPUTY',
      'LG_EXECUTIVE_DEPUTY',
    ];
    const posts = Object.entries(people).flatMap(([person, held]) =>
      allPosts.filter((post) => held.split(' ').includes(post)).map((post) => ({ post, person })),
    );
    return noted(leadingGroup({ office: change, posts }));
  };
  const bySecretary = {
    A: 'SECRETARY LG_LEADER',
    B: 'DISCIPLINE_SECRETARY LG_EXECUTIVE_DEPUTY',
    C: 'ORGANISATION_HEAD LG_DEPUTY',
  };
  const byDiscipline = { A: 'SECRETARY', B: 'DISCIPLINE_SECRETARY LG_LEADER', C: 'ORGANISATION_HEAD LG_DEPUTY' };

  test('led by the secretary, with the discipline secretary as executive deputy, is complete', () => {
    expect(group(bySecretary)).toEqual({
      leader: 'A',
      ledBy: 'SECRETARY',
      organisationHead: 'C',
      executiveDeputy: 'B',
    });
  });
  test('led by the discipline secretary, needs no executive deputy', () => {
    expect(group(byDiscipline)).toEqual({
      leader: 'B',
      ledBy: 'DISCIPLINE_SECRETARY',
      organisationHead: 'C',
      executiveDeputy: null,
    });
  });

  test.each([
    [
      'the secretary leads, the discipline secretary is missing',
      { ...bySecretary, B: '' },
      'J-III.1d DisciplineSecretaryIsExecutiveDeputy',
    ],
    [
      'the executive deputy is somebody else',
      { ...bySecretary, B: 'DISCIPLINE_SECRETARY', D: 'LG_EXECUTIVE_DEPUTY' },
      'J-III.1d DisciplineSecretaryIsExecutiveDeputy',
    ],
    [
      'the organisation head is missing under the secretary',
      { ...bySecretary, C: 'LG_DEPUTY' },
      'J-III.1c OrganisationHeadIsDeputy',
    ],
    [
      'the organisation head is missing under the discipline secretary',
      { ...byDiscipline, C: '' },
      'J-III.1c OrganisationHeadIsDeputy',
    ],
    [
      'the organisation head is no deputy',
      { ...bySecretary, C: 'ORGANISATION_HEAD' },
      'J-III.1c OrganisationHeadIsDeputy',
    ],
    [
      'somebody else leads',
      { ...bySecretary, A: 'SECRETARY', D: 'LG_LEADER' },
      'J-III.1b LeaderIsSecretaryOrDisciplineSecretary',
    ],
    [
      'the organisation head leads',
      { ...bySecretary, A: 'SECRETARY', C: 'ORGANISATION_HEAD LG_LEADER LG_DEPUTY' },
      'J-III.1b LeaderIsSecretaryOrDisciplineSecretary',
    ],
    ['nobody leads', { ...bySecretary, A: 'SECRETARY' }, 'J-III.1b LeaderIsSecretaryOrDisciplineSecretary'],
  ])('is incomplete when %s', (_why, people, expected) => {
    const result = group(people);
    expect('missing' in result && `${result.clause} ${result.missing[0]?.fact}`).toBe(expected);
  });

  test.each([
    ['there is none', null, 'J-III.0 Office'],
    ['it is no working department', { ...office, workingDepartment: false }, 'J-III.2a OfficeIsWorkingDepartment'],
    ['it sits elsewhere', { ...office, inDisciplineCommission: false }, 'J-III.2a OfficeInDisciplineCommission'],
    ['it has no full-time staff', { ...office, fullTimeStaff: 0 }, 'J-III.2a OfficeHasFullTimeStaff'],
  ])('has no office when %s', (_why, change, expected) => {
    const result = group(bySecretary, change);
    expect('missing' in result && `${result.clause} ${result.missing[0]?.fact}`).toBe(expected);
  });
});

describe('planning a round', () => {
  const registry = aRegistry(['O-07']);
  const facts: PlanFacts = {
    committee: { ...registry.committee, posts: registry.holders.filter(({ place }) => place === CITY) },
    organisations: registry.organisations,
    pack: aPack(),
  };
  const plan: RoundPlan = {
    code: 'R-2026-01',
    committee: CITY,
    term: TERM,
    modes: { kind: 'SPECIAL', lead: 'AUTONOMOUS', layout: 'SYSTEM_LINKAGE' },
    organisations: [{ code: 'O-07' }],
  };
  const by = (post: Post, place = CITY): Actor => ({ person: 'P-1', posts: [{ post, place }] });
  const asked = (
    change: Partial<RoundPlan> = {},
    other: Partial<PlanFacts> = {},
    actor: Actor = by('OFFICE_DIRECTOR'),
  ): RoundEvent | Refusal => noted(planRound({ ...plan, ...change }, actor, { ...facts, ...other }, FIRST_MORNING));
  const committee = (change: object) => ({ committee: facts.committee && { ...facts.committee, ...change } });
  const organisation = (change: object) => ({ organisations: { 'O-07': { ...managed('O-07'), ...change } } });

  test('keeps the facts that it relied on, and the pack', () => {
    expect(asked()).toMatchObject({
      type: 'RoundPlanned',
      on: '2026-03-02',
      data: {
        leadingGroup: { leader: 'P-SECRETARY', executiveDeputy: 'P-DISCIPLINE-SECRETARY' },
        pack: { id: 'jilin-2017', hash: aPack().hash },
        organisations: [{ code: 'O-07', optional: false, reason: null }],
      },
    });
  });

  test('keeps the document by which the province has a department inspect', () => {
    const namedByProvince = { document: '吉委〔2017〕9号', on: '2017-08-01' };
    expect(asked({}, committee({ level: 'DEPARTMENT', namedByProvince }))).toMatchObject({
      data: { namedByProvince: '吉委〔2017〕9号' },
    });
    expect(asked()).toMatchObject({ data: { namedByProvince: null } });
  });

  test('takes the principals of the next lower organisations into scope (J-II.5)', () => {
    const planned = asked({}, organisation({ nextLower: ['O-71', 'O-72'] }));
    expect(planned).toMatchObject({ data: { organisations: [{ nextLower: ['O-71', 'O-72'] }] } });
  });

  test('a township under the city is planned with its reason, and stays outside the coverage', () => {
    const reason = prose('as work requires');
    const township = organisation({ kind: 'TOWNSHIP', managedBy: 'C-COUNTY', managedUnder: [CITY] });
    expect(asked({ organisations: [{ code: 'O-07', reason }] }, township)).toMatchObject({
      data: { organisations: [{ optional: true, reason }] },
    });
  });

  test('is the office’s business, and nobody else’s', () => {
    for (const post of ['OFFICE_DIRECTOR', 'OFFICE_STAFF'] as const)
      expect(asked({}, {}, by(post))).toMatchObject({ type: 'RoundPlanned' });
    for (const post of [
      'SECRETARY',
      'STANDING_COMMITTEE',
      'LG_LEADER',
      'LG_EXECUTIVE_DEPUTY',
      'UPPER_OFFICE',
      'DISCIPLINE_ORGAN',
    ] as const)
      expect(asked({}, {}, by(post))).toMatchObject({ clause: 'J-III.2a', missing: [{ fact: 'post' }] });
    expect(asked({}, {}, by('OFFICE_DIRECTOR', 'C-OTHER'))).toMatchObject({ missing: [{ fact: 'post' }] });
  });

  test.each([
    ['the committee is unknown', {}, { committee: null }, 'J-II.1 CommitteeInRegistry'],
    ['the pack is unknown', {}, { pack: null }, 'J-II.1 PackInUse'],
    ['the pack is looser than the opinion', {}, { pack: looser }, 'J-V.4d PackForRegion'],
    [
      'the province of a looser pack is another',
      {},
      { ...committee({ region: null }), pack: looser },
      'J-V.4d PackForRegion',
    ],
    ['the term is over', { term: '2016-09-01' }, {}, 'J-II.1 TermOfCommittee'],
    ['a round begun on paper has no day', { takeover: true }, {}, 'J-V.5d DayOnPaper'],
    ['the day has not come', { on: '2026-03-03' }, {}, 'J-V.5d onNotInFuture'],
    ['an organisation is unknown', { organisations: [{ code: 'O-99' }] }, {}, 'J-II.1 OrganisationInRegistry'],
    ['one is listed twice', { organisations: [{ code: 'O-07' }, { code: 'O-07' }] }, {}, 'J-II.1 PlannedOnce'],
    ['one is a provincial target', {}, organisation({ provincialTarget: true }), 'J-II.1 NotProvincialTarget'],
    ['another committee manages it', {}, organisation({ managedBy: 'C-OTHER' }), 'J-II.1 ManagedByCommittee'],
    [
      'a township has no reason',
      {},
      organisation({ kind: 'TOWNSHIP', managedBy: 'C-COUNTY', managedUnder: [CITY] }),
      'J-II.2 ReasonForOptionalObject',
    ],
    [
      'a village is the county’s',
      { organisations: [{ code: 'O-07', reason: prose('why') }] },
      organisation({ kind: 'VILLAGE', managedBy: 'C-COUNTY', managedUnder: [CITY] }),
      'J-II.3 VillageByCounty',
    ],
    ['the province has not named the department', {}, committee({ level: 'DEPARTMENT' }), 'J-II.4 NamedByProvince'],
    ['the province itself asks', {}, committee({ level: 'PROVINCE' }), 'J-II.1 BelowTheProvince'],
    ['the bodies are incomplete', {}, committee({ office: null }), 'J-III.0 Office'],
    [
      'a coordinated round names no coordination',
      { modes: { ...plan.modes, lead: 'COORDINATED' as const } },
      {},
      'J-V.3a Coordination',
    ],
  ])('is refused when %s', (_why, change, other, expected) => {
    const result = asked(change, other);
    expect('missing' in result && `${result.clause} ${result.missing[0]?.fact}`).toBe(expected);
  });

  test('a looser pack is taken in the province of the instrument that allows it', () => {
    const planned = asked({}, { ...committee({ region: 'CN-34' }), pack: looser });
    expect(planned).toMatchObject({ data: { pack: { legalBasis: { province: 'CN-34' } } } });
  });

  test('a coordinated round that names its coordination is planned', () => {
    const modes = { ...plan.modes, lead: 'COORDINATED' as const };
    expect(asked({ modes, coordination: 'D-PROV-1' })).toMatchObject({ data: { coordination: 'D-PROV-1' } });
  });

  test('a planned round shows its phase, and waits for nothing', () => {
    expect(aRound().round).toMatchObject({ sequence: 1, ended: null, plannedOn: '2026-03-02' });
  });
});

afterAll(() => {
  expect([...produced].sort()).toEqual(planningGates.map(({ clause, missing }) => `${clause} ${missing}`).sort());
});

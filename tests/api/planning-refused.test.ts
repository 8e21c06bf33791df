/** Plans that are refused over HTTP: each names its clause and what is missing, and makes no round. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiHarness, openApi } from './harness.ts';
import { aPlan } from '../support/plans.ts';
import { register } from '../support/registry.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi();
});
afterAll(() => harness.close());

const planOf = (change: object = {}) => aPlan(harness.office, change);
const plan = (body: object, actor = harness.office.director) => harness.ask('POST', '/rounds', { actor, body });

describe('a plan is refused', () => {
  interface Gate {
    readonly why: string;
    readonly registry?: object;
    readonly plan?: object;
    readonly status?: number;
    readonly clause: string;
    readonly place: string;
    readonly fact: string;
  }
  const office = { workingDepartment: true, inDisciplineCommission: true, fullTimeStaff: 1 };
  const committee = (change: object) => ({
    committees: [
      { code: 'C-GATE', name: '试', level: 'COUNTY', term: { from: '2021-09-01' }, bodies: { office }, ...change },
    ],
  });
  const organisation = (change: object) => ({
    organisations: [{ code: 'O-GATE', name: '试', kind: 'DEPARTMENT', managedBy: 'C-GATE', ...change }],
  });
  const posts = (...held: [string, string][]) => ({
    posts: held.map(([person, post]) => ({ person, post, committee: 'C-GATE', from: '2020-01-01', to: null })),
  });
  const complete: [string, string][] = [
    ['P-G-SEC', 'SECRETARY'],
    ['P-G-SEC', 'LG_LEADER'],
    ['P-G-DS', 'DISCIPLINE_SECRETARY'],
    ['P-G-DS', 'LG_EXECUTIVE_DEPUTY'],
    ['P-G-OH', 'ORGANISATION_HEAD'],
    ['P-G-OH', 'LG_DEPUTY'],
  ];
  const but = (person: string, post: string) => posts(...complete.filter(([p, q]) => p !== person || q !== post));
  const gates: Gate[] = [
    { why: 'by somebody who is not of the office', status: 403, clause: 'J-III.2a', place: '三（二）', fact: 'post' },
    {
      why: 'for a committee that is not registered',
      plan: { committee: 'C-NO' },
      clause: 'J-II.1',
      place: '二',
      fact: 'CommitteeInRegistry',
    },
    { why: 'for another term', plan: { term: '2016-09-01' }, clause: 'J-II.1', place: '二', fact: 'TermOfCommittee' },
    {
      why: 'with a pack that does not exist',
      plan: { pack: 'jilin-1999' },
      clause: 'J-II.1',
      place: '二',
      fact: 'PackInUse',
    },
    {
      why: 'without an office',
      registry: committee({ bodies: undefined }),
      clause: 'J-III.0',
      place: '三',
      fact: 'Office',
    },
    {
      why: 'with an office that is no working department',
      registry: committee({ bodies: { office: { ...office, workingDepartment: false } } }),
      clause: 'J-III.2a',
      place: '三（二）',
      fact: 'OfficeIsWorkingDepartment',
    },
    {
      why: 'with an office outside the discipline commission',
      registry: committee({ bodies: { office: { ...office, inDisciplineCommission: false } } }),
      clause: 'J-III.2a',
      place: '三（二）',
      fact: 'OfficeInDisciplineCommission',
    },
    {
      why: 'with an office without full-time staff',
      registry: committee({ bodies: { office: { ...office, fullTimeStaff: 0 } } }),
      clause: 'J-III.2a',
      place: '三（二）',
      fact: 'OfficeHasFullTimeStaff',
    },
    {
      why: 'led by nobody',
      registry: but('P-G-SEC', 'LG_LEADER'),
      clause: 'J-III.1b',
      place: '三（一）',
      fact: 'LeaderIsSecretaryOrDisciplineSecretary',
    },
    {
      why: 'without the organisation head as deputy',
      registry: but('P-G-OH', 'LG_DEPUTY'),
      clause: 'J-III.1c',
      place: '三（一）',
      fact: 'OrganisationHeadIsDeputy',
    },
    {
      why: 'led by the secretary without the discipline secretary as executive deputy',
      registry: but('P-G-DS', 'LG_EXECUTIVE_DEPUTY'),
      clause: 'J-III.1d',
      place: '三（一）',
      fact: 'DisciplineSecretaryIsExecutiveDeputy',
    },
    {
      why: 'by a department that the province has not named',
      registry: committee({ level: 'DEPARTMENT' }),
      clause: 'J-II.4',
      place: '二',
      fact: 'NamedByProvince',
    },
    {
      why: 'by an enterprise that the province has not named',
      registry: committee({ level: 'ENTERPRISE' }),
      clause: 'J-II.4',
      place: '二',
      fact: 'NamedByProvince',
    },
    {
      why: 'for an organisation that is not registered',
      plan: { organisations: [{ code: 'O-NO' }] },
      clause: 'J-II.1',
      place: '二',
      fact: 'OrganisationInRegistry',
    },
    {
      why: 'for the same organisation twice',
      plan: { organisations: [{ code: 'O-GATE' }, { code: 'O-GATE' }] },
      clause: 'J-II.1',
      place: '二',
      fact: 'PlannedOnce',
    },
    {
      why: 'for a target of the province',
      registry: organisation({ provincialTarget: true }),
      clause: 'J-II.1',
      place: '二',
      fact: 'NotProvincialTarget',
    },
    {
      why: 'for an organisation that another committee manages',
      registry: {
        committees: [...committee({}).committees, { code: 'C-OTHER', name: '他', level: 'COUNTY' }],
        ...organisation({ managedBy: 'C-OTHER' }),
      },
      clause: 'J-II.1',
      place: '二',
      fact: 'ManagedByCommittee',
    },
    {
      why: 'for a township of the city without a reason',
      registry: {
        committees: [
          ...committee({ level: 'CITY' }).committees,
          { code: 'C-BELOW', name: '下', level: 'COUNTY', upper: 'C-GATE' },
        ],
        ...organisation({ kind: 'TOWNSHIP', managedBy: 'C-BELOW' }),
      },
      clause: 'J-II.2',
      place: '二',
      fact: 'ReasonForOptionalObject',
    },
    {
      why: 'for a village by the city',
      registry: { ...committee({ level: 'CITY' }), ...organisation({ kind: 'VILLAGE' }) },
      clause: 'J-II.3',
      place: '二',
      fact: 'VillageByCounty',
    },
    {
      why: 'as coordinated without its coordination',
      plan: { modes: { kind: 'ROUTINE', lead: 'COORDINATED', layout: 'SECTOR_ROTATION' } },
      clause: 'J-V.3a',
      place: '五（三）',
      fact: 'Coordination',
    },
  ];

  test.each(gates)('$why', async ({ registry = {}, plan: change = {}, status = 422, clause, place, fact, why }) => {
    const gate = await openApi({ registry: 'EMPTY' });
    try {
      const actor = status === 403 ? 'P-G-SEC' : 'P-G-DIR';
      const people = ['P-G-SEC', 'P-G-DS', 'P-G-OH', 'P-G-DIR'].map((code) => ({ code, name: '某' }));
      const document = {
        people,
        ...committee({}),
        ...organisation({}),
        ...posts(...complete),
        ...registry,
      };
      const director = { person: 'P-G-DIR', post: 'OFFICE_DIRECTOR', committee: 'C-GATE', from: '2020-01-01' };
      await register(gate.pool, { ...document, posts: [...document.posts, director] });
      const body = planOf({ committee: 'C-GATE', term: '2021-09-01', organisations: [{ code: 'O-GATE' }], ...change });
      const refused = await gate.ask('POST', '/rounds', { actor, body });
      expect(refused, why).toMatchObject({
        status,
        type: expect.stringContaining('application/problem+json'),
        body: {
          type: '/problems/refused',
          status,
          clause,
          action: 'plan-round',
          title: expect.stringMatching(/^[\x20-\x7e]+$/),
          detail: expect.stringContaining(`，不得列入计划（${place}）`),
          missing: [{ fact }],
        },
      });
      expect(gate.started).toEqual([]);
      const read = await gate.ask('GET', `/rounds/${body.code}`, { actor });
      expect(read.status).toBe(404);
    } finally {
      await gate.close();
    }
  });

  test('and the same plan is taken once nothing stands in the way', async () => {
    const gate = await openApi({ registry: 'EMPTY' });
    try {
      await register(gate.pool, {
        ...committee({}),
        ...organisation({}),
        people: ['P-G-SEC', 'P-G-DS', 'P-G-OH', 'P-G-DIR'].map((code) => ({ code, name: '某' })),
        ...posts(...complete, ['P-G-DIR', 'OFFICE_DIRECTOR']),
      });
      const body = planOf({ committee: 'C-GATE', term: '2021-09-01', organisations: [{ code: 'O-GATE' }] });
      expect((await gate.ask('POST', '/rounds', { actor: 'P-G-DIR', body })).status).toBe(201);
    } finally {
      await gate.close();
    }
  });

  test.each<[string, object, string]>([
    ['a code that does not start with R-', { code: 'X-1' }, '/code'],
    ['no organisation', { organisations: [] }, '/organisations'],
    ['an unknown field', { secret: 1 }, '/secret'],
    ['an unknown field of an organisation', { organisations: [{ code: 'O-1', why: '' }] }, '/organisations/0/why'],
    ['an unknown mode', { modes: { kind: 'SURPRISE', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' } }, '/modes/kind'],
    ['a term that is no day', { term: '2021-13-01' }, '/term'],
    ['a sentence in place of a document', { coordination: '根据上级 要求' }, '/coordination'],
  ])('with %s at its place', async (_what, change, pointer) => {
    const refused = await plan(planOf(change));
    expect(refused).toMatchObject({ status: 422, body: { type: '/problems/invalid' } });
    expect(refused.body.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });
});

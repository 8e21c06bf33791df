/** An example committee with everybody in post, and the office of the committee above, for the demo, first steps and tests. Every person is made up, visibly. */
export interface ExampleOrganisation {
  readonly code: string;
  readonly name: string;
}

/** Who acts for whom: codes by post. Organisation people are `P-<organisation>-PR` and so on. */
export interface ExampleOffice {
  readonly committee: string;
  readonly term: string;
  readonly secretary: string;
  readonly leadingGroupLeader: string;
  readonly executiveDeputy: string;
  readonly standingCommittee: string;
  readonly director: string;
  readonly staff: string;
  /** Compares with its paper what the director has entered. */
  readonly second: string;
  readonly disciplineOrgan: string;
  readonly organisationDepartment: string;
  readonly functionalDepartment: string;
  readonly upperOffice: string;
  /** Where it has nobody here, the office enters its receipts from paper. */
  readonly hasUpper: boolean;
  readonly leaders: readonly string[];
  readonly inspectors: readonly string[];
  readonly organisations: readonly ExampleOrganisation[];
  principal(organisation: string): string;
  liaison(organisation: string): string;
  readonly registry: Readonly<Record<'committees' | 'organisations' | 'people' | 'posts', readonly object[]>>;
}

interface Wanted {
  readonly committee: string;
  readonly committeeName: string;
  readonly organisations: readonly ExampleOrganisation[];
  /** Keeps the people of several examples apart: `P-<tag>-…`. */
  readonly tag: string;
  readonly teams?: number;
  readonly kind?: OfficeKind;
}
/** A county in full; one whose office is one person, without organisation department and with nobody above; an enterprise, which has
 *  other posts, and nobody above either. */
export type OfficeKind = 'COUNTY' | 'OFFICE_OF_ONE' | 'ENTERPRISE';

const SINCE = '2020-01-01';
const COMMITTEE_POSTS = [
  ['SECRETARY', 'SEC', '书记'],
  ['LG_LEADER', 'SEC', '书记'],
  ['STANDING_COMMITTEE', 'CLERK', '常委办'],
  ['DISCIPLINE_SECRETARY', 'DS', '纪委书记'],
  ['LG_EXECUTIVE_DEPUTY', 'DS', '纪委书记'],
  ['ORGANISATION_HEAD', 'OH', '组织部长'],
  ['LG_DEPUTY', 'OH', '组织部长'],
  ['OFFICE_DIRECTOR', 'DIR', '巡察办主任'],
  ['OFFICE_STAFF', 'STAFF', '巡察办干部'],
  ['DISCIPLINE_ORGAN', 'DISC', '纪委监委'],
  ['ORGANISATION_DEPARTMENT', 'OD', '组织部'],
  ['FUNCTIONAL_DEPARTMENT', 'FD', '职能部门'],
] as const;
type CommitteePostRow = readonly [post: string, role: string, title: string];
const without = (...posts: readonly string[]): readonly CommitteePostRow[] =>
  COMMITTEE_POSTS.filter(([post]) => !posts.includes(post));
const ENTERPRISE_POSTS: readonly CommitteePostRow[] = [
  ['SECRETARY', 'SEC', '分党组书记'],
  ['LG_LEADER', 'SEC', '分党组书记'],
  ['STANDING_COMMITTEE', 'CLERK', '分党组办公室'],
  ['LG_EXECUTIVE_DEPUTY', 'DS', '纪检监察组组长'],
  ['LG_DEPUTY', 'OH', '党群工作部主任'],
  ['OFFICE_DIRECTOR', 'DIR', '巡察办主任'],
  ['OFFICE_STAFF', 'STAFF', '巡察办干部'],
  ['FUNCTIONAL_DEPARTMENT', 'FD', '财务部'],
];
/** What each kind of committee has of its own. */
const KINDS: Readonly<Record<OfficeKind, Kind>> = {
  COUNTY: { posts: COMMITTEE_POSTS, hasUpper: true, committee: { level: 'COUNTY' }, objects: 'DEPARTMENT' },
  OFFICE_OF_ONE: {
    posts: without('OFFICE_STAFF', 'ORGANISATION_DEPARTMENT'),
    hasUpper: false,
    committee: { level: 'COUNTY' },
    objects: 'DEPARTMENT',
  },
  ENTERPRISE: {
    posts: ENTERPRISE_POSTS,
    hasUpper: false,
    committee: {
      level: 'ENTERPRISE',
      namedByProvince: { document: '省委〔2020〕9号', on: '2020-12-01' },
      roleMapping: [
        { post: 'SECRETARY', askedOf: 'SECRETARY', title: '分党组书记' },
        { post: 'DISCIPLINE_SECRETARY', askedOf: 'LG_EXECUTIVE_DEPUTY', title: '纪检监察组组长' },
        { post: 'DISCIPLINE_ORGAN', askedOf: 'LG_EXECUTIVE_DEPUTY', title: '纪检监察组' },
        { post: 'ORGANISATION_HEAD', askedOf: 'LG_DEPUTY', title: '党群工作部主任' },
        { post: 'ORGANISATION_DEPARTMENT', askedOf: 'LG_DEPUTY', title: '党群工作部' },
      ],
    },
    objects: 'UNIT',
  },
};
interface Kind {
  readonly posts: readonly CommitteePostRow[];
  readonly hasUpper: boolean;
  readonly committee: object;
  readonly objects: string;
}
const ORGANISATION_POSTS = [
  ['PRINCIPAL', 'PR', '主要负责人'],
  ['LIAISON', 'LI', '联络员'],
  ['PERSON_IN_CHARGE', 'PIC', '具体负责人'],
  ['LEADER_IN_CHARGE', 'LIC', '分管领导'],
] as const;

export function exampleOffice({
  committee,
  committeeName,
  organisations,
  tag,
  teams = 2,
  kind = 'COUNTY',
}: Wanted): ExampleOffice {
  const of = KINDS[kind];
  const person = (role: string) => `P-${tag}-${role}`;
  const ofOrganisation = (organisation: string, role: string) => `P-${organisation.replace(/^O-/, '')}-${role}`;
  const numbered = (role: string, count: number) => Array.from({ length: count }, (_, i) => person(`${role}${i + 1}`));
  const upper = `${committee}-UP`;
  const leaders = numbered('TL', teams);
  const inspectors = numbered('INS', teams * 2);

  const somebody = (code: string, name: string, pools: readonly string[] = []) => ({
    code,
    name: `示例·${name}`,
    email: `${code.toLowerCase()}@example.test`,
    pools,
    keptBy: code === person('UP') ? upper : committee,
  });
  const held = new Map(of.posts.map(([, role, title]) => [person(role), somebody(person(role), title)]));
  const people = [
    ...held.values(),
    ...(of.hasUpper ? [somebody(person('UP'), '上级巡察办')] : []),
    ...leaders.map((code, i) => somebody(code, `组长${i + 1}`, ['LEADER', 'TALENT'])),
    ...inspectors.map((code, i) => somebody(code, `专员${i + 1}`, ['TALENT'])),
    ...organisations.flatMap(({ code }) =>
      ORGANISATION_POSTS.map(([, role, title]) => somebody(ofOrganisation(code, role), `${title}（${code}）`)),
    ),
  ];
  const posts = [
    ...of.posts.map(([post, role]) => ({ person: person(role), post, committee, from: SINCE, to: null })),
    ...(of.hasUpper
      ? [{ person: person('UP'), post: 'OFFICE_DIRECTOR', committee: upper, from: SINCE, to: null }]
      : []),
    ...organisations.flatMap(({ code }) =>
      ORGANISATION_POSTS.map(([post, role]) => ({
        person: ofOrganisation(code, role),
        post,
        organisation: code,
        from: SINCE,
        to: null,
      })),
    ),
  ];
  return {
    committee,
    term: '2021-09-01',
    secretary: person('SEC'),
    leadingGroupLeader: person('SEC'),
    executiveDeputy: person('DS'),
    standingCommittee: person('CLERK'),
    director: person('DIR'),
    staff: person(kind === 'OFFICE_OF_ONE' ? 'DIR' : 'STAFF'),
    second: person(kind === 'OFFICE_OF_ONE' ? 'OH' : 'STAFF'),
    disciplineOrgan: person(kind === 'ENTERPRISE' ? 'DS' : 'DISC'),
    organisationDepartment: person(kind === 'COUNTY' ? 'OD' : 'OH'),
    functionalDepartment: person('FD'),
    upperOffice: person('UP'),
    hasUpper: of.hasUpper,
    leaders,
    inspectors,
    organisations,
    principal: (organisation) => ofOrganisation(organisation, 'PR'),
    liaison: (organisation) => ofOrganisation(organisation, 'LI'),
    registry: {
      committees: [
        {
          code: committee,
          name: committeeName,
          ...of.committee,
          ...(of.hasUpper ? { upper } : {}),
          term: { from: '2021-09-01', plannedTo: '2026-09-01' },
          bodies: { office: { workingDepartment: true, inDisciplineCommission: true, fullTimeStaff: 6 } },
        },
        ...(of.hasUpper ? [{ code: upper, name: '示例市委（上级）', level: 'CITY' }] : []),
      ],
      organisations: organisations.map(({ code, name }) => ({ code, name, kind: of.objects, managedBy: committee })),
      people,
      posts,
    },
  };
}

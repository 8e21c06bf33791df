/** The people of the matrix: each holds one post and nothing else, so that an act is owed to that post alone. */
import type { ExampleOffice } from '../../../examples/office.ts';
import type { Pool } from '../../../ledger/database.ts';
import { register } from '../../support/registry.ts';

const SINCE = '2020-01-01';

/** Posts at the round's committee, held by one person each beside those of the example. */
const atCommittee = {
  secretary: 'SECRETARY',
  clerk: 'STANDING_COMMITTEE',
  disciplineSecretary: 'DISCIPLINE_SECRETARY',
  organisationHead: 'ORGANISATION_HEAD',
  executiveDeputy: 'LG_EXECUTIVE_DEPUTY',
  deputy: 'LG_DEPUTY',
  office: 'OFFICE_STAFF',
  discipline: 'DISCIPLINE_ORGAN',
  department: 'ORGANISATION_DEPARTMENT',
  functional: 'FUNCTIONAL_DEPARTMENT',
} as const;
const atOrganisation = {
  liaison: 'LIAISON',
  inCharge: 'PERSON_IN_CHARGE',
  leaderInCharge: 'LEADER_IN_CHARGE',
  member: 'BODY_MEMBER',
} as const;
/** Who has nothing to do with the round: the same posts elsewhere, or once. */
const elsewhere = ['SECRETARY', 'OFFICE_DIRECTOR', 'DISCIPLINE_ORGAN', 'LG_LEADER', 'UPPER_OFFICE'] as const;

export interface Cast {
  /** Everybody by the name that the table gives them. */
  readonly people: Readonly<Record<string, string>>;
  /** Those who must see nothing of the round at any stage. */
  readonly strangers: readonly string[];
  /** Who holds a post that may, and is tied to the first organisation. */
  readonly tied: Readonly<Record<string, string>>;
}

export async function castOf(
  pool: Pool,
  office: ExampleOffice,
  [own, other]: readonly [string, string],
): Promise<Cast> {
  const { committee } = office;
  const code = (name: string) => `P-MATRIX-${name.toUpperCase().replaceAll('_', '-')}`;
  const strangers: string[] = [];
  const posts: object[] = [];
  const names: string[] = [];
  const add = (name: string, post: string, place: object, to?: string) => {
    names.push(name);
    posts.push({ person: code(name), post, ...place, from: SINCE, ...(to === undefined ? {} : { to }) });
  };
  for (const [name, post] of Object.entries(atCommittee)) add(name, post, { committee });
  for (const [name, post] of Object.entries(atOrganisation)) add(name, post, { organisation: own });
  add('otherLiaison', 'LIAISON', { organisation: other });
  const stranger = (name: string, post: string, place: object, to?: string) => {
    add(name, post, place, to);
    strangers.push(name);
  };
  for (const post of elsewhere) {
    stranger(`beside_${post}`, post, { committee: 'C-BESIDE' });
    stranger(`below_${post}`, post, { committee: 'C-BELOW' });
  }
  stranger('above_SECRETARY', 'SECRETARY', { committee: `${committee}-UP` });
  for (const post of ['SECRETARY', 'OFFICE_STAFF', 'LG_LEADER', 'DISCIPLINE_ORGAN'])
    stranger(`former_${post}`, post, { committee }, '2020-12-31');
  stranger('former_LIAISON', 'LIAISON', { organisation: own }, '2020-12-31');
  const tied = ['kinOffice', 'servedOffice', 'kinDepartment'] as const;
  add('kinOffice', 'OFFICE_STAFF', { committee });
  add('servedOffice', 'OFFICE_STAFF', { committee });
  posts.push({ person: code('servedOffice'), post: 'LIAISON', organisation: own, from: SINCE, to: lastYear() });
  add('kinDepartment', 'ORGANISATION_DEPARTMENT', { committee });
  names.push('nobody');
  strangers.push('nobody');
  await register(pool, {
    committees: [
      { code: 'C-BESIDE', name: '邻县县委', level: 'COUNTY', upper: `${committee}-UP` },
      { code: 'C-BELOW', name: '下级党委', level: 'COUNTY', upper: committee },
    ],
    people: names.map((name) => ({
      code: code(name),
      name,
      ...(name.startsWith('kin') ? { ties: [{ organisation: own, kind: 'KIN' }] } : {}),
    })),
    posts,
  });
  const [leader = '', otherLeader = ''] = office.leaders;
  const [inspector = '', , otherInspector = ''] = office.inspectors;
  return {
    people: {
      leads: office.leadingGroupLeader,
      ...Object.fromEntries(
        names.filter((name) => !tied.some((each) => each === name)).map((name) => [name, code(name)]),
      ),
      upper: office.upperOffice,
      leader,
      inspector,
      otherLeader,
      otherInspector,
      principal: office.principal(own),
      otherPrincipal: office.principal(other),
    },
    strangers,
    tied: Object.fromEntries(tied.map((name) => [name, code(name)])),
  };
}

/** Within the years for which a post binds. */
const lastYear = (): string => new Date(Date.now() - 365 * 86_400_000).toISOString().slice(0, 10);

/** What the office knows before any round: one city, its posts, its people, its organisations. */
import { createHash } from 'node:crypto';
import type { Actor } from '../../domain/dossier/grammar.ts';
import {
  type Holder,
  isAtOrganisation,
  isSamePost,
  type Post,
  type PostAt,
  postOf,
  type Tenure,
} from '../../domain/people/posts.ts';
import type { Signatory } from '../../domain/people/signatory.ts';
import type { Bonds } from '../../domain/people/ties.ts';
import type { PinnedPack } from '../../domain/policy/pack.ts';
import { jilin2017 } from '../../domain/policy/packs/jilin-2017.ts';
import type { FactsNeeded, PersonFacts } from '../../domain/round/facts.ts';
import type { PlanFacts } from '../../domain/round/steps/planning.ts';
import { type Code, committeePosts, type Day, organisationPosts } from '../../domain/vocabulary.ts';

export interface Registry {
  readonly committee: Omit<NonNullable<PlanFacts['committee']>, 'posts'>;
  readonly organisations: PlanFacts['organisations'];
  readonly people: Readonly<Record<Code, PersonFacts>>;
  readonly holders: readonly Holder[];
  /** Who held a post before. */
  readonly former: readonly Tenure[];
  /** The organisation one level above, where it is not one of the round's. */
  readonly parents: Readonly<Record<Code, Code>>;
  /** Authorization decisions of earlier rounds, and the round that each served. */
  readonly usedDecisions: Readonly<Record<string, Code>>;
  /** Earlier rounds: when the results of each inspected organisation were decided (null: never), and by whom it was inspected. */
  readonly earlierRounds: Readonly<Record<Code, Earlier>>;
}

interface Earlier {
  readonly committee: Code;
  readonly inspected: Readonly<Record<Code, Day | null>>;
  readonly inspectors: readonly Code[];
}

export const CITY = 'C-CITY';
export const TERM: Day = '2021-09-01';
export const leader = 'P-LEADER';
/** Who is responsible for an item of a plan, and their unit. */
export const [IN_CHARGE, UNIT] = ['P-IN-CHARGE', 'O-UNIT'];

/** `O-07`, `O-08`, … : as many organisations as a test wants. */
export const organisationCodes = (howMany: number): Code[] =>
  Array.from({ length: howMany }, (_, i) => `O-${String(i + 7).padStart(2, '0')}`);

/** Who holds a post by default: `P-OFFICE-STAFF`, and at O-07 `P-PRINCIPAL-07`. */
export function holderOf(post: Post, organisation?: Code): Code {
  return ['P', ...post.split('_'), ...(organisation ? [organisation.replace(/^O-/, '')] : [])].join('-');
}

export const secretary = holderOf('SECRETARY');
export const office = holderOf('OFFICE_STAFF');
export const director = holderOf('OFFICE_DIRECTOR');
export const executive = holderOf('DISCIPLINE_SECRETARY');
export const psc = holderOf('STANDING_COMMITTEE');
export const upper = holderOf('UPPER_OFFICE');

/** The secretary leads the leading group, with the discipline secretary as executive deputy (J-III.1b–d). */
const held: Partial<Record<Post, Code>> = {
  LG_LEADER: holderOf('SECRETARY'),
  LG_EXECUTIVE_DEPUTY: holderOf('DISCIPLINE_SECRETARY'),
  LG_DEPUTY: holderOf('ORGANISATION_HEAD'),
};

export function aRegistry(organisations: readonly Code[]): Registry {
  const atCommittee = committeePosts.map((post) => ({ post, place: CITY, person: held[post] ?? holderOf(post) }));
  const atOrganisations = organisations.flatMap((place) => [
    ...organisationPosts.map((post) => ({ post, place, person: holderOf(post, place) })),
    ...below(place).map((lower) => ({
      post: 'PRINCIPAL' as const,
      place: lower,
      person: holderOf('PRINCIPAL', lower),
    })),
  ]);
  return {
    committee: {
      code: CITY,
      level: 'CITY',
      namedByProvince: null,
      office: { workingDepartment: true, inDisciplineCommission: true, fullTimeStaff: 6 },
      termFrom: TERM,
      region: 'CN-22',
    },
    organisations: Object.fromEntries(organisations.map((code) => [code, managed(code)])),
    people: Object.fromEntries(
      [
        aPerson('P-LEADER', ['LEADER']),
        aPerson('P-DEPUTY', ['LEADER', 'TALENT']),
        aPerson('P-INSPECTOR', ['TALENT']),
        aPerson('P-INSPECTOR-2', ['TALENT']),
        aPerson('P-LEADER-2', ['LEADER']),
        aPerson('P-SPARE', ['LEADER', 'TALENT']),
        aPerson('P-NOBODY', []),
        aPerson(IN_CHARGE, []),
      ].map((person) => [person.code, person]),
    ),
    holders: [...atCommittee, ...atOrganisations].map((holder) => ({ ...holder, hasAddress: true })),
    former: [],
    parents: {},
    usedDecisions: {},
    earlierRounds: {
      'R-2025-09': {
        committee: CITY,
        inspected: { 'O-07': '2026-03-02', 'O-08': null },
        inspectors: ['P-LEADER-2', 'P-INSPECTOR-2'],
      },
      'R-2025-88': { committee: 'C-OTHER', inspected: { 'O-07': '2025-12-01' }, inspectors: [] },
    },
  };
}

/** The registry with its committee in another province, or in none that is known. */
export const inRegion =
  (region: string | null) =>
  (registry: Registry): Registry => ({ ...registry, committee: { ...registry.committee, region } });

export const managed = (code: Code): Registry['organisations'][Code] => ({
  code,
  kind: 'DEPARTMENT',
  managedBy: CITY,
  managedUnder: ['C-PROV'],
  provincialTarget: false,
  nextLower: below(code),
});

/** One level below O-07 stand O-071 and O-072, whose principals are in scope. */
export const below = (organisation: Code): Code[] => [`${organisation}1`, `${organisation}2`];

export const aPerson = (code: Code, pools: readonly string[], more: Partial<PersonFacts> = {}): PersonFacts => ({
  code,
  pools,
  suspended: false,
  ties: [],
  service: [],
  seat: null,
  ...more,
});

/** The default pack, pinned; figures may be varied. Clocks of its own, whatever their figures, are allowed in the story's province. */
export const aPack = (change: Partial<PinnedPack> = {}): PinnedPack => ({
  ...jilin2017,
  ...(change.clocks
    ? { legalBasis: { title: 'A later instrument', number: 'D-2026-9', on: TERM, province: 'CN-22' } }
    : {}),
  hash: createHash('sha256').update(JSON.stringify(jilin2017)).digest('hex'),
  ...change,
});

export const actorIn = (registry: Registry, person: Code, day: Day): Actor => ({
  person,
  posts: registry.holders.filter((holder) => holder.person === person).map(postOf),
  bonds: { ...bondsIn(registry, person), day },
});

/** Somebody whose act the office enters; null: nobody whom the registry knows. */
export function signatoryIn(
  registry: Registry,
  { person, holders }: NonNullable<FactsNeeded['signatory']>,
  day: Day,
): Signatory | null {
  const { posts } = actorIn(registry, person, day);
  const known = registry.people[person];
  if (!known && posts.length === 0) return null;
  const bonds = { ...bondsIn(registry, person), day };
  return { person, posts, suspended: known?.suspended ?? false, bonds, holders: holdersAmong(registry, holders) };
}

/** The ties of a person, and the posts at organisations that they hold or held. */
export function bondsIn(registry: Registry, person: Code): Bonds {
  const reaches = (code: Code): Code[] =>
    Object.values(registry.organisations)
      .filter(
        (one) =>
          one.nextLower.includes(code) || registry.parents[one.code] === code || registry.parents[code] === one.code,
      )
      .map((one) => one.code);
  const held = registry.holders.filter(
    (holder) => holder.person === person && (isAtOrganisation(holder.post) || holder.organisation !== undefined),
  );
  const left = registry.former.filter((tenure) => tenure.person === person && isAtOrganisation(tenure.post));
  return {
    ties: (registry.people[person]?.ties ?? []).map((tie) => ({ ...tie, reaches: reaches(tie.organisation) })),
    service: [
      ...held.map(({ place, organisation = place }) => ({ place: organisation, from: TERM, to: null })),
      ...left,
    ].map(({ place, from, to }) => ({
      organisation: place,
      from,
      to,
      reaches: reaches(place),
    })),
  };
}

/** Somebody holds the post of a functional department that has a name. */
export const withDepartment = (registry: Registry, organisation: Code, person: Code): Registry => ({
  ...registry,
  holders: [
    ...registry.holders,
    { post: 'FUNCTIONAL_DEPARTMENT', place: CITY, organisation, person, hasAddress: true },
  ],
});

export const suspendedIn = ({ people }: Registry): Code[] =>
  Object.values(people).flatMap(({ code, suspended }) => (suspended ? [code] : []));

export const holdersAmong = (registry: Registry, posts: readonly PostAt[]): Holder[] =>
  registry.holders
    .filter((holder) => posts.some((asked) => isSamePost(asked, holder)))
    .map((holder) => {
      const serves = isAtOrganisation(holder.post) ? [] : placesServed(registry, holder.person);
      return serves.length === 0 ? holder : { ...holder, serves };
    });
const placesServed = ({ holders }: Registry, code: Code): Code[] =>
  holders.filter(({ post, person }) => isAtOrganisation(post) && person === code).map(({ place }) => place);

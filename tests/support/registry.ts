/** What the office knows before any round, for tests: one city, its posts, its people, its organisations. A test varies a
 *  part of it; nobody else's registry is needed to live a round. */
import { createHash } from 'node:crypto';
import { type Code, committeePosts, type Day, organisationPosts, type Prose } from '../../contracts/basics.ts';
import { jilin2017 } from '../../domain/policy/packs/jilin-2017.ts';
import type { PinnedPack } from '../../domain/policy/pack.ts';
import type { Holder, Post } from '../../domain/posts.ts';
import type { PlanFacts } from '../../domain/round/planning.ts';
import type { PersonFacts } from '../../domain/round/rule.ts';

export interface Registry {
  readonly committee: Omit<NonNullable<PlanFacts['committee']>, 'posts'>;
  readonly organisations: PlanFacts['organisations'];
  readonly people: Readonly<Record<Code, PersonFacts>>;
  readonly holders: readonly Holder[];
  /** Authorization decisions of earlier rounds, and the round that each served. */
  readonly usedDecisions: Readonly<Record<string, Code>>;
}

export const CITY = 'C-CITY';
export const TERM: Day = '2021-09-01';

/** A free text as it travels: its reference, and its hash. */
export const prose = (ref: string): Prose => ({ ref, hash: createHash('sha256').update(ref).digest('hex') });
export const evidence = (ref: string): string => prose(ref).hash;

/** `O-07`, `O-08`, … : as many organisations as a test wants. */
export const organisationCodes = (howMany: number): Code[] =>
  Array.from({ length: howMany }, (_, i) => `O-${String(i + 7).padStart(2, '0')}`);

/** Who holds a post by default: `P-OFFICE-STAFF`, and at O-07 `P-PRINCIPAL-07`. */
export const holderOf = (post: Post, organisation?: Code): Code =>
  ['P', ...post.split('_'), ...(organisation ? [organisation.replace(/^O-/, '')] : [])].join('-');

/** The secretary leads the leading group, with the discipline secretary as executive deputy (J-III.1b–d). */
const held: Partial<Record<Post, Code>> = {
  LG_LEADER: holderOf('SECRETARY'),
  LG_EXECUTIVE_DEPUTY: holderOf('DISCIPLINE_SECRETARY'),
  LG_DEPUTY: holderOf('ORGANISATION_HEAD'),
};

export function aRegistry(organisations: readonly Code[]): Registry {
  const atCommittee = committeePosts.map((post) => ({ post, place: CITY, person: held[post] ?? holderOf(post) }));
  const atOrganisations = organisations.flatMap((place) =>
    organisationPosts.map((post) => ({ post, place, person: holderOf(post, place) })),
  );
  return {
    committee: {
      code: CITY,
      level: 'CITY',
      namedByProvince: false,
      office: { workingDepartment: true, inDisciplineCommission: true, fullTimeStaff: 6 },
      termFrom: TERM,
    },
    organisations: Object.fromEntries(organisations.map((code) => [code, managed(code)])),
    people: Object.fromEntries(
      [
        aPerson('P-LEADER', ['LEADER']),
        aPerson('P-DEPUTY', ['LEADER', 'TALENT']),
        aPerson('P-INSPECTOR', ['TALENT']),
        aPerson('P-INSPECTOR-2', ['TALENT']),
        aPerson('P-LEADER-2', ['LEADER']),
        aPerson('P-NOBODY', []),
      ].map((person) => [person.code, person]),
    ),
    holders: [...atCommittee, ...atOrganisations].map((holder) => ({ ...holder, hasAddress: true })),
    usedDecisions: {},
  };
}

export const managed = (code: Code): Registry['organisations'][Code] => ({
  code,
  kind: 'DEPARTMENT',
  managedBy: CITY,
  managedUnder: ['C-PROV'],
  provincialTarget: false,
  nextLower: [],
});

export const aPerson = (code: Code, pools: readonly string[], more: Partial<PersonFacts> = {}): PersonFacts => ({
  code,
  pools,
  suspended: false,
  ties: [],
  seat: null,
  ...more,
});

/** The default pack, pinned; figures may be varied. */
export const aPack = (change: Partial<PinnedPack> = {}): PinnedPack => ({
  ...jilin2017,
  hash: createHash('sha256').update(JSON.stringify(jilin2017)).digest('hex'),
  ...change,
});

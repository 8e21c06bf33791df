/** Who may enter what, and who must confirm it (T-2; J-III.1 – J-III.4, J-V.5b). Pure: a table of aspects, and the registry as
 *  far as it concerns them.
 *
 *  Nobody is locked out: where those who should enter are not there, the organisation department and the secretary do; where
 *  nobody is there to confirm, the operator does, on the machine. */
import type { PostAt } from '../people/posts.ts';
import type { Code } from '../vocabulary.ts';
import type { Aspect, Body, Fields } from './events.ts';
import { codeIn } from './records.ts';

export interface HeldPost extends PostAt {
  readonly person: Code;
}
/** The registry, as far as rules look at it. */
export interface Hierarchy {
  /** The committee above, null where there is none on the system. */
  readonly upperOf: (committee: Code) => Code | null;
  /** Who holds posts at committees today, derived posts left out. */
  readonly holders: readonly HeldPost[];
}

/** A change that somebody wants to enter. */
export interface Draft {
  readonly aspect: Aspect;
  /** null of a new record. */
  readonly before: Fields | null;
  readonly change: Fields;
  /** Whose office keeps what is changed; null of a person whom nobody keeps yet. */
  readonly committee: Code | null;
  readonly beneficiary: Code | null;
  /** Of a post at a committee. */
  readonly post?: string;
}
export type Ruling =
  | { readonly effect: 'AT_ONCE' }
  /** Empty: the operator alone. */
  | { readonly effect: 'AWAITS'; readonly awaits: readonly Body[] }
  /** In words, with who could instead. */
  | { readonly effect: 'REFUSED'; readonly detail: string };

const OFFICE: ReadonlySet<string> = new Set(['OFFICE_DIRECTOR', 'OFFICE_STAFF']);
const ORGANISATION: ReadonlySet<string> = new Set(['ORGANISATION_DEPARTMENT', 'ORGANISATION_HEAD']);
/** Where a committee has no office, and none above it has one. */
const STAND_INS: ReadonlySet<string> = new Set([...ORGANISATION, 'SECRETARY']);
/** Posts that the organisation department does not confirm: its own, and those that it answers to or is watched by. */
const CONFIRMED_ABOVE: ReadonlySet<string> = new Set([
  ...ORGANISATION,
  'SECRETARY',
  'DISCIPLINE_SECRETARY',
  'DISCIPLINE_ORGAN',
]);
/** The posts that these rules look at. */
export const postsLookedAt: readonly string[] = [...OFFICE, ...STAND_INS];

const office = (committee: Code): Body => ({ body: 'OFFICE', committee });
const organisation = (committee: Code): Body => ({ body: 'ORGANISATION', committee });

/** The committee and those above it, nearest first. */
export function lineOf({ upperOf }: Pick<Hierarchy, 'upperOf'>, committee: Code): Code[] {
  const line: Code[] = [];
  for (let code: Code | null = committee; code !== null && !line.includes(code); code = upperOf(code)) line.push(code);
  return line;
}

/** Somebody who enters, with the posts that let them. */
export interface Enterer {
  readonly person: Code;
  readonly posts: readonly PostAt[];
  /** Keeps the entries of this committee: by its office, or by one above it. */
  readonly keeps: (committee: Code | null) => boolean;
  readonly isAbove: (committee: Code) => boolean;
}

/** undefined: this person keeps no registry at all. */
export function entererOf(hierarchy: Hierarchy, person: Code): Enterer | undefined {
  const held = hierarchy.holders.filter((holder) => holder.person === person);
  const officesOf = held.filter(({ post }) => OFFICE.has(post));
  const hasOffice = (line: readonly Code[]) =>
    hierarchy.holders.some(({ post, place }) => OFFICE.has(post) && line.includes(place));
  const standIns = held.filter(({ post, place }) => STAND_INS.has(post) && !hasOffice(lineOf(hierarchy, place)));
  const posts = [...officesOf, ...standIns].map(({ post, place }) => ({ post, place }));
  if (posts.length === 0) return undefined;
  const places = new Set(posts.map(({ place }) => place));
  const isOneOf = (committees: readonly Code[]) => committees.some((committee) => places.has(committee));
  return {
    person,
    posts,
    keeps: (committee) => committee === null || isOneOf(lineOf(hierarchy, committee)),
    isAbove: (committee) => isOneOf(lineOf(hierarchy, committee).slice(1)),
  };
}

const atOnce: Ruling = { effect: 'AT_ONCE' };
const awaiting = (awaits: readonly Body[]): Ruling => ({ effect: 'AWAITS', awaits });
const refused = (detail: string): Ruling => ({ effect: 'REFUSED', detail });
const keptBy = (committee: Code) =>
  refused(
    `${committee} is kept by the office of another committee: the office of ${committee}, or one above it, enters this`,
  );

/** In their order: the organisation department with its head, the office above. */
function row({ upperOf }: Hierarchy, committee: Code): Body[] {
  return [organisation(committee), ...above(upperOf(committee))];
}
const above = (upper: Code | null): Body[] => (upper === null ? [] : [office(upper)]);

type Rule = (draft: Draft & { readonly committee: Code }, enterer: Enterer, hierarchy: Hierarchy) => Ruling;

const byItsOffice =
  (ruling: Rule): Rule =>
  (draft, enterer, hierarchy) =>
    enterer.keeps(draft.committee) ? ruling(draft, enterer, hierarchy) : keptBy(draft.committee);

/** At once, but never for oneself. */
const forOthersAtOnce = byItsOffice(({ committee, beneficiary }, { person }, hierarchy) =>
  beneficiary === person ? awaiting(row(hierarchy, committee)) : atOnce,
);
const confirmedBesides = byItsOffice(({ committee }, _enterer, hierarchy) => awaiting(row(hierarchy, committee)));
/** By the office above at once; what its own office enters is confirmed above. */
const byTheOfficeAbove = byItsOffice(({ committee }, { isAbove }, { upperOf }) =>
  isAbove(committee) ? atOnce : awaiting(above(upperOf(committee))),
);

/** From the keeping of one committee to that of another: both offices take part. */
function handedOver(from: Code | null, to: Code | null, { keeps }: Enterer): Ruling {
  const [gives, takes] = [from === null || keeps(from), to !== null && keeps(to)];
  if (gives && takes) return atOnce;
  if (gives) return awaiting(above(to));
  if (takes) return awaiting(above(from));
  return refused(
    `both the office of ${from ?? '?'} and that of ${to ?? '?'} take part in this: have one of them enter it`,
  );
}

export const rules: Readonly<Record<Aspect, Rule>> = {
  COMMITTEE(draft, enterer, hierarchy) {
    if (draft.before !== null) return byTheOfficeAbove(draft, enterer, hierarchy);
    const upper = codeIn(draft.change, 'upper');
    if (upper !== null) return enterer.keeps(upper) ? atOnce : keptBy(upper);
    return refused('a tree of committees of its own is founded on the machine: npm run found -- document.json --add');
  },
  LETTERHEAD: byItsOffice(() => atOnce),
  /** The office above it now, or its own where there is none, and the one that will be. */
  UPPER({ committee, before, change }, enterer) {
    return handedOver(codeIn(before, 'upper') ?? committee, codeIn(change, 'upper'), enterer);
  },
  ORGANISATION: byItsOffice(() => atOnce),
  MANAGER: ({ before, change }, enterer) =>
    handedOver(codeIn(before, 'managedBy'), codeIn(change, 'managedBy'), enterer),
  PROVINCIAL_TARGET: byTheOfficeAbove,
  PERSON: forOthersAtOnce,
  KEEPER: ({ before, change }, enterer) => handedOver(codeIn(before, 'keptBy'), codeIn(change, 'keptBy'), enterer),
  SIGN_IN: confirmedBesides,
  RESTRAINT: byItsOffice(() => atOnce),
  CLEARING: confirmedBesides,
  POST_AT_COMMITTEE: byItsOffice(({ committee, post = '' }, _enterer, hierarchy) =>
    awaiting(CONFIRMED_ABOVE.has(post) ? above(hierarchy.upperOf(committee)) : row(hierarchy, committee)),
  ),
  POST_AT_ORGANISATION: forOthersAtOnce,
};

export function rulingOn(draft: Draft, enterer: Enterer, hierarchy: Hierarchy): Ruling {
  const { committee } = draft;
  // Whom nobody keeps yet is anybody's to take up.
  if (committee === null) return atOnce;
  return rules[draft.aspect]({ ...draft, committee }, enterer, hierarchy);
}

/** An entry that waits. */
export interface Waiting {
  readonly awaits: readonly Body[] | null;
  readonly by: string;
  /** By which it was entered. */
  readonly posts: readonly PostAt[];
  readonly beneficiary: Code | null;
}
export interface Confirmers {
  readonly by: 'ORGANISATION' | 'OFFICE' | 'OPERATOR';
  readonly committee: Code | null;
  readonly people: readonly Code[];
}

/** Who confirms it: people of the first body that has any who have no hand in it, else the operator. Of another body: never who
 *  holds a post in the body that entered it. */
export function confirmersOf({ awaits, by, posts, beneficiary }: Waiting, { holders }: Hierarchy): Confirmers {
  const entering = (person: Code) =>
    posts.some((entered) =>
      holders.some(
        (holder) =>
          holder.person === person &&
          holder.place === entered.place &&
          OFFICE.has(holder.post) === OFFICE.has(entered.post),
      ),
    );
  for (const { body, committee } of awaits ?? []) {
    const posts = body === 'OFFICE' ? OFFICE : ORGANISATION;
    const people = holders
      .filter(({ post, place }) => place === committee && posts.has(post))
      .map(({ person }) => person)
      .filter((person) => person !== by && person !== beneficiary && !entering(person));
    if (people.length > 0) return { by: body, committee, people: [...new Set(people)].sort() };
  }
  return { by: 'OPERATOR', committee: null, people: [] };
}

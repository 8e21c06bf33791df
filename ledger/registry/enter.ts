/** Entering a document: what it changes takes effect at once, or waits for whoever must confirm it (T-2). */
import type { RegistryDocument } from '../../contracts/schemas/registry.ts';
import type { Body, Fields, RegistryPart } from '../../domain/registry/events.ts';
import { draftsOf, type Placed } from '../../domain/registry/drafts.ts';
import { codeIn, isSame } from '../../domain/registry/records.ts';
import { type Entry, type Registry, subjectOfPost } from '../../domain/registry/registry.ts';
import {
  type Confirmers,
  confirmersOf,
  type Enterer,
  entererOf,
  type Hierarchy,
  rulingOn,
} from '../../domain/registry/rules.ts';
import type { Code } from '../../domain/vocabulary.ts';
import { type Client, type Pool, transaction } from '../database.ts';
import { type DirectorChange, directorChangeOf, type FilingOpened, openFilings } from './director-filing.ts';
import { lockRegistry, recorder } from './dossier.ts';
import { type Fault, faultsIn } from './faults.ts';
import { hierarchyOf, knownOf } from './known.ts';

export interface Placing {
  readonly entry: Code;
  /** JSON pointer into the document. */
  readonly pointer: string;
}
export interface Entered {
  /** How many items of the document took effect, in whole or in part. */
  readonly changed: number;
  readonly tookEffect: readonly Placing[];
  readonly awaiting: readonly (Placing & { readonly confirmers: Confirmers })[];
  /** What is never entered: it follows from other entries. */
  readonly ignored: readonly Fault[];
  readonly filings: readonly FilingOpened[];
}
export type Entering =
  | Entered
  | { readonly faults: Fault[] }
  | { readonly foreign: Fault[] }
  | { readonly keepsNothing: true };

/** Takes a document as a whole or not at all; the same one twice changes nothing. */
export async function enterDocument(pool: Pool, document: RegistryDocument, by: Code): Promise<Entering> {
  return transaction(pool, async (client) => {
    const head = await lockRegistry(client);
    const asked = await whatIsAsked(client, document, [by]);
    const enterer = entererOf(asked.hierarchy, by);
    if (!enterer) return { keepsNothing: true };
    const faults = await faultsIn(client, document);
    if (faults.length > 0) return { faults };
    const { registry, hierarchy } = asked;
    const drafts = draftsIn(document, asked, { keeper: keeperOf(enterer) });
    const ruled = drafts.map((draft) => ({ draft, ruling: rulingOn(draft, enterer, hierarchy) }));
    const foreign = ruled.flatMap(({ draft: { pointer }, ruling }) =>
      ruling.effect === 'REFUSED' ? [{ pointer, detail: ruling.detail }] : [],
    );
    if (foreign.length > 0) return { foreign };

    const pending = pendingIn(registry);
    const record = recorder(head, registry);
    const tookEffect: Placing[] = [];
    const waiting: Placing[] = [];
    const directors: DirectorChange[] = [];
    for (const { draft, ruling } of ruled) {
      const awaits = ruling.effect === 'AWAITS' ? ruling.awaits : null;
      const before = pending.get(matterOf(draft));
      if (awaits !== null && before && isSame(before.change, draft.change)) {
        waiting.push({ entry: before.entry, pointer: draft.pointer });
        continue;
      }
      const entry = record.nextEntry();
      const replaces = before?.entry ?? null;
      const made = madeOf(draft, { entry, awaits, replaces, document: document.document ?? null });
      record.record({ type: 'EntryMade', data: made }, by, enterer.posts);
      (awaits === null ? tookEffect : waiting).push({ entry, pointer: draft.pointer });
      if (awaits === null) directors.push(...directorChangeOf(made));
    }
    await record.write(client);
    const filings = await openFilings(client, directors, by);
    const awaiting = waiting.map((placing) => ({
      ...placing,
      confirmers: confirmersNow(registry, placing.entry, hierarchy),
    }));
    return {
      changed: new Set(tookEffect.map(({ pointer }) => pointer)).size,
      tookEffect,
      awaiting,
      ignored: ignoredIn(document),
      filings,
    };
  });
}

function confirmersNow({ entries }: Registry, code: Code, hierarchy: Hierarchy): Confirmers {
  const entry = entries.get(code);
  if (!entry) throw new Error(`${code} is no entry of the registry`);
  return confirmersOf(entry, hierarchy);
}

export interface Asked {
  readonly registry: Registry;
  readonly hierarchy: Hierarchy;
  readonly managers: ReadonlyMap<Code, Code>;
}

export async function whatIsAsked(client: Client, document: RegistryDocument, people: readonly Code[]): Promise<Asked> {
  const { committees, organisations, posts } = document;
  const places = posts.flatMap((post) => ('committee' in post ? [] : [post.organisation]));
  const registry = await knownOf(client, {
    committees: committees.map(({ code }) => code),
    organisations: [...organisations.map(({ code }) => code), ...places],
    people: [...document.people.map(({ code }) => code), ...posts.map(({ person }) => person)],
    posts,
  });
  const managers = new Map(organisations.map(({ code, managedBy }) => [code, managedBy]));
  // What is known stands as it is: a document changes nothing before it is taken.
  for (const [code, { managedBy }] of registry.records.organisations) managers.set(code, String(managedBy));
  const keepers = [...registry.records.people.values()].flatMap((known) => codeIn(known, 'keptBy') ?? []);
  const concerned = [
    ...committees.flatMap(({ code, upper }) => [code, ...(upper == null ? [] : [upper])]),
    ...organisations.map(({ managedBy }) => managedBy),
    ...managers.values(),
    ...posts.flatMap((post) => ('committee' in post ? [post.committee] : [])),
    ...document.people.flatMap(({ keptBy }) => keptBy ?? []),
    ...keepers,
  ];
  const hierarchy = await hierarchyOf(client, { people, committees: [...new Set(concerned)] }, committees);
  return { registry, hierarchy, managers };
}

/** Who keeps a person that nobody is named for: the committee where they hold a post, else that of whoever enters them. */
const keeperOf = ({ posts: [first] }: Enterer): Code | null => first?.place ?? null;

export function draftsIn(
  { committees, organisations, people, posts }: RegistryDocument,
  { registry: { records, present }, managers }: Asked,
  { keeper }: { readonly keeper: Code | null },
): Placed[] {
  const committeeOf = (post: RegistryDocument['posts'][number]): Code | null =>
    'committee' in post ? post.committee : (managers.get(post.organisation) ?? null);
  const servesAt = new Map<Code, Code | null>();
  for (const post of posts)
    if (post.post !== 'UPPER_OFFICE' && !servesAt.has(post.person)) servesAt.set(post.person, committeeOf(post));

  const draft = (part: RegistryPart, i: number, wanted: Fields, current: Fields | undefined, committee: Code | null) =>
    draftsOf({ part, pointer: `/${part}/${i}`, wanted, current, committee });
  const drafts = committees.flatMap((wanted, i) =>
    draft('committees', i, wanted, records.committees.get(wanted.code), wanted.code),
  );
  for (const [i, wanted] of organisations.entries()) {
    const current = records.organisations.get(wanted.code);
    drafts.push(...draft('organisations', i, wanted, current, managers.get(wanted.code) ?? null));
  }
  for (const [i, wanted] of people.entries()) {
    const current = records.people.get(wanted.code);
    const kept = codeIn(current, 'keptBy');
    const keptBy = wanted.keptBy ?? kept ?? servesAt.get(wanted.code) ?? keeper;
    drafts.push(...draft('people', i, { ...wanted, keptBy }, current, current ? kept : keptBy));
  }
  const seen = new Set<string>();
  for (const [i, wanted] of posts.entries()) {
    const subject = subjectOfPost(wanted);
    if (wanted.post === 'UPPER_OFFICE' || seen.has(subject)) continue;
    seen.add(subject);
    drafts.push(...draft('posts', i, wanted, present.get(subject)?.data, committeeOf(wanted)));
  }
  return drafts;
}

export const ignoredIn = ({ posts }: RegistryDocument): Fault[] =>
  posts.flatMap(({ post }, i) =>
    post === 'UPPER_OFFICE'
      ? [
          {
            pointer: `/posts/${i}`,
            detail: 'UPPER_OFFICE is the office of the committee that `upper` names, and is never entered',
          },
        ]
      : [],
  );

/** Entries that waited before this document, by what they are about. */
const pendingIn = ({ entries }: Registry): ReadonlyMap<string, Entry> =>
  new Map([...entries.values()].filter(({ state }) => state === 'AWAITING').map((entry) => [matterOf(entry), entry]));
const matterOf = ({ part, subject, aspect }: Pick<Placed, 'part' | 'subject' | 'aspect'>): string =>
  `${part} ${subject} ${aspect}`;

export const madeOf = (
  { part, subject, aspect, before, change, committee, beneficiary }: Placed,
  further: {
    readonly entry: Code;
    readonly awaits: readonly Body[] | null;
    readonly replaces: Code | null;
    readonly document: string | null;
  },
) => ({ part, subject, aspect, before, change, committee, beneficiary, ...further });

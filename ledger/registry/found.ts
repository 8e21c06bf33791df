/** Founding, on the machine itself: the whole document takes effect at once, since nobody is there yet who could enter or confirm
 *  it (T-2). */
import type { RegistryDocument } from '../../contracts/schemas/registry.ts';
import { OPERATOR } from '../../domain/registry/events.ts';
import { type Pool, transaction } from '../database.ts';
import { lockRegistry, recorder } from './dossier.ts';
import { type Asked, draftsIn, ignoredIn, madeOf, whatIsAsked } from './enter.ts';
import { type Fault, faultsIn } from './faults.ts';

/** `SEPARATE`: a further tree of committees, which has nothing in common with what is there. `ANYTHING`: for tests. */
export type Scope = 'FIRST' | 'SEPARATE' | 'ANYTHING';
export type Founding =
  | { readonly founded: number; readonly ignored: readonly Fault[] }
  | { readonly faults: readonly Fault[] }
  | { readonly refused: 'FOUNDED_ALREADY' };

export async function foundRegistry(pool: Pool, document: RegistryDocument, scope: Scope): Promise<Founding> {
  return transaction(pool, async (client) => {
    const head = await lockRegistry(client);
    if (scope === 'FIRST' && head.sequence > 0) return { refused: 'FOUNDED_ALREADY' };
    const faults = await faultsIn(client, document);
    const asked = await whatIsAsked(client, document, []);
    if (scope === 'SEPARATE') faults.push(...known(document, asked.registry), ...outside(document));
    if (faults.length > 0) return { faults };
    const drafts = draftsIn(document, asked, { keeper: document.committees[0]?.code ?? null });
    const paper = document.document ?? null;
    const record = recorder(head, asked.registry);
    if (drafts.length > 0)
      record.record(
        { type: 'RegistryFounded', data: { entries: drafts.length, added: head.sequence > 0, document: paper } },
        OPERATOR,
      );
    for (const draft of drafts) {
      const entry = record.nextEntry();
      const data = madeOf(draft, { entry, awaits: null, replaces: null, document: paper });
      record.record({ type: 'EntryMade', data }, OPERATOR);
    }
    await record.write(client);
    return { founded: drafts.length, ignored: ignoredIn(document) };
  });
}

const DETAIL = 'a further tree has nothing in common with what is there';
/** What the document has and the registry too. */
function known({ committees, organisations, people }: RegistryDocument, { records }: Asked['registry']): Fault[] {
  const parts = { committees, organisations, people };
  return (['committees', 'organisations', 'people'] as const).flatMap((part) =>
    parts[part].flatMap(({ code }, i) =>
      records[part].has(code) ? [{ pointer: `/${part}/${i}/code`, detail: `${code} is known already: ${DETAIL}` }] : [],
    ),
  );
}

/** What the document refers to and does not bring. */
function outside({ committees, organisations, people, posts }: RegistryDocument): Fault[] {
  const brought = new Set([...committees, ...organisations, ...people].map(({ code }) => code));
  const references: [string, string | null | undefined][] = [
    ...committees.map(({ upper }, i): [string, string | null | undefined] => [`/committees/${i}/upper`, upper]),
    ...organisations.flatMap(({ managedBy, parent }, i): [string, string | null | undefined][] => [
      [`/organisations/${i}/managedBy`, managedBy],
      [`/organisations/${i}/parent`, parent],
    ]),
    ...people.map(({ keptBy }, i): [string, string | undefined] => [`/people/${i}/keptBy`, keptBy]),
    ...posts.flatMap((post, i): [string, string | undefined][] => [
      [`/posts/${i}/person`, post.person],
      'committee' in post ? [`/posts/${i}/committee`, post.committee] : [`/posts/${i}/organisation`, post.organisation],
    ]),
  ];
  return references.flatMap(([pointer, code]) =>
    code == null || brought.has(code)
      ? []
      : [{ pointer, detail: `${code} is not brought by this document: ${DETAIL}` }],
  );
}

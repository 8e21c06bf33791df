/** What is wrong with a registry document, each fault at its place. */
import type { Code } from '../../domain/vocabulary.ts';
import type { RegistryDocument } from '../../contracts/schemas/registry.ts';
import type { Client } from '../database.ts';

export interface Fault {
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly detail: string;
}

/** What is wrong with a document in itself and against what is known: each fault at its place. */
export async function faultsIn(client: Client, document: RegistryDocument): Promise<Fault[]> {
  return [
    ...repeatedCodes(document),
    ...(await unknownReferences(client, document)),
    ...(await circles(client, document)),
    ...(await takenSignIns(client, document)),
  ];
}

function repeatedCodes(document: RegistryDocument): Fault[] {
  const faults: Fault[] = [];
  for (const part of ['committees', 'organisations', 'people'] as const) {
    const seen = new Set<Code>();
    for (const [i, { code }] of document[part].entries()) {
      if (seen.has(code))
        faults.push({ pointer: `/${part}/${i}/code`, detail: `${code} stands twice in the document` });
      seen.add(code);
    }
  }
  return faults;
}

async function unknownReferences(client: Client, document: RegistryDocument): Promise<Fault[]> {
  const [committees, organisations, people] = [
    await codesIn(client, 'committees', document.committees),
    await codesIn(client, 'organisations', document.organisations),
    await codesIn(client, 'people', document.people),
  ];
  const faults: Fault[] = [];
  const check = (known: ReadonlySet<Code>, code: Code | null | undefined, pointer: string, kind: string) => {
    if (code != null && !known.has(code)) faults.push({ pointer, detail: `there is no ${kind} ${code}` });
  };
  for (const [i, { upper, level, roleMapping }] of document.committees.entries()) {
    check(committees, upper, `/committees/${i}/upper`, 'committee');
    if (roleMapping && level !== 'DEPARTMENT' && level !== 'ENTERPRISE')
      faults.push({ pointer: `/committees/${i}/roleMapping`, detail: 'of departments and enterprises alone' });
  }
  for (const [i, { managedBy, parent }] of document.organisations.entries()) {
    check(committees, managedBy, `/organisations/${i}/managedBy`, 'committee');
    check(organisations, parent, `/organisations/${i}/parent`, 'organisation');
  }
  for (const [i, { ties, keptBy }] of document.people.entries()) {
    check(committees, keptBy, `/people/${i}/keptBy`, 'committee');
    for (const [j, tie] of ties.entries())
      check(organisations, tie.organisation, `/people/${i}/ties/${j}/organisation`, 'organisation');
  }
  for (const [i, post] of document.posts.entries()) {
    check(people, post.person, `/posts/${i}/person`, 'person');
    if ('committee' in post) check(committees, post.committee, `/posts/${i}/committee`, 'committee');
    if ('organisation' in post) check(organisations, post.organisation, `/posts/${i}/organisation`, 'organisation');
    if (post.to != null && post.to < post.from)
      faults.push({ pointer: `/posts/${i}/to`, detail: 'the post ends before it begins' });
  }
  return faults;
}

async function codesIn(
  client: Client,
  part: 'committees' | 'organisations' | 'people',
  added: readonly { readonly code: Code }[],
): Promise<ReadonlySet<Code>> {
  const { rows } = await client.query<{ code: Code }>(`SELECT code FROM ${part} WHERE NOT data ? 'revoked'`);
  return new Set([...rows, ...added].map(({ code }) => code));
}

/** Committees that would stand above themselves. */
async function circles(client: Client, document: RegistryDocument): Promise<Fault[]> {
  if (!document.committees.some(({ upper }) => upper != null)) return [];
  const { rows } = await client.query<{ code: Code; upper: Code | null }>('SELECT code, upper FROM committees');
  const uppers = new Map([...rows, ...document.committees].map(({ code, upper }) => [code, upper ?? null]));
  return document.committees.flatMap(({ code }, i) =>
    isAboveItself(code, uppers)
      ? [{ pointer: `/committees/${i}/upper`, detail: `${code} would stand above itself` }]
      : [],
  );
}

export function isAboveItself(committee: Code, uppers: ReadonlyMap<Code, Code | null>): boolean {
  const seen = new Set<Code>();
  for (let code = uppers.get(committee) ?? null; code !== null && !seen.has(code); code = uppers.get(code) ?? null) {
    if (code === committee) return true;
    seen.add(code);
  }
  return false;
}

/** One sign-in is one person's. */
async function takenSignIns(client: Client, { people }: RegistryDocument): Promise<Fault[]> {
  const asked = people.flatMap(({ signIn }) => signIn ?? []);
  if (asked.length === 0) return [];
  const { rows } = await client.query<{ signIn: string; code: Code }>(
    `SELECT data->>'signIn' AS "signIn", code FROM people WHERE data ? 'signIn' AND data->>'signIn' = ANY ($1)`,
    [asked],
  );
  const owners = new Map(rows.map(({ signIn, code }) => [signIn, code]));
  return people.flatMap(({ code, signIn }, i) => {
    if (signIn === undefined) return [];
    const owner = owners.get(signIn) ?? code;
    owners.set(signIn, owner);
    return owner === code ? [] : [{ pointer: `/people/${i}/signIn`, detail: `this sign-in is that of ${owner}` }];
  });
}

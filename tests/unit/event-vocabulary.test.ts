/** What is kept for ever: the types of all events and the names of their fields, as `event-vocabulary.json` has them by hand. An
 *  event or a field may be added there; one that is renamed or taken away would leave old ledgers unread. */
import { readFile } from 'node:fs/promises';
import { type Node, parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import kept from './event-vocabulary.json' with { type: 'json' };

const pages = [
  'domain/round/events.ts',
  'domain/committee/events.ts',
  'domain/dossier/events.ts',
  'domain/registry/events.ts',
] as const;

describe.each(pages)('%s', (page) => {
  test('declares the events that ledgers have, with the fields that they have there', async () => {
    expect(await vocabularyOf(page)).toEqual(kept[page]);
  });
});

test('looks into a field that has several forms, by name or in place', () => {
  const source = `
    interface Named { readonly b: string; readonly same: string }
    type Either = { readonly a: string; readonly same: string } | Named | null;
    export interface SomeEvents {
      Happened: { readonly one: Either; readonly many: readonly ({ readonly c: { readonly d: string } } | string)[] };
    }`;
  expect(vocabularyIn('some-events.ts', source)).toEqual({
    Happened: 'one one.a? one.same one.b? many many.c many.c.d',
  });
});

/** What a page declares by name: the members of an interface, or what an alias stands for. */
type Declared = ReadonlyMap<string, readonly Node[] | Node>;

/** Event type → its fields, those within a field as `organisations.code`; a field that older events lack, or that only some of
 *  several forms have, ends in `?`. */
const vocabularyOf = async (page: string) => vocabularyIn(page, await readFile(page, 'utf8'));

function vocabularyIn(page: string, source: string): Record<string, string> {
  const declared = new Map<string, readonly Node[] | Node>();
  const events: (readonly Node[])[] = [];
  for (const statement of parseSync(page, source).program.body) {
    const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (node?.type === 'TSTypeAliasDeclaration') declared.set(node.id.name, node.typeAnnotation);
    if (node?.type !== 'TSInterfaceDeclaration') continue;
    declared.set(node.id.name, node.body.body);
    if (node.id.name.endsWith('Events')) events.push(node.body.body);
  }
  return Object.fromEntries(
    events.flat().map((member) => {
      const { key, type } = propertyOf(member);
      return [key, fieldsOf(type, declared).join(' ')];
    }),
  );
}

function fieldsOf(type: Node, declared: Declared): string[] {
  if (type.type === 'TSIntersectionType') return type.types.flatMap((each) => fieldsOf(each, declared));
  if (type.type === 'TSUnionType') return fieldsOfForms(type.types.map((each) => fieldsOf(each, declared)));
  if (type.type === 'TSParenthesizedType' || type.type === 'TSTypeOperator')
    return fieldsOf(type.typeAnnotation, declared);
  if (type.type === 'TSArrayType') return fieldsOf(type.elementType, declared);
  const named = type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : '';
  const found = type.type === 'TSTypeLiteral' ? type.members : (declared.get(named) ?? []);
  if ('type' in found) return fieldsOf(found, declared);
  return found.flatMap((member) => {
    const { key, type: inner, optional } = propertyOf(member);
    const name = optional ? `${key}?` : key;
    return [name, ...fieldsOf(inner, declared).map((field) => `${key}.${field}`)];
  });
}

/** The fields of all forms, those that are no objects left out. */
function fieldsOfForms(all: readonly (readonly string[])[]): string[] {
  const forms = all.filter((form) => form.length > 0);
  const inEvery = (field: string) => forms.every((form) => form.includes(field));
  const bare = [...new Set(forms.flat().map((field) => field.replace(/\?$/, '')))];
  return bare.map((field) => (inEvery(field) ? field : `${field}?`));
}

function propertyOf(member: Node): { readonly key: string; readonly type: Node; readonly optional: boolean } {
  if (member.type !== 'TSPropertySignature' || member.key.type !== 'Identifier' || !member.typeAnnotation)
    throw new Error(`an event has a field that this test cannot read: ${member.type}`);
  return { key: member.key.name, type: member.typeAnnotation.typeAnnotation, optional: member.optional };
}

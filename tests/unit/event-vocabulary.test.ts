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

/** Event type → its fields, those within a field as `organisations.code`; a field that older events lack ends in `?`. */
async function vocabularyOf(page: string): Promise<Record<string, string>> {
  const interfaces = new Map<string, readonly Node[]>();
  for (const node of parseSync(page, await readFile(page, 'utf8')).program.body) {
    const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
    if (declared?.type === 'TSInterfaceDeclaration') interfaces.set(declared.id.name, declared.body.body);
  }
  const vocabulary: Record<string, string> = {};
  for (const [name, members] of interfaces) {
    if (!name.endsWith('Events')) continue;
    for (const member of members) {
      const { key, type } = propertyOf(member);
      vocabulary[key] = fieldsOf(type, interfaces).join(' ');
    }
  }
  return vocabulary;
}

function fieldsOf(type: Node, interfaces: ReadonlyMap<string, readonly Node[]>): string[] {
  if (type.type === 'TSIntersectionType') return type.types.flatMap((each) => fieldsOf(each, interfaces));
  if (type.type === 'TSTypeOperator') return fieldsOf(type.typeAnnotation, interfaces);
  if (type.type === 'TSArrayType') return fieldsOf(type.elementType, interfaces);
  const named = type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : '';
  const members = type.type === 'TSTypeLiteral' ? type.members : (interfaces.get(named) ?? []);
  return members.flatMap((member) => {
    const { key, type: inner, optional } = propertyOf(member);
    const name = optional ? `${key}?` : key;
    return [name, ...fieldsOf(inner, interfaces).map((field) => `${key}.${field}`)];
  });
}

function propertyOf(member: Node): { readonly key: string; readonly type: Node; readonly optional: boolean } {
  if (member.type !== 'TSPropertySignature' || member.key.type !== 'Identifier' || !member.typeAnnotation)
    throw new Error(`an event has a field that this test cannot read: ${member.type}`);
  return { key: member.key.name, type: member.typeAnnotation.typeAnnotation, optional: member.optional };
}

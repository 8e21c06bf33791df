/** The tests whose title names a clause: behaviours that no row of the tables can show. */
import { readdir, readFile } from 'node:fs/promises';
import { type Argument, type Expression, parseSync, Visitor } from 'oxc-parser';
import { type Clause, clauses } from '../../../opinion/clauses.ts';
import { inRepository } from './repository.ts';

export interface TitledTest {
  readonly clause: Clause;
  readonly title: string;
  readonly file: string;
}

const TESTING: ReadonlySet<string> = new Set(['test', 'it', 'describe']);
const CLAUSE_ID = /J-[IVX]+(?:\.\d+[a-z]?)?/g;

export async function titledTests(): Promise<TitledTest[]> {
  const found: TitledTest[] = [];
  const files = (await readdir(inRepository('tests'), { recursive: true })).filter((name) => name.endsWith('.test.ts'));
  for (const name of files.sort()) {
    const file = `tests/${name}`;
    for (const title of titlesIn(file, await readFile(inRepository(file), 'utf8')))
      for (const clause of clausesNamed(title)) found.push({ clause, title, file });
  }
  return found;
}

/** Titles of `test('…')`, `describe('…')`, `test.each(…)('…')` and their kin. */
function titlesIn(file: string, source: string): string[] {
  const titles: string[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [first] }) {
      const title = first && textOf(first);
      if (title !== undefined && TESTING.has(rootOf(callee))) titles.push(title);
    },
  }).visit(parseSync(file, source).program);
  return titles;
}

function textOf(argument: Argument): string | undefined {
  if (argument.type === 'Literal') return typeof argument.value === 'string' ? argument.value : undefined;
  if (argument.type === 'TemplateLiteral') return argument.quasis.map(({ value }) => value.cooked ?? '').join('…');
  return undefined;
}

function rootOf(callee: Expression): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression') return callee.object.type === 'Super' ? '' : rootOf(callee.object);
  return callee.type === 'CallExpression' ? rootOf(callee.callee) : '';
}

function clausesNamed(title: string): Clause[] {
  return [...new Set(title.match(CLAUSE_ID) ?? [])].map((id) => {
    if (!isClause(id)) throw new Error(`${id} is not a clause of the opinion: ${title}`);
    return id;
  });
}

const isClause = (id: string): id is Clause => Object.hasOwn(clauses, id);

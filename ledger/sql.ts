/** Statements from parts: a value in the template becomes a parameter, a part of a statement stands in its place. */
import type { QueryConfig } from 'pg';

type Value = string | number | boolean | null | readonly string[] | readonly number[];
/** A part of a statement with the values of its parameters. */
export interface Sql {
  /** One more than there are values: the text between the parameters. */
  readonly texts: readonly string[];
  readonly values: readonly Value[];
}

/** A parameter needs a cast (`::text[]`) where nothing beside it tells its type. */
export function sql(strings: TemplateStringsArray, ...inserted: readonly (Sql | Value)[]): Sql {
  const texts = [strings[0] ?? ''];
  const values: Value[] = [];
  const append = (text: string) => texts.push((texts.pop() ?? '') + text);
  for (const [i, part] of inserted.entries()) {
    if (isSql(part)) {
      append(part.texts[0] ?? '');
      texts.push(...part.texts.slice(1));
      values.push(...part.values);
    } else {
      texts.push('');
      values.push(part);
    }
    append(strings[i + 1] ?? '');
  }
  return { texts, values };
}
const isSql = (part: Sql | Value): part is Sql => typeof part === 'object' && part !== null && 'texts' in part;

/** Text that stands as it is: never anything that came from outside. */
export const raw = (text: string): Sql => ({ texts: [text], values: [] });

/** `a AND b AND c`, or `a UNION b UNION c`: never of nothing. */
export function joined(parts: readonly Sql[], by: 'AND' | 'UNION' | 'UNION ALL' | 'OR'): Sql {
  const [first, ...rest] = parts;
  if (!first) throw new Error(`nothing stands on either side of ${by}`);
  return rest.reduce((before, part) => sql`${before} ${raw(by)} ${part}`, first);
}

/** As `pg` takes it. Statements of one name may differ in their parts: the database keeps each of them prepared. */
export function statement(name: string, { texts, values }: Sql): QueryConfig {
  const text = texts.reduce((before, after, i) => `${before}$${i}${after}`);
  return { name: preparedName(name, text), text, values: [...values] };
}

const prepared = new Map<string, string>();
function preparedName(name: string, text: string): string {
  const known = prepared.get(text) ?? `${name}-${prepared.size + 1}`;
  prepared.set(text, known);
  return known;
}

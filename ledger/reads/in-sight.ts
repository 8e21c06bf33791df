/** What is in somebody's sight (`domain/people/readers.ts`) as conditions on the rows of the read tables. */
import {
  dutySight,
  findingSight,
  letterSight,
  paperSight,
  partnerRequestSight,
  transferSight,
} from '../../domain/people/readers.ts';
import { isEverything, type Sight, type Term } from '../../domain/people/sight.ts';
import type { Viewpoint } from '../../domain/people/viewpoint.ts';
import { joined, raw, type Sql, sql } from '../sql.ts';

/** A condition from a sight; `column` has the text of each field's column. */
export function inSight<Field extends string>(sight: Sight<Field>, column: Readonly<Record<Field, string>>): Sql {
  if (isEverything(sight)) return raw('true');
  const [first, ...rest] = sight.map((terms) =>
    joined(
      terms.map((term) => holds(term, raw(column[term.field]))),
      'AND',
    ),
  );
  return first ? sql`(${joined([first, ...rest], 'OR')})` : raw('false');
}

function holds(term: Term<string>, column: Sql): Sql {
  if ('absent' in term) return sql`${column} IS NULL`;
  if ('among' in term) return sql`${column} = ANY (${term.among}::text[])`;
  return sql`(${column} = ANY (${term.notAmong}::text[])) IS NOT TRUE`;
}

export const dutyInSight = (viewpoint: Viewpoint, d = 'd'): Sql => dutiesInSight(dutySight(viewpoint), d);
const dutiesInSight = (sight: ReturnType<typeof dutySight>, d: string): Sql =>
  inSight(sight, {
    organisation: `${d}.organisation`,
    owedBy: `${d}.owed_by`,
    owedTo: `${d}.data->>'owedTo'`,
    transfer: `${d}.data->>'transfer'`,
    about: `${d}.data->>'about'`,
    department: `${d}.data->>'department'`,
  });

export function letterInSight(viewpoint: Viewpoint, l: string): Sql {
  const { to, duties } = letterSight(viewpoint);
  if (isEverything(duties)) return raw('true');
  const addressed = inSight(to, {
    post: `${l}.data->'to'->>'post'`,
    place: `${l}.data->'to'->>'place'`,
    department: `${l}.data->'to'->>'organisation'`,
    organisation: `${l}.data->>'organisation'`,
  });
  if (duties.length === 0) return addressed;
  return sql`(${addressed} OR EXISTS (SELECT FROM duties d
    WHERE d.key = ${raw(l)}.data->>'duty' AND ${dutiesInSight(duties, 'd')}))`;
}

export const findingInSight = (viewpoint: Viewpoint, f: string): Sql =>
  inSight(findingSight(viewpoint), { organisation: `${f}.organisation`, state: `${f}.state` });
export const transferInSight = (viewpoint: Viewpoint, t: string): Sql =>
  inSight(transferSight(viewpoint), {
    organisation: `${t}.organisation`,
    to: `${t}.data->>'to'`,
    kind: `${t}.data->>'kind'`,
    department: `${t}.data->>'department'`,
  });
export const paperInSight = (viewpoint: Viewpoint, p: string): Sql =>
  inSight(paperSight(viewpoint), { organisation: `${p}.organisation` });
export const partnerRequestInSight = (viewpoint: Viewpoint, p: string): Sql =>
  inSight(partnerRequestSight(viewpoint), { organisation: `${p}.organisation`, from: `${p}.data->>'from'` });

/** Requests of every route that the description names, made from its schemas: some as they should be, most of them broken in one
 *  place, a few that are no requests at all. */
import { fc } from '@fast-check/vitest';
import { apiDescription } from '../../api/description/document.ts';
import { addToDay } from '../../domain/calendar.ts';
import type { Code, Day } from '../../domain/vocabulary.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}
interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly schema?: Schema;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
const described: Description = JSON.parse(JSON.stringify(apiDescription()));

/** What the requests may name: what is there, so that they get past the first door. */
export interface KnownHere {
  readonly today: Day;
  readonly codes: readonly Code[];
  /** By the name of the parameter. */
  readonly paths: Readonly<Record<string, readonly string[]>>;
  readonly people: readonly Code[];
}
export interface RandomRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Texts that a clerk does not type. */
const hostileTexts = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e倒',
  "'; DROP TABLE events; --",
  '<script>alert(1)</script>',
  '__proto__',
  '..%2f..%2fetc',
  '%',
  '💥'.repeat(50),
  'x'.repeat(30_000),
] as const;
const hostileValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 1e308, 0.1, [], {}, [[[[[[[]]]]]]], { constructor: { prototype: 1 } }),
  fc.constantFrom<unknown>(...hostileTexts),
  fc.jsonValue({ maxDepth: 3 }),
);
const noRequests = [
  '{',
  '[',
  '"',
  'null',
  '[]',
  '7',
  'not json',
  '{"a":1,"a":2}',
  '['.repeat(5_000),
  '\ufeff{}',
] as const;

/** Values of a schema. Codes and days are mostly such as exist here. */
function valuesOf(schema: Schema, here: KnownHere): fc.Arbitrary<unknown> {
  const name = schema.$ref?.split('/').at(-1);
  if (name === 'Code') return fc.constantFrom(...here.codes);
  if (name === 'Day') return fc.integer({ min: -60, max: 60 }).map((days) => addToDay(here.today, { days }));
  if (name === 'DocumentNumber') return fc.constantFrom('示县委〔2026〕7号', '示巡办〔2026〕12号');
  if (name === 'Text') return fc.constantFrom('情况属实', '已办理', '请予研究');
  if (name !== undefined) return valuesOf(described.components.schemas[name] ?? {}, here);
  const several = schema.anyOf ?? schema.oneOf;
  if (several) return fc.oneof(...several.map((each) => valuesOf(each, here)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern), { maxLength: 80 });
  if (schema.properties) return objectsOf(schema, here);
  return plainValuesOf(schema, here);
}

function objectsOf({ properties = {}, required = [] }: Schema, here: KnownHere): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([key, field]) => [key, valuesOf(field, here)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
}

function plainValuesOf(schema: Schema, here: KnownHere): fc.Arbitrary<unknown> {
  const { minimum: min = 0, maximum = 40 } = schema;
  switch (schema.type) {
    case 'array': {
      const { minItems: minLength = 0, maxItems = 3 } = schema;
      return fc.array(valuesOf(schema.items ?? {}, here), {
        minLength,
        maxLength: Math.max(minLength, Math.min(maxItems, 3)),
      });
    }
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer({ min, max: Math.max(min, Math.min(maximum, 400)) });
    case 'object':
      return fc.constant({});
    default:
      return fc.constantFrom('R-2026-01', ...here.codes);
  }
}

/** The same with one thing wrong: a field too few, a field too many, or something in a field's place. */
const broken = (body: unknown): fc.Arbitrary<unknown> =>
  fc.tuple(fc.nat(), fc.constantFrom('without', 'beside', 'instead'), hostileValues).map(([at, how, value]) => {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return value;
    const fields = Object.entries(body);
    const [chosen] = fields[at % Math.max(fields.length, 1)] ?? [];
    if (how === 'beside' || chosen === undefined) return { ...body, [`k${at % 100}`]: value };
    const others = fields.filter(([key]) => key !== chosen);
    return Object.fromEntries(how === 'without' ? others : [...others, [chosen, value]]);
  });

function bodiesOf(operation: Operation, here: KnownHere): fc.Arbitrary<string | undefined> {
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (!schema) return fc.constant(undefined);
  const right = valuesOf(schema, here);
  return fc.oneof(
    { weight: 5, arbitrary: right.map((body) => JSON.stringify(body)) },
    { weight: 4, arbitrary: right.chain(broken).map((body) => JSON.stringify(body)) },
    { weight: 1, arbitrary: fc.constantFrom<string>(...noRequests) },
  );
}

function pathsOf(path: string, operation: Operation, here: KnownHere): fc.Arbitrary<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));
  const filled = fc
    .tuple(...names.map((name) => partsOfPath(here.paths[name] ?? here.codes)))
    .map((parts) => names.reduce((whole, name, i) => whole.replace(`{${name}}`, parts[i] ?? ''), path));
  const asked = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const queries = fc.record(
    Object.fromEntries(
      asked.map(({ name, schema = {} }) => [
        name,
        fc.oneof({ weight: 3, arbitrary: valuesOf(schema, here) }, hostileValues),
      ]),
    ),
    { requiredKeys: [] },
  );
  return fc.tuple(filled, queries).map(([whole, query]) => {
    const params = new URLSearchParams(
      Object.entries(query).map(([key, value]): [string, string] => [key, inQuery(value)]),
    );
    return params.size === 0 ? whole : `${whole}?${params.toString()}`;
  });
}
const partsOfPath = (known: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...known).map(encodeURIComponent) },
    fc.constantFrom('R-2099-01', '%00', '%E0%A4', '..%2f..', 'r', '%F0%9F%92%A5', 'A'.repeat(3_000)),
  );

const headersOf = ({ people }: KnownHere): fc.Arbitrary<Record<string, string>> =>
  fc
    .tuple(
      fc.oneof(
        { weight: 20, arbitrary: fc.constantFrom(...people) },
        fc.constantFrom('P-NOBODY', '', 'x y', 'P-1,P-2'),
      ),
      fc.oneof({ weight: 8, arbitrary: fc.constant('') }, fc.constantFrom('k', 'a'.repeat(81), 'a b', 'K-1')),
      fc.oneof(
        { weight: 20, arbitrary: fc.constant('application/json') },
        fc.constantFrom('text/plain', 'application/xml', ''),
      ),
    )
    .map(([actor, key, type]) => ({
      'X-Actor': actor,
      'Content-Type': type,
      ...(key === '' ? {} : { 'Idempotency-Key': key }),
    }));

/** Requests to the routes of the description, each of them as likely as any other. */
export function requestsAtRandom(here: KnownHere): fc.Arbitrary<RandomRequest> {
  const routes = Object.entries(described.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) =>
      fc.record({
        method: fc.constant(method.toUpperCase()),
        path: pathsOf(path, operation, here),
        headers: headersOf(here),
        body: bodiesOf(operation, here),
      }),
    ),
  );
  return fc.oneof(...routes);
}

/** A value that a query has no form for goes as JSON: some objects have none as text. */
const inQuery = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

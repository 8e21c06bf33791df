/** In what a row differs from the one that the events make: column by column, with what should stand there. */
import { canonical } from '../chain.ts';

const SHOWN = 3;
const LONGEST = 60;

/** `QUIET` leaves the values out: the registry's have names in them. */
export type Values = 'SHOWN' | 'QUIET';

/** Undefined where both are alike. */
export function difference(found: unknown, wanted: unknown, values: Values = 'SHOWN'): string | undefined {
  const paths = [...differing(found, wanted, '')];
  if (paths.length === 0) return undefined;
  const named = paths.slice(0, SHOWN).map(({ path, is, due }) => {
    const column = path === '' ? 'it' : path;
    return values === 'QUIET' ? column : `${column} is ${shown(is)}, should be ${shown(due)}`;
  });
  const more = paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : '';
  return named.join(values === 'QUIET' ? ', ' : '; ') + more;
}

interface Differing {
  readonly path: string;
  readonly is: unknown;
  readonly due: unknown;
}

function* differing(found: unknown, wanted: unknown, path: string): Generator<Differing> {
  if (canonical(found) === canonical(wanted)) return;
  const [left, right] = [fieldsOf(found), fieldsOf(wanted)];
  if (!left || !right) {
    yield { path, is: found, due: wanted };
    return;
  }
  for (const name of new Set([...left.keys(), ...right.keys()]))
    yield* differing(left.get(name), right.get(name), path === '' ? name : `${path}.${name}`);
}

function fieldsOf(value: unknown): Map<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
}

function shown(value: unknown): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value) ?? 'absent';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** The database writes an instant its own way. */
export function asWritten(line: object): object {
  const instants = Object.entries(line).filter(
    ([column, value]) => column.endsWith('_at') && typeof value === 'string',
  );
  return {
    ...line,
    ...Object.fromEntries(instants.map(([column, value]) => [column, new Date(String(value)).toISOString()])),
  };
}

/** Records of the registry: what differs between two of them, and what an entry makes of one. */
import type { Code } from '../vocabulary.ts';
import type { Fields } from './events.ts';

/** Fields that a document leaves as they are by leaving them out. */
const kept: ReadonlySet<string> = new Set(['keptBy', 'signIn', 'kind']);

/** The fields in which the wanted record differs: as they were, and as they shall be. */
export function difference(current: Fields, wanted: Fields): { readonly before: Fields; readonly change: Fields } {
  const before: Record<string, unknown> = {};
  const change: Record<string, unknown> = {};
  for (const field of new Set([...Object.keys(current), ...Object.keys(wanted)])) {
    const [is, shall] = [current[field] ?? null, wanted[field] ?? null];
    if (isSame(is, shall) || (shall === null && kept.has(field))) continue;
    before[field] = is;
    change[field] = shall;
  }
  return { before, change };
}

/** The record with the change; a field that is null is no field. */
export function changed(current: Fields | undefined, change: Fields): Fields {
  return Object.fromEntries(Object.entries({ ...current, ...change }).filter(([, value]) => value != null));
}

/** Whether the record still has what an entry found when it was made. */
export const isAsBefore = (current: Fields | undefined, before: Fields | null): boolean =>
  before === null
    ? current === undefined
    : Object.entries(before).every(([field, value]) => isSame(current?.[field] ?? null, value));

export const has = (current: Fields | undefined, change: Fields): boolean =>
  Object.entries(change).every(([field, value]) => isSame(current?.[field] ?? null, value ?? null));

/** A field that holds a code; null where it does not, or there is none. */
export const codeIn = (fields: Fields | null | undefined, field: string): Code | null => {
  const value = fields?.[field];
  return typeof value === 'string' ? value : null;
};

/** The change without what is taken out of it. */
export const without = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
export const only = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));

/** Lists are the same in the same order, objects whatever the order of their fields; a field that is null is no field. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, i) => isSame(item, other[i]));
  if (isObject(one) && isObject(other))
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) =>
      isSame(one[name] ?? null, other[name] ?? null),
    );
  return one === other;
}
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

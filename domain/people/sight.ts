/** What somebody may see of a kind of thing, as a condition on its fields: asked of an item in memory, or turned into SQL. */
export type Term<Field extends string> =
  | { readonly field: Field; readonly among: readonly string[] }
  | { readonly field: Field; readonly notAmong: readonly string[] }
  | { readonly field: Field; readonly absent: true };

/** Any of the alternatives, each with all of its terms. No alternative: nothing. An alternative without terms: everything. */
export type Sight<Field extends string> = readonly (readonly Term<Field>[])[];

export const isAbsent = <Field extends string>(field: Field) => ({ field, absent: true }) as const;
export const isAmong = <Field extends string>(field: Field, among: readonly string[]) => ({ field, among });
/** What has no such field is not among them either. */
export const isNotAmong = <Field extends string>(field: Field, notAmong: readonly string[]) => ({ field, notAmong });

export const isInSight = <Field extends string>(
  sight: Sight<Field>,
  item: { readonly [F in Field]?: unknown },
): boolean => sight.some((terms) => terms.every((term) => holds(term, item[term.field])));

export const isEverything = (sight: Sight<string>): boolean => sight.some((terms) => terms.length === 0);

function holds(term: Term<string>, value: unknown): boolean {
  if ('absent' in term) return value === undefined || value === null;
  if ('among' in term) return term.among.some((each) => each === value);
  return !term.notAmong.some((each) => each === value);
}

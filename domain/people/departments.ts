/** The departments of a committee (T-4). What is for a functional department may name it by its organisation, and is then for those
 *  whose post names the same; without a name it is for the one department that has none. */
import type { Code, TransferAddressee } from '../vocabulary.ts';
import { isAbsent, isAmong, type Sight } from './sight.ts';
import type { PostAt } from './posts.ts';

/** Of which departments somebody is. */
export interface OfDepartments {
  /** By posts that name no organisation. */
  readonly departments: readonly TransferAddressee[];
  /** The functional departments that their posts name. */
  readonly named: readonly Code[];
}

/** What is for those departments by this field: whom a transfer goes to, who owes a duty. */
export function forDepartments<Field extends string>(
  field: Field,
  { departments, named }: OfDepartments,
): Sight<Field | 'department'> {
  return [
    ...(departments.length > 0 ? [[isAmong(field, departments), isAbsent('department')]] : []),
    ...(named.length > 0 ? [[isAmong(field, ['FD']), isAmong('department', named)]] : []),
  ];
}

/** A post acts for this department; of the other posts, none is asked for. */
export const isOfDepartment = ({ post, organisation }: PostAt, department: Code | undefined): boolean =>
  post !== 'FUNCTIONAL_DEPARTMENT' || organisation === department;

/** The department that something names, to be said on. */
export const naming = ({ department }: { readonly department?: Code | undefined }) =>
  department === undefined ? {} : { department };

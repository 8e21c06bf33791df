/** Who is the second person of what the office enters for others (T-5, T-8): another one of the office; in an office of one, a deputy
 *  of the leading group or its executive deputy. */
import type { Code } from '../vocabulary.ts';
import type { Holder, PostAt, Role } from './posts.ts';

/** What must be known to say so. */
export const officeNeeded = (committee: Code): { readonly holders: readonly PostAt[] } => ({
  holders: officePostsAt(committee),
});

const officePostsAt = (place: Code): PostAt[] => [
  { post: 'OFFICE_DIRECTOR', place },
  { post: 'OFFICE_STAFF', place },
];

/** The roles that compare what one person of the office has entered with the paper. */
export function secondOfOffice({ holders }: { readonly holders: readonly Holder[] }, by: Code): readonly Role[] {
  const isOfOffice = ({ post }: PostAt): boolean => post === 'OFFICE_DIRECTOR' || post === 'OFFICE_STAFF';
  return holders.some((holder) => isOfOffice(holder) && holder.person !== by) ? ['OFF'] : ['LGD', 'XDL'];
}

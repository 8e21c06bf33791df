/** The roles of a person towards a committee: by post at it, or as the addressee of a letter. */
import { dutyAbout } from '../dossier/duties.ts';
import type { Actor } from '../dossier/grammar.ts';
import { isAddressee } from '../dossier/letters.ts';
import { boundAct } from '../dossier/objections.ts';
import { get } from '../keyed.ts';
import { isOfDepartment } from '../people/departments.ts';
import { isSamePost, type PostAt, type Role, rolesOfPost } from '../people/posts.ts';
import { type Code, MAILROOM } from '../vocabulary.ts';
import type { CommitteeFile } from './state.ts';

/** What is aimed at: a letter, a special governance, which may be a certain department's, or an act that was entered for somebody. */
interface Aim {
  readonly letter?: string | undefined;
  readonly governance?: Code | undefined;
  readonly sequence?: number | undefined;
}

/** The department that answers for a special governance: with the post that was held as it was opened. Undefined: the one without a
 *  name. */
const departmentOf = (file: CommitteeFile, governance: Code | undefined): Code | undefined =>
  governance === undefined ? undefined : dutyAbout(file, 'governance', governance)?.department;

export function rolesOf(
  file: CommitteeFile,
  actor: Actor,
  { letter, governance, sequence }: Aim = {},
): ReadonlySet<Role> {
  const roles = new Set<Role>();
  const department = departmentOf(file, governance);
  for (const held of actor.posts)
    if (held.place === file.committee && isOfDepartment(held, department))
      for (const role of rolesOfPost[held.post]) roles.add(role);
  if (actor.person === MAILROOM) roles.add('POST');
  if (letter !== undefined && isAddressee(file, letter, actor)) roles.add('ADDRESSEE');
  if (sequence !== undefined && boundAct(file, sequence)?.onBehalf.person === actor.person) roles.add('SELF');
  return roles;
}

/** Those of the actor's posts that give one of some roles here. */
export function postsGiving(
  file: CommitteeFile,
  { posts }: Pick<Actor, 'posts'>,
  wanted: readonly Role[],
  { letter, governance }: Aim,
): readonly PostAt[] {
  const addressee = wanted.includes('ADDRESSEE') ? get(file.letters, letter ?? '')?.to : undefined;
  const department = departmentOf(file, governance);
  return posts.filter((held) => {
    const isHere = held.place === file.committee && isOfDepartment(held, department);
    const gives = rolesOfPost[held.post].some((role) => wanted.includes(role));
    return (isHere && gives) || (addressee && isSamePost(held, addressee));
  });
}

/** Somebody of a functional department, whichever it is, where one of these may. */
export const isOfSomeDepartment = ({ committee }: CommitteeFile, { posts }: Actor, wanted: readonly Role[]): boolean =>
  wanted.includes('FD') && posts.some(({ post, place }) => post === 'FUNCTIONAL_DEPARTMENT' && place === committee);

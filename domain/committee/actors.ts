/** The roles of a person towards a committee: by post at it, or as the addressee of a letter. */
import type { Actor } from '../dossier/grammar.ts';
import { isAddressee } from '../dossier/letters.ts';
import { get } from '../keyed.ts';
import { type PostAt, type Role, rolesOfPost } from '../people/posts.ts';
import { MAILROOM } from '../vocabulary.ts';
import type { CommitteeFile } from './state.ts';

export function rolesOf(file: CommitteeFile, actor: Actor, letter?: string): ReadonlySet<Role> {
  const roles = new Set<Role>();
  for (const { post, place } of actor.posts)
    if (place === file.committee) for (const role of rolesOfPost[post]) roles.add(role);
  if (actor.person === MAILROOM) roles.add('POST');
  if (letter !== undefined && isAddressee(file, letter, actor)) roles.add('ADDRESSEE');
  return roles;
}

/** Those of the actor's posts that give one of some roles here. */
export function postsGiving(
  file: CommitteeFile,
  { posts }: Pick<Actor, 'posts'>,
  wanted: readonly Role[],
  letter: string | undefined,
): readonly PostAt[] {
  const addressee = wanted.includes('ADDRESSEE') ? get(file.letters, letter ?? '')?.to : undefined;
  return posts.filter(
    ({ post, place }) =>
      (place === file.committee && rolesOfPost[post].some((role) => wanted.includes(role))) ||
      (post === addressee?.post && place === addressee.place),
  );
}

/** Who does not act although their post or seat would let them: whoever is tied to the organisation (T-3, J-III.4a), and whoever
 *  leads the leading group without being secretary or discipline secretary that day (T-7, J-III.1b). */
import type { Actor } from '../dossier/grammar.ts';
import { leaders, leadersAndDeputies } from '../people/leading-group.ts';
import type { Role } from '../people/posts.ts';
import { tieTo } from '../people/ties.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Round } from './state.ts';
import { placeOf, type Target } from './targets.ts';

/** Who acts on an organisation from a seat, and who by a post. The committee decides as a body, and is not meant. */
const seats: readonly Role[] = ['TL', 'TDL', 'INS'];
const offices: readonly Role[] = ['LGL', 'XDL', 'LGD', 'OFF', 'DISC', 'OD', 'FD'];
const recused: readonly Role[] = [...seats, ...offices];

/** An act of these roles about an organisation asks for the actor's ties. The answer says who may act instead, and by which command
 *  that is brought about. */
export function requireUntied(
  round: Round,
  { person, bonds }: Actor,
  target: Target,
  acting: readonly Role[],
): Refusal | undefined {
  const organisation = placeOf(round, target);
  if (!bonds || organisation === undefined || !acting.every((role) => recused.includes(role))) return undefined;
  const tie = tieTo(organisation, bonds, round.pack, bonds.day);
  if (!tie) return undefined;
  return refuse('J-III.4a', 'Recused', { person, organisation, tie, oneOf: acting.join(' '), ...wayOut(acting) });
}

function wayOut(acting: readonly Role[]): { readonly command: string; readonly namedBy: string } {
  if (acting.every((role) => seats.includes(role))) return { command: 'replace-member', namedBy: 'OFF' };
  const isOfLeaders = acting.includes('LGL') || acting.includes('XDL');
  return { command: 'name-substitute', namedBy: (isOfLeaders ? namedByCommittee : namedByLeader).join(' ') };
}
/** Who names a substitute for the leader of the leading group or the executive deputy, and for any other post. */
export const namedByCommittee: readonly Role[] = ['SEC', 'PSC', 'UP'];
export const namedByLeader: readonly Role[] = ['LGL', 'UP'];

/** Who acts as the leader of the leading group is secretary or discipline secretary of the committee on that day; in the place of a
 *  leader who is tied, one of these two or a deputy leader. */
export function requireLeadingBySecretary(
  { committee }: Round,
  { person, posts }: Actor,
  acting: readonly Role[],
): Refusal | undefined {
  if (!acting.every((role) => role === 'LGL')) return undefined;
  const held = posts.filter(({ place }) => place === committee).map(({ post }) => post);
  const among = held.includes('LG_LEADER') ? leaders : leadersAndDeputies;
  return held.some((post) => among.includes(post)) ? undefined : refuse('J-III.1b', 'LeaderOfLeadingGroup', { person });
}

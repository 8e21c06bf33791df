/** The roles of a person towards a target of a round: by post, by seat in a team, as an addressee, or in person. */
import { addToDay } from '../calendar.ts';
import { isEntering } from '../dossier/dossier.ts';
import type { Actor, Context } from '../dossier/grammar.ts';
import { isAddressee } from '../dossier/letters.ts';
import { boundAct, boundActs } from '../dossier/objections.ts';
import { all, get } from '../keyed.ts';
import { isOfDepartment } from '../people/departments.ts';
import { type PostAt, type Role, isAtOrganisation, isSamePost, rolesOfPost } from '../people/posts.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { MAILROOM, PROTECTED, type Code } from '../vocabulary.ts';
import { departmentOf } from './departments.ts';
import { isAtTask } from './parts.ts';
import { type Round, type Team, teamOf } from './state.ts';
import { postsIn } from './substitutes.ts';
import { type Target, placeOf } from './targets.ts';

/** What the actor is towards this target: by post at the round's committee or at the organisation, by seat in the team
 *  that inspects it or that the target names, or in person. */
export function rolesOf(round: Round, actor: Actor, target: Target): ReadonlySet<Role> {
  const roles = new Set<Role>();
  const organisation = placeOf(round, target);
  for (const { post } of postsTowards(round, actor, target)) for (const role of rolesOfPost[post]) roles.add(role);

  const inspected = organisation === undefined ? undefined : round.organisations[organisation];
  const teams = organisation !== undefined && isOnItsSide(actor, organisation) ? [] : teamsConcerned(round, target);
  for (const team of teams) {
    const seat = seatOf(team, actor.person);
    if (seat) roles.add(seat);
  }

  if (roles.has('PR') && inspected?.handOver?.to === actor.person) roles.add('INCOMING');
  const about = target.person ?? signatoryIn(round, target);
  for (const role of rolesInPerson(actor, about)) roles.add(role);
  if (target.sequence !== undefined && get(round.entries, target.sequence)?.by === actor.person) roles.add('SELF');
  if (target.letter !== undefined && isAddressee(round, target.letter, { ...actor, posts: postsIn(round, actor) }))
    roles.add('ADDRESSEE');
  return roles;
}

/** Those of the actor's posts that give one of some roles towards this target. */
export function postsGiving(round: Round, actor: Actor, target: Target, wanted: readonly Role[]): readonly PostAt[] {
  const organisation = placeOf(round, target);
  const addressee = wanted.includes('ADDRESSEE') ? get(round.letters, target.letter ?? '')?.to : undefined;
  const department = departmentOf(round, target);
  return postsIn(round, actor).filter((held) => {
    const { post, place } = held;
    const isHere = place === (isAtOrganisation(post) ? organisation : round.committee);
    const gives = rolesOfPost[post].some((role) => wanted.includes(role));
    return (isHere && gives && isOfDepartment(held, department)) || (addressee && isSamePost(held, addressee));
  });
}
/** The person for whom an act was entered. */
const signatoryIn = (round: Round, { sequence }: Target): Code | undefined =>
  sequence === undefined ? undefined : boundAct(round, Number(sequence))?.onBehalf.person;

const rolesInPerson = ({ person }: Actor, about: string | undefined): Role[] => [
  ...(person === MAILROOM ? (['POST'] as const) : []),
  ...(person === PROTECTED ? (['REP'] as const) : []),
  ...(person === about ? (['SELF'] as const) : []),
];

/** The posts that count towards a target: at its organisation and at the round's committee. Whoever holds one at the organisation
 *  is of the inspected side there, whatever other post they hold (T-3). The post of a functional department counts towards what
 *  is that department's (T-4). */
export function postsTowards(round: Round, actor: Actor, target: Target): readonly PostAt[] {
  const organisation = placeOf(round, target);
  const isInspected = organisation !== undefined && isOnItsSide(actor, organisation);
  const department = departmentOf(round, target);
  return postsIn(round, actor).filter((held) =>
    isAtOrganisation(held.post)
      ? held.place === organisation
      : !isInspected && held.place === round.committee && isOfDepartment(held, department),
  );
}
const isOnItsSide = ({ posts }: Actor, organisation: Code): boolean =>
  posts.some(({ post, place }) => place === organisation && isAtOrganisation(post));

/** Nothing in the round is theirs but what names them or their organisation. */
export const isOutside = (round: Round, actor: Actor): boolean =>
  rolesOf(round, actor, {}).size === 0 &&
  !postsIn(round, actor).some(({ post, place }) => post === 'FUNCTIONAL_DEPARTMENT' && place === round.committee);

/** What the actor is towards anything in the round, were the target's codes others. */
export function rolesAnywhere(round: Round, actor: Actor, { person }: Target): ReadonlySet<Role> {
  const here = postsIn(round, actor).filter(({ post, place }) =>
    isAtOrganisation(post) ? Object.hasOwn(round.organisations, place) : place === round.committee,
  );
  const seats = Object.values(round.teams).flatMap((team) => seatOf(team, actor.person) ?? []);
  const incoming = here.some(
    ({ post, place }) => post === 'PRINCIPAL' && round.organisations[place]?.handOver?.to === actor.person,
  );
  return new Set([
    ...here.flatMap(({ post }) => rolesOfPost[post]),
    ...seats,
    ...rolesInPerson(actor, person),
    ...(boundActs(round).some(({ onBehalf }) => onBehalf.person === actor.person) ? (['SELF'] as const) : []),
    ...(incoming ? (['INCOMING'] as const) : []),
    ...([...all(round.entries)].some(({ by }) => by === actor.person) ? (['SELF'] as const) : []),
    ...([...all(round.letters)].some(({ key }) => isAddressee(round, key, actor)) ? (['ADDRESSEE'] as const) : []),
  ]);
}

/** The team that inspects the target's organisation, or is itself the target; every team where the target has none. */
function teamsConcerned(round: Round, target: Target): readonly Team[] {
  const organisation = placeOf(round, target);
  const inspected = organisation === undefined ? undefined : round.organisations[organisation];
  const team = inspected ? teamOf(round, inspected) : target.team === undefined ? undefined : round.teams[target.team];
  if (team) return [team];
  const { person } = target;
  if (person !== undefined) return Object.values(round.teams).filter((each) => seatOf(each, person));
  return inspected ? [] : Object.values(round.teams);
}

const seats: readonly Role[] = ['TL', 'TDL', 'INS'];
function seatOf({ leader, deputies, members }: Team, person: Code): Role | undefined {
  if (leader === person) return 'TL';
  if (deputies.includes(person)) return 'TDL';
  return members.includes(person) ? 'INS' : undefined;
}

/** A person who acts from a seat in the team alone must not be suspended (J-III.4d), has signed the undertaking (J-V.5e), and a
 *  leader needs the authorization for this task (J-III.3c), which ends with the leader and does not pass to the next one. */
export function requireFitForSeat(
  round: Round,
  { person }: Actor,
  target: Target,
  acting: readonly Role[],
): Refusal | undefined {
  if (!acting.every((role) => seats.includes(role))) return undefined;
  const obstacles = teamsConcerned(round, target).flatMap((team) => {
    const seat = seatOf(team, person);
    return seat && acting.includes(seat) ? [requireFit(round, team, seat, person)] : [];
  });
  return obstacles.every((obstacle) => obstacle !== undefined) ? obstacles[0] : undefined;
}

function requireFit(round: Round, team: Team, seat: Role, person: Code): Refusal | undefined {
  const { code, authorization, suspended } = team;
  if (suspended.includes(person)) return refuse('J-III.4d', 'NotSuspended', { team: code, person });
  if (seat === 'TL' && !authorization) return refuse('J-III.3c', 'LeaderAuthorized', { team: code, person });
  // What was signed on paper is entered as the office comes to it.
  if (!isEntering(round) && !round.undertakings[person])
    return refuse('J-V.5e', 'UndertakingSigned', { team: code, person });
  return undefined;
}

/** What a team does before it has withdrawn is done on the days of the leader's authorization, and entered at most the pack's
 *  `paperDays` after its end (J-III.3c). What follows the stay needs no longer one: papers that are left, the report, opinions. */
export function requireAuthorizedDay(
  round: Round,
  target: Target,
  may: readonly Role[],
  { actor, on, arrivedOn }: Pick<Context<unknown>, 'actor' | 'on' | 'arrivedOn'>,
): Refusal | undefined {
  const roles = rolesOf(round, actor, target);
  const isFromSeat = may.every((role) => !roles.has(role) || seats.includes(role));
  if (isEntering(round) || !isFromSeat) return undefined;
  const organisation = placeOf(round, target);
  const { paperDays } = round.pack;
  const obstacles = teamsConcerned(round, target).flatMap((team) => {
    if (!seatOf(team, actor.person)) return [];
    const concerned = organisation === undefined ? team.organisations : [organisation];
    if (!team.authorization || !isAtTask(round, { organisations: concerned })) return [undefined];
    const { from, to } = team.authorization;
    const isLate = paperDays !== undefined && arrivedOn > addToDay(to, { days: paperDays });
    const isOutside = on < from || on > to || isLate;
    return [isOutside ? refuse('J-III.3c', 'WithinAuthorization', { team: team.code, from, to }) : undefined];
  });
  return obstacles.every((obstacle) => obstacle !== undefined) ? obstacles[0] : undefined;
}

/** Makes a rule of a definition: who may, and whether now, is asked here, once, for every command alike. */
import { isEntering } from '../dossier/dossier.ts';
import { dutyAbout } from '../dossier/duties.ts';
import { row } from '../keyed.ts';
import { isAtOrganisation, isDepartment, type Role, rolesOfPost, THE_POST } from '../people/posts.ts';
import { filingKinds } from '../policy/pack.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Code } from '../vocabulary.ts';
import { itemNamed } from './parts.ts';
import { knowsOf } from './protection.ts';
import {
  type Actor,
  type AimKey,
  aimKeys,
  type Definition,
  type Parts,
  type Rule,
  type RuleName,
  type RulePayloads,
  type Target,
} from './rule.ts';
import { type Round, type Team, teamOf } from './state.ts';

/** Somebody under protection; no person's code looks like this. */
const PROTECTED = 'protected';

/** Whoever owes by the opinion's clocks goes on while the round is suspended: reports, receipts, answers. What the committee,
 *  its office and the teams would do next waits. */
const mayGoOn: ReadonlySet<Role> = new Set([
  'ORG',
  'PR',
  'DISC',
  'OD',
  'FD',
  'UP',
  'SELF',
  'INCOMING',
  'ADDRESSEE',
  'POST',
]);

export function command<N extends RuleName, A extends AimKey & keyof RulePayloads[N]>(
  name: N,
  aim: readonly A[],
  definition: Definition<N, A>,
): Rule<N> {
  const { clause, who, inPerson = false } = definition;
  const named = { ...parts, ...definition.names };

  const admit = (round: Round, aimed: Pick<RulePayloads[N], A>, actor: Actor): Refusal | undefined => {
    const target = targetOf(aim, aimed);
    const roles = rolesOf(round, actor, target);
    const unknown = unknownCode(named, round, target, roles);
    // Asking for a code tells nobody outside whether there is such a clue, paper or referral (J-V.5e).
    if (isSealed(round, target) && rolesOf(round, actor, {}).size === 0)
      return refuse(definition.whoClause ?? clause, 'post');
    if (unknown) return unknown;
    const may = typeof who === 'function' ? who(round, aimed) : who;
    const acting = may.filter((role) => roles.has(role));
    if (acting.length === 0 && (inPerson || !entersFromPaper(round, roles)))
      return refuse(definition.whoClause ?? clause, 'post', {
        oneOf: may.join(' '),
        ...(actor.posts.some(({ post }) => rolesOfPost[post].some((role) => may.includes(role))) && {
          elsewhere: true,
        }),
      });
    // From paper the office enters what others did, and they went on or waited for themselves.
    const whose = acting.length > 0 ? acting : may;
    if (round.suspendedOn !== null && !definition.goesOnSuspended && !whose.some((role) => mayGoOn.has(role)))
      return refuse('J-I.3a', 'RoundRunning', { suspendedOn: round.suspendedOn });
    return unfitForSeat(round, actor, target, acting) ?? definition.gate(round, aimed);
  };

  return {
    name,
    clause,
    admit,
    undated: definition.undated ?? false,
    answers: definition.answers,
    facts: (round, payload) => definition.facts?.(round, payload) ?? {},
    decide: definition.decide,
    *prospects(round, actor, organisation) {
      for (const aimed of definition.targets(round)) {
        const target = targetOf(aim, aimed);
        if (organisation !== undefined && placeOf(round, target) !== organisation) continue;
        // What the actor may not know of is not offered to them either.
        if (unknownCode(named, round, target, rolesOf(round, actor, target))) continue;
        yield { target, refusal: admit(round, aimed, actor) };
      }
    },
  };
}

/** While history is entered, the office enters what others have done on paper; its own code stands in the event as `by`, and
 *  whose act it was is in the rule (docs/decisions/004-takeover.md). */
const entersFromPaper = (round: Round, roles: ReadonlySet<Role>): boolean => isEntering(round) && roles.has('OFF');

function targetOf<P, A extends AimKey & keyof P>(aim: readonly A[], payload: Pick<P, A>): Target {
  const target: Partial<Record<AimKey, string>> = {};
  for (const key of aim) {
    const value: unknown = payload[key];
    if (typeof value === 'string') target[key] = value;
  }
  return target;
}

/** The parts of a round that a target may name: where they stand, and what a code that stands nowhere is answered. */
const parts: Parts = {
  organisation: { has: (round, code) => round.organisations[code], clause: 'J-II.1', fact: 'OrganisationInRound' },
  finding: { has: (round, code) => row(round.findings, code), clause: 'J-V.4a', fact: 'FindingInRound' },
  transfer: { has: (round, code) => row(round.transfers, code), clause: 'J-V.4a', fact: 'TransferInRound' },
  paper: { has: (round, code) => row(round.papers, code), clause: 'J-V.1b', fact: 'PaperInRound' },
  item: { has: (round, code) => row(round.immediateItems, code), clause: 'J-V.4b', fact: 'ItemInRound' },
  duty: { has: (round, code) => row(round.duties, code), clause: 'J-V.4h', fact: 'DutyInRound' },
  supervision: { has: (round, code) => row(round.supervisions, code), clause: 'J-V.4h', fact: 'SupervisionInRound' },
  target: { has: (round, name) => itemNamed(round, name), clause: 'J-V.4h', fact: 'TargetInRound' },
  team: { has: (round, code) => round.teams[code], clause: 'J-III.3b', fact: 'TeamInRound' },
  from: {
    has: (round, code) => (isDepartment(code) ? round : round.organisations[code]),
    clause: 'J-II.1',
    fact: 'OrganisationInRound',
  },
  request: { has: (round, code) => row(round.instructions, code), clause: 'J-V.5c', fact: 'RequestRaised' },
  letter: { has: (round, code) => row(round.letters, code), clause: 'J-V.4h', fact: 'LetterInRound' },
  referral: {
    has(round, code, roles) {
      const referral = row(round.referrals, code);
      return referral && knowsOf(referral, roles) ? referral : undefined;
    },
    clause: 'J-VI.4b',
    fact: 'ReferralInRound',
  },
  filing: {
    has: (round, code) => filingKinds.map((kind) => dutyAbout(round, kind, code)).find((duty) => duty),
    clause: 'J-VI.2c',
    fact: 'FilingInRound',
  },
  guidance: {
    has: (round, code) => dutyAbout(round, 'guidance-answer', code),
    clause: 'J-VI.3',
    fact: 'GuidanceInRound',
  },
};
/** Whether a target is of the parts of which the inspected are never told that they exist: a transfer, a paper, a referral, what
 *  the office presses, and a duty that is neither the organisation's nor its principal's, since its key names what it is about. */
export function isSealed(round: Round, { transfer, paper, referral, target, duty, supervision }: Target): boolean {
  if ([transfer, paper, referral, target].some((code) => code !== undefined)) return true;
  const key = supervision === undefined ? duty : row(round.supervisions, supervision)?.duty;
  if (key === undefined) return supervision !== undefined;
  const owedBy = row(round.duties, key)?.owedBy;
  return owedBy !== 'ORG' && owedBy !== 'PR';
}

function unknownCode(known: Parts, round: Round, target: Target, roles: ReadonlySet<Role>): Refusal | undefined {
  for (const key of aimKeys) {
    const code = target[key];
    const part = known[key];
    if (part && code !== undefined && !part.has(round, code, roles))
      return refuse(part.clause, part.fact, { [key]: code });
  }
  return undefined;
}

/** The organisation that a target belongs to. */
export function placeOf(round: Round, target: Target): Code | undefined {
  if (target.organisation !== undefined) return target.organisation;
  if (target.finding !== undefined) return row(round.findings, target.finding)?.organisation;
  if (target.transfer !== undefined) return row(round.transfers, target.transfer)?.organisation;
  if (target.referral !== undefined) return row(round.referrals, target.referral)?.organisation ?? undefined;
  if (target.paper !== undefined) return row(round.papers, target.paper)?.organisation;
  if (target.item !== undefined) return row(round.immediateItems, target.item)?.organisation;
  if (target.target !== undefined) return itemNamed(round, target.target)?.organisation ?? undefined;
  const supervision = target.supervision === undefined ? undefined : row(round.supervisions, target.supervision);
  const duty = target.duty ?? supervision?.duty;
  if (duty !== undefined) return row(round.duties, duty)?.organisation ?? undefined;
  if (target.request !== undefined) return row(round.partnerRequests, target.request)?.organisation ?? undefined;
  if (target.from !== undefined && !isDepartment(target.from)) return target.from;
  return undefined;
}

/** What the actor is towards this target: by post at the round's committee or at the organisation, by seat in the team
 *  that inspects it or that the target names, or in person. */
export function rolesOf(round: Round, actor: Actor, target: Target): ReadonlySet<Role> {
  const roles = new Set<Role>();
  const organisation = placeOf(round, target);
  for (const { post, place } of actor.posts)
    if (place === (isAtOrganisation(post) ? organisation : round.committee))
      for (const role of rolesOfPost[post]) roles.add(role);

  const inspected = organisation === undefined ? undefined : round.organisations[organisation];
  for (const team of teamsConcerned(round, target)) {
    const seat = seatOf(team, actor.person);
    if (seat) roles.add(seat);
  }

  if (roles.has('PR') && inspected?.handOver?.to === actor.person) roles.add('INCOMING');
  if (actor.person === THE_POST) roles.add('POST');
  if (actor.person === PROTECTED) roles.add('REP');
  if (target.person === actor.person) roles.add('SELF');
  const letter = target.letter === undefined ? undefined : row(round.letters, target.letter);
  if (letter) {
    const holdsThePost = actor.posts.some(({ post, place }) => post === letter.to.post && place === letter.to.place);
    if (holdsThePost || letter.to.person === actor.person) roles.add('ADDRESSEE');
  }
  return roles;
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

/** Whoever acts from a seat in the team alone: nobody who is suspended (J-III.4d), and a leader only by the authorization for
 *  this task (J-III.3c), which ends with the leader and does not pass to the next one. */
function unfitForSeat(round: Round, { person }: Actor, target: Target, acting: readonly Role[]): Refusal | undefined {
  if (!acting.every((role) => seats.includes(role))) return undefined;
  const obstacles = teamsConcerned(round, target).flatMap((team) => {
    const seat = seatOf(team, person);
    return seat && acting.includes(seat) ? [obstacleTo(team, seat, person)] : [];
  });
  return obstacles.every((obstacle) => obstacle !== undefined) ? obstacles[0] : undefined;
}

function obstacleTo({ code, authorization, suspended }: Team, seat: Role, person: Code): Refusal | undefined {
  if (suspended.includes(person)) return refuse('J-III.4d', 'NotSuspended', { team: code, person });
  if (seat === 'TL' && !authorization) return refuse('J-III.3c', 'LeaderAuthorized', { team: code, person });
  return undefined;
}

/** What a command of a round is aimed at: which fields name it, where their codes stand in the round, and to which organisation it
 *  belongs. */
import type { Clause } from '../../opinion/clauses.ts';
import { dutyAbout } from '../dossier/duties.ts';
import { boundAct } from '../dossier/objections.ts';
import { get } from '../keyed.ts';
import { isAtOrganisation, isDepartment, type Role } from '../people/posts.ts';
import { filingKinds } from '../policy/pack.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Code } from '../vocabulary.ts';
import type { FactName } from '../wordings.ts';
import { itemNamed } from './parts.ts';
import { knowsOf } from './protection.ts';
import type { Round } from './state.ts';

/** The fields that can say what a command is aimed at. */
export const targetKeys = [
  'organisation',
  'finding',
  'transfer',
  'paper',
  'item',
  'duty',
  'supervision',
  'target',
  'team',
  'person',
  'out',
  'from',
  'request',
  'letter',
  'referral',
  'filing',
  'guidance',
  'proposal',
  'sequence',
  'as',
  'to',
  'body',
  'scope',
  'for',
  'on',
] as const;
export type TargetKey = (typeof targetKeys)[number];
export type Target = Readonly<Partial<Record<TargetKey, string>>>;

/** What a code of a target stands for: where it is found, and what a code that stands nowhere is answered. */
export interface Part {
  readonly has: (round: Round, code: Code, roles: ReadonlySet<Role>) => object | undefined;
  readonly clause: Clause;
  readonly fact: FactName;
}
export type Parts = Readonly<Partial<Record<TargetKey, Part>>>;

/** The target that a payload names, by the fields that say so. */
export function targetOf<P, A extends TargetKey & keyof P>(keys: readonly A[], payload: Pick<P, A>): Target {
  const target: Partial<Record<TargetKey, string>> = {};
  for (const key of keys) {
    const value: unknown = payload[key];
    if (typeof value === 'string') target[key] = value;
    if (typeof value === 'number') target[key] = String(value);
  }
  return target;
}

/** The parts of a round that a target may name: where they stand, and what a code that stands nowhere is answered. */
export const parts: Parts = {
  organisation: { has: (round, code) => round.organisations[code], clause: 'J-II.1', fact: 'OrganisationInRound' },
  finding: { has: (round, code) => get(round.findings, code), clause: 'J-V.4a', fact: 'FindingInRound' },
  transfer: { has: (round, code) => get(round.transfers, code), clause: 'J-V.4a', fact: 'TransferInRound' },
  paper: { has: (round, code) => get(round.papers, code), clause: 'J-V.1b', fact: 'PaperInRound' },
  item: { has: (round, code) => get(round.immediateItems, code), clause: 'J-V.4b', fact: 'ItemInRound' },
  duty: { has: (round, code) => get(round.duties, code), clause: 'J-V.4h', fact: 'DutyInRound' },
  supervision: { has: (round, code) => get(round.supervisions, code), clause: 'J-V.4h', fact: 'SupervisionInRound' },
  target: { has: (round, name) => itemNamed(round, name), clause: 'J-V.4h', fact: 'TargetInRound' },
  team: { has: (round, code) => round.teams[code], clause: 'J-III.3b', fact: 'TeamInRound' },
  from: {
    has: (round, code) => (isDepartment(code) ? round : round.organisations[code]),
    clause: 'J-II.1',
    fact: 'OrganisationInRound',
  },
  request: { has: (round, code) => get(round.instructions, code), clause: 'J-V.5c', fact: 'RequestRaised' },
  letter: { has: (round, code) => get(round.letters, code), clause: 'J-V.4h', fact: 'LetterInRound' },
  referral: {
    has(round, code, roles) {
      const referral = get(round.referrals, code);
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
  proposal: { has: (round, code) => get(round.proposedActs, code), clause: 'J-V.1b', fact: 'ProposalInRound' },
  sequence: { has: (round, code) => get(round.entries, code), clause: 'J-V.5d', fact: 'EntryInRound' },
  guidance: {
    has: (round, code) => dutyAbout(round, 'guidance-answer', code),
    clause: 'J-VI.3',
    fact: 'GuidanceInRound',
  },
};

/** Whether a target is of the parts of which the inspected are never told that they exist: a transfer, a paper, a referral, what
 *  the office presses, what somebody has proposed or entered, and a duty that is neither the organisation's nor its principal's, since its key names what it is about. */
export function isSealed(
  round: Round,
  { transfer, paper, referral, target, duty, supervision, proposal, sequence }: Target,
): boolean {
  if ([transfer, paper, referral, target, proposal].some((code) => code !== undefined)) return true;
  if (sequence !== undefined) return !get(round.entries, sequence)?.posts.some(({ post }) => isAtOrganisation(post));
  const key = supervision === undefined ? duty : get(round.supervisions, supervision)?.duty;
  if (key === undefined) return supervision !== undefined;
  const owedBy = get(round.duties, key)?.owedBy;
  return owedBy !== 'ORG' && owedBy !== 'PR';
}

/** Refuses a code that stands nowhere in the round, or that the asker may not know of. */
export function requireKnown(
  known: Parts,
  round: Round,
  target: Target,
  roles: ReadonlySet<Role>,
): Refusal | undefined {
  for (const key of targetKeys) {
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
  if (target.proposal !== undefined) return get(round.proposedActs, target.proposal)?.organisation ?? undefined;
  if (target.sequence !== undefined)
    return (get(round.entries, target.sequence) ?? boundAct(round, Number(target.sequence)))?.organisation ?? undefined;
  if (target.finding !== undefined) return get(round.findings, target.finding)?.organisation;
  if (target.transfer !== undefined) return get(round.transfers, target.transfer)?.organisation;
  if (target.referral !== undefined) return get(round.referrals, target.referral)?.organisation ?? undefined;
  if (target.paper !== undefined) return get(round.papers, target.paper)?.organisation;
  if (target.item !== undefined) return get(round.immediateItems, target.item)?.organisation;
  if (target.target !== undefined) return itemNamed(round, target.target)?.organisation ?? undefined;
  const supervision = target.supervision === undefined ? undefined : get(round.supervisions, target.supervision);
  const duty = target.duty ?? supervision?.duty;
  if (duty !== undefined) return get(round.duties, duty)?.organisation ?? undefined;
  if (target.request !== undefined) return get(round.partnerRequests, target.request)?.organisation ?? undefined;
  if (target.from !== undefined && !isDepartment(target.from)) return target.from;
  return undefined;
}

/** Organisations that have left the round (J-II.1): who still counts, under whom what they had goes on, and what is refused of them. */
import { type Refusal, refuse } from '../refusal.ts';
import type { Code } from '../vocabulary.ts';
import type { Organisation, Round } from './state.ts';
import { placeOf, type Target } from './targets.ts';

/** The organisations that are in the round. */
export const organisationsIn = (round: Round): Organisation[] =>
  Object.values(round.organisations).filter(({ left }) => left === undefined);

/** Whether the organisation has left, and nothing that it had goes on under another one. */
export const hasGone = (round: Round, code: Code): boolean => round.organisations[code]?.left?.successor === null;

/** The organisation under which goes on what this one had: itself, while it is in the round or where nobody succeeds it. */
export function heirOf(round: Round, code: Code): Code {
  const successor = round.organisations[code]?.left?.successor ?? null;
  return successor === null ? code : heirOf(round, successor);
}

/** Refuses an organisation that has left; names the one that has succeeded it. */
export function requireInRound(round: Round, organisation: Code): Refusal | undefined {
  const left = round.organisations[organisation]?.left;
  if (!left) return undefined;
  const { on, how, successor } = left;
  return refuse('J-II.1', 'OrganisationStillInRound', {
    organisation,
    leftOn: on,
    how,
    ...(successor === null ? {} : { successor: heirOf(round, successor) }),
  });
}

/** What of a target belongs to an organisation. Transfers, referrals and letters are others' to deal with, and go on. */
const owned = ['organisation', 'finding', 'paper', 'item', 'request', 'from'] as const;

/** The same of what a command is aimed at. */
export function requireTargetInRound(round: Round, target: Target): Refusal | undefined {
  for (const key of owned) {
    const code = target[key];
    const place = code === undefined ? undefined : placeOf(round, { [key]: code });
    if (place !== undefined) return requireInRound(round, place);
  }
  return undefined;
}

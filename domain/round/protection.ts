/** Who may know of a referral: one under protection (J-VI.4b) is the leading group's leader's alone, until it is accepted. */
import type { Role } from '../people/posts.ts';
import type { Referral } from './referral.ts';

/** Retaliation against those who report (T4) is dealt with in a channel of its own (J-VI.4b). */
export const isProtected = ({ trigger }: Pick<Referral, 'trigger'>): boolean => trigger === 'T4';

/** The discipline organ comes in when the leading group has accepted; a protected referral is its leader's alone until then. */
export function readersOfReferral(referral: Referral): readonly Role[] {
  const accepted = referral.state === 'WITH_DISCIPLINE' || referral.state === 'OUTCOME';
  return [
    ...(isProtected(referral) ? (['LGL'] as const) : (['SEC', 'LGL', 'XDL', 'OFF', 'UP', 'TL'] as const)),
    ...(accepted ? (['DISC'] as const) : []),
  ];
}

/** Whether the holder of some roles may know that there is such a referral. */
export const knowsOf = (referral: Referral, roles: ReadonlySet<Role>): boolean =>
  !isProtected(referral) || readersOfReferral(referral).some((role) => roles.has(role));

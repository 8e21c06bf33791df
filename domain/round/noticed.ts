/** What a round notices by itself, before anything else happens in it: whom the registry has suspended, and that nobody has
 *  acted for too long. */
import type { Code, Instant } from '../vocabulary.ts';
import type { RoundEvent } from './events.ts';
import type { Round } from './state.ts';
import { suspensions } from './steps/members.ts';
import { silence } from './steps/silence.ts';

export function noticed(round: Round, suspended: readonly Code[], now: Instant): RoundEvent[] {
  const gone = suspensions(round, suspended, now);
  return [...gone, ...silence(round, now, round.sequence + 1 + gone.length)];
}

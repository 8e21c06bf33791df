/** Who is held to account, as the committee's side and the upper office see it: what the events suggest and why, what has been
 *  referred, and what was missed. Protected matters are known to those alone who deal with them (J-VI.4b). */
import type { Role } from '../../domain/people/posts.ts';
import { rolesOf } from '../../domain/round/actors.ts';
import type { Round } from '../../domain/round/state.ts';
import { get, all } from '../../domain/keyed.ts';
import type { Pool } from '../database.ts';
import type { RoundForActor } from '../ledger.ts';
import { knowsOf } from '../../domain/round/protection.ts';

/** `because` is the event that suggests the referral. `missedFindings` are both those that this round exposed in earlier ones
 *  and those that later ones exposed in this (J-V.1a). */
export async function accountabilityOf(pool: Pool, { round, actor }: RoundForActor): Promise<object> {
  const roles = rolesOf(round, actor, {});
  const known = [...all(round.referrals)].filter((referral) => knowsOf(referral, roles));
  const [reasons, later] = await Promise.all([reasonsOf(pool, round), exposedLater(pool, round.code)]);
  const here = round.missedFindings.map((missed) => ({ ...missed, round: round.code }));
  return {
    proposals: round.proposals.map((proposal) => ({ ...proposal, because: reasons.get(proposal.because) })),
    referrals: known.sort((a, b) => (a.code < b.code ? -1 : 1)),
    missedFindings: [...here, ...later],
  };
}

async function reasonsOf(pool: Pool, { code, proposals }: Round): Promise<ReadonlyMap<number, object>> {
  if (proposals.length === 0) return new Map();
  const { rows: events } = await pool.query<{ sequence: number }>({
    name: 'reasons-of-proposals',
    text: 'SELECT sequence, type, "on", clause, data FROM events WHERE round = $1 AND sequence = ANY ($2)',
    values: [code, proposals.map(({ because }) => because)],
  });
  return new Map(events.map((event) => [event.sequence, event]));
}

async function exposedLater(pool: Pool, code: string): Promise<object[]> {
  const { rows: events } = await pool.query<object>({
    name: 'exposed-later',
    text: `SELECT round, "on", data->>'earlierRound' AS "earlierRound", data->>'organisation' AS organisation,
             data->>'source' AS source, data->'underReview' AS "underReview"
           FROM events WHERE type = 'MissedFindingLinked' AND data->>'earlierRound' = $1 ORDER BY "on", round, sequence`,
    values: [code],
  });
  return events;
}

/** An event as the viewer may see it: of a protected matter that is none of theirs, that there is a row, and its hash. */
export function sealedFor({ round, actor }: RoundForActor): (event: LedgerRow) => LedgerRow {
  const roles = rolesOf(round, actor, {});
  return (event) => (isOpenTo(round, roles, event) ? event : { ...event, ...nothingToSee });
}

export interface LedgerRow {
  readonly sequence: number;
  readonly type: string;
  readonly by: string;
  readonly posts?: readonly object[] | undefined;
  readonly command: string | null;
  readonly data: object;
  readonly opens: readonly object[];
  readonly closes: readonly object[];
}
const nothingToSee: Omit<LedgerRow, 'sequence'> = {
  type: 'Sealed',
  by: 'sealed',
  posts: undefined,
  command: null,
  data: {},
  opens: [],
  closes: [],
};

function isOpenTo(round: Round, roles: ReadonlySet<Role>, { data }: LedgerRow): boolean {
  if (!('referral' in data)) return true;
  const referral = get(round.referrals, String(data.referral));
  return referral !== undefined && knowsOf(referral, roles);
}

/** Who is held to account, as the committee's side and the upper office see it: what the events suggest and why, what has been
 *  referred, and what was missed. Protected matters are known to those alone who deal with them (J-VI.4b). */
import type { Role } from '../../domain/people/posts.ts';
import {
  dutySight,
  findingSight,
  paperSight,
  partnerRequestSight,
  seesReferral,
  seesWholeRound,
  transferSight,
} from '../../domain/people/readers.ts';
import { isInSight, type Sight } from '../../domain/people/sight.ts';
import { seesEverything, type Viewpoint } from '../../domain/people/viewpoint.ts';
import { rolesOf } from '../../domain/round/actors.ts';
import type { Round } from '../../domain/round/state.ts';
import { get, all } from '../../domain/keyed.ts';
import type { Pool } from '../database.ts';
import type { Code } from '../../domain/vocabulary.ts';
import type { RoundForActor } from '../ledger.ts';
import { knowsOf } from '../../domain/round/protection.ts';

/** `because` is the event that suggests the referral. `missedFindings` are both those that this round exposed in earlier ones
 *  and those that later ones exposed in this (J-V.1a). */
export async function accountabilityOf(pool: Pool, seen: RoundForActor): Promise<object> {
  const { round, viewpoint } = seen;
  if (viewpoint.sees === 'NOTHING') return {};
  const roles = rolesOf(round, seen.actor, {});
  const referrals = [...all(round.referrals)]
    .filter((referral) => knowsOf(referral, roles) && seesReferral(viewpoint, referral))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  // A department and the inspected are told of no referral but those that are theirs to deal with.
  if (!seesWholeRound(viewpoint)) return referrals.length === 0 ? {} : { referrals };
  const isOthers = ({ organisation }: { readonly organisation: Code }) => !viewpoint.own.includes(organisation);
  const [reasons, later] = await Promise.all([reasonsOf(pool, round), exposedLater(pool, round.code)]);
  const here = round.missedFindings.map((missed) => ({ ...missed, round: round.code }));
  return {
    proposals: round.proposals
      .filter(isOthers)
      .map((proposal) => ({ ...proposal, because: reasons.get(proposal.because) })),
    referrals,
    missedFindings: [...here, ...later].filter(isOthers),
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

async function exposedLater(pool: Pool, code: string): Promise<{ readonly organisation: Code }[]> {
  const { rows: events } = await pool.query<{ readonly organisation: Code }>({
    name: 'exposed-later',
    text: `SELECT round, "on", data->>'earlierRound' AS "earlierRound", data->>'organisation' AS organisation,
             data->>'source' AS source, data->'underReview' AS "underReview"
           FROM events WHERE type = 'MissedFindingLinked' AND data->>'earlierRound' = $1 ORDER BY "on", round, sequence`,
    values: [code],
  });
  return events;
}

/** Whether the ledger is read at all: it tells of every clue and every hearing. */
export const readsLedger = ({ viewpoint }: Pick<RoundForActor, 'viewpoint'>): boolean =>
  viewpoint.sees === 'ALL' || (viewpoint.sees === 'OWN' && viewpoint.upper);

/** An event as somebody who reads the ledger may see it. Of a protected matter that is none of theirs, of their own organisation
 *  and, in the upper office, of clues, papers and sheets: that there is a row, and its hash. */
export function sealedFor({ round, actor, viewpoint }: RoundForActor): (event: LedgerRow) => LedgerRow {
  const roles = rolesOf(round, actor, {});
  const hidden = hiddenCodes(round, viewpoint);
  const isOpen = (event: LedgerRow) =>
    isOpenTo(round, roles, event) && (hidden.size === 0 || !names(hidden, [event.data, event.opens, event.closes]));
  return (event) => (isOpen(event) ? event : { ...event, ...nothingToSee });
}

/** The codes and keys of everything that is not in sight. */
function hiddenCodes(round: Round, viewpoint: Viewpoint): ReadonlySet<string> {
  if (viewpoint.sees === 'NOTHING' || seesEverything(viewpoint)) return new Set();
  const out = <Field extends string>(
    sight: Sight<Field>,
    items: Iterable<Keyable & { readonly [F in Field]?: unknown }>,
  ) => [...items].filter((item) => !isInSight(sight, item)).map(keyOf);
  return new Set([
    ...viewpoint.own,
    ...out(findingSight(viewpoint), all(round.findings)),
    ...out(transferSight(viewpoint), all(round.transfers)),
    ...out(paperSight(viewpoint), all(round.papers)),
    ...out(dutySight(viewpoint), all(round.duties)),
    ...[...all(round.immediateItems)].filter(({ organisation }) => viewpoint.own.includes(organisation)).map(keyOf),
    ...[...all(round.referrals)].filter((referral) => !seesReferral(viewpoint, referral)).map(keyOf),
    ...[...all(round.partnerRequests)]
      .filter((request) => !isInSight(partnerRequestSight(viewpoint), request))
      .map(keyOf),
    ...(viewpoint.sees === 'ALL' ? [] : round.sheets),
  ]);
}
type Keyable = { readonly code: string } | { readonly key: string };
const keyOf = (item: Keyable): string => ('key' in item ? item.key : item.code);

/** Whether some data names one of these codes, as a value or as the name of a field. */
function names(codes: ReadonlySet<string>, data: unknown): boolean {
  if (typeof data === 'string') return codes.has(data) || data.split('/').some((part) => codes.has(part));
  if (typeof data !== 'object' || data === null) return false;
  return Object.entries(data).some(([key, value]) => codes.has(key) || names(codes, value));
}

export interface LedgerRow {
  readonly sequence: number;
  readonly type: string;
  readonly by: string;
  readonly posts?: readonly object[] | undefined;
  readonly for?: Code | undefined;
  readonly command: string | null;
  readonly data: object;
  readonly opens: readonly object[];
  readonly closes: readonly object[];
}
const nothingToSee: Omit<LedgerRow, 'sequence'> = {
  type: 'Sealed',
  by: 'sealed',
  posts: undefined,
  for: undefined,
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

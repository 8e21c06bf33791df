/** From where somebody looks at all dossiers at once (T-4): at which committees, in which rounds and at which organisations they
 *  stand, with the viewpoint that each gives. Rights follow the day of the round: where a clock runs ahead (in development alone),
 *  a round has a standing of its own. */
import type { Code, Day } from '../../domain/vocabulary.ts';
import { type Post, type Tenure, isAtOrganisation } from '../../domain/people/posts.ts';
import { fromSeats, noPart, ownSideOf, standingAt, type Viewpoint } from '../../domain/people/viewpoint.ts';
import type { Team } from '../../domain/round/state.ts';
import { postHeldFor } from '../../domain/dossier/letters.ts';
import { first, type Pool } from '../database.ts';
import { dayInBeijing, departmentOf, postsHeld, TODAY } from '../posts.ts';
import { joined, raw, type Sql, sql, statement } from '../sql.ts';
import { dutyInSight } from './in-sight.ts';
import { ROUND_TIME } from './shared.ts';

/** Where a viewpoint holds: in all rounds of some committees, in one round, or wherever the organisations are inspected. */
export type Place = { readonly committees: readonly Code[] } | { readonly round: Code } | 'ANYWHERE';
export const isAt = (place: Place, committee: Code): boolean =>
  typeof place === 'object' && 'committees' in place && place.committees.includes(committee);
export interface Scope {
  readonly place: Place;
  readonly viewpoint: Exclude<Viewpoint, { sees: 'NOTHING' }>;
}
export interface Standing {
  /** Where they hold a post, or one at the office above; and in whose teams they sit. */
  readonly committees: readonly Code[];
  readonly rounds: readonly Code[];
  /** The committees of which they see everything: whose office, leading group or secretary they are. */
  readonly offices: readonly Code[];
  /** In rounds that keep the time of the database. */
  readonly scopes: readonly Scope[];
  /** In rounds whose clock runs ahead, each on its own day. */
  readonly ahead: readonly Scope[];
  /** The codes of those rounds. */
  readonly roundsAhead: readonly Code[];
}

/** More committees than one looks at one by one: the whole ledger is read in order, and what is none of theirs passed over. */
const MANY_COMMITTEES = 32;
export const isBroad = (committees: readonly Code[]): boolean => committees.length > MANY_COMMITTEES;

/** Whether a column has one of these codes: they are hashed once, where `= ANY` would go through them for every row. */
export const isOneOf = (column: string, codes: readonly Code[]): Sql =>
  codes.length === 0 ? raw('false') : sql`(${raw(column)} IN (SELECT unnest(${codes}::text[]))) IS TRUE`;

/** An organisation does not know that it will be inspected before the entry notice, or before something is asked of it. */
export const isInformed = (o: string): Sql =>
  raw(`(${o}.data->>'noticeOn' IS NOT NULL OR ${o}.data->>'enteredOn' IS NOT NULL
     OR EXISTS (SELECT FROM partner_requests p WHERE p.round = ${o}.round AND p.organisation = ${o}.code))`);

const sits = (person: Code): Sql =>
  sql`(t.data->>'leader' = ${person} OR t.data->'deputies' ? ${person} OR t.data->'members' ? ${person})`;

interface SubstituteRow {
  readonly round: Code;
  readonly committee: Code;
  readonly for: Post;
  readonly department?: Code;
}
interface StandingRow {
  readonly today: Day;
  readonly tenures: readonly Omit<Tenure, 'person'>[];
  readonly seats: readonly { readonly round: Code; readonly team: Team; readonly signed: boolean }[];
  readonly substitutes: readonly SubstituteRow[];
  readonly ahead: readonly { readonly code: Code; readonly committee: Code; readonly day: Day }[];
}

export async function standingOf(pool: Pool, person: Code): Promise<Standing> {
  const row = await first<StandingRow>(
    pool,
    statement(
      'standing',
      sql`SELECT ${TODAY} AS today,
            (SELECT coalesce(jsonb_agg(to_jsonb(p) - 'organisation' || ${departmentOf('p')}), '[]') FROM ${postsHeld('p')} WHERE p.person = ${person}) AS tenures,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('round', t.round, 'team', t.data, 'signed', EXISTS (
                SELECT FROM events e WHERE e.round = t.round AND e.type = 'UndertakingSigned'
                  AND e.data->>'person' = ${person}))), '[]')
              FROM teams t WHERE ${sits(person)}) AS seats,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('round', s.round, 'committee', r.committee,
                'for', s.data->>'for') || jsonb_strip_nulls(jsonb_build_object('department', s.data->>'department'))), '[]')
              FROM substitutes s JOIN rounds r ON r.code = s.round WHERE s.data->>'person' = ${person}) AS substitutes,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('code', r.code, 'committee', r.committee,
                'day', ${dayInBeijing(ROUND_TIME)})), '[]')
              FROM rounds r WHERE r.lead_ms > 0) AS ahead`,
    ),
  );
  if (!row) throw new Error('the standing has no row');
  const { today, seats, ahead } = row;
  const held = heldOn(row, today);
  const own = ownSideOf(held);
  const isUsualRound = ({ round }: { readonly round: Code }) => !ahead.some(({ code }) => code === round);
  return {
    committees: committeesIn(held),
    rounds: [...seats, ...row.substitutes].map(({ round }) => round),
    offices: committeesIn(held).filter((committee) => standingAt(committee, held).sees === 'ALL'),
    scopes: [
      ...atCommittees(held),
      ...inTeams(seats.filter(isUsualRound), own),
      ...asSubstitute(row.substitutes.filter(isUsualRound), held),
      ...ofOrganisations('ANYWHERE', own),
    ],
    ahead: ahead.flatMap(({ code, committee, day }) => inRound(row, code, committee, day)),
    roundsAhead: ahead.map(({ code }) => code),
  };
}

const heldOn = ({ tenures }: StandingRow, day: Day) =>
  tenures.filter(({ from, to }) => from <= day && (to === null || to >= day));

const committeesIn = (held: readonly Omit<Tenure, 'person'>[]): Code[] => [
  ...new Set(held.filter(({ post }) => !isAtOrganisation(post)).map(({ place }) => place)),
];

/** One scope for all committees at which the same is seen. */
function atCommittees(held: readonly Omit<Tenure, 'person'>[]): Scope[] {
  const byViewpoint = new Map<string, { committees: Code[]; viewpoint: Viewpoint }>();
  for (const committee of committeesIn(held)) {
    const viewpoint = standingAt(committee, held);
    const key = JSON.stringify(viewpoint);
    const same = byViewpoint.get(key);
    if (same) same.committees.push(committee);
    else byViewpoint.set(key, { committees: [committee], viewpoint });
  }
  return [...byViewpoint.values()].flatMap(({ committees: codes, viewpoint }) =>
    viewpoint.sees === 'NOTHING' ? [] : [{ place: { committees: codes }, viewpoint }],
  );
}

const inTeams = (seats: StandingRow['seats'], own: readonly Code[]): Scope[] =>
  seats.map(({ round, team, signed }) => ({
    place: { round },
    viewpoint: { ...noPart, sees: 'OWN', own, teams: [team.code], ...(signed ? fromSeats([team]) : {}) },
  }));

/** In that round they see what the post sees. */
const asSubstitute = (substitutes: readonly SubstituteRow[], held: readonly Omit<Tenure, 'person'>[]): Scope[] =>
  substitutes.flatMap(({ round, committee, ...named }) => {
    const viewpoint = standingAt(committee, [postHeldFor(committee, named), ...held]);
    return viewpoint.sees === 'NOTHING' ? [] : [{ place: { round }, viewpoint }];
  });

const ofOrganisations = (place: Place, own: readonly Code[]): Scope[] =>
  own.length === 0 ? [] : [{ place, viewpoint: { ...noPart, sees: 'OWN', own, informed: own } }];

function inRound(row: StandingRow, code: Code, committee: Code, day: Day): Scope[] {
  const held = heldOn(row, day);
  const own = ownSideOf(held);
  const standing = standingAt(committee, held);
  const place = { round: code };
  return [
    ...(standing.sees === 'NOTHING' ? [] : [{ place, viewpoint: standing }]),
    ...inTeams(
      row.seats.filter(({ round }) => round === code),
      own,
    ),
    ...asSubstitute(
      row.substitutes.filter(({ round }) => round === code),
      held,
    ),
    ...ofOrganisations(place, own),
  ];
}

/** Of a duty `d`: it stands where the viewpoint holds, and is in its sight. */
export function dutyInScope({ place, viewpoint }: Scope): Sql {
  const sight = dutyInSight(viewpoint, 'd');
  if (place === 'ANYWHERE') return sight;
  const there = 'round' in place ? sql`d.round = ${place.round}` : isOneOf('d.committee', place.committees);
  return sql`(${there} AND ${sight})`;
}

/** Of a duty `d`, over everything that somebody sees. */
export function dutyInStanding({ scopes, ahead, roundsAhead }: Standing): Sql {
  const usual = scopes.map(dutyInScope);
  const inUsual = usual.length === 0 ? raw('false') : joined(usual, 'OR');
  return joined([sql`((${inUsual}) AND ${isUsual('d.round', roundsAhead)})`, ...ahead.map(dutyInScope)], 'OR');
}

/** Whether a round keeps the time of the database. */
export const isUsual = (column: string, roundsAhead: readonly Code[]): Sql =>
  roundsAhead.length === 0 ? raw('true') : sql`(${raw(column)} <> ALL (${roundsAhead}::text[]))`;

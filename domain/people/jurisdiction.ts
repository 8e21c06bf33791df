/** Who may inspect whom (J-II.1 – J-II.4). */
import type { Pack } from '../policy/pack.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Code, Day, CommitteeLevel, OrganisationKind } from '../vocabulary.ts';

export interface InspectingCommittee {
  readonly code: Code;
  readonly level: CommitteeLevel;
  /** The province's document that has this body inspect, and its day; departments and enterprises only. */
  readonly namedByProvince: { readonly document: string; readonly on: Day } | null;
}
export interface InspectedObject {
  readonly code: Code;
  readonly kind: OrganisationKind;
  readonly managedBy: Code;
  /** The committees above the managing one, nearest first. */
  readonly managedUnder: readonly Code[];
  readonly provincialTarget: boolean;
}

/** Cities, working committees and counties inspect; departments under vertical management and enterprises only where the
 *  province has named them, from that day on (J-II.4). What the province inspects itself is another matter (巡视). */
export function requireInspectingCommittee(
  { code, level, namedByProvince }: InspectingCommittee,
  on: Day,
): Refusal | undefined {
  if (level === 'PROVINCE') return refuse('J-II.1', 'BelowTheProvince', { committee: code });
  const needsNaming = level === 'DEPARTMENT' || level === 'ENTERPRISE';
  const isNamed = namedByProvince !== null && namedByProvince.on <= on;
  return needsNaming && !isNamed ? refuse('J-II.4', 'NamedByProvince', { committee: code }) : undefined;
}

/** Whether this organisation is a regular object of the committee, an optional one, or none. */
export function jurisdiction(
  committee: InspectingCommittee,
  { code: organisation, kind, managedBy, managedUnder, provincialTarget }: InspectedObject,
  hasReason: boolean,
  pack: Pack,
): { readonly optional: boolean } | Refusal {
  if (provincialTarget) return refuse('J-II.1', 'NotProvincialTarget', { organisation });
  const grassroots = kind === 'VILLAGE' || kind === 'STATION';
  const isCity = committee.level === 'CITY' || committee.level === 'WORKING_COMMITTEE';
  if (grassroots && isCity && !pack.villageByCity) return refuse('J-II.3', 'VillageByCounty', { organisation });
  // A department or an enterprise inspects everything that it manages, its stations too (J-II.4).
  const isLocal = isCity || committee.level === 'COUNTY';
  if (managedBy === committee.code) return { optional: grassroots && isLocal };

  // Objects that the committee may, but need not, inspect: townships by the city, the grassroots by the county.
  const optionalUnder = kind === 'TOWNSHIP' && isCity ? 'J-II.2' : grassroots && isLocal ? 'J-II.3' : undefined;
  if (!optionalUnder || !managedUnder.includes(committee.code))
    return refuse('J-II.1', 'ManagedByCommittee', { organisation, managedBy });
  return hasReason ? { optional: true } : refuse(optionalUnder, 'ReasonForOptionalObject', { organisation });
}

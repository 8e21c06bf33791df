/** Who may inspect whom (J-II.1 – J-II.4). */
import type { Code } from '../contracts/basics.ts';
import type { Pack } from './policy/pack.ts';
import { type Refusal, refuse } from './round/rule.ts';

export type CommitteeLevel = 'PROVINCE' | 'CITY' | 'WORKING_COMMITTEE' | 'COUNTY' | 'DEPARTMENT' | 'ENTERPRISE';
export type OrganisationKind =
  | 'LOCALITY'
  | 'DEPARTMENT'
  | 'ENTERPRISE'
  | 'INSTITUTION'
  | 'TOWNSHIP'
  | 'VILLAGE'
  | 'STATION';

export interface InspectingCommittee {
  readonly code: Code;
  readonly level: CommitteeLevel;
  readonly namedByProvince: boolean;
}
export interface InspectedObject {
  readonly code: Code;
  readonly kind: OrganisationKind;
  readonly managedBy: Code;
  /** The committees above the managing one, nearest first. */
  readonly managedUnder: readonly Code[];
  readonly provincialTarget: boolean;
}

/** Departments under vertical management and enterprises inspect only where the province named them (J-II.4). */
export function mayInspect({ code, level, namedByProvince }: InspectingCommittee): Refusal | undefined {
  const needsNaming = level === 'DEPARTMENT' || level === 'ENTERPRISE';
  return needsNaming && !namedByProvince ? refuse('J-II.4', 'NamedByProvince', { committee: code }) : undefined;
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
  if (managedBy === committee.code) return { optional: grassroots };

  // Objects that the committee may, but need not, inspect: townships by the city, the grassroots by the county.
  const optionalUnder =
    kind === 'TOWNSHIP' && isCity
      ? 'J-II.2'
      : grassroots && (committee.level === 'COUNTY' || isCity)
        ? 'J-II.3'
        : undefined;
  if (!optionalUnder || !managedUnder.includes(committee.code))
    return refuse('J-II.1', 'ManagedByCommittee', { organisation, managedBy });
  return hasReason ? { optional: true } : refuse(optionalUnder, 'ReasonForOptionalObject', { organisation });
}

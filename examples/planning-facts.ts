/** What stands in the way of a plan, by its clause: `planning.test.ts` produces each and no other. */
import type { Clause } from '../opinion/clauses.ts';
import type { FactName } from '../domain/wordings.ts';

export const planningGates: readonly { readonly clause: Clause; readonly missing: FactName }[] = [
  { clause: 'J-II.1', missing: 'CommitteeInRegistry' },
  { clause: 'J-II.1', missing: 'OrganisationInRegistry' },
  { clause: 'J-II.1', missing: 'TermOfCommittee' },
  { clause: 'J-II.1', missing: 'PackInUse' },
  { clause: 'J-II.1', missing: 'PlannedOnce' },
  { clause: 'J-II.1', missing: 'NotProvincialTarget' },
  { clause: 'J-II.1', missing: 'ManagedByCommittee' },
  { clause: 'J-II.1', missing: 'BelowTheProvince' },
  { clause: 'J-II.2', missing: 'ReasonForOptionalObject' },
  { clause: 'J-II.3', missing: 'ReasonForOptionalObject' },
  { clause: 'J-II.3', missing: 'VillageByCounty' },
  { clause: 'J-II.4', missing: 'NamedByProvince' },
  { clause: 'J-III.0', missing: 'Office' },
  { clause: 'J-III.1b', missing: 'LeaderIsSecretaryOrDisciplineSecretary' },
  { clause: 'J-III.1c', missing: 'OrganisationHeadIsDeputy' },
  { clause: 'J-III.1d', missing: 'DisciplineSecretaryIsExecutiveDeputy' },
  { clause: 'J-III.2a', missing: 'post' },
  { clause: 'J-III.2a', missing: 'OfficeIsWorkingDepartment' },
  { clause: 'J-III.2a', missing: 'OfficeInDisciplineCommission' },
  { clause: 'J-III.2a', missing: 'OfficeHasFullTimeStaff' },
  { clause: 'J-V.3a', missing: 'Coordination' },
  { clause: 'J-V.4d', missing: 'PackForRegion' },
  { clause: 'J-V.5d', missing: 'DayOnPaper' },
  { clause: 'J-V.5d', missing: 'onNotInFuture' },
];

export const planningFacts: readonly FactName[] = planningGates.map(({ missing }) => missing);

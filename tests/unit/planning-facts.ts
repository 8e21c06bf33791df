/** The facts that only planning asks for: `planning.test.ts` produces each, so `commands.test.ts` need not. */
import type { FactName } from '../../domain/refusals.ts';

export const planningFacts: readonly FactName[] = [
  'CommitteeInRegistry',
  'OrganisationInRegistry',
  'TermOfCommittee',
  'PackInUse',
  'NotProvincialTarget',
  'ManagedByCommittee',
  'VillageByCounty',
  'ReasonForOptionalObject',
  'BelowTheProvince',
  'NamedByProvince',
  'Office',
  'OfficeIsWorkingDepartment',
  'OfficeInDisciplineCommission',
  'OfficeHasFullTimeStaff',
  'LeaderIsSecretaryOrDisciplineSecretary',
  'OrganisationHeadIsDeputy',
  'DisciplineSecretaryIsExecutiveDeputy',
  'Coordination',
];

/** The leading group and its office (J-III.0 – J-III.2a): without complete bodies a committee starts no round. */
import { type Refusal, refuse } from '../refusal.ts';
import type { Code } from '../vocabulary.ts';
import type { Post } from './posts.ts';

/** The committee's bodies as the registry has them today. */
export interface Bodies {
  readonly office: {
    readonly workingDepartment: boolean;
    readonly inDisciplineCommission: boolean;
    readonly fullTimeStaff: number;
  } | null;
  /** Who holds which post at the committee. */
  readonly posts: readonly { readonly post: Post; readonly person: Code }[];
}

/** Of these one leads the leading group (J-III.1b), and of these one may take the leader's place where the leader is tied: the
 *  deputies that the opinion names (J-III.1c–d). */
export const leaders: readonly Post[] = ['SECRETARY', 'DISCIPLINE_SECRETARY'];
export const leadersAndDeputies: readonly Post[] = [...leaders, 'LG_EXECUTIVE_DEPUTY', 'LG_DEPUTY'];

/** The facts that a round keeps of the group that leads it. */
export interface LeadingGroup {
  readonly leader: Code;
  readonly ledBy: 'SECRETARY' | 'DISCIPLINE_SECRETARY';
  readonly organisationHead: Code;
  readonly executiveDeputy: Code | null;
}

export function leadingGroup({ office, posts }: Bodies): LeadingGroup | Refusal {
  if (!office) return refuse('J-III.0', 'Office');
  if (!office.workingDepartment) return refuse('J-III.2a', 'OfficeIsWorkingDepartment');
  if (!office.inDisciplineCommission) return refuse('J-III.2a', 'OfficeInDisciplineCommission');
  if (office.fullTimeStaff < 1) return refuse('J-III.2a', 'OfficeHasFullTimeStaff');

  const holders = (post: Post) => posts.filter((held) => held.post === post).map(({ person }) => person);
  const holdsBoth = (one: Post, other: Post) => holders(one).find((person) => holders(other).includes(person));

  const secretary = holdsBoth('LG_LEADER', 'SECRETARY');
  const disciplineSecretary = holdsBoth('LG_LEADER', 'DISCIPLINE_SECRETARY');
  const leader = secretary ?? disciplineSecretary;
  if (leader === undefined) return refuse('J-III.1b', 'LeaderIsSecretaryOrDisciplineSecretary');

  const organisationHead = holdsBoth('LG_DEPUTY', 'ORGANISATION_HEAD');
  if (organisationHead === undefined) return refuse('J-III.1c', 'OrganisationHeadIsDeputy');

  const executiveDeputy = holdsBoth('LG_EXECUTIVE_DEPUTY', 'DISCIPLINE_SECRETARY');
  if (secretary !== undefined && executiveDeputy === undefined)
    return refuse('J-III.1d', 'DisciplineSecretaryIsExecutiveDeputy');

  return {
    leader,
    ledBy: secretary === undefined ? 'DISCIPLINE_SECRETARY' : 'SECRETARY',
    organisationHead,
    executiveDeputy: executiveDeputy ?? null,
  };
}

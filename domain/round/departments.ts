/** A functional department that a transfer names (T-4, J-V.4a): whose post names the same receives it, handles it and feeds it back. */
import { type Refusal, refuse } from '../refusal.ts';
import type { Code } from '../vocabulary.ts';
import { dutyAbout } from '../dossier/duties.ts';
import { get } from '../keyed.ts';
import type { PostAt } from '../people/posts.ts';
import type { Facts, FactsNeeded } from './facts.ts';
import { itemNamed } from './parts.ts';
import type { Round, Transfer } from './state.ts';
import type { Target } from './targets.ts';

/** To whom a transfer goes. */
export type Addressed = Pick<Transfer, 'code' | 'organisation' | 'to'> & { readonly department?: Code | undefined };

const postOfDepartment = ({ committee: place }: Round, organisation: Code): PostAt => ({
  post: 'FUNCTIONAL_DEPARTMENT',
  place,
  organisation,
});

/** Who holds the posts of the departments that are named. */
export function departmentsNeeded(
  round: Round,
  named: readonly { readonly department?: Code | undefined }[],
): FactsNeeded {
  const holders = named.flatMap(({ department }) =>
    department === undefined ? [] : [postOfDepartment(round, department)],
  );
  return holders.length === 0 ? {} : { holders };
}

/** A department is named of a functional department alone, is not the one that is inspected, and somebody holds its post. */
export function requireDepartment(
  round: Round,
  { code: transfer, organisation, to, department }: Addressed,
  { holders }: Facts,
): Refusal | undefined {
  if (department === undefined) return undefined;
  if (to !== 'FD') return refuse('J-V.4a', 'DepartmentIsFunctional', { transfer, to, department });
  if (department === organisation) return refuse('J-III.4a', 'DepartmentNotInspected', { transfer, department });
  const isHeld = holders.some(
    (holder) => holder.post === 'FUNCTIONAL_DEPARTMENT' && holder.organisation === department,
  );
  return isHeld ? undefined : refuse('J-V.4f', 'DepartmentHeld', { transfer, department, committee: round.committee });
}

/** The functional department to which what a command is aimed at belongs; undefined: the one without a name. */
export function departmentOf(round: Round, target: Target): Code | undefined {
  const { transfer, duty, supervision, proposal, sequence } = target;
  if (transfer !== undefined) return get(round.transfers, transfer)?.department;
  const key = supervision === undefined ? duty : get(round.supervisions, supervision)?.duty;
  if (key !== undefined) return get(round.duties, key)?.department;
  if (proposal !== undefined) return dutyAbout(round, 'confirmation', proposal)?.department;
  if (target.target !== undefined) {
    const item = itemNamed(round, target.target);
    return item?.duty?.department ?? item?.transfer?.department;
  }
  const about = sequence === undefined ? undefined : get(round.entries, sequence)?.about.transfer;
  return about === undefined ? undefined : get(round.transfers, about)?.department;
}

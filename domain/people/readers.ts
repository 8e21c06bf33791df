/** Who sees what (T-4, J-V.5e): the one place that decides. From somebody's viewpoint follows what is in sight of each kind of
 *  thing. Lists, single reads, actions, counts, filters, cursors and refusals ask here; the readers of texts stand in `texts.ts`.
 *  What is out of sight does not exist for whoever asks. */
import type { Referral } from '../round/referral.ts';
import { type Code, transferAddressees } from '../vocabulary.ts';
import { forDepartments } from './departments.ts';
import type { Role } from './posts.ts';
import { isAbsent, isAmong, isNotAmong, type Sight, type Term } from './sight.ts';
import { isWithDiscipline, type Part, type Viewpoint } from './viewpoint.ts';

type DutyField = 'organisation' | 'transfer' | 'owedBy' | 'owedTo' | 'about' | 'department';
const byOrganisation: readonly Role[] = ['ORG', 'PR'];
const others = (own: readonly Code[]): Term<'organisation'>[] =>
  own.length === 0 ? [] : [isNotAmong('organisation', own)];
const when = <Field extends string>(is: boolean, ...alternatives: Sight<Field>): Sight<Field> =>
  is ? alternatives : [];

/** What the inspected owe is in their sight; what is owed about a clue is in nobody's but those who deal with it. */
export function dutySight(viewpoint: Viewpoint): Sight<DutyField> {
  if (viewpoint.sees === 'NOTHING') return [];
  const { own, informed } = viewpoint;
  const theirs = when<DutyField>(informed.length > 0, [
    isAmong('organisation', informed),
    isAmong('owedBy', byOrganisation),
  ]);
  return [...dutySightOfOthers(viewpoint, others(own)), ...theirs];
}

function dutySightOfOthers(
  viewpoint: Exclude<Viewpoint, { sees: 'NOTHING' }>,
  notOwn: readonly Term<'organisation'>[],
): Sight<DutyField> {
  if (viewpoint.sees === 'ALL') return [notOwn];
  const fields = ['owedBy', 'owedTo'] as const;
  return [
    ...sightOfSeats(viewpoint, notOwn),
    ...fields.flatMap((field) => forDepartments<DutyField>(field, viewpoint).map((terms) => [...terms, ...notOwn])),
  ];
}

/** Of the upper office, the clerk and the teams. */
function sightOfSeats(
  { upper, clerk, inspecting, ofTeams }: Part,
  notOwn: readonly Term<'organisation'>[],
): Sight<DutyField> {
  return [
    // A clue goes to the discipline organ alone.
    ...when<DutyField>(upper, [isNotAmong('owedBy', ['DISC']), isNotAmong('owedTo', ['DISC']), ...notOwn]),
    ...when<DutyField>(clerk, [isAmong('owedBy', ['SEC', 'PSC', 'SSM']), ...notOwn]),
    ...when<DutyField>(inspecting.length > 0, [
      isAmong('organisation', inspecting),
      isAbsent('transfer'),
      isNotAmong('owedBy', transferAddressees),
      isNotAmong('owedTo', transferAddressees),
      ...notOwn,
    ]),
    ...when<DutyField>(ofTeams.length > 0, [isAbsent('organisation'), isAmong('about', ofTeams)]),
  ];
}

type AddressField = 'post' | 'place' | 'organisation' | 'department';
/** A letter is in sight of those to whose post it is addressed, and of the committee’s side and the teams as its duty is. */
export interface LetterSight {
  readonly to: Sight<AddressField>;
  readonly duties: Sight<DutyField>;
}
export function letterSight(viewpoint: Viewpoint): LetterSight {
  if (viewpoint.sees === 'NOTHING') return { to: [], duties: [] };
  const { own, informed } = viewpoint;
  const theirs: LetterSight['to'] = when(informed.length > 0, [isAmong('place', informed)]);
  if (viewpoint.sees === 'ALL') return { to: theirs, duties: [others(own)] };
  const { posts, named } = viewpoint;
  return {
    to: [
      ...theirs,
      ...when<AddressField>(posts.length > 0, [isAmong('post', posts), isAbsent('department'), ...others(own)]),
      ...when<AddressField>(named.length > 0, [isAmong('department', named), ...others(own)]),
    ],
    duties: sightOfSeats(viewpoint, others(own)),
  };
}

/** A finding that is not fed back does not exist for the inspected. */
export function findingSight(viewpoint: Viewpoint): Sight<'organisation' | 'state'> {
  if (viewpoint.sees === 'NOTHING') return [];
  const { own, informed } = viewpoint;
  const fedBack = isNotAmong('state', ['DECIDED']);
  const theirs = when(informed.length > 0, [isAmong('organisation', informed), fedBack]);
  if (viewpoint.sees === 'ALL') return [others(own), ...theirs];
  const { upper, clerk, inspecting, reviewed } = viewpoint;
  return [
    ...when(upper || clerk, others(own)),
    ...when(inspecting.length > 0, [isAmong('organisation', inspecting), ...others(own)]),
    ...when(reviewed.length > 0, [isAmong('organisation', reviewed), fedBack]),
    ...theirs,
  ];
}

/** The inspected and their team never see that there is a clue or a matter. */
export function transferSight(viewpoint: Viewpoint): Sight<'organisation' | 'to' | 'kind' | 'department'> {
  if (viewpoint.sees === 'NOTHING') return [];
  const notOwn = others(viewpoint.own);
  if (viewpoint.sees === 'ALL') return [notOwn];
  const { upper, clerk } = viewpoint;
  return [
    ...when(clerk, notOwn),
    ...when<'organisation' | 'kind'>(upper, [isNotAmong('kind', ['CLUE']), ...notOwn]),
    ...forDepartments('to', viewpoint).map((terms) => [...terms, ...notOwn]),
  ];
}

export function paperSight(viewpoint: Viewpoint): Sight<'organisation'> {
  if (viewpoint.sees === 'NOTHING') return [];
  const notOwn = others(viewpoint.own);
  if (viewpoint.sees === 'ALL') return [notOwn];
  const { inspecting } = viewpoint;
  return when(inspecting.length > 0, [isAmong('organisation', inspecting), ...notOwn]);
}

/** Material and support that was asked for. */
export function partnerRequestSight(viewpoint: Viewpoint): Sight<'organisation' | 'from'> {
  if (viewpoint.sees === 'NOTHING') return [];
  const { own, informed } = viewpoint;
  const theirs = when(informed.length > 0, [isAmong('organisation', informed)]);
  if (viewpoint.sees === 'ALL') return [others(own), ...theirs];
  const { upper, inspecting, departments } = viewpoint;
  return [
    ...when(upper, others(own)),
    ...when(inspecting.length > 0, [isAmong('organisation', inspecting), ...others(own)]),
    ...when(departments.length > 0, [isAmong('from', departments)]),
    ...theirs,
  ];
}

export function organisationSight(viewpoint: Viewpoint): Sight<'code'> {
  if (viewpoint.sees === 'NOTHING') return [];
  const { informed } = viewpoint;
  const concerned = viewpoint.sees === 'ALL' ? [] : viewpoint.concerned;
  return [...wholeOrganisationSight(viewpoint), [isAmong('code', [...informed, ...concerned])]];
}
/** Of these everything that the round knows is shown; of the others, what the inspected are told. */
export function wholeOrganisationSight(viewpoint: Viewpoint): Sight<'code'> {
  if (viewpoint.sees === 'NOTHING') return [];
  const notOwn = viewpoint.own.length === 0 ? [] : [isNotAmong('code', viewpoint.own)];
  if (viewpoint.sees === 'ALL' || viewpoint.upper || viewpoint.clerk) return [notOwn];
  return [[isAmong('code', viewpoint.assigned), ...notOwn]];
}

export function teamSight(viewpoint: Viewpoint): Sight<'code'> {
  if (viewpoint.sees === 'NOTHING') return [];
  if (viewpoint.sees === 'ALL' || viewpoint.upper || viewpoint.clerk) return [[]];
  return [[isAmong('code', viewpoint.teams)]];
}

/** Of a referral that is not under protection: its deciders, the team that inspects, and once it is accepted the discipline
 *  organ. Who knows of one under protection stands in `knowsOf`. */
export function seesReferral(viewpoint: Viewpoint, { organisation, state }: Referral): boolean {
  if (viewpoint.sees === 'NOTHING') return false;
  if (organisation !== null && viewpoint.own.includes(organisation)) return false;
  if (viewpoint.sees === 'ALL' || viewpoint.upper) return true;
  if (viewpoint.departments.includes('DISC') && isWithDiscipline(state)) return true;
  return organisation !== null && viewpoint.inspecting.includes(organisation);
}

/** The whole round as it stands: its phase, its counts, what a change of pack would do. */
export const seesWholeRound = (viewpoint: Viewpoint): boolean =>
  viewpoint.sees === 'ALL' || (viewpoint.sees === 'OWN' && (viewpoint.upper || viewpoint.clerk));

/** From where somebody looks at a dossier: what their posts and seats of the dossier's day make of them (T-4, J-V.5e). Whoever has
 *  nothing to do with it sees nothing, as if there were no such dossier. */
import type { CommitteeFile, Governance } from '../committee/state.ts';
import { dutyAbout } from '../dossier/duties.ts';
import type { Actor } from '../dossier/grammar.ts';
import { all } from '../keyed.ts';
import { membersOf, type Round, type Team } from '../round/state.ts';
import type { Referral } from '../round/referral.ts';
import { postsIn } from '../round/substitutes.ts';
import { type Code, MAILROOM, PROTECTED, TIME, type TransferAddressee } from '../vocabulary.ts';
import { forDepartments } from './departments.ts';
import { isAtOrganisation, type Post, type PostAt } from './posts.ts';
import { isInSight } from './sight.ts';

/** The organisations at which somebody holds a post: of these they see what the inspected may, whatever else they are. */
export interface InspectedSide {
  readonly own: readonly Code[];
  /** Those of them that know that they are inspected. */
  readonly informed: readonly Code[];
}
/** What others than the secretary, the leading group and the office are towards a dossier. */
export interface Part extends InspectedSide {
  /** The office of the committee above, which reads everything but what is sealed (J-VI.3). */
  readonly upper: boolean;
  /** The standing committee's clerk: plan, reports, hearings, decisions. */
  readonly clerk: boolean;
  readonly departments: readonly TransferAddressee[];
  /** The functional departments that their posts name: of these they see what names them, and nothing else. */
  readonly named: readonly Code[];
  /** The posts at the committee, to which letters are addressed. */
  readonly posts: readonly Post[];
  /** The teams in which they sit, and what those inspect. */
  readonly teams: readonly Code[];
  readonly assigned: readonly Code[];
  /** The same once the undertaking is signed (J-V.5e), and the people of those teams. */
  readonly inspecting: readonly Code[];
  readonly ofTeams: readonly Code[];
  /** Organisations of which a department knows, and those whose plan or report it is asked about. */
  readonly concerned: readonly Code[];
  readonly reviewed: readonly Code[];
}
export type Viewpoint =
  | ({ readonly sees: 'ALL' } & InspectedSide)
  | ({ readonly sees: 'OWN' } & Part)
  | { readonly sees: 'NOTHING' };

export const nothing: Viewpoint = { sees: 'NOTHING' };
export const everything: Viewpoint = { sees: 'ALL', own: [], informed: [] };
/** Nothing of the dossier is out of their sight. */
export const seesEverything = (viewpoint: Viewpoint): boolean => viewpoint.sees === 'ALL' && viewpoint.own.length === 0;
export const noPart: Part = {
  own: [],
  informed: [],
  upper: false,
  clerk: false,
  departments: [],
  named: [],
  posts: [],
  teams: [],
  assigned: [],
  inspecting: [],
  ofTeams: [],
  concerned: [],
  reviewed: [],
};

/** The secretary, the leading group and the office. */
export const postsThatSeeAll: readonly Post[] = [
  'SECRETARY',
  'LG_LEADER',
  'LG_EXECUTIVE_DEPUTY',
  'LG_DEPUTY',
  'OFFICE_DIRECTOR',
  'OFFICE_STAFF',
];
/** The posts that read as a department: the head of the organ sees what the organ sees. */
export const departmentOfPost: Readonly<Partial<Record<Post, TransferAddressee>>> = {
  DISCIPLINE_ORGAN: 'DISC',
  DISCIPLINE_SECRETARY: 'DISC',
  ORGANISATION_DEPARTMENT: 'OD',
  ORGANISATION_HEAD: 'OD',
  FUNCTIONAL_DEPARTMENT: 'FD',
};

/** Acts of time, of the mailroom and under protection are nobody's; nothing is hidden from the program itself. */
const isNobody = (person: Code): boolean => [TIME, MAILROOM, PROTECTED].includes(person);

/** The organisations at which somebody holds a post. */
export const ownSideOf = (posts: readonly PostAt[]): Code[] =>
  posts.filter(({ post }) => isAtOrganisation(post)).map(({ place }) => place);

/** What the posts at a committee make of somebody, before any round is looked at. */
export function standingAt(committee: Code, held: readonly PostAt[]): Viewpoint {
  const own = ownSideOf(held);
  const here = held.filter(({ post, place }) => place === committee && !isAtOrganisation(post));
  const posts = here.filter(({ organisation }) => organisation === undefined).map(({ post }) => post);
  if (posts.some((post) => postsThatSeeAll.includes(post))) return { sees: 'ALL', own, informed: [] };
  const departments = posts.flatMap((post) => departmentOfPost[post] ?? []);
  return {
    ...noPart,
    sees: 'OWN',
    own,
    posts,
    upper: posts.includes('UPPER_OFFICE'),
    clerk: posts.includes('STANDING_COMMITTEE'),
    departments: [...new Set(departments)],
    named: [...new Set(here.flatMap(({ organisation }) => organisation ?? []))],
  };
}

/** How a round is seen by somebody with the posts of the round's day. */
export function viewpointOf(round: Round, actor: Actor): Viewpoint {
  if (isNobody(actor.person)) return everything;
  const known = viewpoints.get(actor);
  if (known?.round === round) return known.viewpoint;
  const viewpoint = lookedAt(round, actor);
  viewpoints.set(actor, { round, viewpoint });
  return viewpoint;
}
/** Each prospect of a round asks for the viewpoint of the same actor again. */
const viewpoints = new WeakMap<Actor, { readonly round: Round; readonly viewpoint: Viewpoint }>();

function lookedAt(round: Round, actor: Actor): Viewpoint {
  const { person } = actor;
  const standing = standingAt(round.committee, postsIn(round, actor));
  if (standing.sees === 'NOTHING') return standing;
  const informed = standing.own.filter((code) => isInformed(round, code));
  if (standing.sees === 'ALL') return { ...standing, informed };
  const teams = Object.values(round.teams).filter((team) => membersOf(team).includes(person));
  const part: Part = {
    ...standing,
    informed,
    teams: teams.map(({ code }) => code),
    assigned: teams.flatMap(({ organisations }) => organisations),
    ...(Object.hasOwn(round.undertakings, person) ? fromSeats(teams) : {}),
    ...concernOf(round, standing),
  };
  const isConcerned = part.upper || part.clerk || informed.length > 0 || teams.length > 0;
  return isConcerned || isAddressed(round, part) ? { ...part, sees: 'OWN' } : nothing;
}

/** An organisation does not know that it will be inspected before the entry notice, or before something is asked of it. */
function isInformed(round: Round, code: Code): boolean {
  const organisation = round.organisations[code];
  if (!organisation) return false;
  if (organisation.noticeOn !== null || organisation.enteredOn !== null) return true;
  return [...all(round.partnerRequests)].some((request) => request.organisation === code);
}

/** What somebody sees from their seats, once they have signed the undertaking. */
export const fromSeats = (teams: readonly Pick<Team, 'leader' | 'deputies' | 'members' | 'organisations'>[]) => ({
  inspecting: teams.flatMap(({ organisations }) => organisations),
  ofTeams: teams.flatMap(membersOf),
});

/** Of which organisations a department knows: by transfers, by what it owes, by its copy of the feedback. */
function concernOf(round: Round, part: Part): Pick<Part, 'concerned' | 'reviewed'> {
  const { departments, named, own } = part;
  const concerned = new Set<Code>();
  const reviewed = new Set<Code>();
  if (departments.length + named.length > 0) {
    const [addressed, owed] = [forDepartments('to', part), forDepartments('owedBy', part)];
    for (const transfer of all(round.transfers))
      if (isInSight(addressed, transfer)) concerned.add(transfer.organisation);
    for (const duty of all(round.duties)) {
      const { organisation, kind } = duty;
      if (organisation === null || !isInSight(owed, duty)) continue;
      concerned.add(organisation);
      if (isOpinion(kind)) reviewed.add(organisation);
    }
  }
  if (departments.length > 0) {
    for (const { organisation, state } of all(round.referrals))
      if (organisation !== null && departments.includes('DISC') && isWithDiscipline(state)) concerned.add(organisation);
    for (const { code, feedback } of Object.values(round.organisations))
      if (Object.keys(feedback).length > 0) concerned.add(code);
  }
  const others = (codes: ReadonlySet<Code>) => [...codes].filter((code) => !own.includes(code));
  return { concerned: others(concerned), reviewed: others(reviewed) };
}
export const isOpinion = (kind: string): boolean => kind === 'plan-opinion' || kind === 'report-opinion';

/** The discipline organ comes in with the acceptance of a referral. */
export const isWithDiscipline = (state: Referral['state']): boolean =>
  state === 'WITH_DISCIPLINE' || state === 'OUTCOME';

/** Something in the round is for a department: without that there is no such round for it. */
function isAddressed(round: Round, part: Part): boolean {
  const { departments, named, concerned } = part;
  if (departments.length + named.length === 0) return false;
  if (concerned.length > 0) return true;
  if (departments.includes('DISC') && [...all(round.referrals)].some(({ state }) => isWithDiscipline(state)))
    return true;
  const owed = forDepartments('owedBy', part);
  return [...all(round.duties)].some((duty) => isInSight(owed, duty));
}

/** A committee's own work is read whole at the committee and above it; a functional department sees what is put to it: the special
 *  governances that are its own (T-4). */
export function viewpointOfWork(file: CommitteeFile, { person, posts }: Actor): Viewpoint {
  if (isNobody(person)) return everything;
  const standing = standingAt(file.committee, posts);
  if (standing.sees !== 'OWN') return everything;
  if (standing.upper || standing.clerk) return everything;
  return governancesFor(file, standing).length > 0 ? standing : nothing;
}

/** The special governances that a functional department answers for. */
export function governancesFor(file: CommitteeFile, viewpoint: Viewpoint): Governance[] {
  if (viewpoint.sees === 'NOTHING') return [];
  const governances = Object.values(file.governances);
  if (viewpoint.sees === 'ALL' || viewpoint.upper || viewpoint.clerk) return governances;
  const owed = forDepartments('owedBy', viewpoint);
  return governances.filter(({ code }) => {
    const duty = dutyAbout(file, 'governance', code);
    return duty !== undefined && isInSight(owed, duty);
  });
}

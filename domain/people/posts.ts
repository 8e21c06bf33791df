/** Posts, and the roles that their holders have towards a round (`rules.md` 1.8, `commands.md`). */
import {
  type Code,
  type CommitteePost,
  type Day,
  type OrganisationPost,
  type SubstitutedPost,
  type TransferAddressee,
  transferAddressees,
} from '../vocabulary.ts';

export type Post = CommitteePost | OrganisationPost;

const atOrganisations: Readonly<Record<OrganisationPost, true>> = {
  PRINCIPAL: true,
  LIAISON: true,
  PERSON_IN_CHARGE: true,
  LEADER_IN_CHARGE: true,
  BODY_MEMBER: true,
};
export const isAtOrganisation = (post: Post): boolean => Object.hasOwn(atOrganisations, post);

/** A post at its committee or organisation. */
export interface PostAt {
  readonly post: Post;
  readonly place: Code;
  /** Of a functional department's post: the department itself, where the registry names it (T-4). Absent: the one department of
   *  the committee that has no name. */
  readonly organisation?: Code;
  /** In one round, in the place of its holder, who is tied there (J-III.4a). */
  readonly substitute?: true;
}
/** The post itself, whoever asks by it. */
export const postOf = ({ post, place, organisation }: PostAt): PostAt => ({
  post,
  place,
  ...(organisation === undefined ? {} : { organisation }),
});
export const isSamePost = (a: PostAt, b: PostAt): boolean =>
  a.post === b.post && a.place === b.place && a.organisation === b.organisation;

/** Whoever is named to act by a post in one round. */
export interface Substitute {
  readonly for: SubstitutedPost;
  /** In which functional department, where it has a name. */
  readonly department?: Code;
  readonly person: Code;
  readonly on: Day;
}
/** A person who holds a post on the day asked for, and whether a letter can reach them. */
export interface Holder extends PostAt {
  readonly person: Code;
  readonly hasAddress: boolean;
  /** Of a post at a committee: the organisations at which the same person holds a post. Absent: none. */
  readonly serves?: readonly Code[];
}

/** A period in which a person held a post; `to` is its last day, null while it lasts. */
export interface Tenure extends PostAt {
  readonly person: Code;
  readonly from: Day;
  readonly to: Day | null;
}

export const roles = [
  'SEC',
  'PSC',
  'SSM',
  'LGL',
  'XDL',
  /** A deputy leader of the leading group: the second person of an office of one (T-8). */
  'LGD',
  'OFF',
  'TL',
  'TDL',
  'INS',
  'ORG',
  'PR',
  'DISC',
  'OD',
  'FD',
  'UP',
  /** A person who reports retaliation, under protection and without a name (J-VI.4b). */
  'REP',
  /** The very person that the command is about. */
  'SELF',
  /** The person to whom an organisation is handed over, once they hold the principal's post. */
  'INCOMING',
  /** The person to whom a letter is addressed. */
  'ADDRESSEE',
  /** The round's own post, reporting about letters. */
  'POST',
] as const;
export type Role = (typeof roles)[number];

/** Who may give an opinion on a plan or a report. */
export const reviewers = ['DISC', 'OD', 'TL', 'FD', 'OFF'] as const satisfies readonly Role[];
export type Reviewer = (typeof reviewers)[number];

/** Who is who. The principal may always act for the organisation. */
export const rolesOfPost: Readonly<Record<Post, readonly Role[]>> = {
  SECRETARY: ['SEC', 'PSC', 'SSM'],
  STANDING_COMMITTEE: ['PSC'],
  DISCIPLINE_SECRETARY: [],
  ORGANISATION_HEAD: [],
  LG_LEADER: ['LGL'],
  LG_EXECUTIVE_DEPUTY: ['XDL'],
  LG_DEPUTY: ['LGD'],
  OFFICE_DIRECTOR: ['OFF'],
  OFFICE_STAFF: ['OFF'],
  DISCIPLINE_ORGAN: ['DISC'],
  ORGANISATION_DEPARTMENT: ['OD'],
  FUNCTIONAL_DEPARTMENT: ['FD'],
  UPPER_OFFICE: ['UP'],
  PRINCIPAL: ['PR', 'ORG'],
  LIAISON: ['ORG'],
  PERSON_IN_CHARGE: [],
  LEADER_IN_CHARGE: [],
  BODY_MEMBER: [],
};

/** The posts that read a letter to a debtor outside the office and the teams. */
export const lettersTo: Readonly<Record<'ORG' | 'PR' | TransferAddressee, readonly Post[]>> = {
  ORG: ['LIAISON', 'PRINCIPAL'],
  PR: ['PRINCIPAL'],
  DISC: ['DISCIPLINE_ORGAN', 'DISCIPLINE_SECRETARY'],
  OD: ['ORGANISATION_DEPARTMENT', 'ORGANISATION_HEAD'],
  FD: ['FUNCTIONAL_DEPARTMENT'],
};
export const isWrittenTo = (role: Role): role is keyof typeof lettersTo => Object.hasOwn(lettersTo, role);

/** A code that names an organ beside the office that takes part in a round, as its role. */
export const isDepartment = (code: string): code is TransferAddressee =>
  transferAddressees.some((department) => department === code);

/** Those who owe by the opinion's clocks go on while the round is suspended: reports, receipts, answers. What the committee,
 *  its office and the teams would do next waits. */
export const mayGoOn: ReadonlySet<Role> = new Set([
  'ORG',
  'PR',
  'DISC',
  'OD',
  'FD',
  'UP',
  'SELF',
  'INCOMING',
  'ADDRESSEE',
  'POST',
]);

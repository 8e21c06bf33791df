/** Words that every border of the program shares. Codes, days and instants are plain strings on the wire. */

/** A code from the registry or a round: `R-2026-01`, `O-07`, `P-001`, `F-0031`. Never a name. */
export type Code = string;

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export type Day = string;

/** An instant in UTC with three decimals, `2026-11-23T00:30:00.000Z`. */
export type Instant = string;

/** Who acts without a post, as `by` of an event says: no person's code looks like these. TIME brings letters and rungs about, the
 *  MAILROOM reports what became of letters, PROTECTED reports retaliation and is known to the sealed text alone (J-VI.4b). */
export const TIME = 'time';
export const MAILROOM = 'post';
export const PROTECTED = 'protected';

/** A free text by reference: the text itself lies encrypted in the ledger's contents and never enters Temporal or an
 *  event (J-V.5e). By `hash` an exchange of the text is noticed. */
export interface Prose {
  readonly ref: string;
  readonly hash: string;
  /** How the hash was made, and with which content key; absent: the SHA-256 of the text, as before there were schemes. */
  readonly scheme?: HashScheme | undefined;
  readonly keyId?: string | undefined;
}
/** Keyed, so that nobody who sees a hash can try what the text may say. */
export const hashSchemes = ['HMAC-SHA-256'] as const;
export type HashScheme = (typeof hashSchemes)[number];

/** The digest of a committee's ledger as it goes upward with a filing: over the last event of each dossier of the committee and of
 *  the registry, in this order. Whoever keeps it can tell whether anything before it was rewritten. */
export interface FiledLedger {
  readonly digest: string;
  readonly heads: readonly { readonly dossier: Code; readonly sequence: number }[];
}

/** The paper on which something was done before it was entered here; the scan's hash, or where the paper is kept. */
export interface PaperOfEntry {
  readonly number: string;
  readonly on: Day;
  readonly evidence?: string | undefined;
  readonly kept?: Prose | undefined;
}

/** The language in which people read what the program shows. */
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

export const channelKinds = ['LETTER', 'PHONE', 'VISIT', 'MAILBOX', 'ONLINE'] as const;
/** A way to reach the team or the public: one of the listed kinds, or a free text. */
export type Channel = (typeof channelKinds)[number] | Prose;

/** A paper that the office has: its number, its day, and the hash of its scan. */
export interface DocumentOnPaper {
  readonly number: string;
  readonly on: Day;
  readonly evidence: string;
}

export const measureTypes = [
  'BUILD_SYSTEM',
  'RECOVER_LOSS',
  'HOLD_TO_ACCOUNT',
  'GENERALISE',
  'SPECIAL_RECTIFICATION',
  'MAJOR_MEASURE',
  'OTHER',
] as const;
export type MeasureType = (typeof measureTypes)[number];

/** The four focus areas (part IV). */
export const areas = ['LEAD', 'BUILD', 'GOV', 'CLEAN'] as const;
export type Area = (typeof areas)[number];

/** Key matters (J-V.2b): funds, assets, resources, capital, construction projects. */
export const keyMatters = [
  'FUND_MANAGEMENT',
  'ASSET_DISPOSAL',
  'RESOURCE_ALLOCATION',
  'CAPITAL_OPERATION',
  'CONSTRUCTION_PROJECT',
] as const;
export type KeyMatter = (typeof keyMatters)[number];

/** The powers through which private gain is sought (J-V.2c). */
export const powers = ['APPROVAL', 'ADMINISTRATION', 'LAW_ENFORCEMENT', 'PERSONNEL', 'ALLOCATION'] as const;
export type Power = (typeof powers)[number];

/** What a team asks instruction on (J-V.5c); the pack says who answers. */
export const requestSubjects = ['MAJOR_POSITION', 'IMMEDIATE_ITEM', 'EXTEND_STAY', 'OUTGOING_TEXT', 'OTHER'] as const;
export type RequestSubject = (typeof requestSubjects)[number];

export const transferAddressees = ['DISC', 'OD', 'FD'] as const;
export type TransferAddressee = (typeof transferAddressees)[number];
export const transferKinds = ['CLUE', 'MATTER'] as const;
export type TransferKind = (typeof transferKinds)[number];

export const disposals = ['TALK_OR_LETTER', 'PRELIMINARY_CHECK', 'HELD', 'CONCLUDED'] as const;
export type Disposal = (typeof disposals)[number];

export const grades = ['NOT_DONE', 'BASICALLY_DONE', 'DONE'] as const;
export type Grade = (typeof grades)[number];

export const hearingBodies = ['LG', 'SSM', 'PSC'] as const;
export type HearingBody = (typeof hearingBodies)[number];

export const feedbackParties = ['PRINCIPAL', 'BODY'] as const;
export type FeedbackParty = (typeof feedbackParties)[number];

/** How a paper was served on whoever did not sign for it: left with them, refused by them, sent by registered post. */
export const servings = ['LEFT', 'REFUSED', 'POSTED'] as const;
export type Serving = (typeof servings)[number];

/** How an organisation leaves a round: dissolved, merged into another one, under another name, or put off to a later round. */
export const leavings = ['DISSOLVED', 'MERGED', 'RENAMED', 'POSTPONED'] as const;
export type Leaving = (typeof leavings)[number];

export const disclosureScopes = ['INSIDE', 'PUBLIC'] as const;
export type DisclosureScope = (typeof disclosureScopes)[number];

/** What an opinion is on, and what it comes to. */
export const opinionSubjects = ['PLAN', 'REPORT'] as const;
export type OpinionSubject = (typeof opinionSubjects)[number];
export const opinionVerdicts = ['AGREE', 'AGREE_WITH_CHANGES', 'DISAGREE'] as const;
export type OpinionVerdict = (typeof opinionVerdicts)[number];

/** What an inspected organisation is held to account for (J-VI.4b): refusing support, concealing, obstructing, retaliating, poor
 *  rectification, refusing rectification. */
export const referralTriggers = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6'] as const;
export type ReferralTrigger = (typeof referralTriggers)[number];

/** What exposed a problem that an earlier round should have found (J-V.1a): a later round, an audit, a case. */
export const exposures = ['ROUND', 'AUDIT', 'CASE'] as const;
export type Exposure = (typeof exposures)[number];
/** How a person served in a team (J-III.4c). */
export const appraisalVerdicts = ['EXCELLENT', 'COMPETENT', 'BASICALLY_COMPETENT', 'NOT_COMPETENT'] as const;
export type AppraisalVerdict = (typeof appraisalVerdicts)[number];

/** How far a stay has come: talks held, visits made, petitions taken, working papers written. */
export interface ProgressCounts {
  readonly talks: number;
  readonly visits: number;
  readonly petitions: number;
  readonly papers: number;
}

export const roundKinds = ['ROUTINE', 'SPECIAL'] as const;
export const roundLeads = ['COORDINATED', 'AUTONOMOUS'] as const;
export const roundLayouts = ['SECTOR_ROTATION', 'SYSTEM_LINKAGE'] as const;
/** The three independent pairs of J-V.3a. */
export interface Modes {
  readonly kind: (typeof roundKinds)[number];
  readonly lead: (typeof roundLeads)[number];
  readonly layout: (typeof roundLayouts)[number];
}

export const committeePosts = [
  'SECRETARY',
  'STANDING_COMMITTEE',
  'DISCIPLINE_SECRETARY',
  'ORGANISATION_HEAD',
  'LG_LEADER',
  'LG_EXECUTIVE_DEPUTY',
  'LG_DEPUTY',
  'OFFICE_DIRECTOR',
  'OFFICE_STAFF',
  'DISCIPLINE_ORGAN',
  'ORGANISATION_DEPARTMENT',
  'FUNCTIONAL_DEPARTMENT',
  'UPPER_OFFICE',
] as const;
export type CommitteePost = (typeof committeePosts)[number];
/** The posts for which a substitute is named in a round where their holders are tied (J-III.4a). */
export const substitutedPosts = [
  'LG_LEADER',
  'LG_EXECUTIVE_DEPUTY',
  'OFFICE_DIRECTOR',
  'OFFICE_STAFF',
  'DISCIPLINE_ORGAN',
  'ORGANISATION_DEPARTMENT',
  'FUNCTIONAL_DEPARTMENT',
] as const satisfies readonly CommitteePost[];
export type SubstitutedPost = (typeof substitutedPosts)[number];
export const organisationPosts = [
  'PRINCIPAL',
  'LIAISON',
  'PERSON_IN_CHARGE',
  'LEADER_IN_CHARGE',
  'BODY_MEMBER',
] as const;
export type OrganisationPost = (typeof organisationPosts)[number];

/** The level of a committee, from the top. */
export const committeeLevels = ['PROVINCE', 'CITY', 'WORKING_COMMITTEE', 'COUNTY', 'DEPARTMENT', 'ENTERPRISE'] as const;
export type CommitteeLevel = (typeof committeeLevels)[number];
export const organisationKinds = [
  'LOCALITY',
  'DEPARTMENT',
  'ENTERPRISE',
  'INSTITUTION',
  'TOWNSHIP',
  'VILLAGE',
  'STATION',
  /** Of an enterprise or a department. */
  'UNIT',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];
/** A program that calls is a person of the registry as well; it signs nothing. */
export const personKinds = ['PERSON', 'SERVICE'] as const;
/** What ties a person to an organisation, so that they are recused there (J-III.4a). */
export const tieKinds = ['OWN_UNIT', 'KIN', 'LOCALITY', 'SERVED'] as const;
export type TieKind = (typeof tieKinds)[number];

/** What a committee and its leading group draw up (J-VI.2b–c). */
export const documentKinds = ['TERM_PLAN', 'YEARLY_PLAN', 'YEARLY_SUMMARY', 'IMPLEMENTING_OPINIONS'] as const;
export type DocumentKind = (typeof documentKinds)[number];
export const directorChanges = ['APPOINTED', 'REMOVED'] as const;
export type DirectorChange = (typeof directorChanges)[number];

/** How a duty ends. */
export const outcomes = ['MET', 'MET_LATE', 'WAIVED', 'SUPERSEDED'] as const;
export type Outcome = (typeof outcomes)[number];
export const letterStates = ['PREPARED', 'SENT', 'SIGNED', 'BOUNCED', 'WITHDRAWN'] as const;
export type LetterState = (typeof letterStates)[number];
/** What a team asks of organisations and departments, and what becomes of it. */
export const partnerRequestKinds = ['MATERIAL', 'SUPPORT'] as const;
export type PartnerRequestKind = (typeof partnerRequestKinds)[number];
export const partnerRequestStates = ['OPEN', 'PROVIDED', 'REFUSED'] as const;
export type PartnerRequestState = (typeof partnerRequestStates)[number];

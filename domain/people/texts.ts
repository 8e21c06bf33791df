/** Who may read a text (T-4, J-V.5e), by the event that it belongs to and what that event is about. The classes, from the most
 *  closed one: 1 who reports retaliation, 2 key-person sheets, 3 clues, 4 working papers, 5 results before the decision,
 *  6 feedback, plans, reports and reasons, 7 what is disclosed. */
import { rolesOf as rolesTowardsWork } from '../committee/actors.ts';
import type { CommitteeEventType } from '../committee/events.ts';
import type { CommitteeFile } from '../committee/state.ts';
import type { Actor } from '../dossier/grammar.ts';
import { all, get } from '../keyed.ts';
import { postsTowards, rolesOf } from '../round/actors.ts';
import { heirOf } from '../round/leaving.ts';
import type { EventType } from '../round/events.ts';
import { readersOfReferral } from '../round/protection.ts';
import type { Round, Transfer } from '../round/state.ts';
import type { Referral } from '../round/referral.ts';
import { bothSigned } from '../round/steps/feedback.ts';
import { placeOf } from '../round/targets.ts';
import { type Code, type TransferAddressee, transferAddressees } from '../vocabulary.ts';
import { isAtOrganisation, isDepartment, type Post, type Role } from './posts.ts';
import { departmentOfPost, isOpinion, viewpointOf } from './viewpoint.ts';

/** What a text is about: the parts of the dossier that its event names on the way to it. */
export interface TextEvent {
  readonly type: EventType | CommitteeEventType;
  readonly organisation?: Code;
  readonly finding?: Code;
  readonly transfer?: Code;
  readonly referral?: Code;
  readonly paper?: Code;
  readonly item?: Code;
  readonly team?: Code;
  /** The key of the duty that the event is about. */
  readonly duty?: string;
  readonly supervision?: Code;
  readonly request?: Code;
  readonly governance?: Code;
  /** Where the event is about several organisations at once. */
  readonly organisations?: readonly Code[];
  /** Under which field the text stands. */
  readonly field: string;
}

/** A role, or a post that reads more than it does. */
export type Reader = Role | 'LG_DEPUTY';
/** The committee's side and the office above it. */
const side: readonly Reader[] = ['SEC', 'LGL', 'XDL', 'LG_DEPUTY', 'OFF', 'UP'];
const team: readonly Reader[] = ['TL', 'TDL', 'INS'];
const inspected: readonly Reader[] = ['ORG', 'PR'];

const classOf = (type: TextEvent['type']): 'SHEET' | 'PAPER' | 'RESULT' | 'OTHER' => {
  if (type === 'KeyPersonSealed') return 'SHEET';
  if (type === 'PaperOpened' || type === 'PaperWithdrawn') return 'PAPER';
  return results.has(type) ? 'RESULT' : 'OTHER';
};
const results: ReadonlySet<TextEvent['type']> = new Set<TextEvent['type']>([
  'ReportSubmitted',
  'ReportReturned',
  'ReportHeard',
  'ResultsDecided',
]);

/** What the standing committee's clerk reads beside results and clues: plan, reports, hearings, decisions, and objections, which the
 *  clerk may have to settle. */
const forTheClerk: ReadonlySet<TextEvent['type']> = new Set<TextEvent['type']>([
  'RoundPlanned',
  'RoundApproved',
  'RoundRejected',
  'ScopeReduced',
  'SubstituteNamed',
  'RoundSuspended',
  'RoundResumed',
  'RoundCancelled',
  'ActObjected',
  'ObjectionSettled',
  'RectificationReportSubmitted',
  'PrincipalReportSubmitted',
]);
/** What a department reads of an organisation whose plan or report it is asked about. */
const forReviewers: ReadonlySet<TextEvent['type']> = new Set<TextEvent['type']>([
  'OpinionGiven',
  'PlanSubmitted',
  'PlanReturned',
  'ItemReported',
  'FindingReturned',
  'FindingWaived',
  'SubsequentReported',
  'VerificationRecorded',
  'RectificationEvaluated',
  'RectificationReportSubmitted',
  'PrincipalReportSubmitted',
]);

/** Beyond the committee's side. */
const furtherReaders: Partial<Record<TextEvent['type'], readonly Reader[]>> = {
  EntryNoticePublished: [...team, ...inspected],
  MemberReplaced: ['TL'],
  RequestRaised: ['TL'],
  RequestApproved: ['TL'],
  RequestRejected: ['TL'],
  ImmediateItemIssued: [...team, ...inspected],
  ImmediateItemAnswered: [...team, ...inspected],
  TeamWithdrawn: ['TL'],
  ScopeReduced: ['TL'],
  FeedbackGiven: ['TL', ...inspected, ...transferAddressees],
  OpinionGiven: ['TL', ...inspected],
  PlanSubmitted: ['TL', ...inspected],
  PlanReturned: ['TL', ...inspected],
  ItemReported: ['TL', ...inspected],
  FindingReturned: ['TL', ...inspected],
  FindingWaived: ['TL', ...inspected],
  SubsequentReported: ['TL', ...inspected],
  VerificationRecorded: ['TL', ...inspected],
  RectificationEvaluated: ['TL', ...inspected],
  RectificationReportSubmitted: ['TL', ...inspected],
  PrincipalReportSubmitted: ['TL', ...inspected],
  Disclosed: ['PSC', ...team, ...inspected, ...transferAddressees],
  DisclosureExempted: inspected,
  GovernanceOpened: ['FD'],
  GovernanceAnswered: ['FD'],
  GovernanceReturned: ['FD'],
  GovernanceClosed: ['FD'],
};

/** What of the dossier decides on the readers of a text. */
export interface About {
  readonly field: string;
  readonly transfer?: Pick<Transfer, 'to' | 'kind'>;
  readonly referral?: Referral;
  readonly owedBy?: Role;
  /** Of whom material or support was asked. */
  readonly askedOf?: Role;
  /** The departments that are asked about the organisation's plan or report. */
  readonly reviewers?: readonly TransferAddressee[];
  readonly isDecided?: boolean;
  readonly isFedBack?: boolean;
}

export function readersOf(type: TextEvent['type'], about: About): readonly Reader[] {
  if (about.referral) return readersOfReferral(about.referral);
  // A text about a duty is for its debtor as well.
  const debtor = about.owedBy ? [about.owedBy] : [];
  if (about.transfer) {
    const { kind, to } = about.transfer;
    const above: readonly Reader[] = kind === 'CLUE' ? [] : ['UP'];
    return ['SEC', 'PSC', 'LGL', 'XDL', 'OFF', ...above, to];
  }
  if (about.askedOf) return [...side, 'TL', about.askedOf];
  switch (classOf(type)) {
    case 'SHEET':
      return ['TL', 'LGL', 'XDL'];
    case 'PAPER':
      return ['OFF', 'LGL', 'XDL', ...team];
    case 'RESULT':
      return [
        ...side.filter((reader) => reader !== 'UP' || about.isDecided),
        'PSC',
        ...team,
        ...(type === 'ResultsDecided' && about.isFedBack ? inspected : []),
      ];
    default:
      return [
        ...side,
        ...(forTheClerk.has(type) ? (['PSC'] as const) : []),
        ...(furtherReaders[type] ?? []),
        ...(forReviewers.has(type) ? (about.reviewers ?? []) : []),
        ...debtor,
      ];
  }
}

/** Whether somebody with the posts of the round's day may read a text of it. */
export function mayRead(round: Round, actor: Actor, event: TextEvent): boolean {
  const viewpoint = viewpointOf(round, actor);
  if (viewpoint.sees === 'NOTHING') return false;
  const { about, place, transfer } = aboutOf(round, event);
  // Of their own organisation somebody reads what the inspected may, also where a text is about several.
  if (event.organisations?.some((code) => viewpoint.own.includes(code))) return false;
  const readers = readersOf(event.type, about);
  const roles = readingRolesOf(round, actor, {
    ...(place ? { organisation: place } : {}),
    ...(transfer ? { transfer } : {}),
    ...(event.team ? { team: event.team } : {}),
  });
  return readers.some((reader) => roles.has(reader));
}

/** Whether the leading group's leader and somebody of the discipline organ, who is another person, are among these. */
export function isOpenedByTwo(round: Round, actors: readonly Actor[]): boolean {
  const holding = (role: Role) => actors.filter((actor) => readingRolesOf(round, actor, {}).has(role));
  const leaders = holding('LGL');
  return holding('DISC').some((one) => leaders.some((other) => other.person !== one.person));
}

function aboutOf(
  round: Round,
  event: TextEvent,
): { readonly about: About; readonly place: Code | undefined; readonly transfer: Code | undefined } {
  const { organisation, referral, supervision, request, field } = event;
  const key = event.duty ?? (supervision === undefined ? undefined : get(round.supervisions, supervision)?.duty);
  const duty = key === undefined ? undefined : get(round.duties, key);
  const code = event.transfer ?? duty?.transfer ?? undefined;
  const transfer = code === undefined ? undefined : get(round.transfers, code);
  const referred = referral === undefined ? undefined : get(round.referrals, referral);
  const asked = request === undefined ? undefined : get(round.partnerRequests, request);
  const named =
    organisation ??
    transfer?.organisation ??
    referred?.organisation ??
    placeOf(round, event) ??
    duty?.organisation ??
    undefined;
  // What an organisation had that has left is its successor's to read.
  const place = named === undefined ? undefined : heirOf(round, named);
  const inspects = place === undefined ? undefined : round.organisations[place];
  const several = event.organisations ?? [];
  const allDecided =
    several.length > 0 && several.every((code) => (round.organisations[code]?.decidedOn ?? null) !== null);
  return {
    place,
    transfer: code,
    about: {
      field,
      ...(transfer ? { transfer } : {}),
      ...(referred ? { referral: referred } : {}),
      ...(asked ? { askedOf: isDepartment(asked.from) ? asked.from : 'ORG' } : {}),
      ...(duty ? { owedBy: duty.owedBy } : {}),
      ...(allDecided ? { isDecided: true } : {}),
      ...(inspects
        ? {
            reviewers: reviewersOf(round, inspects.code),
            isDecided: inspects.decidedOn !== null,
            isFedBack: bothSigned(inspects),
          }
        : {}),
    },
  };
}

const reviewersOf = (round: Round, organisation: Code): TransferAddressee[] =>
  [...all(round.duties)].flatMap((duty) =>
    duty.organisation === organisation && isOpinion(duty.kind) && isDepartment(duty.owedBy) ? [duty.owedBy] : [],
  );

/** Posts that read as a role whose acts are not theirs. */
const readsAs: Partial<Record<Post, Reader>> = {
  LG_DEPUTY: 'LG_DEPUTY',
  ...departmentOfPost,
};

function readingRolesOf(round: Round, actor: Actor, target: Parameters<typeof rolesOf>[2]): ReadonlySet<Reader> {
  const roles = new Set<Reader>(rolesOf(round, actor, target));
  for (const { post } of postsTowards(round, actor, target)) {
    const reader = isAtOrganisation(post) ? 'ORG' : readsAs[post];
    if (reader) roles.add(reader);
  }
  // Whoever has not signed the undertaking reads nothing from a seat (J-V.5e), nor while suspended (J-III.4d).
  const viewpoint = viewpointOf(round, actor);
  const sits = viewpoint.sees === 'ALL' || (viewpoint.sees === 'OWN' && viewpoint.inspecting.length > 0);
  if (!sits) for (const seat of team) roles.delete(seat);
  return roles;
}

/** Of a committee's own work. */
export function mayReadOfWork(file: CommitteeFile, actor: Actor, { type, field, governance }: TextEvent): boolean {
  const roles = new Set<Reader>(rolesTowardsWork(file, actor, { governance }));
  return readersOf(type, { field }).some((reader) => roles.has(reader));
}

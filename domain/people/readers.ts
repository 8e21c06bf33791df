/** Who may read a text, by the event that it belongs to (J-V.5e). The committee's side reads everything but clues that went
 *  elsewhere, reports of retaliation, working papers and key-person sheets, and so does the upper office, which sees and guides
 *  (J-VI.3); beyond that each text has the readers that its step has. */
import type { CommitteeEventType } from '../committee/events.ts';
import type { EventType } from '../round/events.ts';
import type { Phase } from '../round/phase.ts';
import { readersOfReferral } from '../round/protection.ts';
import type { Organisation, Referral } from '../round/state.ts';
import { transferAddressees } from '../vocabulary.ts';
import { type Role, committeeSide } from './posts.ts';

const rectifiers: readonly Role[] = ['ORG', 'PR', 'TL', 'DISC', 'OD'];
const team: readonly Role[] = ['TL', 'TDL', 'INS'];

/** Texts that only these roles read, beside no one else of the committee's side. */
const onlyReaders: Partial<Record<EventType | CommitteeEventType, readonly Role[]>> = {
  PaperOpened: ['OFF', ...team],
  PaperWithdrawn: ['OFF', ...team],
  KeyPersonSealed: ['TL', 'LGL', 'XDL'],
};

/** Texts about a transfer that the leading group's leader decides on. */
const forTheLeader: readonly (EventType | CommitteeEventType)[] = [
  'ExtensionRequested',
  'ExtensionGranted',
  'ExtensionRefused',
  'SupervisionOrdered',
  'SupervisionAnswered',
];

const furtherReaders: Partial<Record<EventType | CommitteeEventType, readonly Role[]>> = {
  EntryNoticePublished: [...team, 'ORG', 'PR'],
  MemberReplaced: ['TL'],
  RequestRaised: ['TL'],
  RequestApproved: ['TL'],
  RequestRejected: ['TL'],
  ImmediateItemIssued: [...team, 'ORG', 'PR'],
  ImmediateItemAnswered: [...team, 'ORG', 'PR'],
  TeamWithdrawn: ['TL'],
  ScopeReduced: ['TL'],
  ReportSubmitted: ['TL'],
  ReportReturned: ['TL'],
  FeedbackGiven: ['TL', 'ORG', 'PR', ...transferAddressees],
  OpinionGiven: [...rectifiers, 'FD'],
  PlanSubmitted: rectifiers,
  PlanReturned: rectifiers,
  ItemReported: rectifiers,
  FindingReturned: rectifiers,
  FindingWaived: rectifiers,
  SubsequentReported: rectifiers,
  VerificationRecorded: rectifiers,
  RectificationEvaluated: rectifiers,
  RectificationReportSubmitted: rectifiers,
  PrincipalReportSubmitted: rectifiers,
  Disclosed: rectifiers,
  DisclosureExempted: ['ORG', 'PR'],
  GovernanceOpened: ['FD'],
  GovernanceAnswered: ['FD'],
  GovernanceReturned: ['FD'],
  GovernanceClosed: ['FD'],
};

/** What the committee does with the report is not for the inspected: to them the team has left, until there is feedback. */
export const hiddenPhases: readonly Phase[] = ['REPORTED', 'HEARD', 'DECIDED'];
export const phaseForInspected = (phase: Phase): Phase => (hiddenPhases.includes(phase) ? 'WITHDRAWN' : phase);

/** What people of an inspected organisation are told of it: nothing of those who spoke to the team, of the hearings, or of who
 *  thought what of its plan. */
const told = [
  'code',
  'nextLower',
  'noticeOn',
  'enteredOn',
  'withdrawnOn',
  'feedback',
  'planSubmittedOn',
  'planAcceptedOn',
  'planReturnedOn',
  'report1On',
  'report2On',
  'disclosedOn',
  'exemptedOn',
  'principals',
  'handOver',
  'evaluation',
] as const satisfies readonly (keyof Organisation)[];
export const organisationForInspected = (organisation: Organisation): object =>
  Object.fromEntries(told.map((field) => [field, organisation[field]]));

/** Texts about a transfer are for its addressee and the office alone; the organisation never reads a clue. */
export function readersOf(
  type: EventType | CommitteeEventType,
  about: {
    readonly transferTo?: Role;
    readonly fedBack?: boolean;
    readonly referral?: Referral;
    readonly owedBy?: Role;
    readonly askedOf?: Role;
    /** Under which field of the event the text stands. */
    readonly field: string;
  },
): readonly Role[] {
  if (about.field === 'reporter') return ['LGL'];
  if (about.referral) return readersOfReferral(about.referral);
  if (about.transferTo)
    return ['OFF', 'SEC', about.transferTo, ...(forTheLeader.includes(type) ? (['LGL'] as const) : [])];
  if (about.askedOf) return [...committeeSide, 'TL', about.askedOf];
  if (type === 'ResultsDecided') return [...committeeSide, 'TL', ...(about.fedBack ? (['ORG', 'PR'] as const) : [])];
  // A text about a duty is for its debtor as well.
  const debtor = about.owedBy ? [about.owedBy] : [];
  return onlyReaders[type] ?? [...committeeSide, ...(furtherReaders[type] ?? []), ...debtor];
}

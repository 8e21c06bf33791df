/** Who may read a text, by the event that it belongs to (J-V.5e). The committee's side reads everything but clues that went
 *  elsewhere, reports of retaliation, working papers and key-person sheets, and so does the upper office, which sees and guides
 *  (J-VI.3); beyond that each text has the readers that its step has. */
import type { Role } from './posts.ts';
import type { EventType } from './round/rule.ts';
import type { Referral } from './round/state.ts';

const committeeSide: readonly Role[] = ['SEC', 'PSC', 'LGL', 'XDL', 'OFF', 'UP'];
const rectifiers: readonly Role[] = ['ORG', 'PR', 'TL', 'DISC', 'OD'];
const handlers: readonly Role[] = ['DISC', 'OD', 'FD'];

const team: readonly Role[] = ['TL', 'TDL', 'INS'];

/** Texts that these alone read, whoever else sits on the committee's side. */
const onlyReaders: Partial<Record<EventType, readonly Role[]>> = {
  PaperOpened: ['OFF', ...team],
  PaperWithdrawn: ['OFF', ...team],
  KeyPersonSealed: ['TL', 'LGL', 'XDL'],
};

const furtherReaders: Partial<Record<EventType, readonly Role[]>> = {
  RequestRaised: ['TL'],
  RequestApproved: ['TL'],
  RequestRejected: ['TL'],
  ImmediateItemIssued: [...team, 'ORG', 'PR'],
  ImmediateItemAnswered: [...team, 'ORG', 'PR'],
  TeamWithdrawn: ['TL'],
  ReportSubmitted: ['TL'],
  ReportReturned: ['TL'],
  FeedbackGiven: ['TL', 'ORG', 'PR', ...handlers],
  PlanSubmitted: rectifiers,
  PlanReturned: rectifiers,
  ItemReported: rectifiers,
  FindingReturned: rectifiers,
  RectificationReportSubmitted: rectifiers,
  PrincipalReportSubmitted: rectifiers,
  Disclosed: rectifiers,
  DisclosureExempted: ['ORG', 'PR'],
  ReferralRaised: ['TL', 'DISC'],
  ReferralDeclined: ['TL'],
  ReferralOutcomeRecorded: ['TL', 'DISC'],
};

/** Retaliation against those who report (T4) is dealt with in a channel of its own (J-VI.4b). */
export const isProtected = ({ trigger }: Pick<Referral, 'trigger'>): boolean => trigger === 'T4';

/** Who knows of a protected referral: the leading group's leader, and the discipline organ once it has been accepted. */
function protectedReaders({ state }: Referral): readonly Role[] {
  return state === 'WITH_DISCIPLINE' || state === 'OUTCOME' ? ['LGL', 'DISC'] : ['LGL'];
}
export const knowsOf = (referral: Referral, roles: ReadonlySet<Role>): boolean =>
  !isProtected(referral) || protectedReaders(referral).some((role) => roles.has(role));

/** Texts about a transfer are for its addressee and the office alone; the organisation never reads a clue. */
export function readersOf(
  type: EventType,
  about: {
    readonly transferTo?: Role;
    readonly fedBack?: boolean;
    readonly referral?: Referral;
    /** Under which field of the event the text stands. */
    readonly field: string;
  },
): readonly Role[] {
  if (about.field === 'reporter') return ['LGL'];
  if (about.referral && isProtected(about.referral)) return protectedReaders(about.referral);
  if (about.transferTo) return ['OFF', 'SEC', about.transferTo];
  if (type === 'ResultsDecided') return [...committeeSide, 'TL', ...(about.fedBack ? (['ORG', 'PR'] as const) : [])];
  return onlyReaders[type] ?? [...committeeSide, ...(furtherReaders[type] ?? [])];
}

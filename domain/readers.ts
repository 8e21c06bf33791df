/** Who may read a text, by the event that it belongs to (J-V.5e). The committee's side reads everything but clues that went
 *  elsewhere; beyond that each text has the readers that its step has. */
import type { Role } from './posts.ts';
import type { EventType } from './round/rule.ts';

const committeeSide: readonly Role[] = ['SEC', 'PSC', 'LGL', 'XDL', 'OFF'];
const rectifiers: readonly Role[] = ['ORG', 'PR', 'TL', 'DISC', 'OD'];
const handlers: readonly Role[] = ['DISC', 'OD', 'FD'];

/** Texts about a transfer that the leading group's leader decides on. */
const forTheLeader: readonly EventType[] = [
  'ExtensionRequested',
  'ExtensionGranted',
  'ExtensionRefused',
  'SupervisionOrdered',
  'SupervisionAnswered',
];

const furtherReaders: Partial<Record<EventType, readonly Role[]>> = {
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
};

/** Texts about a transfer are for its addressee and the office alone; the organisation never reads a clue. */
export function readersOf(
  type: EventType,
  about: { readonly transferTo?: Role; readonly fedBack?: boolean; readonly owedBy?: Role },
): readonly Role[] {
  if (about.transferTo)
    return ['OFF', 'SEC', about.transferTo, ...(forTheLeader.includes(type) ? (['LGL'] as const) : [])];
  if (type === 'ResultsDecided') return [...committeeSide, 'TL', ...(about.fedBack ? (['ORG', 'PR'] as const) : [])];
  // What is said about somebody's duty is for them as well.
  return [...committeeSide, ...(furtherReaders[type] ?? []), ...(about.owedBy ? [about.owedBy] : [])];
}

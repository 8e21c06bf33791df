/** Who may read a text, by the event that it belongs to (J-V.5e). The committee's side reads everything but clues that went
 *  elsewhere; beyond that each text has the readers that its step has. */
import type { Role } from './posts.ts';
import type { EventType } from './round/rule.ts';

const committeeSide: readonly Role[] = ['SEC', 'PSC', 'LGL', 'XDL', 'OFF'];
const rectifiers: readonly Role[] = ['ORG', 'PR', 'TL', 'DISC', 'OD'];
const handlers: readonly Role[] = ['DISC', 'OD', 'FD'];

const furtherReaders: Partial<Record<EventType, readonly Role[]>> = {
  ScopeReduced: ['TL'],
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
  about: { readonly transferTo?: Role; readonly askedOf?: Role; readonly fedBack?: boolean },
): readonly Role[] {
  if (about.transferTo) return ['OFF', 'SEC', about.transferTo];
  if (about.askedOf) return [...committeeSide, 'TL', about.askedOf];
  if (type === 'ResultsDecided') return [...committeeSide, 'TL', ...(about.fedBack ? (['ORG', 'PR'] as const) : [])];
  return [...committeeSide, ...(furtherReaders[type] ?? [])];
}

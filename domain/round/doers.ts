/** Who did what somebody later accepts, decides on or disposes of (T-2): never the same person. From paper the office has entered
 *  what others did, and the ledger does not know who that was. */
import { isEntering } from '../dossier/dossier.ts';
import { doerOf, type Recording } from '../dossier/events.ts';
import { get, put } from '../keyed.ts';
import type { Code } from '../vocabulary.ts';
import type { EventType } from './events.ts';
import { membersOf, type Round, teamOf } from './state.ts';

/** The events that are answered by another person, each with the field that says what it is about. */
const answered = {
  ReportSubmitted: 'organisation',
  PlanSubmitted: 'organisation',
  RectificationReportSubmitted: 'organisation',
  PrincipalReportSubmitted: 'organisation',
  ItemReported: 'finding',
  SubsequentReported: 'finding',
  TransferFedBack: 'transfer',
  ExtensionRequested: 'duty',
  RequestRaised: 'request',
  ReferralRaised: 'referral',
  ImmediateItemAnswered: 'item',
  FiledUpward: 'filing',
} as const satisfies Partial<Record<EventType, string>>;
export type AnsweredEvent = keyof typeof answered;
const isAnswered = (type: EventType): type is AnsweredEvent => Object.hasOwn(answered, type);

/** The round with who did it, where somebody is to answer it. */
export function withDoer(
  round: Round,
  event: Pick<Recording, 'by' | 'for'> & { readonly type: EventType; readonly data: object },
): Round {
  const { type, data } = event;
  if (!isAnswered(type) || isEntering(round)) return round;
  const about = Object.entries(data).find(([field]) => field === answered[type])?.[1];
  return typeof about === 'string' ? { ...round, doers: put(round.doers, `${type}/${about}`, doerOf(event)) } : round;
}

/** Who did it last; nobody, where it was not done here. */
export function doersOf(round: Round, types: readonly AnsweredEvent[], about: string): readonly Code[] {
  return types.flatMap((type) => get(round.doers, `${type}/${about}`) ?? []);
}

/** The team that inspects the organisation: its findings are its own work. */
export function inspectorsOf(round: Round, organisation: Code | undefined): readonly Code[] {
  const inspected = organisation === undefined ? undefined : round.organisations[organisation];
  const team = inspected && teamOf(round, inspected);
  return team ? membersOf(team) : [];
}

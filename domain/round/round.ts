/** The entry point to a round: `decide` what a command brings about, `evolve` by an event, `advance` by time, `outlook` on what comes
 *  next. Pure; `now` is the round's own time. */
import type { Outlook } from '../../contracts/messages.ts';
import type { CommandName } from '../../contracts/requests/index.ts';
import { dayOf } from '../calendar.ts';
import { isEntering } from '../dossier/dossier.ts';
import { withDutyChanges } from '../dossier/duties.ts';
import { type Actor, decideBy } from '../dossier/grammar.ts';
import { onBehalfOf } from '../dossier/on-behalf.ts';
import { outlookOf, type Presentation, type Standing, standingOf } from '../dossier/outlook.ts';
import { get } from '../keyed.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { type Code, type Instant, type Language, MAILROOM, TIME } from '../vocabulary.ts';
import type { PossibleAction, RoundRule } from './command.ts';
import { consequences } from './consequences.ts';
import type { RoundKind, RuleName, RulePayloads } from './definition.ts';
import { withDoer } from './doers.ts';
import { withEntry } from './entries.ts';
import type { EventType, RecordedRoundEvent, RoundEvent } from './events.ts';
import type { Facts } from './facts.ts';
import { page } from './page.ts';
import { phaseOf } from './phase.ts';
import type { Round } from './state.ts';
import { ruleBook, transitions } from './steps/index.ts';
import { suspensions } from './steps/members.ts';
import { plannedRound } from './steps/planning.ts';
import { silence, silentAt } from './steps/silence.ts';

export { advance, isDue, postsInvolved } from '../dossier/due.ts';

/** The command's events, or why not. */
export function decide<N extends RuleName>(
  round: Round,
  name: N,
  payload: RulePayloads[N],
  actor: Actor,
  facts: Facts,
  now: Instant,
): readonly RoundEvent[] | Refusal {
  const rule: RoundRule<N> = ruleBook[name];
  const onBehalf = onBehalfOf(payload);
  const refusal =
    requireOpen(round, name) ??
    (onBehalf
      ? rule.admitOnBehalf(round, payload, onBehalf, { actor, facts, now })
      : rule.admit(round, payload, actor)) ??
    requirePaper(round, name, payload);
  if (refusal) return refusal;
  return decideBy<RoundKind, RulePayloads[N]>(rule, round, payload, { actor, facts, now }, (events, on) =>
    consequences(round, events, { on, now, by: actor.person }),
  );
}

/** Each target of a command with what stands in the way of it: the same guards as in `decide`, in the same order. */
export function* possibleActions(
  round: Round,
  name: CommandName,
  actor: Actor,
  organisation?: Code,
): Generator<PossibleAction> {
  const ended = requireOpen(round, name);
  for (const { target, refusal } of ruleBook[name].possibleActions(round, actor, organisation))
    yield { target, refusal: ended ?? refusal };
}

/** A round that has ended takes nothing more, but what the mailroom still reports. */
function requireOpen(round: Round, name: RuleName): Refusal | undefined {
  // Whoever was made to end it may say so, and is answered.
  const isAfterwards = name === 'object-to-act' || name === 'settle-objection';
  if (round.ended === null || isAfterwards || name === 'letter-sent' || name === 'letter-failed') return undefined;
  const ended = { round: round.code, ended: round.ended };
  // A person who needs protection is told where it is to be had.
  if (name === 'report-retaliation') return refuse('J-VI.4b', 'RoundOpenToReports', ended);
  return refuse('J-V.4h', 'RoundOpen', ended);
}

/** Today is no good guess for paper, and an append-only ledger keeps a wrong day for ever. Going live, correcting, and the word of a
 *  department happen today. What is entered from paper lies before the day on which the round was entered here, and a decision, a
 *  receipt or a disposal names its paper. */
function requirePaper(round: Round, name: RuleName, { on, document, proposal }: OnPaper): Refusal | undefined {
  const { clause, inPerson, onPaper, undated, recordsPaper } = ruleBook[name];
  if (!isEntering(round))
    return document === undefined || recordsPaper ? undefined : refuse(clause, 'HistoryBeingEntered');
  const act = proposal === undefined ? { action: name } : get(round.proposedActs, proposal);
  if (act?.action === 'go-live' || act?.action === 'correct' || (act && 'entered' in act)) return undefined;
  if (on === undefined) return refuse(clause, 'DayOnPaper');
  if (inPerson || undated) return undefined;
  const { enteredOn } = round;
  if (enteredOn !== null && on >= enteredOn) return refuse(clause, 'PaperBeforeEntry', { on, enteredOn });
  return onPaper && document === undefined ? refuse(clause, 'PaperNamed') : undefined;
}
interface OnPaper {
  readonly on?: string | undefined;
  readonly document?: object | undefined;
  readonly proposal?: string;
}

/** The round after one more event; every event ever written can be folded. */
export function evolve<T extends EventType>(round: Round, event: RecordedRoundEvent<T>): Round {
  const transition = transitions[event.type];
  const changed = withEntry(withDoer(transition(withDutyChanges(round, event), event), event), event);
  const lastActAt = isAct(event) ? event.at : round.lastActAt;
  return { ...changed, sequence: event.sequence, at: event.at, lastActAt };
}

/** A person did it: neither time nor the mailroom. */
const isAct = ({ by }: Pick<RecordedRoundEvent, 'by'>): boolean => by !== TIME && by !== MAILROOM;

/** The fold of a ledger. Its first event is the plan. */
export function fold(first: RecordedRoundEvent<'RoundPlanned'>, rest: Iterable<RecordedRoundEvent>): Round {
  let round = plannedRound(first);
  for (const event of rest) round = evolve(round, event);
  return round;
}

/** What the round takes note of before anything else happens: people of its teams whom the registry has suspended, and that
 *  nothing has been done for too long. */
export function registryChanges(round: Round, suspended: readonly Code[], now: Instant): RoundEvent[] {
  const gone = suspensions(round, suspended, now);
  return [...gone, ...silence(round, now, round.sequence + 1 + gone.length)];
}

/** All that the round's workflow needs to know: when to wake and why, which letters to send, what to show. */
export const outlook = (round: Round, language: Language = 'en'): Outlook =>
  outlookOf(round, presentation(round, language), language);
/** The part of it that lists and sweeps read. */
export const standing = (round: Round, language: Language = 'en'): Standing =>
  standingOf(round, presentation(round, language), language);

function presentation(round: Round, language: Language): Presentation {
  const at = silentAt(round);
  const lastOn = dayOf(round.lastActAt);
  const why = { zh: `${lastOn}以来本轮巡察没有办理记录`, en: `Nobody has acted since ${lastOn}` }[language];
  return {
    phase: phaseOf(round),
    page: (open) => page(round, open, language),
    ...(at === null ? {} : { next: { at, why } }),
  };
}

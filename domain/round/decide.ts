/** `decide`: may this actor do this now, and what happens then? The one door to every rule. */
import type { CommandName } from '../../contracts/commands.ts';
import { dayOf } from '../calendar.ts';
import { isEntering } from '../dossier/dossier.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { Code, Instant } from '../vocabulary.ts';
import { aftermath } from './aftermath.ts';
import type { RoundEvent } from './events.ts';
import type { Actor, Facts, Prospect, RuleName, RulePayloads } from './rule.ts';
import type { Round } from './state.ts';
import { ruleBook } from './steps/index.ts';

/** The command's events, or why not. `now` is the round's own time. */
export function decide<N extends RuleName>(
  round: Round,
  name: N,
  payload: RulePayloads[N],
  actor: Actor,
  facts: Facts,
  now: Instant,
): readonly RoundEvent[] | Refusal {
  const rule = ruleBook[name];
  const refusal = hasEnded(round, name) ?? rule.admit(round, payload, actor);
  if (refusal) return refusal;

  // Today is no good guess for paper, and an append-only ledger keeps a wrong day for ever. Going live happens today.
  if (payload.on === undefined && isEntering(round) && name !== 'go-live') return refuse(rule.clause, 'DayOnPaper');
  const on = rule.undated ? dayOf(now) : (payload.on ?? dayOf(now));
  if (on > dayOf(now)) return refuse(rule.clause, 'onNotInFuture', { on, today: dayOf(now) });
  const answered = rule.answers(round, payload);
  if (answered !== null && on < answered) return refuse(rule.clause, 'onNotBeforeWhatItAnswers', { on, answered });

  const events = rule.decide(round, payload, { on, now, by: actor.person, actor, facts, sequence: round.sequence + 1 });
  if (isRefusal(events)) return events;
  return [...events, ...aftermath(round, events, { on, now, by: actor.person })];
}

/** What may stand in the way of each target of a command; the same guards, in the same order. */
export function* prospects(round: Round, name: CommandName, actor: Actor, organisation?: Code): Generator<Prospect> {
  const ended = hasEnded(round, name);
  for (const { target, refusal } of ruleBook[name].prospects(round, actor, organisation))
    yield { target, refusal: ended ?? refusal };
}

/** A round that has ended takes nothing more, but what the post still reports. */
function hasEnded(round: Round, name: RuleName): Refusal | undefined {
  if (round.ended === null || name === 'letter-sent' || name === 'letter-failed') return undefined;
  const ended = { round: round.code, ended: round.ended };
  // Whoever needs protection is told where it is to be had.
  if (name === 'report-retaliation') return refuse('J-VI.4b', 'RoundOpenToReports', ended);
  return refuse('J-V.4h', 'RoundOpen', ended);
}

/** What came on paper (T-5; J-V.4d–f). A report, an answer or a receipt that was handed in on paper is recorded by the office, and
 *  compared by a second person: by the leading group's leader, where its day had passed. It stands for the act that meets the
 *  duty, and the day on which it reached the office decides whether that was in time. */
import { dayOf, latestOf } from '../../calendar.ts';
import { dutyOf, openDuties } from '../../dossier/duties.ts';
import { type Duty, isOpen } from '../../dossier/duty.ts';
import { closedBy, type Context } from '../../dossier/grammar.ts';
import { get } from '../../keyed.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import type { Day } from '../../vocabulary.ts';
import { rolesOf } from '../actors.ts';
import { command, type Transitions } from '../command.ts';
import { type ArrivalEvents, happened, type RoundEvent } from '../events.ts';
import type { Facts, FactsNeeded } from '../facts.ts';
import { comparedBy, comparersNeeded, requireDayOfDocument } from '../../dossier/on-paper.ts';
import { transferOf } from '../parts.ts';
import type { Round } from '../state.ts';
import { actsOf, firstAct, metOnPaper, paperOf, requireWholePaper, unread } from './met-on-paper.ts';

export const arrivalRules = {
  'record-arrival': command('record-arrival', ['duty'], {
    clause: 'J-V.4d',
    who: ['OFF'],
    keepsDay: true,
    recordsPaper: true,
    // What those do who owe something is never held up.
    goesOnSuspended: true,
    confirmedBy(round, { duty: key }, { facts, by, now }) {
      const duty = dutyOf(round, key);
      if (isPastItsDay(duty, dayOf(now))) return ['LGL'];
      const isClue = duty.transfer !== null && transferOf(round, duty.transfer).kind === 'CLUE';
      // A deputy leader reads no clue.
      const holders = facts.holders.filter(({ post }) => !isClue || post !== 'LG_DEPUTY');
      return comparedBy({ holders }, by);
    },
    targets: (round) =>
      [...openDuties(round)].filter(({ kind }) => metOnPaper[kind] !== undefined).map(({ key }) => ({ duty: key })),
    gate(round, { duty: key }) {
      const duty = dutyOf(round, key);
      if (!isOpen(duty)) return refuse('J-V.4d', 'DutyStillOwed', { duty: key, outcome: duty.outcome ?? '' });
      if (!metOnPaper[duty.kind]) return refuse('J-V.4d', 'MetOnPaper', { duty: key, owedBy: duty.owedBy });
      return firstAct(round, duty).gate(round);
    },
    notBefore: (round, { duty }) => answeredOn(round, dutyOf(round, duty)),
    facts(round, { duty: key }): FactsNeeded {
      const duty = get(round.duties, key);
      const acts = duty && metOnPaper[duty.kind] ? actsOf(round, duty, unread) : [];
      const needed = acts.map((act) => act.facts(round));
      const holders = [...comparersNeeded(round.committee), ...needed.flatMap((facts) => facts.holders ?? [])];
      return needed.reduce<FactsNeeded>((all, facts) => ({ ...facts, ...all }), { holders });
    },
    decide(round, payload, context) {
      const { duty: key, document } = payload;
      const { on } = context;
      const duty = dutyOf(round, key);
      const answered = answeredOn(round, duty);
      // The item may have gone on between the record and its confirmation.
      if (answered !== null && on < answered) return refuse('J-V.4d', 'onNotBeforeWhatItAnswers', { on, answered });
      const refused =
        requireOthers(round, duty, context) ??
        requireDayOfDocument('J-V.4d', document, { arrivedOn: on, answered: null }) ??
        requireWholePaper(round, duty, payload);
      if (refused) return refused;
      const acts = actsOf(round, duty, paperOf(payload));
      const action = acts.at(-1)?.name ?? '';
      const events: RoundEvent[] = [happened('ArrivalRecorded', duty.clause, on, { duty: key, document, action })];
      for (const act of acts) {
        const sequence = context.sequence + events.length;
        const left = act.carryOut(round, { ...context, sequence, insteadOf: duty.owedBy });
        if (isRefusal(left)) return left;
        events.push(...left.map(byArrival));
      }
      return closedBy(events).has(key) ? events : refuse('J-V.4d', 'ArrivalMeetsDuty', { duty: key });
    },
  }),
};

/** What has arrived stands in the acts that follow. */
export const arrivalTransitions: Transitions<ArrivalEvents> = { ArrivalRecorded: (round) => round };

const byArrival = (event: RoundEvent): RoundEvent =>
  event.closes
    ? {
        ...event,
        closes: event.closes.map((closed) => (closed.outcome === 'MET' ? { ...closed, byArrival: true } : closed)),
      }
    : event;

const isPastItsDay = ({ overdueNoted, dueOn, pausedOn }: Duty, today: Day): boolean =>
  overdueNoted || (pausedOn === null && dueOn !== null && dueOn < today);

/** Nobody hands in their own paper; and what has gone overdue since it was recorded is for the leader to confirm. */
function requireOthers(round: Round, duty: Duty, { actor, second, now }: Context<Facts>): Refusal | undefined {
  const roles = rolesOf(round, actor, { duty: duty.key });
  const { owedBy } = duty;
  if (roles.has(owedBy)) return refuse('J-V.4d', 'AnotherRecords', { duty: duty.key, person: actor.person, owedBy });
  const isLate = second !== undefined && isPastItsDay(duty, dayOf(now)) && !roles.has('LGL');
  return isLate ? refuse('J-V.4d', 'LeaderCompares', { duty: duty.key }) : undefined;
}

/** The day of what the duty answers. */
const answeredOn = (round: Round, duty: Duty): Day | null =>
  metOnPaper[duty.kind] ? latestOf([duty.anchor.on, firstAct(round, duty).notBefore(round)]) : duty.anchor.on;

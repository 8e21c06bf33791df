/** Suspension (J-I.3a). The committee that leads the round may halt it, let it go on, or cancel it before any results are decided:
 *  what has been found is rectified (J-V.4h). While the round is halted the clocks of the office stand still, and what the office
 *  and the teams would do next waits; the clocks of the opinion run on, and whoever owes by them goes on. */
import { addToDay, daysBetween, hasCome, latestOf } from '../../calendar.ts';
import { openDuties, supersedesAll, withDuty } from '../../dossier/duties.ts';
import { type Duty, paused, resumed } from '../../dossier/duty.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Day } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type SuspensionEvents } from '../events.ts';
import type { Round } from '../state.ts';

const requireRunning = ({ suspendedOn }: Round): Refusal | undefined =>
  suspendedOn === null ? undefined : refuse('J-I.3a', 'RoundRunning', { suspendedOn });

/** What has been found is rectified: after the first decision nobody gives the round up (T-7). */
function requireNothingDecided({ organisations }: Round): Refusal | undefined {
  const decided = Object.values(organisations).find(({ decidedOn }) => decidedOn !== null);
  return decided && refuse('J-V.4h', 'NothingDecided', { organisation: decided.code });
}

export const suspensionRules = {
  'suspend-round': command('suspend-round', [], {
    clause: 'J-I.3a',
    signs: true,
    onPaper: true,
    who: ['SEC', 'PSC'],
    // Asked twice, it is refused by its gate.
    goesOnSuspended: true,
    // Where the secretary is alone, and leads the leading group, a deputy leader is the second person.
    confirmedBy(_round, _payload, { facts, by }) {
      const others = facts.holders.filter(({ person }) => person !== by);
      if (others.some(({ post }) => post !== 'LG_LEADER')) return ['PSC'];
      return others.length > 0 ? ['LGL'] : ['XDL', 'LGD'];
    },
    targets: () => [{}],
    gate: requireRunning,
    notBefore: (round) => latestOf([round.resumedOn ?? round.plannedOn, ...officeDuties(round).map(overdueOn)]),
    facts: ({ committee: place }) => ({
      holders: [
        { post: 'SECRETARY', place },
        { post: 'STANDING_COMMITTEE', place },
        { post: 'LG_LEADER', place },
      ],
    }),
    decide: (round, { reason }, { on }) => [
      happened('RoundSuspended', 'J-I.3a', on, { reason, stopped: officeDuties(round).map(({ key }) => key) }),
    ],
  }),

  'resume-round': command('resume-round', [], {
    clause: 'J-I.3a',
    signs: true,
    onPaper: true,
    who: ['SEC', 'PSC'],
    goesOnSuspended: true,
    targets: () => [{}],
    gate: ({ suspendedOn }) => (suspendedOn === null ? refuse('J-I.3a', 'RoundSuspended') : undefined),
    notBefore: ({ suspendedOn }) => suspendedOn,
    decide(round, { reason }, { on }) {
      const moved = officeDuties(round).flatMap((duty) => {
        const { dueOn: to } = resumed(duty, on);
        return duty.dueOn !== null && to !== null ? [{ duty: duty.key, from: duty.dueOn, to }] : [];
      });
      const days = daysBetween(round.suspendedOn ?? on, on);
      return [happened('RoundResumed', 'J-I.3a', on, { reason, days, moved })];
    },
  }),

  'cancel-round': command('cancel-round', [], {
    clause: 'J-I.3a',
    signs: true,
    onPaper: true,
    who: ['SEC', 'PSC'],
    goesOnSuspended: true,
    targets: () => [{}],
    gate: requireNothingDecided,
    notBefore: lastAnchor,
    // Before the decision there are neither findings nor transfers.
    decide: (round, { reason }, { on }) => [
      happened(
        'RoundCancelled',
        'J-I.3a',
        on,
        { reason, findings: 0, transfers: 0 },
        { closes: supersedesAll(round, on) },
      ),
    ],
  }),
};

export const suspensionTransitions: Transitions<SuspensionEvents> = {
  RoundSuspended(round, { on, data: { stopped } }) {
    const halted = new Set(stopped);
    let halting: Round = { ...round, suspendedOn: on };
    for (const duty of officeDuties(round))
      if (halted.has(duty.key)) halting = withDuty(halting, duty.key, paused(duty, on));
    return halting;
  },
  RoundResumed(round, { on, at }) {
    let going: Round = { ...round, suspendedOn: null, resumedOn: on };
    for (const duty of officeDuties(round)) {
      const running = resumed(duty, on);
      // A day that lies ahead again is not overdue, even if it had been before a suspension entered late.
      const overdueNoted = duty.overdueNoted && running.dueAt !== null && hasCome(running.dueAt, at);
      going = withDuty(going, duty.key, { ...running, overdueNoted });
    }
    return going;
  },
  RoundCancelled: (round) => ({ ...round, suspendedOn: null, ended: 'CANCELLED' }),
};

/** The open duties by a day that is the office's own. */
const officeDuties = (round: Round): Duty[] =>
  [...openDuties(round)].filter(({ basis, dueOn }) => basis === 'T' && dueOn !== null);

/** The first day on which the duty was late, as the ledger has noted it: no suspension entered later reaches behind it (T-5). */
const overdueOn = ({ overdueNoted, dueOn }: Duty): Day | null =>
  overdueNoted && dueOn !== null ? addToDay(dueOn, { days: 1 }) : null;

/** No duty ends before the day from which it runs. */
export function lastAnchor(round: Round): Day {
  let latest = round.suspendedOn ?? round.plannedOn;
  for (const { anchor } of openDuties(round)) if (anchor.on > latest) latest = anchor.on;
  return latest;
}

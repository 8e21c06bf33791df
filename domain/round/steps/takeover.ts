/** Taking over (J-V.4h): a round that is under way on paper is entered act by act, each with the day on which it really
 *  happened; then it goes live. Every item has its outcome, those of the paper years too.
 *
 *  Until then the round is still: no rung is reached, nothing goes overdue, no letter is written, and whoever sits in its teams
 *  is free for other rounds. From then on it lives like any other: what is past and settled stays silent, and what is still
 *  owed climbs at once to the rung where it now stands (`dossier/due.ts`). */
import { isEntering } from '../../dossier/dossier.ts';
import { openDuties } from '../../dossier/duties.ts';
import { wakeAt } from '../../dossier/ladder.ts';
import { put } from '../../keyed.ts';
import { refuse, refuseAll } from '../../refusal.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type TakeoverEvents } from '../events.ts';
import { backAtDepartment, transferOfAct, withEntered } from './contested.ts';
import { seatsOf } from './team.ts';

export const takeoverRules = {
  'go-live': command('go-live', [], {
    clause: 'J-V.4h',
    signs: true,
    who: ['OFF'],
    inPerson: true,
    confirmedBy: () => ['LGL'],
    targets: (round) => (isEntering(round) ? [{}] : []),
    gate: (round) => (isEntering(round) ? undefined : refuse('J-V.4h', 'HistoryBeingEntered')),
    notBefore: (round) => round.plannedOn,
    facts: (round) => ({ people: seatsOf(round).map(({ person }) => person), head: true }),
    decide(round, _payload, { on, facts, proposedAt = round.sequence }) {
      // The leader confirms what was entered when it was proposed, and nothing besides.
      if (proposedAt !== round.sequence) return refuse('J-V.4h', 'NothingEnteredSince');
      // A team that has not withdrawn is at its task from now on, and no person is at two tasks (J-I.3c).
      const elsewhere = seatsOf(round).flatMap(({ person }) => {
        const seat = facts.people[person]?.seat;
        return seat ? [{ fact: 'FreeAtThatTime' as const, person, ...seat }] : [];
      });
      return refuseAll('J-I.3c', elsewhere) ?? [happened('WentLive', 'J-V.4h', on, { digest: facts.head })];
    },
  }),
};

export const takeoverTransitions: Transitions<TakeoverEvents> = {
  PaperNamed: (round) => round,
  ActEntered(round, { sequence, on, by, data: { proposal: code, ...act } }) {
    const entered = { ...act, code, by, on, sequence, entered: true as const, state: 'OPEN' as const };
    const told = { ...round, proposedActs: put(round.proposedActs, code, entered) };
    return withEntered(told, transferOfAct(entered));
  },
  TransferContested: (round, { on, data }) => backAtDepartment(round, data, on),
  WentLive(round, { at }) {
    let { duties } = round;
    for (const duty of openDuties(round)) {
      const live = { ...duty, liveAt: at };
      duties = put(duties, duty.key, { ...live, wakeAt: wakeAt(live, round.pack, round.code) });
    }
    return { ...round, takeover: 'LIVE', duties };
  },
};

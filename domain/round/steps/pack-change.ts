/** Another policy pack for a running round (J-V.5a). First it is shown what each open duty would become; then the leading
 *  group's leader decides, with a reason and an approver of the committee. Every duty keeps its first day. */
import { addToDay } from '../../calendar.ts';
import { dutyOf, openDuties, withDuty } from '../../dossier/duties.ts';
import type { Duty } from '../../dossier/duty.ts';
import { rescheduled } from '../../dossier/ladder.ts';
import { postAt } from '../../dossier/letters.ts';
import { get } from '../../keyed.ts';
import { type DutyKind, type Pack, termsOf } from '../../policy/pack.ts';
import { requirePackForRegion } from '../../policy/strictness.ts';
import { refuse } from '../../refusal.ts';
import type { Code, Day } from '../../vocabulary.ts';
import { command, type Transitions } from '../command.ts';
import { happened, type PackChangeEvents } from '../events.ts';
import type { Round } from '../state.ts';

/** What an open duty would become: its day now, and under the other pack. */
export interface Reprojection {
  readonly duty: string;
  readonly kind: DutyKind;
  readonly organisation: Code | null;
  readonly from: Day | null;
  readonly to: Day | null;
}

/** Every open duty under another pack, in the order of the keys; those that keep their day included. */
export function reprojected(round: Round, pack: Pick<Pack, 'clocks'>): Reprojection[] {
  // What waits to be compared or confirmed of the change itself is no part of what changes.
  const isOfChange = ({ about }: Duty) =>
    about !== undefined && get(round.proposedActs, about)?.action === 'change-pack';
  return [...openDuties(round)]
    .filter((duty) => !isOfChange(duty))
    .map((duty) => {
      const { key, kind, organisation, dueOn: from } = duty;
      return { duty: key, kind, organisation, from, to: dayUnder(pack, duty) };
    })
    .sort((a, b) => (a.duty < b.duty ? -1 : 1));
}

/** From the duty's own anchor, with the days that its clock stood still. A day that a person gave is no pack's to move, and
 *  no day comes before the one that an extension gave. */
function dayUnder(
  pack: Pick<Pack, 'clocks'>,
  { kind, given, dueOn, anchor, extendedTo, pausedDays }: Duty,
): Day | null {
  if (given) return dueOn;
  const { span } = termsOf(pack, kind);
  const day = span && addToDay(addToDay(anchor.on, span), { days: pausedDays });
  return extendedTo !== null && (day === null || day < extendedTo) ? extendedTo : day;
}

export const packChangeRules = {
  'change-pack': command('change-pack', [], {
    clause: 'J-V.5a',
    signs: true,
    onPaper: true,
    who: ['LGL'],
    targets: () => [{}],
    // What stands in the way depends on the pack and on what was shown.
    gate: () => undefined,
    notBefore: ({ packOn }) => packOn,
    facts: (round, { pack }) => ({
      pack,
      region: true,
      holders: [
        postAt(round, 'SECRETARY', { organisation: null }),
        postAt(round, 'STANDING_COMMITTEE', { organisation: null }),
      ],
    }),
    decide(round, { pack: id, reason, approver, shown }, { on, facts }) {
      const change = facts.packChange;
      if (!change) return refuse('J-V.5a', 'PackInUse', { pack: id });
      const { pack } = change;
      if (pack.hash === round.pack.hash) return refuse('J-V.5a', 'AnotherPack', { pack: id });
      const looser = requirePackForRegion(pack, facts.region);
      if (looser) return looser;
      if (!facts.holders.some(({ person }) => person === approver))
        return refuse('J-V.5a', 'ApproverOfCommittee', { approver });
      if (shown !== change.shown) return refuse('J-V.5a', 'DryRunShown', { pack: id });
      const { id: before, version, hash } = round.pack;
      const moved = reprojected(round, pack)
        .filter(({ from, to }) => from !== to)
        .map(({ duty, from, to }) => ({ duty, from, to }));
      const changed = { from: { id: before, version, hash }, pack, reason, approver, shown, moved };
      return [happened('PackChanged', 'J-V.5a', on, changed)];
    },
  }),
};

export const packChangeTransitions: Transitions<PackChangeEvents> = {
  PackChanged(round, { on, at, data: { pack, moved } }) {
    let changed: Round = { ...round, pack, packOn: on };
    // Where the day stays the duty stands where it stood, on the ladder of the new pack.
    for (const { key, kind } of openDuties(round))
      changed = withDuty(changed, key, { basis: termsOf(pack, kind).basis });
    for (const { duty, to } of moved)
      changed = withDuty(changed, duty, rescheduled(dutyOf(changed, duty), to, pack, round.code, at));
    return changed;
  },
};

/** What time alone brings about: duties go overdue, rungs are reached, letters are written, attempts fall due. */
import type { Instant } from '../../contracts/basics.ts';
import { dayOf, hasCome } from '../duty/deadline.ts';
import type { Duty } from '../duty/duty.ts';
import { type Step, stepsDue, wakeAt } from '../duty/ladder.ts';
import { termsOf } from '../policy/pack.ts';
import type { Holder, PostAt } from '../posts.ts';
import { row, withRow } from '../table.ts';
import { openDuties } from './clocks.ts';
import { happened } from './events.ts';
import { letterOf, officePosts, postAt, tryAgain, write } from './letters.ts';
import { withProposal } from './parts.ts';
import type { RoundEvent, Transitions } from './rule.ts';
import type { Letter, Round } from './state.ts';

export interface TimeEvents {
  DutyWentOverdue: { readonly duty: string; readonly since: Instant };
  /** Each rung once, ever. After an outage it is reached late, and says both times. */
  RungReached: {
    readonly duty: string;
    readonly rung: number;
    readonly repetition: number;
    readonly colour: string;
    readonly due: Instant;
    readonly actual: Instant;
    /** A higher rung was past as well: this one wrote no letter. */
    readonly overtaken: boolean;
  };
}

/** Whether time has something to bring about. */
export const isDue = (round: Round, now: Instant): boolean =>
  dutiesDue(round, now).length > 0 || lettersDue(round, now).length > 0;

/** The posts whose holders `advance` will ask for. */
export function postsInvolved(round: Round, now: Instant): PostAt[] {
  const posts = dutiesDue(round, now).flatMap((duty) =>
    termsOf(round.pack, duty.kind)
      .ladder.flatMap(({ to, cc }) => [...to, ...cc])
      .map((post) => postAt(round, post, duty.organisation)),
  );
  const retried = lettersDue(round, now).flatMap(({ to, cc }) =>
    [to, ...cc].map(({ post, place }) => ({ post, place })),
  );
  return posts.length + retried.length > 0 ? [...posts, ...retried, ...officePosts(round)] : [];
}

/** Everything that is due at `now`, as events. Afterwards the round's next moment lies ahead of `now`. */
export function advance(round: Round, now: Instant, holders: readonly Holder[]): RoundEvent[] {
  const duties = dutiesDue(round, now).flatMap((duty) => [
    ...wentOverdue(duty, now),
    ...climbs(round, duty, now, holders),
  ]);
  // Two letters whose posts passed to the same person become one.
  const written = new Set<string>();
  const letters = lettersDue(round, now).flatMap((letter) => tryAgain(round, holders, letter, dayOf(now), written));
  return [...duties, ...letters];
}

export const timeTransitions: Transitions<TimeEvents> = {
  DutyWentOverdue: (round, { data }) => withDuty(round, data.duty, { overdueNoted: true }),
  RungReached(round, { sequence, on, data: { duty: key, rung, repetition } }) {
    const climbed = withDuty(round, key, { rung, repetition });
    const duty = dutyOf(round, key);
    const reached = termsOf(round.pack, duty.kind).ladder.find((step) => step.rung === rung);
    const trigger = reached?.proposes === undefined ? null : triggerOf[reached.proposes];
    if (trigger === null || duty.organisation === null) return climbed;
    return withProposal(climbed, { organisation: duty.organisation, trigger, because: sequence, on });
  },
};

const triggerOf = { REFERRAL_T1: 'T1', REFERRAL_T5: 'T5', SUPERVISION: null } as const;

function withDuty(round: Round, key: string, change: Partial<Duty>): Round {
  const changed = { ...dutyOf(round, key), ...change };
  const next = { ...changed, wakeAt: wakeAt(changed, round.pack, round.code) };
  return { ...round, duties: withRow(round.duties, key, next) };
}

function dutyOf(round: Round, key: string): Duty {
  const duty = row(round.duties, key);
  if (!duty) throw new Error(`${key} is not a duty of ${round.code}`);
  return duty;
}

function dutiesDue(round: Round, now: Instant): Duty[] {
  const due = [...openDuties(round)].filter((duty) => duty.wakeAt !== null && hasCome(duty.wakeAt, now));
  return due.sort((a, b) => Date.parse(a.wakeAt ?? now) - Date.parse(b.wakeAt ?? now));
}

function lettersDue(round: Round, now: Instant): Letter[] {
  return round.outbox
    .map((key) => letterOf(round, key))
    .filter(({ nextAttemptAt }) => nextAttemptAt !== null && hasCome(nextAttemptAt, now));
}

function wentOverdue(duty: Duty, now: Instant): RoundEvent[] {
  const { key, clause, dueAt, overdueNoted } = duty;
  if (dueAt === null || overdueNoted || !hasCome(dueAt, now)) return [];
  return [happened('DutyWentOverdue', clause, dayOf(dueAt), { duty: key, since: dueAt })];
}

function climbs(round: Round, duty: Duty, now: Instant, holders: readonly Holder[]): RoundEvent[] {
  const steps = stepsDue(duty, round.pack, round.code, now);
  const highest = steps.at(-1);
  if (!highest) return [];
  return [
    ...steps.map((step) => reached(duty, step, now, step !== highest)),
    ...lettersOf(round, duty, highest, now, holders),
  ];
}

function reached({ key, clause }: Duty, { rung, repetition, due }: Step, now: Instant, overtaken: boolean): RoundEvent {
  return happened('RungReached', clause, dayOf(due), {
    duty: key,
    rung: rung.rung,
    repetition,
    colour: rung.colour,
    due,
    actual: now,
    overtaken,
  });
}

function lettersOf(round: Round, duty: Duty, step: Step, now: Instant, holders: readonly Holder[]): RoundEvent[] {
  const { rung, repetition } = step;
  const { key, clause, organisation } = duty;
  const occasion = repetition > 1 ? `rung-${rung.rung}.${repetition}` : `rung-${rung.rung}`;
  return write(round, holders, {
    kind: rung.colour,
    // The top rung goes to the first responsible person of inspection work.
    clause: rung.colour === 'top' ? 'J-VI.2a' : clause,
    duty: key,
    organisation,
    path: `${key}/${occasion}`,
    to: rung.to.map((post) => postAt(round, post, organisation)),
    cc: rung.cc.map((post) => postAt(round, post, organisation)),
    rung: rung.rung,
    repetition,
    rungDueAt: step.due,
    ...(rung.proposes === undefined ? {} : { proposes: rung.proposes }),
    on: dayOf(now),
  });
}

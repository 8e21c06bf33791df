/** What time alone brings about: duties go overdue, rungs are reached, letters are written, attempts fall due. */
import { dayOf, hasCome } from '../calendar.ts';
import type { Holder, PostAt } from '../people/posts.ts';
import { termsOf } from '../policy/pack.ts';
import { withProposal } from '../round/parts.ts';
import type { Transitions } from '../round/rule.ts';
import { officePosts, outgoing, postAt, tryAgain, write } from '../round/steps/letters.ts';
import type { Instant } from '../vocabulary.ts';
import { type Dossier, isEntering } from './dossier.ts';
import { dutyOf, openDuties, withDuty } from './duties.ts';
import type { Duty } from './duty.ts';
import { type EventOf, happened, type RecordedOf, type SharedEvents, type TimeEvents } from './events.ts';
import { type Step, stepsDue } from './ladder.ts';
import type { Letter } from './letter.ts';

/** What time brings about, in a round and in a committee's work alike. */
type TimeEvent = EventOf<SharedEvents, keyof SharedEvents>;

/** Whether time has something to bring about. */
export const isDue = (round: Dossier, now: Instant): boolean =>
  !isEntering(round) && (dutiesDue(round, now).length > 0 || lettersDue(round, now).length > 0);

/** The posts whose holders `advance` will ask for. */
export function postsInvolved(round: Dossier, now: Instant): PostAt[] {
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

/** Everything that is due at `now`, as events; nothing while history is entered. Afterwards the round's next moment lies ahead
 *  of `now`. */
export function advance(round: Dossier, now: Instant, holders: readonly Holder[]): TimeEvent[] {
  if (isEntering(round)) return [];
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
  DutyWentOverdue: wentOverdueIn,
  RungReached(round, { sequence, on, data }) {
    const { duty: key, rung } = data;
    const duty = dutyOf(round, key);
    const climbed = climbedIn(round, { data });
    const reached = termsOf(round.pack, duty.kind).ladder.find((step) => step.rung === rung);
    const trigger = reached?.proposes === undefined ? null : triggerOf[reached.proposes];
    if (trigger === null || duty.organisation === null) return climbed;
    return withProposal(climbed, { organisation: duty.organisation, trigger, because: sequence, on });
  },
};

/** What a rung's letter proposes, as a trigger; supervision is none. */
const triggerOf = { REFERRAL_T1: 'T1', REFERRAL_T5: 'T5', SUPERVISION: null } as const;

/** The dossier after a duty went overdue, or climbed. */
export function wentOverdueIn<D extends Dossier>(
  dossier: D,
  { data }: Pick<RecordedOf<TimeEvents, 'DutyWentOverdue'>, 'data'>,
): D {
  return withDuty(dossier, data.duty, { overdueNoted: true });
}
export function climbedIn<D extends Dossier>(
  dossier: D,
  { data }: Pick<RecordedOf<TimeEvents, 'RungReached'>, 'data'>,
): D {
  const { duty, rung, repetition } = data;
  const { reached } = dutyOf(dossier, duty);
  return withDuty(dossier, duty, { rung, repetition, reached: { ...reached, [rung]: repetition } });
}

function dutiesDue(round: Dossier, now: Instant): Duty[] {
  const due = [...openDuties(round)].filter((duty) => duty.wakeAt !== null && hasCome(duty.wakeAt, now));
  return due.sort((a, b) => Date.parse(a.wakeAt ?? now) - Date.parse(b.wakeAt ?? now));
}

function lettersDue(round: Dossier, now: Instant): Letter[] {
  return outgoing(round).filter(({ nextAttemptAt }) => nextAttemptAt !== null && hasCome(nextAttemptAt, now));
}

function wentOverdue(duty: Duty, now: Instant): TimeEvent[] {
  const { key, clause, dueAt, overdueNoted } = duty;
  if (dueAt === null || overdueNoted || !hasCome(dueAt, now)) return [];
  return [happened('DutyWentOverdue', clause, dayOf(dueAt), { duty: key, since: dueAt })];
}

function climbs(round: Dossier, duty: Duty, now: Instant, holders: readonly Holder[]): TimeEvent[] {
  const steps = stepsDue(duty, round.pack, round.code, now);
  const highest = steps.at(-1);
  if (!highest) return [];
  return [
    ...steps.map((step) => reached(duty, step, now, step !== highest)),
    ...lettersOf(round, duty, highest, now, holders),
  ];
}

function reached({ key, clause }: Duty, { rung, repetition, due }: Step, now: Instant, overtaken: boolean): TimeEvent {
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

function lettersOf(round: Dossier, duty: Duty, step: Step, now: Instant, holders: readonly Holder[]): TimeEvent[] {
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

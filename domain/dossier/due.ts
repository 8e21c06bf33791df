/** What time alone brings about: duties go overdue, rungs are reached, letters are written, attempts fall due. */
import { dayOf, hasCome } from '../calendar.ts';
import { type Holder, type PostAt, postOf } from '../people/posts.ts';
import { termsOf } from '../policy/pack.ts';
import { officePosts, outgoing, postAt, tryAgain, write } from './letters.ts';
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
export const isDue = (dossier: Dossier, now: Instant): boolean =>
  !isEntering(dossier) && (dutiesDue(dossier, now).length > 0 || lettersDue(dossier, now).length > 0);

/** The posts whose holders `advance` will ask for. */
export function postsInvolved(dossier: Dossier, now: Instant): PostAt[] {
  const posts = dutiesDue(dossier, now).flatMap((duty) =>
    termsOf(dossier.pack, duty.kind)
      .ladder.flatMap(({ to, cc }) => [...to, ...cc])
      .map((post) => postAt(dossier, post, duty)),
  );
  const retried = lettersDue(dossier, now).flatMap(({ to, cc }) => [to, ...cc].map(postOf));
  return posts.length + retried.length > 0 ? [...posts, ...retried, ...officePosts(dossier)] : [];
}

/** Everything that is due at `now`, as events; nothing while history is entered. Afterwards the dossier's next moment lies ahead
 *  of `now`. */
export function advance(dossier: Dossier, now: Instant, holders: readonly Holder[]): TimeEvent[] {
  if (isEntering(dossier)) return [];
  const duties = dutiesDue(dossier, now).flatMap((duty) => [
    ...wentOverdue(duty, now),
    ...climbs(dossier, duty, now, holders),
  ]);
  // Two letters whose posts passed to the same person become one.
  const written = new Set<string>();
  const letters = lettersDue(dossier, now).flatMap((letter) => tryAgain(dossier, holders, letter, dayOf(now), written));
  return [...duties, ...letters];
}

/** What going overdue and climbing do to any dossier. */
export const dueTransitions = {
  DutyWentOverdue: <D extends Dossier>(dossier: D, { data }: RecordedOf<TimeEvents, 'DutyWentOverdue'>): D =>
    withDuty(dossier, data.duty, { overdueNoted: true }),
  RungReached<D extends Dossier>(dossier: D, { data }: RecordedOf<TimeEvents, 'RungReached'>): D {
    const { duty, rung, repetition } = data;
    const { reached } = dutyOf(dossier, duty);
    return withDuty(dossier, duty, { rung, repetition, reached: { ...reached, [rung]: repetition } });
  },
};

function dutiesDue(dossier: Dossier, now: Instant): Duty[] {
  const due = [...openDuties(dossier)].filter((duty) => duty.wakeAt !== null && hasCome(duty.wakeAt, now));
  return due.sort((a, b) => Date.parse(a.wakeAt ?? now) - Date.parse(b.wakeAt ?? now));
}

function lettersDue(dossier: Dossier, now: Instant): Letter[] {
  return outgoing(dossier).filter(({ nextAttemptAt }) => nextAttemptAt !== null && hasCome(nextAttemptAt, now));
}

function wentOverdue(duty: Duty, now: Instant): TimeEvent[] {
  const { key, clause, dueAt, overdueNoted } = duty;
  if (dueAt === null || overdueNoted || !hasCome(dueAt, now)) return [];
  return [happened('DutyWentOverdue', clause, dayOf(dueAt), { duty: key, since: dueAt })];
}

function climbs(dossier: Dossier, duty: Duty, now: Instant, holders: readonly Holder[]): TimeEvent[] {
  const steps = stepsDue(duty, dossier.pack, dossier.code, now);
  const highest = steps.at(-1);
  if (!highest) return [];
  return [
    ...steps.map((step) => reached(duty, step, now, step !== highest)),
    ...lettersOf(dossier, duty, highest, now, holders),
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

function lettersOf(dossier: Dossier, duty: Duty, step: Step, now: Instant, holders: readonly Holder[]): TimeEvent[] {
  const { rung, repetition } = step;
  const { key, clause, organisation } = duty;
  const occasion = repetition > 1 ? `rung-${rung.rung}.${repetition}` : `rung-${rung.rung}`;
  return write(dossier, holders, {
    kind: rung.colour,
    // The top rung goes to the first responsible person of inspection work.
    clause: rung.colour === 'top' ? 'J-VI.2a' : clause,
    duty: key,
    organisation,
    path: `${key}/${occasion}`,
    to: rung.to.map((post) => postAt(dossier, post, duty)),
    cc: rung.cc.map((post) => postAt(dossier, post, duty)),
    rung: rung.rung,
    repetition,
    rungDueAt: step.due,
    ...(rung.proposes === undefined ? {} : { proposes: rung.proposes }),
    on: dayOf(now),
  });
}

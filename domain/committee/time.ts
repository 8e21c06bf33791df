/** What time alone brings about in a committee's work: years begin; duties and letters go on as in a round. */
import * as dossier from '../dossier/due.ts';
import { type Holder, type PostAt, TIME } from '../people/posts.ts';
import type { Instant } from '../vocabulary.ts';
import type { CommitteeEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Work } from './state.ts';
import { yearsBegun } from './steps/beginning.ts';

export const isDue = (work: Work, now: Instant): boolean =>
  yearsBegun(work, now).length > 0 || dossier.isDue(work, now);

/** The posts whose holders `advance` will ask for. */
export const postsInvolved = (work: Work, now: Instant): PostAt[] =>
  dossier.postsInvolved(afterNewYear(work, now).work, now);

/** Everything that is due at `now`. What a year opens may be late already, after an outage: it climbs at once. */
export function advance(work: Work, now: Instant, holders: readonly Holder[]): CommitteeEvent[] {
  const { events, work: after } = afterNewYear(work, now);
  return [...events, ...dossier.advance(after, now, holders)];
}

function afterNewYear(work: Work, now: Instant) {
  const events = yearsBegun(work, now);
  const after = events.reduce(
    (state, event) => evolve(state, { ...event, sequence: state.sequence + 1, at: now, by: TIME }),
    work,
  );
  return { events, work: after };
}

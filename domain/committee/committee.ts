/** The entry point to a committee's file: `decide` what a command brings about, `evolve` by an event, `advance` by time, `outlook` on
 *  what comes next. Pure; `now` is the file's own time. */
import type { Outlook } from '../../contracts/messages.ts';
import * as due from '../dossier/due.ts';
import { withDutyChanges } from '../dossier/duties.ts';
import { type Actor, decideBy, withdrawnBy } from '../dossier/grammar.ts';
import { onBehalfOf } from '../dossier/on-behalf.ts';
import { outlookOf, type Presentation, type Standing, standingOf } from '../dossier/outlook.ts';
import type { Holder, PostAt } from '../people/posts.ts';
import type { Refusal } from '../refusal.ts';
import { type Instant, type Language, TIME } from '../vocabulary.ts';
import type { CommitteeKind, CommitteeRule, CommitteeRuleName, CommitteeRulePayloads } from './command.ts';
import type { CommitteeEvent, CommitteeEventType, RecordedCommitteeEvent } from './events.ts';
import type { CommitteeFacts } from './facts.ts';
import { page } from './page.ts';
import type { CommitteeFile } from './state.ts';
import { newFile, nextYearAt, yearsBegun } from './steps/beginning.ts';
import { committeeRules, transitions } from './steps/index.ts';

/** The command's events, or why not. */
export function decide<N extends CommitteeRuleName>(
  file: CommitteeFile,
  name: N,
  payload: CommitteeRulePayloads[N],
  actor: Actor,
  facts: CommitteeFacts,
  now: Instant,
): readonly CommitteeEvent[] | Refusal {
  const rule: CommitteeRule<N> = committeeRules[name];
  const onBehalf = onBehalfOf(payload);
  const refusal = onBehalf
    ? rule.admitOnBehalf(file, payload, onBehalf, { actor, facts, now })
    : rule.admit(file, payload, actor);
  if (refusal) return refusal;
  return decideBy<CommitteeKind, CommitteeRulePayloads[N]>(rule, file, payload, { actor, facts, now }, (events, on) =>
    withdrawnBy(file, events, on),
  );
}

/** The file after one more event; every event ever written can be folded. */
export function evolve<T extends CommitteeEventType>(
  file: CommitteeFile,
  event: RecordedCommitteeEvent<T>,
): CommitteeFile {
  const transition = transitions[event.type];
  const changed = transition(withDutyChanges(file, event), event);
  return { ...changed, sequence: event.sequence, at: event.at };
}

/** The file as its first event leaves it, with the duties that it opens. */
export const begun = (first: RecordedCommitteeEvent<'WorkBegan'>): CommitteeFile => evolve(newFile(first), first);

export const isDue = (file: CommitteeFile, now: Instant): boolean =>
  yearsBegun(file, now).length > 0 || due.isDue(file, now);

/** The posts whose holders `advance` will ask for. */
export const postsInvolved = (file: CommitteeFile, now: Instant): PostAt[] =>
  due.postsInvolved(afterNewYear(file, now).file, now);

/** Everything that is due at `now`. What a year opens may be late already, after an outage: it climbs at once. */
export function advance(file: CommitteeFile, now: Instant, holders: readonly Holder[]): CommitteeEvent[] {
  const { events, file: after } = afterNewYear(file, now);
  return [...events, ...due.advance(after, now, holders)];
}

function afterNewYear(file: CommitteeFile, now: Instant) {
  const events = yearsBegun(file, now);
  const after = events.reduce(
    (state, event) => evolve(state, { ...event, sequence: state.sequence + 1, at: now, by: TIME }),
    file,
  );
  return { events, file: after };
}

/** All that the file's workflow needs to know: when to wake and why, which letters to send, what to show. */
export const outlook = (file: CommitteeFile, language: Language = 'en'): Outlook =>
  outlookOf(file, presentation(file, language), language);
/** The part of it that lists and sweeps read. */
export const standing = (file: CommitteeFile, language: Language = 'en'): Standing =>
  standingOf(file, presentation(file, language), language);

function presentation(file: CommitteeFile, language: Language): Presentation {
  const year = file.year + 1;
  const why = { zh: `${year}年度开始`, en: `The year ${year} begins` }[language];
  return { phase: STANDING, page: (open) => page(file, open, language), next: { at: nextYearAt(file), why } };
}

/** A committee's file has one phase, and it does not end. */
export const STANDING = 'STANDING';

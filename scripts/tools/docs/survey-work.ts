/** What the rules of a committee's own work do, learnt in the same way: row by row. Its commands are shown as `work/…`. */
import { workCommandNames } from '../../../contracts/requests/committee.ts';
import { addToDay, atBeijingTime } from '../../../domain/calendar.ts';
import { type DutyKind, termsOf } from '../../../domain/policy/pack.ts';
import { get } from '../../../domain/keyed.ts';
import { committeePosts } from '../../../domain/vocabulary.ts';
import { committeeRows } from '../../../examples/rows/committee.ts';
import type { CommitteeRow } from '../../../examples/rows/committee-row.ts';
import { dutySeen, lettersAmong, type LetterSeen, rolesNamed, type Survey, type Surveyed, unique } from './survey.ts';
import { committeeRules } from '../../../domain/committee/steps/index.ts';

export function surveyWork(): Survey {
  const commands = workCommandNames.map((command): Surveyed => {
    const rows = committeeRows.filter((each) => each.command === command);
    const { clause, who } = committeeRules[command];
    const refusals = rows.flatMap(({ gates, repeated }) => [...gates.map(({ answer }) => answer()), repeated()]);
    const events = rows.flatMap(eventsOf);
    return {
      command: `work/${command}`,
      clause,
      who:
        typeof who === 'function'
          ? unique(rows.filter(({ payload }) => !('onBehalf' in payload)).flatMap(whoMay))
          : who,
      whoClauses: rows.map(() => clause),
      gates: refusals.flatMap((answer) =>
        'missing' in answer ? answer.missing.map(({ fact }) => ({ clause: answer.clause, missing: fact })) : [],
      ),
      events: unique(events.map((event) => ({ type: event.type, clause: event.clause }))),
      opens: unique(events.flatMap(({ opens = [] }) => opens.map(dutySeen))),
      closes: unique(rows.flatMap(closed)),
      letters: lettersAmong(events),
    };
  });
  return { commands, ladders: laddersOf(committeeRows) };
}

/** The roles that a refusal names to whoever has another post. */
function whoMay({ asked }: CommitteeRow): readonly string[] {
  const refused = committeePosts.map((post) => asked(post)).filter((answer) => 'missing' in answer);
  return unique(refused.flatMap(rolesNamed));
}

const eventsOf = ({ given, does }: CommitteeRow) => does().events.slice(given().events.length);

function closed(each: CommitteeRow) {
  const { duties } = each.given().work;
  return eventsOf(each).flatMap(({ closes = [] }) =>
    closes.flatMap(({ key, outcome }) => {
      const duty = get(duties, key);
      return duty ? [{ kind: duty.kind, outcome }] : [];
    }),
  );
}

function laddersOf(rows: readonly CommitteeRow[]): ReadonlyMap<DutyKind, readonly LetterSeen[]> {
  const ladders = new Map<DutyKind, readonly LetterSeen[]>();
  for (const each of rows)
    for (const { key, kind, dueOn } of eventsOf(each).flatMap(({ opens = [] }) => opens)) {
      const { ladder } = termsOf(each.given().work.pack, kind);
      if (dueOn === null || ladder.length === 0 || ladders.has(kind)) continue;
      const days = Math.max(...ladder.map(({ offsetDays }) => offsetDays)) + 1;
      const lived = each.does().live(atBeijingTime(addToDay(dueOn, { days }), '12:00'));
      const written = lived.events.filter((event) => event.type === 'LetterWritten' && event.data.duty === key);
      ladders.set(kind, lettersAmong(written));
    }
  return ladders;
}

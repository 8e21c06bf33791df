/** What the rule book does, learnt by asking it: every row of the tests' tables is carried out, refused and lived through, and
 *  what comes of it is gathered by command. Nothing here is written down a second time. */
import { type CommandName, commandNames } from '../../../contracts/requests/index.ts';
import type { Clause } from '../../../opinion/clauses.ts';
import { addToDay, atBeijingTime } from '../../../domain/calendar.ts';
import type { DutyClosed, DutyOpened } from '../../../domain/dossier/duty.ts';
import { type DutyKind, termsOf } from '../../../domain/policy/pack.ts';
import type { Post } from '../../../domain/people/posts.ts';
import { ruleBook } from '../../../domain/round/steps/index.ts';
import { get } from '../../../domain/keyed.ts';
import type { Story } from '../../../examples/story.ts';
import { rows } from '../../../examples/rows/index.ts';
import { strangersTo } from '../../../examples/rows/refusals.ts';
import type { Row } from '../../../examples/rows/row.ts';
import type { CommitteeEvent } from '../../../domain/committee/events.ts';
import type { FactName } from '../../../domain/wordings.ts';
import { isRefusal, type Refusal } from '../../../domain/refusal.ts';
import type { RoundEvent } from '../../../domain/round/events.ts';
import type { LetterKind } from '../../../domain/dossier/letter.ts';

export interface GateSeen {
  readonly clause: Clause;
  readonly missing: FactName;
}
export interface EventSeen {
  readonly type: string;
  readonly clause: Clause;
}
export type DutySeen = Pick<DutyOpened, 'kind' | 'clause' | 'basis' | 'owedBy' | 'owedTo'> & {
  readonly since: string;
  /** Whether its day came with the command or from the pack; else it has none. */
  readonly dated: boolean;
};
export interface LetterSeen {
  readonly kind: LetterKind;
  readonly clause: Clause;
  readonly to: readonly Post[];
}
/** Everything that the rows show of one command. */
export interface Surveyed {
  readonly command: string;
  readonly clause: Clause;
  /** The roles that may, and by which clause, row by row. */
  readonly who: readonly string[];
  readonly whoClauses: readonly Clause[];
  /** Each refusal that a row shows. */
  readonly gates: readonly GateSeen[];
  readonly events: readonly EventSeen[];
  readonly opens: readonly DutySeen[];
  readonly closes: readonly { readonly kind: DutyKind; readonly outcome: DutyClosed['outcome'] }[];
  readonly letters: readonly LetterSeen[];
}
/** The letters that a duty's ladder brings, by the duty's kind. */
export type Ladders = ReadonlyMap<DutyKind, readonly LetterSeen[]>;

export interface Survey {
  readonly commands: readonly Surveyed[];
  readonly ladders: Ladders;
}

export function survey(): Survey {
  const acted = rows.map(carriedOut);
  return {
    commands: commandNames.map((command) =>
      gathered(
        command,
        acted.filter(({ rule }) => rule.command === command),
      ),
    ),
    ladders: laddersOf(acted),
  };
}

interface Acted {
  readonly rule: Row;
  readonly before: Story;
  readonly events: readonly RoundEvent[];
}

function carriedOut(rule: Row): Acted {
  const before = rule.given();
  const events = rule.answer(before, rule.by);
  if (isRefusal(events)) throw new Error(`${rule.title} was refused: ${JSON.stringify(events)}`);
  return { rule, before, events };
}

function gathered(command: CommandName, acted: readonly Acted[]): Surveyed {
  const events = acted.flatMap((each) => each.events);
  const ofRows = acted.map(({ rule }) => rule);
  return {
    command,
    clause: ruleBook[command].clause,
    // That the office may enter it for whoever has signed on paper is said of its body.
    who: unique(ofRows.filter(({ payload }) => !('onBehalf' in payload)).flatMap(whoMay)),
    whoClauses: ofRows.map(({ whoClause }) => whoClause),
    gates: ofRows.flatMap(gatesOf),
    events: unique(events.map(({ type, clause }) => ({ type, clause }))),
    opens: unique(events.flatMap(({ opens = [] }) => opens.map(dutySeen))),
    closes: unique(acted.flatMap(closed)),
    letters: lettersAmong(events),
  };
}

/** The roles that a refusal names to whoever has another one. Where outsiders are told nothing, others are asked. */
function whoMay(rule: Row): readonly string[] {
  for (const { actor } of strangersTo(rule)) {
    const roles = rolesNamed(rule.answer(rule.given(), actor));
    if (roles.length > 0) return roles;
  }
  return rule.may;
}

/** None where the answer does not say. A command that takes somebody who is nobody is anybody's. */
export function rolesNamed(answer: Refusal | readonly unknown[]): readonly string[] {
  if (!('missing' in answer)) return ['ANYBODY'];
  const oneOf = answer.missing[0]?.['oneOf'];
  return typeof oneOf === 'string' ? oneOf.split(' ') : [];
}

function gatesOf({ gates, again }: Row): GateSeen[] {
  const all = gates.map(({ clause, missing }) => ({ clause, missing }));
  if (again === 'allowed') return all;
  const [clause, missing] = again;
  return [...all, { clause, missing }];
}

export const dutySeen = ({ kind, clause, basis, owedBy, owedTo, anchor, dueOn }: DutyOpened): DutySeen => ({
  kind,
  clause,
  basis,
  owedBy,
  owedTo,
  since: anchor.event,
  dated: dueOn !== null,
});

function closed({ before, events }: Acted) {
  return events.flatMap(({ closes = [] }) =>
    closes.flatMap(({ key, outcome }) => {
      const duty = get(before.round.duties, key);
      return duty ? [{ kind: duty.kind, outcome }] : [];
    }),
  );
}

/** The kinds of letters among some events, and to whom they are written. */
export function lettersAmong(events: readonly (RoundEvent | CommitteeEvent)[]): LetterSeen[] {
  const kinds = new Map<string, { kind: LetterKind; clause: Clause; to: Post[] }>();
  for (const event of events) {
    if (event.type !== 'LetterWritten') continue;
    const { kind, to, copy } = event.data;
    if (copy) continue;
    const seen = kinds.get(kind) ?? { kind, clause: event.clause, to: [] };
    kinds.set(kind, { ...seen, to: unique([...seen.to, to.post]) });
  }
  return [...kinds.values()];
}

/** Each dated duty with a ladder is left alone until its last rung has been reached. */
function laddersOf(acted: readonly Acted[]): Ladders {
  const ladders = new Map<DutyKind, readonly LetterSeen[]>();
  for (const { rule, before, events } of acted)
    for (const duty of events.flatMap(({ opens = [] }) => opens)) {
      const { ladder } = termsOf(before.round.pack, duty.kind);
      if (duty.dueOn === null || ladder.length === 0 || ladders.has(duty.kind)) continue;
      const days = Math.max(...ladder.map(({ offsetDays }) => offsetDays)) + 1;
      const lived = rule.does(before).live(atBeijingTime(addToDay(duty.dueOn, { days }), '12:00'));
      const written = lived.eventsOf('LetterWritten').filter(({ data }) => data.duty === duty.key && data.rung > 0);
      ladders.set(duty.kind, lettersAmong(written));
    }
  return ladders;
}

export function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

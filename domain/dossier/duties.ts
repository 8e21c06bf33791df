/** Opening and closing the duties of a round or a committee: which clock of the pack, from which anchor, under which key. */
import type { Clause } from '../../opinion/clauses.ts';
import { addToDay } from '../calendar.ts';
import { row, rows, withRow } from '../keyed.ts';
import type { Role } from '../people/posts.ts';
import { type DutyKind, termsOf } from '../policy/pack.ts';
import type { Code, Day } from '../vocabulary.ts';
import type { Dossier } from './dossier.ts';
import { type Anchor, type Duty, type DutyClosed, type DutyOpened, isOpen, metOn } from './duty.ts';
import { wakeAt } from './ladder.ts';

interface Owed {
  readonly kind: DutyKind;
  readonly clause: Clause;
  readonly owedBy: Role;
  readonly owedTo: Role;
  readonly anchor: Anchor;
  readonly organisation?: Code;
  readonly transfer?: Code;
  readonly finding?: Code;
  /** What else the duty is about, by its code. */
  readonly about?: Code;
  /** The key of the duty that it supervises. */
  readonly supervises?: string;
  /** Tells apart what is owed of one kind at the same time: a role, a day. */
  readonly apart?: string;
  /** A day given by a person, in place of the pack's figure. */
  readonly dueOn?: Day;
}

/** Opens a duty: `R-2026-01/O-07/report-1`, `…/O-07/plan-opinion/DISC`; with `.2` when the same thing is owed a second time. */
export function owe(round: Dossier, owed: Owed): DutyOpened {
  const { kind, clause, owedBy, owedTo, anchor, organisation = null, transfer = null, finding = null, about } = owed;
  const { basis, span } = termsOf(round.pack, kind);
  return {
    key: freshKey(round, pathOf(round, about ?? transfer ?? finding ?? organisation ?? 'round', kind, owed.apart)),
    kind,
    clause,
    basis,
    organisation,
    transfer,
    finding,
    ...(about === undefined ? {} : { about }),
    owedBy,
    owedTo,
    anchor,
    dueOn: owed.dueOn ?? (span ? addToDay(anchor.on, span) : null),
    ...(owed.dueOn === undefined ? {} : { given: true }),
    ...(owed.supervises === undefined ? {} : { supervises: owed.supervises }),
  };
}

const pathOf = (round: Dossier, of: string, kind: DutyKind, apart?: string): string =>
  [round.code, of, kind, ...(apart === undefined ? [] : [apart])].join('/');

function freshKey(round: Dossier, path: string): string {
  for (let time = 1; ; time++) {
    const key = time === 1 ? path : `${path}.${time}`;
    if (!row(round.duties, key)) return key;
  }
}

/** The open duty of a kind, of an organisation, transfer, finding, or whatever else it is about. */
export function openDuty(round: Dossier, kind: DutyKind, of: string, apart?: string): Duty | undefined {
  const path = pathOf(round, of, kind, apart);
  let found: Duty | undefined;
  for (let time = 1; ; time++) {
    const duty = row(round.duties, time === 1 ? path : `${path}.${time}`);
    if (!duty) return found;
    if (isOpen(duty)) found = duty;
  }
}

/** The duty of a kind about an item, open or not; of a filing, guidance or referral there is one of each kind. */
export const dutyAbout = (round: Dossier, kind: DutyKind, item: Code): Duty | undefined =>
  row(round.duties, [round.code, item, kind].join('/'));

/** The next code of a series: `GUI-0001`, `GUI-0002`, … */
export function nextCode(series: string, isTaken: (code: Code) => boolean): Code {
  for (let number = 1; ; number++) {
    const code = `${series}-${String(number).padStart(4, '0')}`;
    if (!isTaken(code)) return code;
  }
}

/** Meets the open duty of a kind, in time or late; nothing where none is open. */
export function meets(round: Dossier, kind: DutyKind, of: string, on: Day, apart?: string): DutyClosed[] {
  const duty = openDuty(round, kind, of, apart);
  return duty ? [metOn(duty, on)] : [];
}

/** Stops the clock of a duty whose ground has gone. */
export function supersedes(round: Dossier, kind: DutyKind, of: string, on: Day, apart?: string): DutyClosed[] {
  const duty = openDuty(round, kind, of, apart);
  return duty ? [{ key: duty.key, on, outcome: 'SUPERSEDED' }] : [];
}

/** Whatever is still open loses its ground when the round ends. */
export const supersedesAll = (round: Dossier, on: Day): DutyClosed[] =>
  [...openDuties(round)]
    .map(({ key }) => ({ key, on, outcome: 'SUPERSEDED' as const }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));

export function* openDuties(round: Dossier): Generator<Duty> {
  for (const duty of rows(round.duties)) if (isOpen(duty)) yield duty;
}

export function dutyOf(round: Dossier, key: string): Duty {
  const duty = row(round.duties, key);
  if (!duty) throw new Error(`${key} is not a duty of ${round.code}`);
  return duty;
}

/** The dossier with one duty changed, and the duty's next moment with it. */
export function withDuty<D extends Dossier>(round: D, key: string, change: Partial<Duty>): D {
  const changed = { ...dutyOf(round, key), ...change };
  const next = { ...changed, wakeAt: wakeAt(changed, round.pack, round.code) };
  return { ...round, duties: withRow(round.duties, key, next) };
}

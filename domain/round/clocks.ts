/** Opening and closing the duties of a round: which clock of the pack, from which anchor, under which key. */
import type { Code, Day } from '../../contracts/basics.ts';
import type { Clause } from '../clauses.ts';
import { addToDay } from '../duty/deadline.ts';
import { type Anchor, type Duty, type DutyClosed, type DutyOpened, isOpen, metOn } from '../duty/duty.ts';
import { type DutyKind, termsOf } from '../policy/pack.ts';
import type { Role } from '../posts.ts';
import { row, rows } from '../table.ts';
import type { Round } from './state.ts';

interface Owed {
  readonly kind: DutyKind;
  readonly clause: Clause;
  readonly owedBy: Role;
  readonly owedTo: Role;
  readonly anchor: Anchor;
  readonly organisation?: Code;
  readonly transfer?: Code;
  readonly finding?: Code;
  readonly item?: Code;
  /** A day given by a person, in place of the pack's figure. */
  readonly dueOn?: Day;
}

/** Opens a duty: `R-2026-01/O-07/report-1`, and `….2` when the same thing is owed a second time. */
export function owe(round: Round, owed: Owed): DutyOpened {
  const { kind, clause, owedBy, owedTo, anchor, organisation = null, transfer = null, finding = null, item } = owed;
  const { basis, span } = termsOf(round.pack, kind);
  return {
    key: freshKey(round, [round.code, transfer ?? finding ?? item ?? organisation ?? 'round', kind].join('/')),
    kind,
    clause,
    basis,
    organisation,
    transfer,
    finding,
    ...(item === undefined ? {} : { item }),
    owedBy,
    owedTo,
    anchor,
    dueOn: owed.dueOn ?? (span ? addToDay(anchor.on, span) : null),
  };
}

function freshKey(round: Round, path: string): string {
  for (let time = 1; ; time++) {
    const key = time === 1 ? path : `${path}.${time}`;
    if (!row(round.duties, key)) return key;
  }
}

/** The open duty of a kind, of an organisation, transfer or finding. */
export function openDuty(round: Round, kind: DutyKind, of: Code): Duty | undefined {
  const path = [round.code, of, kind].join('/');
  let found: Duty | undefined;
  for (let time = 1; ; time++) {
    const duty = row(round.duties, time === 1 ? path : `${path}.${time}`);
    if (!duty) return found;
    if (isOpen(duty)) found = duty;
  }
}

/** Meets the open duty of a kind, in time or late; nothing where none is open. */
export function meets(round: Round, kind: DutyKind, of: Code, on: Day): DutyClosed[] {
  const duty = openDuty(round, kind, of);
  return duty ? [metOn(duty, on)] : [];
}

/** Stops the clock of a duty whose ground has gone. */
export function supersedes(round: Round, kind: DutyKind, of: Code, on: Day): DutyClosed[] {
  const duty = openDuty(round, kind, of);
  return duty ? [{ key: duty.key, on, outcome: 'SUPERSEDED' }] : [];
}

export function* openDuties(round: Round): Generator<Duty> {
  for (const duty of rows(round.duties)) if (isOpen(duty)) yield duty;
}

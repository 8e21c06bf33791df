/** Opening and closing the duties of a round or a committee: which clock of the pack, from which anchor, under which key. */
import type { Clause } from '../../opinion/clauses.ts';
import { addToDay } from '../calendar.ts';
import { get, all, put } from '../keyed.ts';
import { naming } from '../people/departments.ts';
import type { Role } from '../people/posts.ts';
import { type DutyKind, termsOf } from '../policy/pack.ts';
import type { Code, Day, Instant } from '../vocabulary.ts';
import type { Dossier } from './dossier.ts';
import { type Anchor, type Duty, type DutyClosed, type DutyOpened, isOpen, met, opened, paused } from './duty.ts';
import type { DutyChanges } from './events.ts';
import { wakeAt, atOpening } from './ladder.ts';

interface Owed {
  readonly kind: DutyKind;
  readonly clause: Clause;
  readonly owedBy: Role;
  readonly owedTo: Role;
  /** The functional department that owes it or is owed it, where it has a name. */
  readonly department?: Code | undefined;
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
export function owe(dossier: Dossier, owed: Owed): DutyOpened {
  const { kind, clause, owedBy, owedTo, anchor, organisation = null, transfer = null, finding = null, about } = owed;
  const { basis, span } = termsOf(dossier.pack, kind);
  return {
    key: freshKey(
      (key) => get(dossier.duties, key) !== undefined,
      pathOf(dossier, about ?? transfer ?? finding ?? organisation ?? 'round', kind, owed.apart),
    ),
    kind,
    clause,
    basis,
    organisation,
    transfer,
    finding,
    ...(about === undefined ? {} : { about }),
    owedBy,
    owedTo,
    ...naming(owed),
    anchor,
    dueOn: owed.dueOn ?? (span ? addToDay(anchor.on, span) : null),
    ...(owed.dueOn === undefined ? {} : { given: true }),
    ...(owed.supervises === undefined ? {} : { supervises: owed.supervises }),
  };
}

const pathOf = (dossier: Dossier, of: string, kind: DutyKind, apart?: string): string =>
  [dossier.code, of, kind, ...(apart === undefined ? [] : [apart])].join('/');

/** The path, or with `.2`, `.3`, … where the same thing was owed before. */
export function freshKey(isTaken: (key: string) => boolean, path: string): string {
  for (let time = 1; ; time++) {
    const key = time === 1 ? path : `${path}.${time}`;
    if (!isTaken(key)) return key;
  }
}

/** The open duty of a kind, by what it is about: an organisation, a transfer, a finding or another item. */
export const openDuty = (dossier: Dossier, kind: DutyKind, of: string, apart?: string): Duty | undefined =>
  openDutiesOf(dossier, kind, of, apart).at(-1);

/** It is owed more than once where one organisation has succeeded another: by one act, and by the day of each. */
function openDutiesOf(dossier: Dossier, kind: DutyKind, of: string, apart?: string): Duty[] {
  const path = pathOf(dossier, of, kind, apart);
  const found: Duty[] = [];
  for (let time = 1; ; time++) {
    const duty = get(dossier.duties, time === 1 ? path : `${path}.${time}`);
    if (!duty) return found;
    if (isOpen(duty)) found.push(duty);
  }
}

/** The duty of a kind about an item, open or not; of a filing, guidance or referral there is one of each kind. */
export const dutyAbout = (dossier: Dossier, kind: DutyKind, item: Code): Duty | undefined =>
  get(dossier.duties, [dossier.code, item, kind].join('/'));

/** The next code of a series: `GUI-0001`, `GUI-0002`, … */
export function nextCode(series: string, isTaken: (code: Code) => boolean): Code {
  for (let number = 1; ; number++) {
    const code = `${series}-${String(number).padStart(4, '0')}`;
    if (!isTaken(code)) return code;
  }
}

/** Closes what is open of a kind as met; no closing where nothing is open.
 *  `closes: meets(round, 'report-1', organisation, on)` */
export function meets(dossier: Dossier, kind: DutyKind, of: string, on: Day, apart?: string): DutyClosed[] {
  return openDutiesOf(dossier, kind, of, apart).map((duty) => met(duty, on));
}

/** Stops the clock of a duty whose ground has gone. */
export function supersedes(dossier: Dossier, kind: DutyKind, of: string, on: Day, apart?: string): DutyClosed[] {
  return openDutiesOf(dossier, kind, of, apart).map(({ key }) => ({ key, on, outcome: 'SUPERSEDED' }));
}

/** Every duty that is open when the round ends is superseded. */
export const supersedesAll = (dossier: Dossier, on: Day): DutyClosed[] =>
  [...openDuties(dossier)]
    .map(({ key }) => ({ key, on, outcome: 'SUPERSEDED' as const }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));

export function* openDuties(dossier: Dossier): Generator<Duty> {
  for (const duty of all(dossier.duties)) if (isOpen(duty)) yield duty;
}

export function dutyOf(dossier: Dossier, key: string): Duty {
  const duty = get(dossier.duties, key);
  if (!duty) throw new Error(`${key} is not a duty of ${dossier.code}`);
  return duty;
}

/** The dossier with one duty changed, and the duty's next moment with it. */
export function withDuty<D extends Dossier>(dossier: D, key: string, change: Partial<Duty>): D {
  const changed = { ...dutyOf(dossier, key), ...change };
  const next = { ...changed, wakeAt: wakeAt(changed, dossier.pack, dossier.code) };
  return { ...dossier, duties: put(dossier.duties, key, next) };
}

/** The dossier with the duties of an event opened and closed. */
export function withDutyChanges<D extends Dossier>(
  dossier: D,
  { at, opens = [], closes = [] }: DutyChanges & { readonly at: Instant },
): D {
  let duties = dossier.duties;
  for (const { key, outcome, on, arrivedOn, byArrival } of closes) {
    const duty = get(duties, key);
    if (!duty) throw new Error(`${key} is not a duty of ${dossier.code}`);
    const arrival = { ...(arrivedOn === undefined ? {} : { arrivedOn }), ...(byArrival ? { byArrival } : {}) };
    duties = put(duties, key, { ...duty, outcome, closedOn: on, ...arrival, wakeAt: null });
  }
  for (const terms of opens) {
    const fresh = atOpening(opened(terms, at), dossier.pack, dossier.code);
    const since = dossier.suspendedOn ?? null;
    const standsStill = since !== null && fresh.basis === 'T' && fresh.dueOn !== null;
    const duty = standsStill ? paused(fresh, since) : fresh;
    duties = put(duties, duty.key, { ...duty, wakeAt: wakeAt(duty, dossier.pack, dossier.code) });
  }
  return duties === dossier.duties ? dossier : { ...dossier, duties };
}

/** What a copy of the rule book with switches calls: each gate has a number, and at most one of them is off. */
import { appendFileSync } from 'node:fs';
import { roles } from '../../../domain/people/posts.ts';

const state = { off: Number(process.env['GATE_OFF'] ?? '-1'), refused: new Set<number>() };

/** Switches one gate off, and every other on. */
export function turnOff(gate: number): void {
  state.off = gate;
}
/** The gates that refused something while `act` ran. */
export function refusingIn(act: () => unknown): ReadonlySet<number> {
  state.refused = new Set();
  act();
  return state.refused;
}

export const isOn = (gate: number): boolean => gate !== state.off;

/** Where a process of its own writes down which gates refused something in it. */
const LOG = process.env['GATES_REFUSING'];
const written = new Set<number>();

/** Passes a refusal on, and remembers whose it was. */
export function noted<Result>(gate: number, result: Result): Result {
  if (result === undefined || (Array.isArray(result) && result.length === 0)) return result;
  state.refused.add(gate);
  if (LOG !== undefined && !written.has(gate)) appendFileSync(LOG, `${gate}\n`);
  written.add(gate);
  return result;
}

interface LookUp {
  readonly has: (...asked: unknown[]) => object | undefined;
}
/** Looks a code up; finds every code, while the gate is off. */
export const looksUp = <Part extends LookUp>(gate: number, part: Part): Part => ({
  ...part,
  has(...asked) {
    if (!isOn(gate)) return part;
    const found = part.has(...asked);
    if (found === undefined) noted(gate, part);
    return found;
  },
});

type Who = readonly string[] | ((...target: unknown[]) => readonly string[]);
/** Who may; everybody who has any post or seat, while the gate is off. */
export const whoMay =
  (gate: number, who: Who): Who =>
  (...target) => {
    if (!isOn(gate)) return roles;
    return typeof who === 'function' ? who(...target) : who;
  };

/** The day of what a command answers; none, while the gate is off. */
export const answered =
  <Day>(gate: number, answers: (...target: unknown[]) => Day) =>
  (...target: unknown[]): Day | null =>
    isOn(gate) ? answers(...target) : null;

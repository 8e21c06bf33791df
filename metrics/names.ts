/** Closed lists of labels: no code of a round and no name of a person ever becomes one (J-V.5e). */
import { workCommandNames } from '../contracts/requests/committee.ts';
import { commandNames } from '../contracts/requests/index.ts';

/** Every command that a caller can give. */
export const commandLabels: readonly string[] = ['plan-round', 'begin-work', ...commandNames, ...workCommandNames];

/** UNSIGNED: a fresh sign-in was asked for. MALFORMED: not of the documented form. FAILED: a server was away, or our own fault. */
export const commandOutcomes = ['DONE', 'REFUSED', 'UNSIGNED', 'MALFORMED', 'FAILED'] as const;
export type CommandOutcome = (typeof commandOutcomes)[number];

/** `alarm` of a log line. */
export const alarms = [
  'api-fault',
  'own-fault',
  'text-damaged',
  'ledger-went-back',
  'clocks-apart',
  'round-not-in-ledger',
] as const;
export type Alarm = (typeof alarms)[number];
export const isAlarm = (value: unknown): value is Alarm => alarms.some((alarm) => alarm === value);

/** WOKEN: a workflow was behind. STARTED: a dossier had none. REPLACED: its run could not go on. ASTRAY: run and ledger differed. */
export const sweepFinds = ['WOKEN', 'STARTED', 'REPLACED', 'ASTRAY'] as const;
export type SweepFind = (typeof sweepFinds)[number];

export const letterOutcomes = ['SENT', 'REFUSED', 'FAILED', 'NOT_TAKEN', 'MOOT'] as const;

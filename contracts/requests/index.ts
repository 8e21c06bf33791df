/** Every command of a round, in the order of the process: its name (the API action, the signal and the rule alike), what it is
 *  called and what it carries. Who may and when stands in the rule book, `domain/round/steps/`. */
import type { Language } from '../../domain/vocabulary.ts';
import { accountability } from './accountability.ts';
import type { PayloadsOf } from './command.ts';
import { preparation } from './preparation.ts';
import { rectification } from './rectification.ts';
import { results } from './results.ts';
import { stay } from './stay.ts';
import { steering } from './steering.ts';
import { transfers } from './transfers.ts';

export const commands = {
  ...preparation,
  ...stay,
  ...results,
  ...transfers,
  ...rectification,
  ...accountability,
  ...steering,
};

export type CommandName = keyof typeof commands;
export type CommandPayloads = PayloadsOf<typeof commands>;
export type DecidedFinding = CommandPayloads['decide-results']['findings'][number];
export type DecidedTransfer = CommandPayloads['decide-results']['transfers'][number];
export type PlannedItem = CommandPayloads['submit-plan']['items'][number];

const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name);

export const commandNames: readonly CommandName[] = Object.keys(commands).filter(isCommandName);

/** The command of this name, or undefined: for names that come from outside. */
export const commandNamed = (name: string): CommandName | undefined => (isCommandName(name) ? name : undefined);

/** What a command is called by people who read this language. */
export const commandTitle = (name: CommandName, language: Language): string =>
  commands[name][language === 'zh' ? 'verb' : 'title'];

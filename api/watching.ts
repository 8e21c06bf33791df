/** Telling who watches from outside what became of each command. */
import type { Refused } from '../contracts/messages.ts';
import type { CommandOutcome } from '../metrics/names.ts';
import type { Ports } from './ports.ts';

/** A command that throws has failed: a server is away, or the fault is ours. */
export async function watched(
  { watch }: Pick<Ports, 'watch'>,
  command: string,
  work: () => Promise<CommandOutcome>,
): Promise<void> {
  const from = performance.now();
  let outcome: CommandOutcome = 'FAILED';
  try {
    outcome = await work();
  } finally {
    watch.commandGiven(command, outcome, (performance.now() - from) / 1_000);
  }
}

export const outcomeOf = ({ status }: Pick<Refused, 'status'>): CommandOutcome =>
  status >= 500 ? 'FAILED' : 'REFUSED';

/** A program of the benchmark's: worker or API, each a process of its own. */
import { type ChildProcess, execFile } from 'node:child_process';
import { openSync } from 'node:fs';
import { promisify } from 'node:util';
import { endProcess, spawnEntry } from '../local/programs.ts';

export interface Child {
  readonly name: string;
  readonly log: string;
  /** What the process holds of the machine's memory, in bytes. */
  residentMemory(): Promise<number>;
  stop(): Promise<void>;
}

export function startChild(
  name: string,
  entry: string,
  environment: Readonly<Record<string, string>>,
  log: string,
): Child {
  const child = spawnEntry(entry, environment, openSync(log, 'a'));
  const pid = pidOf(child, name);
  return {
    name,
    log,
    async residentMemory() {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
      return Number(stdout) * 1_024;
    },
    stop: () => endProcess(child),
  };
}

function pidOf({ pid }: ChildProcess, name: string): number {
  if (pid === undefined) throw new Error(`The ${name} could not be started`);
  return pid;
}

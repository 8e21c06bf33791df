/** A program of the benchmark's: worker or API, each a process of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { end } from '../scripts/services/processes.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const PATIENCE_FOR_STOP_MS = 60_000;

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
  const output = openSync(log, 'a');
  const child = spawn(process.execPath, ['--import', 'tsx', entry], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', output, output],
    // Ctrl-C reaches the benchmark alone, which then ends everything in order.
    detached: true,
  });
  const pid = pidOf(child, name);
  return {
    name,
    log,
    async residentMemory() {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
      return Number(stdout) * 1_024;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      await end(pid, PATIENCE_FOR_STOP_MS);
      await ended;
    },
  };
}

function pidOf({ pid }: ChildProcess, name: string): number {
  if (pid === undefined) throw new Error(`The ${name} could not be started`);
  return pid;
}

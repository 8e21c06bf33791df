/** Our own programs, worker and API, as child processes of a script. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { messageOf } from './failure.ts';
import { logFile } from './log-file.ts';
import { end } from './processes.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
/** When the script is gone, however it went, the program ends in order. A module without a file: threads that know no
 *  TypeScript load it as well. */
const endWithParent = `data:text/javascript,${encodeURIComponent(
  // Listening alone would keep a program alive that has ended its work.
  "process.on('disconnect', () => process.kill(process.pid, 'SIGTERM')); process.channel?.unref()",
)}`;
/** Longer than a letter under way may take. */
const PATIENCE_FOR_STOP_MS = 60_000;

/** Starts one of our entries as a process of its own, its output to pipes or to an open file. */
export function spawnEntry(
  entry: string,
  environment: Readonly<Record<string, string>>,
  output: 'pipe' | number,
): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', '--import', endWithParent, entry], {
    cwd: root,
    env: { ...process.env, ...environment },
    // By the fourth it notices the end of the script.
    stdio: ['ignore', output, output, 'ipc'],
    // Ctrl-C reaches the script alone, which then ends everything in order.
    detached: true,
  });
}

/** Ends a process in order, unless it has ended. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  await end(child.pid, PATIENCE_FOR_STOP_MS);
  await ended;
}

export interface Program {
  readonly name: string;
  readonly process: ChildProcess;
  readonly log: string;
  /** Settles when it has ended, whoever ended it, and its log is written. */
  readonly whenEnded: Promise<string>;
  stop(): Promise<void>;
}

/** Starts `<name>/main.ts`. What it writes goes to a log file. */
export function startProgram(options: {
  readonly name: 'api' | 'worker';
  readonly environment: Readonly<Record<string, string>>;
  readonly log: string;
  readonly say: (line: string) => void;
}): Program {
  const { name, environment, log, say } = options;
  const child = spawnEntry(`${name}/main.ts`, environment, 'pipe');
  const file = logFile(log, say);
  child.stdout?.on('data', file.write);
  child.stderr?.on('data', file.write);
  const whenEnded = once(child, 'close').then(
    async ([code, signal]) => {
      await file.settled();
      return `it ended with ${signal ?? `exit code ${code}`} (what it said last is in ${log})`;
    },
    (error: unknown) => `it could not be started: ${messageOf(error)}`,
  );
  return { name, process: child, log, whenEnded, stop: () => endProcess(child) };
}

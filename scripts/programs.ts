/** Our own programs, worker and API, as child processes of a script. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { end } from './services/processes.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
/** When the script is gone, however it went, the program ends in order. A module without a file: threads that know no
 *  TypeScript load it as well. */
const endWithParent = `data:text/javascript,${encodeURIComponent("process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))")}`;
/** Longer than a letter under way may take. */
const PATIENCE_FOR_STOP_MS = 60_000;

export interface Program {
  readonly name: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts `<name>/main.ts`. Its log goes to a file; if it ends by itself, somebody is told. */
export function startProgram(options: {
  readonly name: 'api' | 'worker';
  readonly environment: Readonly<Record<string, string>>;
  readonly log: string;
  readonly say: (line: string) => void;
}): Program {
  const { name, environment, log, say } = options;
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', endWithParent, `${name}/main.ts`], {
    cwd: root,
    env: { ...process.env, ...environment },
    // By the fourth it notices the end of the script.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C reaches the script alone, which then ends everything in order.
    detached: true,
  });
  const out = createWriteStream(log, { flags: 'a' });
  child.stdout?.pipe(out, { end: false });
  child.stderr?.pipe(out, { end: false });
  let expected = false;
  child.once('exit', (code, signal) => {
    out.end();
    if (!expected) say(`The ${name} has ended (${signal ?? `exit code ${code}`}). What it said last is in ${log}.`);
  });
  return {
    name,
    process: child,
    async stop() {
      expected = true;
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const ended = once(child, 'exit');
      await end(child.pid, PATIENCE_FOR_STOP_MS);
      await ended;
    },
  };
}

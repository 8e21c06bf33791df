/** Programs that can really be killed: each is a process group of its own, and goes when the test's process does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type Program, startProgram } from '../../local/programs.ts';
import { eventually } from './system-harness.ts';

/** A program that is started, killed, and, while it is kept alive, started again. */
export interface Supervised {
  readonly kills: number;
  readonly pid: number | undefined;
  /** Returns when it works. */
  start(more?: Readonly<Record<string, string>>): Promise<void>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Waits until it has ended by itself. */
  ended(): Promise<void>;
  /** From now on, whenever it dies it is started again; `false` ends that. */
  keepAlive(yes: boolean): void;
  log(): Promise<string>;
}

/** Whatever of ours still lives when the test's process goes, goes with it. */
const alive = new Set<Program>();
process.on('exit', () => {
  for (const { process: child } of alive) killGroup(child.pid);
});

export function supervise(
  name: 'worker' | 'api',
  environment: Readonly<Record<string, string>>,
  log: string,
): Supervised {
  let program: Program | undefined;
  let exit = Promise.resolve();
  let kills = 0;
  let wanted: Readonly<Record<string, string>> | undefined;
  let last: Readonly<Record<string, string>> = {};

  const launch = (more: Readonly<Record<string, string>>) => {
    last = more;
    const started = startProgram({ name, environment: { ...environment, ...more }, log, say: () => {} });
    alive.add(started);
    guard(started.process.pid, true);
    program = started;
    exit = once(started.process, 'exit').then(() => {
      alive.delete(started);
      if (started.process.signalCode === 'SIGKILL') kills += 1;
      if (program === started) program = undefined;
      if (wanted && !program) launch(wanted);
    });
  };
  return {
    get kills() {
      return kills;
    },
    get pid() {
      return program?.process.pid;
    },
    async start(more = {}) {
      if (program) throw new Error(`the ${name} runs already`);
      const from = (await readFile(log, 'utf8').catch(() => '')).length;
      launch(more);
      await eventually(async () => {
        if ((await readFile(log, 'utf8')).indexOf(' is running"', from) < 0)
          throw new Error(`the ${name} is not up yet`);
      }, 60_000);
    },
    async kill() {
      wanted = undefined;
      const ended = exit;
      killGroup(program?.process.pid);
      if (program) await ended;
    },
    signal(signal) {
      if (program) program.process.kill(signal);
    },
    ended: () => exit,
    keepAlive(yes) {
      wanted = yes ? last : undefined;
    },
    log: () => readFile(log, 'utf8'),
  };
}

/** Ends a process, or its group, should the test's own process be gone before it: whatever ended that one. */
export function guard(pid: number | undefined, group: boolean): void {
  const both = `kill -0 ${process.pid} 2>&- && kill -0 ${pid} 2>&-`;
  const watch = `while ${both}; do sleep 1; done; kill -0 ${process.pid} 2>&- || kill -9 ${group ? '-' : ''}${pid}`;
  if (pid !== undefined) spawn('sh', ['-c', watch], { detached: true, stdio: 'ignore' }).unref();
}

/** A program's whole process group: it was started as the leader of one. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It had ended before.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

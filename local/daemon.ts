/** A server that we start beside us. It is detached from the terminal: Ctrl-C reaches us alone, and we stop the server
 *  when those who use it have ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import type { Account } from './postgres-account.ts';

export interface Daemon {
  readonly pid: number;
  /** How it ended, if it did. From then on its number may belong to another process. */
  ended(): string | undefined;
  /** Settles when it has ended, and tells how and where its log is. */
  readonly whenEnded: Promise<string>;
}

export interface DaemonOptions {
  readonly program: string;
  readonly parameters: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly account?: Account;
  /** Takes all that it writes. */
  readonly log: string;
}

export async function spawnDaemon(options: DaemonOptions): Promise<Daemon> {
  const { program, parameters, environment, account } = options;
  const log = await open(options.log, 'a', 0o600);
  try {
    // What a server writes has people's codes in it: its files are for its account alone.
    const ours = process.umask(0o077);
    let child: ChildProcess;
    try {
      child = spawn(program, parameters, {
        ...account,
        cwd: '/',
        env: environment,
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
      });
    } finally {
      process.umask(ours);
    }
    let how: string | undefined;
    const whenEnded = new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => {
        how = `it ended with ${signal ?? `code ${code}`}`;
        resolve(`${how} (its log is ${options.log})`);
      });
    });
    const pid = await started(child);
    child.unref();
    return { pid, ended: () => how, whenEnded };
  } finally {
    await log.close();
  }
}

function started(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => (child.pid === undefined ? reject(new Error('no process id')) : resolve(child.pid)));
  });
}

/** Processes that outlive us: recognising them, ending them, and keeping two of us off the same data. */
import { execFile } from 'node:child_process';
import { link, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { codeOf, unlessMissing } from './failure.ts';

const run = promisify(execFile);

const LOOK_AGAIN_AFTER = 25;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM'; // it lives, and belongs to somebody else
  }
}

/** The program and its arguments, separated by blanks; nothing when there is no such process. */
export async function commandLine(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return askPs(pid, 'command=');
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return words?.split('\0').join(' ').trim();
}

/** For a sentence: its beginning. */
export async function shortCommandLine(pid: number): Promise<string> {
  const command = await commandLine(pid);
  if (command === undefined) return 'already ended';
  return command.length > SHORT ? `${command.slice(0, SHORT)}…` : command;
}
const SHORT = 60;

/** Who a process is, beyond its number: numbers are given again, mostly after the machine was started anew. */
export async function identityOf(pid: number): Promise<string | undefined> {
  if (await hasEnded(pid, 0)) return undefined;
  if (process.platform !== 'linux') return askPs(pid, 'lstart=');
  const [{ startedAt }, boot] = await Promise.all([
    statusOf(pid),
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''), // some sandboxes hide it
  ]);
  return startedAt === undefined ? undefined : `${boot.trim()}/${startedAt}`;
}

/** Asks politely, waits, then ends it. The patience is for what it still has to write. */
export async function end(pid: number, patience: number): Promise<void> {
  if (!signal(pid, 'SIGTERM') || (await hasEnded(pid, patience))) return;
  signal(pid, 'SIGKILL');
  if (await hasEnded(pid, patience)) return;
  throw new Error(`The process ${pid} (${await commandLine(pid)}) does not end. End it by hand, then start again.`);
}

export async function hasEnded(pid: number, patience: number): Promise<boolean> {
  const patienceEnds = Date.now() + patience;
  while (isAlive(pid) && !(await isZombie(pid))) {
    if (Date.now() > patienceEnds) return false;
    await pause(LOOK_AGAIN_AFTER);
  }
  return true;
}

/** Ended, but its parent has not asked how: with a careless first process in a container that can last. While other
 *  threads of it are still on their way out, they hold its ports and files. */
async function isZombie(pid: number): Promise<boolean> {
  const { state, threads } = await statusOf(pid);
  return state === 'Z' && Number(threads) <= 1;
}

export async function parentOf(pid: number): Promise<number | undefined> {
  const parent = process.platform === 'linux' ? (await statusOf(pid)).parent : await askPs(pid, 'ppid=');
  return parent === undefined ? undefined : Number(parent);
}

interface Status {
  readonly state: string | undefined;
  readonly parent: string | undefined;
  readonly threads: string | undefined;
  readonly startedAt: string | undefined;
}

/** What the kernel says of a process (Linux only). The name, in brackets, may hold blanks: read what follows it. */
async function statusOf(pid: number): Promise<Status> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''); // it has ended, or this is not Linux
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [state, parent, threads, startedAt] = [fields[0], fields[1], fields[17], fields[19]];
  return { state, parent, threads, startedAt };
}

/** False when it had ended before. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
    throw error;
  }
}

async function askPs(pid: number, column: string): Promise<string | undefined> {
  try {
    const { stdout } = await run('ps', ['-ww', '-o', column, '-p', String(pid)]);
    return stdout.trim() || undefined;
  } catch {
    return undefined; // ps answers with a failure when there is no such process
  }
}

export interface Claim {
  release(): Promise<void>;
}

/** Only one program at a time looks after a piece of data. Without this a second start on the same directory would
 *  take the server of the first for a leftover, and adopt or end it. A claim dies with its process, however it dies. */
export async function claim(path: string, what: string, setting: string): Promise<Claim> {
  const me = `${process.pid}\n${await identityOf(process.pid)}\n`;
  if (!(await created(path, me))) {
    const holder = await claimant(path);
    if (holder !== undefined) {
      throw new Error(
        `${what} is already looked after by pid ${holder} (${await shortCommandLine(holder)}). ` +
          `Stop that one first, or work on other data: ${setting}=<directory>.`,
      );
    }
    await rm(path, { force: true });
    if (!(await created(path, me))) return claim(path, what, setting); // somebody was quicker: see who
  }
  return { release: () => rm(path, { force: true }) };
}

/** False when the file was there before. It appears with its text in it: nobody ever reads half a claim. */
async function created(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, text);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function claimant(path: string): Promise<number | undefined> {
  const [pid, identity] = ((await unlessMissing(readFile(path, 'utf8'))) ?? '').split('\n');
  return identity !== undefined && (await identityOf(Number(pid))) === identity ? Number(pid) : undefined;
}

/** Where a log ends now: what a program writes from here on is what it has to say about this start. */
export async function endOf(log: string): Promise<number> {
  return (await unlessMissing(stat(log)))?.size ?? 0;
}

/** The last lines of a log, for the message of a failure. */
export async function lastLines(log: string, from: number, count = 12): Promise<string> {
  const text = (await readFile(log)).subarray(from).toString('utf8').trim();
  return text === '' ? '(it wrote nothing)' : text.split('\n').slice(-count).join('\n');
}

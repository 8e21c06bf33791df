/** Whoever ends npm, or the shell that npm runs a script in, means the script: neither of the two passes a signal on. */
import { setTimeout as pause } from 'node:timers/promises';
import { commandLine, hasEnded, parentOf } from './processes.ts';

const LOOK_EVERY_MS = 500;
/** npm, its shell, the script. */
const FARTHEST_NPM = 3;

/** Calls back once when npm, or a process between it and this one, has ended. Without npm it never does: a script that was
 *  started by hand may outlive its shell. */
export async function onEndOfStarter(callBack: () => void): Promise<void> {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const starters = await pathToNpm();
  void watch(starters).then(callBack);
}

/** Returns when one of them has ended. */
async function watch(pids: readonly number[]): Promise<void> {
  for (;;) {
    const gone = await Promise.all(pids.map((pid) => hasEnded(pid, 0)));
    if (gone.includes(true)) return;
    // By itself, looking keeps no script alive.
    await pause(LOOK_EVERY_MS, undefined, { ref: false });
  }
}

/** The processes from the parent up to npm; the parent alone where no npm is seen. */
async function pathToNpm(): Promise<number[]> {
  const path = [process.ppid];
  while (path.length <= FARTHEST_NPM) {
    const last = path.at(-1);
    if (last === undefined || last <= 1) break;
    if (/^(npm|node .*\bnpm)/.test((await commandLine(last)) ?? '')) return path;
    const above = await parentOf(last);
    if (above === undefined) break;
    path.push(above);
  }
  return [process.ppid];
}

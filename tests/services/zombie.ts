import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { hasEnded, identityOf } from '../../local/processes.ts';

/** A process that has ended, and whose parent does not ask how, until the test is over. */
export async function zombie(): Promise<{ readonly pid: number; readonly identity: string | undefined }> {
  const parent = spawn('sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 600'], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const [line] = await once(parent.stdout, 'data');
  const pid = Number(String(line));
  const identity = await identityOf(pid);
  await pause(300);
  if (!(await hasEnded(pid, 5_000))) throw new Error('it goes on');
  return { pid, identity };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Lets another process start a service and kills that process. The answer is the pid of the service left behind. */
export async function abandon(service: 'postgres' | 'temporal', ...parameters: string[]): Promise<number> {
  const script = fileURLToPath(new URL('./abandoned.ts', import.meta.url));
  const starter = spawn(process.execPath, ['--import', 'tsx', script, service, ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(starter, 'exit');
  const up = once(starter.stdout, 'data').then(([line]) => Number(String(line)));
  const pid = await Promise.race([up, ended.then(() => Promise.reject(new Error('the start failed')))]);
  starter.kill('SIGKILL');
  await ended;
  return pid;
}

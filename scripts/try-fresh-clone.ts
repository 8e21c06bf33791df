/** `npm run try-fresh-clone`: does what the README says, as a newcomer would, in a clone elsewhere: installs, starts, lives the demo,
 *  ends it, starts again on the same data, and runs every test. Says what happened, and fails where a newcomer would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../local/failure.ts';
import { freePort } from '../local/ports.ts';

const START_WITHIN_MS = 180_000;
const say = (line: string) => console.log(`── ${line}`);

const home = await mkdtemp(join(tmpdir(), 'xuncha-fresh-'));
await chmod(home, 0o755);
const clone = join(home, 'xuncha');
const environment = {
  ...process.env,
  API_PORT: String(await freePort()),
  TEMPORAL_PORT: String(await freePort()),
  TEMPORAL_UI_PORT: String(await freePort()),
  POSTGRES_PORT: String(await freePort()),
  SMTP_PORT: String(await freePort()),
  MAILBOX_PORT: String(await freePort()),
  OIDC_PORT: String(await freePort()),
};

try {
  await run('git', ['clone', '--quiet', fileURLToPath(new URL('../', import.meta.url)), clone], home);
  await run('npm', ['ci'], clone);
  for (const time of ['first', 'second']) {
    const started = await start();
    say(`npm start is up for the ${time} time`);
    await run('npm', ['run', 'demo'], clone);
    await endOf(started);
    say('Ctrl-C ended everything');
  }
  await run('npm', ['run', 'verify-ledger'], clone);
  await run('npm', ['test'], clone);
  say('both commands of the README work in a fresh clone');
} catch (error) {
  console.error(`\nA newcomer would be stuck here: ${messageOf(error)}`);
  process.exitCode = 1;
} finally {
  await rm(home, { recursive: true, force: true });
}

async function run(program: string, parameters: string[], directory: string): Promise<void> {
  say([program, ...parameters].join(' '));
  const child = spawn(program, parameters, {
    cwd: directory,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${program} ${parameters.join(' ')} ended with ${String(code)}`);
}

/** Up when it says what to do first. */
async function start(): Promise<ChildProcess> {
  const child = spawn('npm', ['start'], {
    cwd: clone,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('npm start did not come up in time')), START_WITHIN_MS);
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      if (!chunk.toString().includes('Ctrl-C ends everything')) return;
      clearTimeout(timer);
      resolve();
    });
  });
  return child;
}

/** As Ctrl-C does: the signal goes to the whole process group. */
async function endOf(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
  await ended;
}

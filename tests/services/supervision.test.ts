import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { logFile } from '../../local/log-file.ts';
import { type Part, supervise } from '../../local/supervision.ts';
import { listener, temporaryFolder } from './folders.ts';

const run = promisify(execFile);
const logging = new URL('../../logging.ts', import.meta.url).href;

/** A part that ends when it is told to. */
function parts() {
  const started: { end(how: string): void; stopped: boolean }[] = [];
  const start = (): Part => {
    let resolve = (_how: string) => {};
    const whenEnded = new Promise<string>((end) => {
      resolve = end;
    });
    const part = { end: (how: string) => resolve(how), stopped: false };
    started.push(part);
    return {
      whenEnded,
      async stop() {
        part.stopped = true;
        resolve('it was stopped');
      },
    };
  };
  return { started, start };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; !isSo(); i++) {
    if (i > 400) throw new Error('it did not come about');
    await pause(5);
  }
}

test('what ends unasked is started again, each time after twice the rest; what is left of it is taken away first', async () => {
  const { started, start } = parts();
  const { said, say } = listener();
  const stop = supervise({ name: 'It', part: start(), start: async () => start(), say, firstRestMs: 20 });
  const rests: number[] = [];
  for (let i = 0; i < 4; i++) {
    const from = performance.now();
    started[i]?.end('it fell');
    await until(() => started.length === i + 2);
    rests.push(performance.now() - from);
    expect(started[i]?.stopped).toBe(true);
  }
  for (const [i, rest] of rests.entries()) expect(rest).toBeGreaterThanOrEqual(20 * 2 ** i - 2);
  await until(() => said.filter((line) => line.includes('started again')).length === 4 + 1);
  expect(said.filter((line) => line.includes('it fell'))).toEqual(['It: it fell; it is started again']);

  await stop();
  expect(started.at(-1)?.stopped).toBe(true);
  await pause(500);
  expect(started).toHaveLength(5);
});

test('a start that fails is tried again, and its reason is said once', async () => {
  const { started, start } = parts();
  const { said, say } = listener();
  let failures = 0;
  const stop = supervise({
    name: 'It',
    part: start(),
    start: async () => {
      failures += 1;
      if (failures < 4) throw new Error('its port is taken');
      return start();
    },
    say,
    firstRestMs: 5,
  });
  started[0]?.end('it fell');
  await until(() => started.length === 2);
  await stop();
  expect(said).toEqual([
    'It: it fell; it is started again',
    'It: it could not be started again, and is tried further: its port is taken',
    'It: started again',
  ]);
});

test('what is stopped while it rests is not started again', async () => {
  const { started, start } = parts();
  const stop = supervise({ name: 'It', part: start(), start: async () => start(), say: () => {}, firstRestMs: 100 });
  started[0]?.end('it fell');
  await pause(20);
  await stop();
  await pause(200);
  expect(started).toHaveLength(1);
});

test('a log without room loses its lines, says so once, and hurts nobody', async () => {
  const { said, say } = listener();
  const full = logFile('/dev/full', say);
  for (let i = 0; i < 3; i++) full.write(Buffer.from('a line\n'));
  await full.settled();
  expect(said).toEqual([expect.stringMatching(/^\/dev\/full cannot be written, .*ENOSPC/)]);
});

test('a program whose own output has no room goes on', async () => {
  const script = `const { createLog } = await import(${JSON.stringify(logging)});
    const log = createLog('it', { LOG_LEVEL: 'info' });
    for (let i = 0; i < 50; i++) log.info('a line');
    setTimeout(() => console.error('still there'), 50)`;
  const { stderr } = await run('sh', [
    '-c',
    'exec "$0" --import tsx --input-type=module -e "$1" > /dev/full',
    process.execPath,
    script,
  ]);
  expect(stderr).toBe('still there\n');
});

test('a log with room has every line, in order', async () => {
  const path = join(await temporaryFolder(), 'a.log');
  const file = logFile(path, () => {});
  for (let i = 0; i < 100; i++) file.write(Buffer.from(`${i}\n`));
  await file.settled();
  expect(await readFile(path, 'utf8')).toBe(Array.from({ length: 100 }, (_, i) => `${i}\n`).join(''));
});

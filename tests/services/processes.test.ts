import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claim, end, identityOf, isAlive } from '../../local/processes.ts';
import { temporaryFolder } from './folders.ts';
import { zombie } from './zombie.ts';

test('a second claim on the same data is refused and names who has them', async () => {
  const path = join(await temporaryFolder(), 'postgres.claim');
  const first = await claim(path, 'The data', 'DATA_DIR');
  await expect(claim(path, 'The data', 'DATA_DIR')).rejects.toThrow(
    new RegExp(`already looked after by pid ${process.pid} .*DATA_DIR=<directory>`),
  );
  await first.release();
  await (await claim(path, 'The data', 'DATA_DIR')).release();
});

test('the claim of a process that is gone is nobody’s, and leaves nothing behind', async () => {
  const folder = await temporaryFolder();
  const gone = spawn('sleep', ['0']);
  await once(gone, 'exit');
  await writeFile(join(folder, 'claim'), `${gone.pid}\nsome identity\n`);
  await (await claim(join(folder, 'claim'), 'The data', 'DATA_DIR')).release();
  expect(await readdir(folder)).toEqual([]);
});

test('a claim does not pass to a stranger who was given the same process number', async () => {
  const path = join(await temporaryFolder(), 'claim');
  await writeFile(path, `${process.pid}\nwho had this number before\n`);
  await (await claim(path, 'The data', 'DATA_DIR')).release();
});

test('a dead process that nobody has reaped owns nothing', async () => {
  const path = join(await temporaryFolder(), 'claim');
  const { pid, identity } = await zombie();
  expect(isAlive(pid)).toBe(true);
  expect(await identityOf(pid)).toBeUndefined();
  await writeFile(path, `${pid}\n${identity}\n`);
  await (await claim(path, 'The data', 'DATA_DIR')).release();
});

test('two processes are told apart by more than their numbers', async () => {
  const other = spawn('sleep', ['60']);
  expect(await identityOf(process.pid)).toBe(await identityOf(process.pid));
  expect(await identityOf(process.pid)).toBeDefined();
  other.kill('SIGKILL');
});

test('a process that does not listen to SIGTERM is ended all the same', async () => {
  const stubborn = spawn('sh', ['-c', 'trap "" TERM; echo ready; while :; do sleep 0.1; done']);
  await once(stubborn.stdout, 'data');
  const pid = stubborn.pid ?? 0;
  await end(pid, 300);
  expect(isAlive(pid) && stubborn.exitCode === null && stubborn.signalCode === null).toBe(false);
});

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { crashAfterCommits } from '../../ledger/crash-hook.ts';

const run = promisify(execFile);
const hook = new URL('../../ledger/crash-hook.ts', import.meta.url).href;

test.each([1, 3])('a process dies after its commit number %i, every time', async (n) => {
  const script = `const { crashAfterCommits } = await import('${hook}');
    const { afterCommit } = crashAfterCommits(process.env);
    for (let i = 1; i <= 5; i++) { process.stdout.write(String(i)); afterCommit(); }`;
  const dead = run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    env: { ...process.env, XUNCHA_CRASH_AFTER_COMMIT: String(n) },
  });
  await expect(dead).rejects.toMatchObject({ signal: 'SIGKILL', stdout: '12345'.slice(0, n) });
});

test('nothing is hooked in where nothing is set, and dice are refused', () => {
  expect(crashAfterCommits({})).toEqual({});
  for (const setting of ['0', '0.02', 'often'])
    expect(() => crashAfterCommits({ XUNCHA_CRASH_AFTER_COMMIT: setting })).toThrow('whole number');
});

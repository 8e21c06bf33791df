/** `npm run demo` with a system of its own leaves nothing behind, whenever it is interrupted. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { freePort } from '../../local/ports.ts';
import { findTemporalCli } from '../../local/temporal.ts';
import { temporaryFolder } from './folders.ts';

const WITHIN_MS = 120_000;

test.each([
  ['SIGINT', 'amid the play', 'planned, approved'],
  ['SIGTERM', 'while its system comes up', 'PostgreSQL is up'],
] as const)(
  'after %s %s',
  async (signal, _when, line) => {
    const folder = await temporaryFolder();
    const cli = await findTemporalCli({ cacheDirectory: join(tmpdir(), 'xuncha-cli'), say: () => {} });
    const demo = spawn(process.execPath, ['--import', 'tsx', 'scripts/demo.ts'], {
      cwd: fileURLToPath(new URL('../../', import.meta.url)),
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        TMPDIR: folder,
        TSX_DISABLE_CACHE: '1',
        DATA_DIR: join(folder, 'data'),
        API_PORT: String(await freePort()),
        TEMPORAL_CLI: cli.path,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const reached = new Promise<void>((resolve) => {
      for (const output of [demo.stdout, demo.stderr])
        output.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          if (said.includes(line)) resolve();
        });
    });
    const ended = once(demo, 'close');
    await Promise.race([reached, ended.then(() => Promise.reject(new Error(said)))]);
    demo.kill(signal);
    expect(await ended).toEqual([1, null]);
    expect(said).toContain('It was interrupted; nothing of it is left.');
    expect(await readdir(folder)).toEqual([]);
  },
  WITHIN_MS,
);

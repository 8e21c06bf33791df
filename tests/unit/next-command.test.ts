import { expect, test } from 'vitest';
import { nextCommand } from '../../local/next-command.ts';

test.each([
  [{}, 'npm run demo'],
  [{ DATA_DIR: '.first', API_PORT: '3001' }, 'DATA_DIR=.first API_PORT=3001 npm run demo'],
  [{ DATA_DIR: '/巡察 办/it’s' }, "DATA_DIR='/巡察 办/it’s' npm run demo"],
  [{ DATA_DIR: "a'b" }, String.raw`DATA_DIR='a'\''b' npm run demo`],
  [{ DATABASE_URL: 'postgres://me:secret@host/db', CONTENT_KEYS: 'k:secret' }, 'npm run demo'],
])('of %j it repeats what leads to the system, and no secret', (environment, printed) => {
  expect(nextCommand('npm run demo', environment)).toBe(printed);
});

import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDataDirectory } from '../../local/data-directory.ts';
import { temporaryFolder } from './folders.ts';

const modeOf = async (path: string) => ((await stat(path)).mode & 0o7777).toString(8);

test('a new data directory is passed through by all, and read by its owner alone', async () => {
  const directory = join(await temporaryFolder(), 'above', 'data');
  await openDataDirectory(directory);
  expect(await modeOf(directory)).toBe('711');
});

test('one that was used before loses what others might read in it', async () => {
  const directory = await temporaryFolder();
  await mkdir(join(directory, 'mailbox'));
  for (const name of ['content.key', 'temporal-1.db', 'mailbox/letter.eml']) await writeFile(join(directory, name), '');
  await chmod(join(directory, 'temporal-1.db'), 0o644);
  const elsewhere = join(await temporaryFolder(), 'elsewhere');
  await writeFile(elsewhere, '', { mode: 0o644 });
  await symlink(elsewhere, join(directory, 'api.log'));
  for (const path of [directory, join(directory, 'mailbox')]) await chmod(path, 0o755);
  await openDataDirectory(directory);
  expect(await modeOf(directory)).toBe('711');
  expect(await modeOf(join(directory, 'mailbox'))).toBe('700');
  expect(await modeOf(join(directory, 'temporal-1.db'))).toBe('600');
  expect(await modeOf(elsewhere)).toBe('644');
  await chmod(directory, 0o700);
  await openDataDirectory(directory);
  expect(await modeOf(directory)).toBe('700');
});

test.each([0o755, 0o1777])('one with rights %o that somebody else has made or shares stays as it is', async (mode) => {
  const directory = await temporaryFolder();
  if (mode === 0o1777) await writeFile(join(directory, 'content.key'), '');
  await writeFile(join(directory, 'theirs'), '', { mode: 0o644 });
  await chmod(directory, mode);
  await openDataDirectory(directory);
  expect(await modeOf(directory)).toBe(mode.toString(8));
  expect(await modeOf(join(directory, 'theirs'))).toBe('644');
});

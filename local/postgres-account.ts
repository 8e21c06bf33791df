/** PostgreSQL refuses to run as root. Started by root, it gets an account of its own, and its data and programs must
 *  lie where that account can reach them: /root, for one, is closed to it. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Binaries } from './postgres-binaries.ts';
import { codeOf, unlessMissing } from './failure.ts';

const run = promisify(execFile);

const REACHABLE_BY_ALL = '/var/lib/xuncha';
const FOR_THIS = 'PostgreSQL does not run as root, and needs an account to run under';

/** Empty when we are an ordinary user: then PostgreSQL simply runs as us. Spread into the options of `spawn`. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

export async function accountFor(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const account = (await lookUp('postgres')) ?? (await lookUp('nobody'));
  if (account) return account;
  throw new Error(`${FOR_THIS}: create one (useradd --system postgres), or start as an ordinary user.`);
}

/** Data that exists are run by whoever owns them, also after an account `postgres` has come to the machine. */
export async function ownerOf(cluster: string): Promise<Account> {
  const { uid, gid } = await stat(cluster);
  const me = process.getuid?.();
  if (me === undefined || me === uid) return {};
  if (me === 0) return { uid, gid };
  throw new Error(
    `The data in ${cluster} belong to the user with id ${uid}, and you are ${me}. ` +
      'Start as that user or as root, or work on other data: DATA_DIR=<directory>.',
  );
}

/** The directory itself, or, when the account cannot get there, its stand-in where all can. */
export async function homeFor(directory: string, account: Account): Promise<string> {
  if (await canReach(account, directory)) return directory;
  const home = join(REACHABLE_BY_ALL, createHash('sha256').update(resolve(directory)).digest('hex').slice(0, 12));
  await openFolder(home);
  return home;
}

/** The programs where the account can run them. Only those that came with npm may be copied about: the machine's own
 *  belong to its package manager. */
export async function runnableBy(account: Account, binaries: Binaries): Promise<Binaries> {
  if (await canReach(account, join(binaries.folder, 'postgres'))) return binaries;
  if (binaries.origin === 'embedded') return { ...binaries, folder: await copied(binaries) };
  throw new Error(
    `${FOR_THIS}; that account (user id ${account.uid}) cannot reach the programs in ${binaries.folder}. ` +
      'Open the folders above them (chmod o+x), or name others in PG_BIN.',
  );
}

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => (await run('id', [flag, name])).stdout));
    return { uid: Number(uid), gid: Number(gid) };
  } catch {
    return undefined; // `id` fails when there is no such account
  }
}

/** The kernel decides, not a reading of mode bits; for a folder, x means that one may pass through. */
async function canReach(account: Account, path: string): Promise<boolean> {
  if (account.uid === undefined) return true;
  try {
    await run('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...account, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}

/** One copy for each release. It appears under its name when it is whole, so two starts do not disturb each other. */
async function copied({ folder }: Binaries): Promise<string> {
  const native = dirname(folder);
  const { version } = z.object({ version: z.string() }).parse(await manifest(native));
  const copy = join(REACHABLE_BY_ALL, `embedded-${version}`);
  if ((await unlessMissing(stat(copy))) === undefined) {
    await openFolder(REACHABLE_BY_ALL);
    const draft = `${copy}.${process.pid}`;
    try {
      await cp(native, draft, { recursive: true, verbatimSymlinks: true });
      await run('chmod', ['-R', 'a+rX', draft]);
      await rename(draft, copy);
    } catch (error) {
      const somebodyWasQuicker = codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST';
      if (!somebodyWasQuicker) throw error;
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
  return join(copy, 'bin');
}

async function manifest(native: string): Promise<unknown> {
  return JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8'));
}

/** Passable by all, whatever the umask. */
async function openFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await Promise.all([REACHABLE_BY_ALL, path].map((folder) => chmod(folder, 0o711)));
}

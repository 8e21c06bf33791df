/** Which PostgreSQL cluster belongs to a directory, and the making of a new one.
 *
 *  A cluster belongs to one major version of PostgreSQL, so its folder carries the number, and data that exist decide
 *  which programs run: a PostgreSQL that comes to the machine later must not make a ledger "vanish". */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, unlessMissing } from './failure.ts';
import { keepFile, syncFolder } from './kept-files.ts';
import { type Account, accountFor, homeFor, ownerOf, runnableBy } from './postgres-account.ts';
import { type Binaries, findBinaries } from './postgres-binaries.ts';

const run = promisify(execFile);

export const SUPERUSER = 'postgres';

/** One cluster and what is needed to run it. */
export interface Cluster {
  readonly data: string;
  /** Of the superuser, who owns the tables. */
  readonly passwordFile: string;
  readonly programsPasswordFile: string;
  readonly log: string;
  readonly binaries: Binaries;
  readonly account: Account;
}

/** Data that are there decide; among several clusters, the one used last. Without data, the best programs. */
export async function chooseCluster(directory: string, say: (line: string) => void): Promise<Cluster> {
  const found = await findBinaries(say);
  const inDirectory = await clustersIn(directory);
  const [there] = inDirectory;
  const account = there ? await ownerOf(there.data) : await accountFor();
  const home = await homeFor(directory, account);
  if (home !== directory) {
    if (there) throw new Error(unreachable(there.data, account));
    say(`PostgreSQL may not run as root, and its account cannot reach ${directory}: its data are in ${home}`);
  }
  const existing = home === directory ? inDirectory : await clustersIn(home);
  const programs = chooseBinaries(existing, found, home);
  const data = join(home, `postgres-${programs.major}`);
  const owner = existing.some((cluster) => cluster.data === data) ? await ownerOf(data) : account;
  return {
    data,
    passwordFile: `${data}.password`,
    programsPasswordFile: `${data}.programs.password`,
    log: join(directory, 'postgres.log'),
    binaries: await runnableBy(owner, programs),
    account: owner,
  };
}

interface ExistingCluster {
  readonly data: string;
  readonly major: number;
  readonly usedAt: number;
}

/** The clusters of a folder, the one used last first: PostgreSQL touches pg_control at every checkpoint. */
async function clustersIn(home: string): Promise<ExistingCluster[]> {
  const names = (await readdir(home)).filter((name) => /^postgres-\d+$/.test(name));
  const clusters = await Promise.all(
    names.map(async (name) => {
      const data = join(home, name);
      const control = await stat(join(data, 'global', 'pg_control')).catch(() => undefined); // another user's, perhaps
      return { data, major: Number(name.slice('postgres-'.length)), usedAt: control?.mtimeMs ?? 0 };
    }),
  );
  return clusters.sort((one, other) => other.usedAt - one.usedAt);
}

/** Never an empty ledger beside a full one: better no start than one that seems to have lost everything. */
export function chooseBinaries<Found extends { readonly major: number }>(
  existing: ReadonlyArray<{ readonly major: number }>,
  found: readonly Found[],
  home: string,
): Found {
  const inOrder = existing.length > 0 ? existing.map(({ major }) => found.find((each) => each.major === major)) : found;
  const chosen = inOrder.find((each) => each !== undefined);
  if (chosen) return chosen;
  throw new Error(
    `The data in ${home} were written by PostgreSQL ${majors(existing)}, and ${majors(found)} is what can be used. ` +
      'Install the version that wrote them, or name the folder of its programs in PG_BIN (or unset PG_BIN), ' +
      'or begin anew elsewhere: DATA_DIR=<directory>.',
  );
}

function majors(list: ReadonlyArray<{ readonly major: number }>): string {
  return [...new Set(list.map(({ major }) => major))].join(' and ');
}

function unreachable(data: string, account: Account): string {
  return (
    `The data in ${data} belong to the user with id ${account.uid}, who cannot reach them. ` +
    'Open the folders above them (chmod o+x), or work on other data: DATA_DIR=<directory>.'
  );
}

interface MakingOptions {
  readonly durable: boolean;
  readonly say: (line: string) => void;
}

/** The cluster appears under its name when it is whole: a start that is killed half-way leaves no half cluster. */
export async function makeUnlessThere({ data, passwordFile, binaries, account }: Cluster, options: MakingOptions) {
  if (await unlessMissing(stat(data))) return;
  options.say(`Making a new PostgreSQL ${binaries.major} cluster in ${data}`);
  const draft = `${data}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await keepFile(passwordFile, randomBytes(24).toString('base64url'), 0o600);
  await give(account, [draft, passwordFile]);
  const asked = [
    ['--pgdata', draft, '--username', SUPERUSER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
    ['--encoding', 'UTF8', '--locale', 'C', '--data-checksums'],
    options.durable ? [] : ['--no-sync'],
  ].flat();
  try {
    await run(join(binaries.folder, 'initdb'), asked, { ...account, cwd: '/', env: plainEnvironment() });
  } catch (error) {
    throw new Error(
      `PostgreSQL cannot make a cluster in ${data}: ${messageOf(error).trim()}\n` +
        'Put right what it names, or keep the data elsewhere: DATA_DIR=<directory>.',
      { cause: error },
    );
  }
  await rename(draft, data);
  await syncFolder(dirname(data)); // else a power cut could undo the name, and the next start would clear the draft
}

async function give(account: Account, paths: string[]): Promise<void> {
  const { uid, gid } = account;
  if (uid === undefined || gid === undefined) return;
  await Promise.all(paths.map((path) => chown(path, uid, gid)));
}

/** Messages in English, whatever the machine speaks, and nothing of our own settings. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}

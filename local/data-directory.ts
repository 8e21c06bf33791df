/** The directory that holds everything: PostgreSQL's account must pass through it, nobody else sees what lies there, and what lies
 *  there is for its owner alone. */
import { chmod, lstat, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing } from './failure.ts';

const PASSABLE = 0o711;
const OWNERS = 0o700;
/** Shared by all, as /tmp is. */
const STICKY = 0o1000;
/** By it a directory is known that an earlier start has used. */
const MARK = 'content.key';

/** A new directory gets these rights; one that an earlier start has used loses what it has beyond them. Another one, that somebody
 *  has made for it, stays as it was made. */
export async function openDataDirectory(directory: string): Promise<void> {
  const isNew = (await mkdir(directory, { recursive: true, mode: PASSABLE })) !== undefined;
  if (isNew) return chmod(directory, PASSABLE);
  const isUsed = (await unlessMissing(stat(join(directory, MARK)))) !== undefined;
  if (!isUsed || ((await stat(directory)).mode & STICKY) !== 0) return;
  await narrow(directory, PASSABLE);
  for (const name of await readdir(directory)) await narrow(join(directory, name), OWNERS);
}

/** Of what is ours and really lies there; PostgreSQL's account looks after its own. */
async function narrow(path: string, most: number): Promise<void> {
  const found = await unlessMissing(lstat(path));
  if (found === undefined || found.isSymbolicLink() || found.uid !== process.getuid?.()) return;
  await chmod(path, found.mode & most);
}

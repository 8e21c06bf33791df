/** Files that are there whole or not at all, and that a power cut does not take back. */
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** When this returns, the file is on the disk under its name. */
export async function keepFile(path: string, content: string | AsyncIterable<Uint8Array>, mode = 0o644): Promise<void> {
  const draft = `${path}.part`;
  try {
    const file = await open(draft, 'w', mode);
    try {
      await writeFile(file, content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** A new name is kept only when the folder that holds it has reached the disk. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

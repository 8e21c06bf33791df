/** Folders that live as long as a test. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** Open to all, since PostgreSQL started by root runs under an account of its own. */
export async function temporaryFolder(): Promise<string> {
  const folder = await closedTemporaryFolder();
  await chmod(folder, 0o755);
  return folder;
}

export async function closedTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'xuncha-services-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** What a service said, for asking afterwards. */
export function listener(): { readonly said: string[]; readonly say: (line: string) => void } {
  const said: string[] = [];
  return { said, say: (line) => void said.push(line) };
}

/** Lives as long as a test file; to be asked for in `beforeAll`. */
export async function suiteFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'xuncha-services-'));
  await chmod(folder, 0o755);
  suites.push(folder);
  return folder;
}
const suites: string[] = [];
afterAll(() => Promise.all(suites.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

/** What a running `npm start` tells the other commands: its addresses, in a file of DATA_DIR that only its owner reads. */
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readSettings, type Settings } from '../settings.ts';
import { unlessMissing } from './failure.ts';
import { keepFile } from './kept-files.ts';
import { freePort } from './ports.ts';
import { startPostgres } from './postgres.ts';
import type { RunningSystem } from './system.ts';

const addresses = z.object({
  api: z.string(),
  databaseUrl: z.string(),
  temporalAddress: z.string(),
  temporalUi: z.string().optional(),
  mailbox: z.string().optional(),
});
export type Addresses = z.output<typeof addresses>;

const noteIn = (settings: Settings): string => join(resolve(settings.DATA_DIR), 'running.json');

/** Writes the note; the answer takes it away again. */
export async function noteRunning(settings: Settings, system: RunningSystem): Promise<() => Promise<void>> {
  await keepFile(noteIn(settings), JSON.stringify(addresses.parse(system)), 0o600);
  return () => rm(noteIn(settings), { force: true });
}

/** The running system's addresses, if its API answers. */
export async function runningSystem(settings: Settings): Promise<Addresses | undefined> {
  const note = await unlessMissing(readFile(noteIn(settings), 'utf8'));
  if (note === undefined) return undefined;
  const found = addresses.parse(JSON.parse(note));
  const answers = await fetch(`${found.api}/health`).then(
    () => true,
    () => false, // nobody there: the note was left by a start that was killed
  );
  return answers ? found : undefined;
}

/** The ledger's database: one's own, the running system's, or the one in DATA_DIR, started for as long as it is needed. */
export async function databaseOf(): Promise<{ readonly url: string; release(): Promise<void> }> {
  const settings = readSettings();
  if (settings.DATABASE_URL) return { url: settings.DATABASE_URL, release: async () => {} };
  const running = await runningSystem(settings);
  if (running) return { url: running.databaseUrl, release: async () => {} };
  const postgres = await startPostgres({
    directory: resolve(settings.DATA_DIR),
    port: await freePort(),
    durable: true,
    say: console.error,
  });
  return { url: postgres.url, release: () => postgres.stop() };
}

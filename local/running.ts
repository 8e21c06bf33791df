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
  ownerUrl: z.string().optional(),
  temporalAddress: z.string(),
  temporalUi: z.string().optional(),
  mailbox: z.string().optional(),
});
export type Addresses = z.output<typeof addresses>;
/** What an example needs to know of a system. */
export type Reachable = Pick<Addresses, 'api' | 'temporalUi' | 'mailbox'>;

const LOOPBACK = '127.0.0.1';

const noteIn = (settings: Settings): string => join(resolve(settings.DATA_DIR), 'running.json');

/** Writes the note; the answer takes it away again. */
export async function noteRunning(settings: Settings, system: RunningSystem): Promise<() => Promise<void>> {
  await keepFile(noteIn(settings), JSON.stringify(addresses.parse(system)), 0o600);
  return () => rm(noteIn(settings), { force: true });
}

/** The addresses of the system that runs on DATA_DIR, if its API answers. */
export async function runningSystem(settings: Settings): Promise<Addresses | undefined> {
  const note = await unlessMissing(readFile(noteIn(settings), 'utf8'));
  if (note === undefined) return undefined;
  const found = addresses.parse(JSON.parse(note));
  return (await isXuncha(found.api)) ? found : undefined;
}

/** Of the system that answers at API_PORT, on whatever data. */
export async function systemAtPort(settings: Settings): Promise<Reachable | undefined> {
  const api = `http://${LOOPBACK}:${settings.API_PORT}`;
  if (!(await isXuncha(api))) return undefined;
  const at = (port: number) => `http://${LOOPBACK}:${port}`;
  return {
    api,
    temporalUi: settings.TEMPORAL_ADDRESS ? undefined : at(settings.TEMPORAL_UI_PORT),
    mailbox: settings.SMTP_URL ? undefined : at(settings.MAILBOX_PORT),
  };
}

const health = z.object({ up: z.boolean() });

/** Nobody there, and somebody else, are no system of ours: a note may have been left by a start that was killed. */
async function isXuncha(api: string): Promise<boolean> {
  try {
    const response = await fetch(`${api}/health`);
    return health.safeParse(JSON.parse(await response.text())).success;
  } catch {
    return false;
  }
}

interface Database {
  /** As the programs reach it. */
  readonly url: string;
  /** As its owner, where that is known. */
  readonly ownerUrl: string | undefined;
  release(): Promise<void>;
}

/** The ledger's database: one's own, the running system's, or the one in DATA_DIR, started for as long as it is needed. */
export async function databaseOf(): Promise<Database> {
  const settings = readSettings();
  const { DATABASE_URL, DATABASE_OWNER_URL } = settings;
  if (DATABASE_URL) return { url: DATABASE_URL, ownerUrl: DATABASE_OWNER_URL, release: async () => {} };
  const running = await runningSystem(settings);
  if (running) return { url: running.databaseUrl, ownerUrl: running.ownerUrl, release: async () => {} };
  const postgres = await startPostgres({
    directory: resolve(settings.DATA_DIR),
    port: await freePort(),
    durable: true,
    say: console.error,
  });
  return { url: postgres.programsUrl, ownerUrl: postgres.url, release: () => postgres.stop() };
}

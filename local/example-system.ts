/** Where an example is played: on the running system, or else on one of its own, on free ports and fleeting data. */
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../settings.ts';
import { type ApiClient, apiClient } from '../examples/api-client.ts';
import { noteRunning, type Reachable, runningSystem, systemAtPort } from './running.ts';
import { freePort } from './ports.ts';
import { onEndOfStarter } from './starter.ts';
import { startSystem } from './system.ts';

export interface ExampleOptions {
  readonly settings: Settings;
  readonly name: 'demo' | 'enter-cases';
  /** Whether the system takes the people of the example; one with a registry of its own does not. */
  readonly register: (api: ApiClient, databaseUrl: string | undefined) => Promise<boolean>;
  readonly step: (line: string) => void;
  /** A system of its own goes on afterwards, to be looked at, until it is interrupted. */
  readonly lingers?: boolean;
}

/** Plays an example. Of a system of its own nothing is left afterwards, also after Ctrl-C or SIGTERM amid the play. */
export async function onExampleSystem<T>(
  { settings, name, register, step, lingers = false }: ExampleOptions,
  play: (addresses: Reachable) => Promise<T>,
): Promise<T> {
  const ours = await runningSystem(settings);
  const running = ours ?? (await systemAtPort(settings));
  if (running && (await register(apiClient(running.api), ours?.databaseUrl))) {
    step(`npm start is running at ${running.api}: that system is used`);
    return play(running);
  }
  step(running ? `npm start, at ${running.api}, has a registry of its own` : notRunning(settings, name));
  step('starting a system of its own, on free ports and fleeting data');
  const interrupted = interruption();
  const directory = await mkdtemp(join(tmpdir(), `xuncha-${name}-`));
  try {
    // As root, PostgreSQL runs as its own user, who must be able to reach the directory.
    await chmod(directory, 0o711);
    const own = { ...settings, ...(await freePorts()), DATA_DIR: directory };
    const cliCache = join(settings.DATA_DIR, 'temporal-cli');
    const system = await startSystem({ settings: own, say: step, cliCache, signal: interrupted });
    try {
      await noteRunning(own, system);
      await register(apiClient(system.api), system.databaseUrl);
      const result = await Promise.race([play(system), rejectedBy(interrupted)]);
      if (lingers) {
        console.log('It is all still running, so that you can look. Ctrl-C ends it.');
        if (!interrupted.aborted) await once(interrupted, 'abort');
      }
      return result;
    } finally {
      await system.stop();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const notRunning = ({ DATA_DIR, API_PORT }: Settings, name: string): string =>
  `npm start is not running on ${DATA_DIR}, nor at port ${API_PORT} (elsewhere? DATA_DIR=<its directory> npm run ${name})`;

async function freePorts() {
  return {
    API_PORT: await freePort(),
    TEMPORAL_PORT: await freePort(),
    TEMPORAL_UI_PORT: await freePort(),
    POSTGRES_PORT: await freePort(),
    SMTP_PORT: await freePort(),
    MAILBOX_PORT: await freePort(),
    OIDC_PORT: await freePort(),
  };
}

/** Aborted by Ctrl-C, by SIGTERM, or with the npm that started this. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => controller.abort(new Error('It was interrupted; nothing of it is left.'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
  void onEndOfStarter(interrupt);
  return controller.signal;
}

async function rejectedBy(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}

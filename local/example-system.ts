/** Where an example is played: on the running system, or else on one of its own, on free ports and fleeting data. */
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../settings.ts';
import { type ApiClient, apiClient } from '../examples/api-client.ts';
import { type Addresses, noteRunning, runningSystem } from './running.ts';
import { freePort } from './ports.ts';
import { type RunningSystem, startSystem } from './system.ts';

/** `register` tells whether the system takes the people of the example; one with a registry of its own does not. */
export async function systemToUse(
  settings: Settings,
  name: string,
  register: (api: ApiClient) => Promise<boolean>,
  step: (line: string) => void,
): Promise<{ readonly addresses: Addresses; readonly ownSystem: RunningSystem | undefined }> {
  const running = await runningSystem(settings);
  if (running && (await register(apiClient(running.api)))) {
    step(`npm start is running at ${running.api}: that system is used`);
    return { addresses: running, ownSystem: undefined };
  }
  step(running ? 'npm start runs with a registry of its own' : 'npm start is not running');
  step('starting a system of its own, on free ports and fleeting data');
  const directory = await mkdtemp(join(tmpdir(), `xuncha-${name}-`));
  await chmod(directory, 0o755);
  const ports = {
    API_PORT: await freePort(),
    TEMPORAL_PORT: await freePort(),
    TEMPORAL_UI_PORT: await freePort(),
    POSTGRES_PORT: await freePort(),
    SMTP_PORT: await freePort(),
    MAILBOX_PORT: await freePort(),
  };
  const own = { ...settings, ...ports, DATA_DIR: directory };
  const system = await startSystem({ settings: own, say: step, cliCache: join(settings.DATA_DIR, 'temporal-cli') });
  await noteRunning(own, system);
  await register(apiClient(system.api));
  return { addresses: system, ownSystem: system };
}

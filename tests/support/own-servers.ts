/** PostgreSQL and Temporal of a test's own: each can be taken away and brought back to the same port and data. */
import { join } from 'node:path';
import { inject } from 'vitest';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { freePort } from '../../local/ports.ts';
import { type PostgresService, startPostgres } from '../../local/postgres.ts';
import { startTemporal, type TemporalService } from '../../local/temporal.ts';
import { guard } from './supervised.ts';

/** A server of our own that can be taken away and brought back to the same port and data. */
export interface Restartable<Service> {
  readonly service: Service;
  readonly directory: string;
  up(): Promise<void>;
  /** Kills it, or stops it. */
  down(how: 'KILL' | 'STOP'): Promise<void>;
}

export async function ownPostgres(directory: string): Promise<Restartable<PostgresService>> {
  const port = await freePort();
  // Durable: a cluster that may lose what it confirmed would prove nothing when it is killed.
  const start = () => startPostgres({ directory, port, durable: true, say: () => {} });
  let service = await start();
  guard(service.pid, false);
  return {
    get service() {
      return service;
    },
    directory,
    async up() {
      service = await start();
      guard(service.pid, false);
    },
    async down(how) {
      if (how === 'KILL') service.kill('SIGKILL');
      await service.stop();
    },
  };
}

export async function ownTemporal(
  directory: string,
  kept: 'MEMORY' | 'FILE',
  dynamicConfig: Readonly<Record<string, unknown>> = {},
): Promise<Restartable<TemporalService>> {
  const { temporalCli, temporalVersion } = inject('servers');
  const port = await freePort();
  const home = join(directory, 'temporal');
  const start = () =>
    startTemporal({
      cli: { path: temporalCli, version: temporalVersion },
      directory: kept === 'FILE' ? home : undefined,
      port,
      uiPort: undefined,
      namespace: 'default',
      searchAttributes,
      dynamicConfig,
      say: () => {},
    });
  let service = await start();
  guard(service.pid, false);
  return {
    get service() {
      return service;
    },
    directory: home,
    async up() {
      service = await start();
      guard(service.pid, false);
    },
    async down(how) {
      if (how === 'KILL') service.kill('SIGKILL');
      await service.stop();
    },
  };
}

export function notOurs<Service>(what: string): Restartable<Service> {
  const never = (): never => {
    throw new Error(`${what} belongs to the whole run: open the system with one of its own`);
  };
  return {
    get service() {
      return never();
    },
    directory: '',
    up: never,
    down: never,
  };
}

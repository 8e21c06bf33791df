/** The SDK's runtime: what it logs goes with the worker's log, line by line, and what it measures to the worker's page. */
import { createServer } from 'node:net';
import { Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

const LOOPBACK = '127.0.0.1';
const ANSWERS_WITHIN_MS = 2_000;

/** Installs it; the answer reads what the SDK has measured, in Prometheus form. */
export async function installRuntime(log: Logger, isWatched: boolean): Promise<() => Promise<string>> {
  const address = isWatched ? `${LOOPBACK}:${await unusedPort()}` : undefined;
  Runtime.install({
    logger: asSdkLogger(log),
    telemetryOptions: {
      logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } },
      ...(address === undefined ? {} : { metrics: { prometheus: { bindAddress: address, ...INSECONDS } } }),
    },
  });
  if (address === undefined) return () => Promise.resolve('');
  return async () => {
    const response = await fetch(`http://${address}/metrics`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    return response.text();
  };
}
const INSECONDS = { useSecondsForDurations: true, unitSuffix: true, countersTotalSuffix: true } as const;

/** The SDK serves its figures at a port of its own, which is asked by this process alone. */
function unusedPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, LOOPBACK, () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function asSdkLogger(to: Logger) {
  const write = (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') => (message: string, meta?: object) =>
    to[level]({ ...meta }, message);
  const levels = {
    trace: write('trace'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
  const named = new Map(Object.entries(levels));
  return {
    ...levels,
    log: (level: string, message: string, meta?: object) =>
      (named.get(level.toLowerCase()) ?? levels.info)(message, meta),
  };
}

/** What machines ask of a process, at an address that people do not reach: `/metrics`, `/live`, `/ready`. It is there from the first
 *  moment on, while the process still waits for its servers. */
import { createServer, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { NotReady } from '../ledger/readiness.ts';
import type { CommonMetrics } from './metrics.ts';

export interface PageOptions {
  readonly host: string;
  /** Without one there is no page. */
  readonly port: number | undefined;
  readonly metrics: Pick<CommonMetrics, 'registry'>;
  readonly log: Logger;
}
export interface Page {
  /** From now on it is asked whether the process is ready, and its figures are read anew before each answer. */
  begin(process: Watched): void;
  close(): void;
}
export interface Watched {
  readonly notReady: () => Promise<NotReady | undefined>;
  readonly refresh: () => Promise<void>;
  /** In Prometheus form, what others measure in this process. */
  readonly more?: () => Promise<string>;
}

const starting: Watched = { notReady: () => Promise.resolve('STARTING'), refresh: () => Promise.resolve() };

export function openPage({ host, port, metrics, log }: PageOptions): Page {
  let watched = starting;
  const server = createServer((request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    void answer(request.method === 'GET' ? request.url : undefined, response).catch((err: unknown) => {
      log.warn({ err }, 'the figures of this process could not be told');
      response.writeHead(500).end();
    });
  });
  if (port !== undefined) {
    server.on('error', (err) => {
      log.fatal(
        { err },
        `port ${port} of ${host} cannot be had: set METRICS_PORT to a free one, METRICS_HOST to an address of this machine`,
      );
      process.exit(1);
    });
    server.listen(port, host);
  }
  return {
    begin: (process) => void (watched = process),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };

  async function answer(path: string | undefined, response: ServerResponse): Promise<void> {
    if (path === '/live') return inJson(response, 200, { live: true });
    if (path === '/ready') {
      const because = (await watched.notReady()) ?? null;
      return inJson(response, because === null ? 200 : 503, { ready: because === null, because });
    }
    if (path !== '/metrics') return void response.writeHead(404).end();
    await watched.refresh();
    const [own, more] = await Promise.all([metrics.registry.metrics(), watched.more?.() ?? '']);
    response.writeHead(200, { 'Content-Type': metrics.registry.contentType }).end(`${own}${more}`);
  }
}

function inJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

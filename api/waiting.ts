/** What the API answers until its database has been reached: that it lives, and that nobody should come yet. */
import express, { type Express } from 'express';
import { onlyOurNames, protectiveHeaders } from './edge.ts';
import { healthRoute } from './health.ts';
import type { Edge } from './ports.ts';
import { probeRoutes } from './probes.ts';
import { sendUnavailable } from './problems.ts';

export function waitingApp(edge: Edge): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(protectiveHeaders(edge));
  app.use(onlyOurNames(edge));
  app.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.get(
    '/health',
    healthRoute(() => Promise.resolve({ missing: ['PostgreSQL'], workerPolledSecondsAgo: null })),
  );
  app.use(probeRoutes(() => Promise.resolve('STARTING')));
  app.use((_request, response) => sendUnavailable(response, 'PostgreSQL'));
  return app;
}

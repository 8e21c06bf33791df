/** What machines ask: does this process run, and may callers be sent to it? Neither asks Temporal, which no caller waits for. */
import { Router } from 'express';
import type { NotReady } from '../ledger/readiness.ts';

export function probeRoutes(notReady: () => Promise<NotReady | undefined>): Router {
  const routes = Router();
  routes.get('/live', (_request, response) => {
    response.json({ live: true });
  });
  routes.get('/ready', async (_request, response) => {
    const because = await notReady();
    response.status(because ? 503 : 200).json({ ready: because === undefined, because: because ?? null });
  });
  return routes;
}

/** What machines ask: does this process run, and may callers be sent to it? Neither asks Temporal, which no caller waits for. */
import { Router } from 'express';
import type { Pool } from '../ledger/database.ts';
import { isAtOurSchema } from '../ledger/migrate.ts';
import type { NotReady } from './ports.ts';

/** Why callers should go elsewhere; undefined where they may come. */
export const readinessOf = (pool: Pool, isEnding: () => boolean) => async (): Promise<NotReady | undefined> => {
  if (isEnding()) return 'ENDING';
  const same = await isAtOurSchema(pool).catch(() => undefined);
  if (same === undefined) return 'DATABASE_AWAY';
  return same ? undefined : 'OTHER_SCHEMA';
};

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

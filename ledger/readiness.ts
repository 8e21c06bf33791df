/** Whether a process can do its work with this database. */
import type { Pool } from './database.ts';
import { isAtOurSchema } from './migrate.ts';

/** Why a process is not ready. */
export type NotReady = 'STARTING' | 'ENDING' | 'DATABASE_AWAY' | 'OTHER_SCHEMA';

/** Why callers should go elsewhere; undefined where they may come. */
export const readinessOf = (pool: Pool, isEnding: () => boolean) => async (): Promise<NotReady | undefined> => {
  if (isEnding()) return 'ENDING';
  const same = await isAtOurSchema(pool).catch(() => undefined);
  if (same === undefined) return 'DATABASE_AWAY';
  return same ? undefined : 'OTHER_SCHEMA';
};

/** Faults of the database that are the caller's. */
import pg from 'pg';

/** Characters that no text holds, days that no calendar has, numbers too large, a cursor of somebody's own making. */
const UNSTORABLE: ReadonlySet<string> = new Set(['22003', '22007', '22008', '22021', '22P02', '22P05']);

/** The database could not take what the caller sent. */
export const isUnstorable = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && UNSTORABLE.has(error.code ?? '');

/** Tells a server that is away from a fault of our own. */
import { isGrpcServiceError } from '@temporalio/client';
import pg from 'pg';

export interface Away {
  readonly what: 'PostgreSQL' | 'Temporal';
  readonly reason: string;
}

/** gRPC: unavailable, deadline exceeded, cancelled, resource exhausted, a task in failed state, and not found. */
const TEMPORAL_AWAY: ReadonlySet<number> = new Set([14, 4, 1, 8, 9, 5]);
/** PostgreSQL: connection, resources, operator intervention, lock and statement timeouts. */
const DATABASE_AWAY = /^(08|53|57|55P03|55000|3D000|25006)/;

export function isUnavailable(error: unknown): Away | undefined {
  if (isGrpcServiceError(error))
    return TEMPORAL_AWAY.has(error.code) ? { what: 'Temporal', reason: error.details ?? error.message } : undefined;
  if (error instanceof pg.DatabaseError)
    return DATABASE_AWAY.test(error.code ?? '') ? { what: 'PostgreSQL', reason: error.message } : undefined;
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  // The driver's own words for a connection that is not there, or not there in time.
  const lost =
    /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/.test(code) || /timeout|terminated|Connection/i.test(error.message);
  if (lost && (error.stack ?? '').includes('pg')) return { what: 'PostgreSQL', reason: error.message };
  const cause = error.cause;
  return cause === undefined ? undefined : isUnavailable(cause);
}

/** Characters that no text holds, days that no calendar has, numbers too large, a cursor of somebody's own making. */
const UNSTORABLE: ReadonlySet<string> = new Set(['22003', '22007', '22008', '22021', '22P02', '22P05']);

/** The database could not take what the caller sent. */
export const isUnstorable = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && UNSTORABLE.has(error.code ?? '');

/** Whether an error says that a server is away, or the way to it. Then time may help, and the program is not at fault. */
import { isGrpcServiceError } from '@temporalio/client';
import pg from 'pg';

export interface Away {
  /** null: the error does not say which. */
  readonly server: 'PostgreSQL' | 'Temporal' | null;
  readonly reason: string;
}
/** What says so at some times, and at others does not. */
export interface Signs {
  /** Codes of gRPC; `any`: every answer of Temporal that is a fault. */
  readonly temporal: ReadonlySet<number> | 'any';
  /** SQLSTATEs. */
  readonly postgres: RegExp;
}

/** Cancelled, deadline exceeded, resource exhausted, unavailable. */
const TEMPORAL: ReadonlySet<number> = new Set([1, 4, 8, 14]);
/** Connection, resources, operator intervention, lock timeout. */
const POSTGRES = /^(08|53|57|55P03)/;
/** Of the operating system. */
const NOT_REACHED = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
/** What gRPC and the driver of PostgreSQL say in words alone. */
const IN_WORDS =
  /timeout|terminated|transport error|connection (error|refused)|establishing an SSL connection|Failed to connect/i;

const always: Signs = { temporal: new Set(), postgres: /^$/ };
/** While a program starts: a Temporal that starts as well refuses in many ways, and programs that change the schema at the
 *  same time meet in a deadlock. */
export const whileStarting: Signs = { temporal: 'any', postgres: /^(40001|40P01)/ };
/** While a program answers: a Temporal that lost its data knows no run, or one that cannot go on, and a PostgreSQL that is put
 *  back lacks its database, or only reads. */
export const whileAnswering: Signs = { temporal: new Set([5, 9]), postgres: /^(55000|3D000|25006)/ };

export function serverAway(error: unknown, more: Signs = always): Away | undefined {
  if (!(error instanceof Error)) return undefined;
  if (isGrpcServiceError(error)) {
    const isAway = TEMPORAL.has(error.code) || more.temporal === 'any' || more.temporal.has(error.code);
    return isAway ? { server: 'Temporal', reason: error.details ?? error.message } : undefined;
  }
  if (error instanceof pg.DatabaseError) {
    const isAway = POSTGRES.test(error.code ?? '') || more.postgres.test(error.code ?? '');
    return isAway ? { server: 'PostgreSQL', reason: error.message } : undefined;
  }
  const away = notReached(error);
  return away?.server ? away : (innerAway(error, more) ?? away);
}

function notReached(error: Error): Away | undefined {
  if (error.name === 'TransportError') return { server: 'Temporal', reason: error.message };
  const code = 'code' in error ? String(error.code) : '';
  const isOfPg = (error.stack ?? '').includes('pg');
  const isSaid = (isOfPg || code === '') && IN_WORDS.test(error.message);
  if (!NOT_REACHED.test(code) && !isSaid) return undefined;
  return { server: isOfPg ? 'PostgreSQL' : null, reason: error.message };
}

/** Of several addresses of a server, or of whatever is behind the error. */
function innerAway(error: Error, more: Signs): Away | undefined {
  const inner: readonly unknown[] = error instanceof AggregateError ? [...error.errors, error.cause] : [error.cause];
  return inner.map((each) => serverAway(each, more)).find((away) => away !== undefined);
}

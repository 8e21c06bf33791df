/** Who is calling, once the door has let them in. */
import type { Request } from 'express';
import type { Code } from '../domain/vocabulary.ts';

export interface Caller {
  readonly person: Code;
  /** A service has posts as people have, and signs nothing (T-1). */
  readonly isService: boolean;
  /** When they last signed in, in seconds since 1970; null where the proof does not say. */
  readonly signedInAt: number | null;
}

const callers = new WeakMap<Request, Caller>();

export const letIn = (request: Request, caller: Caller): void => void callers.set(request, caller);

/** Routes behind the door know that there is one. */
export function callerOfRequest(request: Request): Caller {
  const caller = callers.get(request);
  if (caller === undefined) throw new Error('a route was reached without a caller');
  return caller;
}

/** Reading what a request asks for: actor, path, page. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { instantAsked } from '../contracts/schemas/fields.ts';
import type { Code } from '../domain/vocabulary.ts';
import { LARGEST_PAGE, PAGE } from '../ledger/reads/shared.ts';
import { MOST_DAYS } from './advance.ts';
import { callerOfRequest } from './caller.ts';

/** The code of the caller. */
export const actorOf = (request: Request): Code => callerOfRequest(request).person;

export function pathPart(request: Request, name: string): string {
  const value = request.params[name];
  return Array.isArray(value) ? value.join('/') : (value ?? '');
}

/** Aborted when the caller hangs up. */
export function callerOf(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

/** Where a clock is moved to. */
export const advanceTarget = z.union([
  z.strictObject({ to: instantAsked }),
  z.strictObject({ days: z.number().positive().max(MOST_DAYS) }),
]);

export const pageSchema = {
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(PAGE),
  cursor: z.string().max(300).default(''),
};
/** Of a list whose cursor is a number. */
export const countedPageSchema = {
  ...pageSchema,
  cursor: z
    .string()
    .regex(/^\d{0,12}$/, '`next` of the page before')
    .default(''),
};

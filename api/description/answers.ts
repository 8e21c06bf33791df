/** What a call may be answered, beside what it asks for. */
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { z } from 'zod';
import { invalidSchema, problemSchema, refusedSchema } from '../../contracts/schemas/responses.ts';
import { type FactName, wordings } from '../../domain/wordings.ts';

export interface RefusalShown {
  readonly fact: string;
  readonly clause: string;
}

const problem = (description: string, schema: z.ZodType = problemSchema): ZodOpenApiResponseObject => ({
  description,
  content: { 'application/problem+json': { schema } },
});

export const answered = (description: string, schema: z.ZodType): ZodOpenApiResponseObject => ({
  description,
  content: { 'application/json': { schema } },
});

/** Whatever is asked, somebody known asks it, of servers that are up. */
export const unknownCaller = problem('Nobody in the registry is calling');
export const notThere = problem('There is no such thing');
export const asInvalid = problem('The request does not have the documented form', invalidSchema);
export const mayNot = problem('None of the caller’s posts may do this');
export const conflicting = problem('Something else stands in its place');
const away: ZodOpenApiResponseObject = {
  ...problem('A server that it needs does not answer. Repeat the same request with the same `Idempotency-Key`'),
  headers: { 'Retry-After': { description: 'In seconds', schema: { type: 'integer' } } },
};

const tooMany: ZodOpenApiResponseObject = {
  ...problem('Too often in one minute for one person: nothing was done. Go on later'),
  headers: { 'Retry-After': { description: 'In seconds', schema: { type: 'integer' } } },
};

export const readAnswers = (description: string, schema: z.ZodType): ZodOpenApiResponsesObject => ({
  200: answered(description, schema),
  401: unknownCaller,
  404: notThere,
  422: asInvalid,
  429: tooMany,
  503: away,
});

/** What may become of a command: what it refuses stands with its clause, by status. */
export function commandAnswers(
  refusals: readonly RefusalShown[],
  done: ZodOpenApiResponsesObject,
): ZodOpenApiResponsesObject {
  const byStatus = (status: number) => refusals.filter(({ fact }) => wordingOf(fact)?.status === status);
  return {
    ...done,
    401: unknownCaller,
    403: refused('Not your office', byStatus(403)),
    404: notThere,
    409: refused('Not now', byStatus(409)),
    413: problem('The body is too large'),
    415: problem('The body is not JSON'),
    422: refused('Not this; or the request does not have the documented form', byStatus(422), invalidSchema),
    429: tooMany,
    503: away,
  };
}

function refused(title: string, refusals: readonly RefusalShown[], other?: z.ZodType): ZodOpenApiResponseObject {
  const rows = refusals.map(({ fact, clause }) => `| \`${fact}\` | ${clause} | ${wordingOf(fact)?.title ?? ''} |`);
  const table = ['| missing | clause | title |', '| --- | --- | --- |', ...rows].join('\n');
  return {
    ...problem(
      refusals.length === 0 ? title : `${title}\n\n${table}`,
      other ? z.union([refusedSchema, other]) : refusedSchema,
    ),
    'x-refusals': refusals.map(({ fact, clause }) => ({ fact, clause, ...wordingOf(fact) })),
  };
}

const isFact = (fact: string): fact is FactName => Object.hasOwn(wordings, fact);
const wordingOf = (fact: string) => (isFact(fact) ? wordings[fact] : undefined);

/** What may be done at an address, by the description of the API. */
import type { RequestHandler } from 'express';
import { apiDescription } from './description/document.ts';
import { notFound, sendProblem } from './problems.ts';

const METHODS = ['get', 'post', 'put'] as const;

interface Described {
  readonly path: RegExp;
  readonly methods: readonly string[];
}
let described: readonly Described[] | undefined;

function methodsAt(path: string): readonly string[] {
  described ??= Object.entries(apiDescription().paths ?? {}).map(([template, item]) => ({
    path: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    methods: METHODS.filter((method) => item[method]).map((method) => method.toUpperCase()),
  }));
  return [...new Set(described.filter((one) => one.path.test(path)).flatMap(({ methods }) => methods))];
}

/** Where no route has answered: nothing is there, or it is asked for by another method. */
export const nothingHere: RequestHandler = (request, response) => {
  const allowed = methodsAt(request.path);
  if (allowed.length === 0 || allowed.includes(request.method)) return sendProblem(response, notFound('page'));
  const methods = allowed.join(', ');
  response.setHeader('Allow', methods);
  sendProblem(response, {
    kind: 'method',
    status: 405,
    title: `${request.method} is not for this address; use ${methods}`,
    detail: `此地址不接受 ${request.method}，请改用 ${methods}`,
  });
};

/** What may be done at an address, by the description of the API. */
import type { Request, RequestHandler } from 'express';
import { apiDescription } from './description/document.ts';
import { notFound, sendProblem } from './problems.ts';

const METHODS = ['get', 'post', 'put'] as const;

interface Described {
  readonly template: string;
  readonly path: RegExp;
  readonly methods: readonly string[];
}
let known: readonly Described[] | undefined;

const described = (): readonly Described[] =>
  (known ??= Object.entries(apiDescription().paths ?? {}).map(([template, item]) => ({
    template,
    path: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    methods: METHODS.filter((method) => item[method]).map((method) => method.toUpperCase()),
  })));

const methodsAt = (path: string): readonly string[] => [
  ...new Set(
    described()
      .filter((one) => one.path.test(path))
      .flatMap(({ methods }) => methods),
  ),
];

/** The address of the description at which something is asked: with names in the place of codes. */
export const routeOf = ({ method, path }: Pick<Request, 'method' | 'path'>): string =>
  `${method} ${described().find((one) => one.path.test(path))?.template ?? 'elsewhere'}`;

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

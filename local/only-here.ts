/** Pages for this machine alone: a foreign page that has its own name point here is not served. */
import type { RequestHandler } from 'express';

export function onlyHere(port: number): RequestHandler {
  const names = new Set(['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`));
  return (request, response, next) => {
    if (names.has(request.headers.host ?? '')) return next();
    response.status(421).end();
  };
}

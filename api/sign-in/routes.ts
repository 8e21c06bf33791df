/** Signing in and out with a browser (T-1). */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { callerInRegistry } from '../../ledger/registry/caller.ts';
import { beginSession, beginSignIn, endSession, takeSignIn } from '../../ledger/sessions.ts';
import { limitSignIns } from '../limits.ts';
import type { Ports } from '../ports.ts';
import { invalidFields, sendProblem, suspended } from '../problems.ts';
import { FRESH_FOR } from '../signing.ts';
import { signInClient } from './client.ts';
import { type Cookie, cookiesAt, idIn } from './cookies.ts';
import type { Provider } from './provider.ts';
import { badSignIn, notRegistered, servicesUseTokens } from './refusals.ts';
import { requireOwnPage } from './sessions.ts';

/** A place of ours: a browser takes `//` and `/\` for other hosts. */
const place = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/, 'a path of this program');
const beginQuery = z.strictObject({ return: place.default('/docs'), again: z.stringbool().default(false) });

export function signInRoutes({ pool, log, edge }: Pick<Ports, 'pool' | 'log' | 'edge'>, provider: Provider): Router {
  const { publicUrl } = provider;
  const client = signInClient(provider, FRESH_FOR);
  const cookies = cookiesAt(publicUrl);
  const routes = Router();
  const forget = (response: Response, { name, options }: Cookie) => response.clearCookie(name, options);

  routes.use(['/sign-in', '/sign-out'], limitSignIns(edge.limits));

  routes.get('/sign-in', async (request, response) => {
    const query = beginQuery.safeParse(request.query);
    if (!query.success) return sendProblem(response, invalidFields(query.error.issues));
    const { begun, address } = await client.begin(query.data.return, query.data.again);
    const id = await beginSignIn(pool, begun);
    response.cookie(cookies.begun.name, id, cookies.begun.options).redirect(302, address);
  });

  routes.get('/sign-in/callback', async (request, response) => {
    const id = idIn(request, cookies.begun);
    forget(response, cookies.begun);
    const begun = id === undefined ? undefined : await takeSignIn(pool, id);
    const person = begun && (await client.finish(begun, queryOf(request)));
    if (!begun || !person) return sendProblem(response, badSignIn);
    const registered = await callerInRegistry(pool, { signIn: person.subject, orCode: provider.isLocal });
    if (!registered) return sendProblem(response, notRegistered);
    if (registered.suspended) return sendProblem(response, suspended);
    if (registered.isService) return sendProblem(response, servicesUseTokens);
    const before = idIn(request, cookies.session);
    if (before !== undefined) await endSession(pool, before);
    const session = await beginSession(pool, { person: registered.person, signedInAt: person.signedInAt });
    log.info({ actor: registered.person }, 'somebody has signed in');
    response.cookie(cookies.session.name, session, cookies.session.options).redirect(303, begun.returnTo);
  });

  routes.post('/sign-out', async (request, response) => {
    const foreign = requireOwnPage(request, publicUrl);
    if (foreign) return sendProblem(response, foreign);
    const id = idIn(request, cookies.session);
    if (id !== undefined) await endSession(pool, id);
    forget(response, cookies.session);
    response.redirect(303, (await client.endAddress()) ?? `${publicUrl}/docs`);
  });

  return routes;
}

/** As it came, its question mark included. */
const queryOf = (request: Request): string => new URL(request.originalUrl, 'http://here').search;

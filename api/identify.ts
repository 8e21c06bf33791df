/** Who is calling: the one door (T-1). A bearer token of the house's provider is believed, and a browser's session;
 *  development believes `X-Actor` too, from this machine alone. */
import type { Request } from 'express';
import { z } from 'zod';
import { code } from '../contracts/schemas/fields.ts';
import type { Problem } from './problems.ts';
import { hostOf } from './request-line.ts';
import { secondsNow } from './sign-in/clock.ts';
import { isLoopbackName, type Shown } from './sign-in/house.ts';
import type { Provider } from './sign-in/provider.ts';
import type { FromSession } from './sign-in/sessions.ts';
import { badAuthorization, noDoor, notFromHere, signInHere, sendActor } from './sign-in/refusals.ts';

/** What the caller shows, or why it is not believed. */
export type Identify = (request: Request) => Promise<Shown | Problem>;

const actor = z.string().pipe(code);
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const BEARER = /^Bearer +(\S+)$/i;

export const isFromLoopback = (request: Request): boolean => LOOPBACK.has(request.socket.remoteAddress ?? '');

/** A request that came through something else did not come from this machine, whatever its socket says. */
function isFromHere(request: Request): boolean {
  const forwarded = Object.keys(request.headers).some(
    (name) => name === 'forwarded' || name.startsWith('x-forwarded-'),
  );
  return isFromLoopback(request) && !forwarded && isLoopbackName(hostOf(request.headers.host));
}

export interface Doors {
  readonly development: boolean;
  readonly provider?: Provider | undefined;
  readonly fromSession?: FromSession | undefined;
}

export function identifyBy({ development, provider, fromSession }: Doors): Identify {
  // Where a provider of the house says who people are, nobody's word counts beside it.
  const believesActor = development && (provider === undefined || provider.isLocal);
  return async (request) => {
    const authorization = request.get('Authorization');
    if (authorization !== undefined) {
      const token = BEARER.exec(authorization)?.[1];
      if (provider === undefined || token === undefined) return badAuthorization;
      return provider.bearer(token);
    }
    if (believesActor) {
      const { data } = actor.safeParse(request.get('X-Actor'));
      if (data !== undefined)
        return isFromHere(request) ? { proof: { code: data }, signedInAt: secondsNow() } : notFromHere;
    }
    const session = await fromSession?.(request);
    if (session !== undefined) return session;
    if (provider !== undefined) return signInHere(provider.publicUrl);
    return development ? sendActor : noDoor;
  };
}

/** Development, with no provider. */
export const identifyForDevelopment: Identify = identifyBy({ development: true });

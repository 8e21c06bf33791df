/** A browser's request: by its session, and not sent by a foreign page. */
import type { Request } from 'express';
import { sessionOf } from '../../ledger/sessions.ts';
import type { Pool } from '../../ledger/database.ts';
import type { Problem } from '../problems.ts';
import { isReading } from '../request-line.ts';
import { cookiesAt, idIn } from './cookies.ts';
import type { Shown } from './house.ts';
import { foreignPage } from './refusals.ts';

/** Undefined where the browser has no session, or it has ended. */
export type FromSession = (request: Request) => Promise<Shown | Problem | undefined>;

export function browserSessions(pool: Pool, publicUrl: string): FromSession {
  const { session } = cookiesAt(publicUrl);
  return async (request) => {
    const id = idIn(request, session);
    if (id === undefined) return undefined;
    const foreign = isReading(request.method) ? undefined : requireOwnPage(request, publicUrl);
    if (foreign) return foreign;
    const found = await sessionOf(pool, id);
    return found && { proof: { code: found.person }, signedInAt: found.signedInAt };
  };
}

/** A browser sends the cookie whichever page asks; where the page is from, it says itself. */
export function requireOwnPage(request: Request, publicUrl: string): Problem | undefined {
  const site = request.get('Sec-Fetch-Site');
  const isOwn = request.get('Origin') === publicUrl && (site === undefined || site === 'same-origin');
  return isOwn ? undefined : foreignPage;
}

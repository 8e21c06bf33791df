/** The cookies of sign-in: a random id, and nothing else. */
import type { CookieOptions, Request } from 'express';

export interface Cookie {
  readonly name: string;
  readonly options: CookieOptions;
}

/** `session` names a session, `begun` a sign-in under way. Browsers take `__Host-` over TLS alone; on loopback the name carries the
 *  port instead, because cookies do not tell ports apart. */
export function cookiesAt(publicUrl: string): { readonly session: Cookie; readonly begun: Cookie } {
  const { protocol, port } = new URL(publicUrl);
  const secure = protocol === 'https:';
  const name = (what: string): string => (secure ? `__Host-xuncha${what}` : `xuncha${what}-${port || '80'}`);
  const options = { secure, httpOnly: true, sameSite: 'lax', path: '/' } as const;
  return { session: { name: name(''), options }, begun: { name: name('-begun'), options } };
}

const ID = /^[\w-]{43}$/;

/** The id in a cookie; none where somebody sends two, or another form. */
export function idIn(request: Request, { name }: Cookie): string | undefined {
  const values = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [value] = values;
  return values.length === 1 && value !== undefined && ID.test(value) ? value : undefined;
}

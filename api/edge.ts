/** The edge of the program: under which names it is known, which pages may send it something, what browsers are told. */
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Settings } from '../settings.ts';
import type { Edge } from './ports.ts';
import { type Problem, sendProblem } from './problems.ts';
import { hostOf, isReading } from './request-line.ts';
import { isLoopbackName, LOOPBACK_NAMES } from './sign-in/house.ts';
import { foreignPage } from './sign-in/refusals.ts';

/** More than a script of development asks, but not endlessly many. */
const IN_DEVELOPMENT = 60_000;
const UNSPECIFIED = new Set(['0.0.0.0', '::']);

export function edgeOf(settings: Settings): Edge {
  const { DEVELOPMENT, PUBLIC_URL, OIDC_ISSUER, API_HOST, API_HOSTS, TRUSTED_PROXIES } = settings;
  const url = PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL);
  const listening = UNSPECIFIED.has(API_HOST) ? [] : [API_HOST.includes(':') ? `[${API_HOST}]` : API_HOST];
  const perMinute = (setting: number | undefined, usual: number) => setting ?? (DEVELOPMENT ? IN_DEVELOPMENT : usual);
  return {
    publicUrl: url?.origin,
    provider: OIDC_ISSUER === undefined ? undefined : new URL(OIDC_ISSUER).origin,
    hosts: new Set([...LOOPBACK_NAMES, ...(url ? [url.hostname] : []), ...listening, ...API_HOSTS]),
    proxies: TRUSTED_PROXIES,
    limits: {
      reads: perMinute(settings.READS_PER_MINUTE, 600),
      acts: perMinute(settings.ACTS_PER_MINUTE, 120),
      signIns: perMinute(settings.SIGN_INS_PER_MINUTE, 60),
    },
  };
}

/** The edge of a program that nobody reaches but from its machine. */
export const developmentEdge: Edge = {
  hosts: LOOPBACK_NAMES,
  proxies: [],
  limits: { reads: IN_DEVELOPMENT, acts: IN_DEVELOPMENT, signIns: IN_DEVELOPMENT },
};

/** What browsers may do with our pages: nothing that our own files do not need. */
export const protectiveHeaders = ({ publicUrl, provider }: Pick<Edge, 'publicUrl' | 'provider'>): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // The description's page sets styles where it stands.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'", ...(provider === undefined ? [] : [provider])],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Whoever has reached it over TLS never again reaches it without.
    strictTransportSecurity: publicUrl?.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });

/** A page that has another name point at this machine is not served. Probes call a process by its address. */
export function onlyOurNames({ hosts }: Pick<Edge, 'hosts'>): RequestHandler {
  return (request, response, next) => {
    if (hosts.has(hostOf(request.headers.host)) || PROBES.has(request.path)) return next();
    sendProblem(response, notOurName);
  };
}
const PROBES: ReadonlySet<string> = new Set(['/live', '/ready']);

const notOurName: Problem = {
  kind: 'misdirected',
  status: 421,
  title:
    'This program is not known by that name: call it by PUBLIC_URL, or let the operator name the host in API_HOSTS',
  detail: '本系统不以该主机名提供服务：请改用公布的地址访问，或请管理员将该主机名列入 API_HOSTS',
};

/** A browser says from which page it sends. A foreign page sends nothing, whatever it shows of who is calling. */
export function onlyOurPages({ publicUrl }: Pick<Edge, 'publicUrl'>): RequestHandler {
  return (request, response, next) => {
    if (isReading(request.method)) return next();
    const origin = request.get('Origin');
    const site = request.get('Sec-Fetch-Site');
    const isOurs = origin === undefined || origin === publicUrl || isPageAt(origin, request.headers.host);
    if (isOurs && (site === undefined || site === 'same-origin' || site === 'none')) return next();
    sendProblem(response, foreignPage);
  };
}

/** The description's page, called by the address of the machine itself. */
const isPageAt = (origin: string, host: string | undefined): boolean =>
  isLoopbackName(hostOf(host)) && origin === `http://${host}`;

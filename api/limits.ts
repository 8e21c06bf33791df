/** How much one caller may ask of this process in a minute, so that nobody else waits for it. Counted in memory, per process. */
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit';
import { actorOf } from './asking.ts';
import { routeOf } from './methods.ts';
import type { Limits } from './ports.ts';
import { sendProblem } from './problems.ts';
import { isReading } from './request-line.ts';

const WINDOW_MS = 60_000;

/** Behind the door: what a person reads, and what they do, each at each address of the description. */
export function limitPerPerson({ reads, acts }: Limits): readonly RequestHandler[] {
  const keyGenerator = (request: Request) => `${actorOf(request)} ${routeOf(request)}`;
  return [
    limited({ limit: reads, keyGenerator, skip: ({ method }) => !isReading(method) }),
    limited({ limit: acts, keyGenerator, skip: ({ method }) => isReading(method) }),
  ];
}

/** Before the door: an address of the network. */
export const limitSignIns = ({ signIns }: Limits): RequestHandler =>
  limited({ limit: signIns, keyGenerator: ({ ip = '' }) => ipKeyGenerator(ip) });

const limited = (options: Partial<Options>): RequestHandler =>
  rateLimit({
    windowMs: WINDOW_MS,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: sendTooMany,
    ...options,
  });

function sendTooMany(_request: Request, response: Response): void {
  const seconds = Number(response.getHeader('Retry-After') ?? WINDOW_MS / 1_000);
  sendProblem(response, {
    kind: 'too-many',
    status: 429,
    title: `This was asked too often in one minute; nothing was done. Go on in ${seconds} seconds`,
    detail: `一分钟内此类请求过多，本次未办理，请在 ${seconds} 秒后继续`,
  });
}

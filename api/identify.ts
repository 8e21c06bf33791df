/** Who is calling: the one door. Development believes `X-Actor` from loopback; real sign-in replaces it behind the same
 *  function. */
import type { Request } from 'express';
import { z } from 'zod';
import { code } from '../contracts/schemas/fields.ts';

export type Identify = (request: Request) => string | undefined;

const actor = z.string().pipe(code);
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

export const isFromLoopback = (request: Request): boolean => LOOPBACK.has(request.socket.remoteAddress ?? '');

export const identifyForDevelopment: Identify = (request) => {
  if (!isFromLoopback(request)) return undefined;
  const { data } = actor.safeParse(request.get('X-Actor'));
  return data;
};

/** Until sign-in is set up nobody is known. */
export const identifyNobody: Identify = () => undefined;

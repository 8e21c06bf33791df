/** Everything that is not as asked, as problem+json (RFC 9457): what is the matter, by which clause, what to do. */
import type { Response } from 'express';
import type { Refused } from '../contracts/messages.ts';

export interface Problem {
  readonly kind: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly [more: string]: unknown;
}

export const isProblem = (found: object): found is Problem => 'kind' in found && 'status' in found;

/** What a program is told of a 401 (RFC 6750, RFC 9470). */
const CHALLENGES: Readonly<Record<string, string>> = {
  reauthenticate: 'Bearer error="insufficient_user_authentication", max_age="600"',
};

export function sendProblem(response: Response, { kind, ...problem }: Problem): void {
  response
    .status(problem.status)
    .set(problem.status === 401 ? { 'WWW-Authenticate': CHALLENGES[kind] ?? 'Bearer' } : {})
    .type('application/problem+json')
    .send(JSON.stringify({ type: `/problems/${kind}`, ...problem }));
}

/** A refusal of the rule book. */
export function refusal({ status, clause, title, detail, missing }: Refused, action: string): Problem {
  const kind = { 403: 'refused', 404: 'not-found', 409: 'refused', 422: 'refused', 500: 'broken' }[status];
  return { kind, status, title, detail, ...(clause === null ? {} : { clause }), action, missing };
}

export interface InvalidField {
  /** JSON pointer into the request. */
  readonly pointer: string;
  readonly detail: string;
}
/** So many faults are named; `count` tells how many there are. */
const ERRORS_NAMED = 20;
const LONGEST_POINTER = 200;
const LONGEST_DETAIL = 300;

export const invalid = (errors: readonly InvalidField[]): Problem => ({
  kind: 'invalid',
  status: 422,
  title: 'The request does not have the documented form',
  detail: '请求内容不符合格式要求，请按 errors 逐项更正',
  ...named(errors),
});

/** What of the faults an answer carries, however many they are and whatever they quote. */
export const named = (errors: readonly InvalidField[], count = errors.length) => ({
  count,
  errors: errors.slice(0, ERRORS_NAMED).map(({ pointer, detail }) => ({
    pointer: shortened(pointer, LONGEST_POINTER),
    detail: shortened(detail, LONGEST_DETAIL),
  })),
});

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

const UNKNOWN_FIELD = 'There is no such field（没有这一项）';
const MISSING_FIELD = 'This field is missing（缺少这一项）';

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

/** From zod's issues; an unknown field is named where it stands, in fixed words: zod's own message lists them all. */
export function invalidFields(issues: readonly Issue[]): Problem {
  const errors: InvalidField[] = [];
  let count = 0;
  for (const { path, message, keys } of issues) {
    count += keys?.length ?? 1;
    if (errors.length >= ERRORS_NAMED) continue;
    if (!keys)
      errors.push({
        pointer: pointerOf(path),
        detail: message.includes('received undefined') ? MISSING_FIELD : message,
      });
    for (const key of keys?.slice(0, ERRORS_NAMED) ?? [])
      errors.push({ pointer: pointerOf([...path, key]), detail: UNKNOWN_FIELD });
  }
  return { ...invalid([]), ...named(errors, count) };
}

export const pointerOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => `/${shortened(String(part), LONGEST_POINTER).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');

export const notFound = (what: string): Problem => ({
  kind: 'not-found',
  status: 404,
  title: `There is no such ${what}`,
  detail: '没有所请求的内容，请核对地址和编号',
});

export const forbidden = (title: string, detail: string): Problem => ({
  kind: 'forbidden',
  status: 403,
  title,
  detail,
});

export const suspended = forbidden(
  'You are suspended from inspection work; the office that keeps your entry in the registry can lift it',
  '您已被停止参与巡察工作，不得办理或者查阅；如需恢复，请联系登记您信息的巡察办（三（四））',
);

export const conflict = (title: string, detail: string): Problem => ({ kind: 'conflict', status: 409, title, detail });

export const textIsDamaged: Problem = {
  kind: 'damaged',
  status: 500,
  title: 'This text is damaged in the store: tell the operator, who brings it back from a copy',
  detail: '该文本在存储中已损坏，不能显示：已记录告警，请联系管理员从备份恢复',
};

export const clockIsTheCommittees = forbidden(
  'The clock of a round is moved by the committee’s side and the teams',
  '时钟由党委一方和巡察组推进',
);
const clockIsMoving = conflict('This clock is being moved; wait for it', '时钟正在推进，请稍候');
/** Why a clock was not moved. */
export const clockStays = (why: 'MOVING' | 'TOO_FAR'): Problem =>
  why === 'MOVING' ? clockIsMoving : invalid([{ pointer: '/to', detail: 'at most 3650 days ahead of the clock' }]);
export const ledgerIsClosed = forbidden(
  'The ledger is read by the committee’s side and the office above it: `texts` lists what else there is to read',
  '台账由党委一方和上级巡察办查阅，其他人员请在 texts 中查阅本人可阅内容（五（五））',
);

const RETRY_SECONDS = 5;

/** Something that a request needs is away. A connection that broke may have done its work first: what to do is to repeat. */
export function sendUnavailable(response: Response, what: string): void {
  response.setHeader('Retry-After', String(RETRY_SECONDS));
  sendProblem(response, {
    kind: 'unavailable',
    status: 503,
    title: `${what} does not answer; repeat the same request with the same Idempotency-Key, nothing is done twice`,
    detail: '系统暂时不可用：请稍后以同一请求、同一幂等键（Idempotency-Key）重试，不会重复办理',
  });
}

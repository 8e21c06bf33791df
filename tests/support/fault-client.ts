/** Callers who do not give up: the same request under the same key until it is answered or refused, and a record of what
 *  was asked, answered and refused, for the judge. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiProblem, type ApiClient } from '../../examples/api-client.ts';
import type { Answered, AnswerRead, Asked } from './evidence.ts';

export interface Record_ {
  readonly answered: Answered[];
  readonly refused: Asked[];
  readonly unanswered: Asked[];
  /** How long the slowest answer took, the repetitions included. */
  slowestMs: number;
  /** Answers of 503, each with its `Retry-After`. */
  readonly turnedAway: { readonly retryAfter: string | null; readonly afterMs: number }[];
}
export interface Said {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: unknown;
  readonly text: string;
  readonly afterMs: number;
}

export interface Callers {
  /** Speaks like any client of the API, but insists. */
  readonly client: ApiClient;
  of(round: string): Record_;
  /** One request, asked once; undefined when nobody answered. */
  once(round: string, actor: string, action: string, body: object, key: string): Promise<Said | undefined>;
}

export interface CallersOptions {
  readonly url: () => string;
  /** How often a request is sent again at the same time under the same key: 0 to 1. */
  readonly doubled?: number;
  readonly patienceMs?: number;
}

const AGAIN_MS = 150;

export function insistentCallers({ url, doubled = 0, patienceMs = 120_000 }: CallersOptions): Callers {
  const records = new Map<string, Record_>();
  const of = (round: string): Record_ => {
    const record = records.get(round) ?? { answered: [], refused: [], unanswered: [], slowestMs: 0, turnedAway: [] };
    records.set(round, record);
    return record;
  };

  const send = async (method: string, path: string, actor: string | undefined, body?: object, key?: string) => {
    const sentAt = Date.now();
    try {
      const response = await fetch(`${url()}${path}`, {
        method,
        headers: {
          ...(actor ? { 'X-Actor': actor } : {}),
          ...(key ? { 'Idempotency-Key': key } : {}),
          ...(body ? { 'Content-Type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(300_000),
      });
      const text = await response.text();
      const said: unknown = JSON.parse(text);
      const afterMs = Date.now() - sentAt;
      return { status: response.status, retryAfter: response.headers.get('Retry-After'), body: said, text, afterMs };
    } catch {
      // Nobody listens, or whoever listened died: the caller knows nothing, and asks again.
      return undefined;
    }
  };

  const note = (round: string, asked: Asked, said: Said | undefined) => {
    const record = of(round);
    if (!said || said.status >= 500) {
      if (said?.status === 503) record.turnedAway.push({ retryAfter: said.retryAfter, afterMs: said.afterMs });
      record.unanswered.push(asked);
    } else if (said.status < 300) {
      const answer: AnswerRead = JSON.parse(said.text);
      record.answered.push({ ...asked, answeredAt: Date.now(), answer });
    } else record.refused.push(asked);
  };

  const once = async (round: string, actor: string, action: string, body: object, key: string) => {
    const asked = { key, by: actor, action, sentAt: Date.now() };
    const said = await send('POST', `/rounds/${round}/actions/${action}`, actor, body, key);
    note(round, asked, said);
    return said;
  };

  const insist = async <T>(ask: () => Promise<Said | undefined>, what: string): Promise<T> => {
    const giveUpAt = Date.now() + patienceMs;
    for (;;) {
      const said = await ask();
      if (said && said.status < 300) {
        const answer: T = JSON.parse(said.text);
        return answer;
      }
      if (said && said.status !== 503) {
        const problem: ApiProblem['problem'] = JSON.parse(said.text);
        throw new ApiProblem(what, problem);
      }
      if (Date.now() > giveUpAt) throw new Error(`${what}: no answer in ${patienceMs} ms (${JSON.stringify(said)})`);
      await pause(AGAIN_MS);
    }
  };

  const post = async <T>(path: string, actor: string, body: object, key?: string): Promise<T> => {
    const [, round, action] = /^\/rounds\/([^/]+)\/actions\/([^/]+)$/.exec(path) ?? [];
    if (round === undefined || action === undefined) {
      const sentAt = Date.now();
      const answer = await insist<T>(() => send('POST', path, actor, body), path);
      if (path === '/rounds' && 'code' in body) {
        const asked = { key: null, by: actor, action: 'plan-round', sentAt };
        of(String(body.code)).answered.push({ ...asked, answeredAt: Date.now(), answer: { sequence: 1 } });
      }
      return answer;
    }
    const mine = key ?? randomUUID();
    const ask = () => insist<T>(() => once(round, actor, action, body, mine), `${action} (${mine})`);
    const started = Date.now();
    const [answer] = await Promise.all([ask(), ...(Math.random() < doubled ? [ask()] : [])]);
    const record = of(round);
    record.slowestMs = Math.max(record.slowestMs, Date.now() - started);
    return answer;
  };

  const client: ApiClient = {
    get: (path, actor) => insist(() => send('GET', path, actor), path),
    put: (path, actor, body) => insist(() => send('PUT', path, actor, body), path),
    post,
    async all<T>(path: string, actor: string) {
      const items: T[] = [];
      for (let cursor = ''; ; ) {
        const page: { items: T[]; next: string | null } = await client.get(
          `${path}?limit=1000&cursor=${encodeURIComponent(cursor)}`,
          actor,
        );
        items.push(...page.items);
        if (page.next === null) return items;
        cursor = page.next;
      }
    },
  };
  return { client, of, once };
}

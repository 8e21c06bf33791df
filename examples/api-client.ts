/** Speaking to the API as a program would: JSON in, JSON out, problems as errors that say what to do. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

interface MissingItem {
  readonly fact: string;
  readonly heldBy?: string;
  readonly organisation?: string;
  readonly transfer?: string;
  readonly finding?: string;
  readonly scope?: string;
}
interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly clause?: string;
  readonly missing?: readonly MissingItem[];
}

export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(asked: string, problem: Problem) {
    super(`${asked}: ${problem.status} ${problem.title} (${problem.detail})`);
    this.problem = problem;
  }
}

/** How often, and after what rest, a system that is busy or coming up is asked again. */
const ATTEMPTS = 5;
const BETWEEN_ATTEMPTS_MS = 2_000;

export interface ApiClient {
  get<T>(path: string, actor: string): Promise<T>;
  put<T>(path: string, actor: string | undefined, body: object): Promise<T>;
  post<T>(path: string, actor: string, body: object, key?: string): Promise<T>;
  /** All items of a list, page by page. */
  all<T>(path: string, actor: string): Promise<T[]>;
}

export function apiClient(base: string): ApiClient {
  const ask = async (method: string, path: string, actor: string | undefined, body?: object, key?: string) => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        ...(actor ? { 'X-Actor': actor } : {}),
        ...(key ? { 'Idempotency-Key': key } : {}),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = JSON.parse(await response.text());
    if (!response.ok) throw new ApiProblem(`${method} ${path}`, answer);
    return answer;
  };
  /** Under one key for all attempts: whatever has become of the earlier ones, it is done once. */
  const insist = async (path: string, actor: string, body: object, key: string) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await ask('POST', path, actor, body, key);
      } catch (error) {
        const busy = error instanceof ApiProblem && error.problem.status === 503;
        if (!busy || attempt === ATTEMPTS) throw error;
        await pause(BETWEEN_ATTEMPTS_MS);
      }
    }
  };
  const client: ApiClient = {
    get: (path, actor) => ask('GET', path, actor),
    put: (path, actor, body) => ask('PUT', path, actor, body),
    post: (path, actor, body, key = randomUUID()) => insist(path, actor, body, key),
    async all<T>(path: string, actor: string) {
      const items: T[] = [];
      for (let cursor = ''; ; ) {
        const joint = path.includes('?') ? '&' : '?';
        const page: { items: T[]; next: string | null } = await client.get(
          `${path}${joint}limit=1000&cursor=${encodeURIComponent(cursor)}`,
          actor,
        );
        items.push(...page.items);
        if (page.next === null) return items;
        cursor = page.next;
      }
    },
  };
  return client;
}

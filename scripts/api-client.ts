/** Speaking to the API as a program would: JSON in, JSON out, problems as errors that say what to do. */
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
  const client: ApiClient = {
    get: (path, actor) => ask('GET', path, actor),
    put: (path, actor, body) => ask('PUT', path, actor, body),
    post: (path, actor, body, key) => ask('POST', path, actor, body, key),
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

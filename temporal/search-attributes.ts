/** The search attributes that rounds set. A Temporal without them fails every task of every round. */
import { type Client, isGrpcServiceError } from '@temporalio/client';
import type { Logger } from 'pino';
import { searchAttributes } from '../contracts/search-attributes.ts';

const CALL_MS = 10_000;
/** As numbers of Temporal's `IndexedValueType`. */
const TYPES = { Keyword: 2, Int: 3, Datetime: 6 } as const;

/** gRPC: already exists. */
const THERE: ReadonlySet<number> = new Set([6]);
/** gRPC: permission denied, unimplemented, unauthenticated. A cluster may keep its operators' service to itself. */
const NOT_OURS: ReadonlySet<number> = new Set([7, 12, 16]);

type Name = keyof typeof searchAttributes;
const isName = (name: string): name is Name => name in searchAttributes;
const names = Object.keys(searchAttributes).filter(isName);

export interface AttributeService {
  /** Name → type. */
  list(): Promise<Readonly<Record<string, number>>>;
  add(types: Readonly<Record<string, number>>): Promise<unknown>;
}

/** Registers those that are missing; where it may not, it refuses, and says how they are registered. */
export const ensureSearchAttributes = (client: Client, log: Logger): Promise<void> =>
  registerMissing(serviceOf(client), client.options.namespace, log);

export async function registerMissing(service: AttributeService, namespace: string, log: Logger): Promise<void> {
  const commands = (which: readonly Name[]) =>
    which
      .map(
        (name) =>
          `temporal operator search-attribute create --namespace ${namespace} --name ${name} --type ${searchAttributes[name]}`,
      )
      .join('\n');

  const known = await unlessNotOurs(service.list());
  if (!known) {
    log.warn(`this Temporal does not tell its search attributes; rounds need these:\n${commands(names)}`);
    return;
  }
  const wrong = names.filter((name) => name in known && known[name] !== TYPES[searchAttributes[name]]);
  if (wrong.length > 0)
    throw new Error(
      `Search attributes in Temporal have another type than rounds need. Remove them, then:\n${commands(wrong)}`,
    );
  const missing = names.filter((name) => !(name in known));
  if (missing.length === 0) return;
  const types = Object.fromEntries(missing.map((name) => [name, TYPES[searchAttributes[name]]]));
  const added = await unlessNotOurs(service.add(types).then(() => 'ADDED', unlessThere));
  if (!added)
    throw new Error(
      `Search attributes are missing in Temporal, and may not be registered from here:\n${commands(missing)}`,
    );
  log.warn({ missing }, 'search attributes were missing in Temporal, and have been registered');
}

function serviceOf(client: Client): AttributeService {
  const { namespace } = client.options;
  const service = client.connection.operatorService;
  const ask = <T>(call: () => Promise<T>) => client.withDeadline(Date.now() + CALL_MS, call);
  return {
    list: async () => (await ask(() => service.listSearchAttributes({ namespace }))).customAttributes,
    add: (types) => ask(() => service.addSearchAttributes({ namespace, searchAttributes: types })),
  };
}

/** Another worker was quicker. */
function unlessThere(error: unknown): string {
  if (isGrpcServiceError(error) && THERE.has(error.code)) return 'THERE';
  throw error;
}

async function unlessNotOurs<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isGrpcServiceError(error) && NOT_OURS.has(error.code)) return undefined;
    throw error;
  }
}

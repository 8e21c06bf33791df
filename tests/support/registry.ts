/** The registry of a test: its document takes effect as a founding does, whatever is there already. */
import { registrySchema } from '../../contracts/schemas/registry.ts';
import type { Pool } from '../../ledger/database.ts';
import { foundRegistry } from '../../ledger/registry/found.ts';

export async function register(pool: Pool, document: object): Promise<void> {
  const founding = await foundRegistry(pool, registrySchema.parse(document), 'ANYTHING');
  if (!('founded' in founding)) throw new Error(`the registry was not taken: ${JSON.stringify(founding)}`);
}

interface Placing {
  readonly entry: string;
  readonly confirmers?: { readonly by: string; readonly people: readonly string[] };
}
/** The entries that an answer of `PUT /registry` names. */
export function placingsIn(body: Readonly<Record<string, unknown>>, list: 'awaiting' | 'tookEffect'): Placing[] {
  const found: unknown = body[list];
  if (!Array.isArray(found)) throw new Error(`the answer has no ${list}`);
  return found;
}

/** The people of the examples: an empty registry is founded with them, another one is left as it is. */
import { type ApiClient, ApiProblem } from '../examples/api-client.ts';
import { demoOffice, exampleRegistry } from '../examples/examples.ts';
import { registrySchema } from '../contracts/schemas/registry.ts';
import { createPool, type Pool } from '../ledger/database.ts';
import { foundRegistry } from '../ledger/registry/found.ts';
import { messageOf } from './failure.ts';

/** false: this system has a registry of its own, in which the examples are not known, or a database that is not known here. */
export async function foundExamples(api: ApiClient, databaseUrl: string | undefined): Promise<boolean> {
  if (await areKnown(api)) return true;
  if (databaseUrl === undefined) return false;
  return onDatabase(databaseUrl, async (pool) => {
    const founding = await foundRegistry(pool, registrySchema.parse(exampleRegistry), 'FIRST');
    if ('faults' in founding) throw new Error(`The examples were refused: ${JSON.stringify(founding.faults)}`);
    return 'founded' in founding;
  });
}

/** With an office above them, which they did not always have. */
async function areKnown(api: ApiClient): Promise<boolean> {
  try {
    const committees = await api.all<{ code: string; upper?: string }>('/registry/committees', demoOffice.director);
    return committees.some(({ code, upper }) => code === demoOffice.committee && upper !== undefined);
  } catch (error) {
    if (error instanceof ApiProblem && (error.problem.status === 401 || error.problem.status === 403)) return false;
    throw error;
  }
}

export async function onDatabase<T>(databaseUrl: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = createPool(databaseUrl, 1, (error) => console.error(messageOf(error)));
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** A connection that breaks while somebody holds it ends a transaction, not the process. */
import { afterAll, expect, inject, test } from 'vitest';
import { createPool, transaction } from '../../ledger/database.ts';

const pool = createPool(inject('servers').templateUrl, 4, () => {});
afterAll(() => pool.end());

test('between two statements', async () => {
  const broken = transaction(pool, async (client) => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    return 'committed';
  });
  await expect(broken).rejects.toThrow('not queryable');
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

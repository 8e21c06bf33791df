/** The ledger only grows: what is written stays, in order, and its chain can be recomputed by anybody. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { genesis, type Link, linkHash } from '../../ledger/chain.ts';
import { aRoundThatIs, type ApiHarness, openApi } from '../api/harness.ts';

let harness: ApiHarness;
let code: string;
beforeAll(async () => {
  harness = await openApi();
  ({ code } = await aRoundThatIs(harness, 'signed'));
});
afterAll(() => harness.close());

const all = async () => (await harness.pool.query('SELECT * FROM events ORDER BY round, sequence')).rows;

describe('the database refuses, even to its owner,', () => {
  test.each([
    ['to change an event', `UPDATE events SET data = '{}' WHERE sequence = 2`],
    ['to change nothing about an event', `UPDATE events SET by = by`],
    ['to put an event elsewhere', `UPDATE events SET sequence = sequence + 1000`],
    [
      'to change an event by inserting it again',
      `INSERT INTO events SELECT * FROM events ON CONFLICT (round, sequence) DO UPDATE SET by = 'x'`,
    ],
    ['to delete an event', `DELETE FROM events WHERE sequence = 3`],
    ['to delete all events', `DELETE FROM events`],
    ['to empty the ledger', `TRUNCATE events`],
    ['to empty the rounds with their ledger', `TRUNCATE rounds CASCADE`],
  ])('%s', async (_what, statement) => {
    const before = await all();
    expect(before.length).toBeGreaterThan(20);
    await expect(harness.pool.query(statement)).rejects.toMatchObject({
      code: '23001',
      message: expect.stringContaining('append-only'),
    });
    expect(await all()).toEqual(before);
  });

  test('to delete a round that has events', async () => {
    await expect(harness.pool.query('DELETE FROM rounds WHERE code = $1', [code])).rejects.toThrow('foreign key');
  });

  test('a second event of the same number', async () => {
    await expect(
      harness.pool.query('INSERT INTO events SELECT * FROM events WHERE sequence = 5'),
    ).rejects.toMatchObject({
      code: '23505',
    });
  });
});

test('the chain of a round is recomputed from what the API shows', async () => {
  const events = await harness.api.all<Link & { hash: string }>(`/rounds/${code}/events`, harness.office.director);
  let hash = genesis(code);
  for (const event of events) {
    hash = linkHash(hash, event);
    expect(event.hash).toBe(hash);
  }
});

test('two rounds with the same first event have different chains', async () => {
  expect(genesis('R-A-1')).not.toBe(genesis('R-A-2'));
});

test('an event’s instant never lies before the one before it, nor does the database’s clock run backwards', async () => {
  const events = await harness.api.all<Link>(`/rounds/${code}/events`, harness.office.director);
  for (const [i, event] of events.entries()) {
    const before = events[i - 1];
    if (!before) continue;
    expect(Date.parse(event.at)).toBeGreaterThanOrEqual(Date.parse(before.at));
    expect(Date.parse(event.recordedAt)).toBeGreaterThanOrEqual(Date.parse(before.recordedAt));
  }
});

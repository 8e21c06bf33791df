/** API and workers reach the ledger by a role that owns nothing: what guards the ledger binds them. */
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { powers, PROGRAMS } from '../../ledger/privileges.ts';
import { migrate } from '../../ledger/migrate.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { aRoundThatIs, type ApiHarness, openApi, transfers } from '../api/harness.ts';

let harness: ApiHarness;
let programs: Pool;
let roles = 0;
beforeAll(async () => {
  harness = await openApi();
  ({ programs } = harness);
  const round = await aRoundThatIs(harness, 'signed');
  await round.sendAndReceive(transfers);
});
afterAll(() => harness.close());

const faults = async () => (await verifyLedger(harness.pool)).faults;
/** What was done to the cluster or the database, and is then undone. */
async function after(done: string, undone: string): Promise<readonly string[]> {
  await harness.pool.query(done);
  try {
    return await faults();
  } finally {
    await harness.pool.query(undone);
  }
}

describe('the role of the programs is refused', () => {
  test.each([
    ['to change an event', `UPDATE events SET by = 'x' WHERE sequence = 2`],
    ['to delete events', 'DELETE FROM events'],
    ['to empty the ledger', 'TRUNCATE events'],
    ['to take the guard away', 'DROP TRIGGER events_append_only ON events'],
    ['to switch the guard off', 'ALTER TABLE events DISABLE TRIGGER ALL'],
    ['to play the replica, whom no guard stops', 'SET session_replication_role = replica'],
    [
      'to let the guard pass',
      `CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    ],
    ['to put another table in its place', 'ALTER TABLE events RENAME TO events_of_before'],
    ['to make a table', 'CREATE TABLE events_of_mine (one int)'],
    ['to change an answer', `UPDATE commands SET answer = '{}'`],
    ['to change a sealed text', `UPDATE contents SET sealed = ''`],
    ['to delete who has read a text', 'DELETE FROM content_readings'],
    ['to use a decision twice', 'DELETE FROM authorization_decisions'],
    ['to change an event of the registry', `UPDATE registry_events SET by = 'x'`],
    ['to change a post', `UPDATE posts SET person = 'x'`],
    ['to delete a post', 'DELETE FROM posts'],
    ['to take a round away', 'DELETE FROM rounds'],
    ['to make believe that a migration was made', `INSERT INTO kysely_migration VALUES ('999', 'now')`],
    ['to become the owner', 'SET ROLE postgres'],
  ])('%s', async (_what, statement) => {
    await expect(programs.query(statement)).rejects.toMatchObject({ code: '42501' });
  });
});

test('each table of the schema says what the programs may in it, and they may just that', async () => {
  const { rows } = await harness.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(powers).sort());
  expect(await faults()).toEqual([]);
});

test('a schema that is brought up to date again takes back what was given besides', async () => {
  await harness.pool.query(`GRANT DELETE ON events TO ${PROGRAMS}`);
  expect([...(await faults())].sort()).toEqual([
    'events: xuncha may DELETE, which the programs may not',
    `events: ${PROGRAMS} may DELETE, which the programs may not`,
  ]);
  await migrate(harness.pool.options.connectionString ?? '');
  expect(await faults()).toEqual([]);
});

describe('verify-ledger finds', () => {
  test.each([
    [
      'a table that the programs may change',
      `GRANT UPDATE, TRUNCATE ON events TO ${PROGRAMS}`,
      `REVOKE UPDATE, TRUNCATE ON events FROM ${PROGRAMS}`,
      /events: xuncha_programs may UPDATE, TRUNCATE, which/,
    ],
    [
      'a column that they may change',
      `GRANT UPDATE (by) ON events TO ${PROGRAMS}`,
      `REVOKE UPDATE (by) ON events FROM ${PROGRAMS}`,
      /events: xuncha_programs may UPDATE, which/,
    ],
    [
      'a further column that they may change',
      `GRANT UPDATE (person) ON posts TO ${PROGRAMS}`,
      `REVOKE UPDATE (person) ON posts FROM ${PROGRAMS}`,
      /posts: xuncha_programs may UPDATE person, which/,
    ],
    [
      'a table that all may change',
      'GRANT DELETE ON contents TO PUBLIC',
      'REVOKE DELETE ON contents FROM PUBLIC',
      /contents: xuncha_programs may DELETE, which/,
    ],
    [
      'a table that is theirs',
      'ALTER TABLE commands OWNER TO xuncha',
      'ALTER TABLE commands OWNER TO postgres',
      /commands: xuncha is its owner/,
    ],
    [
      'a guard that was taken away',
      'ALTER TABLE events DISABLE TRIGGER ALL',
      'ALTER TABLE events ENABLE TRIGGER ALL',
      /events_append_only is disabled/,
    ],
  ])('%s', async (_what, done, undone, fault) => {
    expect((await after(done, undone)).join('\n')).toMatch(fault);
    expect(await faults()).toEqual([]);
  });

  test('a program that is a superuser, or may more than the others', async () => {
    const name = `further_${process.pid}_${++roles}`;
    await harness.pool.query(`CREATE ROLE ${name} SUPERUSER IN ROLE ${PROGRAMS}`);
    try {
      expect(await faults()).toEqual([
        `${name} is a superuser, and should be a member of ${PROGRAMS} and nothing else`,
      ]);
      await harness.pool.query(`ALTER ROLE ${name} NOSUPERUSER`);
      expect(await after(`GRANT DELETE ON events TO ${name}`, `REVOKE DELETE ON events FROM ${name}`)).toEqual([
        `events: ${name} may DELETE, which the programs may not`,
      ]);
    } finally {
      await harness.pool.query(`DROP ROLE ${name}`);
    }
  });
});

/** Every column of every table, changed by the database's owner with the triggers off: the check finds it, or the table below says
 *  why it does no harm. A new column without either fails. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../ledger/database.ts';
import { beginSession, beginSignIn } from '../../ledger/sessions.ts';
import { type Verified, verifyLedger } from '../../ledger/verify.ts';
import { aRoundThatIs, type ApiHarness, openApi, transfers } from '../api/harness.ts';

/** What may be changed without the check noticing, and why that does no harm. */
const harmless: Readonly<Record<string, string>> = {
  'commands.fingerprint': 'a repeated request is refused as another one; nothing is carried out twice',
  'contents.stored_at': 'nothing is decided by it; when a text was written stands in its event',
  'content_keys.check_value': 'the next start compares it with the key and refuses; with the keys at hand it is found',
  'content_readings.person': 'no chain covers readings; who may open a text is asked of the round each time',
  'content_readings.id': 'the order of a list; no chain covers readings',
  'content_readings.read_at': 'no chain covers readings',
  'deliveries.tries': 'only how often the mail server is asked within one lease of 45 seconds',
  'registry_head.one': 'its constraint lets no other value in',
  'rounds.planned_at': 'nothing reads it; when a round was planned stands in its first event',
  'rounds.followed_run': 'a workflow that has not followed looks once more',
  'verifications.at': 'says only when the ledger was last verified; whoever doubts it verifies again',
  'verifications.events': 'nothing reads it but who looks',
  'verifications.faults': 'whoever doubts it verifies again',
  'verifications.digest': 'the digest to compare with is kept elsewhere',
  'sessions.id_hash': 'its browser has no session any more, and signs in again',
  'sessions.with_post': 'it ends by its time alone; what somebody may is asked of the registry at each request',
  'sign_ins.id_hash': 'the sign-in is refused, and begun again',
  'sign_ins.state': 'the sign-in is refused, and begun again',
  'sign_ins.nonce': 'the sign-in is refused, and begun again',
  'sign_ins.verifier': 'the sign-in is refused, and begun again',
  'sign_ins.return_to': 'only which page the browser shows after a sign-in; none is told who it is',
  'worker_beats.worker': 'who is alive says so again every few seconds',
  'worker_beats.at': 'who is alive says so again every few seconds',
  'kysely_migration.name': 'the next start refuses a migration that it does not know',
  'kysely_migration.timestamp': 'nothing reads it',
  'kysely_migration_lock.id': 'held only while the schema is changed',
  'kysely_migration_lock.is_locked': 'held only while the schema is changed',
};
/** Tables without a row in this ledger: the same code compares them, all their columns, as it does the others of their kind. */
const emptyHere = ['immediate_items', 'papers', 'partner_requests', 'substitutes', 'team_seats'];
/** Sealed texts are opened with the keys alone. */
const withKeys = new Set(['contents.sealed', 'contents.key_id', 'content_keys.check_value']);

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** Another value than the one that stands there. */
const other: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  'character varying': (column) => `coalesce(${column}, '') || 'x'`,
  integer: (column) => `coalesce(${column}, 0) + 100000`,
  bigint: (column) => `coalesce(${column}, 0) + 100000`,
  boolean: (column) => `NOT coalesce(${column}, false)`,
  'timestamp with time zone': (column) => `coalesce(${column}, now()) + interval '1 day'`,
  jsonb: (column) =>
    `CASE jsonb_typeof(${column}) WHEN 'array' THEN ${column} || '["x"]' WHEN 'object' THEN ${column} || '{"tampered":1}' ELSE '{"tampered":1}' END`,
  bytea: (column) => `set_byte(coalesce(${column}, '\\x00'), 0, 255 - get_byte(coalesce(${column}, '\\x00'), 0))`,
};

let harness: ApiHarness;
let columns: readonly Column[];
beforeAll(async () => {
  harness = await openApi({ organisations: 2 });
  const round = await aRoundThatIs(harness, 'signed');
  await round.sendAndReceive(transfers);
  await harness.passTime(round.code, new Date(Date.now() + 65 * 86_400_000).toISOString());
  const { committee, director } = harness.office;
  expect((await harness.ask('POST', `/committees/${committee}/work`, { actor: director, body: {} })).status).toBe(201);
  const { rows } = await harness.pool.query<{ ref: string }>(
    `SELECT ref FROM contents WHERE round = '${round.code}' LIMIT 1`,
  );
  await harness.pool.query('INSERT INTO content_readings (ref, person) VALUES ($1, $2)', [rows[0]?.ref, director]);
  await harness.pool.query(`INSERT INTO deliveries (letter, round, attempt, tries, until)
    SELECT key, round, (data->>'attempt')::int, 1, clock_timestamp() FROM letters LIMIT 1`);
  await harness.pool.query(`INSERT INTO worker_beats VALUES ('w', now())`);
  await harness.pool.query(`INSERT INTO verifications (events, faults, digest) VALUES (1, 0, 'd')`);
  await beginSignIn(harness.pool, { state: 's', nonce: 'n', verifier: 'v', returnTo: '/docs' });
  await beginSession(harness.pool, { person: director, signedInAt: Math.floor(Date.now() / 1_000) });
  columns = (
    await harness.pool.query<Column>(
      `SELECT table_name AS "table", column_name AS "column", data_type AS type FROM information_schema.columns
       WHERE table_schema = 'public' ORDER BY 1, ordinal_position`,
    )
  ).rows;
}, 120_000);
afterAll(() => harness.close());

/** As superuser with the triggers off; what was done is taken back afterwards. */
async function after(statement: string, opened = false): Promise<Verified> {
  const client = await harness.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(statement);
    return await verify(client, opened);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}
const verify = (client: Client, opened: boolean) => verifyLedger(client, undefined, opened ? harness.keys : undefined);
const quoted = (name: string) => `"${name}"`;

test('nothing is found where nothing was changed, every text opened', async () => {
  const { faults } = await verifyLedger(harness.pool, undefined, harness.keys);
  expect(faults).toEqual([]);
});

test('each column is found, or has its line', async () => {
  const before = await verifyLedger(harness.pool);
  const silent: string[] = [];
  const loud: string[] = [];
  const empty = new Set<string>();
  for (const { table, column, type } of columns) {
    const name = `${table}.${column}`;
    const { rows } = await harness.pool.query(`SELECT FROM ${table} LIMIT 1`);
    if (rows.length === 0) {
      empty.add(table);
      continue;
    }
    const change = `UPDATE ${table} SET ${quoted(column)} = ${other[type]?.(quoted(column)) ?? type}
      WHERE ctid = (SELECT ctid FROM ${table} LIMIT 1)`;
    if (name === 'registry_head.one') {
      await expect(after(change)).rejects.toThrow('violates check constraint');
      continue;
    }
    const { faults, ahead } = await after(change, withKeys.has(name));
    const isFound = faults.length > 0 || ahead.length > before.ahead.length || String(ahead) !== String(before.ahead);
    if (isFound === name in harmless && !withKeys.has(name)) (isFound ? loud : silent).push(name);
    if (!isFound && withKeys.has(name)) silent.push(name);
  }
  expect({ silent, loud, empty: [...empty] }).toEqual({ silent: [], loud: [], empty: emptyHere });
}, 240_000);

describe('found, too, is', () => {
  test.each([
    [
      'a row invented in an empty table',
      `INSERT INTO partner_requests VALUES ('@', 'Q-1', NULL, 'OPEN', '{}')`,
      /partner_requests Q-1 is in no event/,
    ],
    [
      'a substitute that nobody named',
      `INSERT INTO substitutes VALUES ('@', 'S-1', '{}')`,
      /substitutes S-1 is in no event/,
    ],
    [
      'an answer that nobody was given',
      `INSERT INTO commands VALUES ('@', 'k', 'f', '{"sequence":1,"events":[{}],"duties":[]}')`,
      /commands k is in no event/,
    ],
    [
      'an answer that was taken away',
      `DELETE FROM commands WHERE ctid = (SELECT ctid FROM commands LIMIT 1)`,
      /commands .* is not there/,
    ],
    ['a head that was taken away', `DELETE FROM rounds WHERE code = '@'`, /rounds should have its head/],
    [
      'a text that no event names',
      `INSERT INTO contents SELECT 'x/y', round, command, hash, key_id, sealed FROM contents LIMIT 1`,
      /contents x\/y is in no event/,
    ],
    [
      'the round of another city',
      `UPDATE rounds SET committee = 'C-B' WHERE code = '@'`,
      /committee is "C-B", should be/,
    ],
    ['a text that was emptied', `UPDATE contents SET sealed = ''`, /is damaged: 0 bytes/],
    ['a key that is not noted', `DELETE FROM content_keys`, /content_keys lacks its key_id/],
    [
      'a reading of no text',
      `INSERT INTO content_readings VALUES ('x/z', 'P-X')`,
      /content_readings x\/z is of no text/,
    ],
    [
      'a session of nobody',
      `UPDATE sessions SET person = 'P-NOBODY'`,
      /sessions of P-NOBODY: the registry has nobody by this code/,
    ],
    [
      'a session that would never end',
      `UPDATE sessions SET used_at = '2200-01-01', begun_at = '2200-01-01'`,
      /sessions of .* lies ahead/,
    ],
    [
      'a sign-in that stays fresh',
      `UPDATE sessions SET signed_in_at = now() + interval '1 hour'`,
      /sessions of .* lies ahead/,
    ],
    ['a trigger that was dropped', 'DROP TRIGGER events_append_only ON events', /events_append_only is gone/],
    ['a trigger that is off', 'ALTER TABLE posts DISABLE TRIGGER ALL', /posts_keep_versions is disabled/],
    [
      'a function that lets pass',
      `CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
      /no longer refuses/,
    ],
    [
      'a key that was dropped',
      'ALTER TABLE team_seats DROP CONSTRAINT one_team_at_a_time',
      /one_team_at_a_time is gone/,
    ],
    ['a unique index that was dropped', 'DROP INDEX posts_present', /posts_present is gone/],
    [
      'a committee that stands elsewhere',
      `UPDATE committees SET upper = code WHERE code IN (SELECT code FROM committees LIMIT 1)`,
      /committees .*: upper/,
    ],
    [
      'a letter that nobody gets hold of',
      `UPDATE deliveries SET until = now() + interval '1 hour'`,
      /beyond the longest lease/,
    ],
    [
      'a workflow that seems to know more',
      `UPDATE rounds SET followed_sequence = 9999 WHERE code = '@'`,
      /should be at most/,
    ],
  ])('%s', async (_what, statement, fault) => {
    const { rows } = await harness.pool.query<{ code: string }>(
      `SELECT code FROM rounds WHERE code LIKE 'R-%' LIMIT 1`,
    );
    const { faults } = await after(statement.replaceAll('@', rows[0]?.code ?? ''));
    expect(faults.join('\n')).toMatch(fault);
  });

  test('a text in another one’s place, and one under another hash, with the keys', async () => {
    const swapped = `UPDATE contents c SET sealed = o.sealed FROM contents o
      WHERE c.ref = (SELECT min(ref) FROM contents) AND o.ref = (SELECT max(ref) FROM contents)`;
    expect((await after(swapped)).faults).toEqual([]);
    expect((await after(swapped, true)).faults.join('\n')).toMatch(/contents .* is damaged, or another text/);
  });
});

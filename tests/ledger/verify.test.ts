/** `verify-ledger`: what somebody changed behind the program's back is found, and named. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyLedger } from '../../ledger/verify.ts';
import { aRoundThatIs, type ApiHarness, openApi, transfers } from '../api/harness.ts';

let harness: ApiHarness;
let code: string;
let untouched: string;
beforeAll(async () => {
  harness = await openApi({ organisations: 2 });
  const round = await aRoundThatIs(harness, 'signed');
  await round.sendAndReceive(transfers);
  await harness.passTime(round.code, new Date(Date.now() + 65 * 86_400_000).toISOString());
  ({ code } = round);
  untouched = (await aRoundThatIs(harness, 'planned')).code;
});
afterAll(() => harness.close());

/** As the owner, with the triggers off; what the test does is undone afterwards. */
async function tampered<T>(statements: readonly string[], look: () => Promise<T>): Promise<T> {
  const tables = [
    'events',
    'rounds',
    'duties',
    'papers',
    'immediate_items',
    'findings',
    'letters',
    'transfers',
    'teams',
    'inspected_organisations',
    'team_seats',
    'authorization_decisions',
    'contents',
    'commands',
    'deliveries',
  ];
  for (const table of tables) await harness.pool.query(`CREATE TABLE kept_${table} AS TABLE ${table}`);
  await triggers('DISABLE');
  try {
    for (const statement of statements) await harness.pool.query(statement.replaceAll('{round}', code));
    await triggers('ENABLE');
    return await look();
  } finally {
    await triggers('DISABLE');
    for (const table of [...tables].reverse()) await harness.pool.query(`DELETE FROM ${table}`);
    for (const table of ['rounds', ...tables.filter((name) => name !== 'rounds')]) {
      await harness.pool.query(`INSERT INTO ${table} SELECT * FROM kept_${table}`);
      await harness.pool.query(`DROP TABLE kept_${table}`);
    }
    await triggers('ENABLE');
  }
}
async function triggers(how: 'ENABLE' | 'DISABLE'): Promise<void> {
  for (const table of ['events', 'rounds', 'commands'])
    await harness.pool.query(`ALTER TABLE ${table} ${how} TRIGGER ALL`);
}
const faultsAfter = (...statements: string[]) =>
  tampered(statements, async () => (await verifyLedger(harness.pool)).faults);

beforeEach(async () => {
  expect((await verifyLedger(harness.pool)).faults).toEqual([]);
});

test('a ledger that nobody touched has no faults, and the same digest each time', async () => {
  const one = await verifyLedger(harness.pool);
  expect(one).toMatchObject({ rounds: 2, faults: [] });
  expect(one.events).toBeGreaterThan(60);
  expect(await verifyLedger(harness.pool)).toEqual(one);
  expect(await verifyLedger(harness.pool, untouched)).toMatchObject({ rounds: 1, events: 1, faults: [] });
  expect(await verifyLedger(harness.pool, 'R-NOWHERE-1')).toMatchObject({ rounds: 0, events: 0, faults: [] });
});

describe('it finds and names', () => {
  const changed = (row: number) => expect.stringMatching(new RegExp(`^${code}: row ${row} \\(.*not as it was written`));

  test.each([
    ['data', `data = '{"decision":"D-9"}'`],
    ['author', `by = 'P-OTHER'`],
    ['person for whom it was entered', `"for" = 'P-OTHER'`],
    ['day', `"on" = '2020-01-01'`],
    ['instant', `at = at - interval '1 second'`],
    ['recording', `recorded_at = recorded_at + interval '1 second'`],
    ['type', `type = 'RoundRejected'`],
    ['clause', `clause = 'J-I.3b'`],
    ['command', `command = 'k-other'`],
    ['duties', `opens = '[{"key":"x"}]'`],
  ])('a row whose %s was changed', async (_what, change) => {
    expect(await faultsAfter(`UPDATE events SET ${change} WHERE round = '{round}' AND sequence = 2`)).toEqual([
      changed(2),
    ]);
  });

  test('a row whose hash was changed', async () => {
    const faults = await faultsAfter(
      `UPDATE events SET hash = repeat('0', 64) WHERE round = '{round}' AND sequence = 4`,
    );
    expect(faults).toEqual([changed(4), changed(5)]);
  });

  test('a row that is missing', async () => {
    const faults = await faultsAfter(`DELETE FROM events WHERE round = '{round}' AND sequence = 7`);
    expect(faults).toEqual([expect.stringMatching(new RegExp(`^${code}: row 7 missing before row 8`))]);
  });

  test('the first row missing', async () => {
    const faults = await faultsAfter(`DELETE FROM events WHERE round = '{round}' AND sequence = 1`);
    expect(faults).toEqual([expect.stringMatching(new RegExp(`^${code}: row 1 missing before row 2`))]);
  });

  test('a row that is missing where the others moved up', async () => {
    const faults = await faultsAfter(
      `DELETE FROM events WHERE round = '{round}' AND sequence = 7`,
      `UPDATE events SET sequence = -sequence WHERE round = '{round}' AND sequence > 7`,
      `UPDATE events SET sequence = -sequence - 1 WHERE round = '{round}' AND sequence < 0`,
    );
    expect(faults[0]).toEqual(changed(7));
    expect(faults.at(-1)).toMatch(/missing at the end/);
  });

  test('two rows that changed places', async () => {
    const faults = await faultsAfter(
      `UPDATE events SET sequence = -5 WHERE round = '{round}' AND sequence = 5`,
      `UPDATE events SET sequence = 5 WHERE round = '{round}' AND sequence = 6`,
      `UPDATE events SET sequence = 6 WHERE round = '{round}' AND sequence = -5`,
    );
    expect(faults).toEqual(expect.arrayContaining([changed(5), changed(6)]));
    expect(faults.every((fault) => fault.startsWith(`${code}: row`))).toBe(true);
  });

  test('a tail that was cut off', async () => {
    const { rows } = await harness.pool.query<{ n: number }>('SELECT sequence AS n FROM rounds WHERE code = $1', [
      code,
    ]);
    const last = rows[0]?.n ?? 0;
    const faults = await faultsAfter(`DELETE FROM events WHERE round = '{round}' AND sequence > ${last - 3}`);
    expect(faults).toEqual([`${code}: rows ${last - 2} to ${last} missing at the end`]);
  });

  test('a row beyond the head', async () => {
    const faults = await faultsAfter(
      `INSERT INTO events SELECT round, sequence + 1000, type, at, "on", recorded_at, by, clause, command, data, opens, closes, hash
       FROM events WHERE round = '{round}' AND sequence = 2`,
    );
    expect(faults.some((fault) => fault.includes(code) && fault.includes('beyond the head'))).toBe(true);
  });

  test('a whole ledger of a round gone', async () => {
    const faults = await faultsAfter(`DELETE FROM events WHERE round = '{round}'`);
    expect(faults).toEqual([expect.stringMatching(new RegExp(`^${code}: rows 1 to \\d+ missing at the end`))]);
  });

  test.each([
    [
      'a duty that was made to look met',
      `UPDATE duties SET data = jsonb_set(data, '{outcome}', '"MET"') WHERE key = '{round}/T-001/transfer-receipt.x' OR key LIKE '{round}/%/report-1'`,
      'duties',
    ],
    ['a duty that disappeared', `DELETE FROM duties WHERE key LIKE '{round}/%/report-2'`, 'duties'],
    [
      'a letter that nobody wrote',
      `INSERT INTO letters SELECT key || '-x', round, state, written_at, data FROM letters WHERE round = '{round}' LIMIT 1`,
      'letters',
    ],
    [
      'a finding that was made to look landed',
      `UPDATE findings SET data = jsonb_set(data, '{state}', '"ACCEPTED"') WHERE round = '{round}'`,
      'findings',
    ],
    [
      'a paper that nobody opened',
      `INSERT INTO papers VALUES ('{round}', 'PAPER-1', 'O-1', 'SIGNED', '{}')`,
      'papers PAPER-1 is in no event',
    ],
    [
      'an immediate item that nobody issued',
      `INSERT INTO immediate_items VALUES ('{round}', 'I-1', 'O-1', 'CONFIRMED', '{}')`,
      'immediate_items I-1 is in no event',
    ],
    ['a key-person sheet too many', `UPDATE rounds SET sealed_sheets = 1 WHERE code = '{round}'`, 'head'],
    [
      'a transfer with another addressee',
      `UPDATE transfers SET data = jsonb_set(data, '{to}', '"OD"') WHERE round = '{round}' AND code = 'T-003'`,
      'transfers',
    ],
    [
      'a team with another leader',
      `UPDATE teams SET data = jsonb_set(data, '{leader}', '"P-X"') WHERE round = '{round}'`,
      'teams',
    ],
    [
      'an organisation with another day',
      `UPDATE inspected_organisations SET data = jsonb_set(data, '{enteredOn}', '"2020-01-01"') WHERE round = '{round}'`,
      'inspected_organisations',
    ],
    ['a head with another phase', `UPDATE rounds SET phase = 'CLOSED' WHERE code = '{round}'`, 'head'],
    ['a head that does not wake', `UPDATE rounds SET wake_at = NULL WHERE code = '{round}'`, 'head'],
    ['a duty that the worklist does not show', `UPDATE duties SET open = false WHERE round = '{round}'`, 'duties'],
    [
      'a duty that the worklist shows elsewhere',
      `UPDATE duties SET due_at = due_at + interval '1 year' WHERE round = '{round}'`,
      'duties',
    ],
    [
      'a finding that is counted as landed',
      `UPDATE findings SET state = 'ACCEPTED' WHERE round = '{round}'`,
      'findings',
    ],
    [
      'a seat that was taken away',
      `DELETE FROM team_seats WHERE round = '{round}'; INSERT INTO team_seats (person, round, team) VALUES ('P-X', '{round}', 'T-1')`,
      'team_seats',
    ],
    [
      'a decision that could be used again',
      `DELETE FROM authorization_decisions WHERE round = '{round}'`,
      'authorization_decisions',
    ],
    ['a text that is gone', `DELETE FROM contents WHERE round = '{round}'`, 'the text'],
    ['a text that was exchanged', `UPDATE contents SET hash = repeat('0', 64) WHERE round = '{round}'`, 'the text'],
  ])('%s', async (_what, statement, table) => {
    const faults = await faultsAfter(statement);
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault).toMatch(new RegExp(`^${code}: .*${table}`));
  });
});

test('a rewrite by the owner, chain and all, is shown by the digest that somebody else kept', async () => {
  const { digest } = await verifyLedger(harness.pool);
  const cut = await tampered(
    [
      `DELETE FROM events WHERE round = '{round}' AND sequence > 1`,
      `UPDATE rounds SET sequence = 1, hash = (SELECT hash FROM events WHERE round = '{round}' AND sequence = 1),
         last_at = (SELECT at FROM events WHERE round = '{round}'), phase = 'PLANNED', followed_sequence = 0, ended = NULL, wake_at = NULL,
         unsent_since = NULL, overdue_count = 0 WHERE code = '{round}'`,
      ...[
        'commands',
        'contents',
        'deliveries',
        'duties',
        'letters',
        'findings',
        'transfers',
        'teams',
        'team_seats',
        'authorization_decisions',
      ].map((table) => `DELETE FROM ${table} WHERE round = '{round}'`),
      `UPDATE inspected_organisations i SET data = p.data, phase = 'PLANNED' FROM inspected_organisations p
         WHERE i.round = '{round}' AND p.round = '${untouched}' AND p.code = i.code`,
    ],
    () => verifyLedger(harness.pool),
  );
  expect(cut.faults).toEqual([]);
  expect(cut.digest).not.toBe(digest);
});

test('other rounds go on beside a broken one', async () => {
  await tampered([`DELETE FROM events WHERE round = '{round}' AND sequence = 3`], async () => {
    const { faults } = await verifyLedger(harness.pool);
    expect(faults.every((fault) => fault.startsWith(code))).toBe(true);
    expect((await verifyLedger(harness.pool, untouched)).faults).toEqual([]);
    const answer = await harness.act(untouched, 'approve-round', harness.office.director, { decision: 'D-1' });
    expect(answer.status).toBe(403);
  });
});

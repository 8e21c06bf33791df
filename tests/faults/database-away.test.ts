/** PostgreSQL is killed, stopped, or put back to an earlier copy: nothing that was answered is lost, nothing is silent. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ledgerSequence } from '../../contracts/search-attributes.ts';
import { daysOf } from '../support/fault-rounds.ts';
import { type FaultSystem, openFaultSystem } from '../support/fault-system.ts';
import { eventually } from '../support/system-harness.ts';

let system: FaultSystem;
beforeAll(async () => {
  system = await openFaultSystem({ offices: 3, postgres: 'OWN' });
});
afterAll(() => system.close());

test.each(['KILL', 'STOP'] as const)(
  'away (%s): 503 with Retry-After within seconds; when it is back each command is carried out once',
  async (how) => {
    const i = how === 'KILL' ? 0 : 1;
    const office = system.offices[i];
    const round = system.round(office, daysOf(53));
    await round.plan();
    await round.act(office?.secretary ?? '', 'approve-round', {
      decision: `批-${round.code}`,
      on: daysOf(53).prepared,
    });

    // Two callers at work while it goes, and one who comes when it is gone.
    const working = Promise.all(
      office?.inspectors.map((person) => round.act(person, 'sign-undertaking', { person })) ?? [],
    ).catch((error: unknown) => error);
    await system.postgres.down(how);
    const key = randomUUID();
    const team = {
      team: 'T-1',
      leader: office?.leaders[0],
      deputies: [],
      members: office?.inspectors.slice(0, 2),
      organisations: office?.organisations.map(({ code }) => code),
    };
    const said = await system.callers.once(round.code, office?.director ?? '', 'form-team', team, key);
    expect(said).toMatchObject({ status: 503, retryAfter: '5' });
    expect(said?.afterMs).toBeLessThan(3_000);
    const health = await fetch(`${system.url}/health`);
    expect(health.status).toBe(503);
    await system.postgres.up();
    await working;
    const path = `/rounds/${round.code}/actions/form-team`;
    const answer = await system.callers.client.post(path, office?.director ?? '', team, key);
    expect(await system.callers.client.post(path, office?.director ?? '', team, key)).toEqual(answer);
    expect(await system.verdict(round.code)).toEqual([]);
  },
);

test('gone while a deadline is due: the worker does not give up, and nothing of what the database says reaches Temporal', async () => {
  const office = system.offices[2];
  const round = system.round(office, daysOf(53));
  await round.plan();
  await system.postgres.down('KILL');
  const handle = system.client.workflow.getHandle(round.code);
  await handle.signal('approve-round', { sequence: 2, commands: [] });
  await eventually(async () => expect((await fetch(`${system.url}/health`)).status).toBe(503));
  await system.postgres.up();
  await eventually(() =>
    round.act(office?.secretary ?? '', 'approve-round', { decision: `批-${round.code}`, on: daysOf(53).prepared }),
  );
  await eventually(async () => expect((await system.view(round.code)).sequence).toBe(2), 40_000);
  expect(JSON.stringify(await handle.fetchHistory())).not.toMatch(/ECONNREFUSED|57P0|SELECT/);
});

test('put back to an earlier copy: shown in the workflow, an alarm in the log, and the round goes on from there', async () => {
  const office = system.offices[2];
  const round = system.round(office, daysOf(53));
  await round.plan();
  await round.act(office?.secretary ?? '', 'approve-round', {
    decision: `批-2-${round.code}`,
    on: daysOf(53).prepared,
  });
  const name = new URL(system.databaseUrl).pathname.slice(1);
  await administer(`CREATE DATABASE earlier TEMPLATE "${name}"`, name);
  const [inspector = '', other = ''] = office?.inspectors ?? [];
  const team = (members: string[]) => ({
    team: 'T-9',
    leader: office?.leaders[1],
    deputies: [],
    members,
    organisations: office?.organisations.map(({ code }) => code),
  });
  await eventually(() => round.act(office?.director ?? '', 'form-team', team([inspector])));
  const known = (await system.events(round.code)).length;
  const handle = system.client.workflow.getHandle(round.code);
  const listed = async () => (await handle.describe()).typedSearchAttributes.get(ledgerSequence);
  await eventually(async () => expect(await listed()).toBe(known), 60_000);

  await administer(`ALTER DATABASE "${name}" RENAME TO later`, name);
  await administer(`ALTER DATABASE earlier RENAME TO "${name}"`, name);
  expect((await eventually(() => system.events(round.code))).length).toBeLessThan(known);
  // Nobody acts: the sweep sees that the run knows more than the ledger.
  const { details } = await eventually(async () => {
    const look = await system.view(round.code);
    expect(look.wentBack).toBe(true);
    return look;
  }, 60_000);
  await eventually(() => round.act(office?.director ?? '', 'form-team', team([other])));
  expect(details).toMatch(/台账由第\d+条退回第\d+条：系由较早备份恢复/);
  expect(await system.worker.log()).toMatch(/"alarm":"ledger-went-back"/);
  const events = await system.events(round.code);
  expect(events.at(-1)).toMatchObject({ type: 'TeamFormed', data: { members: [other] } });
  // What was answered before, and is not in the copy: a judge who knows of it complains.
  expect((await system.verdict(round.code)).join()).toMatch(/R1: form-team .* is not in the ledger/);
});

/** Copies and renames a database: everybody is turned out first, and comes back by themselves. */
async function administer(statement: string, name: string): Promise<void> {
  const url = new URL(system.databaseUrl);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await eventually(async () => {
      await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN ($1, $2)', [
        name,
        'earlier',
      ]);
      await client.query(statement);
    });
  } finally {
    await client.end();
  }
}

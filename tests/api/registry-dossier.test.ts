/** Founding, taking over and checking the registry's dossier (T-2). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registrySchema } from '../../contracts/schemas/registry.ts';
import { OPERATOR } from '../../domain/registry/events.ts';
import { exampleOffice } from '../../examples/office.ts';
import { postsOf } from '../../ledger/posts.ts';
import { foundRegistry } from '../../ledger/registry/found.ts';
import { settleEntry } from '../../ledger/registry/settle.ts';
import { takeRegistryOver } from '../../ledger/registry/take-over.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { placingsIn, register } from '../support/registry.ts';
import { type ApiHarness, openApi } from './harness.ts';

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

describe('founding', () => {
  const separate = exampleOffice({ committee: 'C-SEPARATE', committeeName: '另一县委', tag: 'SEP', organisations: [] });

  test('is done once; a further tree of its own is added, and nothing that touches what is there', async () => {
    const fresh = await openApi({ registry: 'EMPTY' });
    try {
      const first = registrySchema.parse(fresh.office.registry);
      expect(await foundRegistry(fresh.pool, first, 'FIRST')).toMatchObject({ founded: expect.any(Number) });
      expect(await foundRegistry(fresh.pool, first, 'FIRST')).toEqual({ refused: 'FOUNDED_ALREADY' });
      const grasping = registrySchema.parse({
        ...separate.registry,
        posts: [{ person: 'P-SEP-DIR', post: 'SECRETARY', committee: fresh.office.committee, from: '2020-01-01' }],
      });
      expect(await foundRegistry(fresh.pool, grasping, 'SEPARATE')).toMatchObject({
        faults: [{ pointer: '/posts/0/committee' }],
      });
      const known = await foundRegistry(fresh.pool, first, 'SEPARATE');
      expect(known).toMatchObject({
        faults: expect.arrayContaining([expect.objectContaining({ pointer: '/committees/0/code' })]),
      });
      expect(await foundRegistry(fresh.pool, registrySchema.parse(separate.registry), 'SEPARATE')).toMatchObject({
        founded: expect.any(Number),
      });
      const { rows } = await fresh.pool.query(
        `SELECT data->'added' AS added, by FROM registry_events WHERE type = 'RegistryFounded' ORDER BY sequence`,
      );
      expect(rows).toEqual([
        { added: false, by: OPERATOR },
        { added: true, by: OPERATOR },
      ]);
      expect((await verifyLedger(fresh.pool)).faults).toEqual([]);
    } finally {
      await fresh.close();
    }
  });

  test('where nobody is there to confirm, the operator does, and nobody else', async () => {
    const fresh = await openApi({ registry: 'EMPTY' });
    try {
      await register(fresh.pool, {
        committees: [{ code: 'C-LONE', name: '示例县委', level: 'COUNTY' }],
        people: [{ code: 'P-LONE', name: '示例·某人' }],
        posts: [{ person: 'P-LONE', post: 'OFFICE_STAFF', committee: 'C-LONE', from: '2020-01-01' }],
      });
      const body = { posts: [{ person: 'P-LONE', post: 'LG_DEPUTY', committee: 'C-LONE', from: '2020-01-01' }] };
      const answer = await fresh.ask('PUT', '/registry', { actor: 'P-LONE', body });
      const [{ entry, confirmers } = { entry: '' }] = placingsIn(answer.body, 'awaiting');
      expect(confirmers).toMatchObject({ by: 'OPERATOR', people: [] });
      expect(
        (await fresh.ask('POST', `/registry/entries/${entry}/confirm`, { actor: 'P-LONE', body: {} })).status,
      ).toBe(403);
      expect(
        await settleEntry(fresh.pool, entry, { what: 'confirm', document: '县委〔2026〕1号' }, OPERATOR),
      ).toMatchObject({
        settled: { state: 'EFFECTIVE', confirmedBy: OPERATOR },
      });
      expect(await postsOf(fresh.pool, 'P-LONE', today())).toHaveLength(2);
    } finally {
      await fresh.close();
    }
  });

  test('what was there before the dossier is taken over as it is, and the events say so', async () => {
    const old = await openApi({ registry: 'EMPTY' });
    try {
      const [post, upper] = ['OFFICE_STAFF', 'UPPER_OFFICE'].map((name) => ({
        person: 'P-OLD',
        post: name,
        committee: 'C-OLD',
        from: '2020-01-01',
        to: null,
      }));
      await old.pool.query(
        `INSERT INTO committees (code, data) VALUES ('C-OLD', '{"code":"C-OLD","name":"示例县委","level":"COUNTY","upper":null}')`,
      );
      await old.pool.query(
        `INSERT INTO people (code, data) VALUES ('P-OLD', '{"code":"P-OLD","name":"示例·某人","pools":[],"suspended":false,"ties":[]}')`,
      );
      for (const each of [post, upper])
        await old.pool.query(
          `INSERT INTO posts (person, post, place, "from", data) SELECT d->>'person', d->>'post', d->>'committee', d->>'from', d FROM (SELECT $1::jsonb AS d) x`,
          [JSON.stringify(each)],
        );
      expect(await takeRegistryOver(old.pool)).toBe(4);
      expect(await takeRegistryOver(old.pool)).toBe(0);
      expect(await postsOf(old.pool, 'P-OLD', today())).toEqual([{ post: 'OFFICE_STAFF', place: 'C-OLD' }]);
      expect((await old.ask('PUT', '/registry', { actor: 'P-OLD', body: { posts: [post] } })).body).toMatchObject({
        changed: 0,
      });
      expect((await verifyLedger(old.pool)).faults).toEqual([]);
    } finally {
      await old.close();
    }
  });
});

describe('the check of the dossier', () => {
  let harness: ApiHarness;
  beforeAll(async () => {
    harness = await openApi();
    const { staff, organisationDepartment, inspectors, committee } = harness.office;
    const post = { person: inspectors[0], post: 'LG_DEPUTY', committee, from: '2020-01-01' };
    const ask = (method: string, path: string, actor: string, body: object) =>
      harness.ask(method, `/registry${path}`, { actor, body });
    const [{ entry } = { entry: '' }] = placingsIn((await ask('PUT', '', staff, { posts: [post] })).body, 'awaiting');
    expect((await ask('POST', `/entries/${entry}/confirm`, organisationDepartment, {})).status).toBe(200);
    expect((await ask('POST', `/entries/${entry}/revoke`, staff, { reason: '登记有误' })).status).toBe(200);
    expect((await verifyLedger(harness.pool)).faults).toEqual([]);
  });
  afterAll(() => harness.close());

  const POST = `INSERT INTO posts (person, post, place, "from", data, sequence)
    SELECT person, 'LG_LEADER', place, '1999-01-01', data, 999 FROM posts LIMIT 1`;
  test.each<[string, string, string, RegExp]>([
    ['a post that nobody entered', POST, 'DELETE FROM posts WHERE sequence = 999', /posts .* is in no event/],
    [
      'a person with another address',
      `UPDATE people SET data = data || '{"room":1}' WHERE code LIKE '%-SEC'`,
      `UPDATE people SET data = data - 'room'`,
      /people .* is not what the events say/,
    ],
    [
      'an entry that looks confirmed',
      `UPDATE registry_entries SET committee = 'C-X' WHERE entry = 'E-5'`,
      `UPDATE registry_entries SET committee = data->>'committee'`,
      /registry_entries E-5 is not what the events say/,
    ],
    [
      'an event that was rewritten',
      `UPDATE registry_events SET by = 'P-X' WHERE sequence = 5`,
      `UPDATE registry_events SET by = 'operator' WHERE sequence = 5`,
      /row 5 .* is not as it was written/,
    ],
    ['a head that was set back', 'UPDATE registry_head SET sequence = 3', '', /the head does not have the hash/],
    ['an event that is missing', 'DELETE FROM registry_events WHERE sequence = 7', '', /missing before row 8/],
  ])('finds %s', async (_what, change, undo, fault) => {
    const asOwner = (statement: string) =>
      harness.pool.query(
        `SET session_replication_role = replica; ${statement}; SET session_replication_role = DEFAULT`,
      );
    await asOwner(change);
    expect((await verifyLedger(harness.pool)).faults.join('\n')).toMatch(fault);
    if (undo === '') return;
    await asOwner(undo);
    expect((await verifyLedger(harness.pool)).faults).toEqual([]);
  });
});

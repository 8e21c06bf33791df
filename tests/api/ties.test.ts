/** Ties over HTTP: they follow from the posts that the registry has, and a substitute acts and sees in that round (T-3, J-III.4a). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addToDay, dayOf } from '../../domain/calendar.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { register } from '../support/registry.ts';
import { type ApiHarness, openApi } from './harness.ts';

let harness: ApiHarness;
let round: ExampleRound;
let organisation: string;
const lastYear = addToDay(dayOf(new Date().toISOString()), { days: -300 });
const longAgo = addToDay(dayOf(new Date().toISOString()), { days: -1500 });
beforeAll(async () => {
  harness = await openApi({ organisations: 1, teams: 2 });
  organisation = harness.office.organisations[0]?.code ?? '';
  const { committee, organisations } = harness.office;
  const [own] = harness.office.registry.organisations;
  await register(harness.pool, {
    organisations: [
      { code: 'O-BUREAU', name: '示例·主管局', kind: 'DEPARTMENT', managedBy: committee },
      { ...own, parent: 'O-BUREAU' },
      {
        code: 'O-BELOW',
        name: '示例·下属单位',
        kind: 'INSTITUTION',
        managedBy: committee,
        parent: organisations[0]?.code,
      },
      { code: 'O-OTHER', name: '示例·无关单位', kind: 'DEPARTMENT', managedBy: committee },
    ],
    people: [{ code: 'P-SUBSTITUTE', name: '示例·代行' }],
  });
  round = harness.round();
  await round.plan();
  await harness.act(round.code, 'approve-round', harness.office.secretary, { decision: `批-${round.code}` });
});
afterAll(() => harness.close());

const wasAt = (person: string, place: string, to: string | null, more: object = { post: 'BODY_MEMBER' }) =>
  register(harness.pool, { posts: [{ person, organisation: place, from: '2020-01-01', to, ...more }] });
const form = (members: readonly string[]) =>
  harness.act(round.code, 'form-team', harness.office.director, {
    team: 'TEAM-1',
    leader: harness.office.leaders[0],
    deputies: [],
    members,
    organisations: [organisation],
  });

test('whoever held a post at the organisation, above or below it does not sit in its team', async () => {
  const [here = '', above = '', below = '', free = ''] = harness.office.inspectors;
  await wasAt(here, organisation, lastYear);
  await wasAt(above, 'O-BUREAU', lastYear);
  await wasAt(below, 'O-BELOW', null);
  await wasAt(free, organisation, longAgo);
  await wasAt(free, 'O-OTHER', lastYear);
  for (const [person, tie] of [
    [here, 'SERVED'],
    [above, 'SERVED'],
    [below, 'OWN_UNIT'],
  ] as const)
    expect(await form([person])).toMatchObject({
      status: 422,
      body: { clause: 'J-III.4a', missing: [{ fact: 'NoTie', person, organisation, tie }] },
    });
  expect((await form([free])).status).toBe(200);
});

test('a clerk who is tied does not act on it, and is told so beforehand; a colleague may', async () => {
  const { director, staff } = harness.office;
  await wasAt(staff, organisation, lastYear);
  const request = { from: organisation, content: '资料' };
  const refused = await harness.act(round.code, 'request-material', staff, request);
  expect(refused).toMatchObject({
    status: 403,
    body: { clause: 'J-III.4a', missing: [{ fact: 'Recused', person: staff, command: 'name-substitute' }] },
  });
  const actions = await harness.api.all<{ action: string; target: { from?: string }; missing?: object[] }>(
    `/rounds/${round.code}/actions`,
    staff,
  );
  const foretold = actions.find(({ action, target }) => action === 'request-material' && target.from === organisation);
  expect(foretold?.missing).toMatchObject([{ fact: 'Recused' }]);
  expect((await harness.act(round.code, 'request-material', director, request)).status).toBe(200);
});

test('whoever heads the functional department that is inspected is tied to it', async () => {
  const { functionalDepartment, committee, leadingGroupLeader } = harness.office;
  const naming = { for: 'FUNCTIONAL_DEPARTMENT', person: 'P-SUBSTITUTE', reason: '回避' };
  expect((await harness.act(round.code, 'name-substitute', leadingGroupLeader, naming)).body).toMatchObject({
    missing: [{ fact: 'HolderBarred' }],
  });
  await register(harness.pool, {
    posts: [
      { person: functionalDepartment, post: 'FUNCTIONAL_DEPARTMENT', committee, organisation, from: '2019-01-01' },
    ],
  });
  expect((await harness.act(round.code, 'name-substitute', leadingGroupLeader, naming)).status).toBe(200);
});

test('a substitute acts in that round, sees it in every list, and stands in the ledger as one', async () => {
  const { director, leadingGroupLeader, committee } = harness.office;
  const request = { from: organisation, content: '更多资料' };
  const naming = { for: 'OFFICE_STAFF', person: 'P-SUBSTITUTE', reason: '办公室人员均须回避' };
  await wasAt(director, organisation, lastYear);
  expect((await harness.act(round.code, 'request-material', director, request)).status).toBe(403);
  const seen = async (path: string) => (await harness.ask('GET', path, { actor: 'P-SUBSTITUTE' })).body.items;
  expect((await harness.act(round.code, 'name-substitute', leadingGroupLeader, naming)).status).toBe(200);

  expect((await harness.act(round.code, 'request-material', 'P-SUBSTITUTE', request)).status).toBe(200);
  expect(await seen('/rounds')).toMatchObject([{ code: round.code }]);
  expect(await seen('/duties')).toContainEqual(expect.objectContaining({ kind: 'material' }));
  const other = harness.round();
  await other.plan();
  expect((await harness.ask('GET', `/rounds/${other.code}`, { actor: 'P-SUBSTITUTE' })).status).toBe(404);
  expect(await seen('/rounds')).toHaveLength(1);

  const { rows } = await harness.pool.query<{ posts: object[] }>(
    `SELECT posts FROM events WHERE round = $1 AND by = 'P-SUBSTITUTE'`,
    [round.code],
  );
  expect(rows).toEqual([{ posts: [{ post: 'OFFICE_STAFF', place: committee, substitute: true }] }]);
  expect((await verifyLedger(harness.pool)).faults).toEqual([]);
});

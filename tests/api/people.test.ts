/** People over HTTP and the ledger: seats across rounds follow a replacement, a suspension in the registry reaches open rounds,
 *  and appraisals are the record of a person in the pool. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExampleRound } from '../../examples/round.ts';
import { openRounds } from '../../ledger/open-rounds.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { placingsIn } from '../support/registry.ts';
import { type ApiHarness, openApi } from './harness.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi({ organisations: 1, teams: 2 });
});
afterAll(() => harness.close());

const first = <T>([item]: readonly T[]): T => {
  if (item === undefined) throw new Error('there is none');
  return item;
};
const approvedRound = async (): Promise<ExampleRound> => {
  const round = harness.round();
  await round.plan();
  const decision = `批-${round.code}`;
  expect((await harness.act(round.code, 'approve-round', harness.office.secretary, { decision })).status).toBe(200);
  return round;
};
const form = (round: ExampleRound, leader: string, members: readonly string[]) =>
  harness.act(round.code, 'form-team', harness.office.director, {
    team: 'TEAM-1',
    leader,
    deputies: [],
    members,
    organisations: [first(harness.office.organisations).code],
  });
const registered = async (code: string, suspended: boolean) => {
  const { people } = harness.office.registry;
  const known = people.find((person) => 'code' in person && person.code === code);
  const body = { people: [{ ...known, suspended }] };
  const { director, organisationDepartment } = harness.office;
  const answer = await harness.ask('PUT', '/registry', { actor: director, body });
  expect(answer.status).toBe(200);
  // Set at once; lifted when another body confirms it.
  for (const { entry } of placingsIn(answer.body, 'awaiting'))
    await harness.api.post(`/registry/entries/${entry}/confirm`, organisationDepartment, {});
};

test('a replaced member’s seat is free for another round, and the new one’s is not', async () => {
  const [leader = '', otherLeader = ''] = harness.office.leaders;
  const [old = '', fresh = '', third = ''] = harness.office.inspectors;
  const [one, other] = [await approvedRound(), await approvedRound()];
  expect((await form(one, leader, [old])).status).toBe(200);
  expect(await form(other, otherLeader, [old])).toMatchObject({ status: 422, body: { missing: [{ person: old }] } });

  const replacement = { team: 'TEAM-1', out: old, in: fresh, reason: '身体原因' };
  expect((await harness.act(one.code, 'replace-member', harness.office.director, replacement)).status).toBe(200);
  expect(await form(other, otherLeader, [fresh])).toMatchObject({
    status: 422,
    body: { clause: 'J-I.3c', missing: [{ fact: 'FreeAtThatTime', person: fresh, round: one.code }] },
  });
  expect((await form(other, otherLeader, [old, third])).status).toBe(200);
  expect((await verifyLedger(harness.pool)).faults).toEqual([]);

  // A suspension in the registry: nobody has acted yet, and the round is nudged, notices once, and owes a replacement.
  await registered(third, true);
  expect(await openRounds(harness.pool).waiting()).toMatchObject([{ code: other.code }]);
  await harness.passTime(other.code, new Date().toISOString());
  expect(await openRounds(harness.pool).waiting()).toEqual([]);
  const round = await harness.ask('GET', `/rounds/${other.code}`, { actor: harness.office.director });
  expect(round.body).toMatchObject({
    teams: [{ code: 'TEAM-1', suspended: [third] }],
    duties: expect.arrayContaining([
      expect.objectContaining({ kind: 'replacement', about: third, owedBy: 'OFF', dueOn: null }),
    ]),
  });
  // Lifted in the registry: already so for whoever asks next.
  await registered(third, false);
  await harness.passTime(other.code, new Date().toISOString());
  const lifted = await harness.ask('GET', `/rounds/${other.code}`, { actor: harness.office.director });
  expect(lifted.body).toMatchObject({ teams: [{ suspended: [] }] });
  expect(lifted.body).not.toMatchObject({
    duties: expect.arrayContaining([expect.objectContaining({ kind: 'replacement' })]),
  });
  expect((await verifyLedger(harness.pool)).faults).toEqual([]);
});

test('what is asked of an organisation is read and provided there, and by nobody else', async () => {
  const round = await approvedRound();
  const { director, functionalDepartment } = harness.office;
  const organisation = first(harness.office.organisations).code;
  const liaison = harness.office.liaison(organisation);
  const asking = { from: organisation, content: '近三年党组会议记录', dueOn: '2199-01-31' };
  expect(await harness.act(round.code, 'request-material', director, asking)).toMatchObject({
    status: 200,
    body: { duties: [{ key: `${round.code}/M-0001/material`, owedBy: 'ORG', dueOn: '2199-01-31' }] },
  });
  await harness.act(round.code, 'request-material', director, { from: 'DISC', content: '有关线索情况' });

  const path = `/rounds/${round.code}/partner-requests`;
  const own = await harness.ask('GET', path, { actor: liaison });
  expect(own.body.items).toMatchObject([{ code: 'M-0001', from: organisation, state: 'OPEN' }]);
  const all = await harness.ask('GET', path, { actor: director });
  expect(all.body.items?.map(({ code }) => code)).toEqual(['M-0001', 'M-0002']);

  const text = (at: number) => {
    const content: unknown = all.body.items?.[at]?.content;
    if (typeof content !== 'object' || content === null || !('ref' in content)) throw new Error('no reference');
    return `/contents/${String(content.ref)}`;
  };
  expect((await harness.ask('GET', text(0), { actor: liaison })).body.text).toBe(asking.content);
  for (const [at, stranger] of [
    [0, functionalDepartment],
    [1, liaison],
    [1, functionalDepartment],
  ] as const)
    expect((await harness.ask('GET', text(at), { actor: stranger })).status).toBe(404);
  expect((await harness.ask('GET', text(1), { actor: harness.office.disciplineOrgan })).status).toBe(200);

  expect((await harness.act(round.code, 'provide-material', liaison, { request: 'M-0002' })).body).toMatchObject({
    missing: [{ fact: 'RequestInRound' }],
  });
  expect((await harness.act(round.code, 'provide-material', liaison, { request: 'M-0001' })).status).toBe(200);
  const after = await harness.ask('GET', path, { actor: liaison });
  expect(after.body.items).toMatchObject([{ code: 'M-0001', state: 'PROVIDED' }]);
  expect((await verifyLedger(harness.pool, round.code)).faults).toEqual([]);
});

test('counts of the stay are for the committee’s side, appraisals for the record of the pool', async () => {
  const here = await openApi({ organisations: 1, teams: 1 });
  try {
    const { office } = here;
    const round = here.round();
    const organisation = first(office.organisations).code;
    const leader = first(office.leaders);
    const member = first(office.inspectors);
    await round.plan();
    await round.prepare();
    const notice = { organisation, channels: ['LETTER'], intakeClosesOn: '2199-01-31' };
    await round.act(office.director, 'publish-entry-notice', notice);
    await round.act(leader, 'enter', { organisation });
    const counts = { talks: 12, visits: 3, petitions: 7, papers: 2 };
    await round.act(leader, 'report-progress', { organisation, counts });
    const stay = async (actor: string) =>
      (await here.ask('GET', `/rounds/${round.code}`, { actor })).body.organisations;
    expect(await stay(office.director)).toMatchObject([{ progress: counts }]);
    expect(JSON.stringify(await stay(office.liaison(organisation)))).not.toContain('petitions');

    await round.act(leader, 'withdraw-team', { organisation });
    await round.act(leader, 'appraise-member', { person: member, verdict: 'EXCELLENT', content: '工作扎实' });
    const record = (actor: string, person = member) =>
      here.ask('GET', `/registry/people/${person}/appraisals`, { actor });
    expect((await record(office.director)).body).toMatchObject({
      items: [{ round: round.code, person: member, verdict: 'EXCELLENT', by: leader }],
      next: null,
    });
    expect((await record(office.director, leader)).body.items).toEqual([]);
    expect((await record(office.director, 'P-NO')).status).toBe(404);
    for (const stranger of [office.liaison(organisation), member]) expect((await record(stranger)).status).toBe(403);
  } finally {
    await here.close();
  }
});

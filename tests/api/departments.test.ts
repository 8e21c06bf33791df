/** Two functional departments of one committee, and the one without a name (T-4): each sees and does what is its own over HTTP, and of
 *  the others' not that it exists. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExampleRound } from '../../examples/round.ts';
import { register } from '../support/registry.ts';
import { type Answered, type ApiHarness, openApi } from './harness.ts';

let harness: ApiHarness;
let round: ExampleRound;
let unnamed: string;
const [ofBureau, ofAnother] = ['P-OF-BUREAU', 'P-OF-ANOTHER'];
/** Each department's transfer. */
const own = { [ofBureau]: 'T-001', [ofAnother]: 'T-002', unnamed: 'T-003' };

const act = (person: string, action: string, payload: object): Promise<Answered> =>
  harness.act(round.code, action, person, payload);

beforeAll(async () => {
  harness = await openApi({ organisations: 1 });
  const { committee, functionalDepartment, director } = harness.office;
  unnamed = functionalDepartment;
  const [bureau, another] = ['O-BUREAU', 'O-ANOTHER'];
  await register(harness.pool, {
    organisations: [
      { code: bureau, name: '市人社局', kind: 'DEPARTMENT', managedBy: committee },
      { code: another, name: '市财政局', kind: 'DEPARTMENT', managedBy: committee },
    ],
    people: [
      { code: ofBureau, name: '甲', email: 'bureau@example.cn' },
      { code: ofAnother, name: '乙', email: 'another@example.cn' },
    ],
    posts: [
      { person: ofBureau, post: 'FUNCTIONAL_DEPARTMENT', committee, organisation: bureau, from: '2020-01-01' },
      { person: ofAnother, post: 'FUNCTIONAL_DEPARTMENT', committee, organisation: another, from: '2020-01-01' },
    ],
  });
  round = harness.round();
  await round.plan();
  await round.prepare();
  await round.inspect();
  await round.decide(0, [
    { code: 'T-001', to: 'FD', department: bureau },
    { code: 'T-002', to: 'FD', department: another },
    { code: 'T-003', to: 'FD' },
  ]);
  for (const transfer of Object.values(own)) await round.act(director, 'send-transfer', { transfer });
  for (const transfer of Object.values(own))
    await round.act(director, 'supervise', { target: transfer, dueOn: '2199-01-31', content: '请抓紧签收' });
});
afterAll(() => harness.close());

const personOf = (who: string): string => (who === 'unnamed' ? unnamed : who);
const get = (path: string, who: string): Promise<Answered> => harness.ask('GET', path, { actor: personOf(who) });
const items = async (list: string, who: string) =>
  (await get(`/rounds/${round.code}/${list}?limit=1000`, who)).body.items ?? [];

describe.each(Object.entries(own))('%s', (who, transfer) => {
  test('sees its own transfer, its duties and its letter, and nobody else’s', async () => {
    expect((await items('transfers', who)).map(({ code }) => code)).toEqual([transfer]);
    const duties = await items('duties', who);
    expect(new Set(duties.map((duty) => duty.transfer))).toEqual(new Set([transfer]));
    expect(duties.map(({ kind }) => String(kind)).sort()).toEqual([
      'supervision-fd',
      'transfer-receipt',
      'transfer-sending',
    ]);
    expect((await items('letters', who)).map(({ to }) => to)).toMatchObject([{ person: personOf(who) }]);
    const worklist = (await get('/duties?limit=1000', who)).body.items ?? [];
    expect(new Set(worklist.map(({ key }) => key))).toEqual(
      new Set(duties.filter(({ outcome }) => outcome === null).map(({ key }) => key)),
    );
    expect((await get('/rounds', who)).body.items?.map(({ code }) => code)).toEqual([round.code]);
  });

  test('reads the texts that are listed for it, and no other one', async () => {
    const refs = (await items('texts', who)).map(({ ref }) => String(ref));
    const texts = await Promise.all(refs.map(async (ref) => JSON.stringify((await get(`/contents/${ref}`, who)).body)));
    expect(texts.filter((text) => text.includes('移交事项'))).toEqual([expect.stringContaining(transfer)]);
    for (const other of Object.keys(own).filter((one) => one !== who))
      for (const ref of refs) expect((await get(`/contents/${ref}`, other)).status, `${other} ${ref}`).toBe(404);
  });

  test('is answered of another’s transfer as of one that is not there', async () => {
    const nowhere = await act(personOf(who), 'receive-transfer', { transfer: 'T-999' });
    for (const other of Object.values(own).filter((one) => one !== transfer)) {
      const answered = await act(personOf(who), 'receive-transfer', { transfer: other });
      expect(answered.status).toBe(nowhere.status);
      expect(JSON.stringify(answered.body).replaceAll(other, 'T-999')).toBe(JSON.stringify(nowhere.body));
    }
  });

  test('is offered, and does, what its own transfer asks for', async () => {
    const offered = JSON.stringify(await items('actions', who));
    for (const other of Object.values(own)) expect(offered.includes(other), other).toBe(other === transfer);
    expect((await act(personOf(who), 'receive-transfer', { transfer })).status).toBeLessThan(300);
  });
});

test('a department whose post nobody holds is refused, with the way to register it', async () => {
  const { director } = harness.office;
  await round.act(ofAnother, 'return-transfer', { transfer: 'T-002', reason: '不属本单位职责' });
  const to = { transfer: 'T-002', to: 'FD', department: 'O-NOBODY' };
  const refused = await act(director, 'redirect-transfer', to);
  expect(refused.status).toBe(409);
  expect(JSON.stringify(refused.body)).toContain('DepartmentHeld');
  await round.act(director, 'redirect-transfer', { ...to, department: 'O-BUREAU' });
  expect((await items('transfers', ofBureau)).map(({ code }) => String(code)).sort()).toEqual(['T-001', 'T-002']);
  expect(await items('transfers', ofAnother)).toEqual([]);
});

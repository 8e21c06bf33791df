/** The worker dies (kill -9): across due times, beside a zombie; and poison sent past the API. */
import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayFromNow, daysOf, signed } from '../support/fault-rounds.ts';
import { type ChaosSystem, openChaos } from '../support/fault-system.ts';
import { eventually } from '../support/system-harness.ts';
import { fastForwardTo } from '../../temporal/time-travel.ts';
import { recordLead } from '../../ledger/open-rounds.ts';

let system: ChaosSystem;
beforeAll(async () => {
  system = await openChaos({ offices: 3 });
});
afterAll(() => system.close());

test('dead when the green rung falls due: nothing is lost, and when it is back each rung is reached at its instant, up to the red one', async () => {
  const [office] = system.offices;
  const round = system.round(office);
  await signed(round);
  await eventually(async () => expect(await system.view(round.code)).toMatchObject({ outlook: { letters: [] } }));
  await system.worker.kill();
  // 66 days are to pass. The clock comes to the green rung, whose timer fires, and there is nobody to hear it.
  const target = Date.parse(`${dayFromNow(66)}T02:00:00Z`);
  const travel = fastForwardTo(system.client, round.code, target);
  await eventually(async () => {
    const description = await system.client.workflow.getHandle(round.code).describe();
    expect(description.raw.pendingWorkflowTask).toBeTruthy();
  });
  await system.worker.start();
  await travel;
  await recordLead(system.pool, round.code, target);

  const duty = `${round.code}/${office?.organisations[0]?.code}/report-1`;
  await eventually(async () => {
    const rungs = (await system.events(round.code)).filter(
      ({ type, data }) => type === 'RungReached' && data['duty'] === duty,
    );
    expect(rungs.map(({ data }) => data['colour'])).toEqual(['green', 'yellow', 'red']);
    for (const { data } of rungs) {
      expect(data['overtaken']).toBe(false);
      expect(Date.parse(String(data['actual'])) - Date.parse(String(data['due']))).toBeLessThan(60_000);
    }
  });
  expect(await system.verdict(round.code)).toEqual([]);
});

test('dead while somebody asks: told so within seconds, with the key; carried out once. Rungs past on the day of signing are overtaken', async () => {
  const office = system.offices[1];
  const round = system.round(office, daysOf(53));
  await signed(round);
  const organisation = office?.organisations[0]?.code ?? '';
  expect(await system.verdict(round.code)).toEqual([]);
  const overtaken = (await system.events(round.code)).filter(({ data }) => data['overtaken'] === true);
  expect(overtaken.map(({ data }) => data['colour'])).toEqual(['green', 'green']);

  await system.worker.kill();
  const actor = office?.liaison(organisation) ?? '';
  const key = randomUUID();
  const report = { organisation, content: '报告（演示文本）' };
  const first = await system.callers.once(round.code, actor, 'submit-report-1', report, key);
  expect(first).toMatchObject({ status: 503, retryAfter: '5', body: { command: key } });
  expect(first?.afterMs).toBeLessThan(20_000);
  await system.worker.start();
  const answer = await system.callers.client.post(`/rounds/${round.code}/actions/submit-report-1`, actor, report, key);
  expect(answer).toMatchObject({ events: [{ type: 'RectificationReportSubmitted' }] });
  expect(await system.verdict(round.code)).toEqual([]);
});

test('a zombie: stopped (SIGSTOP) amid the work of another, it wakes and changes nothing', async () => {
  const office = system.offices[2];
  const round = system.round(office, daysOf(53));
  await round.plan();
  system.worker.signal('SIGSTOP');
  const asleep = signed(round);
  await eventually(async () => expect(system.callers.of(round.code).turnedAway.length).toBeGreaterThan(0));
  system.worker.signal('SIGCONT');
  await asleep;
  expect(await system.verdict(round.code)).toEqual([]);
});

test.each<readonly [string, unknown[]]>([
  ['nothing', []],
  ['null', [null]],
  ['a text', ['approve!']],
  ['no id', [{ by: 'P-1', payload: {} }]],
  ['an id that is none', [{ id: { $ne: 1 }, by: 'P-1', payload: { decision: 'x' } }]],
  ['no payload', [{ id: 'poison-1', by: 'P-1' }]],
  ['a payload of another form', [{ id: 'poison-2', by: 'P-1', payload: { decision: 7, more: [] } }]],
  ['somebody unknown', [{ id: 'poison-3', by: 'P-NOBODY', payload: { decision: 'x' } }]],
  [
    'a name where a code belongs',
    [{ id: 'poison-4', by: 'Robert"; DROP TABLE events; --', payload: { decision: 'x' } }],
  ],
  ['a NUL in the text', [{ id: 'poison-5', by: '(secretary)', payload: { decision: 'a\u0000b' } }]],
])('poison straight to Temporal is refused, and the round goes on: %s', async (_what, args) => {
  const office = system.offices[2];
  if (!office) throw new Error('no office');
  poisoned ??= system.round(office, daysOf(1));
  await poisoned.plan();
  const before = (await system.events(poisoned.code)).length;
  const update = system.client.withDeadline(Date.now() + 15_000, () =>
    system.client.workflow.getHandle(poisoned?.code ?? '').executeUpdate('approve-round', {
      args: JSON.parse(JSON.stringify(args).replace('(secretary)', office.secretary)),
    }),
  );
  await expect(update).rejects.toBeInstanceOf(WorkflowUpdateFailedError);
  expect(await system.events(poisoned.code)).toHaveLength(before);
});
let poisoned: ReturnType<ChaosSystem['round']> | undefined;

test('after all the poison the round takes commands', async () => {
  await poisoned?.act(system.offices[2]?.secretary ?? '', 'approve-round', { decision: '批-1' });
  expect(await system.verdict(poisoned?.code ?? '')).toEqual([]);
});

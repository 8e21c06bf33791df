/** The worker dies (kill -9) across due times and amid an escalation, or stops and wakes again: commands are taken all the
 *  time, and no letter is lost. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayFromNow, daysOf, signed } from '../support/fault-rounds.ts';
import { type FaultSystem, openFaultSystem } from '../support/fault-system.ts';
import { eventually } from '../support/system-harness.ts';
import { fastForwardTo } from '../../temporal/time-travel.ts';
import { recordDestination, recordLead } from '../../ledger/open-rounds.ts';

let system: FaultSystem;
beforeAll(async () => {
  system = await openFaultSystem({ offices: 3 });
});
afterAll(() => system.close());

test('dead when the green rung falls due: nothing is lost, and when it is back each rung is reached at its instant, up to the red one', async () => {
  const [office] = system.offices;
  const round = system.round(office);
  await signed(round);
  const { length: sequence } = await system.events(round.code);
  await eventually(async () => {
    const look = await system.view(round.code);
    expect(look.sequence).toBeGreaterThanOrEqual(sequence);
    expect(look).not.toHaveProperty('letters');
  });
  await system.worker.kill();
  // 66 days are to pass. The clock comes to the green rung, whose timer fires, and there is nobody to hear it.
  const target = Date.parse(`${dayFromNow(66)}T02:00:00Z`);
  await recordDestination(system.pool, round.code, target);
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

test('away: commands are taken, /health says within 15 s that no worker polls, and when it is back every letter leaves once', async () => {
  const office = system.offices[1];
  const round = system.paperRound(office, daysOf(53));
  await system.worker.kill();
  const killed = Date.now();
  await signed(round);
  const organisation = office?.organisations[0]?.code ?? '';
  const report = { organisation, content: '报告（演示文本）' };
  const said = await system.callers.once(
    round.code,
    office?.liaison(organisation) ?? '',
    'submit-report-1',
    report,
    randomUUID(),
  );
  expect(said).toMatchObject({ status: 200 });
  await eventually(async () => {
    const health = await fetch(`${system.url}/health`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ missing: ['worker'], commandsTaken: true });
  });
  expect(Date.now() - killed).toBeLessThan(25_000);

  await system.worker.start();
  expect(await system.verdict(round.code)).toEqual([]);
  await eventually(async () => expect((await fetch(`${system.url}/health`)).status).toBe(200));
  const overtaken = (await system.events(round.code)).filter(({ data }) => data['overtaken'] === true);
  expect(overtaken.map(({ data }) => data['colour'])).toEqual(['green', 'green']);
});

test('a zombie: stopped (SIGSTOP) while letters are due, it wakes and changes nothing', async () => {
  const office = system.offices[2];
  const round = system.paperRound(office, daysOf(53));
  await round.plan();
  system.worker.signal('SIGSTOP');
  await signed(round);
  system.worker.signal('SIGCONT');
  expect(await system.verdict(round.code)).toEqual([]);
});

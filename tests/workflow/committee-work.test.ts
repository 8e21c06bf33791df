/** A committee's own work lives, on a real Temporal server with its clock moved: letters climb, years begin, and what Temporal
 *  forgets the ledger starts again. */
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { WORK_WORKFLOW, workOf } from '../../contracts/committee.ts';
import { addToDay } from '../../domain/calendar.ts';
import { eventually, type House, openHouse } from '../support/system-harness.ts';

let house: House;
let committee: string;
let work: string;
beforeAll(async () => {
  house = await openHouse({ organisations: 3 });
  ({ committee } = house.office);
  work = workOf(committee);
});
afterAll(() => house.close());

const read = () =>
  house.api.get<{ year: number; today: string; sequence: number }>(`/committees/${committee}`, house.office.director);
const act = (actor: string, action: string, payload: object) =>
  house.api.post(`/committees/${committee}/actions/${action}`, actor, payload);
const advance = (target: object) => house.api.post(`/committees/${committee}/advance`, house.office.director, target);

test('special governance climbs, a year begins, and a lost workflow comes back where it was', async () => {
  const { director, secretary, functionalDepartment, organisations } = house.office;
  const round = house.round();
  await round.plan();
  await round.prepare();
  await round.inspect();
  await round.decide(1, []);

  await house.api.post(`/committees/${committee}/work`, director, {});
  await house.api.post(`/committees/${committee}/work`, director, {});
  const { workflowExecutionInfo } = (await house.client.workflow.getHandle(work).describe()).raw;
  expect(workflowExecutionInfo?.type?.name).toBe(WORK_WORKFLOW);

  const { today, year } = await read();
  await act(secretary, 'record-study', { content: '研究巡察工作' });
  await act(director, 'open-governance', {
    governance: 'G-1',
    category: 'LEAD-1',
    department: organisations[0]?.code,
    content: '专项治理方案',
    dueOn: addToDay(today, { days: 30 }),
  });
  await advance({ days: 45 });
  const letters = house.mail.received.filter(({ letter }) => letter.startsWith(`${work}/G-1/governance/`));
  expect(letters.map(({ rung }) => rung).sort((a, b) => a - b)).toEqual([1, 2, 2, 3, 3, 4]);
  expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(letters.length);
  await act(functionalDepartment, 'answer-governance', { governance: 'G-1', content: '已完善制度' });

  await advance({ to: `${year + 1}-01-02T00:00:00.000Z` });
  expect(await read()).toMatchObject({ year: year + 1 });

  const history = await house.client.workflow.getHandle(work).fetchHistory();
  await Worker.runReplayHistory({ workflowBundle: { codePath: inject('servers').workflowBundle } }, history, work);

  const before = await read();
  await house.client.workflow.getHandle(work).terminate('lost');
  await eventually(async () => expect(await house.revival.revive()).toContain(work));
  await act(director, 'close-governance', { governance: 'G-1', content: '办结' });
  expect(await read()).toMatchObject({ sequence: before.sequence + 1, year: year + 1 });
});

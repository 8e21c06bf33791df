/** A committee's own work lives, on a real Temporal server with its clock moved: letters climb, years begin, and what Temporal
 *  forgets the ledger starts again. */
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { WORK_WORKFLOW, workOf } from '../../contracts/committee.ts';
import { addToDay } from '../../domain/calendar.ts';
import { eventually, type SystemHarness, openSystem } from '../support/system-harness.ts';

let system: SystemHarness;
let committee: string;
let work: string;
beforeAll(async () => {
  system = await openSystem({ organisations: 3 });
  ({ committee } = system.office);
  work = workOf(committee);
});
afterAll(() => system.close());

const read = () =>
  system.api.get<{ year: number; today: string; sequence: number }>(`/committees/${committee}`, system.office.director);
const act = (actor: string, action: string, payload: object) =>
  system.api.post(`/committees/${committee}/actions/${action}`, actor, payload);
const advance = (target: object) => system.api.post(`/committees/${committee}/advance`, system.office.director, target);

test('special governance climbs, a year begins, and a lost workflow comes back where it was', async () => {
  const { director, secretary, functionalDepartment, organisations } = system.office;
  const round = system.round();
  await round.plan();
  await round.prepare();
  await round.inspect();
  await round.decide(1, []);

  await system.api.post(`/committees/${committee}/work`, director, {});
  await system.api.post(`/committees/${committee}/work`, director, {});
  const { workflowExecutionInfo } = (await system.client.workflow.getHandle(work).describe()).raw;
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
  const letters = system.mail.received.filter(({ letter }) => letter.startsWith(`${work}/G-1/governance/`));
  expect(letters.map(({ rung }) => rung).sort((a, b) => a - b)).toEqual([1, 2, 2, 3, 3, 4]);
  expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(letters.length);
  await act(functionalDepartment, 'answer-governance', { governance: 'G-1', content: '已完善制度' });

  await advance({ to: `${year + 1}-01-02T00:00:00.000Z` });
  expect(await read()).toMatchObject({ year: year + 1 });

  const history = await system.client.workflow.getHandle(work).fetchHistory();
  await Worker.runReplayHistory({ workflowBundle: { codePath: inject('servers').workflowBundle } }, history, work);

  const before = await read();
  await system.client.workflow.getHandle(work).terminate('lost');
  await eventually(async () => expect((await system.sweep.compare()).started).toContain(work));
  await act(director, 'close-governance', { governance: 'G-1', content: '办结' });
  expect(await read()).toMatchObject({ sequence: before.sequence + 1, year: year + 1 });
});

test('a leader reads in the mail what was entered for them, objects, and is answered', async () => {
  const { director, staff, secretary, executiveDeputy } = system.office;
  const { today, year } = await read();
  const onBehalf = { person: secretary, document: { number: '县委〔2026〕3号', on: today, evidence: 'a'.repeat(64) } };
  const plan = { kind: 'YEARLY_PLAN', year: year + 1, decision: '县委〔2026〕3号', content: '年度计划', onBehalf };
  await act(staff, 'adopt-document', plan);
  const { sequence: proposed } = await read();
  await act(director, 'confirm', { proposal: `PROPOSAL-${proposed}` });
  const noticeOf = () => system.mail.received.find(({ letter }) => letter.endsWith(`/act-on-behalf/${secretary}`));
  await eventually(async () => expect(noticeOf()?.subject).toContain('代为录入事项告知书：审定规划计划等文件'));
  const sequence = Number(/object-to-act，台账序号(\d+)/.exec(noticeOf()?.text ?? '')?.[1]);
  expect(sequence).toBe(proposed + 1);

  await act(secretary, 'object-to-act', { sequence, reason: '所签文件并非年度计划' });
  const filing = { filing: `YEARLY-PLAN-${year + 1}`, content: '报告' };
  await expect(act(director, 'file-upward', filing)).rejects.toMatchObject({
    problem: { status: 409, missing: [{ fact: 'ObjectionSettled', heldBy: 'XDL' }] },
  });
  await act(executiveDeputy, 'settle-objection', { sequence, upheld: false, reason: '笔迹相符' });
  await act(director, 'file-upward', filing);
});

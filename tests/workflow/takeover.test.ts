/** A round comes from paper into a real workflow: held while its history is entered, awake the moment it goes live. */
import { actTogether } from '../../examples/round.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Look, ROUND_VIEW } from '../../contracts/messages.ts';
import { eventually, type SystemHarness, openSystem } from '../support/system-harness.ts';
import { paperRound } from '../support/paper-round.ts';

let system: SystemHarness;
beforeAll(async () => {
  system = await openSystem();
});
afterAll(() => system.close());

test('sends nothing of the paper months, one letter for each report still owed, and lives on', async () => {
  const { office, api } = system;
  const { code, owing } = await paperRound(api, office, `R-${office.committee.slice(2)}-PAPER`);
  const view = () => system.client.workflow.getHandle(code).query<Look>(ROUND_VIEW);
  const act = (actor: string, action: string, payload: object) =>
    api.post(`/rounds/${code}/actions/${action}`, actor, payload);

  // Three weeks at the clerk's desk: every clock of the owing organisation runs on, and nothing moves.
  await system.advance(code, { days: 21 });
  const held = await view();
  expect(held.wakeAt).toBeUndefined();
  expect(held.details).toContain('正在补录纸质历史');
  expect(system.mail.received.filter(({ letter }) => letter.startsWith(code))).toEqual([]);

  await actTogether(api, code, [office.staff, office.leadingGroupLeader], 'go-live', {});
  const sent = await eventually(async () => {
    const letters = await system.letters(code);
    expect(letters.map(({ state }) => state)).toEqual(['SENT', 'SENT']);
    return letters;
  });
  expect(sent.map(({ kind, letter }) => [kind, letter.split('/').slice(1, 3).join('/')])).toEqual([
    ['top', `${owing}/report-1`],
    ['top', `${owing}/report-2`],
  ]);
  expect(system.mail.received.filter(({ letter }) => letter.startsWith(code))).toHaveLength(2);

  // From here on it is a round like any other: the next repetition comes on its day, until the report is in.
  await system.advance(code, { days: 10 });
  expect(await system.letters(code)).toHaveLength(4);
  const content = '迟到的报告';
  await act(office.liaison(owing), 'submit-report-1', { organisation: owing, content });
  await act(office.principal(owing), 'submit-report-2', { organisation: owing, content });
  await system.advance(code, { days: 30 });
  expect(await system.letters(code)).toHaveLength(4);
  expect((await view()).details).toContain('由纸质办理接续');
});

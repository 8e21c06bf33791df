/** A round lives, on a real Temporal server with its clock moved. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiProblem } from '../../examples/api-client.ts';
import { type Look, ROUND_VIEW } from '../../contracts/messages.ts';
import { eventually, type SystemHarness, openSystem } from '../support/system-harness.ts';

let system: SystemHarness;
beforeAll(async () => {
  system = await openSystem();
});
afterAll(() => system.close());

const days = { planned: '2026-01-05', prepared: '2026-01-06' };

describe('a round whose organisations answer', () => {
  test('lives from its plan to its closing, and leaves nothing open', async () => {
    const { office, api } = system;
    const round = system.round(days);
    const transfers = [
      { code: 'T-001', to: 'DISC' },
      { code: 'T-002', to: 'OD' },
      { code: 'T-003', to: 'FD' },
    ] as const;
    await round.plan();
    await round.prepare();
    await round.inspect();
    await round.decide(2, transfers);
    await round.giveFeedback();
    await round.signFeedback();
    await round.sendAndReceive(transfers);
    await system.advance(round.code, { days: 30 });

    const findings = await api.all<{ code: string; organisation: string }>(
      `/rounds/${round.code}/findings`,
      office.director,
    );
    expect(findings).toHaveLength(4);
    for (const { code: organisation } of office.organisations) {
      const own = findings.filter((finding) => finding.organisation === organisation);
      const item = {
        goal: '目标',
        measures: [{ type: 'BUILD_SYSTEM', content: '措施' }],
        leader: office.liaison(organisation),
      };
      await round.act(office.liaison(organisation), 'submit-plan', {
        organisation,
        items: own.map(({ code }) => ({ finding: code, ...item, unit: organisation, dueOn: '2099-01-01' })),
      });
      await round.act(office.director, 'accept-plan', { organisation });
      for (const { code: finding } of own) {
        const evidence = ['e'.repeat(64)];
        await round.act(office.liaison(organisation), 'report-item', {
          finding,
          grade: 'DONE',
          content: '完成',
          evidence,
        });
        await round.act(office.director, 'accept-finding', { finding });
      }
      await round.act(office.liaison(organisation), 'submit-report-1', { organisation, content: '报告' });
      await round.act(office.principal(organisation), 'submit-report-2', { organisation, content: '报告' });
      const period = { from: '2027-01-01', to: '2027-02-01', content: '公开' };
      for (const scope of ['INSIDE', 'PUBLIC'])
        await round.act(office.liaison(organisation), 'disclose', {
          organisation,
          scope,
          channel: '公开栏',
          ...period,
        });
    }
    await round.act(office.disciplineOrgan, 'set-disposal', { transfer: 'T-001', disposal: 'PRELIMINARY_CHECK' });
    await round.act(office.organisationDepartment, 'set-handling', { transfer: 'T-002', content: '办理' });
    await round.act(office.functionalDepartment, 'set-handling', { transfer: 'T-003', content: '办理' });
    const answered = { content: '办理情况', counts: { persons: 0 } };
    await round.act(office.disciplineOrgan, 'feed-back-transfer', { transfer: 'T-001', ...answered });
    await round.act(office.organisationDepartment, 'feed-back-transfer', { transfer: 'T-002', ...answered });
    await round.act(office.functionalDepartment, 'feed-back-transfer', { transfer: 'T-003', ...answered });
    for (const { code: transfer } of transfers) await round.act(office.director, 'accept-transfer', { transfer });

    await round.act(office.director, 'close-round', {});
    await system.client.workflow.getHandle(round.code).result();
    const closed = await api.get<{ phase: string; duties: []; counts: object }>(
      `/rounds/${round.code}`,
      office.director,
    );
    expect(closed).toMatchObject({
      phase: 'CLOSED',
      duties: [],
      counts: {
        findings: { found: 4, landed: 4 },
        transfers: { found: 3, landed: 3 },
        duties: { open: 0, overdue: 0, late: 0 },
      },
    });
    expect((await system.letters(round.code)).every(({ state }) => state === 'SENT' || state === 'WITHDRAWN')).toBe(
      true,
    );
  });
});

describe('a round whose organisations are silent', () => {
  test('climbs from green to the leading group, each rung on its day, each letter once', async () => {
    const { office } = system;
    const round = system.round(days);
    await round.plan();
    await round.prepare();
    await round.inspect();
    await round.decide(1, []);
    await round.giveFeedback();
    await round.signFeedback();
    const before = system.mail.received.length;
    await system.advance(round.code, { days: 85 });

    const rungs = (await system.events(round.code)).filter(({ type }) => type === 'RungReached');
    const [organisation] = office.organisations;
    const ofFirst = rungs.filter(({ data }) => data.duty === `${round.code}/${organisation?.code}/report-1`);
    expect(ofFirst.map(({ data }) => [data.colour, data.repetition, data.overtaken])).toEqual([
      ['green', 1, false],
      ['yellow', 1, false],
      ['red', 1, false],
      ['top', 1, false],
      ['top', 2, false],
    ]);
    for (const { data } of rungs)
      expect(Date.parse(String(data.actual)) - Date.parse(String(data.due))).toBeLessThan(60_000);

    const written = (await system.letters(round.code)).filter(({ rung }) => rung > 0);
    const received = system.mail.received.slice(before).filter(({ rung }) => rung > 0);
    // Per report: green 1, yellow 2, red 3 with the copy, top 2.
    expect(written).toHaveLength(2 * 2 * 8);
    expect(received.map(({ letter }) => letter).sort()).toEqual(written.map(({ letter }) => letter).sort());
    expect(new Set(received.map(({ messageId }) => messageId)).size).toBe(received.length);
  });

  test('takes a late report, and marks it late', async () => {
    const { office, api } = system;
    const round = system.round(days);
    await round.plan();
    await round.prepare();
    await round.inspect();
    await round.decide(1, []);
    await round.giveFeedback();
    await round.signFeedback();
    await system.advance(round.code, { days: 70 });
    const organisation = office.organisations[0]?.code ?? '';
    const late = await round.act<{ duties: object[] }>(office.liaison(organisation), 'submit-report-1', {
      organisation,
      content: '迟报',
    });
    const key = `${round.code}/${organisation}/report-1`;
    expect(late.duties).toContainEqual(expect.objectContaining({ key, outcome: 'MET_LATE' }));
    const read = await api.get<{ counts: object }>(`/rounds/${round.code}`, office.director);
    // Three clocks, three opinions on the report, and the appraisals of two teams.
    expect(read.counts).toMatchObject({ duties: { open: 3 + 3 + 6, overdue: 3, late: 1 } });

    const refused = await round.act(office.director, 'close-round', {}).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiProblem);
    if (!(refused instanceof ApiProblem)) return;
    expect(refused.problem).toMatchObject({ status: 409, clause: 'J-V.4h' });
    expect(refused.problem.missing).toContainEqual({ fact: 'PrincipalReportSubmitted', organisation, heldBy: 'PR' });
  });
});

test('a watched round in which nobody acts for thirty days is called silent, and its office hears of it', async () => {
  const round = system.round();
  await round.plan({ pack: 'jilin-2017-watched' });
  const look = () => system.client.workflow.getHandle(round.code).query<Look>(ROUND_VIEW);
  await eventually(async () => expect((await look()).why).toMatch(/以来本轮巡察没有办理记录/));
  await system.advance(round.code, { days: 33 });
  const events = await system.events(round.code);
  expect(events.map(({ type }) => type)).toContain('SilenceNoticed');
  const letters = await system.letters(round.code);
  expect(letters.map(({ kind, to, state }) => [kind, to.post, state])).toEqual([['red', 'OFFICE_DIRECTOR', 'SENT']]);
  const sent = system.mail.received.find(({ letter }) => letter === letters[0]?.letter);
  expect(sent?.text).toContain('本轮巡察长期没有进展');
  await round.act(system.office.secretary, 'reject-round', { reason: '不再进行' });
  expect((await system.events(round.code)).map(({ type }) => type)).toContain('RoundRejected');
});

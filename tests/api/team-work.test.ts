/** The team's papers, as one story (commands.md § 2): from the first working paper to the report that accounts for all of
 *  them, and the findings that rest on them. And who sees what of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyLedger } from '../../ledger/verify.ts';
import { openTeamAtWork, type RoundForActor, type TeamAtWork } from '../support/team-at-work.ts';

interface Answered {
  readonly duties: readonly { readonly key: string }[];
}

let team: TeamAtWork;
let people: TeamAtWork['people'];
let organisation: string;
beforeAll(async () => {
  team = await openTeamAtWork();
  ({ people, organisation } = team);
});
afterAll(() => team.system.close());

describe('a working paper', () => {
  test('is opened by two of the team, with evidence, in a category of its area', async () => {
    expect(await team.refusal('inspector', 'open-paper', team.paper('PAPER-1', { category: 'LEAD-1' }))).toMatchObject({
      status: 422,
      clause: 'J-I.3b',
      missing: [{ fact: 'CategoryOfArea', area: 'CLEAN', category: 'LEAD-1' }],
    });
    expect(await team.refusal('inspector', 'open-paper', team.paper('PAPER-1', { evidence: [] }))).toMatchObject({
      status: 422,
      clause: 'J-I.3d',
      missing: [{ fact: 'PaperEvidence' }],
    });
    const named = team.paper('PAPER-1', { second: people.second });
    expect(await team.refusal('inspector', 'open-paper', named)).toMatchObject({ status: 422 });
    const ofNoList = team.paper('PAPER-1', { keyMatter: 'WEATHER' });
    expect(await team.refusal('inspector', 'open-paper', ofNoList)).toMatchObject({ status: 422 });
    expect((await team.refusal('liaison', 'open-paper', team.paper('PAPER-1'))).status).toBe(403);

    for (const code of ['PAPER-1', 'PAPER-2', 'PAPER-3', 'PAPER-4'])
      await team.together(['inspector', 'second'], 'open-paper', team.paper(code));
  });

  test('is reviewed, then signed by the leader; or withdrawn with two signatures', async () => {
    expect(await team.refusal('leader', 'sign-paper', { paper: 'PAPER-1' })).toMatchObject({
      status: 409,
      missing: [{ fact: 'PaperReviewed', paper: 'PAPER-1' }],
    });
    for (const code of ['PAPER-1', 'PAPER-2', 'PAPER-3']) await team.act('leader', 'review-paper', { paper: code });
    for (const code of ['PAPER-1', 'PAPER-2']) await team.act('leader', 'sign-paper', { paper: code });
    expect(await team.refusal('inspector', 'sign-paper', { paper: 'PAPER-3' })).toMatchObject({
      status: 403,
      clause: 'J-III.3d',
    });
    const withdrawal = { paper: 'PAPER-4', reason: '重复制作' };
    const { duties } = await team.act<Answered>('leader', 'withdraw-paper', withdrawal);
    const proposal = duties[0]?.key.split('/')[1] ?? '';
    expect(await team.refusal('leader', 'confirm', { proposal })).toMatchObject({
      status: 403,
      missing: [{ fact: 'AnotherPerson', person: people.leader }],
    });
    for (const stranger of ['staff', 'liaison'] as const)
      expect((await team.refusal(stranger, 'confirm', { proposal })).status, stranger).toBe(403);
    // For another team there is no such proposal.
    expect(await team.refusal('otherInspector', 'confirm', { proposal })).toMatchObject({
      status: 422,
      missing: [{ fact: 'ProposalInRound' }],
    });
    await team.act('inspector', 'confirm', { proposal });
  });

  test('is listed in the opinion’s words, and counted by state', async () => {
    const { items } = await team.seen<{ items: object[] }>('/papers', 'inspector');
    expect(items).toMatchObject([
      {
        code: 'PAPER-1',
        state: 'SIGNED',
        areaTitle: '党风廉政建设和反腐败斗争',
        categoryTitle: expect.stringContaining('小官巨贪'),
        keyMatterTitle: '资金管理',
        powerTitle: '行政审批权',
        handlers: [people.inspector, people.second],
      },
      { code: 'PAPER-2', state: 'SIGNED' },
      { code: 'PAPER-3', state: 'TEAM_REVIEWED' },
      { code: 'PAPER-4', state: 'WITHDRAWN' },
    ]);
    expect((await team.seen<RoundForActor>('', 'director')).counts).toMatchObject({
      papers: { SIGNED: 2, TEAM_REVIEWED: 1, WITHDRAWN: 1 },
    });
  });

  test('is read by the team, the office and the leading group’s first two, and by nobody else', async () => {
    expect(await team.readersOf('PaperOpened')).toEqual([
      'leader',
      'inspector',
      'second',
      'leadingGroupLeader',
      'executiveDeputy',
      'director',
      'staff',
    ]);
  });
});

describe('the report', () => {
  const report = (used: string[], unused: string[]) => ({
    organisation,
    used,
    unused: unused.map((code) => ({ paper: code, reason: '证据不足' })),
    content: '巡察报告',
  });

  beforeAll(async () => {
    await team.act('leader', 'withdraw-team', { organisation });
  });

  test('comes when every paper is signed or withdrawn', async () => {
    expect(await team.refusal('leader', 'submit-report', report(['PAPER-1'], ['PAPER-2']))).toMatchObject({
      status: 409,
      clause: 'J-V.1b',
      missing: [{ fact: 'PaperSettled', paper: 'PAPER-3', state: 'TEAM_REVIEWED' }],
    });
    await team.act('leader', 'sign-paper', { paper: 'PAPER-3' });
  });

  test('names each signed paper that it forgets', async () => {
    expect(await team.refusal('leader', 'submit-report', report(['PAPER-1'], []))).toMatchObject({
      status: 422,
      clause: 'J-V.1b',
      missing: [
        { fact: 'PaperReported', paper: 'PAPER-2' },
        { fact: 'PaperReported', paper: 'PAPER-3' },
      ],
    });
    await team.act('leader', 'submit-report', report(['PAPER-1', 'PAPER-3'], ['PAPER-2']));
    expect((await team.seen<RoundForActor>('', 'leader')).counts).toMatchObject({
      papers: { USED: 2, NOT_USED: 1, WITHDRAWN: 1 },
    });
  });

  test('returned, has used nothing: its papers are signed ones again', async () => {
    await team.act('director', 'return-report', { organisation, reason: '补充依据' });
    expect((await team.seen<RoundForActor>('', 'leader')).counts).toMatchObject({
      papers: { SIGNED: 3, WITHDRAWN: 1 },
    });
    await team.act('leader', 'submit-report', report(['PAPER-1', 'PAPER-3'], ['PAPER-2']));
    await team.act('director', 'review-report', { organisation });
  });

  test('carries the findings: each rests on papers that it used, and immediate items replace none', async () => {
    for (const body of ['LG', 'SSM', 'PSC'])
      await team.act('leadingGroupLeader', 'hear', { body, organisations: [organisation], minutes: '听取汇报' });
    const decision = (papers: string[]) => ({
      organisation,
      decision: '定-1',
      transfers: [],
      findings: [{ code: 'F-0001', area: 'CLEAN', category: 'CLEAN-3', content: '收费项目问题', papers }],
    });
    expect(await team.refusal('leadingGroupLeader', 'decide-results', decision(['PAPER-1', 'PAPER-2']))).toMatchObject({
      status: 422,
      clause: 'J-V.1b',
      missing: [{ fact: 'PaperUsed', finding: 'F-0001', paper: 'PAPER-2', state: 'NOT_USED' }],
    });
    await team.act('leadingGroupLeader', 'decide-results', decision(['PAPER-1', 'PAPER-3']));
    const { items } = await team.seen<{ items: object[] }>('/findings', 'director');
    expect(items).toMatchObject([{ code: 'F-0001', state: 'DECIDED', areaTitle: '党风廉政建设和反腐败斗争' }]);
  });
});

test('what people read of the team’s work is what the events say', async () => {
  const { faults, events } = await verifyLedger(team.system.pool, team.round.code);
  expect(events).toBeGreaterThan(40);
  expect(faults).toEqual([]);
});

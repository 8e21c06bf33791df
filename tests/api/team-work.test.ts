/** The team's work on site, as one story (commands.md § 2): papers, a key-person sheet, a request, an immediate item, and the
 *  report that accounts for all of it. And who sees what of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyLedger } from '../../ledger/verify.ts';
import { ApiProblem } from '../../examples/api-client.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { eventually, type SystemHarness, openSystem } from '../support/system-harness.ts';
import { textIn } from '../support/text-in.ts';

let system: SystemHarness;
let round: ExampleRound;
let organisation: string;
let people: Readonly<Record<Who, string>>;

type Who =
  | 'leader'
  | 'inspector'
  | 'second'
  | 'otherLeader'
  | 'otherInspector'
  | 'leadingGroupLeader'
  | 'executiveDeputy'
  | 'director'
  | 'staff'
  | 'clerk'
  | 'discipline'
  | 'organisationDepartment'
  | 'upperOffice'
  | 'principal'
  | 'liaison';

const SECRET = '某某某在项目招投标中交织谋利，群众反映强烈，近期拟提拔';
const CRITERIA = ['interwoven', 'concentrated', 'rising', 'topPriority'];

beforeAll(async () => {
  system = await openSystem();
  round = system.round();
  const { office } = system;
  organisation = office.organisations[0]?.code ?? '';
  const holder = (post: string) => {
    const found = office.registry.posts.find((held) => 'post' in held && held.post === post);
    return found && 'person' in found ? String(found.person) : '';
  };
  people = {
    leader: office.leaders[0] ?? '',
    inspector: office.inspectors[0] ?? '',
    second: office.inspectors[1] ?? '',
    otherLeader: office.leaders[1] ?? '',
    otherInspector: office.inspectors[2] ?? '',
    leadingGroupLeader: office.leadingGroupLeader,
    executiveDeputy: holder('LG_EXECUTIVE_DEPUTY'),
    director: office.director,
    staff: office.staff,
    clerk: holder('STANDING_COMMITTEE'),
    discipline: office.disciplineOrgan,
    organisationDepartment: office.organisationDepartment,
    upperOffice: holder('UPPER_OFFICE'),
    principal: office.principal(organisation),
    liaison: office.liaison(organisation),
  };
  await round.plan();
  await round.prepare();
  await act('director', 'publish-entry-notice', { organisation, channels: ['PHONE'], intakeClosesOn: '2099-12-31' });
  await act('leader', 'enter', { organisation });
});
afterAll(() => system.close());

const act = (who: Who, action: string, payload: object) => round.act<object>(people[who], action, payload);
const paper = (code: string, more: object = {}) => ({
  paper: code,
  organisation,
  area: 'CLEAN',
  category: 'CLEAN-3',
  keyMatter: 'FUND_MANAGEMENT',
  power: 'APPROVAL',
  content: `底稿${code}：资金拨付未经集体研究`,
  evidence: ['a'.repeat(64)],
  second: people.second,
  ...more,
});
async function refusal(who: Who, action: string, payload: object) {
  const error = await act(who, action, payload).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiProblem)) throw new Error(`${action} was not refused: ${String(error)}`);
  return error.problem;
}
async function statusOf(path: string, who: Who): Promise<number> {
  const response = await fetch(`${system.url}${path}`, { headers: { 'X-Actor': people[who] } });
  return response.status;
}
interface Text {
  readonly ref: string;
  readonly hash: string;
}
async function textOf(type: string): Promise<Text> {
  const event = (await system.events(round.code)).find((each) => each.type === type);
  const content = event?.data.content;
  if (typeof content !== 'object' || content === null || !('ref' in content && 'hash' in content))
    throw new Error(`${type} has no text`);
  return { ref: String(content.ref), hash: String(content.hash) };
}
const everybody = (): Who[] => [
  'leader',
  'inspector',
  'second',
  'otherLeader',
  'otherInspector',
  'leadingGroupLeader',
  'executiveDeputy',
  'director',
  'staff',
  'clerk',
  'discipline',
  'organisationDepartment',
  'upperOffice',
  'principal',
  'liaison',
];
async function readersOf(type: string): Promise<Who[]> {
  const { ref } = await textOf(type);
  const readers: Who[] = [];
  for (const who of everybody()) if ((await statusOf(`/contents/${ref}`, who)) === 200) readers.push(who);
  return readers;
}
const seen = <T>(path: string, who: Who) => system.api.get<T>(`/rounds/${round.code}${path}`, people[who]);
interface RoundForActor {
  readonly counts: object;
  readonly organisations: readonly { readonly code: string; readonly immediateItems: readonly object[] }[];
}
const itemsOf = ({ organisations }: RoundForActor) =>
  organisations.find(({ code }) => code === organisation)?.immediateItems;

describe('a working paper', () => {
  test('is opened by two of the team, with evidence, in a category of its area', async () => {
    expect(await refusal('inspector', 'open-paper', paper('PAPER-1', { category: 'LEAD-1' }))).toMatchObject({
      status: 422,
      clause: 'J-I.3b',
      missing: [{ fact: 'CategoryOfArea', area: 'CLEAN', category: 'LEAD-1' }],
    });
    expect(await refusal('inspector', 'open-paper', paper('PAPER-1', { evidence: [] }))).toMatchObject({
      status: 422,
      clause: 'J-I.3d',
      missing: [{ fact: 'PaperEvidence' }],
    });
    const alone = paper('PAPER-1', { second: people.inspector });
    expect(await refusal('inspector', 'open-paper', alone)).toMatchObject({ missing: [{ fact: 'TwoHandlers' }] });
    const ofNoList = paper('PAPER-1', { keyMatter: 'WEATHER' });
    expect(await refusal('inspector', 'open-paper', ofNoList)).toMatchObject({ status: 422 });
    expect((await refusal('liaison', 'open-paper', paper('PAPER-1'))).status).toBe(403);

    for (const code of ['PAPER-1', 'PAPER-2', 'PAPER-3', 'PAPER-4']) await act('inspector', 'open-paper', paper(code));
  });

  test('is reviewed, then signed by the leader; or withdrawn with two signatures', async () => {
    expect(await refusal('leader', 'sign-paper', { paper: 'PAPER-1' })).toMatchObject({
      status: 409,
      missing: [{ fact: 'PaperReviewed', paper: 'PAPER-1' }],
    });
    for (const code of ['PAPER-1', 'PAPER-2', 'PAPER-3']) await act('leader', 'review-paper', { paper: code });
    for (const code of ['PAPER-1', 'PAPER-2']) await act('leader', 'sign-paper', { paper: code });
    expect(await refusal('inspector', 'sign-paper', { paper: 'PAPER-3' })).toMatchObject({
      status: 403,
      clause: 'J-III.3d',
    });
    const withdrawal = { paper: 'PAPER-4', reason: '重复制作', second: people.leader };
    expect(await refusal('leader', 'withdraw-paper', withdrawal)).toMatchObject({
      missing: [{ fact: 'SecondSignature' }],
    });
    await act('leader', 'withdraw-paper', { ...withdrawal, second: people.inspector });
  });

  test('is listed in the opinion’s words, and counted by state', async () => {
    const { items } = await seen<{ items: object[] }>('/papers', 'inspector');
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
    expect((await seen<RoundForActor>('', 'director')).counts).toMatchObject({
      papers: { SIGNED: 2, TEAM_REVIEWED: 1, WITHDRAWN: 1 },
    });
  });

  test('is read by the team and the office, and by nobody else', async () => {
    expect(await readersOf('PaperOpened')).toEqual(['leader', 'inspector', 'second', 'director', 'staff']);
  });
});

describe('a key-person sheet', () => {
  const sheet = { sheet: 'KP-1', interwoven: true, concentrated: true, rising: true, content: SECRET };

  test('bears no person’s code, and is sealed by the leader alone', async () => {
    expect(await refusal('leader', 'seal-key-person', { ...sheet, sheet: people.liaison })).toMatchObject({
      status: 422,
      clause: 'J-V.2a',
      missing: [{ fact: 'SheetNamesNobody' }],
    });
    expect((await refusal('inspector', 'seal-key-person', sheet)).status).toBe(403);
    expect((await refusal('leader', 'seal-key-person', { ...sheet, rising: 'yes' })).status).toBe(422);
    await act('leader', 'seal-key-person', sheet);
    await act('leader', 'seal-key-person', {
      ...sheet,
      sheet: 'KP-2',
      rising: false,
      evidence: { interwoven: ['b'.repeat(64)] },
    });
  });

  test('is read by the leader, the leading group’s leader and the executive deputy, and each reading is kept', async () => {
    const { ref, hash } = await textOf('KeyPersonSealed');
    expect(await readersOf('KeyPersonSealed')).toEqual(['leader', 'leadingGroupLeader', 'executiveDeputy']);
    expect(await system.api.get(`/contents/${ref}`, people.executiveDeputy)).toMatchObject({
      hash,
      sheet: { interwoven: true, concentrated: true, rising: true, topPriority: true, content: SECRET },
    });
    const { rows } = await system.pool.query<{ person: string }>(
      'SELECT DISTINCT person FROM content_readings WHERE ref = $1',
      [ref],
    );
    expect(rows.map(({ person }) => person).sort()).toEqual(
      [people.leader, people.leadingGroupLeader, people.executiveDeputy].sort(),
    );
  });

  test('is a key person of the first rank only when all three criteria are met', async () => {
    const [, second] = (await system.events(round.code)).filter(({ type }) => type === 'KeyPersonSealed');
    const content = second?.data.content;
    const ref = typeof content === 'object' && content !== null && 'ref' in content ? String(content.ref) : '';
    expect(await system.api.get(`/contents/${ref}`, people.leader)).toMatchObject({
      sheet: { interwoven: true, concentrated: true, rising: false, topPriority: false },
    });
  });

  test('is, elsewhere, a number', async () => {
    expect((await seen<RoundForActor>('', 'director')).counts).toMatchObject({ keyPersonSheets: 2 });
    const [sealed] = (await system.events(round.code)).filter(({ type }) => type === 'KeyPersonSealed');
    expect(Object.keys(sealed?.data ?? {}).sort()).toEqual(['content', 'sheet', 'team']);
  });
});

describe('what is major', () => {
  const item = () => ({
    item: 'I-1',
    organisation,
    request: 'Q-1',
    content: '立即停用未经批准的收费项目',
    dueOn: '2099-01-01',
  });

  test('waits until its request is approved, by whom the subject names', async () => {
    expect(await refusal('leader', 'issue-immediate-item', item())).toMatchObject({
      status: 422,
      clause: 'J-V.5c',
      missing: [{ fact: 'RequestRaised', request: 'Q-1' }],
    });
    await act('leader', 'raise-request', { request: 'Q-1', subject: 'IMMEDIATE_ITEM', content: '拟要求立即停用' });
    expect(await refusal('leader', 'issue-immediate-item', item())).toMatchObject({
      status: 409,
      clause: 'J-V.5c',
      missing: [{ fact: 'RequestApproved', request: 'Q-1', state: 'SUBMITTED' }],
    });
    expect((await refusal('director', 'approve-request', { request: 'Q-1' })).status).toBe(403);
    await act('leadingGroupLeader', 'approve-request', { request: 'Q-1', reason: '同意' });
    await act('leader', 'issue-immediate-item', item());
    expect(await refusal('leader', 'issue-immediate-item', { ...item(), item: 'I-2' })).toMatchObject({
      status: 409,
      missing: [{ fact: 'RequestNotYetUsed' }],
    });
  });

  test('is read by the committee’s side and the leader of the team', async () => {
    const readers = await readersOf('RequestRaised');
    expect(readers).toContain('leader');
    for (const who of ['otherLeader', 'discipline', 'principal', 'liaison'] as const)
      expect(readers).not.toContain(who);
  });
});

describe('an immediate item', () => {
  test('reaches the liaison and the principal by letter, and names no content', async () => {
    await eventually(async () => {
      const notices = system.mail.received.filter(({ subject }) => subject.includes('立行立改通知书'));
      expect(notices).toHaveLength(2);
      for (const { text, subject } of notices) {
        expect(text).toContain('立行立改不替代巡察后的全面整改');
        expect(subject + text).not.toContain('收费项目');
      }
    });
  });

  test('is answered before the team leaves, unless it says why not', async () => {
    expect(await refusal('leader', 'withdraw-team', { organisation })).toMatchObject({
      status: 409,
      clause: 'J-V.4b',
      missing: [{ fact: 'ItemAnswered', item: 'I-1', organisation }],
    });
    await act('liaison', 'sign-immediate-item', { item: 'I-1' });
    await act('liaison', 'answer-immediate-item', { item: 'I-1', content: '已停用' });
    await act('leader', 'confirm-immediate-item', { item: 'I-1' });
    await act('leader', 'withdraw-team', { organisation });
  });

  test('stays with its organisation, which sees its own', async () => {
    const shown = [{ code: 'I-1', state: 'CONFIRMED', dueOn: '2099-01-01', late: false }];
    expect(itemsOf(await seen<RoundForActor>('', 'director'))).toMatchObject(shown);
    expect(itemsOf(await seen<RoundForActor>('', 'liaison'))).toMatchObject(shown);
    const other = system.office.liaison(system.office.organisations[1]?.code ?? '');
    await expect(system.api.get<RoundForActor>(`/rounds/${round.code}`, other)).rejects.toMatchObject({
      problem: { status: 404 },
    });
    expect(await readersOf('ImmediateItemIssued')).toEqual(
      expect.arrayContaining(['leader', 'inspector', 'director', 'principal', 'liaison']),
    );
  });
});

describe('the report', () => {
  const report = (used: string[], unused: string[]) => ({
    organisation,
    used,
    unused: unused.map((code) => ({ paper: code, reason: '证据不足' })),
    content: '巡察报告',
  });

  test('comes when every paper is signed or withdrawn', async () => {
    expect(await refusal('leader', 'submit-report', report(['PAPER-1'], ['PAPER-2']))).toMatchObject({
      status: 409,
      clause: 'J-V.1b',
      missing: [{ fact: 'PaperSettled', paper: 'PAPER-3', state: 'TEAM_REVIEWED' }],
    });
    await act('leader', 'sign-paper', { paper: 'PAPER-3' });
  });

  test('names each signed paper that it forgets', async () => {
    expect(await refusal('leader', 'submit-report', report(['PAPER-1'], []))).toMatchObject({
      status: 422,
      clause: 'J-V.1b',
      missing: [
        { fact: 'PaperReported', paper: 'PAPER-2' },
        { fact: 'PaperReported', paper: 'PAPER-3' },
      ],
    });
    await act('leader', 'submit-report', report(['PAPER-1', 'PAPER-3'], ['PAPER-2']));
    expect((await seen<RoundForActor>('', 'leader')).counts).toMatchObject({
      papers: { USED: 2, NOT_USED: 1, WITHDRAWN: 1 },
    });
  });

  test('returned, has used nothing: its papers are signed ones again', async () => {
    await act('director', 'return-report', { organisation, reason: '补充依据' });
    expect((await seen<RoundForActor>('', 'leader')).counts).toMatchObject({ papers: { SIGNED: 3, WITHDRAWN: 1 } });
    await act('leader', 'submit-report', report(['PAPER-1', 'PAPER-3'], ['PAPER-2']));
    await act('director', 'review-report', { organisation });
  });

  test('carries the findings: each rests on papers that it used, and immediate items replace none', async () => {
    for (const body of ['LG', 'SSM', 'PSC'])
      await act('leadingGroupLeader', 'hear', { body, organisations: [organisation], minutes: '听取汇报' });
    const decision = (papers: string[]) => ({
      organisation,
      decision: '定-1',
      transfers: [],
      findings: [{ code: 'F-0001', area: 'CLEAN', category: 'CLEAN-3', content: '收费项目问题', papers }],
    });
    expect(await refusal('leadingGroupLeader', 'decide-results', decision(['PAPER-1', 'PAPER-2']))).toMatchObject({
      status: 422,
      clause: 'J-V.1b',
      missing: [{ fact: 'PaperUsed', finding: 'F-0001', paper: 'PAPER-2', state: 'NOT_USED' }],
    });
    await act('leadingGroupLeader', 'decide-results', decision(['PAPER-1', 'PAPER-3']));
    const { items } = await seen<{ items: object[] }>('/findings', 'director');
    expect(items).toMatchObject([{ code: 'F-0001', state: 'DECIDED', areaTitle: '党风廉政建设和反腐败斗争' }]);
  });
});

test('the inspected see no paper, no request and no key person', async () => {
  for (const who of ['liaison', 'principal'] as const) {
    expect(await seen('/papers', who)).toMatchObject({ items: [] });
    expect((await seen<RoundForActor>('', who)).counts).toMatchObject({ papers: null, keyPersonSheets: null });
    const everything = [
      await seen('', who),
      ...(await Promise.all(
        ['papers', 'duties', 'letters', 'findings', 'transfers', 'actions'].map((list) =>
          system.api.all(`/rounds/${round.code}/${list}`, people[who]),
        ),
      )),
      await system.api.all('/duties', people[who]),
    ];
    expect(JSON.stringify(everything)).not.toMatch(/PAPER-\d|Q-1|KP-\d/);
    expect(JSON.stringify(everything)).toContain('I-1');
    expect(await statusOf(`/rounds/${round.code}/events`, who)).toBe(403);
  }
});

test('what people read of the team’s work is what the events say', async () => {
  const { faults, events } = await verifyLedger(system.pool, round.code);
  expect(events).toBeGreaterThan(40);
  expect(faults).toEqual([]);
});

test('of a key person nothing stands in events, letters, lists, Temporal or logs', async () => {
  const handle = system.client.workflow.getHandle(round.code);
  const inTemporal = textIn([
    await handle.fetchHistory(),
    (await handle.describe()).raw,
    await handle.query('__temporal_workflow_metadata'),
    await handle.query('roundView'),
  ]);
  // The search would find it: the act is there by its name. Neither the sheet's code nor the reference of its text is.
  const { ref } = await textOf('KeyPersonSealed');
  expect(inTemporal).toContain('seal-key-person');
  expect(inTemporal).not.toContain('KP-1');
  expect(inTemporal).not.toContain(ref);
  const lists = ['events', 'duties', 'letters', 'papers', 'findings', 'actions'];
  const shown: unknown[] = [await seen('', 'director')];
  for (const list of lists) shown.push(await system.api.all(`/rounds/${round.code}/${list}`, people.director));
  const places = {
    inTemporal,
    inLogs: system.logged.join('\n'),
    inLists: JSON.stringify(shown),
    inLetters: system.mail.received.map(({ subject, text }) => subject + text).join('\n'),
  };
  for (const [where, found] of Object.entries(places))
    for (const secret of [SECRET, '某某某', ...CRITERIA])
      expect(found.includes(secret), `${secret} stands ${where}`).toBe(false);
  const { rows } = await system.pool.query<{ row: string }>(`SELECT to_jsonb(e)::text AS row FROM events e`);
  for (const { row } of rows) for (const secret of [SECRET, ...CRITERIA]) expect(row).not.toContain(secret);
});

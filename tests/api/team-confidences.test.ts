/** What the team keeps to few, as one story (commands.md § 2): key-person sheets, a request, an immediate item that rests on
 *  it. And who sees what of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../contracts/requests/index.ts';
import { eventually } from '../support/system-harness.ts';
import { openTeamAtWork, type RoundForActor, type TeamAtWork } from '../support/team-at-work.ts';
import { textIn } from '../support/text-in.ts';

let team: TeamAtWork;
let people: TeamAtWork['people'];
let organisation: string;
beforeAll(async () => {
  team = await openTeamAtWork();
  ({ people, organisation } = team);
  await team.together(['inspector', 'second'], 'open-paper', team.paper('PAPER-1'));
  for (const step of ['review-paper', 'sign-paper']) await team.act('leader', step, { paper: 'PAPER-1' });
});
afterAll(() => team.system.close());

const SECRET = '某某某在项目招投标中交织谋利，群众反映强烈，近期拟提拔';
const CRITERIA = ['interwoven', 'concentrated', 'rising', 'topPriority'];

const itemsOf = ({ organisations }: RoundForActor) =>
  organisations.find(({ code }) => code === organisation)?.immediateItems;

describe('a key-person sheet', () => {
  const sheet = { sheet: 'KP-1', interwoven: true, concentrated: true, rising: true, content: SECRET };

  test('bears no person’s code, and is sealed by the leader alone', async () => {
    expect(await team.refusal('leader', 'seal-key-person', { ...sheet, sheet: people.liaison })).toMatchObject({
      status: 422,
      clause: 'J-V.2a',
      missing: [{ fact: 'SheetNamesNobody' }],
    });
    expect((await team.refusal('inspector', 'seal-key-person', sheet)).status).toBe(403);
    expect((await team.refusal('leader', 'seal-key-person', { ...sheet, rising: 'yes' })).status).toBe(422);
    await team.act('leader', 'seal-key-person', sheet);
    await team.act('leader', 'seal-key-person', {
      ...sheet,
      sheet: 'KP-2',
      rising: false,
      evidence: { interwoven: ['b'.repeat(64)] },
    });
  });

  test('is read by the leader, the leading group’s leader and the executive deputy, and each reading is kept', async () => {
    const { ref, hash } = await team.textOf('KeyPersonSealed');
    expect(await team.readersOf('KeyPersonSealed')).toEqual(['leader', 'leadingGroupLeader', 'executiveDeputy']);
    expect(await team.system.api.get(`/contents/${ref}`, people.executiveDeputy)).toMatchObject({
      hash,
      sheet: { interwoven: true, concentrated: true, rising: true, topPriority: true, content: SECRET },
    });
    const { rows } = await team.system.pool.query<{ person: string }>(
      'SELECT DISTINCT person FROM content_readings WHERE ref = $1',
      [ref],
    );
    expect(rows.map(({ person }) => person).sort()).toEqual(
      [people.leader, people.leadingGroupLeader, people.executiveDeputy].sort(),
    );
  });

  test('is a key person of the first rank only when all three criteria are met', async () => {
    const [, second] = (await team.system.events(team.round.code)).filter(({ type }) => type === 'KeyPersonSealed');
    const content = second?.data.content;
    const ref = typeof content === 'object' && content !== null && 'ref' in content ? String(content.ref) : '';
    expect(await team.system.api.get(`/contents/${ref}`, people.leader)).toMatchObject({
      sheet: { interwoven: true, concentrated: true, rising: false, topPriority: false },
    });
  });

  test('is, elsewhere, a number', async () => {
    expect((await team.seen<RoundForActor>('', 'director')).counts).toMatchObject({ keyPersonSheets: 2 });
    const [sealed] = (await team.system.events(team.round.code)).filter(({ type }) => type === 'KeyPersonSealed');
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
    expect(await team.refusal('leader', 'issue-immediate-item', item())).toMatchObject({
      status: 422,
      clause: 'J-V.5c',
      missing: [{ fact: 'RequestRaised', request: 'Q-1' }],
    });
    await team.act('leader', 'raise-request', { request: 'Q-1', subject: 'IMMEDIATE_ITEM', content: '拟要求立即停用' });
    expect(await team.refusal('leader', 'issue-immediate-item', item())).toMatchObject({
      status: 409,
      clause: 'J-V.5c',
      missing: [{ fact: 'RequestApproved', request: 'Q-1', state: 'SUBMITTED' }],
    });
    expect((await team.refusal('director', 'approve-request', { request: 'Q-1' })).status).toBe(403);
    await team.act('leadingGroupLeader', 'approve-request', { request: 'Q-1', reason: '同意' });
    await team.act('leader', 'issue-immediate-item', item());
    expect(await team.refusal('leader', 'issue-immediate-item', { ...item(), item: 'I-2' })).toMatchObject({
      status: 409,
      missing: [{ fact: 'RequestNotYetUsed' }],
    });
  });

  test('is read by the committee’s side and the leader of the team', async () => {
    const readers = await team.readersOf('RequestRaised');
    expect(readers).toContain('leader');
    for (const who of ['otherLeader', 'discipline', 'principal', 'liaison'] as const)
      expect(readers).not.toContain(who);
  });
});

describe('an immediate item', () => {
  test('reaches the liaison and the principal by letter, and names no content', async () => {
    await eventually(async () => {
      const notices = team.system.mail.received.filter(({ subject }) => subject.includes('立行立改通知书'));
      expect(notices).toHaveLength(2);
      for (const { text, subject } of notices) {
        expect(text).toContain('立行立改不替代巡察后的全面整改');
        expect(subject + text).not.toContain('收费项目');
      }
    });
  });

  test('is answered before the team leaves, unless it says why not', async () => {
    expect(await team.refusal('leader', 'withdraw-team', { organisation })).toMatchObject({
      status: 409,
      clause: 'J-V.4b',
      missing: [{ fact: 'ItemAnswered', item: 'I-1', organisation }],
    });
    await team.act('liaison', 'sign-immediate-item', { item: 'I-1' });
    await team.act('liaison', 'answer-immediate-item', { item: 'I-1', content: '已停用' });
    await team.act('leader', 'confirm-immediate-item', { item: 'I-1' });
    await team.act('leader', 'withdraw-team', { organisation });
  });

  test('stays with its organisation, which sees its own', async () => {
    const shown = [{ code: 'I-1', state: 'CONFIRMED', dueOn: '2099-01-01', late: false }];
    expect(itemsOf(await team.seen<RoundForActor>('', 'director'))).toMatchObject(shown);
    expect(itemsOf(await team.seen<RoundForActor>('', 'liaison'))).toMatchObject(shown);
    const other = team.system.office.liaison(team.system.office.organisations[1]?.code ?? '');
    await expect(team.system.api.get<RoundForActor>(`/rounds/${team.round.code}`, other)).rejects.toMatchObject({
      problem: { status: 404 },
    });
    expect(await team.readersOf('ImmediateItemIssued')).toEqual(
      expect.arrayContaining(['leader', 'inspector', 'director', 'principal', 'liaison']),
    );
  });
});

/** From the report, which rests on the team's paper, to a finding that does. */
async function decide(): Promise<void> {
  const report = { organisation, used: ['PAPER-1'], unused: [], content: '巡察报告' };
  await team.act('leader', 'submit-report', report);
  await team.act('director', 'review-report', { organisation });
  for (const body of ['LG', 'SSM', 'PSC'])
    await team.act('leadingGroupLeader', 'hear', { body, organisations: [organisation], minutes: '听取汇报' });
  const finding = { code: 'F-0001', area: 'CLEAN', category: 'CLEAN-3', content: '收费项目问题', papers: ['PAPER-1'] };
  const decision = { organisation, decision: '定-1', transfers: [], findings: [finding] };
  await team.act('leadingGroupLeader', 'decide-results', decision);
}

test('the inspected see no paper, no request and no key person', async () => {
  await decide();
  for (const who of ['liaison', 'principal'] as const) {
    expect(await team.seen('/papers', who)).toMatchObject({ items: [] });
    expect((await team.seen<RoundForActor>('', who)).counts).toMatchObject({ papers: null, keyPersonSheets: null });
    const everything = [
      await team.seen('', who),
      ...(await Promise.all(
        ['papers', 'duties', 'letters', 'findings', 'transfers', 'actions'].map((list) =>
          team.system.api.all(`/rounds/${team.round.code}/${list}`, people[who]),
        ),
      )),
      await team.system.api.all('/duties', people[who]),
    ];
    expect(JSON.stringify(everything)).not.toMatch(/PAPER-\d|Q-1|KP-\d/);
    expect(JSON.stringify(everything)).toContain('I-1');
    expect(await team.statusOf(`/rounds/${team.round.code}/events`, who)).toBe(403);
  }
});

test('of a key person nothing stands in events, letters, lists, Temporal or logs', async () => {
  const handle = team.system.client.workflow.getHandle(team.round.code);
  const inTemporal = textIn([
    await handle.fetchHistory(),
    (await handle.describe()).raw,
    await handle.query('__temporal_workflow_metadata'),
    await handle.query('roundView'),
  ]);
  // The search would find it: the act is there by what it is called. Neither the sheet's code nor the reference of its text is.
  const { ref } = await team.textOf('KeyPersonSealed');
  expect(inTemporal).toContain(commands['seal-key-person'].verb);
  expect(inTemporal).not.toContain('KP-1');
  expect(inTemporal).not.toContain(ref);
  const lists = ['events', 'duties', 'letters', 'papers', 'findings', 'actions'];
  const shown: unknown[] = [await team.seen('', 'director')];
  for (const list of lists)
    shown.push(await team.system.api.all(`/rounds/${team.round.code}/${list}`, people.director));
  const places = {
    inTemporal,
    inLogs: team.system.logged.join('\n'),
    inLists: JSON.stringify(shown),
    inLetters: team.system.mail.received.map(({ subject, text }) => subject + text).join('\n'),
  };
  for (const [where, found] of Object.entries(places))
    for (const secret of [SECRET, '某某某', ...CRITERIA])
      expect(found.includes(secret), `${secret} stands ${where}`).toBe(false);
  const { rows } = await team.system.pool.query<{ row: string }>(`SELECT to_jsonb(e)::text AS row FROM events e`);
  for (const { row } of rows) for (const secret of [SECRET, ...CRITERIA]) expect(row).not.toContain(secret);
});

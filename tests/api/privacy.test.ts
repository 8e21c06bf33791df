/** No names and no prose in Temporal (J-V.5e): a whole history is exported and searched for everything that was put in. */
import type { ExampleRound } from '../../examples/round.ts';
import { defaultPayloadConverter } from '@temporalio/common';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandTitle } from '../../contracts/requests/index.ts';
import { dayOf } from '../../domain/calendar.ts';
import { type SystemHarness, openSystem } from '../support/system-harness.ts';
import { textIn } from '../support/text-in.ts';
import { register } from '../support/registry.ts';

let system: SystemHarness;
beforeAll(async () => {
  system = await openSystem();
});
afterAll(() => system.close());

/** Every name is one that no program and no form has. */
const MARK = '甪龘';
let written = 0;
const sentences: string[] = [];
/** A text that stands nowhere else. */
function sentence(about: string): string {
  const text = `${about}：${MARK}第${++written}段，涉及当事人靐某与爨某的具体情形。`;
  sentences.push(text);
  return text;
}

test('of a whole round Temporal, the logs and every plain column hold codes and days only', async () => {
  const { office, api } = system;
  const names = await renameEverybody();
  // One mailbox is out of order, so that failures are in the history as well.
  const bad = `${office.functionalDepartment.toLowerCase()}@example.test`;
  system.mail.behave((to) => (to === bad ? { code: 550 } : 'TAKE'));

  const round = system.round();
  const act = (actor: string, action: string, payload: object) => round.act<object>(actor, action, payload);
  await api.post('/rounds', office.director, {
    code: round.code,
    committee: office.committee,
    term: office.term,
    modes: { kind: 'SPECIAL', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
    campaign: sentence('专项'),
    organisations: office.organisations.map(({ code }) => ({ code, reason: sentence('列入理由') })),
  });
  await round.prepare();
  for (const [i, { code: organisation }] of office.organisations.entries()) {
    const leader = office.leaders[i] ?? '';
    await act(office.director, 'publish-entry-notice', {
      organisation,
      channels: ['PHONE', sentence('渠道')],
      intakeClosesOn: '2099-12-31',
    });
    await act(leader, 'enter', { organisation });
    await teamWork(organisation, i, round);
    await act(leader, 'withdraw-team', { organisation });
    const report = {
      organisation,
      used: [`PAPER-${i}1`],
      unused: [{ paper: `PAPER-${i}2`, reason: sentence('未用') }],
    };
    await act(leader, 'submit-report', { ...report, content: sentence('初稿') });
    await act(office.director, 'return-report', { organisation, reason: sentence('退回') });
    await act(leader, 'submit-report', { ...report, content: sentence('报告') });
    await act(office.director, 'review-report', { organisation });
  }
  const organisations = office.organisations.map(({ code }) => code);
  for (const body of ['LG', 'SSM', 'PSC'])
    await act(office.secretary, 'hear', { body, organisations, minutes: sentence('纪要') });
  for (const filing of ['FIL-HEARING-0001', 'FIL-HEARING-0002']) {
    await act(office.director, 'file-upward', { filing, content: sentence('上报') });
    await act(office.upperOffice, 'receipt-filing', { filing });
  }
  await act(office.upperOffice, 'guide', { content: sentence('指导') });
  await act(office.director, 'answer-guidance', { guidance: 'GUI-0001', content: sentence('答复') });
  for (const [i, organisation] of organisations.entries()) {
    const finding = `F-000${i + 1}`;
    const transfer = `T-00${i + 1}`;
    const to = i === 0 ? 'DISC' : 'FD';
    const addressee = i === 0 ? office.disciplineOrgan : office.functionalDepartment;
    const liaison = office.liaison(organisation);
    await act(office.secretary, 'decide-results', {
      organisation,
      decision: `定-${i}`,
      findings: [{ code: finding, area: 'LEAD', category: 'LEAD-1', content: sentence('问题') }],
      transfers: [{ code: transfer, to, kind: i === 0 ? 'CLUE' : 'MATTER', content: sentence('线索') }],
    });
    for (const party of ['PRINCIPAL', 'BODY'])
      await act(office.director, 'give-feedback', { organisation, to: party, content: sentence('反馈') });
    await act(office.principal(organisation), 'sign-feedback', { organisation, as: 'PRINCIPAL' });
    await act(liaison, 'sign-feedback', { organisation, as: 'BODY' });
    await act(office.director, 'send-transfer', { transfer });
    await act(addressee, 'receive-transfer', { transfer });
    if (to === 'DISC') await act(addressee, 'set-disposal', { transfer, disposal: 'CONCLUDED' });
    else await act(addressee, 'set-handling', { transfer, content: sentence('办理') });
    await act(addressee, 'feed-back-transfer', { transfer, content: sentence('结果'), counts: { persons: 1 } });
    await act(office.director, 'ask-more', { transfer, reason: sentence('补充') });
    await act(addressee, 'feed-back-transfer', { transfer, content: sentence('再报') });
    await act(office.director, 'accept-transfer', { transfer });
    const item = {
      finding,
      goal: sentence('目标'),
      measures: [{ type: 'OTHER', content: sentence('措施') }],
      leader: liaison,
      unit: organisation,
      dueOn: '2099-01-01',
    };
    await act(liaison, 'submit-plan', { organisation, items: [item] });
    await act(office.director, 'accept-plan', { organisation });
  }
  // Letters of every colour go out, one mailbox failing.
  await system.advance(round.code, { days: 85 });
  for (const [i, organisation] of organisations.entries()) {
    const liaison = office.liaison(organisation);
    const finding = `F-000${i + 1}`;
    await act(liaison, 'report-item', {
      finding,
      grade: 'DONE',
      content: sentence('完成'),
      evidence: ['e'.repeat(64)],
    });
    await act(office.director, 'accept-finding', { finding });
    await act(liaison, 'submit-report-1', { organisation, content: sentence('整改报告') });
    // One of the two principals hands it in on paper, and the office records it.
    const report2 = { organisation, content: sentence('履责报告') };
    if (i === 0) await act(office.principal(organisation), 'submit-report-2', report2);
    else await onPaper(round, `${round.code}/${organisation}/report-2`, report2.content);
    const period = { from: '2027-01-01', to: '2027-02-01', content: sentence('公开') };
    await act(liaison, 'disclose', { organisation, scope: 'INSIDE', channel: sentence('公开栏'), ...period });
    const exempt = { organisation, scope: 'PUBLIC', reason: sentence('不公开') };
    if (i === 0) await act(office.leadingGroupLeader, 'exempt-disclosure', exempt);
    else await signedAndObjected(round, exempt);
  }
  // What is refused leaves nothing there either.
  const late = { organisation: organisations[0], content: sentence('被拒绝') };
  await expect(act(office.liaison(organisations[0] ?? ''), 'submit-report-1', late)).rejects.toThrow();
  await act(office.director, 'close-round', {});
  const handle = system.client.workflow.getHandle(round.code);
  await handle.result();

  const history = await handle.fetchHistory();
  const description = await handle.describe();
  const metadata = await handle.query('__temporal_workflow_metadata');
  const inTemporal = textIn([history, description.raw, metadata, await handle.query('roundView')]);
  const inLogs = system.logged.join('\n');
  const events = await system.events(round.code);
  const duties = await api.all<{ key: string }>(`/rounds/${round.code}/duties`, office.director);
  const letters = await system.letters(round.code);
  const inIds = JSON.stringify([events, duties, letters]);

  // The search would find what is there: codes are, and names and sentences went through the program.
  expect(history.events?.length).toBeGreaterThan(100);
  // The last signals may come after the end: a look before them has seen that the round is closed.
  const reported = commandTitle('report-item', 'zh');
  for (const known of [round.code, ...organisations, office.committee, reported, '红色催办函'])
    expect(inTemporal).toContain(known);
  // Not even references and hashes of texts are there, nor who acted.
  expect(inTemporal).not.toMatch(/"(hash|ref)"/);
  expect(inTemporal).not.toContain(office.secretary);
  expect(inTemporal).not.toContain(office.liaison(organisations[0] ?? ''));
  expect(inLogs).toContain(round.code);
  expect(letters.some(({ state }) => state === 'BOUNCED')).toBe(true);
  const mailed = system.mail.received.map(({ text, subject }) => subject + text).join('\n');
  expect(mailed).toContain(MARK);

  expect(names.length).toBeGreaterThan(20);
  expect(sentences.length).toBeGreaterThan(55);
  const inColumns = await plainColumns();
  expect(inColumns).toContain(round.code);
  for (const secret of sentences) expect(mailed.includes(secret), `${secret} was mailed`).toBe(false);
  for (const [where, found] of Object.entries({ inTemporal, inLogs, inIds, inColumns })) {
    for (const secret of [...names, ...sentences])
      expect(found.includes(secret), `${secret} stands ${where}`).toBe(false);
    for (const part of ['interwoven', 'concentrated', 'rising', 'topPriority', MARK, '靐某', '爨某', '@example.test'])
      expect(found.includes(part), `${part} stands ${where}`).toBe(false);
  }
}, 240_000);

const document = () => ({ number: '市委〔2026〕9号', on: dayOf(new Date().toISOString()), evidence: 'e'.repeat(64) });
/** The day of the round's clock, which has run ahead. */
const roundDay = async ({ code }: ExampleRound) =>
  dayOf((await system.api.get<{ now: string }>(`/rounds/${code}`, system.office.director)).now);

async function onPaper(round: ExampleRound, duty: string, content: string): Promise<void> {
  const { staff, leadingGroupLeader } = system.office;
  const arrival = { duty, on: await roundDay(round), document: document(), content };
  await round.actTogether([staff, leadingGroupLeader], 'record-arrival', arrival);
}

/** The leader has signed on paper, and objects to what was entered. */
async function signedAndObjected(round: ExampleRound, exempt: object): Promise<void> {
  const { staff, director, leadingGroupLeader, executiveDeputy } = system.office;
  const onBehalf = { person: leadingGroupLeader, document: document() };
  const confirmed = await round.actTogether<{ events: readonly { type: string; sequence: number }[] }>(
    [staff, director],
    'exempt-disclosure',
    { ...exempt, onBehalf },
  );
  const { sequence } = confirmed.events.find(({ type }) => type === 'ActConfirmed') ?? {};
  await round.act(leadingGroupLeader, 'object-to-act', { sequence, reason: sentence('异议') });
  await round.act(executiveDeputy, 'settle-objection', { sequence, upheld: false, reason: sentence('异议处理') });
}

/** Every column of every table but those of the registry, where names belong. */
async function plainColumns(): Promise<string> {
  const { rows: tables } = await system.pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
     AND tablename NOT IN ('people', 'organisations', 'committees', 'registry_events', 'registry_entries')`,
  );
  const parts = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await system.pool.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM "${name}" t`);
      return rows.map(({ row }) => row).join('\n');
    }),
  );
  return parts.join('\n');
}

/** Papers, a key-person sheet, a request and an immediate item; of each a text. */
async function teamWork(organisation: string, i: number, { act, actTogether }: ExampleRound): Promise<void> {
  const { office } = system;
  const [leader = '', inspector = '', second = ''] = [office.leaders[i], ...office.inspectors.slice(i * 2)];
  const evidence = ['e'.repeat(64)];
  for (const paper of [`PAPER-${i}1`, `PAPER-${i}2`, `PAPER-${i}3`]) {
    const about = { organisation, area: 'CLEAN', category: 'CLEAN-3', keyMatter: 'ASSET_DISPOSAL', power: 'PERSONNEL' };
    await actTogether([inspector, second], 'open-paper', { paper, ...about, content: sentence('底稿'), evidence });
    for (const step of ['review-paper', 'sign-paper']) await act(leader, step, { paper });
  }
  await actTogether([leader, second], 'withdraw-paper', { paper: `PAPER-${i}3`, reason: sentence('撤回底稿') });
  const criteria = { interwoven: true, concentrated: true, rising: i === 0 };
  await act(leader, 'seal-key-person', { sheet: `KP-${i}`, ...criteria, content: sentence('重点人') });
  const request = `Q-${i}`;
  await act(leader, 'raise-request', { request, subject: 'IMMEDIATE_ITEM', content: sentence('请示') });
  await act(office.leadingGroupLeader, 'approve-request', { request, reason: sentence('批复') });
  const item = `I-${i}`;
  const issued = { item, organisation, request, dueOn: '2099-01-01', content: sentence('立行立改') };
  await act(leader, 'issue-immediate-item', issued);
  await act(office.liaison(organisation), 'sign-immediate-item', { item });
  await act(office.liaison(organisation), 'answer-immediate-item', { item, content: sentence('立改情况') });
  await act(leader, 'confirm-immediate-item', { item });
}

/** Every name in the registry becomes one that stands nowhere else. */
async function renameEverybody(): Promise<string[]> {
  const { api, office, pool } = system;
  const names: string[] = [];
  const rename = async (part: 'committees' | 'organisations' | 'people') => {
    const items = await api.all<{ code: string; name: string }>(`/registry/${part}`, office.director);
    return items.map((item, i) => {
      const name = `${MARK}${part === 'people' ? '氏' : '单位'}${i}号`;
      names.push(name);
      return { ...item, name };
    });
  };
  await register(pool, {
    committees: await rename('committees'),
    organisations: await rename('organisations'),
    people: await rename('people'),
  });
  return names;
}

test('the search finds a name in a payload, in an escape and in base64', () => {
  const payload = defaultPayloadConverter.toPayload({ name: `${MARK}氏` });
  expect(textIn({ payloads: [payload] })).toContain(`${MARK}氏`);
  expect(textIn({ data: Buffer.from('{"name":"\\u752a\\u9f98"}') })).toContain(MARK);
  expect(textIn({ data: Buffer.from(`名字${MARK}`).toString('base64') })).toContain(MARK);
});

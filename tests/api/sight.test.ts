/** Who sees what of a round (T-4), against a table kept by hand: each kind of thing, asked by each kind of person. What somebody does
 *  not see is answered as what is not there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf } from '../../domain/calendar.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { type Answered, type ApiHarness, openApi, prose, transfers } from './harness.ts';
import { register } from '../support/registry.ts';

let harness: ApiHarness;
let round: ExampleRound;
let organisation: string;
let other: string;

const extra = {
  clerk: ['STANDING_COMMITTEE', 'COMMITTEE'],
  deputy: ['LG_DEPUTY', 'COMMITTEE'],
  upper: ['OFFICE_STAFF', 'C-UP'],
  upperSecretary: ['SECRETARY', 'C-UP'],
  beside: ['OFFICE_DIRECTOR', 'C-BESIDE'],
  below: ['OFFICE_DIRECTOR', 'C-BELOW'],
  former: ['OFFICE_STAFF', 'COMMITTEE'],
  nobody: undefined,
} as const;
const codeOf = (who: string): string => `P-SEE-${who.toUpperCase()}`;

beforeAll(async () => {
  harness = await openApi({ organisations: 2, teams: 2 });
  const { office } = harness;
  const { committee, director } = office;
  organisation = office.organisations[0]?.code ?? '';
  other = office.organisations[1]?.code ?? '';
  const placeOf = (place: string) => ({ COMMITTEE: committee, 'C-UP': `${committee}-UP` })[place] ?? place;
  await register(harness.pool, {
    committees: [
      { code: 'C-BESIDE', name: '邻县县委', level: 'COUNTY' },
      { code: 'C-BELOW', name: '下级党委', level: 'COUNTY', upper: committee },
    ],
    people: [...Object.keys(extra), 'both', 'double'].map((who) => ({ code: codeOf(who), name: who })),
    posts: [
      ...Object.entries(extra).flatMap(([who, held]) =>
        held === undefined
          ? []
          : [
              {
                person: codeOf(who),
                post: held[0],
                committee: placeOf(held[1]),
                from: '2020-01-01',
                ...(who === 'former' ? { to: '2020-12-31' } : {}),
              },
            ],
      ),
      // Of the inspected side, whatever else they are.
      { person: codeOf('both'), post: 'OFFICE_STAFF', committee, from: '2020-01-01' },
      { person: codeOf('both'), post: 'PRINCIPAL', organisation, from: '2020-01-01' },
      { person: codeOf('double'), post: 'DISCIPLINE_ORGAN', committee, from: '2020-01-01' },
      { person: codeOf('double'), post: 'LIAISON', organisation, from: '2020-01-01' },
    ],
  });
  round = harness.round();
  await round.plan();
  await round.prepare();
  const evidence = ['e'.repeat(64)];
  const [leader = '', inspector = '', second = ''] = [office.leaders[0], ...office.inspectors];
  await round.act(director, 'publish-entry-notice', {
    organisation,
    channels: ['LETTER'],
    intakeClosesOn: '2199-01-31',
  });
  await round.act(leader, 'enter', { organisation });
  const paper = { paper: 'PAPER-1', organisation, area: 'CLEAN', category: 'CLEAN-3' };
  const opened = { ...paper, content: '底稿', evidence };
  const { duties } = await round.act<{ duties: { key: string }[] }>(inspector, 'open-paper', opened);
  await round.act(second, 'confirm', { proposal: duties[0]?.key.split('/')[1] ?? '' });
  for (const step of ['review-paper', 'sign-paper']) await round.act(leader, step, { paper: 'PAPER-1' });
  await round.act(leader, 'withdraw-team', { organisation });
  const report = { organisation, used: ['PAPER-1'], unused: [], content: '报告' };
  await round.act(leader, 'submit-report', report);
  await round.act(director, 'review-report', { organisation });
  const otherLeader = office.leaders[1] ?? '';
  await round.act(director, 'publish-entry-notice', {
    organisation: other,
    channels: ['LETTER'],
    intakeClosesOn: '2199-01-31',
  });
  for (const step of ['enter', 'withdraw-team']) await round.act(otherLeader, step, { organisation: other });
  await round.act(otherLeader, 'submit-report', { organisation: other, used: [], unused: [], content: '报告' });
  await round.act(director, 'review-report', { organisation: other });
  // T-001 (a clue) and T-003 are the first organisation's, T-002 the second's.
  await round.decide(1, transfers);
  await round.giveFeedback();
  await round.signFeedback();
  await round.sendAndReceive(transfers);
  await round.act(office.liaison(organisation), 'submit-plan', prose.plan(harness, organisation, ['F-0001']));
  await round.act(director, 'raise-referral', { organisation, trigger: 'T1', evidence, content: '追责建议' });
});
afterAll(() => harness.close());

const person = (who: string): string => {
  const { office } = harness;
  const named: Readonly<Record<string, string>> = {
    secretary: office.secretary,
    office: office.staff,
    team: office.leaders[0] ?? '',
    inspector: office.inspectors[0] ?? '',
    otherTeam: office.leaders[1] ?? '',
    discipline: office.disciplineOrgan,
    organisationDepartment: office.organisationDepartment,
    functionalDepartment: office.functionalDepartment,
    principal: office.principal(organisation),
    liaison: office.liaison(organisation),
    inCharge: `P-${organisation.replace(/^O-/, '')}-PIC`,
    otherLiaison: office.liaison(other),
  };
  return named[who] ?? codeOf(who);
};
const get = (path: string, who: string): Promise<Answered> => harness.ask('GET', path, { actor: person(who) });
const codes = async (list: string, who: string) =>
  ((await get(`/rounds/${round.code}/${list}`, who)).body.items ?? []).map(({ code }) => String(code)).sort();

/** `1`: of the first organisation, `2`: of the second; `-`: none of them, `x`: there is no such round. */
const table: readonly (readonly [string, string, string, string, string, string])[] = [
  // who, organisations, findings, transfers, papers, referrals
  ['secretary', '12', '12', 'T-001 T-002 T-003', 'PAPER-1', 'REF-0001'],
  ['office', '12', '12', 'T-001 T-002 T-003', 'PAPER-1', 'REF-0001'],
  ['deputy', '12', '12', 'T-001 T-002 T-003', 'PAPER-1', 'REF-0001'],
  ['clerk', '12', '12', 'T-001 T-002 T-003', '-', '-'],
  ['upper', '12', '12', 'T-002 T-003', '-', 'REF-0001'],
  ['team', '1', '1', '-', 'PAPER-1', 'REF-0001'],
  ['inspector', '1', '1', '-', 'PAPER-1', 'REF-0001'],
  ['otherTeam', '2', '2', '-', '-', '-'],
  ['discipline', '12', '1', 'T-001', '-', '-'],
  ['organisationDepartment', '12', '1', 'T-002', '-', '-'],
  ['functionalDepartment', '12', '-', 'T-003', '-', '-'],
  ['principal', '1', '1', '-', '-', '-'],
  ['liaison', '1', '1', '-', '-', '-'],
  ['inCharge', '1', '1', '-', '-', '-'],
  ['otherLiaison', '2', '2', '-', '-', '-'],
  ['both', '12', '12', 'T-002', '-', '-'],
  ['double', '12', '1', '-', '-', '-'],
  ['upperSecretary', 'x', 'x', 'x', 'x', 'x'],
  ['beside', 'x', 'x', 'x', 'x', 'x'],
  ['below', 'x', 'x', 'x', 'x', 'x'],
  ['former', 'x', 'x', 'x', 'x', 'x'],
  ['nobody', 'x', 'x', 'x', 'x', 'x'],
];

describe('the table of who sees what', () => {
  test.each(table)('%s', async (who, organisations, findings, transfersSeen, papers, referrals) => {
    const whole = await get(`/rounds/${round.code}`, who);
    if (organisations === 'x') {
      const absent = await get('/rounds/R-NOT-THERE', who);
      expect(whole).toMatchObject({ status: 404, body: absent.body });
      for (const list of [
        'duties',
        'letters',
        'findings',
        'transfers',
        'papers',
        'texts',
        'readings',
        'events',
        'actions',
      ])
        expect((await get(`/rounds/${round.code}/${list}`, who)).status, list).toBe(404);
      expect((await get('/rounds', who)).body.items).toEqual([]);
      expect((await get('/duties', who)).body.items).toEqual([]);
      return;
    }
    expect(whole.status).toBe(200);
    const shown = (number: string) => (number === '1' ? organisation : other);
    const of = (cell: string, each: (number: string) => string) =>
      cell === '-' ? [] : cell.split('').map(each).sort();
    const listed = (cell: string) => (cell === '-' ? [] : cell.split(' '));
    const seen: { organisations: { code: string }[]; referrals?: { code: string }[] } = JSON.parse(
      JSON.stringify(whole.body),
    );
    expect(seen.organisations.map(({ code }) => code)).toEqual(of(organisations, shown));
    expect((seen.referrals ?? []).map(({ code }) => code)).toEqual(listed(referrals));
    expect(await codes('findings', who)).toEqual(of(findings, (number) => `F-000${number}`));
    expect(await codes('transfers', who)).toEqual(listed(transfersSeen));
    expect(await codes('papers', who)).toEqual(listed(papers));
    expect((await get('/rounds', who)).body.items?.map(({ code }) => code)).toEqual([round.code]);
  });

  test.each(table.filter(([, organisations]) => organisations !== 'x'))(
    '%s finds in the worklist exactly the open duties that the round shows',
    async (who) => {
      const ofRound = (await get(`/rounds/${round.code}/duties?limit=1000`, who)).body.items ?? [];
      const open = ofRound.filter(({ outcome }) => outcome === null).map(({ key }) => key);
      const worklist = (await get('/duties?limit=1000', who)).body.items?.map(({ key }) => key);
      expect(new Set(worklist)).toEqual(new Set(open));
    },
  );

  test('who has opened which text is shown to the office alone, and of one’s own organisation to nobody', async () => {
    const path = `/rounds/${round.code}/readings?limit=1000`;
    const texts = (await get(`/rounds/${round.code}/texts?limit=1000`, 'office')).body.items ?? [];
    for (const { ref } of texts) expect((await get(`/contents/${String(ref)}`, 'office')).status).toBe(200);
    const absent = { status: 404, body: (await get('/rounds/R-NOT-THERE/readings', 'office')).body };
    for (const [who] of table.filter(([each]) => each !== 'office' && each !== 'both'))
      expect(await get(path, who), who).toMatchObject(absent);
    const readings = (await get(path, 'office')).body.items ?? [];
    const opened = new Set(readings.filter((each) => each['person'] === person('office')).map(({ ref }) => ref));
    expect(opened).toEqual(new Set(texts.map(({ ref }) => ref)));
    const ofOthers = (await get(path, 'both')).body.items ?? [];
    expect(ofOthers.length).toBeGreaterThan(0);
    expect(ofOthers.length).toBeLessThan(readings.length);
    expect(JSON.stringify(ofOthers)).not.toMatch(new RegExp(`"${organisation}"|T-001|T-003|F-0001`));
    expect(JSON.stringify(readings)).not.toContain('text"');
  });

  test('readings come in pages, in order, each once', async () => {
    const all = (await get(`/rounds/${round.code}/readings?limit=1000`, 'office')).body.items ?? [];
    const paged: object[] = [];
    for (let cursor = ''; ; ) {
      const { items = [], next } = (await get(`/rounds/${round.code}/readings?limit=3&cursor=${cursor}`, 'office'))
        .body;
      expect(items.length).toBeLessThanOrEqual(3);
      paged.push(...items);
      if (!next) break;
      cursor = next;
    }
    expect(all.length).toBeGreaterThan(6);
    expect(paged).toEqual(all);
  });

  test('each text that is listed opens, and no other one', async () => {
    const all: string[] = ((await get(`/rounds/${round.code}/events?limit=1000`, 'office')).body.items ?? []).flatMap(
      ({ data }) => [...JSON.stringify(data).matchAll(/"ref":"([^"]+)"/g)].map(([, ref]) => ref ?? ''),
    );
    expect(all.length).toBeGreaterThan(15);
    const counts = new Map<string, number>();
    for (const [who] of table) {
      const listed = (await get(`/rounds/${round.code}/texts?limit=1000`, who)).body.items?.map(({ ref }) => ref) ?? [];
      counts.set(who, listed.length);
      for (const ref of all)
        expect((await get(`/contents/${ref}`, who)).status, `${who} ${ref}`).toBe(listed.includes(ref) ? 200 : 404);
    }
    expect(counts.get('nobody')).toBe(0);
    expect(counts.get('principal')).toBeGreaterThan(2);
    expect(counts.get('inCharge')).toBe(counts.get('liaison'));
    expect(counts.get('office')).toBe(all.length);
  }, 120_000);
});

test('towards their own organisation somebody of the inspected side does no more than the inspected may', async () => {
  const act = (action: string, body: object) => harness.act(round.code, action, person('both'), body);
  const request = { from: organisation, content: '资料' };
  expect(await act('request-material', request)).toMatchObject({ status: 403, body: { missing: [{ fact: 'post' }] } });
  expect((await act('request-material', { ...request, from: other })).status).toBe(200);
  const events = await get(`/rounds/${round.code}/events?limit=1000`, 'both');
  expect(JSON.stringify(events.body)).not.toMatch(new RegExp(`${organisation}|T-001|T-003|PAPER-1|REF-0001|F-0001`));
});

test('an answer to an act says of no code whether it is there', async () => {
  const answerOf = async (who: string, action: string, body: object) => {
    const { status, body: problem } = await harness.act(round.code, action, person(who), body);
    return { status, ...problem, missing: JSON.stringify(problem.missing).replaceAll(/[A-Z]+-[A-Z0-9]+/g, 'CODE') };
  };
  const extension = { to: '2199-01-01', reason: '理由' };
  for (const [who, action, there, nowhere] of [
    ['liaison', 'enter', { organisation: other }, { organisation: 'O-NOWHERE' }],
    ['liaison', 'submit-report-1', { organisation: other, content: 'x' }, { organisation: 'O-NOWHERE', content: 'x' }],
    ['discipline', 'receive-transfer', { transfer: 'T-002' }, { transfer: 'T-999' }],
    ['otherTeam', 'review-paper', { paper: 'PAPER-1' }, { paper: 'PAPER-9' }],
    [
      'discipline',
      'record-referral-outcome',
      { referral: 'REF-0001', content: 'x' },
      { referral: 'REF-9999', content: 'x' },
    ],
    [
      'organisationDepartment',
      'request-extension',
      { duty: `${round.code}/T-001/transfer-answer-disc`, ...extension },
      { duty: `${round.code}/T-999/transfer-answer-disc`, ...extension },
    ],
    ['nobody', 'enter', { organisation }, { organisation: 'O-NOWHERE' }],
  ] as const) {
    const answer = await answerOf(who, action, there);
    expect(answer.status, `${who} ${action}`).toBeGreaterThan(399);
    expect(answer, `${who} ${action}`).toEqual(await answerOf(who, action, nowhere));
  }
  const absent = await harness.act('R-NOT-THERE', 'enter', person('nobody'), { organisation });
  expect((await harness.act(round.code, 'enter', person('nobody'), { organisation })).body).toEqual(absent.body);
});

test('whoever is suspended neither acts nor reads', async () => {
  const suspended = 'P-SEE-SUSPENDED';
  const { committee } = harness.office;
  const entry = { code: suspended, name: '停职' };
  await register(harness.pool, {
    people: [entry],
    posts: [{ person: suspended, post: 'OFFICE_DIRECTOR', committee, from: '2020-01-01' }],
  });
  const ask = (method: string, path: string, body?: object) => harness.ask(method, path, { actor: suspended, body });
  expect((await ask('GET', `/rounds/${round.code}`)).status).toBe(200);
  await register(harness.pool, { people: [{ ...entry, suspended: true }] });
  for (const [method, path, body] of [
    ['GET', `/rounds/${round.code}`],
    ['GET', '/duties'],
    ['GET', '/registry/committees'],
    ['GET', '/contents/R-1/k/1'],
    ['PUT', '/registry', { people: [] }],
    ['POST', `/rounds/${round.code}/actions/guide`, { content: 'x' }],
  ] as const)
    expect(await ask(method, path, body), path).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('已被停止参与巡察工作') },
    });
});

test('rights follow the day of the round, in lists and texts alike', async () => {
  const { committee } = harness.office;
  const [today, tomorrow] = [0, 2].map((days) => dayOf(new Date(Date.now() + days * 86_400_000).toISOString()));
  const coming = 'P-SEE-COMING';
  const going = 'P-SEE-GOING';
  await register(harness.pool, {
    people: [coming, going].map((code) => ({ code, name: code })),
    posts: [
      { person: coming, post: 'OFFICE_STAFF', committee, from: tomorrow },
      { person: going, post: 'OFFICE_STAFF', committee, from: '2020-01-01', to: today },
    ],
  });
  const sees = async (actor: string) => {
    const ask = async (path: string) => (await harness.ask('GET', path, { actor })).body.items?.length ?? 0;
    const paths = [`/rounds/${round.code}/findings`, `/rounds/${round.code}/texts`, '/rounds', '/duties'];
    return (await Promise.all(paths.map(ask))).map((count) => count > 0);
  };
  const all = [true, true, true, true];
  const none = all.map(() => false);
  expect([await sees(coming), await sees(going)]).toEqual([none, all]);
  await harness.passTime(round.code, new Date(Date.now() + 5 * 86_400_000).toISOString());
  expect([await sees(coming), await sees(going)]).toEqual([all, none]);
});

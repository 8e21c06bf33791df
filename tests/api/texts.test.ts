/** Free texts: sealed at rest, read by post, every reading kept; what was refused is not stored (J-V.5e). */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ruleBook } from '../../domain/round/steps/index.ts';
import { contentKeys, readText } from '../../ledger/contents/contents.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { type ApiHarness, firstOf, openApi, prose, statusesOf, transfers } from './harness.ts';

let harness: ApiHarness;
let round: ExampleRound;
let organisation: string;
beforeAll(async () => {
  harness = await openApi({ processes: 2 });
  organisation = firstOf(harness);
  const { director } = harness.office;
  await harness.api.put('/registry', director, {
    committees: [{ code: 'C-NEXT', name: '邻县县委', level: 'COUNTY' }],
    people: [
      { code: 'P-NEXT-DIR', name: '邻县巡察办主任' },
      { code: 'P-NEXT-DISC', name: '邻县纪委' },
      { code: 'P-NOPOST', name: '无职务' },
    ],
    posts: [
      { person: 'P-NEXT-DIR', post: 'OFFICE_DIRECTOR', committee: 'C-NEXT', from: '2020-01-01' },
      { person: 'P-NEXT-DISC', post: 'DISCIPLINE_ORGAN', committee: 'C-NEXT', from: '2020-01-01' },
    ],
  });
  round = harness.round();
  await round.plan();
  await round.prepare();
  await round.inspect();
  await round.decide(1, transfers);
});
afterAll(() => harness.close());

interface Text {
  readonly ref: string;
  readonly hash: string;
}
/** The references in a round's events of one type, in order. */
async function textsOf(type: string, code = round.code): Promise<Text[]> {
  const events = await harness.api.all<{ type: string; data: object }>(
    `/rounds/${code}/events`,
    harness.office.director,
  );
  return events.filter((event) => event.type === type).flatMap(({ data }) => referencesIn(data));
}
function referencesIn(value: unknown): Text[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('ref' in value && 'hash' in value) return [{ ref: String(value.ref), hash: String(value.hash) }];
  return Object.values(value).flatMap(referencesIn);
}
const read = (ref: string, actor: string) => harness.ask('GET', `/contents/${ref}`, { actor });
const statusOf = async (ref: string, actor: string) => (await read(ref, actor)).status;
async function readings(ref: string): Promise<string[]> {
  const { rows } = await harness.pool.query<{ person: string }>(
    'SELECT person FROM content_readings WHERE ref = $1 ORDER BY read_at',
    [ref],
  );
  return rows.map(({ person }) => person);
}
const SECOND = 1;

/** Everybody who could be curious, by what they are towards the first organisation. */
function people() {
  const { office } = harness;
  const other = office.organisations[SECOND]?.code ?? '';
  return {
    secretary: office.secretary,
    office: office.director,
    staff: office.staff,
    leader: office.leaders[0] ?? '',
    otherLeader: office.leaders[1] ?? '',
    inspector: office.inspectors[0] ?? '',
    principal: office.principal(organisation),
    liaison: office.liaison(organisation),
    otherLiaison: office.liaison(other),
    discipline: office.disciplineOrgan,
    organisationDepartment: office.organisationDepartment,
    functionalDepartment: office.functionalDepartment,
    nextOffice: 'P-NEXT-DIR',
    nextDiscipline: 'P-NEXT-DISC',
    nobody: 'P-NOPOST',
  };
}
type Who = keyof ReturnType<typeof people>;
const curious: readonly Who[] = [
  'secretary',
  'office',
  'staff',
  'leader',
  'otherLeader',
  'inspector',
  'principal',
  'liaison',
  'otherLiaison',
  'discipline',
  'organisationDepartment',
  'functionalDepartment',
  'nextOffice',
  'nextDiscipline',
  'nobody',
];

async function readersOf(ref: string): Promise<Who[]> {
  const may: Who[] = [];
  const everybody = people();
  for (const who of curious) if ((await statusOf(ref, everybody[who])) === 200) may.push(who);
  return may.sort();
}
const COMMITTEE_SIDE: Who[] = ['office', 'secretary', 'staff'];
const sorted = (...who: Who[]): Who[] => [...COMMITTEE_SIDE, ...who].sort();

describe('a text is read', () => {
  test('of a report: by the committee’s side and the leader of the team that wrote it', async () => {
    const [text] = (await textsOf('ReportSubmitted')).slice(0, 1);
    const all = await harness.api.all<{ type: string; data: { organisation: string; content: Text } }>(
      `/rounds/${round.code}/events`,
      harness.office.director,
    );
    const own = all.find(({ type, data }) => type === 'ReportSubmitted' && data.organisation === organisation);
    expect(await readersOf(own?.data.content.ref ?? '')).toEqual(sorted('leader'));
    expect(text).toBeDefined();
  });

  test('of a clue: by the discipline organ it goes to, the office and the secretary; never by the organisation', async () => {
    const { clue } = await decided();
    expect(await readersOf(clue.ref)).toEqual(sorted('discipline'));
  });

  test('of a matter: by the department it goes to, not by the other one', async () => {
    const { matterOd, matterFd } = await decided();
    expect(await readersOf(matterOd.ref)).toEqual(sorted('organisationDepartment'));
    expect(await readersOf(matterFd.ref)).toEqual(sorted('functionalDepartment'));
  });

  test('of a finding: by the organisation only once both have signed for the feedback', async () => {
    const { finding } = await decided();
    expect(await readersOf(finding.ref)).toEqual(sorted('leader'));
    await round.giveFeedback();
    expect(await readersOf(finding.ref)).toEqual(sorted('leader'));
    await round.act(harness.office.principal(organisation), 'sign-feedback', { organisation, as: 'PRINCIPAL' });
    expect(await readersOf(finding.ref)).toEqual(sorted('leader'));
    await round.act(harness.office.liaison(organisation), 'sign-feedback', { organisation, as: 'BODY' });
    expect(await readersOf(finding.ref)).toEqual(sorted('leader', 'liaison', 'principal'));
    const { clue } = await decided();
    expect(await readersOf(clue.ref)).toEqual(sorted('discipline'));
  });

  test('of feedback: by the organisation itself and the three departments, not by another organisation', async () => {
    const [given] = await own('FeedbackGiven');
    expect(await readersOf(given?.ref ?? '')).toEqual(
      sorted('leader', 'liaison', 'principal', 'discipline', 'organisationDepartment', 'functionalDepartment'),
    );
  });

  test('of a plan and its items: by those who rectify and those who look on', async () => {
    const liaison = harness.office.liaison(organisation);
    await round.act(liaison, 'submit-plan', prose.plan(harness, organisation, ['F-0001']));
    await round.act(harness.office.director, 'accept-plan', { organisation });
    await round.act(liaison, 'report-item', prose.reportItem('F-0001'));
    const rectifiers = sorted('leader', 'liaison', 'principal', 'discipline', 'organisationDepartment');
    const plan = await textsOf('PlanSubmitted');
    expect(plan).toHaveLength(2);
    for (const { ref } of plan) expect(await readersOf(ref)).toEqual(rectifiers);
    const [item] = await textsOf('ItemReported');
    expect(await readersOf(item?.ref ?? '')).toEqual(rectifiers);
  });

  test('of what a department did with a matter: by itself, the office and the secretary', async () => {
    await round.sendAndReceive(transfers);
    await round.act(harness.office.organisationDepartment, 'set-handling', {
      transfer: 'T-002',
      content: '已约谈有关人员',
    });
    const [handling] = await textsOf('HandlingSet');
    expect(await readersOf(handling?.ref ?? '')).toEqual(sorted('organisationDepartment'));
  });

  test('of a clue that was sent on: by its new addressee, and no longer by the old one', async () => {
    const transfer = 'T-003';
    await round.act(harness.office.functionalDepartment, 'return-transfer', { transfer, reason: '不属本部门职责' });
    await round.act(harness.office.director, 'redirect-transfer', { transfer, to: 'OD' });
    const { matterFd } = await decided();
    expect(await readersOf(matterFd.ref)).toEqual(sorted('organisationDepartment'));
  });

  test('with its hash, and the reading is kept with reader and time', async () => {
    const { finding } = await decided();
    const before = await readings(finding.ref);
    const answer = await read(finding.ref, harness.office.staff);
    expect(answer.body).toEqual({ ref: finding.ref, hash: finding.hash, text: '问题0001（演示文本）' });
    expect(await readings(finding.ref)).toEqual([...before, harness.office.staff]);
  });

  test('by nobody who may not, and that leaves no reading', async () => {
    const { clue } = await decided();
    const before = await readings(clue.ref);
    const refused = await read(clue.ref, harness.office.liaison(organisation));
    expect(refused).toMatchObject({ status: 403, body: { type: '/problems/forbidden' } });
    expect(JSON.stringify(refused.body)).not.toContain('演示文本');
    expect(await readings(clue.ref)).toEqual(before);
  });

  async function own(type: string): Promise<Text[]> {
    const all = await harness.api.all<{ type: string; data: { organisation?: string } }>(
      `/rounds/${round.code}/events`,
      harness.office.director,
    );
    return all
      .filter((event) => event.type === type && event.data.organisation === organisation)
      .flatMap(({ data }) => referencesIn(data));
  }
  async function decided() {
    // Transfers go round the organisations: T-001 and T-003 belong to the first, T-002 to the second.
    const all = await harness.api.all<{ type: string; data: Decided }>(
      `/rounds/${round.code}/events`,
      harness.office.director,
    );
    const decisions = all.filter(({ type }) => type === 'ResultsDecided').map(({ data }) => data);
    const mine = decisions.find((decision) => decision.organisation === organisation);
    const transfer = (code: string) => {
      const found = decisions.flatMap((decision) => decision.transfers).find((each) => each.code === code);
      if (!found) throw new Error(code);
      return found.content;
    };
    const finding = mine?.findings[0]?.content;
    if (!finding) throw new Error('no finding');
    return { finding, clue: transfer('T-001'), matterOd: transfer('T-002'), matterFd: transfer('T-003') };
  }
});
interface Decided {
  readonly organisation: string;
  readonly findings: readonly { readonly code: string; readonly content: Text }[];
  readonly transfers: readonly { readonly code: string; readonly content: Text }[];
}

describe('at rest', () => {
  const secret = '举报人反映专项资金被挪用于楼堂馆所';
  let ref: string;
  beforeAll(async () => {
    const planned = harness.round();
    await planned.plan();
    await harness.act(planned.code, 'reject-round', harness.office.secretary, { reason: secret });
    const [text] = await textsOf('RoundRejected', planned.code);
    ref = text?.ref ?? '';
  });

  test('no row of any table holds a text', async () => {
    expect((await read(ref, harness.office.secretary)).body).toMatchObject({ text: secret });
    const { rows: tables } = await harness.pool.query<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    const hex = Buffer.from(secret).toString('hex');
    const base64 = Buffer.from(secret).toString('base64');
    let seen = 0;
    for (const { name } of tables) {
      const { rows } = await harness.pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      for (const { row } of rows) {
        seen += row.includes(ref) ? 1 : 0;
        expect(row.includes(secret) || row.includes(hex) || row.includes(base64), `${name} holds the text`).toBe(false);
        expect(row).not.toContain('演示文本');
      }
    }
    // The search itself works: the reference is found.
    expect(seen).toBeGreaterThan(1);
  });

  test('no byte of the file of the contents is a text', async () => {
    await harness.pool.query('CHECKPOINT');
    const { rows } = await harness.pool.query<{ bytes: Buffer }>(
      `SELECT pg_read_binary_file(pg_relation_filepath('contents')) AS bytes`,
    );
    const bytes = rows[0]?.bytes ?? Buffer.alloc(0);
    expect(bytes.includes(Buffer.from(ref))).toBe(true);
    expect(bytes.includes(Buffer.from(secret))).toBe(false);
    expect(bytes.includes(Buffer.from('演示文本'))).toBe(false);
  });

  test('the same text twice is sealed differently', async () => {
    const { rows } = await harness.pool.query<{ hash: string; sealed: Buffer }>(
      `SELECT hash, sealed FROM contents WHERE hash IN (SELECT hash FROM contents GROUP BY hash HAVING count(*) > 1)`,
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(new Set(rows.map(({ sealed }) => sealed.toString('hex'))).size).toBe(rows.length);
  });

  test('a text that was changed, or put in another’s place, is not handed out', async () => {
    const [one, two] = await textsOf('PlanSubmitted');
    const original = await harness.pool.query<{ sealed: Buffer }>('SELECT sealed FROM contents WHERE ref = $1', [
      one?.ref,
    ]);
    const flipped = Buffer.from(original.rows[0]?.sealed ?? '');
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
    await harness.pool.query('UPDATE contents SET sealed = $2 WHERE ref = $1', [one?.ref, flipped]);
    expect(await statusOf(one?.ref ?? '', harness.office.director)).toBe(500);
    await harness.pool.query(
      'UPDATE contents SET sealed = o.sealed, hash = o.hash FROM contents o WHERE contents.ref = $1 AND o.ref = $2',
      [one?.ref, two?.ref],
    );
    expect(await statusOf(one?.ref ?? '', harness.office.director)).toBe(500);
  });

  test('is opened by an old key when a new one has come, and by no other', async () => {
    const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
    const rotated = contentKeys(`new:${key(1)},test:${key(9)}`);
    expect(await readText(harness.pool, rotated, ref)).toMatchObject({ text: secret });
    await expect(readText(harness.pool, contentKeys(`new:${key(1)}`), ref)).rejects.toThrow(
      'There is no content key test',
    );
    await expect(readText(harness.pool, contentKeys(`test:${key(1)}`), ref)).rejects.toThrow();
  });

  test.each(['', 'test', 'test:', ':AAAA', 'test:c2hvcnQ='])('"%s" is no setting of keys', (setting) => {
    expect(() => contentKeys(setting)).toThrow('32-byte keys');
  });
});

describe('a text of a refused request', () => {
  const storedOf = async (code: string) =>
    (
      await harness.pool.query<{ ref: string; command: string }>('SELECT ref, command FROM contents WHERE round = $1', [
        code,
      ])
    ).rows;
  /** No text that nothing refers to, anywhere. */
  async function orphans(): Promise<string[]> {
    const [{ rows: texts }, { rows: events }] = await Promise.all([
      harness.pool.query<{ ref: string }>('SELECT ref FROM contents'),
      harness.pool.query<{ data: object }>('SELECT data FROM events'),
    ]);
    const referred = new Set(events.flatMap(({ data }) => referencesIn(data)).map(({ ref }) => ref));
    expect([...referred].filter((ref) => !texts.some((text) => text.ref === ref))).toEqual([]);
    return texts.map(({ ref }) => ref).filter((ref) => !referred.has(ref));
  }
  const reject = (code: string, actor: string, reason: string, key?: string) =>
    harness.act(code, 'reject-round', actor, { reason }, key);

  test.each<[string, number, (code: string) => Promise<{ status: number }>]>([
    ['by post', 403, (code) => reject(code, harness.office.director, '无权')],
    ['as it cannot be read', 422, (code) => reject(code, harness.office.secretary, ' ')],
    [
      'for its key',
      422,
      async (code) => {
        await harness.act(code, 'approve-round', harness.office.secretary, { decision: '批-1' }, 'k-used');
        return reject(code, harness.office.secretary, '另一请求', 'k-used');
      },
    ],
    [
      'as it comes too late',
      409,
      async (code) => {
        await harness.act(code, 'approve-round', harness.office.secretary, { decision: '批-1' });
        return reject(code, harness.office.secretary, '迟到的理由');
      },
    ],
  ])('%s is not stored at all', async (_what, status, ask) => {
    const planned = harness.round();
    await planned.plan();
    expect((await ask(planned.code)).status).toBe(status);
    expect(await storedOf(planned.code)).toEqual([]);
  });

  test('by a rule that fails is not stored either', async () => {
    const planned = harness.round();
    await planned.plan();
    const spy = vi.spyOn(ruleBook['reject-round'], 'decide').mockImplementation(() => {
      throw new Error('a rule went wrong');
    });
    expect((await reject(planned.code, harness.office.secretary, '规则出错')).status).toBe(500);
    spy.mockRestore();
    expect(await storedOf(planned.code)).toEqual([]);
  });

  test('of two at once under one key is not stored, that of the other one is', async () => {
    const planned = harness.round();
    await planned.plan();
    const answers = await Promise.all(
      ['甲', '乙', '丙', '丁'].map((reason) => reject(planned.code, harness.office.secretary, reason, 'k-both')),
    );
    expect(statusesOf(answers)).toEqual([200, 422, 422, 422]);
    expect(await storedOf(planned.code)).toMatchObject([{ command: 'k-both' }]);
  });

  test('of a plan is not stored, that of the plan that was taken is', async () => {
    const { office } = harness;
    const plan = (code: string, actor: string) =>
      harness.ask('POST', '/rounds', {
        actor,
        body: {
          code,
          committee: office.committee,
          term: office.term,
          modes: { kind: 'SPECIAL', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
          campaign: '粮食购销领域专项巡察',
          organisations: [{ code: organisation }],
        },
      });
    expect((await plan('R-TEXT-1', office.secretary)).status).toBe(403);
    expect((await plan('R-TEXT-2', office.director)).status).toBe(201);
    expect(await storedOf('R-TEXT-1')).toEqual([]);
    const [taken] = await textsOf('RoundPlanned', 'R-TEXT-2');
    expect((await read(taken?.ref ?? '', office.director)).body).toMatchObject({ text: '粮食购销领域专项巡察' });
  });

  test('is left behind by nothing in this file: every text has its event, every reference its text', async () => {
    expect(await orphans()).toEqual([]);
  });
});

test.each(['R-1/k/1', 'x', '..%2F..%2Fetc%2Fpasswd', "'%20OR%201=1"])('there is no text %s', async (ref) => {
  expect(await statusOf(ref, harness.office.director)).toBe(404);
});

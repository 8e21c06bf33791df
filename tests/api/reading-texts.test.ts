/** Who reads a free text: by post, and every reading is kept (J-V.5e). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExampleRound } from '../../examples/round.ts';
import { referencesIn, type Text, textsIn } from '../support/texts.ts';
import { type ApiHarness, firstOf, openApi, prose, transfers } from './harness.ts';
import { register } from '../support/registry.ts';

let harness: ApiHarness;
let round: ExampleRound;
let organisation: string;
beforeAll(async () => {
  harness = await openApi({ processes: 2 });
  organisation = firstOf(harness);
  await register(harness.pool, {
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

const read = (ref: string, actor: string) => harness.ask('GET', `/contents/${ref}`, { actor });
const statusOf = async (ref: string, actor: string) => (await read(ref, actor)).status;
const textsOf = (type: string) => textsIn(harness, round.code, type);
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
  test('of a report: by the committee’s side and the team that wrote it', async () => {
    const [text] = (await textsOf('ReportSubmitted')).slice(0, 1);
    const all = await harness.api.all<{ type: string; data: { organisation: string; content: Text } }>(
      `/rounds/${round.code}/events`,
      harness.office.director,
    );
    const own = all.find(({ type, data }) => type === 'ReportSubmitted' && data.organisation === organisation);
    expect(await readersOf(own?.data.content.ref ?? '')).toEqual(sorted('leader', 'inspector'));
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
    expect(await readersOf(finding.ref)).toEqual(sorted('leader', 'inspector'));
    await round.giveFeedback();
    expect(await readersOf(finding.ref)).toEqual(sorted('leader', 'inspector'));
    await round.act(harness.office.principal(organisation), 'sign-feedback', { organisation, as: 'PRINCIPAL' });
    expect(await readersOf(finding.ref)).toEqual(sorted('leader', 'inspector'));
    await round.act(harness.office.liaison(organisation), 'sign-feedback', { organisation, as: 'BODY' });
    expect(await readersOf(finding.ref)).toEqual(sorted('leader', 'inspector', 'liaison', 'principal'));
    const { clue } = await decided();
    expect(await readersOf(clue.ref)).toEqual(sorted('discipline'));
  });

  test('of feedback: by the organisation itself and the three departments, not by another organisation', async () => {
    const [given] = await own('FeedbackGiven');
    expect(await readersOf(given?.ref ?? '')).toEqual(
      sorted('leader', 'liaison', 'principal', 'discipline', 'organisationDepartment', 'functionalDepartment'),
    );
  });

  test('of a plan and its items: by those who rectify and those who are asked about it', async () => {
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
    expect(refused).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
    expect(refused.body).toEqual((await read('R-1/k/1', harness.office.liaison(organisation))).body);
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

test.each(['R-1/k/1', 'x', '..%2F..%2Fetc%2Fpasswd', "'%20OR%201=1"])('there is no text %s', async (ref) => {
  expect(await statusOf(ref, harness.office.director)).toBe(404);
});

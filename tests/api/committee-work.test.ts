/** A committee's own work over the API and a real ledger: begun once, acted on, read by its side, kept like a round. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workOf } from '../../contracts/committee.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { register } from '../support/registry.ts';
import { aRoundThatIs, type ApiHarness, openApi, statusesOf } from './harness.ts';

let harness: ApiHarness;
let committee: string;
let work: string;
beforeAll(async () => {
  harness = await openApi({ organisations: 3 });
  ({ committee } = harness.office);
  work = workOf(committee);
});
afterAll(() => harness.close());

const begin = (actor: string, body: object = {}, code = committee) =>
  harness.ask('POST', `/committees/${code}/work`, { actor, body });
const act = (action: string, actor: string, body: object, key?: string) =>
  harness.ask('POST', `/committees/${committee}/actions/${action}`, { actor, body, key });
const read = (path = '', actor = harness.office.director) =>
  harness.ask('GET', `/committees/${committee}${path}`, { actor });

describe('the work of a committee', () => {
  test('is not there before it is begun', async () => {
    expect((await read()).status).toBe(404);
    expect((await act('record-study', harness.office.secretary, { content: '研究' })).status).toBe(404);
  });

  test('is begun by the office, once, and its workflow started', async () => {
    expect((await begin(harness.office.secretary)).body).toMatchObject({ status: 403, clause: 'J-III.2a' });
    expect((await begin(harness.office.director, { pack: 'nowhere-1' })).body).toMatchObject({ status: 422 });
    expect((await begin(harness.office.director, {}, 'C-NOWHERE-1')).body).toMatchObject({ status: 422 });
    const both = await Promise.all([begin(harness.office.director), begin(harness.office.staff)]);
    expect(statusesOf(both)).toEqual([200, 201]);
    expect(harness.started).toEqual([work, work]);
    expect((await read()).body).toMatchObject({ code: work, committee, term: '2021-09-01', sequence: 1, studies: 0 });
    expect((await read('/duties')).body.items).toHaveLength(5);
  });

  test('takes its commands, each once, and keeps their texts apart', async () => {
    const study = { content: '研究巡察工作，解决编制问题' };
    const first = await act('record-study', harness.office.secretary, study, 'study-1');
    expect(first.body).toMatchObject({ events: [{ type: 'StudyRecorded', clause: 'J-VI.1a' }], duties: [{}, {}] });
    expect((await act('record-study', harness.office.secretary, study, 'study-1')).body).toEqual(first.body);
    expect((await act('record-study', harness.office.director, study)).body).toMatchObject({
      status: 403,
      clause: 'J-VI.1a',
      detail: expect.stringContaining('不得登记研究巡察工作（六（一））'),
    });
    expect((await act('record-study', harness.office.secretary, { words: 1 })).status).toBe(422);
    expect((await act('approve-round', harness.office.secretary, { decision: 'D-1' })).status).toBe(404);
    expect(harness.logged.join('')).not.toContain('编制');

    const { body } = await read('/events');
    const recorded = body.items?.find(({ type }) => type === 'StudyRecorded');
    const { content } = JSON.parse(JSON.stringify(recorded?.data));
    const text = (actor: string) => harness.ask('GET', `/contents/${content.ref}`, { actor });
    expect((await text(harness.office.director)).body).toMatchObject({ text: study.content });
    expect((await text(harness.office.functionalDepartment)).status).toBe(404);
  });

  test('files upward what was adopted, and has it signed for above', async () => {
    const { secretary, director } = harness.office;
    const year = new Date().getUTCFullYear();
    const plan = { kind: 'YEARLY_PLAN', year, decision: '市委〔2026〕1号', content: '年度计划' };
    expect((await act('adopt-document', secretary, plan)).body).toMatchObject({ events: [{ clause: 'J-VI.2c' }] });
    const filing = `YEARLY-PLAN-${year}`;
    expect((await act('receipt-filing', `P-${committee.slice(2)}-UP`, { filing })).body).toMatchObject({
      status: 409,
      missing: [{ fact: 'FiledUpward', filing }],
    });
    await act('file-upward', director, { filing, content: '报告' });
    expect((await act('receipt-filing', `P-${committee.slice(2)}-UP`, { filing })).status).toBe(200);
    expect((await read()).body).toMatchObject({ filings: [{ code: filing, receiptedOn: expect.any(String) }] });
  });

  test('reports the director whom the registry has', async () => {
    const { director, staff } = harness.office;
    const change = { person: director, change: 'APPOINTED', decision: 'D-2' };
    expect((await read()).body).toMatchObject({ director: null, directorsToReport: [director] });
    expect((await act('report-director-change', staff, { ...change, person: staff })).body).toMatchObject({
      missing: [{ fact: 'DirectorInRegistry' }],
    });
    expect((await act('report-director-change', staff, change)).status).toBe(200);
    expect((await read()).body).toMatchObject({ director: { person: director }, directorsToReport: [] });
  });

  test('governs what stands in three organisations of the term, and nothing less', async () => {
    const { director, functionalDepartment, organisations } = harness.office;
    const opening = { governance: 'G-1', category: 'LEAD-1', department: organisations[0]?.code, content: '方案' };
    expect((await act('open-governance', director, opening)).body).toMatchObject({
      status: 409,
      clause: 'J-V.4g',
      missing: [{ fact: 'TendencyProposed', organisations: 0, needed: 3 }],
    });
    expect((await read('/tendencies')).body).toMatchObject({ items: [] });
    await aRoundThatIs(harness, 'decided');
    expect((await read('/tendencies')).body).toMatchObject({
      fromOrganisations: 3,
      items: [
        { category: 'LEAD-1', findings: 3, proposed: true, organisations: organisations.map(({ code }) => code) },
      ],
    });
    expect((await act('open-governance', director, { ...opening, dueOn: '2099-01-01' })).body).toMatchObject({
      duties: [{ key: `${work}/G-1/governance`, owedBy: 'FD', dueOn: '2099-01-01' }],
    });
    expect(
      (await act('answer-governance', functionalDepartment, { governance: 'G-1', content: '完善制度' })).status,
    ).toBe(200);
    expect((await act('close-governance', director, { governance: 'G-1', content: '办结' })).status).toBe(200);
    expect((await read('/tendencies')).body).toMatchObject({
      items: [{ governances: [{ code: 'G-1', state: 'CLOSED' }] }],
    });
    expect((await read('/tendencies?term=2016-09-01')).body).toMatchObject({ items: [] });
  });

  test('puts a governance to the department whose post names it, and to no other one', async () => {
    const { director, functionalDepartment, organisations } = harness.office;
    const [, named, another] = organisations.map(({ code }) => code);
    const ofDepartment = (organisation: string | undefined, person: string) => ({
      people: [{ code: person, name: '部门经办' }],
      posts: [{ person, post: 'FUNCTIONAL_DEPARTMENT', committee, organisation, from: '2020-01-01' }],
    });
    const [own, stranger] = ['P-OF-NAMED', 'P-OF-ANOTHER'];
    await register(harness.pool, ofDepartment(named, own));
    await register(harness.pool, ofDepartment(another, stranger));
    const opening = { governance: 'G-2', category: 'LEAD-1', department: named, content: '再治理' };
    expect((await act('open-governance', director, opening)).body).toMatchObject({
      duties: [{ key: `${work}/G-2/governance`, owedBy: 'FD' }],
    });
    const answer = { governance: 'G-2', content: '完善制度' };
    const codesFor = async (actor: string) => {
      const { body } = await read('', actor);
      const seen: { governances?: { code: string }[] } = JSON.parse(JSON.stringify(body));
      return (seen.governances ?? []).map(({ code }) => code);
    };
    // The one without a name had the first, and nothing of this one.
    expect(await codesFor(functionalDepartment)).toEqual(['G-1']);
    expect(await codesFor(own)).toEqual(['G-2']);
    expect((await read('', stranger)).status).toBe(404);
    const listed = async (actor: string) =>
      ((await harness.ask('GET', '/duties?limit=100', { actor })).body.items ?? []).map(({ key }) => key);
    expect(await listed(own)).toEqual([`${work}/G-2/governance`]);
    expect((await read('/duties', own)).body.items).toMatchObject([{ department: named }]);
    for (const other of [functionalDepartment, stranger]) {
      expect(await listed(other), other).not.toContain(`${work}/G-2/governance`);
      const refused = await act('answer-governance', other, answer);
      const nowhere = await act('answer-governance', other, { ...answer, governance: 'G-9' });
      expect(refused.status).toBe(nowhere.status);
      expect(JSON.stringify(refused.body).replaceAll('G-2', 'G-9')).toBe(JSON.stringify(nowhere.body));
    }
    const texts = (await read('/texts', own)).body.items?.map(({ ref }) => String(ref)) ?? [];
    expect(texts).toHaveLength(1);
    for (const ref of texts) {
      expect((await harness.ask('GET', `/contents/${ref}`, { actor: own })).body).toMatchObject({ text: '再治理' });
      expect((await harness.ask('GET', `/contents/${ref}`, { actor: functionalDepartment })).status).toBe(404);
    }
    expect((await act('answer-governance', own, answer)).status).toBe(200);
  });

  test('has a filing signed for on paper, where the office above has nobody here', async () => {
    const { director, staff, secretary, functionalDepartment } = harness.office;
    const year = new Date().getUTCFullYear();
    const summary = { kind: 'YEARLY_SUMMARY', year, decision: '市委〔2026〕9号', content: '年度总结' };
    await act('adopt-document', secretary, summary);
    const filing = `YEARLY-SUMMARY-${year}`;
    await act('file-upward', director, { filing, content: '报告' });
    const { today } = JSON.parse(JSON.stringify((await read()).body));
    const document = { number: '省巡〔2026〕3号', on: today, evidence: 'c'.repeat(64) };
    const paper = { filing, document };
    expect((await act('receipt-filing', director, { filing })).body).toMatchObject({
      status: 403,
      missing: [{ fact: 'ReceiptOnPaper' }],
      detail: expect.stringContaining('由巡察办录入其纸质回执'),
    });
    expect((await act('receipt-filing', director, paper)).body).toMatchObject({
      status: 403,
      missing: [{ fact: 'UpperOfficeAbsent' }],
    });
    const above = { person: harness.office.upperOffice, post: 'OFFICE_DIRECTOR', committee: `${committee}-UP` };
    await register(harness.pool, { posts: [{ ...above, from: '2020-01-01', to: '2020-12-31' }] });

    const proposed = await act('receipt-filing', director, paper);
    expect(proposed.body).toMatchObject({ events: [{ type: 'ActProposed' }], duties: [{ owedBy: 'OFF' }] });
    const waiting = async (actor: string) => JSON.parse(JSON.stringify((await read('', actor)).body)).awaiting;
    const [{ proposal }] = await waiting(director);
    expect(await waiting(director)).toMatchObject([{ proposal, proposedBy: director, actions: [] }]);
    expect(await waiting(staff)).toMatchObject([{ action: 'receipt-filing', actions: ['confirm', 'decline'] }]);
    const owed = await harness.ask('GET', `/duties?committee=${committee}&owedBy=OFF`, { actor: staff });
    expect(owed.body.items?.map(({ key }) => key)).toContain(`${work}/${proposal}/confirmation`);

    const confirmedBy = (actor: string) => act('confirm', actor, { proposal });
    expect((await confirmedBy(director)).body).toMatchObject({ status: 403, missing: [{ fact: 'AnotherPerson' }] });
    expect((await confirmedBy(secretary)).body).toMatchObject({ status: 403, missing: [{ fact: 'post' }] });
    expect((await confirmedBy(functionalDepartment)).body).toMatchObject({ missing: [{ fact: 'ProposalInRound' }] });
    expect((await confirmedBy(staff)).body).toMatchObject({
      events: [{ type: 'ActConfirmed' }, { type: 'FilingReceipted' }],
    });
    expect((await confirmedBy(staff)).body).toMatchObject({ status: 409, missing: [{ fact: 'ProposalOpen' }] });
    const { filings } = JSON.parse(JSON.stringify((await read()).body));
    expect(filings).toContainEqual(expect.objectContaining({ code: filing, receiptedOn: today, document }));
    const receipt = (await read('/events')).body.items?.filter(({ type }) => type === 'FilingReceipted').at(-1);
    expect(receipt).toMatchObject({ by: staff, data: paper });
    expect(await waiting(staff)).toEqual([]);
  });

  test('begins a year by itself', async () => {
    const year = new Date().getUTCFullYear() + 1;
    await harness.passTime(work, `${year}-01-02T00:00:00.000Z`);
    expect((await read()).body).toMatchObject({ year });
    const kinds = (await read('/duties')).body.items?.map(({ key }) => key);
    expect(kinds).toContain(`${work}/YEARLY-PLAN-${year}/yearly-plan`);
  });

  test('is for its own side: nobody inspected reads it, nor another committee', async () => {
    const liaison = harness.office.liaison(harness.office.organisations[0]?.code ?? '');
    for (const path of ['', '/duties', '/letters', '/events', '/tendencies'])
      expect((await read(path, liaison)).status).toBe(404);
  });

  test('is no round', async () => {
    const { director } = harness.office;
    const rounds = await harness.ask('GET', '/rounds', { actor: director });
    expect(rounds.body.items?.map(({ code }) => code)).not.toContain(work);
    for (const path of ['', '/duties', '/actions', '/events'])
      expect((await harness.ask('GET', `/rounds/${work}${path}`, { actor: director })).status).toBe(404);
    expect((await harness.act(work, 'close-round', director, {})).status).toBe(404);
    const worklist = await harness.ask('GET', `/duties?committee=${committee}&owedBy=PSC`, { actor: director });
    expect(worklist.body.items?.map(({ round }) => round)).toContain(work);
  });

  test('is verified with the ledger', async () => {
    expect((await verifyLedger(harness.pool)).faults).toEqual([]);
    await harness.pool.query(`UPDATE duties SET open = NOT open WHERE round = $1`, [work]);
    expect((await verifyLedger(harness.pool, work)).faults.length).toBeGreaterThan(0);
    await harness.pool.query(`UPDATE duties SET open = NOT open WHERE round = $1`, [work]);
  });
});

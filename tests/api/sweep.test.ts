/** Two complete offices in one system (T-4): every address, code, filter and cursor of the one, asked by the other, gives nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleOffice, type ExampleOffice } from '../../examples/office.ts';
import { exampleRound } from '../../examples/round.ts';
import { type ApiHarness, aRoundThatIs, openApi, transfers } from './harness.ts';
import { register } from '../support/registry.ts';

let harness: ApiHarness;
let there: ExampleOffice;
/** Of the other office: its round, and what its own director reads of it. */
let code: string;
let own: string;
const known = new Set<string>();

beforeAll(async () => {
  harness = await openApi({ organisations: 2 });
  const { api } = harness;
  const first = await aRoundThatIs(harness, 'signed');
  own = first.code;
  await first.sendAndReceive(transfers);
  there = exampleOffice({
    committee: 'C-SWEPT',
    committeeName: '另一县委',
    tag: 'SWEPT',
    organisations: [
      { code: 'O-SWEPT01', name: '另一单位' },
      { code: 'O-SWEPT02', name: '又一单位' },
    ],
  });
  await register(harness.pool, there.registry);
  const round = exampleRound(api, there, 'R-SWEPT-1');
  code = round.code;
  await round.plan();
  await round.prepare();
  await round.inspect();
  await round.decide(1, transfers);
  await round.giveFeedback();
  await round.signFeedback();
  await round.sendAndReceive(transfers);
  await api.post('/committees/C-SWEPT/work', there.director, {});
});
afterAll(() => harness.close());

const LISTS = [
  'duties',
  'letters',
  'findings',
  'transfers',
  'papers',
  'partner-requests',
  'texts',
  'events',
  'actions',
];

/** Everybody of the first office and of its organisations. */
const everybody = (): string[] => {
  const { office } = harness;
  return office.registry.people.flatMap((person) => ('code' in person ? [String(person.code)] : []));
};
const ask = (path: string, actor: string) => harness.ask('GET', path, { actor });

test('every address of the other office is as if it were not there', async () => {
  const texts = await harness.api.all<{ ref: string }>(`/rounds/${code}/texts`, there.director);
  expect(texts.length).toBeGreaterThan(10);
  const paths = [
    `/rounds/${code}`,
    ...LISTS.map((list) => `/rounds/${code}/${list}`),
    `/rounds/${code}/pack-change?pack=county-dingyuan`,
    '/committees/C-SWEPT',
    ...['duties', 'letters', 'events', 'texts', 'coverage', 'tendencies'].map((list) => `/committees/C-SWEPT/${list}`),
    ...texts.slice(0, 6).map(({ ref }) => `/contents/${ref}`),
  ];
  for (const path of paths) {
    expect((await ask(path, there.director)).status, path).toBe(200);
    const absent = path.replace(code, 'R-SWEPT-9').replace('C-SWEPT', 'C-ABSENT');
    for (const actor of everybody()) {
      const answer = await ask(path, actor);
      expect(answer, `${actor} ${path}`).toMatchObject({ status: 404 });
      expect(answer.body).toEqual((await ask(absent, actor)).body);
    }
  }
}, 120_000);

test('no list, filter or cursor leads there', async () => {
  const { office } = harness;
  const duties = await harness.api.all<{ key: string }>(`/rounds/${code}/duties`, there.director);
  const queries = [
    '/rounds',
    '/rounds?committee=C-SWEPT',
    '/rounds?phase=RECTIFYING',
    '/rounds?cursor=R-S',
    '/duties?limit=1000',
    '/duties?committee=C-SWEPT',
    '/duties?owedBy=O-SWEPT01',
    '/duties?owedBy=DISC',
    '/duties?overdue=false',
    `/duties?cursor=${encodeURIComponent(`2000-01-01T00:00:00Z ${duties[0]?.key}`)}`,
    ...LISTS.filter((list) => !['events', 'actions', 'texts'].includes(list)).map(
      (list) => `/rounds/${own}/${list}?cursor=${encodeURIComponent(code)}`,
    ),
    `/rounds/${own}/actions?organisation=O-SWEPT01&limit=1000`,
  ];
  for (const path of queries)
    for (const actor of [office.director, office.secretary, office.disciplineOrgan, office.upperOffice]) {
      const { status, body } = await ask(path, actor);
      expect(JSON.stringify(body.items ?? []), `${actor} ${path} ${status}`).not.toContain('SWEPT');
    }
});

test('no act says whether anything is there', async () => {
  const { office } = harness;
  for (const [action, body] of [
    ['enter', { organisation: 'O-SWEPT01' }],
    ['receive-transfer', { transfer: 'T-001' }],
    ['sign-letter', { letter: `${code}/O-SWEPT01/receipt-body/copy` }],
    ['close-round', {}],
    ['guide', { content: '指导' }],
  ] as const)
    for (const actor of [
      office.director,
      office.disciplineOrgan,
      office.liaison(office.organisations[0]?.code ?? ''),
    ]) {
      const answer = await harness.act(code, action, actor, body);
      expect(answer.body, action).toEqual((await harness.act('R-SWEPT-9', action, actor, body)).body);
      expect(answer.status).toBe(404);
    }
  const before = await harness.standing(code);
  const plan = {
    code,
    committee: 'C-SWEPT',
    term: there.term,
    modes: { kind: 'ROUTINE', lead: 'AUTONOMOUS', layout: 'SECTOR_ROTATION' },
  };
  const organisations = there.organisations.map((organisation) => ({ code: organisation.code }));
  const planAs = (round: string) =>
    harness.ask('POST', '/rounds', { actor: office.director, body: { ...plan, code: round, organisations } });
  expect((await planAs(code)).body).toEqual((await planAs('R-SWEPT-9')).body);
  expect(await harness.standing(code)).toEqual(before);
});

test('of the people of the other office only names and posts are told', async () => {
  for (const part of ['people', 'posts'])
    for (const item of await harness.api.all<object>(`/registry/${part}`, harness.office.director))
      if (JSON.stringify(item).includes('SWEPT')) known.add(Object.keys(item).sort().join(' '));
  // Whoever holds no post anywhere is nobody's yet: the pools' people.
  expect([...known].sort()).toEqual(
    expect.arrayContaining(['code name', 'committee from person post', 'from organisation person post']),
  );
  const director = await harness.api.all<{ code: string; email?: string }>('/registry/people', harness.office.director);
  expect(director.find((person) => person.code === there.director)).toEqual({
    code: there.director,
    name: expect.any(String),
  });
  expect(director.find((person) => person.code === harness.office.director)).toHaveProperty('email');
  const appraisals = (person: string) => ask(`/registry/people/${person}/appraisals`, harness.office.director);
  expect((await appraisals(there.director)).body).toEqual((await appraisals('P-NOT-THERE')).body);
});

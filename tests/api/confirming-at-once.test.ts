/** Second persons at two APIs at once (T-6): each kind of proposal confirmed twice, and confirmed while it is declined. It is carried
 *  out once or not at all, and the ledger has one answer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandName } from '../../contracts/requests/index.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import type { ExampleOffice } from '../../examples/office.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { register } from '../support/registry.ts';
import { aRoundThatIs, type ApiHarness, firstOf, openApi, type Stage, statusesOf } from './harness.ts';

let harness: ApiHarness;
let organisation: string;
const LOWER = 'P-LOWER-PR';
const HASH = 'e'.repeat(64);
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const document = () => ({ number: '市委〔2026〕9号', on: today(), evidence: HASH });

beforeAll(async () => {
  harness = await openApi({ organisations: 1, teams: 1, processes: 2 });
  organisation = firstOf(harness);
  const below = `${organisation}0`;
  const managedBy = harness.office.committee;
  await register(harness.pool, {
    people: [{ code: LOWER, name: '下级单位负责人' }],
    organisations: [{ code: below, name: '下级单位', kind: 'DEPARTMENT', managedBy, parent: organisation }],
    posts: [{ person: LOWER, post: 'PRINCIPAL', organisation: below, from: '2020-01-01' }],
  });
});
afterAll(() => harness.close());

interface Proposal {
  readonly stage: Stage;
  readonly by: (office: ExampleOffice) => string;
  readonly second: (office: ExampleOffice) => string;
  readonly body: (round: ExampleRound, office: ExampleOffice) => object | Promise<object>;
  readonly leaves: string;
}
const staff = ({ staff: code }: ExampleOffice) => code;
const director = ({ director: code }: ExampleOffice) => code;
const leads = ({ leadingGroupLeader: code }: ExampleOffice) => code;
const proposals = {
  'remove-from-scope': {
    stage: 'planned',
    by: staff,
    second: leads,
    body: () => ({ organisation, person: LOWER, reason: '已调离' }),
    leaves: 'ScopeReduced',
  },
  'approve-round': {
    stage: 'planned',
    by: staff,
    second: director,
    body: (round, { secretary }) => ({
      decision: `批-${round.code}`,
      onBehalf: { person: secretary, document: document() },
    }),
    leaves: 'RoundApproved',
  },
  'suspend-round': {
    stage: 'planned',
    by: ({ secretary }) => secretary,
    second: ({ standingCommittee }) => standingCommittee,
    body: () => ({ reason: '汛情' }),
    leaves: 'RoundSuspended',
  },
  'replace-member': {
    stage: 'inspected',
    by: staff,
    second: leads,
    body: (_round, { inspectors, functionalDepartment }) => ({
      team: 'T-1',
      out: inspectors[0],
      in: functionalDepartment,
      reason: '工作需要',
      exceptions: [{ person: functionalDepartment, reason: '熟悉业务' }],
    }),
    leaves: 'MemberReplaced',
  },
  'record-arrival': {
    stage: 'signed',
    by: staff,
    second: director,
    body: (round) => ({
      duty: `${round.code}/${organisation}/report-2`,
      on: today(),
      document: document(),
      content: '履责情况报告（纸质）',
    }),
    leaves: 'PrincipalReportSubmitted',
  },
  'waive-finding': {
    stage: 'signed',
    by: leads,
    second: ({ executiveDeputy }) => executiveDeputy,
    body: () => ({ finding: 'F-0001', reason: '机构已撤销' }),
    leaves: 'FindingWaived',
  },
} as const satisfies Partial<Record<CommandName, Proposal>>;

async function proposed(name: CommandName, { stage, by, body }: Proposal) {
  const { office } = harness;
  const round = await aRoundThatIs(harness, stage);
  const answer = await round.act<{ events: { type: string; sequence: number }[] }>(
    by(office),
    name,
    await body(round, office),
  );
  const { sequence } = answer.events.find(({ type }) => type === 'ActProposed') ?? {};
  return { round, proposal: `PROPOSAL-${sequence}` };
}
const typesIn = async (code: string) =>
  (await harness.api.all<{ type: string }>(`/rounds/${code}/events`, harness.office.director)).map(({ type }) => type);
const howMany = (types: readonly string[], wanted: string) => types.filter((type) => type === wanted).length;

type Proposed = keyof typeof proposals;
const names: readonly Proposed[] = [
  'remove-from-scope',
  'approve-round',
  'suspend-round',
  'replace-member',
  'record-arrival',
  'waive-finding',
];

describe.each(names)('%s', (command) => {
  const kind: Proposal = proposals[command];

  test('confirmed at two places at once is done once', async () => {
    const { round, proposal } = await proposed(command, kind);
    const confirm = () => harness.act(round.code, 'confirm', kind.second(harness.office), { proposal });
    const answers = await Promise.all([confirm(), confirm(), confirm()]);
    expect(statusesOf(answers)).toEqual([200, 409, 409]);
    const types = await typesIn(round.code);
    expect([howMany(types, 'ActConfirmed'), howMany(types, kind.leaves)]).toEqual([1, 1]);
  });

  test('confirmed while it is declined has one answer', async () => {
    const { round, proposal } = await proposed(command, kind);
    const second = kind.second(harness.office);
    const answers = await Promise.all([
      harness.act(round.code, 'decline', second, { proposal, reason: '不同意' }),
      harness.act(round.code, 'confirm', second, { proposal }),
    ]);
    expect(statusesOf(answers)).toEqual([200, 409]);
    const types = await typesIn(round.code);
    expect(howMany(types, 'ActConfirmed') + howMany(types, 'ActDeclined')).toBe(1);
    expect(howMany(types, kind.leaves)).toBe(howMany(types, 'ActConfirmed'));
  });
});

test('a proposal that is asked for again while it is confirmed is one of the two', async () => {
  const kind: Proposal = proposals['waive-finding'];
  const { round, proposal } = await proposed('waive-finding', kind);
  const answers = await Promise.all([
    harness.act(round.code, 'confirm', kind.second(harness.office), { proposal }),
    round.act(kind.by(harness.office), 'waive-finding', await kind.body(round, harness.office)).then(
      () => ({ status: 200 }),
      () => ({ status: 409 }),
    ),
  ]);
  expect(answers.some(({ status }) => status === 200)).toBe(true);
  expect(howMany(await typesIn(round.code), 'FindingWaived')).toBeLessThan(2);
});

test('the ledger verifies after all of it', async () => {
  expect((await verifyLedger(harness.pool)).faults).toEqual([]);
});

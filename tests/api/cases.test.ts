/** Every public case is taken over through the API, and what the ledger computes is what the case says. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyLedger } from '../../ledger/verify.ts';
import { type Compared, compare, differs } from '../../examples/case-dates.ts';
import { enterCase, officeOf } from '../../examples/case-history.ts';
import { type PublicCase, readCases, statedSpans } from '../../examples/public-cases.ts';
import { type ApiHarness, openApi } from './harness.ts';
import { register } from '../support/registry.ts';

const cases = await readCases();
let harness: ApiHarness;
beforeAll(async () => {
  harness = await openApi({ registry: 'EMPTY' });
  const registries = cases.map((published) => officeOf(published).registry);
  await register(harness.pool, {
    committees: registries.flatMap(({ committees }) => committees),
    organisations: registries.flatMap(({ organisations }) => organisations),
    people: registries.flatMap(({ people }) => people),
    posts: registries.flatMap(({ posts }) => posts),
  });
});
afterAll(() => harness.close());

const codeOf = ({ id }: PublicCase) => `R-${id.toUpperCase()}`;

describe.each(cases.map((published) => [published.id, published] as const))('%s', (id, published) => {
  let compared: readonly Compared[];
  const row = (what: string) => compared.find((line) => line.what.endsWith(what));

  beforeAll(async () => {
    const code = codeOf(published);
    await enterCase(harness.api, published, code);
    await harness.passTime(code, new Date().toISOString());
    compared = await compare(harness.api, officeOf(published).staff, code, published);
  }, 300_000);

  test('stands in the ledger as it stands on the page', () => {
    expect(compared.filter(differs)).toEqual([]);
    expect(compared.filter(({ stated }) => stated !== null)).toHaveLength(statedBy[id]?.length ?? 0);
    for (const [what, stated] of statedBy[id] ?? [])
      expect(row(what), what).toMatchObject({ stated, computed: stated });
  });

  test('has its own clocks: two months from the day of the feedback', () => {
    expect(row('reports due')?.computed).toBe(due[id]);
  });

  test('writes, going live, for what is still owed alone', () => {
    expect(row('letters at going live')?.computed).toBe(
      id === 'jinhua-wucheng-wlt-2022' ? 'top to LG_LEADER for T-1/transfer-answer-disc' : 'none',
    );
  });

  test('leaves a ledger that verifies', async () => {
    expect((await verifyLedger(harness.pool, codeOf(published))).faults).toEqual([]);
  });
});

/** Counted by hand, beside the program. */
const due: Readonly<Record<string, string>> = {
  'jinhua-wucheng-wlt-2022': '2023-03-17',
  'kunming-district-r2-2021': '2022-03-27',
  'xuchang-dongcheng-2025': '2025-12-21',
  'ecnu-2024': '2025-04-25',
  'jinhua-nyncj-2023': '2023-12-19',
  'yueyang-scjgj-2020': '2021-07-19',
  'suqian-wjw-2024': '2024-11-14',
};
const stay = (entered: string, withdrawn: string, fedBack: string) =>
  [
    ['entered', entered],
    ['withdrawn', withdrawn],
    ['fed back, signed by both', fedBack],
  ] as const;
/** Everything that the cases state and the ledger computes. */
const statedBy: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'jinhua-wucheng-wlt-2022': [
    ...stay('2022-09-16', '2022-10-18', '2023-01-17'),
    ['disclosed', '2023-05-04'],
    ['problems settled', '19 of 25'],
  ],
  'kunming-district-r2-2021': [
    ...stay('2021-11-08', '2021-12-20', '2022-01-27'),
    ['disclosed', '2023-01-29'],
    ['80 reports due', '2022-03-27'],
    ['problems settled', '688 of 697'],
  ],
  'xuchang-dongcheng-2025': [
    ...stay('2025-07-10', '2025-09-12', '2025-10-21'),
    ['disclosed', '2026-02-13'],
    ['3 months from the feedback', '2026-01-21'],
  ],
  'ecnu-2024': [
    ...stay('2024-10-21', '2024-12-06', '2025-02-25'),
    ['report in', '2025-09-05'],
    ['6 months from the feedback', '2025-08-25'],
  ],
  'jinhua-nyncj-2023': [
    ...stay('2023-07-06', '2023-09-06', '2023-10-19'),
    ['disclosed', '2024-01-18'],
    ['2 reports due', '2023-12-19'],
    ['3 months from the feedback', '2024-01-19'],
  ],
  'yueyang-scjgj-2020': [
    ...stay('2020-12-16', '2021-02-03', '2021-05-19'),
    ['disclosed', '2021-11-05'],
    ['problems', '11'],
  ],
  'suqian-wjw-2024': [...stay('2024-07-17', '2024-08-30', '2024-09-14'), ['disclosed', '2025-05-28']],
  'siping-r2-2023': [['mobilised', '2023-04-23']],
};

test('the cases are eight, and each is compared', () => {
  expect(cases.map(({ id }) => id).sort()).toEqual(Object.keys(statedBy).sort());
  expect(cases.flatMap(statedSpans)).toHaveLength(5);
});

/** `GET /duties`: what is owed across all rounds, nearest first, in each round's own time. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExampleRound } from '../../examples/round.ts';
import { aRoundThatIs, type ApiHarness, firstOf, openApi, transfers } from './harness.ts';

let harness: ApiHarness;
let early: ExampleRound;
let late: ExampleRound;
let moved: ExampleRound;
beforeAll(async () => {
  harness = await openApi({ organisations: 3 });
  early = await aRoundThatIs(harness, 'signed', { planned: '2026-01-05' });
  await early.sendAndReceive(transfers);
  late = await aRoundThatIs(harness, 'decided');
  moved = await aRoundThatIs(harness, 'signed');
  await harness.passTime(moved.code, new Date(Date.now() + 75 * 86_400_000).toISOString());
});
afterAll(() => harness.close());

interface Item {
  readonly key: string;
  readonly round: string;
  readonly organisation: string | null;
  readonly owedBy: string;
  readonly dueAt: string | null;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  readonly daysLeft: number | null;
  readonly outcome: string | null;
}
const list = async (query = ''): Promise<Item[]> => harness.api.all<Item>(`/duties?${query}`, harness.office.director);

/** The same from the rounds themselves, without the worklist's SQL. */
async function openDuties(): Promise<Item[]> {
  const codes = [early.code, late.code, moved.code];
  const lists = codes.map(async (round) => {
    const duties = await harness.api.all<Item>(`/rounds/${round}/duties`, harness.office.director);
    return duties.filter(({ outcome }) => outcome === null).map((duty) => ({ ...duty, round }));
  });
  const all = (await Promise.all(lists)).flat();
  const due = ({ dueAt }: Item) => (dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(dueAt));
  return all.sort((a, b) => (due(a) === due(b) ? (a.key < b.key ? -1 : 1) : due(a) < due(b) ? -1 : 1));
}

test('shows every open duty of every round, nearest first, those without a figure last', async () => {
  const listed = await list();
  const expected = await openDuties();
  expect(listed.map(({ key }) => key)).toEqual(expected.map(({ key }) => key));
  expect(listed.length).toBeGreaterThan(15);
  expect(listed.at(-1)?.dueAt).toBeNull();
  expect(new Set(listed.map(({ round }) => round)).size).toBe(3);
  expect(listed).toEqual(expect.arrayContaining(expected.map((duty) => expect.objectContaining(duty))));
});

test.each([1, 2, 3, 5, 1000])('goes by pages of %i without loss or repetition', async (limit) => {
  const expected = (await openDuties()).map(({ key }) => key);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await harness.ask('GET', `/duties?limit=${limit}&cursor=${encodeURIComponent(cursor)}`, {
      actor: harness.office.director,
    });
    seen.push(...(body.items ?? []).map(({ key }) => String(key)));
    cursor = body.next ?? null;
  }
  expect(seen).toEqual(expected);
});

describe('takes from all of it', () => {
  test('what one committee’s rounds owe', async () => {
    expect(await list(`committee=${harness.office.committee}`)).toHaveLength((await openDuties()).length);
    expect(await list('committee=C-ELSEWHERE')).toEqual([]);
  });

  test('what is overdue in its round’s own time, and what is not', async () => {
    const all = await openDuties();
    const overdue = await list('overdue=true');
    expect(overdue.map(({ key }) => key)).toEqual(all.filter((duty) => duty.overdue).map(({ key }) => key));
    expect(overdue).toHaveLength(3 * 2);
    expect(overdue.every(({ round, daysLeft }) => round === moved.code && (daysLeft ?? 0) < 0)).toBe(true);
    expect((await list('overdue=false')).length).toBe(all.length - overdue.length);
  });

  test('what a role owes', async () => {
    const all = await openDuties();
    for (const role of ['PR', 'ORG', 'DISC', 'OFF']) {
      const keys = (await list(`owedBy=${role}`)).map(({ key }) => key);
      expect(keys).toEqual(all.filter(({ owedBy }) => owedBy === role).map(({ key }) => key));
      expect(keys.length).toBeGreaterThan(0);
    }
  });

  test('what an organisation owes, and not what others owe about it', async () => {
    const organisation = firstOf(harness);
    const all = await openDuties();
    const own = all.filter((duty) => duty.organisation === organisation && ['ORG', 'PR'].includes(duty.owedBy));
    const listed = await list(`owedBy=${organisation}`);
    expect(listed.map(({ key }) => key)).toEqual(own.map(({ key }) => key));
    expect(listed.length).toBeGreaterThan(0);
    expect(all.some((duty) => duty.organisation === organisation && duty.owedBy === 'OFF')).toBe(true);
  });

  test('what falls due before an instant; never what has no figure', async () => {
    const all = await openDuties();
    const middle = all.filter(({ dueAt }) => dueAt !== null).at(-1)?.dueAt ?? '';
    const before = await list(`before=${encodeURIComponent(middle)}`);
    expect(before.map(({ key }) => key)).toEqual(
      all.filter(({ dueAt }) => dueAt !== null && Date.parse(dueAt) < Date.parse(middle)).map(({ key }) => key),
    );
    expect((await list('before=2999-01-01T00:00:00%2B08:00')).every(({ dueAt }) => dueAt !== null)).toBe(true);
    expect(await list('before=2020-01-01T00:00:00Z')).toEqual([]);
  });

  test('what all filters together leave, by pages', async () => {
    const query = `committee=${harness.office.committee}&overdue=true&owedBy=PR`;
    const first = await harness.ask('GET', `/duties?${query}&limit=2`, { actor: harness.office.director });
    expect(first.body.items).toHaveLength(2);
    const second = await harness.ask(
      'GET',
      `/duties?${query}&limit=2&cursor=${encodeURIComponent(first.body.next ?? '')}`,
      {
        actor: harness.office.director,
      },
    );
    expect(second.body).toMatchObject({ items: [{ owedBy: 'PR', overdue: true }], next: null });
  });
});

test.each([
  'limit=0',
  'overdue=perhaps',
  'before=tomorrow',
  'before=2026-01-01',
  'before=0000-01-01T00:00:00Z',
  'committee=%27',
  'owedBy=ZZ',
  'person=P-1',
  'cursor=nonsense',
  'cursor=2026-99-99T00:00:00Z%20x',
])('refuses "%s"', async (query) => {
  expect((await harness.ask('GET', `/duties?${query}`, { actor: harness.office.director })).status).toBe(422);
});

/** Who may do what, when (T-2 – T-4, T-7): every command, at every stage of a round, asked by everybody who could have to do with it,
 *  against a table kept by hand (`matrix/table.txt`). */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandNames } from '../../contracts/requests/index.ts';
import type { ExampleRound } from '../../examples/round.ts';
import { type Cast, castOf } from './matrix/cast.ts';
import { stagesOf } from './matrix/stages.ts';
import { type ApiHarness, openApi } from './harness.ts';

let harness: ApiHarness;
let round: ExampleRound;
let cast: Cast;
let own: string;
let lead: ReturnType<typeof stagesOf>;

beforeAll(async () => {
  harness = await openApi({ organisations: 2, teams: 2 });
  const [first = '', other = ''] = harness.office.organisations.map(({ code }) => code);
  own = first;
  cast = await castOf(harness.pool, harness.office, [own, other]);
  round = harness.round();
  lead = stagesOf(harness, round, [own, other]);
});
afterAll(() => harness.close());

/** `send-transfer | decided fedBack signed | office leads`: at these stages these people may, and nobody else at any other. */
interface Line {
  readonly action: string;
  readonly stages: readonly string[];
  readonly people: readonly string[];
}
const lines: readonly Line[] = readFileSync(new URL('matrix/table.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('|').map((cell) => cell.trim().split(' ')))
  .map(([[action = ''] = [], stages = [], people = []]) => ({ action, stages, people }));

const expectedAt = (stage: string): string[] =>
  lines
    .filter(({ stages }) => stages.includes(stage))
    .flatMap(({ action, people }) => people.map((who) => `${action} ${who}`))
    .sort();

interface Prospect {
  readonly action: string;
  readonly allowed: boolean;
}
async function allowedNow(): Promise<string[]> {
  const found = new Set<string>();
  for (const [who, actor] of Object.entries(cast.people)) {
    const { status } = await harness.ask('GET', `/rounds/${round.code}/actions?limit=1`, { actor });
    if (status === 404) continue;
    const prospects = await harness.api.all<Prospect>(`/rounds/${round.code}/actions`, actor);
    for (const { action, allowed } of prospects) if (allowed) found.add(`${action} ${who}`);
  }
  return [...found].sort();
}

const stages = [
  'planned',
  'approved',
  'formed',
  'authorised',
  'mobilised',
  'noticed',
  'onSite',
  'answered',
  'withdrawn',
  'reported',
  'reviewed',
  'heard',
  'decided',
  'fedBack',
  'signed',
  'sent',
  'received',
  'planIn',
  'rectifying',
  'suspended',
  'rectified',
  'accepted',
] as const;

describe('the matrix', () => {
  for (const stage of stages)
    test(`${stage}: exactly those may who are in the table`, async () => {
      await lead[stage]?.();
      const allowed = await allowedNow();
      expect(allowed).toEqual(expectedAt(stage));
    }, 120_000);

  test('whoever has nothing to do with the round finds neither it nor anything in it', async () => {
    for (const who of cast.strangers) {
      const actor = cast.people[who] ?? '';
      const absent = await harness.ask('POST', '/rounds/R-NOT-THERE/actions/guide', { actor, body: { content: 'x' } });
      const there = await harness.ask('POST', `/rounds/${round.code}/actions/guide`, { actor, body: { content: 'x' } });
      expect(there, who).toMatchObject({ status: 404, body: absent.body });
    }
  });

  test('whoever is tied to the organisation does nothing about it, with the very post that may', async () => {
    const allowedTo = async (who: string) => {
      const path = `/rounds/${round.code}/actions?organisation=${own}`;
      const prospects = await harness.api.all<Prospect>(path, cast.people[who] ?? cast.tied[who] ?? '');
      // Who reports retaliation is nobody, whatever their posts.
      return prospects
        .filter(({ action }) => action !== 'report-retaliation')
        .filter(({ allowed }) => allowed)
        .map(({ action }) => action);
    };
    expect((await allowedTo('office')).length).toBeGreaterThan(5);
    expect((await allowedTo('department')).length).toBeGreaterThan(1);
    for (const who of Object.keys(cast.tied)) expect(await allowedTo(who), who).toEqual([]);
  });

  test('names no command, stage or person that is not there', () => {
    expect(lines.filter(({ action }) => !commandNames.some((name) => name === action))).toEqual([]);
    expect(lines.flatMap((line) => line.stages).filter((stage) => !stages.some((known) => known === stage))).toEqual(
      [],
    );
    expect(lines.flatMap(({ people }) => people).filter((who) => cast.people[who] === undefined)).toEqual([]);
  });
});

/** Packs that are looser than the opinion (T-7): which they are, and who may take them. */
import { describe, expect, test } from 'vitest';
import type { Span } from '../../domain/calendar.ts';
import type { DutyKind, Pack } from '../../domain/policy/pack.ts';
import { packsWithSources } from '../../domain/policy/packs.ts';
import { countyDingyuan, countyDingyuanSecond } from '../../domain/policy/packs/county-dingyuan.ts';
import { jilin2017 } from '../../domain/policy/packs/jilin-2017.ts';
import { looserClocks, requirePackForRegion } from '../../domain/policy/strictness.ts';

const withClock = (kind: DutyKind, basis: 'L' | 'T', span: Span | null): Pack => ({
  ...jilin2017,
  id: 'made-up',
  clocks: { ...jilin2017.clocks, [kind]: { basis, span, ladder: [] } },
});
const { 'report-1': _none, ...withoutReport } = jilin2017.clocks;

describe('a pack', () => {
  test.each<[string, Pack, DutyKind[]]>([
    ['with the opinion’s own figures is as strict', jilin2017, []],
    ['with a shorter span is as strict', withClock('report-1', 'L', { months: 1 }), []],
    ['with fewer days than two months ever have is as strict', withClock('report-1', 'L', { days: 59 }), []],
    ['with more days than two months can have is looser', withClock('report-1', 'L', { days: 60 }), ['report-1']],
    ['with a longer span is looser', withClock('report-2', 'L', { months: 3 }), ['report-2']],
    ['that makes a target of a legal clock is looser', withClock('report-1', 'T', { months: 2 }), ['report-1']],
    [
      'without a figure for a legal clock is looser',
      withClock('transfer-answer-od', 'L', null),
      ['transfer-answer-od'],
    ],
    ['that leaves a legal clock out is looser', { ...jilin2017, clocks: withoutReport }, ['report-1']],
    ['that gives a target a longer span is as strict', withClock('feedback', 'T', { months: 12 }), []],
  ])('%s', (_what, pack, looser) => {
    expect(looserClocks(pack)).toEqual(looser);
  });

  test('as strict as the opinion is for every committee', () => {
    for (const region of ['CN-22', 'CN-34', null]) expect(requirePackForRegion(jilin2017, region)).toBeUndefined();
  });

  test.each([
    ['of the province of its instrument', countyDingyuan, 'CN-34', false],
    ['of another province', countyDingyuan, 'CN-22', true],
    ['whose region is not known', countyDingyuan, null, true],
    ['of the province, where the pack names no instrument', countyDingyuanSecond, 'CN-34', true],
  ])('that is looser is for a committee %s: refused', (_who, pack, region, refused) => {
    expect(requirePackForRegion(pack, region) !== undefined).toBe(refused);
  });

  test('that is offered and looser names the instrument that allows it', () => {
    const newest = packsWithSources.filter(
      ({ pack }, i, all) => !all.slice(i + 1).some((later) => later.pack.id === pack.id),
    );
    const looser = newest.filter(({ pack }) => looserClocks(pack).length > 0).map(({ pack }) => pack);
    expect(looser.map(({ id }) => id)).toEqual(['county-dingyuan']);
    for (const { legalBasis } of looser) expect(legalBasis).toMatchObject({ title: expect.any(String) });
  });
});

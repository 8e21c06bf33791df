/** Coverage of a term (J-II.1), and what the present pace promises. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type CoverageFacts, coverage, indicators, type Inspection } from '../../domain/committee/coverage.ts';
import type { InspectedObject } from '../../domain/people/jurisdiction.ts';
import { jilin2017 } from '../../domain/policy/packs/jilin-2017.ts';
import type { OrganisationKind } from '../../domain/vocabulary.ts';

const CITY = 'C-CITY';
const COUNTY = 'C-COUNTY';
const object = (code: string, more: Partial<InspectedObject> = {}): InspectedObject => ({
  code,
  kind: 'DEPARTMENT',
  managedBy: CITY,
  managedUnder: [CITY],
  provincialTarget: false,
  ...more,
});
const below = (code: string, kind: OrganisationKind) => object(code, { kind, managedBy: COUNTY });
const inspected = (organisation: string, withdrawnOn: string | null, more: Partial<Inspection> = {}): Inspection => ({
  organisation,
  round: 'R-1',
  committee: CITY,
  withdrawnOn,
  ...more,
});
const facts = (more: Partial<CoverageFacts>): CoverageFacts => ({
  committee: { code: CITY, level: 'CITY', namedByProvince: null },
  term: { from: '2021-01-01', plannedTo: '2025-12-31' },
  objects: [],
  inspections: [],
  ...more,
});
const on = (today: string, more: Partial<CoverageFacts>, pack = jilin2017) => coverage(facts(more), pack, today);

describe('who counts', () => {
  test.each<[string, InspectedObject, 'mandatory' | 'optional' | null]>([
    ['what the committee manages', object('O-1'), 'mandatory'],
    ['a township that it manages itself', object('O-1', { kind: 'TOWNSHIP' }), 'mandatory'],
    ['a target of the province', object('O-1', { provincialTarget: true }), null],
    ['a township below', below('O-1', 'TOWNSHIP'), 'optional'],
    ['a department below', below('O-1', 'DEPARTMENT'), null],
    ['a village below, by the city', below('O-1', 'VILLAGE'), null],
  ])('%s', (_what, counted, as) => {
    const { mandatory, optional } = on('2022-01-01', { objects: [counted] });
    expect([mandatory.objects, optional.objects]).toEqual([as === 'mandatory' ? 1 : 0, as === 'optional' ? 1 : 0]);
  });

  test('a county owes no village, and may add each', () => {
    const { mandatory, optional } = on('2022-01-01', {
      committee: { code: COUNTY, level: 'COUNTY', namedByProvince: null },
      objects: [below('O-1', 'VILLAGE'), below('O-2', 'STATION'), below('O-3', 'TOWNSHIP')],
    });
    expect([mandatory.left, optional.left]).toEqual([['O-3'], ['O-1', 'O-2']]);
  });

  test('a city that inspects villages directly may add them', () => {
    const raised = { ...jilin2017, villageByCity: true };
    expect(on('2022-01-01', { objects: [below('O-1', 'VILLAGE')] }, raised).optional.left).toEqual(['O-1']);
  });
});

describe('where they stand', () => {
  test('inspected once the team has left, planned before, left otherwise', () => {
    const { mandatory } = on('2022-01-01', {
      objects: [object('O-1'), object('O-2'), object('O-3')],
      inspections: [inspected('O-1', '2021-06-01'), inspected('O-2', null, { round: 'R-2' })],
    });
    expect(mandatory).toEqual({
      objects: 3,
      inspected: [{ organisation: 'O-1', round: 'R-1', on: '2021-06-01' }],
      planned: [{ organisation: 'O-2', round: 'R-2' }],
      left: ['O-3'],
    });
  });

  test('twice in a term is once, by the first', () => {
    const { mandatory } = on('2023-01-01', {
      objects: [object('O-1')],
      inspections: [inspected('O-1', '2022-06-01', { round: 'R-2' }), inspected('O-1', '2021-06-01')],
    });
    expect(mandatory.inspected).toEqual([{ organisation: 'O-1', round: 'R-1', on: '2021-06-01' }]);
  });

  test('an inspection by another committee covers nothing, and is warned of', () => {
    const { mandatory, double } = on('2022-01-01', {
      objects: [object('O-1'), object('O-2')],
      inspections: [
        inspected('O-1', null),
        inspected('O-1', '2021-03-01', { committee: COUNTY, round: 'R-9' }),
        inspected('O-2', '2021-03-01', { committee: COUNTY, round: 'R-9' }),
      ],
    });
    expect([mandatory.inspected, mandatory.left]).toEqual([[], ['O-2']]);
    expect(double).toEqual([{ organisation: 'O-1', committees: [CITY, COUNTY] }]);
  });
});

describe('the forecast', () => {
  const ten = Array.from({ length: 10 }, (_, i) => object(`O-${i}`));
  const done = (count: number) => ten.slice(0, count).map(({ code }) => inspected(code, '2021-06-01'));

  test.each([
    // 365 days gone, four done: six more take 547.5 days.
    ['in time', '2021-12-31', 4, { completeOn: '2023-07-02', withinTerm: true, missed: 0 }],
    ['too late', '2024-12-31', 5, { completeOn: '2028-12-31', withinTerm: false, missed: 4 }],
    ['all done', '2024-12-31', 10, { completeOn: '2021-06-01', withinTerm: true, missed: 0 }],
    ['nothing done', '2021-12-31', 0, { completeOn: null, withinTerm: false, missed: 10 }],
    ['the term is over', '2026-03-01', 9, { withinTerm: false, missed: 1 }],
    ['the first day', '2021-01-01', 0, { elapsedDays: 1, completeOn: null }],
  ])('%s', (_how, today, count, expected) => {
    expect(on(today, { objects: ten, inspections: done(count) }).forecast).toMatchObject(expected);
  });

  test('a term without an end has a day of completion and no verdict', () => {
    const { forecast } = on('2021-12-31', {
      objects: ten,
      inspections: done(4),
      term: { from: '2021-01-01', plannedTo: null },
    });
    expect(forecast).toMatchObject({ completeOn: '2023-07-02', withinTerm: null, missed: null });
  });

  test('a day that nobody will see is not named', () => {
    const many = Array.from({ length: 1_000 }, (_, i) => object(`O-${i}`));
    const { forecast } = on('2025-12-31', { objects: many, inspections: done(1) });
    expect(forecast).toMatchObject({ completeOn: null, withinTerm: false, missed: 999 });
  });
});

describe('the indicators for the level above (J-VI.1c)', () => {
  const none = { inTime: 0, late: 0, overdue: 0, accepted: 0, reopened: 0 };
  test.each([
    ['nothing to measure yet', {}, null, null],
    ['everything in time', { inTime: 4 }, 0, null],
    ['late is late, answered or not', { inTime: 1, late: 1, overdue: 1 }, 66.7, null],
    ['one in eight did not hold', { accepted: 7, reopened: 1 }, null, 12.5],
  ])('%s', (_what, outcomes, latePercent, reopenedPercent) => {
    expect(indicators({ ...none, ...outcomes })).toMatchObject({ latePercent, reopenedPercent });
  });
});

property.prop([fc.nat(40), fc.nat(40), fc.integer({ min: 0, max: 2_500 })])(
  'loses no object, and says the same by day and by number',
  (count, visits, days) => {
    const objects = Array.from({ length: count }, (_, i) => object(`O-${i}`));
    const inspections = objects.slice(0, visits).map(({ code }, i) => inspected(code, i % 3 ? '2021-02-01' : null));
    const today = new Date(Date.UTC(2021, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
    const { mandatory, forecast } = on(today, { objects, inspections });
    const { inspected: been, planned, left } = mandatory;
    expect(been.length + planned.length + left.length).toBe(count);
    const { withinTerm, missed, completeOn } = forecast;
    expect(withinTerm).toBe(missed === 0);
    if (completeOn !== null) expect(withinTerm).toBe(completeOn <= '2025-12-31');
  },
);

/** Canonical JSON: what the chain hashes reads the same whatever store it has been through. */
import { fc, test as property } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { canonical, genesis, type Link, linkHash } from '../../ledger/chain.ts';
import { createPool, type Pool } from '../../ledger/database.ts';

let pool: Pool;
beforeAll(() => {
  pool = createPool(inject('servers').templateUrl.replace(/\/[^/]*$/, '/postgres'), 2, () => {});
});
afterAll(() => pool.end());

/** What can stand in an event: JSON without NUL and without half a character, which no database takes. */
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((value) => !value.includes('\u0000'));
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(text, tie('value'), { maxKeys: 5 }),
  ),
})).value;
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('canonical JSON', () => {
  property.prop([json])('is JSON that says the same', (value) => {
    expect(JSON.parse(canonical(value))).toEqual(plain(value));
  });

  property.prop([json])('does not depend on the order of fields', (value) => {
    expect(canonical(reordered(plain(value)))).toBe(canonical(plain(value)));
  });

  property.prop([json])('is its own canonical form', (value) => {
    expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value));
  });

  property.prop([json, json])('differs where the values differ', (a, b) => {
    expect(canonical(a) === canonical(b)).toBe(canonical(plain(a)) === canonical(plain(b)));
    if (canonical(a) === canonical(b)) expect(plain(a)).toEqual(plain(b));
  });

  property.prop([fc.array(json, { minLength: 1, maxLength: 40 })], { numRuns: 40 })(
    'reads the same after a journey through the database',
    async (values) => {
      const { rows } = await pool.query<{ value: unknown }>(
        'SELECT value FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS v (value, i) ORDER BY i',
        [JSON.stringify(values)],
      );
      expect(rows.map(({ value }) => canonical(value))).toEqual(values.map(canonical));
    },
  );

  test('leaves out what is not there, and says null where a list has a hole', () => {
    expect(canonical({ b: undefined, a: [undefined, 1] })).toBe('{"a":[null,1]}');
    expect(canonical(undefined)).toBe('null');
    expect(canonical(-0)).toBe('0');
  });

  test('sorts keys of every script in one way, and takes the names that objects have', () => {
    const odd = JSON.parse('{"乙":1,"__proto__":2,"constructor":3,"a":4,"A":5,"10":6,"9":7,"😀":8}');
    expect(canonical(odd)).toBe('{"10":6,"9":7,"A":5,"__proto__":2,"a":4,"constructor":3,"乙":1,"😀":8}');
  });
});

describe('a link of the chain', () => {
  const link: Link = {
    sequence: 2,
    type: 'RoundApproved',
    at: '2026-01-06T01:00:00.000Z',
    on: '2026-01-06',
    recordedAt: '2026-01-06T01:00:00.000Z',
    by: 'P-1',
    clause: 'J-VI.2c',
    command: 'k-1',
    data: { decision: 'D-1' },
    opens: [],
    closes: [],
  };
  const changes: { [K in keyof Link]: Link[K] } = {
    sequence: 3,
    type: 'RoundRejected',
    at: '2026-01-06T01:00:00.001Z',
    on: '2026-01-07',
    recordedAt: '2026-01-06T01:00:00.001Z',
    by: 'P-2',
    clause: 'J-VI.2a',
    command: null,
    data: { decision: 'D-2' },
    opens: [{}],
    closes: [{}],
  };

  test.each(Object.entries(changes))('covers %s', (field, value) => {
    const before = genesis('R-1-1');
    expect(linkHash(before, { ...link, [field]: value })).not.toBe(linkHash(before, link));
  });

  test('covers the link before it, and nothing that is added beside', () => {
    const before = genesis('R-1-1');
    expect(linkHash(genesis('R-1-2'), link)).not.toBe(linkHash(before, link));
    const more = { ...link, hash: 'x', seen: true };
    expect(linkHash(before, more)).toBe(linkHash(before, link));
  });
});

function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reordered(inner)]),
  );
}

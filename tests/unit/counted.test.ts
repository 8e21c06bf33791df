import { expect, test } from 'vitest';
import { counted } from '../../scripts/tools/counted.ts';

test.each([
  [0, '0 rounds'],
  [1, '1 round'],
  [2, '2 rounds'],
])('%i: %s', (count, printed) => {
  expect(counted(count, 'round')).toBe(printed);
});

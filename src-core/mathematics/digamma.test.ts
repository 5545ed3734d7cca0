import { expect, it } from 'vitest';
import { digamma } from './digamma';

it('has the values known in closed form', () => {
  // DLMF 5.4.12 to 5.4.15.
  const euler = 0.5772156649015329;
  expect(digamma(1)).toBeCloseTo(-euler, 13);
  expect(digamma(0.5)).toBeCloseTo(-euler - 2 * Math.LN2, 13);
  expect(digamma(30)).toBeCloseTo(
    Array.from({ length: 29 }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b) - euler,
    13,
  );
});

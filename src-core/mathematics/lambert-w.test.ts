import { expect, it } from 'vitest';
import { lambertW } from './lambert-w';

it.each([0, 1e-9, 0.1, 1, 7, 1e4, 1e30])('solves w eʷ = %f', (x) => {
  const w = lambertW(x);
  expect(Math.abs(w * Math.exp(w) - x)).toBeLessThanOrEqual(1e-12 * x);
});

it('refuses numbers below 0', () => {
  expect(() => lambertW(-0.1)).toThrow(RangeError);
});

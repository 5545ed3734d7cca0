import { expect, it } from 'vitest';
import { sharedRange } from './shared-range';

const value = (dimension: number | null, interval: [number | null, number | null] | null = null) => ({
  dimension,
  interval,
});

it('holds all values, and the ends of their intervals where those are near', () => {
  const [low, high] = sharedRange([value(2, [1.9, 2.1]), value(4, [3, 5])]);
  expect(low).toBeLessThan(1.9);
  expect(high).toBeGreaterThan(5);
});

it('is not squeezed by an interval that is far or open, nor broken where there is nothing', () => {
  const [low, high] = sharedRange([value(2, [0, 1000]), value(3, [2.9, null])]);
  expect(low).toBeGreaterThanOrEqual(0);
  expect(high).toBeLessThan(5);
  expect(sharedRange([value(null)])).toEqual([0, 1]);
  const [one, other] = sharedRange([value(0)]);
  expect(other).toBeGreaterThan(one);
});
